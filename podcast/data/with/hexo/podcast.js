'use strict';

// The player of a post's podcast episode, by `podcast init --with hexo`. It reads the block that
// `podcast embed` writes, else source/_data/podcast.yml of `podcast embed --data`, and shows
//   - above the text of the post, unless `podcast: {inject: false}` stands in _config.yml;
//   - where a post says {% podcast %};
//   - where a theme says <%- podcast_player(page) %>.
// Every value is escaped; addresses are http(s) or left out. Change it as you like: it is not
// written over.

const escape = (value) =>
  String(value ?? '').replace(/[&<>"'`{}]/g, (char) => `&#${char.charCodeAt(0)};`);

const address = (value) => {
  try {
    const { protocol, href } = new URL(String(value));
    return protocol === 'https:' || protocol === 'http:' ? escape(href) : '';
  } catch {
    return '';
  }
};

const number = (value, unit) => (Number(value) / unit).toFixed(1);

function fields(post) {
  if (post.podcast?.audio) return post.podcast;
  const entries = Object.values(hexo.locals.get('data')?.podcast ?? {});
  return entries.find((entry) => `/${post.source}`.endsWith(`/${entry.post}`));
}

function player(post) {
  const podcast = fields(post);
  const audio = podcast && address(podcast.audio);
  if (!audio) return '';
  const page = address(podcast.player);
  const more = page ? `<a href="${page}">章节与文稿</a> · ` : '';
  const size = `${number(podcast.seconds, 60)} 分钟，${number(podcast.bytes, 1e6)} MB`;
  return (
    `<podcast-player compact untitled title="${escape(post.title)}"` +
    ` duration="${escape(podcast.seconds)}" link="${page}" chapters="${address(podcast.chapters)}"` +
    ` transcript="${address(podcast.vtt)}" peaks="${address(podcast.peaks)}">` +
    `<audio controls preload="metadata" src="${audio}" style="width: 100%"></audio>` +
    `<p>${more}<a href="${audio}" download>下载 MP3</a>（${size}）</p></podcast-player>`
  );
}

hexo.extend.tag.register('podcast', function () {
  return player(this);
});

hexo.extend.helper.register('podcast_player', player);

// After the excerpt has been cut off, so that lists of posts show no player.
hexo.extend.filter.register(
  'after_post_render',
  (post) => {
    const wanted = hexo.config.podcast?.inject !== false && post.layout === 'post';
    if (wanted && !post.content.includes('<podcast-player')) {
      post.content = player(post) + post.content;
    }
    return post;
  },
  20,
);
