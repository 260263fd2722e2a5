"""Texts by ear."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest

from podcast.chinese import spoken
from podcast.listening.sounds import FOREIGN, sounds
from podcast.model import LexiconEntry


def heard(text: str) -> str:
    return " ".join(sound.syllable or sound.text for sound in sounds(spoken(text)))


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("银行的模型。", "yin hang de mo xing"),
        ("下降42.8%", "xia jiang bai fen zhi si shi er dian ba"),
        ("两家", "liang jia"),
        ("兩家", "liang jia"),
        ("玩儿", "wan er"),
        ("GPT-5.2发布", "GPT wu dian er fa bu"),
        ("女儿", "nv er"),
        ("", ""),
        ("，。", ""),
    ],
)
def test_sounds(text: str, row: str) -> None:
    """A text is toneless syllables and Latin words; the same sound has one form."""
    assert heard(text) == row


def test_digits_of_a_number_sound_like_their_variant() -> None:
    """The 幺 of a phone number is the same as 一: Whisper writes the digit."""
    assert [each.other for each in sounds(spoken("13800138000"))].count("yi") == 2


@pytest.mark.parametrize(("word", "length"), [("GPT", 3), ("Claude", 1), ("Gemini", 3)])
def test_length_of_a_latin_word(word: str, length: int) -> None:
    """A Latin word has its English syllables, an acronym those of its letters."""
    (sound,) = sounds(spoken(word))
    assert sound[:3] == (word, FOREIGN, length)


@pytest.mark.parametrize(
    ("one", "other"), [("Kimi", "凯米"), ("DeepSeek", "deep seek"), ("OpenAI", "open AI")]
)
def test_broad_phonemes_compare_two_languages(one: str, other: str) -> None:
    """What an ear writes in another language or spelling has nearly the phonemes of the word."""
    rows = ["".join(sound.phonemes for sound in sounds(spoken(text))) for text in (one, other)]
    assert SequenceMatcher(None, *rows).ratio() >= 0.8


def test_a_respelled_word_keeps_its_letters() -> None:
    """The lexicon's respelling gives the syllables, the text stays as written."""
    entry = LexiconEntry("Zyxtral", english="ziks-trahl")
    (sound,) = sounds(spoken("Zyxtral", [entry]))
    assert (sound.text, sound.length) == ("Zyxtral", 2)


def test_a_character_without_a_reading_matches_nothing() -> None:
    """Whisper may write what no dictionary has; it is some syllable, no error."""
    assert [sound.syllable for sound in sounds(spoken("好\U0003134f"))][1:] != ["hao"]
