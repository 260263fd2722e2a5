"""The block in a post's front matter: added, kept, and taken out to the last byte."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import frontmatter
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from podcast.digest import parse
from podcast.embed import block as embed
from podcast.errors import DigestError, FeedError

FIELDS: embed.Fields = {
    "audio": "https://example.com/episodes/a.mp3",
    "type": "audio/mpeg",
    "bytes": 4096,
    "seconds": 78.1,
    "player": "https://example.com/episodes/",
}
BOM = b"\xef\xbb\xbf"

POSTS = {
    "plain": b"---\ntitle: x\n---\ntext\n",
    "empty front matter": b"---\n---\ntext\n",
    "comments": b"---\n# a\ntitle: x # b\n\n# c\n---\ntext\n",
    "crlf": b"---\r\ntitle: x\r\n---\r\ntext\r\n",
    "mixed line ends": b"---\r\ntitle: x\ntags: [a]\r\n---\ntext\r\n",
    "bom": BOM + b"---\ntitle: x\n---\n",
    "no final newline": b"---\ntitle: x\n---",
    "nothing after": b"---\r\ntitle: x\r\n---",
    "odd spaces": b"---  \ntitle: x   \n   \n\t\n--- \ntext",
    "blank lines first": b"\n \n---\ntitle: x\n---\n",
    "dots close": b"---\ntitle: x\n...\ntext\n---\n",
    "rule in the body": b"---\ntitle: x\n---\ntext\n\n---\n\nmore\n",
    "block scalar": b"---\ntitle: x\ntext: |\n  a\n\n  b\n---\n",
    "kept newlines": b"---\ntext: |+\n  a\n\n\n---\n",
    "folded": b"---\ntext: >-\n  a\n  b\n---\n",
    "anchors": b"---\na: &x {b: 1}\nc: *x\n---\n",
    "list last": b"---\ntags:\n- a\n-   b\n---\n",
    "quotes": b"---\ntitle: 'it''s \"x\"'\n---\n",
    "multi-line plain": b"---\ntitle: a\n  b\n---\n",
    "unquoted colon": "---\ntitle: AI日报: x\n---\n".encode(),
    "duplicate keys": b"---\na: 1\na: 2\n---\n",
    "tabs": b"---\na:\t1\n---\n",
    "not utf-8": b"---\ntitle: \xd6\xd0\n---\n\xd6\xd0",
    "nested podcast": b"---\nextra:\n  podcast: 1\n---\n",
    "podcast in a text": b"---\ntext: |\n  podcast: 1\n---\n",
    "similar key": b"---\npodcasts: 1\nmy-podcast: 2\n---\n",
    "marks in the body": b"---\ntitle: x\n---\n# podcast:begin\n# podcast:end\n",
    "date and emoji": "---\ndate: 2026-02-06 08:00:00\ntitle: 🎙️\n---\n".encode(),
    "form feed": b"---\ntitle: x\x0c\n---\n",
}
TOML = {
    "toml": b'+++\ntitle = "x"\ndate = 2026-02-06T08:00:00+08:00\n+++\ntext\n',
    "tables": b"+++\na = 1\n\n[params]\n  b = 2 # c\n\n[[menu.main]]\nd = 3\n+++\ntext\n",
    "toml crlf": b"+++\r\na = 1\r\n+++\r\ntext",
    "toml empty": b"+++\n+++\n",
    "toml comments": b"+++ \n# a\n\na = 1 # b\n\n\n+++\n",
    "toml texts": b"+++\na = \"\"\"\n  b\n\"\"\"\nc = '''\n---\n[podcast]\n'''\n+++\n",
    "toml no final newline": b"+++\na = [\n 1,\n 2,\n]\n+++",
    "toml inline table": b"+++\na = {podcast = 1}\n[b]\npodcast = 2\n+++\n",
    "toml bom": BOM + "\n+++\ntitle = '日报'\n+++\n\n+++\n".encode(),
    "toml dotted": b"+++\na.b.c = 1\n'x y' = 2\n\t[a.d]\n+++\n# podcast:end\n",
}
WITHOUT = {
    "nothing": b"",
    "text": b"text\n",
    "no newline": b"text",
    "crlf text": b"# x\r\n\r\ntext\r\n",
    "bom text": BOM + b"# x\n",
    "blank lines": b"\n\n# x\n\n---\n\ntext\n",
    "template": b"{{< player >}}\n{% raw %}\n",
    "text of dashes": b"----\ntext\n---\n",
}
POSTS |= TOML | WITHOUT


@pytest.mark.parametrize("data", POSTS.values(), ids=POSTS)
def test_round_trip(data: bytes) -> None:
    """Twice is once, removing restores every byte, and the rest of the file stays in place."""
    once = embed.insert(data, FIELDS)
    assert once != data
    assert embed.insert(once, FIELDS) == once
    assert embed.remove(once) == data


@pytest.mark.parametrize("data", [POSTS[name] for name in POSTS if name not in WITHOUT])
def test_block_stands_before_the_closing_fence(data: bytes) -> None:
    """It is one run of bytes, and all others stay where they are."""
    once = embed.insert(data, FIELDS)
    start = once.index(b"# podcast:begin")
    block = once[start : start + len(once) - len(data)]
    assert once == data[:start] + block + data[start:]
    assert block.rstrip().endswith(b"# podcast:end")
    assert re.match(rb"(---|\.\.\.|\+\+\+)[ \t]*(\r?\n|$)", data[start:])


def test_there_are_enough_shapes() -> None:
    """The shapes above are what the promise of the round trip is made on."""
    assert len(POSTS) >= 40


def test_block_is_a_mapping_that_blogs_read() -> None:
    """python-frontmatter reads the block's values beside the post's own."""
    read = frontmatter.loads(embed.insert(POSTS["comments"], FIELDS).decode())
    assert read["podcast"] == FIELDS
    assert read["title"] == "x"
    assert read.content == "text"


def test_block_has_the_line_ends_of_the_file() -> None:
    """In a file with CRLF every line of the block ends with CRLF."""
    once = embed.insert(POSTS["crlf"], FIELDS)
    assert once.count(b"\n") == once.count(b"\r\n")


def test_new_values_replace_the_old_ones() -> None:
    """Another recording gives the same post as if it had been the first."""
    other = {**FIELDS, "audio": "https://example.com/episodes/b.mp3"}
    for data in POSTS.values():
        assert embed.insert(embed.insert(data, FIELDS), other) == embed.insert(data, other)


def test_block_moved_by_hand_goes_back_to_its_place() -> None:
    """Keys that a person wrote after the block stay; the block stands before the close again."""
    once = embed.insert(POSTS["plain"], FIELDS)
    edited = once.replace(b"# podcast:end\n", b"# podcast:end\nlayout: post\n")
    again = embed.insert(edited, FIELDS)
    assert embed.remove(again) == b"---\ntitle: x\nlayout: post\n---\ntext\n"
    assert again.index(b"layout") < again.index(b"# podcast:begin")


@pytest.mark.parametrize(
    "data",
    [
        b"---\ntitle: x\npodcast: mine\n---\n",
        b"---\ntitle: x\n'podcast' : mine\n---\n",
        b'---\r\ntitle: x\r\n"podcast": {a: 1}\r\n---\r\n',
        BOM + "---\ntitle: AI日报: x\npodcast:\n  a: 1\n---\n".encode(),
    ],
)
def test_own_key_is_an_error_with_its_line(data: bytes) -> None:
    """A post that uses `podcast:` itself is left alone, naming file and line."""
    with pytest.raises(FeedError, match=r"posts/x\.md:3: .*key of its own; rename it"):
        embed.insert(data, FIELDS, Path("posts/x.md"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"---\ntitle: x\n", r"x\.md:1: the front matter has no end; add a line `---`"),
        (b"\n+++\ntitle = 1\n", r"x\.md:2: the front matter has no end; add a line `\+\+\+`"),
        (b'{\n"title": "x"\n}\ntext\n', r"x\.md:1: JSON .* `podcast embed --data`"),
        (b"+++\ntitle = \n+++\n", r"x\.md:2: broken TOML .*; mend this line"),
        (b"+++\n[podcast]\na = 1\n+++\n", r"x\.md:2: .*key of its own; rename it"),
        (b"+++\na = 1\n\n[podcast.b]\nc = 1\n+++\n", r"x\.md:4: .*key of its own"),
        (b"+++\n'podcast'.x = 1\n+++\n", r"x\.md:2: .*key of its own"),
        (b"+++\na = " + b"[" * 5000 + b"]" * 5000 + b"\n+++\n", "nested too deeply"),
        (b"+++\na = '" + b"x" * 70_000 + b"'\n+++\n", "over 64 kB"),
    ],
)
def test_front_matter_that_cannot_take_the_block_is_an_error(data: bytes, words: str) -> None:
    """The message says where and what to do; there is nothing to remove."""
    with pytest.raises(FeedError, match=words):
        embed.insert(data, FIELDS, Path("x.md"))
    assert embed.remove(data) == data


def test_marks_in_a_text_are_not_taken_for_the_block() -> None:
    """A text of several lines that quotes the block keeps it; the command refuses."""
    data = b"+++\na = '''\n# podcast:begin\nx\n# podcast:end\n'''\n+++\n"
    for act in (embed.remove, lambda post: embed.insert(post, FIELDS)):
        with pytest.raises(FeedError, match="stand in a text of the front matter"):
            act(data)


def test_toml_block_is_a_table_that_swallows_nothing() -> None:
    """Hugo reads the block as `podcast`, and the post's own tables as before."""
    once = embed.insert(TOML["tables"], FIELDS)
    values = tomllib.loads(once.decode().split("+++")[1])
    assert values.pop("podcast") == FIELDS
    assert values == tomllib.loads(TOML["tables"].decode().split("+++")[1])


