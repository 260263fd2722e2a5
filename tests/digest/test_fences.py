"""Front matter without its first fence is found, and a text with a colon is not taken for one."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from podcast.digest import fences, frontmatter, head, hidden, parse
from podcast.embed import block, matter
from podcast.errors import DigestError, FeedError

ZONE = ZoneInfo("Asia/Shanghai")
_DAY = date(2026, 3, 6)
HEAD = "title: 日报\ndate: 2026-03-05 08:00:00\ntags:\n- AI\n  # 注释\n\ndraft: false\n"
BODY = "\n## 1、标题\n一段话。\n"


def test_a_post_is_read_as_hexo_reads_it() -> None:
    """Title and date are the front matter's, and lines count from the beginning of the file."""
    post = parse(f"{HEAD}---\n{BODY}", Path("x.md"), ZONE)
    assert (post.title, str(post.date)) == ("日报", "2026-03-05")
    assert [item.line for item in post.items] == [10]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("before", ["", "\ufeff", "\n \n"])
def test_the_offsets_are_those_of_the_post(newline: str, before: str) -> None:
    """In characters for who reads it, in bytes for who puts a block in."""
    text = (before + HEAD + "---\n" + BODY).replace("\n", newline)
    found, inside = fences.find(text), matter.find(text.encode())
    assert found
    assert inside
    assert text[found.start :].startswith("title:")
    assert text[found.end : found.body] == "---"
    assert text.encode()[inside.start : inside.end].decode() == text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    [
        "", "# 标题\n\n---\n", "今天: 晴\n---\n一段话。\n",
        "说明: x\n\n---\n", "title: x\n一段话。\n---\n", "title: x\n\n没有线。\n",
        "- title: x\n---\n", "title: x",
        "http://example.com/title: x\n---\n", "title:x\n---\n", "> title: x\n---\n",
    ],
)  # fmt: skip
def test_a_text_is_a_text(text: str) -> None:
    """A heading with a line under it, a rule below a sentence, a list, a quotation."""
    assert fences.find(text) is None


def test_a_draft_without_the_first_fence_is_one(tmp_path: Path) -> None:
    """The head that the search reads is the whole front matter."""
    path = tmp_path / "x.md"
    path.write_text("draft: true\n" + HEAD.replace("draft: false\n", "") + "---\n" + BODY, "utf-8")
    assert head(path, tmp_path).text.startswith("draft: true\n")
    assert head(path, tmp_path).text.endswith("---")
    assert str(head(path, tmp_path).day(ZONE)) == "2026-03-05"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("before", ["", "\ufeff", "\n"])
def test_the_player_goes_into_it_and_out_again(newline: str, before: str) -> None:
    """Before the `---` that ends it; what the post says, and its fingerprint, stay."""
    text = (before + HEAD + "---\n" + BODY).replace("\n", newline)
    data = text.encode()
    embedded = block.insert(data, {"audio": "https://example.com/x.mp3", "bytes": 3})
    lines = embedded.decode().split(newline)
    assert lines[lines.index("# podcast:end") + 1] == "---"
    assert block.insert(embedded, {"audio": "https://example.com/x.mp3", "bytes": 3}) == embedded
    assert block.remove(embedded) == data
    posts = [parse(each.decode(), Path("x.md"), ZONE) for each in (data, embedded)]
    assert len({(post.sha256, post.title, post.published) for post in posts}) == 1


