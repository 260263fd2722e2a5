"""show.yaml and voices.yaml -> Show."""

from datetime import date
from pathlib import Path

import pytest

from podcast.commands import init
from podcast.errors import ConfigError
from podcast.show import config
from podcast.show.voices import voice_for


def _add(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def _change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_new_show_is_read_with_its_defaults(show_folder: Path) -> None:
    """What init writes is a whole configuration."""
    show = config.load(show_folder)
    assert show.base_url == "https://example.com/episodes/"
    assert show.engines == ("edge", "kokoro")
    assert [host.name for host in show.hosts] == ["晓晓", "云希"]
    assert show.hosts[0].voices[0].rate == "+6%"
    assert show.music.intro.is_file()
    assert show.cover == show_folder / "cover.jpg"
    assert show.zone.key == "Asia/Shanghai"


def test_addresses_are_made_from_the_templates(show_folder: Path) -> None:
    """A post's own link wins over post_url; file names are quoted."""
    show = config.load(show_folder)
    day = date(2026, 2, 6)
    assert show.post_link(day, "ai", "x-ai", None) == "https://example.com/2026/02/06/ai/"
    assert show.post_link(day, "ai", "x-ai", "/p/1") == "https://example.com/p/1"
    assert show.post_link(day, "日报", "日报", None).endswith("/%E6%97%A5%E6%8A%A5/")
    assert show.url("2026-02-06", "a b.mp3") == "https://example.com/episodes/2026-02-06/a%20b.mp3"


def test_the_nearest_show_upwards_is_found(show_folder: Path) -> None:
    """Commands work from any folder inside a show."""
    assert config.find(show_folder / "posts") == show_folder.resolve()
    with pytest.raises(ConfigError, match="podcast init"):
        config.find(show_folder.parent)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("language: zh-CN", "langage: zh-CN", "did you mean `language`"),
        ("timezone: Asia/Shanghai", "timezone: Asia/Peking", "like Asia/Shanghai"),
        ("timezone: Asia/Shanghai", "timezone: ../../etc/passwd", "like Asia/Shanghai"),
        ('title: "AI', 'titel: "AI', "did you mean `title`"),
        ("ai_label: true", "music: {intor: x}", "did you mean `intro`"),
        ("base_url: https", "base_url: ftp", "http"),
        ("/episodes/", "/episodes?x=1", "with no user"),
        ("//example.com/episodes", "//me:key@example.com/episodes", "with no user"),
        ("//example.com/episodes", "//example.com:99999/episodes", "http"),
        ("link: https://example.com/", "link: https://例子.com/", "ASCII"),
        ("explicit: false", "explicit: maybe", "true or false"),
        ("cover: cover.jpg", "cover: none.jpg", "no such file"),
        ("cover: cover.jpg", f"cover: {'a' * 250}", "no such file"),
        ("ai_label: true", f"style: {'a' * 5000}", "no style"),
        ("category: [News, Tech News]", "category: []", "one or two names"),
        ("{slug}", "{slug.__class__}", "no other fields"),
        ("guid: ", "guid: x", "UUID"),
        ("ai_label: true", "publish: {to: ftp://h/p}", "s3://BUCKET"),
        ("ai_label: true", "publish: {to: git+https://h/r.git}", "#BRANCH"),
        ("ai_label: true", "publish: {to: www, keep_days: 0}", "from 1 to 3650"),
        ("ai_label: true", "publish: {too: www}", "did you mean `to`"),
        ('title: "AI 日报播客"', "title:", "title"),
    ],
)
def test_a_mistake_in_show_yaml_is_named_with_its_line(
    show_folder: Path, old: str, new: str, words: str
) -> None:
    """Each mistake gives file, line and what to do."""
    _change(show_folder, "show.yaml", old, new)
    line = next(
        number
        for number, row in enumerate((show_folder / "show.yaml").read_text("utf-8").split("\n"), 1)
        if new in row
    )
    with pytest.raises(ConfigError, match=rf"show\.yaml:{line}: ") as caught:
        config.load(show_folder)
    assert words in str(caught.value)


