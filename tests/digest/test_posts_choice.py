"""Which post a show takes: only a public one, only a digest, and it says what it passed over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcast.digest import posts
from podcast.digest.posts import Choice, WantedPost
from podcast.digest.shelf import Shelf, shelf
from podcast.errors import DigestError
from podcast.show import config
from podcast.show.config import Digests, Show

TODAY = date(2026, 3, 5)
ITEMS = "\n## 1、标题\n一段话。\n\n## 2、另一个标题\n另一段话。\n"
ONE = "\n## 爬山\n周末去了香山。\n"


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a show whose one post is the digest of 2026-02-06."""
    return config.load(show_folder)


def put(show: Show, name: str, head: str = "", body: str = ITEMS) -> Path:
    path = show.posts / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((f"---\n{head}\n---\n" if head else "") + body, "utf-8")
    return path


def chosen(show: Show, day: date | None = None, **options: bool) -> Choice:
    return posts.choose(show, WantedPost(day, **options), TODAY)


def refused(show: Show, day: date | None = None, post: Path | None = None) -> str:
    with pytest.raises(DigestError) as caught:
        posts.choose(show, WantedPost(day, post), TODAY)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_what_is_newer_and_passed_over_is_told_in_one_line_each(show: Show) -> None:
    """File, line, why and what to do, newest first; what is older than the digest is not told."""
    future = put(show, "2026-03-06-ai-daily.md")
    draft = put(show, "2026-03-04-ai-daily.md", "title: x\ndraft: true")
    same = put(show, "2026-02-06-hidden.md", "hidden: yes")
    put(show, "2026-02-05-old.md", "draft: true")
    diary = put(show, "2026-03-01-diary.md", body=ONE)
    choice = chosen(show)
    assert choice.path.name == "2026-02-06-ai-daily.md"
    places = [f"{future}: ", f"{draft}:3: ", f"{diary}: ", f"{same}:2: "]
    assert [line.startswith(place) for line, place in zip(choice.passed_over, places, strict=True)]
    words = ["--future", "--drafts", "--post", "--drafts"]
    assert all(word in line for word, line in zip(words, choice.passed_over, strict=True))
    assert not [line for line in choice.passed_over if "\n" in line]


def test_a_post_of_today_is_public_at_any_hour(show: Show) -> None:
    """Dated 08:00 and built at 07:17; the next day's is not."""
    path = put(show, "x.md", "date: 2026-03-05 23:59:59")
    put(show, "y.md", "date: 2026-03-06 00:00:00")
    assert chosen(show).path == path


def test_today_is_that_of_the_shows_zone(show: Show) -> None:
    """When it is Friday in Shanghai, a post of Friday in Shanghai is public."""
    path = put(show, "x.md", "date: 2026-03-04T17:00:00Z")
    assert chosen(show).path == path
    assert posts.day_of(show, path) == TODAY


def test_a_date_with_hidden_posts_only_is_an_error_that_names_the_option(show: Show) -> None:
    """With the place, the reason and every option that it takes."""
    draft = put(show, "2026-03-04-x.md", "draft: true")
    both = put(show, "2026-03-06-x.md", "draft: true")
    said = refused(show, date(2026, 3, 4))
    assert f"no public post for 2026-03-04: {draft}:2: is a draft (`draft: true`)" in said
    assert "`--drafts`" in said
    assert "`--future`" not in said
    assert f"{both}:2: is a draft" in refused(show, date(2026, 3, 6))
    assert chosen(show, date(2026, 3, 4), drafts=True).path == draft
    with pytest.raises(DigestError, match="--future"):
        chosen(show, date(2026, 3, 6), drafts=True)
    assert chosen(show, date(2026, 3, 6), drafts=True, future=True).path == both


def test_a_hidden_post_beside_a_public_one_of_a_date_is_told(show: Show) -> None:
    """And is no second post of that date."""
    put(show, "2026-02-06-x.md", "published: false")
    choice = chosen(show, date(2026, 2, 6))
    assert choice.path.name == "2026-02-06-ai-daily.md"
    assert len(choice.passed_over) == 1


