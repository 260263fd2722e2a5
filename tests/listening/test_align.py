"""The alignment of a line with what was heard."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from podcast.listening.align import Slot, align, slots
from podcast.listening.sounds import FOREIGN, Sound

MANDARIN = st.sampled_from(["ma", "shi", "yi", "xing", "er"]).map(lambda each: Sound(each, each))
LATIN = st.builds(Sound, st.just("Nova"), st.just(FOREIGN), st.integers(1, 4))
LINE = st.lists(MANDARIN | LATIN, max_size=24)


def row(*syllables: str) -> list[Sound]:
    return [Sound(each, each) for each in syllables]


def mistakes(line: list[Sound], heard: list[Sound]) -> list[tuple[str, str]]:
    steps = align(slots(line), heard)
    return [(step.slot.text if step.slot else "", step.heard) for step in steps if step.wrong]


@given(LINE)
def test_the_same_is_no_mistake(line: list[Sound]) -> None:
    """A line that is heard as it is has no mistake."""
    assert mistakes(line, line) == []


@given(LINE, MANDARIN, LINE)
def test_a_missing_syllable_is_one_mistake(
    before: list[Sound], missing: Sound, after: list[Sound]
) -> None:
    """Wherever a Mandarin syllable is swallowed, beside a Latin word too, it counts once."""
    assert len(mistakes([*before, missing, *after], [*before, *after])) == 1


@given(st.lists(MANDARIN, max_size=12), MANDARIN, st.lists(MANDARIN, max_size=12))
def test_a_syllable_too_many_is_one_mistake(
    before: list[Sound], added: Sound, after: list[Sound]
) -> None:
    """What is heard beyond a line without Latin words counts by the syllable."""
    assert len(mistakes([*before, *after], [*before, added, *after])) == 1


@given(LINE, LINE)
def test_no_alignment_is_dearer_than_hearing_nothing(line: list[Sound], heard: list[Sound]) -> None:
    """Mistakes are at least the difference of lengths and at most all syllables of both sides."""
    mandarin = sum(not slot.is_gap for slot in slots(line))
    found = len(mistakes(line, heard))
    assert mandarin - sum(each.length for each in heard) <= found
    assert found <= mandarin + sum(each.length for each in heard)


@given(st.lists(MANDARIN, max_size=6), LATIN, st.integers(0, 9), st.lists(MANDARIN, max_size=6))
def test_a_gap_takes_only_so_much(
    before: list[Sound], word: Sound, babble: int, after: list[Sound]
) -> None:
    """Chinese heard for a Latin word is free up to its syllables and one more, then it counts."""
    heard = [*before, *row(*["lang"] * babble), *after]
    assert len(mistakes([*before, word, *after], heard)) == max(0, babble - word.length - 1)


def test_latin_words_in_a_row_are_one_gap() -> None:
    """Two words share one spare syllable, and their texts stand side by side."""
    line = [*row("yong"), Sound("Nova", FOREIGN, 2), Sound("Pro", FOREIGN, 1), *row("shuo")]
    assert slots(line)[1] == Slot("Nova Pro", FOREIGN, 4)


def test_what_was_heard_is_shown_beside_the_line() -> None:
    """A mistake names the syllable of the line and the one that was heard in its place."""
    assert mistakes(row("mo", "xing"), row("mo", "xin")) == [("xing", "xin")]
    assert mistakes(row("mo", "xing"), row("mo")) == [("xing", "")]
    assert mistakes(row("mo"), row("mo", "xing")) == [("", "xing")]


def test_the_same_character_is_the_same_sound() -> None:
    """重 read chong in one company and zhong in another was heard, whatever stands beside it."""
    assert mistakes([Sound("重", "chong")], [Sound("重", "zhong")]) == []


def test_latin_heard_for_chinese_counts_by_its_syllables() -> None:
    """English in place of Chinese is wrong syllable by syllable, no more and no less."""
    assert len(mistakes(row("ou", "ke", "ya"), [Sound("OKAY", FOREIGN, 2), *row("ya")])) == 2
    assert len(mistakes(row("ya"), [Sound("Okay", FOREIGN, 2), *row("ya")])) == 2


def test_capitals_have_as_few_syllables_as_either_reading() -> None:
    """`NOVA` may be a word of two syllables or four letters; it is not counted as four."""
    assert mistakes([Sound("No", FOREIGN, 1)], [Sound("NOVA", FOREIGN, 4)]) == []
