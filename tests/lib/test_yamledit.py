"""One entry of a YAML mapping changed, every other byte kept, in every way people write YAML."""

from __future__ import annotations

from pathlib import Path

import pytest

from podcast.errors import ConfigError
from podcast.lib.yamledit import Value, drop, put, written
from podcast.lib.yamlfile import parse

HERE = Path("voices.yaml")


def add(text: str, key: str = "Qwen", value: Value = "千问", old: str | None = None) -> str:
    return put(text, HERE, "lexicon", key, value, old)


def remove(text: str, key: str = "Qwen") -> str:
    return drop(text, HERE, "lexicon", key)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "lexicon:\n  Qwen: 千问\n"),
        ("a: 1\n", "a: 1\nlexicon:\n  Qwen: 千问\n"),
        ("a: 1", "a: 1\nlexicon:\n  Qwen: 千问\n"),
        ("a: 1\r\n", "a: 1\r\nlexicon:\r\n  Qwen: 千问\r\n"),
        ("lexicon:\na: 1\n", "lexicon:\n  Qwen: 千问\na: 1\n"),
        ("lexicon:", "lexicon:\n  Qwen: 千问"),
        ("lexicon:  # c\n  # d\na: 1\n", "lexicon:  # c\n  Qwen: 千问\n  # d\na: 1\n"),
        ("lexicon: ~  # c\n", "lexicon:  # c\n  Qwen: 千问\n"),
        ("lexicon: {}\n", "lexicon:\n  Qwen: 千问\n"),
        ("lexicon: { }  # c\r\na: 1\r\n", "lexicon:  # c\r\n  Qwen: 千问\r\na: 1\r\n"),
        ("lexicon: {MoE: {spell: true}}\n", "lexicon: {MoE: {spell: true}, Qwen: 千问}\n"),
        ("lexicon: {a: 甲,}\n", "lexicon: {a: 甲, Qwen: 千问,}\n"),
        ("{a: 1, lexicon: {}}", "{a: 1, lexicon: {Qwen: 千问}}"),
        ("{a: 1, lexicon: }", "{a: 1, lexicon: {Qwen: 千问} }"),
        ("{a: 1}", "{a: 1, lexicon: {Qwen: 千问}}"),
        ("lexicon: { # c\n}\n", "lexicon: {Qwen: 千问 # c\n}\n"),
        (
            "\ufefflexicon:\n    a: 甲  # c\n\n# tail\nb: 1\n",
            "\ufefflexicon:\n    a: 甲  # c\n    Qwen: 千问\n\n# tail\nb: 1\n",
        ),
        (
            "lexicon:\n  MoE:\n    spell: true # f\n# g",
            "lexicon:\n  MoE:\n    spell: true # f\n  Qwen: 千问\n# g",
        ),
        (
            'lexicon:\n  a: |\n    甲\n    乙\n\n  # end\nhosts: ["x"]\n',
            'lexicon:\n  a: |\n    甲\n    乙\n  Qwen: 千问\n\n  # end\nhosts: ["x"]\n',
        ),
    ],
)
def test_an_entry_is_added(before: str, after: str) -> None:
    """It stands last, indented as its neighbours, with the file's line ends, at the right place."""
    assert add(before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("lexicon:\n  Qwen:   通义  # c\n  b: 乙\n", "lexicon:\n  Qwen: 千问  # c\n  b: 乙\n"),
        ("lexicon: {'Qwen': 通义, b: 乙}", "lexicon: {'Qwen': 千问, b: 乙}"),
        ("lexicon:\n  Qwen:\n  b: 乙\n", "lexicon:\n  Qwen: 千问\n  b: 乙\n"),
        (
            "lexicon:\r\n  Qwen:\r\n    spell: true\r\n\r\n  b: 乙\r\n",
            "lexicon:\r\n  Qwen: 千问\r\n\r\n  b: 乙\r\n",
        ),
        (
            "lexicon:\n  Qwen:  # c\n    spell: true\n",
            "lexicon:\n  Qwen:  # c\n    千问\n",
        ),
        ("lexicon:\n  Qwen: [a,\n    b] # c\n", "lexicon:\n  Qwen: 千问 # c\n"),
    ],
)
def test_an_entry_is_replaced(before: str, after: str) -> None:
    """The new reading stands where the old one stood; comments stay."""
    assert add(before, old="Qwen") == after