def test_drafts_beside_the_posts_are_told_of_and_previewed(show: Show) -> None:
    """Hexo keeps them in `source/_drafts`; one without a date is nobody's newest."""
    blog = replace(show, posts=show.root / "source" / "_posts")
    public = put(blog, "2026-03-01-ai.md")
    draft = put(blog, "../_drafts/2026-03-04-ai.md")
    put(blog, "../_drafts/someday.md")
    choice = chosen(blog)
    assert choice.path == public
    assert "_drafts" in choice.passed_over[0]
    preview = chosen(blog, drafts=True)
    assert preview.path.resolve() == draft.resolve()
    (told,) = preview.passed_over
    assert told.endswith("someday.md: has no date; give it one to preview it")


def test_a_draft_whose_date_is_none_stops_nobody(show: Show) -> None:
    """A date that is to be written is no obstacle until the post is public."""
    put(show, "x.md", "date: TBD\ndraft: true")
    assert chosen(show).path.name == "2026-02-06-ai-daily.md"
    put(show, "x.md", "date: TBD")
    assert "x.md:2: `TBD` is not a date" in refused(show)
    put(show, "x.md", "pubDate: 5th of March")
    assert "x.md:2: `5th of March` is not a date" in refused(show)


def test_a_broken_newest_post_is_an_error_not_passed_over(show: Show) -> None:
    """A lost day is worse than a stopped build."""
    path = put(show, "2026-03-04-x.md", "title: [")
    assert chosen(show).path == path


def test_posts_that_are_no_digests_are_passed_over_in_every_choice(show: Show) -> None:
    """By date and as the newest; `--post` builds one all the same, and dates() leave them out."""
    show = replace(show, digests=Digests(title="AI日报*"))
    diary = put(show, "2026-03-01-diary.md", "title: 周末")
    assert chosen(show).path.name == "2026-02-06-ai-daily.md"
    assert f"{diary}:2: is no digest" in chosen(show).passed_over[0]
    assert "no digest for 2026-03-01" in refused(show, date(2026, 3, 1))
    assert "--post" in refused(show, date(2026, 3, 1))
    assert posts.choose(show, WantedPost(post=diary), TODAY).path == diary
    assert posts.dates(shelf(show, TODAY)) == (date(2026, 2, 6),)


def test_two_editions_of_a_day_are_two_shows(show: Show) -> None:
    """Each show says which of the two is its own."""
    morning = put(show, "2026-03-04-morning.md", "tags: 早报")
    evening = put(show, "2026-03-04-evening.md", "tags: 晚报")
    said = refused(show)
    assert str(morning) in said
    assert str(evening) in said
    assert "--post" in said
    assert refused(show, date(2026, 3, 4)) == said
    for tag, path in (("早报", morning), ("晚报", evening)):
        assert chosen(replace(show, digests=Digests(tags=(tag,)))).path == path
        assert posts.choose(show, WantedPost(post=path), TODAY).path == path


def test_a_diary_beside_the_digest_of_a_day_is_no_second_digest(show: Show) -> None:
    """The automatic choice has one left."""
    put(show, "2026-02-06-diary.md", body=ONE)
    assert chosen(show).path.name == "2026-02-06-ai-daily.md"


def test_by_its_date_or_path_a_post_with_one_item_is_built(show: Show) -> None:
    """What a person names is what they want."""
    path = put(show, "2026-03-01-diary.md", body=ONE)
    assert chosen(show, date(2026, 3, 1)).path == path
    assert posts.choose(show, WantedPost(post=path), TODAY).path == path


def test_a_blog_without_a_digest_says_how_to_name_a_post(show: Show) -> None:
    """Nothing is built by guess."""
    (path,) = show.posts.glob("*.md")
    path.unlink()
    put(show, "2026-03-01-diary.md", body=ONE)
    said = refused(show)
    assert "no digest among 1 post;" in said
    assert "2026-03-01-diary.md: is no digest: it has 1 item" in said
    assert "--post" in said


