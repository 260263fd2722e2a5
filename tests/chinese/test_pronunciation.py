"""From tokens to units."""

from __future__ import annotations

import pytest

from podcast.chinese import pronounce
from podcast.chinese.pronunciation import Unit
from podcast.errors import ReadingError
from podcast.model import Spoken, Token


def spoken(*tokens: tuple[str, str] | Token) -> Spoken:
    """Return tokens of (text, reading), or whole ones, as one text."""
    made: list[Token] = []
    for token in tokens:
        start = made[-1].end if made else 0
        text, reading = token if isinstance(token, tuple) else (token.text, token.reading)
        extra = {} if isinstance(token, tuple) else _extra(token)
        made.append(Token(text, "chinese", "test", reading, start, start + len(text), **extra))
    return Spoken("".join(token.text for token in made), tuple(made))


def _extra(token: Token) -> dict:
    return {"pinyin": token.pinyin, "english": token.english, "spell": token.spell}


def token(text: str, reading: str, **extra) -> Token:
    return Token(text, "latin", "lexicon", reading, 0, 0, **extra)


def values(text: Spoken) -> list[str]:
    return [" ".join(unit.value for unit in each.units) for each in pronounce(text)]


def test_kinds_of_units() -> None:
    """Chinese, Latin and punctuation become units of their kinds, in the order of the reading."""
    (result,) = pronounce(spoken(("B站，", "B站，")))
    assert result.units == (
        Unit("english", "bˈi"),
        Unit("pinyin", "zhan4"),
        Unit("pause", "，"),
    )


def test_syllables_know_their_words() -> None:
    """All but the first syllable of a word continue it, also across tokens."""
    first, second = pronounce(spoken(("发布银", "发布银"), ("行", "行")))
    assert [unit.joined for unit in first.units] == [False, True, False]
    assert [unit.joined for unit in second.units] == [True]


def test_context_is_the_whole_text() -> None:
    """A polyphone is decided over the borders of tokens, sandhi too."""
    assert values(spoken(("银", "银"), ("行", "行"))) == ["yin2", "hang2"]
    assert values(spoken(("3", "三"), ("行", "行"), ("代码", "代码"))) == [
        "san1",
        "hang2",
        "dai4 ma3",
    ]
    assert values(spoken(("你", "你"), ("好", "好"))) == ["ni2", "hao3"]


def test_silent_token_has_no_units() -> None:
    """A token without a reading keeps its place and says nothing."""
    assert values(spoken(("发", "发"), ("🎉", ""), ("布", "布"))) == ["fa1", "", "bu4"]


@pytest.mark.parametrize(
    ("text", "reading", "first"),
    [("7B", "七B", "qi1 bˈi"), ("A100", "A一百", "ˈA yi4 bai3"), ("S1", "S一", "ˈɛs yi1")],
)
def test_single_capitals_are_letters(text: str, reading: str, first: str) -> None:
    """A capital in a model's name is the name of the letter."""
    assert values(spoken((text, reading))) == [first]


def test_latin_words_are_apart() -> None:
    """Two Latin words, in one token or two, are two units."""
    assert values(spoken(("Hugging Face", "Hugging Face"))) == ["hˈʌɡɪŋ fˈAs"]
    assert values(spoken(("Pro", "Pro"), (" ", ""), ("Max", "Max"))) == ["pɹˈO", "", "mˈæks"]


def test_lexicon_pinyin() -> None:
    """Syllables of the lexicon replace those of the dictionary for their token only."""
    fixed = token("重行", "重行", pinyin=("chong2", "hang2"))
    assert values(spoken(("行走", "行走"), fixed)) == ["xing2 zou3", "chong2 hang2"]


def test_lexicon_spelling() -> None:
    """A token to be spelled is spelled; its Chinese is not touched."""
    assert values(spoken(token("MoE层", "MoE层", spell=True))) == ["ˌɛmˌOˈi ceng2"]


def test_lexicon_respelling() -> None:
    """A respelling stands for all Latin words of its token, one unit for each of its own."""
    assert values(spoken(token("Voxtral", "Voxtral", english="voks-trull"))) == ["vˈɑkstɹʌl"]
    two = values(spoken(token("Qwen Max三", "Qwen Max三", english="chwen max")))
    assert len(two[0].split()) == 3
    assert two[0].endswith("san1")


def test_pinyin_that_does_not_fit_is_an_error() -> None:
    """A lexicon entry with too few syllables is named."""
    with pytest.raises(ReadingError, match=r"重庆.*2 Chinese"):
        pronounce(spoken(token("重庆", "重庆", pinyin=("chong2",))))


@pytest.mark.parametrize("reading", ["三3", "百分之%", "好*", "Жук"])
def test_what_cannot_be_said_is_an_error(reading: str) -> None:
    """A digit, symbol or foreign letter left in a reading is never dropped silently."""
    with pytest.raises(ReadingError, match="cannot be said"):
        pronounce(spoken(("x", reading)))