@pytest.mark.parametrize("scheme", ["sftp", "s3", "git+https"])
def test_a_password_has_no_place_in_show_yaml(show_folder: Path, scheme: str) -> None:
    """It is refused, and the message does not repeat it."""
    _add(show_folder, "show.yaml", f"publish: {{to: '{scheme}://me:planted@h/p#b'}}\n")
    with pytest.raises(ConfigError, match="without password") as caught:
        config.load(show_folder)
    assert "planted" not in str(caught.value)


def test_where_to_publish_is_read(show_folder: Path) -> None:
    """A store with its endpoint; left out, the show is published nowhere."""
    assert not config.load(show_folder).publish.to
    text = "publish: {to: s3://b/p, endpoint: 'https://r2.example/', region: auto, hub: https://h.example/}"
    _add(show_folder, "show.yaml", f"{text}\n")
    found = config.load(show_folder).publish
    assert (found.to, found.endpoint, found.region) == ("s3://b/p", "https://r2.example", "auto")
    assert (found.keep_days, found.hub, found.podping) == (30, "https://h.example/", False)


def test_a_missing_key_is_named(show_folder: Path) -> None:
    """A show without a title cannot have a feed."""
    _change(show_folder, "show.yaml", 'title: "AI 日报播客"\n', "")
    with pytest.raises(ConfigError, match="`title` is missing"):
        config.load(show_folder)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[edge, kokoro]", "[edge, kokorro]", "did you mean `kokoro`"),
        ("[edge, kokoro]", "[edge, tone]", "test bursts"),
        ("[edge, kokoro]", "edge", "like [edge, kokoro]"),
        ("voice: zf_xiaoxiao_heart", "voice: zf_xiaoxia", "did you mean `zf_xiaoxiao`"),
        ("rate: +6%", "rate: fast", "like +6%"),
        ("speed: 0.92", "speed: 9", "0.5 to 2.0"),
        ("speed: 0.92", "sped: 1.0", "did you mean `speed`"),
        ("  晓晓:", "  晓：晓:", "host's name"),
        ("  晓晓:", f"  {'晓' * 41}:", "host's name"),
        ("  晓晓:", '  "晓\\u200b晓":', "host's name"),
        ("    edge: {voice", "    egde: {voice", "did you mean `edge`"),
        ("lexicon: {}", "lexicon: {重庆: {pinyin: chong2}}", "1 syllables for 2"),
    ],
)
def test_a_mistake_in_voices_yaml_is_named_with_its_line(
    show_folder: Path, old: str, new: str, words: str
) -> None:
    """A typing mistake fails at load, not after minutes of speech."""
    _change(show_folder, "voices.yaml", old, new)
    with pytest.raises(ConfigError, match=r"voices\.yaml:\d+: ") as caught:
        config.load(show_folder)
    assert words in str(caught.value)


def test_five_hosts_are_too_many(show_folder: Path) -> None:
    """A programme has one to four; each has a voice of its own."""
    _change(show_folder, "voices.yaml", "  云希:", "  晓伊: {}\n  云健: {}\n  云希:")
    hosts = config.load(show_folder).hosts
    assert len({voice_for(host, index, "kokoro").name for index, host in enumerate(hosts)}) == 4
    _change(show_folder, "voices.yaml", "  云希:", "  云扬: {}\n  云希:")
    with pytest.raises(ConfigError, match="hosts"):
        config.load(show_folder)


def test_own_music_replaces_the_shipped(show_folder: Path) -> None:
    """One piece may be replaced, the others stay."""
    (show_folder / "my.flac").write_bytes(b"x")
    _add(show_folder, "show.yaml", "music: {intro: my.flac}\n")
    show = config.load(show_folder)
    assert show.music.intro == show_folder / "my.flac"
    assert show.music.sting.name == "sting.flac"


def test_missing_music_is_named_with_its_line(show_folder: Path) -> None:
    """A file that is not there is an error at load."""
    _add(show_folder, "show.yaml", "music: {intro: my.flac}\n")
    with pytest.raises(ConfigError, match=r"show\.yaml:\d+: `intro: my\.flac`: no such file"):
        config.load(show_folder)