def test_a_path_is_seen_from_here_the_show_and_its_posts(
    show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a person types it who stands anywhere."""
    path = put(show, "2026/x.md", "date: 2026-03-01")
    for typed in (path, Path("posts/2026/x.md"), Path("2026/x.md")):
        assert posts.choose(show, WantedPost(post=typed), TODAY).path == path
    monkeypatch.chdir(path.parent)
    assert posts.choose(show, WantedPost(post=Path("x.md")), TODAY).path == path


def test_a_path_that_is_no_post_of_the_show_is_refused(show: Show, tmp_path: Path) -> None:
    """Another folder's, a missing one, another kind of file, a draft."""
    outside = tmp_path / "outside.md"
    outside.write_text("# x\n", "utf-8")
    (show.posts / "x.txt").write_text("x", "utf-8")
    (show.posts / "link.md").symlink_to(outside)
    for typed in (outside, show.posts / "link.md", show.posts / "x.txt", Path("show.yaml")):
        assert "is no post of this show; name a .md file below" in refused(show, post=typed)
    assert "no such post" in refused(show, post=Path("none.md"))
    draft = put(show, "2026-03-01-x.md", "draft: true")
    assert "`--drafts`" in refused(show, post=draft)


def test_what_the_program_makes_is_no_post(show: Show) -> None:
    """Where the posts are the whole folder, scripts and previews in it are not among them."""
    for name in ("episodes", "preview"):
        script = show.root / name / "2026-03-04" / "script.md"
        script.parent.mkdir(parents=True)
        script.write_text(f"---\ndate: 2026-03-04\n---\n{ITEMS}", "utf-8")
    for folder in (show.root, show.root / "posts" / "..", show.root / ".." / show.root.name):
        assert chosen(replace(show, posts=folder)).path.name == "2026-02-06-ai-daily.md"


def test_the_nearest_dates_are_those_of_public_posts(show: Show) -> None:
    """A date that is named can be built."""
    put(show, "2026-03-04-x.md", "draft: true")
    put(show, "2026-03-07-x.md")
    said = refused(show, date(2026, 3, 3))
    assert "no post for 2026-03-03; the nearest: 2026-02-06; name one of these" in said


_POST = st.tuples(
    st.integers(-3, 3),
    st.sampled_from(["", "draft: true", "hidden: yes", "published: false", "draft: false"]),
    st.booleans(),
)


@settings(deadline=None)
@given(st.lists(_POST, max_size=6))
def test_what_is_chosen_is_public_newest_and_a_digest(
    blog: list[tuple[int, str, bool]],
) -> None:
    """The post may be of any blog; where there is none, or two, it is an error."""
    with TemporaryDirectory() as folder:
        blog_posts = Shelf(Path(folder), ZoneInfo("Asia/Shanghai"), TODAY)
        fit: dict[date, list[str]] = {}
        for number, (days, head, digest) in enumerate(blog):
            day = TODAY + timedelta(days=days)
            text = f"---\ndate: {day}\n{head}\n---\n{ITEMS if digest else ONE}"
            (blog_posts.posts / f"{number}.md").write_text(text, "utf-8")
            if days <= 0 and head in {"", "draft: false"} and digest:
                fit.setdefault(day, []).append(f"{number}.md")
        if not fit or len(fit[max(fit)]) > 1:
            with pytest.raises(DigestError):
                posts.find(blog_posts.posts, None, blog_posts.zone, TODAY)
            return
        path = posts.find(blog_posts.posts, None, blog_posts.zone, TODAY)
        assert [path.name] == fit[max(fit)]


def test_many_posts_are_told_in_few_lines(show: Show) -> None:
    """A blog may have hundreds of posts since its last digest."""
    for number in range(40):
        put(show, f"2026-02-{number % 20 + 7:02}-{number}.md", body=ONE)
    told = chosen(show).passed_over
    assert len(told) == 31
    assert told[-1] == "… and 10 more posts"