def test_a_key_in_another_spelling_gives_way() -> None:
    """The key is written as it is asked for, in its old place."""
    before = "lexicon:\n  'qwen': 通义\n  b: 乙\n"
    assert add(before, old="qwen") == "lexicon:\n  Qwen: 千问\n  b: 乙\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("lexicon:\n  a: 甲\n  Qwen: 千问  # c\n  # d\n", "lexicon:\n  a: 甲\n  # d\n"),
        ("lexicon:\n  Qwen:\n    spell: true\n  a: 甲", "lexicon:\n  a: 甲"),
        ("lexicon:  # c\n  Qwen: 千问\nb: 1\n", "lexicon: {}  # c\nb: 1\n"),
        ("lexicon: {Qwen: 千问, a: 甲}", "lexicon: {a: 甲}"),
        ("lexicon: {a: 甲, Qwen: 千问}", "lexicon: {a: 甲}"),
        ("lexicon: {Qwen: 千问}\n", "lexicon: {}\n"),
        ("lexicon: {a: 甲}\n", "lexicon: {a: 甲}\n"),
        ("b: 1\n", "b: 1\n"),
    ],
)
def test_an_entry_is_removed(before: str, after: str) -> None:
    """Its lines or its brackets' share go, all else stays."""
    assert remove(before) == after


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_what_is_added_can_be_removed_to_the_byte(ends: str) -> None:
    """Adding and removing leave the file of a new show as it was."""
    before = ends.join(["# c", "hosts: [x]", "", "lexicon: {}", ""])
    assert remove(add(before)) == before


@pytest.mark.parametrize(
    "key",
    ["NO", "On", "3.0", "5G", "a: b", "C#", "~", "- a", "{a}", "'", '"', "@x", "🚀", "a,b", "\\"],
)
def test_keys_stay_what_they_are(key: str) -> None:
    """What YAML would read as something else is quoted, in lines and in brackets."""
    for before in ("lexicon: {}\n", "lexicon: {a: 甲}\n", "lexicon:\n  a: 甲\n"):
        text = add(before, key)
        assert parse(text, HERE)["lexicon"][key] == "千问"
        assert remove(text, key) == before


def test_values_on_one_line() -> None:
    """A mapping is written in brackets, in the order given."""
    assert written({"case": "exact", "english": "no"}) == '{case: exact, english: "no"}'
    assert written({"spell": True}) == "{spell: true}"
    assert written("云，千问") == "云，千问"


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 甲\nlexicon: &y {}\nb: *y\n",
        "lexicon: &y {a: 甲}\nb: *y\n",
        "a: 1\n...\n",
    ],
)
def test_what_cannot_be_changed_alone_is_refused(text: str) -> None:
    """An anchor that other places use, or an end of the document, is left to the person."""
    with pytest.raises(ConfigError, match=r"^voices.yaml: .*`Qwen: 千问`.*by hand"):
        add(text)


def test_comments_inside_brackets_are_left_to_a_person(tmp_path: Path) -> None:
    """Which entry a comment in brackets belongs to is a guess, so nothing is changed."""
    text = "lexicon: {\n  A: b,  # c1\n  C: d,  # c2\n}\n"
    with pytest.raises(ConfigError, match="by hand"):
        drop(text, tmp_path / "voices.yaml", "lexicon", "C")
    with pytest.raises(ConfigError, match="by hand"):
        put(text, tmp_path / "voices.yaml", "lexicon", "Q", "千问")
