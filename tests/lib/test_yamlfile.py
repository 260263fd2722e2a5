"""YAML with places."""

from pathlib import Path

import pytest

from podcast.errors import ConfigError
from podcast.lib.yamlfile import TooLargeError, fields, load, parse

HERE = Path("x.yaml")


def test_keys_stay_what_a_person_typed() -> None:
    """Words that YAML takes for booleans and numbers are text as keys."""
    read = parse("NO: 1\n3.0: 三\nOn: a\n1_000: b\n~: c\n", HERE)
    assert list(read) == ["NO", "3.0", "On", "1_000", "~"]


def test_values_get_the_types_of_yaml_1_2() -> None:
    """Values are typed, `yes` is a word, a quoted number is text."""
    read = parse("a: [1, 2.5, true, null, '3', yes, 0o7, 1_000]", HERE)
    assert read["a"] == [1, 2.5, True, None, "3", "yes", 7, 1000]


def test_every_key_knows_its_line() -> None:
    """Lines count from 1, also inside nested mappings."""
    read = parse("a: 1\nb:\n  c: 2\n", HERE)
    assert read.at("b") == "x.yaml:2"
    assert read["b"].at("c") == "x.yaml:3"
    assert read.at() == "x.yaml:1"


def test_an_empty_text_is_an_empty_mapping() -> None:
    """A file with comments alone says nothing, and that is allowed."""
    assert dict(parse("# only a comment\n", HERE)) == {}


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: [1", "x.yaml:1", "broken YAML"),
        ("a: 1\nb: c: d", "x.yaml:2", "mapping values"),
        ("a: 1\na: 2", "x.yaml:2", "first in line 1"),
        ("- a\n- b", "x.yaml:1", "key: value"),
        ("a: &a [*a]", "x.yaml:1", "nested too deeply"),
        ("? {a: b}\n: c", "x.yaml:1", "plain text"),
        ("a: !!int foo", "x.yaml:1", "quote it"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text: str, place: str, words: str) -> None:
    """Each broken text gives one message with file and line."""
    with pytest.raises(ConfigError) as caught:
        parse(text, HERE)
    assert place in str(caught.value)
    assert words in str(caught.value)


def test_aliases_cannot_grow_without_end() -> None:
    """A few hundred bytes that stand for billions of values are refused with their line."""
    rows = ["a0: &a0 [x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 15)]
    with pytest.raises(TooLargeError, match=r"x\.yaml:\d+: over 50000 values"):
        parse("\n".join(rows), HERE)


def test_an_alias_stands_for_its_value() -> None:
    """What is written once may be used twice."""
    assert parse("a: &a [1, 2]\nb: *a\n", HERE)["b"] == [1, 2]


def test_deep_nesting_is_an_error_of_its_own() -> None:
    """More brackets than Python can go down are refused too."""
    with pytest.raises(TooLargeError, match="nested too deeply"):
        parse("a: " + "[" * 5_000 + "]" * 5_000, HERE)


def test_a_missing_file_names_the_remedy(tmp_path: Path) -> None:
    """No file: the message says how to get one."""
    with pytest.raises(ConfigError, match="podcast init"):
        load(tmp_path / "none.yaml")


def test_a_file_that_is_not_utf8_names_the_line(tmp_path: Path) -> None:
    """A byte that is no UTF-8 is found by its line."""
    path = tmp_path / "bad.yaml"
    path.write_bytes(b"a: 1\nb: \xff\n")
    with pytest.raises(ConfigError, match=r"bad\.yaml:2: not UTF-8"):
        load(path)


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    """A path that is a folder is an error in words."""
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path)


def test_a_byte_order_mark_is_not_part_of_the_first_key(tmp_path: Path) -> None:
    """Editors on Windows write one."""
    path = tmp_path / "bom.yaml"
    path.write_bytes("\ufeffa: 1\n".encode())
    assert dict(load(path)) == {"a": 1}


def test_a_key_without_letters_knows_its_line() -> None:
    """An empty key is a key, not the mapping."""
    assert parse("a: 1\n'': 2\n", HERE).at("") == "x.yaml:2"


def test_fields_are_where_they_stand() -> None:
    """Keys and values are spans of the text, without what follows them."""
    text = "a: {b: 1}  # c\nd:\n  'e': |\n    f\n\n  g:\n# end\n"
    top = fields(text, HERE)
    first, second = top.inner
    assert (text[first.start : first.key_end], text[first.value : first.end]) == ("a", "{b: 1}")
    assert first.flow
    assert [text[each.start : each.key_end] for each in second.inner] == ["'e'", "g"]
    assert [text[each.value : each.end] for each in second.inner] == ["|\n    f", ""]