def test_lexicon_entries_are_read(show_folder: Path) -> None:
    """The blogger's readings come with the show."""
    _change(
        show_folder, "voices.yaml", "lexicon: {}", "lexicon:\n  Qwen: 千问\n  MoE: {spell: true}\n"
    )
    entries = config.load(show_folder).lexicon
    assert [(entry.key, entry.alias, entry.spell) for entry in entries] == [
        ("Qwen", "千问", False),
        ("MoE", "", True),
    ]


def test_an_empty_lexicon_is_no_lexicon(show_folder: Path) -> None:
    """A person may leave the heading without entries."""
    _change(show_folder, "voices.yaml", "lexicon: {}", "lexicon:")
    assert config.load(show_folder).lexicon == ()


def test_a_host_without_voices_takes_the_default_ones(show_folder: Path) -> None:
    """A name alone is enough."""
    path = show_folder / "voices.yaml"
    path.write_text("engines: [kokoro]\nhosts:\n  晓晓:\n", "utf-8")
    assert config.load(show_folder).hosts[0].voices == ()


def test_a_host_keeps_one_engine_at_most(tmp_path: Path) -> None:
    """`always: true` names the engine of a host; twice is an error with its line."""
    init.create(tmp_path / "show")
    path = tmp_path / "show" / "voices.yaml"
    text = path.read_text("utf-8")
    once = text.replace("speed: 0.86}", "speed: 0.86, always: true}")
    path.write_text(once, "utf-8")
    assert [host.engine for host in config.load(tmp_path / "show").hosts] == [None, "kokoro"]
    path.write_text(once.replace("YunxiNeural, rate", "YunxiNeural, always: true, rate"), "utf-8")
    with pytest.raises(ConfigError, match=r"voices\.yaml:\d+: a host has one voice"):
        config.load(tmp_path / "show")


@pytest.mark.parametrize(
    "line",
    [
        "speech: {proxy: 'u:S3cr3tPassw0rd@127.0.0.1:9'}",
        "speech: {proxy: 'socks5://u:S3cr3tPassw0rd@127.0.0.1:9'}",
        "speech: {proxy: 'http://u:S3cr3tPassw0rd/x@h:9'}",
        "speech: {proxy: 'http://u:é-S3cr3tPassw0rd@h:9'}",
        "speech: {openai: {url: 'http://u:S3cr3tPassw0rd@127.0.0.1:9/v1', model: m}}",
        "speech: {openai: {url: 'http://h/v1?k=S3cr3tPassw0rd', model: m}}",
        "speech: {openai: {url: 'http://h/v1', model: m, key: S3cr3tPassw0rd}}",
    ],
)
def test_a_wrong_address_is_not_repeated(tmp_path: Path, line: str) -> None:
    """It may hold a password: the message names the key and what belongs there."""
    init.create(tmp_path / "show")
    path = tmp_path / "show" / "show.yaml"
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")
    with pytest.raises(ConfigError, match=r"show\.yaml:\d+: `speech\.[a-z.]+` must be ") as raised:
        config.load(tmp_path / "show")
    assert "S3cr3t" not in str(raised.value)


@pytest.mark.parametrize("value", ["true", "'14'"])
def test_a_number_is_a_number(tmp_path: Path, value: str) -> None:
    """Neither a truth value nor a text is taken for one."""
    init.create(tmp_path / "show")
    path = tmp_path / "show" / "show.yaml"
    path.write_text(path.read_text("utf-8") + f"ducking: {{depth: {value}}}\n", "utf-8")
    with pytest.raises(ConfigError, match=r"`ducking\.depth` must be dB from 0 to 40"):
        config.load(tmp_path / "show")


def test_pages_in_apps_are_addresses(show_folder: Path) -> None:
    """`subscribe:` takes the apps that are known, each with an http(s) address."""
    path = show_folder / config.SHOW_FILE
    text = path.read_text("utf-8")
    path.write_text(f"{text}subscribe: {{apple: https://podcasts.apple.com/x}}\n", "utf-8")
    assert config.load(show_folder).subscribe.apple == "https://podcasts.apple.com/x"
    for wrong in ("apple: 'javascript:alert(1)'", "aple: https://example.com/", "apple: 3"):
        path.write_text(f"{text}subscribe: {{{wrong}}}\n", "utf-8")
        with pytest.raises(ConfigError, match=r"subscribe\.ap"):
            config.load(show_folder)


