"""The Chinese catalogue: every message of the code, none too many, with the same fields."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from podcast.language.catalogue import CHINESE, Entry, entries
from podcast.language.template import Template

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import catalogue

_ENGLISH = re.compile(r"(?<![\w./`=-])[a-z]{3,} [a-z]{3,}(?![\w./`=-])")
"""Matches two English words side by side."""
_EXAMPLE = re.compile(
    r"`[^`]*`|\[?\{\{.*?\}\}\]?|\{\w+\}|\([A-Z].*?\)|--?[\w-]+ [\w-]+|pip install \S+"
    r"|[A-Z]\w+ and \w+|Add [\w -]+|podcast [a-z]+|[\"“].*?[\"”]"
)
"""Matches what is typed as it stands: keys, options, commands, fields."""
_HALF_WIDTH = re.compile("[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]")
_NO_SPACE = re.compile("[\u4e00-\u9fff][A-Za-z0-9`]|[A-Za-z0-9`][\u4e00-\u9fff]")


def test_every_message_of_the_code_is_in_it_and_no_other() -> None:
    """`python tools/catalogue.py --write` adds and takes out; people translate."""
    lacking, superfluous = catalogue.lacking_and_superfluous()
    assert not lacking, "not translated"
    assert not superfluous, "no message of the program"


def test_it_is_as_the_tool_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Order, places and form are the tool's, so that two people's changes merge."""
    copy = tmp_path / "zh.po"
    copy.write_bytes(CHINESE.read_bytes())
    monkeypatch.setattr(catalogue, "CHINESE", copy)
    catalogue.write()
    assert copy.read_text("utf-8") == CHINESE.read_text("utf-8")


def test_the_program_reads_what_gettext_reads() -> None:
    """The program's own reader of `.po` files agrees with Babel's."""
    with CHINESE.open("rb") as file:
        theirs = {
            Entry(*_of_babel(each.id), _of_babel(each.string)[0], each.context or "")
            for each in read_po(file)
            if each.id
        }
    assert set(entries()) == theirs


def _of_babel(text: str | tuple[str, ...]) -> tuple[str, str]:
    return (text[0], text[-1] if len(text) > 1 else "") if isinstance(text, tuple) else (text, "")


def test_fields_agree() -> None:
    """A translation has the fields of its message, each as often."""
    for entry in entries():
        fields = sorted(Template.of(entry.message).names)
        assert sorted(Template.of(entry.translation).names) == fields, entry


def test_chinese_has_one_form_of_the_plural() -> None:
    """A number with its noun has both English forms and a Chinese one with the number in it."""
    counted = [entry for entry in entries() if entry.plural]
    assert len(counted) > 10
    for entry in counted:
        assert entry.plural == f"{entry.message}s"
        assert Template.of(entry.translation).names == ("count",)


def test_no_english_sentence_is_left_in_a_translation() -> None:
    """Names of options, keys, formats and people's examples stay; sentences do not."""
    for entry in entries():
        plain = _EXAMPLE.sub(" ", entry.translation)
        assert not _ENGLISH.search(plain), entry


def test_the_punctuation_is_chinese() -> None:
    """Full-width marks between Chinese words, a space between Chinese and Latin ones."""
    for entry in entries():
        assert not _HALF_WIDTH.search(_EXAMPLE.sub(" ", entry.translation)), entry
        assert not _NO_SPACE.search(re.sub(r"`[^`]*`|\".*?\"", "`", entry.translation)), entry


def test_a_message_in_any_shape_is_found(tmp_path: Path) -> None:
    """The tool reads literals, f-strings with their fields, nouns and docstrings of commands."""
    (tmp_path / "module.py").write_text(
        '"""No message."""\n'
        "import re\n"
        '_PATTERN = re.compile("no message here")\n'
        '@main.command()\ndef build():\n    """Make the\n    episode."""\n'
        'raise PodcastError(f"{at(path, 3)}: {len(lines)} bad lines{rest}; mend `{{x: 1}}`")\n'
        'say(counted(3, "episode"))\n'
        'report.advance("drawing", 1, 2, "frame")\n'
        "text = f\" ({'a reason' if odd else other.name})\"\n",
        "utf-8",
    )
    found = {one.text: one.plural for one in catalogue.messages(tmp_path).values() if one.places}
    assert found == {
        "Make the episode.": "",
        "{at}: {lines} bad lines{rest}; mend `{{x: 1}}`": "",
        "{count} episode": "{count} episodes",
        "{count} frame": "{count} frames",
        "drawing": "",
        "a reason": "",
    }