def test_added_front_matter_stays_when_a_person_has_used_it() -> None:
    """Only what the command has written goes away again."""
    once = embed.insert(b"text\n", FIELDS)
    edited = once.replace(b"---\n# podcast:begin", b"---\ntitle: x\n# podcast:begin")
    assert embed.remove(edited) == b"---\ntitle: x\n---\ntext\n"


@pytest.mark.parametrize("data", WITHOUT.values(), ids=WITHOUT)
def test_post_without_front_matter_gets_one_that_blogs_read(data: bytes) -> None:
    """The text below it is the same, to the byte."""
    once = embed.insert(data, FIELDS)
    read = frontmatter.loads(once.decode("utf-8-sig", "replace"))
    assert read.metadata == {"podcast": FIELDS}
    assert once.endswith(data.removeprefix(BOM))
    assert once.startswith(BOM) == data.startswith(BOM)


@pytest.mark.parametrize("data", [b"---\n{title: x}\n---\n", b"---\n  title: x\n  a: b\n---\n"])
def test_front_matter_that_would_break_is_an_error(data: bytes) -> None:
    """Flow mappings and indented keys cannot take the block, so they are refused."""
    with pytest.raises(FeedError, match=r"x\.md:1: .*at the left margin"):
        embed.insert(data, FIELDS, Path("x.md"))


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"---\ntitle: x\n# podcast:begin\npodcast:\n---\n", 3),
        (b"---\n# podcast:end\ntitle: x\n---\n", 2),
        (b"---\n# podcast:end\n# podcast:begin\n---\n", 2),
        (b"---\n# podcast:begin\n# podcast:end\n# podcast:begin\n# podcast:end\n---\n", 2),
    ],
)
def test_broken_block_is_an_error_with_its_line(data: bytes, line: int) -> None:
    """Half a block, or two, is for a person to mend."""
    with pytest.raises(FeedError, match=f"post:{line}: .*one pair"):
        embed.remove(data)
    with pytest.raises(FeedError, match=f"post:{line}: .*one pair"):
        embed.insert(data, FIELDS)