def test_digests_say_which_posts_are_meant(show_folder: Path) -> None:
    """All four are optional, and one name stands for a list of one."""
    assert not config.load(show_folder).digests
    _add(show_folder, "show.yaml", "digests: {categories: AI, tags: [日报, 早报], title: AI*}\n")
    digests = config.load(show_folder).digests
    assert digests == config.Digests(("AI",), ("日报", "早报"), "AI*")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("{catgories: [AI]}", "did you mean `categories`"),
        ("{tags: []}", "`digests.tags` must be one or more names, like [AI]"),
        ("{tags: {a: b}}", "`digests.tags` must be one or more names, like [AI]"),
        ("{title: 3}", '`digests.title` must be a pattern for titles, like "AI日报*"'),
        ("{path: ''}", '`digests.path` must be a pattern for files, like "*-ai-daily.md"'),
        ("AI", "`digests` must be like {categories: [AI]}"),
    ],
)
def test_a_fault_in_digests_has_its_line(show_folder: Path, value: str, words: str) -> None:
    """As every other one of show.yaml."""
    _add(show_folder, "show.yaml", f"digests: {value}\n")
    line = len((show_folder / "show.yaml").read_text("utf-8").splitlines())
    with pytest.raises(ConfigError) as raised:
        config.load(show_folder)
    assert f"show.yaml:{line}: " in str(raised.value)
    assert words in str(raised.value)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("title", '"   "', "`title` must be a text"),
        ("description", '"\\u3000"', "`description` must be a text"),
        ("author", '" "', "`author` must be a text"),
        ("title", '"a\\u0001b"', "`title` holds control characters"),
        ("description", '"a\\0b"', "`description` holds control characters"),
        ("title", '"a\\uFFFEb"', "`title` holds control characters"),
        ("base_url", '"https://example.com/a\\u0001b/"', "`base_url` holds control characters"),
        ("base_url", '"https://example.com/a\\nb/"', "`base_url` must be"),
        ("base_url", '"https://example.com?"', "`base_url` must be"),
        ("base_url", '"https://example.com/#"', "`base_url` must be"),
        ("base_url", f"https://example.com/{'x' * 1000}/", "`base_url` must be"),
        ("link", '"https://exa mple.com/"', "`link` must be"),
        ("posts", '"a\\0b"', "`posts` holds control characters"),
        ("posts", f"a/{'x' * 256}/b", "`posts` must be"),
        ("posts", "/".join(["x" * 200] * 20), "`posts` must be"),
        ("cover", f"{'图' * 90}.jpg", "`cover` must be"),
        ("publish", f"{{to: /srv/{'x' * 300}}}", "`publish.to` must be"),
        ("publish", '{to: "~nosuch-person/x"}', "`publish.to` must be"),
        ("publish", '{to: "  "}', "`publish.to` must be"),
        ("publish", '{to: "a\\0b"}', "`to` holds control characters"),
        ("feed", '{owner: {name: "a\\u0007", email: a@example.com}}', "`name` holds control"),
    ],
)
def test_what_no_feed_or_folder_can_hold_is_told_at_once(
    show_folder: Path, key: str, value: str, message: str
) -> None:
    """With its line, before anything is spoken."""
    path = show_folder / config.SHOW_FILE
    rows = [row for row in path.read_text("utf-8").splitlines() if not row.startswith(f"{key}:")]
    path.write_text("\n".join([*rows, f"{key}: {value}"]) + "\n", "utf-8")
    with pytest.raises(ConfigError) as refused:
        config.load(show_folder)
    assert str(refused.value).startswith(f"{path}:{len(rows) + 1}: ")
    assert message in str(refused.value)


def test_a_folded_text_holds_what_was_written(show_folder: Path) -> None:
    """And no mark of the parser where its lines were."""
    path = show_folder / config.SHOW_FILE
    rows = [r for r in path.read_text("utf-8").splitlines() if not r.startswith("description:")]
    path.write_text("\n".join([*rows, "description: >-", "  一行，", "  两行。"]) + "\n", "utf-8")
    assert config.load(show_folder).description == "一行， 两行。"
