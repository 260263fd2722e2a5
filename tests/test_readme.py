"""README and docs against the program: what they tell people to type exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from podcast.cli import main
from podcast.show import config

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
CHINESE = ROOT / "README.zh-CN.md"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
PAIRS = [
    (page.with_name(page.name.replace(".zh-CN", "")), page)
    for page in PAGES
    if ".zh-CN" in page.name
]
"""The pages in English and Chinese."""
GUIDE = ROOT / "docs" / "guide.md"
CHINESE_GUIDE = ROOT / "docs" / "guide.zh-CN.md"
COMMANDS = ROOT / "docs" / "commands.md"

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#+) ", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_ROW = re.compile(r"^\| `podcast (\w+)[^`]*` \| (.*) \|$", re.MULTILINE)
_TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)
_ON_EVERY_COMMAND = {"--show", "--help", "--quiet"}
"""Told once, above the table."""


def _blocks(page: Path, language: str) -> list[str]:
    return [body for kind, body in _BLOCK.findall(page.read_text("utf-8")) if kind == language]


def _prose(page: Path) -> str:
    return _BLOCK.sub("", page.read_text("utf-8"))


def _links(page: Path) -> list[str]:
    return _LINK.findall(_prose(page))


def _typed(page: Path) -> list[list[str]]:
    """Return the commands of a page's shell blocks as words, without comments."""
    rows = (row for block in _blocks(page, "sh") for row in block.splitlines())
    return [words for row in rows if (words := shlex.split(row, comments=True))]


def _rows(page: Path) -> dict[str, str]:
    """Return the rows of the table of commands by the command's name."""
    return dict(_ROW.findall(page.read_text("utf-8")))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_exist(page: Path) -> None:
    """Every line of a shell block is a make target or a command with options that it has."""
    targets = set(_TARGET.findall((ROOT / "Makefile").read_text("utf-8")))
    for program, *words in _typed(page):
        if program == "make":
            assert set(words) <= targets
            continue
        if program == "python3" or program.endswith("/bin/pip"):
            continue  # tests/test_typed.py runs them
        assert program == "podcast"
        name, *arguments = words
        assert name in main.commands
        # below the group, whose settings its commands keep from the first time they are asked
        above = click.Context(main, **main.context_settings)
        main.commands[name].make_context(name, arguments, parent=above)


def test_first_screen_shows_demo_and_test() -> None:
    """A visitor finds the two commands that need no reading first."""
    assert _typed(README)[:2] == [["make", "demo"], ["make", "test"]]


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_is_told_in_chinese(name: str) -> None:
    """Each command has a row that names all its options; docs/commands.md is made from them."""
    row = f"{name} {_rows(CHINESE_GUIDE).get(name, '')}"
    assert row != f"{name} "
    options = [each for each in main.commands[name].params if isinstance(each, click.Option)]
    long = {opt for option in options for opt in option.opts if opt.startswith("--")}
    assert {option for option in long - _ON_EVERY_COMMAND if f"`{option}" not in row} == set()


@pytest.mark.parametrize(("english", "chinese"), PAIRS, ids=lambda page: page.name)
def test_both_languages_say_the_same(english: Path, chinese: Path) -> None:
    """A Chinese page has the headings, commands, blocks and tables of the English one.

    It has the links, too, which may lead to the Chinese page of the same name.
    """
    assert _HEADING.findall(_prose(english)) == _HEADING.findall(_prose(chinese))
    assert _typed(english) == _typed(chinese)
    assert _blocks(english, "text") == _blocks(chinese, "text")
    first, *links = _links(english)
    other, *same = _links(chinese)
    assert (first, other) == (chinese.name, english.name)
    assert _pages(links) <= _pages(same)
    if english != GUIDE:  # its Chinese page has the table of commands, and the links in it
        assert _pages(links) == _pages(same)
        assert english.read_text("utf-8").count("\n|") == chinese.read_text("utf-8").count("\n|")


def _pages(links: list[str]) -> set[str]:
    return {link.partition("#")[0].replace(".zh-CN", "") for link in links}


@pytest.mark.parametrize("page", [README, CHINESE], ids=lambda page: page.name)
def test_the_readme_is_short_and_shows_what_comes_out(page: Path) -> None:
    """Sixty lines at most, a picture and a sound."""
    text = page.read_text("utf-8")
    assert text.count("\n") <= 60
    assert {Path(link).suffix for link in _links(page)} >= {".png", ".mp3"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_relative_links_resolve(page: Path) -> None:
    """Every link that is not a web address leads to a file, and to a heading that it has."""
    for link in _links(page):
        if not link.startswith(("http://", "https://")):
            name, _, heading = link.partition("#")
            target = page.parent / name if name else page
            assert target.is_file(), link
            assert not heading or heading in _anchors(target), link


def _anchors(page: Path) -> set[str]:
    """Return the names of a page's headings, as web hosts make them of plain words."""
    titles = re.findall(r"^#+ (.+)$", _prose(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_example_configuration_is_valid(tmp_path: Path) -> None:
    """The examples of docs/configuration.md are a show that loads, its parts put together."""
    show, *parts, voices = _blocks(ROOT / "docs" / "configuration.md", "yaml")
    (tmp_path / config.SHOW_FILE).write_text("".join([show, *parts]), "utf-8")
    (tmp_path / config.VOICES_FILE).write_text(voices, "utf-8")
    loaded = config.load(tmp_path)
    assert [host.name for host in loaded.hosts] == ["晓晓", "云希"]
    assert len(loaded.lexicon) == voices.partition("lexicon:\n")[2].count("\n")


def test_the_lexicon_of_the_guide_is_valid(tmp_path: Path) -> None:
    """The entries that the guide suggests can be put into voices.yaml as they stand."""
    voices = (ROOT / "voices.yaml").read_text("utf-8")
    (entries,) = _blocks(GUIDE, "yaml")
    (tmp_path / config.VOICES_FILE).write_text(voices.replace("lexicon: {}\n", entries), "utf-8")
    (tmp_path / config.SHOW_FILE).write_bytes((ROOT / "show.yaml").read_bytes())
    assert len(config.load(tmp_path).lexicon) == entries.count("\n") - 1