def test_front_matter_that_would_exhaust_memory_is_an_error() -> None:
    """Aliases of aliases, deep nesting and sheer length are refused, and the post is named."""
    aliases = ["a0: &a0 [x, x]"]
    aliases += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 15)]
    for matter, problem in (
        ("\n".join(aliases), "over 50000 values"),
        ("a: " + "[" * 5_000 + "]" * 5_000, "nested too deeply"),
        ("a: " + "字" * 70_000, "over 64 kB"),
    ):
        with pytest.raises(FeedError, match=rf"x\.md.*{problem}"):
            embed.insert(f"---\n{matter}\n---\n".encode(), FIELDS, Path("x.md"))


_LINES = st.sampled_from(
    [
        b"title: x",
        b"tags: [a, b]",
        b"text: |",
        b"  indented",
        b"- item",
        b"# comment",
        b"",
        b"   ",
        "标题: 值: 值".encode(),
        b"# podcast:begin ",
        b"podcast-x: 1",
        b"\xff\x00",
        b"'",
        b"{",
        b"--- x",
        b"? key",
        b"a = 1",
        b"[params]",
        b"'b' = [1, 2]",
        b"c = '''",
        b"d.e = 2026-02-06",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    lines=st.lists(_LINES, max_size=8),
    newlines=st.lists(st.sampled_from([b"\n", b"\r\n"]), min_size=10, max_size=10),
    start=st.sampled_from([b"", BOM, b"\n", BOM + b"\r\n"]),
    body=st.binary(max_size=40),
    fence=st.sampled_from([b"---", b"+++"]),
)
def test_any_front_matter_comes_back(
    lines: list[bytes], newlines: list[bytes], start: bytes, body: bytes, fence: bytes
) -> None:
    """Whatever stands there: refused with a message, or put in once and taken out whole."""
    rows = [fence, *lines, fence]
    data = start + b"".join(row + end for row, end in zip(rows, newlines, strict=False)) + body
    try:
        once = embed.insert(data, FIELDS)
    except FeedError as error:
        assert str(error).startswith("post:")  # noqa: PT017 -- either outcome is right
        return
    assert embed.insert(once, FIELDS) == once
    assert embed.remove(once) == data


@settings(max_examples=150, deadline=None)
@given(
    st.tuples(st.sampled_from([b"", b"---\n", b"+++\n", b"{"]), st.binary(max_size=60)).map(
        b"".join
    )
)
def test_any_bytes_are_safe(data: bytes) -> None:
    """Bytes that are no post never raise anything but a FeedError."""
    try:
        assert embed.remove(embed.insert(data, FIELDS)) == data
    except FeedError as error:
        assert "post:" in str(error)  # noqa: PT017 -- either outcome is right


_KEYS = st.from_regex(r"[a-z]{1,6}", fullmatch=True).filter(lambda key: key != "podcast")
_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"]), max_size=20)
_SCALARS = _TEXTS | st.integers(-(2**53), 2**53) | st.booleans()


def _as_yaml(values: dict[str, object]) -> str:
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in values.items())


