"""Only what is public: every way in which a post says that it is not."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from podcast.digest import Hidden, head, hidden
from podcast.digest.heads import Head

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 3, 5)


def _hidden(text: str, day: date | None = TODAY, name: str = "x.md") -> tuple[Hidden, ...]:
    return hidden(Head(Path(name), text, in_drafts=False), day, ZONE, TODAY)


def _yaml(line: str) -> str:
    return f"---\ntitle: x\n{line}\n---\n"


def _toml(line: str) -> str:
    return f'+++\ntitle = "x"\n{line}\n+++\n'


TRUE = ["true", "True", "TRUE", "yes", "Yes", "on", "1", "y", '"true"', "'yes'", "true # 草稿"]
FALSE = ["false", "False", "no", "off", "0", "n", '"false"', "'no'", "false  # ok", "", "~", "null"]


@pytest.mark.parametrize("value", TRUE)
@pytest.mark.parametrize("key", ["draft", "hidden", "headless", "private", "Draft", '"draft"'])
def test_true_hides_in_every_spelling(key: str, value: str) -> None:
    """The spellings are those of YAML 1.1, YAML 1.2 and people; the place is the key's line."""
    (reason,) = _hidden(_yaml(f"{key}: {value}"))
    assert (reason.kind, reason.place, reason.option) == ("draft", "x.md:3", "--drafts")
    assert reason.remedy


@pytest.mark.parametrize("value", FALSE)
def test_false_and_nothing_hide_nothing(value: str) -> None:
    """A switch that is off, or that holds nothing."""
    for key in ("draft", "hidden", "headless"):
        assert not _hidden(_yaml(f"{key}: {value}"))


@pytest.mark.parametrize("value", [each for each in FALSE if each not in {"", "~", "null"}])
def test_published_false_hides(value: str) -> None:
    """Jekyll's and Hexo's way, and Obsidian's."""
    for key in ("published", "publish"):
        assert [each.kind for each in _hidden(_yaml(f"{key}: {value}"))] == ["draft"]


@pytest.mark.parametrize("value", [*TRUE, "", "~", "2026-03-05 08:00", "2026-03-05T23:00:00Z"])
def test_published_true_or_a_date_of_today_is_public(value: str) -> None:
    """Some blogs keep the date there."""
    day = "2026-03-05T23:00:00Z"  # in Shanghai it is tomorrow
    assert [each.kind for each in _hidden(_yaml(f"published: {value}"))] == (
        ["future"] if value == day else []
    )


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (_toml("draft = true"), ["draft"]),
        (_toml('draft = "yes"'), ["draft"]),
        (_toml("draft = false"), []),
        (_toml("[build]\nrender = 'never'"), ["draft"]),
        (_toml("expiryDate = 2026-03-04T08:00:00+08:00"), ["draft"]),
        (_toml("publishDate = 2026-03-06"), ["future"]),
        (_toml("[params]\ndraft = true"), []),
        (_yaml("build:\n  render: never"), ["draft"]),
        (_yaml("_build: {render: false}"), ["draft"]),
        (_yaml("build:\n  list: never"), []),
        (_yaml("status: draft"), ["draft"]),
        (_yaml("status: publish"), []),
        (_yaml("password: geheim"), ["draft"]),
        ("---\n{title: x, draft: true}\n---\n", ["draft"]),
        ("---\n  title: x\n  draft: true\n---\n", ["draft"]),
        (_yaml("draft:\n  true"), ["draft"]),
        (_yaml("draft: !!bool true"), ["draft"]),
        (_yaml("? draft\n: true"), ["draft"]),
        (_yaml("draft: vielleicht"), ["draft"]),
        (_yaml("draft: [true]"), ["draft"]),
        (_yaml("tags: [draft]\ndescription: |\n  draft: true"), []),
        (_yaml("params:\n  draft: true"), []),
        (_yaml("title: [\ndraft: true"), ["draft"]),
        ("title: x\ndraft: true\n---\n", ["draft"]),
        ('{"title": "x", "draft": true}', ["draft"]),
        ('{"draft": false, "publishDate": "2026-03-06", "weight": null}', ["future"]),
        (_yaml("tags: x\u2028draft: true"), ["draft"]),
        (_yaml("draft: true\npublishDate: 2026-03-06"), ["draft", "future"]),
        ("", []),
    ],
)
def test_every_form_of_front_matter_is_understood(text: str, kinds: list[str]) -> None:
    """TOML, flow mappings, tags, indented and broken YAML; only what stands at the top counts."""
    assert [each.kind for each in _hidden(text)] == kinds


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("publishDate: 2026-03-05 23:59", []),
        ("publishDate: 2026-03-06", ["future"]),
        ("publishdate: 2026-03-06", ["future"]),
        ("pubDatetime: 2026-03-06T00:00:00Z", ["future"]),
        ("pubDate: 'Mar 06 2026'", ["future"]),
        ("date: 2026-03-05\npublishDate: bald", ["draft"]),
        ("pubDate: bald", []),  # the post has no other date: an error
        ("expiryDate: 2026-03-06", []),
        ("expiryDate: 2026-03-05 00:00", ["draft"]),
        ("expiryDate: 2026-03-05 08:00", []),
        ("expiryDate: 2026-03-04 23:00", ["draft"]),
        ("expirydate: ", []),
    ],
)
def test_days_are_compared_not_times(line: str, kinds: list[str]) -> None:
    """What begins today is public all day; what ends at midnight is gone with the day before."""
    assert [each.kind for each in _hidden(_yaml(line))] == kinds


