"""The block in a post's front matter: added, kept, and taken out to the last byte."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import frontmatter
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcast.config import Show
from podcast.errors import FeedError
from podcast.manifest import Episode
from podcast.site import embed

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


@pytest.mark.parametrize("data", POSTS.values(), ids=POSTS)
def test_round_trip(data: bytes) -> None:
    """Twice is once, removing restores every byte, and the rest of the file stays in place."""
    once = embed.insert(data, FIELDS)
    assert once != data
    assert embed.insert(once, FIELDS) == once
    assert embed.remove(once) == data
    start = once.index(b"# podcast:begin")
    block = once[start : start + len(once) - len(data)]
    assert once == data[:start] + block + data[start:]
    assert block.rstrip().endswith(b"# podcast:end")
    assert re.match(rb"(---|\.\.\.)[ \t]*(\r?\n|$)", data[start:])


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


@pytest.mark.parametrize("data", [b"", b"text\n", b"---\ntitle: x\n", b"+++\na = 1\n+++\n"])
def test_no_front_matter_is_an_error(data: bytes) -> None:
    """The message says how to begin the post; there is nothing to remove."""
    with pytest.raises(FeedError, match=r"x\.md:1: no front matter .* begin the post with"):
        embed.insert(data, FIELDS, Path("x.md"))
    assert embed.remove(data) == data


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
    for yaml, problem in (
        ("\n".join(aliases), "over 50000 values"),
        ("a: " + "[" * 5_000 + "]" * 5_000, "nested too deeply"),
        ("a: " + "字" * 70_000, "over 64 kB"),
    ):
        with pytest.raises(FeedError, match=rf"x\.md.*{problem}"):
            embed.insert(f"---\n{yaml}\n---\n".encode(), FIELDS, Path("x.md"))


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
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    lines=st.lists(_LINES, max_size=8),
    newlines=st.lists(st.sampled_from([b"\n", b"\r\n"]), min_size=10, max_size=10),
    start=st.sampled_from([b"", BOM, b"\n", BOM + b"\r\n"]),
    body=st.binary(max_size=40),
)
def test_any_front_matter_comes_back(
    lines: list[bytes], newlines: list[bytes], start: bytes, body: bytes
) -> None:
    """Whatever stands there: refused with a message, or put in once and taken out whole."""
    rows = [b"---", *lines, b"---"]
    data = start + b"".join(row + end for row, end in zip(rows, newlines, strict=False)) + body
    try:
        once = embed.insert(data, FIELDS)
    except FeedError as error:
        assert str(error).startswith("post:")  # noqa: PT017 -- either outcome is right
        return
    assert embed.insert(once, FIELDS) == once
    assert embed.remove(once) == data


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60).map(lambda tail: b"---\n" + tail))
def test_any_bytes_are_safe(data: bytes) -> None:
    """Bytes that are no post never raise anything but a FeedError."""
    try:
        assert embed.remove(embed.insert(data, FIELDS)) == data
    except FeedError as error:
        assert "post:" in str(error)  # noqa: PT017 -- either outcome is right


def test_embed_edits_the_post_of_the_episode(show: Show, episode: Episode) -> None:
    """The file keeps its mode, says what formats.md lists, and comes back as it was."""
    path = show.root / episode.post.path
    path.chmod(0o640)
    before = path.read_bytes()
    assert embed.embed(show, episode) == path
    read = frontmatter.load(str(path))
    base = "https://example.com/episodes/2026-02-06/"
    assert read["podcast"] == {
        "audio": f"{base}2026-02-06-1a2b3c4d.mp3",
        "type": "audio/mpeg",
        "bytes": 4096,
        "seconds": round(episode.audio.seconds, 1),
        "vtt": f"{base}transcript.vtt",
        "chapters": f"{base}chapters.json",
        "player": base,
    }
    assert path.stat().st_mode & 0o777 == 0o640
    assert embed.take_out(show, episode) == path
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_embed_twice_leaves_the_file_alone(show: Show, episode: Episode) -> None:
    """A post that is up to date is not written again."""
    path = embed.embed(show, episode)
    before = path.stat().st_ino
    embed.embed(show, episode)
    assert path.stat().st_ino == before


def test_embed_follows_a_link(show: Show, episode: Episode) -> None:
    """A post that is a symbolic link stays one; its target is edited."""
    path = show.root / episode.post.path
    target = path.rename(show.root / "elsewhere.md")
    path.symlink_to(target)
    embed.embed(show, episode)
    assert path.is_symlink()
    assert b"# podcast:begin" in target.read_bytes()


def test_a_post_that_changes_meanwhile_keeps_the_change(
    show: Show, episode: Episode, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an editor saves while the block is put in is not lost; the command says so."""
    path = show.root / episode.post.path
    copymode = shutil.copymode

    def saved_by_an_editor(source: Path, target: Path) -> None:
        path.write_bytes(b"---\ntitle: edited\n---\n")
        copymode(source, target)

    monkeypatch.setattr(shutil, "copymode", saved_by_an_editor)
    with pytest.raises(FeedError, match=r"ai-daily\.md: the post was changed meanwhile; run"):
        embed.embed(show, episode)
    assert path.read_bytes() == b"---\ntitle: edited\n---\n"
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_embed_without_its_post_is_an_error(show: Show, episode: Episode) -> None:
    """A post that is gone is named."""
    (show.root / episode.post.path).unlink()
    with pytest.raises(FeedError, match=r"2026-02-06-ai-daily\.md: the post cannot be read"):
        embed.embed(show, episode)


def test_failed_write_leaves_nothing_behind(
    show: Show, episode: Episode, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk refuses, the post is as it was and no temporary file stays."""

    def refuse(temporary: Path, path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(embed, "publish", refuse)
    path = show.root / episode.post.path
    before = path.read_bytes()
    with pytest.raises(FeedError, match="cannot be written: No space left"):
        embed.embed(show, episode)
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == [path.name]
