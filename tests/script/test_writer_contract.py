"""What every writer must do: a whole script of the show's hosts, true to the post."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import get_args

import pytest
from click import Choice

sys.path.insert(0, str(Path(__file__).parents[1]))

from chat_service import KEY, VARIABLE, ChatService, configure
from falsehoods import POST

from podcast import digest, factcheck
from podcast.cli import make
from podcast.digest import posts
from podcast.errors import ConfigError
from podcast.model import Digest, Script
from podcast.script import document
from podcast.script.writer import WRITERS, Draft, Wish, Writer, load
from podcast.show import config
from podcast.show.config import Show
from podcast.show.style import names
from podcast.show.writer import WriterName

Made = Callable[..., tuple[Writer, Digest, Show]]


@pytest.fixture(params=sorted(WRITERS))
def made(
    request: pytest.FixtureRequest, show_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Made]:
    """Return a function that makes a writer for a show of some style."""
    monkeypatch.setenv(VARIABLE, KEY)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    def make_writer(style: str = "bulletin") -> tuple[Writer, Digest, Show]:
        (show_folder / "posts" / "2026-02-06-ai-daily.md").write_text(POST, "utf-8")
        path = show_folder / "show.yaml"
        path.write_text(f"{path.read_text('utf-8').rstrip()}\nstyle: {style}\n", "utf-8")
        configure(show_folder, running)
        show = config.load(show_folder)
        post = digest.load(posts.choose(show, posts.WantedPost()).path, show.zone)
        return load(show, request.param), post, show

    with ChatService() as running:
        yield make_writer


@pytest.mark.parametrize("style", names(Path("/")))
def test_the_script_is_whole(made: Made, style: str) -> None:
    """All items in order with lines of known hosts, opening and closing, and the label."""
    writer, post, show = made(style)
    script = writer.write(post, Wish()).script
    assert script.headlines == tuple((item.number, item.headline) for item in post.items)
    told = [line.item for line in script.lines if line.item]
    assert told == sorted(told)
    assert {*told} == {item.number for item in post.items}
    assert {line.host for line in script.lines} <= {host.name for host in show.hosts}
    assert script.lines[0].part == "opening"
    assert script.lines[-1].part == "closing"
    assert show.words.label in "".join(line.text for line in script.lines if line.part == "opening")


def test_the_script_is_read_back_and_is_no_edited_one(made: Made) -> None:
    """Its fingerprints fit, and its writer's name is that of `identity`."""
    writer, post, _ = made()
    script = writer.write(post, Wish(minutes=6)).script
    assert document.parse(document.dumps(script), Path("script.md")) == script
    assert script.lines_sha256 == document.fingerprint(script.lines)
    assert script.headings_sha256 == document.fingerprint_of_headings(script.headlines)
    assert script.writer == writer.identity(post, 6)


def test_the_script_is_true(made: Made) -> None:
    """The fact check finds nothing."""
    writer, post, show = made("dialogue")
    lines = writer.write(post, Wish()).script.lines
    verdicts = factcheck.judge_lines(lines, post, show.own_words)
    assert not [each for each in verdicts if each.violations]


def test_the_same_question_gives_the_same_script(made: Made) -> None:
    """Without chance, or from the cache."""
    writer, post, _ = made()
    first: Draft = writer.write(post, Wish())
    second: Script = writer.write(post, Wish()).script
    assert first.script == second


def test_the_writers_have_one_list_of_names() -> None:
    """The table, the setting and the option name the same writers."""
    option = next(each for each in make.build.params if each.name == "writer")
    assert isinstance(option.type, Choice)
    assert {*option.type.choices} == {*get_args(WriterName)} == {*WRITERS}


def test_an_unknown_writer_is_an_error(show_folder: Path) -> None:
    """It says which there are."""
    with pytest.raises(ConfigError, match=r"no writer `lmm` \(did you mean `llm`\?\)"):
        load(config.load(show_folder), "lmm")


def test_a_language_model_needs_a_service(show_folder: Path) -> None:
    """`--writer llm` without one says what to write."""
    with pytest.raises(ConfigError, match="no service is named"):
        load(config.load(show_folder), "llm")