def _as_toml(values: dict[str, object]) -> str:
    plain = {key: value for key, value in values.items() if not isinstance(value, dict)}
    tables = {key: value for key, value in values.items() if isinstance(value, dict)}
    rows = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in plain.items()]
    return "".join(rows) + "".join(f"[{key}]\n{_as_toml(table)}" for key, table in tables.items())


@settings(max_examples=100, deadline=None)
@given(
    values=st.dictionaries(
        _KEYS, _SCALARS | st.lists(_SCALARS, max_size=3) | st.dictionaries(_KEYS, _SCALARS)
    ),
    crlf=st.booleans(),
)
def test_other_keys_say_what_they_said(values: dict[str, object], crlf: bool) -> None:
    """Generated front matters, YAML and TOML: read with and without the block, they are equal."""
    for fence, text, read in (
        ("---", _as_yaml(values), lambda matter: yaml.safe_load(matter) or {}),
        ("+++", _as_toml(values), tomllib.loads),
    ):
        post = f"{fence}\n{text}{fence}\n正文\n"
        data = (post.replace("\n", "\r\n") if crlf else post).encode()
        once = embed.insert(data, FIELDS)
        assert embed.insert(once, FIELDS) == once
        assert embed.remove(once) == data
        end = once.decode().index(f"\n{fence}", 3)
        assert read(once.decode()[4:end] + "\n") == {**read(text), "podcast": FIELDS}


_DIGEST = """\
## 1、重庆启用客服系统
重庆一家银行启用了新的客服系统。
"""


def _said(data: bytes) -> tuple[object, ...] | str:
    """Return what a build takes from a post, or why it takes nothing."""
    try:
        read = parse(data.decode(), Path("2026-02-06-x.md"), ZoneInfo("Asia/Shanghai"))
    except (DigestError, UnicodeDecodeError) as error:
        return type(error).__name__
    return read.sha256, read.title, read.published, read.slug, read.url


@pytest.mark.parametrize("data", POSTS.values(), ids=POSTS)
def test_digest_does_not_look_changed(data: bytes) -> None:
    """What a build reads of a post is the same with the block, its hash included."""
    whole = data + b"\n" + _DIGEST.encode()
    before = _said(whole)
    if isinstance(before, tuple):  # a post that is refused has no episode to be given
        assert _said(embed.insert(whole, FIELDS)) == before


def test_most_shapes_are_posts_that_a_build_reads() -> None:
    """Only what is not UTF-8, not YAML or has a date that is none is refused."""
    read = [_said(data + b"\n" + _DIGEST.encode()) for data in POSTS.values()]
    assert sum(isinstance(said, tuple) for said in read) >= 40
