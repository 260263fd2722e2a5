"""A key of show.yaml stands in one place: what it may hold, its default, and what is told of it."""

from __future__ import annotations

import ast
import inspect
import re
import runpy
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import Strict, ValidationError
from pydantic.fields import FieldInfo

from podcast.errors import ConfigError
from podcast.online.pacing import Pacing
from podcast.show import config
from podcast.show.config import Show, Speech
from podcast.show.hosts import Voices
from podcast.show.settings import Settings
from podcast.show.validation import fields_in, must_be
from podcast.speech.edge.engine import EdgeEngine
from podcast.speech.openai.engine import OpenAIEngine

ROOT = Path(__file__).parents[2]


def _keys(model: Any, prefix: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Yield each key below a model by its whole name, as messages have it, with its field."""
    for name, field in fields_in(model).items():
        yield f"{prefix}{name}", field
        yield from _keys(field.annotation, f"{prefix}{name}.")


KEYS = dict(_keys(Settings))
ADDED = sorted({each.name for each in fields(Show)} - {each.name for each in fields(Settings)})


def test_the_page_is_written_from_the_models() -> None:
    """docs/configuration.md is what tools/list_settings.py writes; run it after a change of a key.

    It raises LookupError for a key of which nothing is told.
    """
    text = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    assert runpy.run_path(str(ROOT / "tools" / "list_settings.py"))["page"](text) == text
    tables = re.findall(r"<!-- keys of .*?<!-- end of keys -->", text, re.DOTALL)
    listed = re.findall(r"^\| `([\w.]+)` \| \S", "".join(tables), re.MULTILINE)
    told = [name.replace("NAME.ENGINE.", "") for name in listed]
    assert sorted(told) == sorted([*KEYS, *dict(_keys(Voices))])


@pytest.mark.parametrize("name", KEYS)
def test_a_wrong_value_is_told_what_it_must_be(name: str) -> None:
    """Each key has words for it, and takes no truth value and no text for a number."""
    field = KEYS[name]
    assert must_be(field)
    if field.annotation in {bool, int, float}:
        assert any(isinstance(each, Strict) and each.strict for each in field.metadata)


def test_a_key_is_named_in_the_file_of_its_model_alone() -> None:
    """What reads, checks and lists the keys names none of them, so that a new one touches none."""
    for path in (Path(config.__file__), ROOT / "podcast" / "show" / "validation.py"):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        named = {node.arg for node in nodes if isinstance(node, ast.keyword)}
        named |= {node.value for node in nodes if isinstance(node, ast.Constant)}
        assert not named & {each.name for each in fields(Settings)}


@pytest.mark.parametrize("made", [Pacing, EdgeEngine, OpenAIEngine])
def test_an_engine_has_the_defaults_of_show_yaml(made: Callable[..., object]) -> None:
    """They are written once, for whoever makes an engine without a show too."""
    speech = Speech()
    own = inspect.signature(made).parameters
    shared = [each.name for each in fields(Speech) if each.name in own]
    assert {"parallel", "per_second", "deadline"} <= {*shared}
    assert [own[name].default for name in shared] == [getattr(speech, name) for name in shared]


def _show_with(folder: Path, text: str) -> Show:
    path = folder / config.SHOW_FILE
    kept = [row for row in path.read_text("utf-8").splitlines() if row.split(":")[0] not in text]
    path.write_text("\n".join([*kept, text, ""]), "utf-8")
    return config.load(folder)


@pytest.mark.parametrize("name", ADDED)
def test_what_is_added_to_a_show_is_no_key_of_its_file(show_folder: Path, name: str) -> None:
    """A person cannot set it, and it is no suggestion for a key that is misspelt."""
    with pytest.raises(ConfigError, match=rf"show\.yaml:\d+: unknown key `{name}`"):
        _show_with(show_folder, f"{name}: x")
    with pytest.raises(ConfigError, match=rf"unknown key `{name}s`") as raised:
        _show_with(show_folder, f"{name}s: x")
    assert f"`{name}`" not in str(raised.value)


@pytest.mark.parametrize("name", ["publish.to", "cover", "music.intro", "music.bed", "post_url"])
def test_a_key_without_a_value_is_left_out(show_folder: Path, name: str) -> None:
    """A person may leave the name of a key for later."""
    above, _, key = name.rpartition(".")
    left_out = _show_with(show_folder, f"{above}: {{}}" if above else "explicit: false")
    shown = _show_with(show_folder, f"{above}: {{{key}: null}}" if above else f"{key}: null")
    assert shown == (left_out if above else replace(left_out, **{key: getattr(shown, key)}))
    assert shown.cover.is_file()
    assert shown.music.intro.is_file()


def test_a_show_that_is_changed_is_checked_too(show_folder: Path) -> None:
    """What the program makes of a show keeps the rules of its file, and is as it was otherwise."""
    show = config.load(show_folder)
    assert replace(show) == show
    for part in (show.music, show.ducking, show.digests, show.ai_label, show.speech, show.feed):
        assert replace(part) == part
    assert replace(show, base_url="https://example.com/x").url("a") == "https://example.com/x/a"
    with pytest.raises(ValidationError, match="depth"):
        replace(show.ducking, depth=50)
    with pytest.raises(ValidationError, match="titel"):
        replace(show, titel="x")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("feed: {verify: {applepodcastsverify: 123}}",
         "`feed.verify.applepodcastsverify` must be a text; put a number in quotes"),
        ("feed: {funding: [{url: https://example.com/, txt: x}]}", "did you mean `text`"),
        ("feed: {persons: [{name: 小林, img: x}]}", "`feed.persons.img` must be an http(s) a"),
        ("ducking: 14", "`ducking` must be like {depth: 14}"),
        ("speech: {openai: {url: https://example.com/v1}}", "`speech.openai.model` is missing"),
    ],
)  # fmt: skip
def test_a_fault_deep_in_the_file_is_named(show_folder: Path, text: str, words: str) -> None:
    """By the whole name of its key, with what it must be."""
    with pytest.raises(ConfigError, match=r"show\.yaml:\d+: ") as raised:
        _show_with(show_folder, text)
    assert words in str(raised.value)


def test_a_voice_is_a_mapping(show_folder: Path) -> None:
    """The message says it, and no word of the program's own."""
    path = show_folder / config.VOICES_FILE
    path.write_text("engines: [edge]\nhosts:\n  晓晓:\n    edge: 3\n", "utf-8")
    with pytest.raises(ConfigError, match=r":4: `hosts\.晓晓\.edge` must be a mapping$"):
        config.load(show_folder)


def test_a_rule_comes_before_a_file_that_is_not_there(show_folder: Path) -> None:
    """What is written is mended first, then what it names is put there."""
    with pytest.raises(ConfigError, match="`ducking` must be like"):
        _show_with(show_folder, "cover: none.jpg\nducking: 3")