def test_a_podcast_key_of_its_own_is_refused_with_its_line() -> None:
    """As in front matter with both fences."""
    with pytest.raises(FeedError, match=r"x\.md:2: the post has a `podcast` key of its own"):
        block.insert(f"title: x\npodcast: y\n---\n{BODY}".encode(), {}, Path("x.md"))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("---\ntitle: x\n---\n", "YAML"), ("---\ntitle: x\n...\n", "YAML"),
        ("\ufeff\n--- \ntitle: x\n-----\n", "YAML"), ("----\ntitle: x\n----\n", "YAML"),
        ("+++\ntitle = 'x'\n+++\n", "TOML"), ('{"title": "x"}\n', "JSON"),
        ('---json\n{"title": "x"}\n---\n', "JSON"), ('"title": "x"\n;;;\n', "JSON"),
        ("----\ntext\n---\n", None), ("{{< player >}}\n", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_one_reader_for_the_search_the_post_and_the_player(
    text: str, form: str | None, newline: str, tmp_path: Path
) -> None:
    """What the search takes for the head is what the post is read by, and where a block goes."""
    path = tmp_path / "2026-03-05.md"
    path.write_bytes((text + BODY).replace("\n", newline).encode())
    found = matter.find(path.read_bytes())
    parts = frontmatter.split(path.read_text("utf-8-sig"), path)
    if form is None:
        assert (found, parts.matter, head(path, tmp_path).text) == (None, None, "")
        return
    assert parts.language == form
    assert parts.body.strip() == BODY.strip()
    assert head(path, tmp_path).text.rstrip().endswith(text.rstrip().splitlines()[-1].rstrip())
    assert (found is None) == (form == "JSON")


@pytest.mark.parametrize("text", ["---\ntitle: x\n", "+++\ntitle = 'x'\n"])
def test_front_matter_without_an_end_is_told_by_each(text: str, tmp_path: Path) -> None:
    """The line that it begins on, and the line that is missing."""
    path = tmp_path / "x.md"
    message = rf"x\.md:1: the front matter has no end; add a line `{re.escape(text[:3])}` after it"
    with pytest.raises(DigestError, match=message):
        frontmatter.split(text, path)
    with pytest.raises(FeedError, match=message):
        matter.refuse_unfit(text.encode(), path)


_NESTED = '  "params": {\n    "a": {\n      "b": 1\n    }\n  },\n'


@pytest.mark.parametrize(
    "text",
    [
        '{\n  "date": "2026-03-06",\n'
        + _NESTED
        + f'  "x": "{"说" * 2000}",\n  "draft": true\n}}\n',
        f'---\ntitle: x\nsummary: "{"字" * 60_000}"\ndraft: true\n---\n',
        f"published: true\ntitle: x\nsummary: {'x' * 5000}\ndraft: true\n---\n",
    ],
    ids=["JSON", "130 kB of Chinese", "no first fence"],
)
def test_a_long_front_matter_is_read_to_its_end(text: str, tmp_path: Path) -> None:
    """A draft stays at home though its word comes late."""
    path = tmp_path / "2026-03-06-x.md"
    path.write_text(text + BODY, "utf-8")
    assert [each.kind for each in hidden(head(path, tmp_path), _DAY, ZONE, _DAY)] == ["draft"]


@pytest.mark.parametrize("before", ["\u3000\n", "\u00a0\n", "\ufeff\ufeff", "\u2028\n"])
def test_strange_white_space_hides_no_fence_from_the_player(before: str) -> None:
    """The block goes into the front matter that is there, and out again to the byte."""
    data = f"{before}---\ntitle: x\n---\n{BODY}".encode()
    once = block.insert(data, {"audio": "https://example.com/a.mp3"})
    assert once.startswith(f"{before}---\n".encode())
    assert once.count(b"---") == 2
    assert block.remove(once) == data


@pytest.mark.parametrize(
    "data", [b"---\x00\ntitle: x\n---\n", "---\ntitle: x\n---\n".encode("utf-16")]
)
def test_a_post_with_nul_gets_no_player(data: bytes) -> None:
    """It may hide a fence."""
    with pytest.raises(FeedError, match="a NUL character; save the file as plain text in UTF-8"):
        block.insert(data, {"audio": "https://example.com/a.mp3"})


@pytest.mark.parametrize("line", ["title{}x", "draft: x{}y"])
def test_white_space_costs_no_time(line: str, tmp_path: Path) -> None:
    """Twice as much of it takes at most about twice as long."""

    def cost(count: int) -> float:
        path = tmp_path / "2026-03-06-x.md"
        path.write_text(f"---\n{line.format(' ' * count)}\n---\n", "utf-8")
        begin = time.process_time()
        hidden(head(path, tmp_path), _DAY, ZONE, _DAY)
        return time.process_time() - begin

    assert min(cost(40_000) for _ in range(3)) < 3 * min(cost(20_000) for _ in range(3)) + 0.02