def test_a_day_after_today_is_future() -> None:
    """A post of this morning is built by a job of the night before it."""
    assert not _hidden("", TODAY)
    (reason,) = _hidden("", TODAY + timedelta(days=1))
    assert (reason.kind, reason.option) == ("future", "--future")
    assert reason.as_line().startswith("x.md: is of 2026-03-06")
    (reason,) = _hidden(_yaml("date: 2026-03-06"), TODAY + timedelta(days=1))
    assert reason.place == "x.md:3"


def test_folders_of_drafts_are_hidden_below_and_beside_the_posts(tmp_path: Path) -> None:
    """Jekyll's and Hexo's `_drafts`."""
    posts = tmp_path / "source" / "_posts"
    for place in (posts / "_drafts", posts / "a" / "_drafts", posts.parent / "_drafts"):
        place.mkdir(parents=True)
        path = place / "x.md"
        path.write_text("# x\n", "utf-8")
        (reason,) = hidden(head(path, posts), None, ZONE, TODAY)
        assert (reason.kind, reason.place) == ("draft", str(path))


def test_the_head_is_read_as_the_post_will_be(tmp_path: Path) -> None:
    """JSON as far as it goes, bytes that are left out, line ends of other systems."""
    path = tmp_path / "x.md"
    for data in (
        b'{"draft": true}\n\n## 1\n', b"-\x00--\ndra\x00ft: true\n---\n",
        b"\xef\xbb\xbf\r\n---\r\ndraft: true\r\n---\r\n", b"---\rdraft: true\r---\r",
        b"---\ntags: " + b"a" * 5000 + b"\ndraft: true\n---\n",
    ):  # fmt: skip
        path.write_bytes(data)
        assert hidden(head(path, tmp_path), None, ZONE, TODAY), data[:40]


def test_drafts_are_known_however_the_folder_of_posts_is_written(tmp_path: Path) -> None:
    """`../_posts` of show.yaml is no other folder; one above the blog makes no draft."""
    for name in ("_posts/x/_drafts/x.md", "_drafts/x.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("# x\n", "utf-8")
        assert head(tmp_path / name, tmp_path / "show" / ".." / "_posts").in_drafts
    above = tmp_path / "_drafts" / "blog" / "posts" / "x.md"
    above.parent.mkdir(parents=True)
    above.write_text("# x\n", "utf-8")
    assert not head(above, above.parent).in_drafts


def test_what_a_post_says_is_shown_short_and_printable() -> None:
    """A message is one line, and a password is nobody's business."""
    (reason,) = _hidden(_yaml(f"draft: '\x1b[2J{'x' * 99}'"))
    assert reason.as_line().isprintable()
    assert len(reason.as_line()) < 200
    assert "geheim" not in _hidden(_yaml("password: geheim"))[0].as_line()


_SCALARS = st.sampled_from([True, False, "yes", "no", "on", "off", 1, 0, "true", "false", None])


@given(
    st.dictionaries(
        st.sampled_from(["title", "draft", "hidden", "headless", "published", "tags"]), _SCALARS
    ),
    st.sampled_from([None, False, True]),
    st.sampled_from([None, "'", '"']),
)
def test_no_way_to_write_yaml_makes_a_draft_public(
    values: dict[str, object], flow: bool | None, quotes: str | None
) -> None:
    """Whatever the style in which a program writes it, the same posts are hidden."""
    off, on = {False, "no", "off", "false"}, {True, "yes", "on", "true"}
    expected = any(values.get(key) in on for key in ("draft", "hidden", "headless"))
    expected = expected or ("published" in values and values["published"] in off)
    text = yaml.safe_dump(values, default_flow_style=flow, default_style=quotes)
    assert bool(_hidden(f"---\n{text}---\n")) == expected


@pytest.mark.parametrize(
    "head_of_post",
    [
        "hidden: true\ntop: 1\n---\n",
        "private: true\n---\n",
        "status: draft\npassword: x\n---\n",
        "Title: 甲\nDraft: true\n---\n",
        'title: 甲\n"published": false\n---\n',
        "title: 甲\n'draft': true\n---\n",
        "draft:true\ntitle: 甲\n---\n",
        "draft: true\n\n",
        "---\nstatus: [draft]\n---\n",
        "---\nd: &d {draft: true}\n<<: *d\n---\n",
        '---json\n{\n  "title": "甲",\n  "draft": true\n}\n---\n',
        '"title": "甲",\n"published": false\n;;;\n',
        '{\n\t"draft": true\n}\n',
        '{"title": "甲", "date": "2099-01-01"}\n',
    ],
)
def test_heads_that_look_odd_and_say_not_public(tmp_path: Path, head_of_post: str) -> None:
    """Without fences, in quotes, in JSON, in a list, brought in by YAML: they count."""
    path = tmp_path / "2026-03-01-x.md"
    path.write_text(head_of_post + "\n## 1、甲\n甲乙丙丁。\n", "utf-8")
    read = head(path, tmp_path)
    assert hidden(read, read.day(ZONE), ZONE, TODAY)


@pytest.mark.parametrize(
    "text", ["私密：会员可见\n---\n", "## hidden: true\n", "{% draft: true %}\n"]
)
def test_text_that_only_looks_like_a_head_hides_nothing(tmp_path: Path, text: str) -> None:
    """A post is data."""
    path = tmp_path / "2026-03-01-x.md"
    path.write_text(text, "utf-8")
    assert not hidden(head(path, tmp_path), TODAY, ZONE, TODAY)
