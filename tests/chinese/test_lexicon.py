"""Entries of the pronunciation lexicon: what is accepted, what is refused, what matches where."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from podcast.chinese import spoken
from podcast.chinese.fold import fold
from podcast.chinese.lexicon import BUILT_IN, Matcher, built_in, entry, form, identity, used
from podcast.chinese.pinyin import syllables
from podcast.errors import ConfigError
from podcast.model import LexiconEntry

WHERE = "voices.yaml:12"


def find(text: str, *entries: LexiconEntry) -> list[str]:
    """Return the keys that match anywhere in `text`."""
    matcher, folded = Matcher(entries), fold(text)
    found = (matcher.at(folded, folded.lower(), start) for start in range(len(folded)))
    return [item.key for item in found if item]


def test_forms() -> None:
    """The four forms and the switch for case are read."""
    assert entry("Qwen", " 千问 ", WHERE) == LexiconEntry("Qwen", alias="千问", where=WHERE)
    assert entry("重庆", {"pinyin": "chong2 Qing4"}, WHERE).pinyin == ("chong2", "qing4")
    assert entry("Voxtral", {"english": "voks-trull"}, WHERE).english == "voks-trull"
    assert entry("MoE", {"spell": True}, WHERE).spell
    assert entry("SAGE", {"case": "exact", "english": "sage"}, WHERE).case_exact
    assert entry("B2B", {"alias": "B to B", "meant": True}, WHERE).meant


def test_umlaut_spellings() -> None:
    """ü, u: and v are one letter, written v; after j, q, x and y it is u."""
    assert entry("绿女略", {"pinyin": "lü4 nu:3 lue4"}, WHERE).pinyin == ("lv4", "nv3", "lve4")
    assert syllables.normalise("jü2") == "ju2"


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("", "千问", "an empty key"),
        ("Qwen", "  ", "an empty alias"),
        ("Qwen", "千问3", "'3' in the alias '千问3' cannot be spoken"),
        ("Qwen", "千问+", "'+' in the alias"),
        ("Qwen", 3, "not 3; put the words in quotes"),
        ("Qwen", {}, "says no way to read it"),
        ("Qwen", {"spell": True, "english": "chwen"}, "has english and spell; give exactly one"),
        ("Qwen", {"englsh": "chwen"}, "unknown key 'englsh'; did you mean 'english'?"),
        ("Qwen", {"x": "y"}, "unknown key 'x'; use alias, pinyin, english, spell, case, meant"),
        ("Qwen", {"meant": False, "alias": "千问"}, "meant: False; write `meant: true`"),
        ("Qwen", {"spell": False}, "spell: False; write `spell: true`"),
        ("千问", {"spell": True}, "no Latin letter to spell"),
        ("Qwen", {"spell": True, "case": "any"}, "case: 'any'; the only value is `exact`"),
        ("Qwen", {"english": "chwen3"}, "must be English letters"),
        ("Qwen", {"english": 3}, "english must be text, not 3"),
        ("重庆", {"pinyin": "chong2"}, "1 syllables for 2 Chinese characters"),
        ("重庆", {"pinyin": "chong2 qing"}, "'qing' is not a pinyin syllable"),
        ("重庆", {"pinyin": "chong2 qong4"}, "'qong4' is not a pinyin syllable"),
        ("Qwen", {"pinyin": "qian1"}, "pinyin is for Chinese characters"),
        ("3月", {"pinyin": "yue4"}, "pinyin cannot be given beside figures"),
        ("Fed", {"alias": "美联储3"}, "'3' in the alias"),
        ("Fed", {"alias": ["美联储"]}, "alias must be text"),
        ("Fed", None, "expected words or one of alias, pinyin, english, spell, not None"),
        ("Fed", ["美联储"], "not ['美联储']"),
    ],
)
def test_bad_entries(key: str, value: str | Mapping[str, object], message: str) -> None:
    """A bad entry is refused with its place, its key, the fault and the remedy."""
    with pytest.raises(ConfigError) as error:
        entry(key, value, WHERE)
    assert str(error.value).startswith(f"{WHERE}: lexicon entry {key!r}: ")
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("key", "text", "matches"),
    [
        ("Fed", "Fed加息", True), ("Fed", "FedEx", False), ("Fed", "美Fed", True),
        ("AI", "AIGC", False), ("AI", "OpenAI", False), ("AI", "ai芯片", True),
        ("Qwen", "Qwen3", True), ("Pro", "15Pro", True), ("B", "7B", False),
        ("GPT-4", "GPT-4o", False), ("GPT-4", "GPT-4.5", False), ("GPT-4", "GPT-4。", True),
        ("7B", "27B", False), ("千问", "大千问题", True), ("S&P 500", "S&P 500指数", True),
    ],
)  # fmt: skip
def test_word_boundaries(key: str, text: str, matches: bool) -> None:
    """Latin keys match whole words, a number may follow; Chinese keys match anywhere."""
    assert bool(find(text, LexiconEntry(key, alias="甲"))) == matches


def test_longest_entry_wins() -> None:
    """The longer of two keys is taken."""
    short, long = LexiconEntry("GPT", alias="甲"), LexiconEntry("GPT-4o", alias="乙")
    assert find("GPT-4o", short, long)[0] == "GPT-4o"


def test_exact_case() -> None:
    """An exact entry leaves other spellings alone and goes before one that is not."""
    exact = LexiconEntry("SAGE", english="sage", case_exact=True)
    assert find("SAGE", exact) == ["SAGE"]
    assert not find("sage", exact)
    loose = LexiconEntry("sage", alias="鼠尾草")
    assert find("SAGE sage", loose, exact) == ["SAGE", "sage"]


def test_later_entry_replaces_an_earlier_one() -> None:
    """The later of two entries for one key is used."""
    entries = (LexiconEntry("Qwen", alias="甲"), LexiconEntry("Qwen", alias="乙"))
    assert spoken("Qwen", entries).text == "乙"


def test_built_in_lexicon_is_sound() -> None:
    """Every entry that ships is valid, sorted, unique without regard to case, and speakable."""
    entries = built_in()
    keys = [item.key.lower() for item in entries]
    assert keys == sorted(set(keys))
    assert len(entries) >= 200
    assert BUILT_IN.is_file()
    for item in entries:
        result = spoken(item.key)
        assert result.tokens[0].rule == "built-in-lexicon", item.key
        assert len(result.tokens) == 1, item.key


@pytest.mark.parametrize("value", ["千问", {"case": "exact", "alias": "千问"}, {"spell": True}])
def test_an_entry_is_written_as_it_is_read(value: str | Mapping[str, object]) -> None:
    """What `form` returns is the entry again."""
    item = entry("Qwen", value, WHERE)
    assert form(item) == value
    assert entry("Qwen", form(item), WHERE) == item


def test_one_word_in_several_spellings() -> None:
    """Full-width letters and, unless an entry is exact, capitals make no other word of a word."""
    entries = [LexiconEntry(key, alias=alias) for key, alias in [("ＱWEN", "甲"), ("qwen", "乙")]]
    assert spoken("Qwen", entries).text == "乙"
    assert identity("Qwen", exact=True) != identity("qwen", exact=True)


def test_built_in_lexicon_is_read_once() -> None:
    """The table is parsed at first use only."""
    assert built_in() is built_in()


@pytest.mark.parametrize(
    ("text", "keys", "found"),
    [
        ("GPT-5的API很快。", ("GPT", "API", "PI", "成都"), ("GPT", "API")),
        ("GPT-5的速度。", ("GPT", "GPT-5"), ("GPT-5",)),
        ("ＧＰＴ和gpt。", ("gpt",), ("gpt",)),
        ("参数为7B，OpenB。", ("…B",), ("…B",)),
        ("OpenB和3BB。", ("…B",), ()),
        ("", ("GPT",), ()),
    ],
)
def test_entries_that_a_text_uses(text: str, keys: tuple[str, ...], found: tuple[str, ...]) -> None:
    """Whole words; the longer one where two begin at one place; a unit behind a figure."""
    entries = tuple(entry(key, "十亿", "voices.yaml:1") for key in keys)
    assert tuple(item.key for item in used(text, entries)) == found
