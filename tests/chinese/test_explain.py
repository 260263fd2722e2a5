"""How a reading is shown: rows for people, data for programs, pinyin of the text as written."""

from __future__ import annotations

from typing import Any

import pytest

from podcast.chinese import explain, pronounce, spoken
from podcast.chinese.lexicon import entry
from podcast.model import LexiconEntry


def words(*pairs: tuple[str, Any]) -> tuple[LexiconEntry, ...]:
    return tuple(entry(key, value, "voices.yaml:1") for key, value in pairs)


def pinyin(text: str, *lexicon: LexiconEntry) -> str:
    """Return each Chinese character of the text as written with its syllable."""
    pairs: Any = explain.as_json(spoken(text, lexicon))["pinyin"]
    return " ".join(f"{text[place]}{syllable}" for place, syllable in pairs)


def test_as_json() -> None:
    """Programs get the tokens and the pinyin of each Chinese character, before and after sandhi."""
    result = explain.as_json(spoken("重庆一个 GPT-4o", words(("重庆", {"pinyin": "chong2 qing4"}))))
    assert result["text"] == "重庆一个 GPT-4o"
    assert result["spoken"] == "重庆一个GPT四o"
    assert result["pinyin"] == [[0, "chong2"], [1, "qing4"], [2, "yi1"], [3, "ge4"]]
    assert result["sandhi"] == [[0, "chong2"], [1, "qing4"], [2, "yi2"], [3, "ge4"]]
    tokens: Any = result["tokens"]
    sound = tokens[-1].pop("sound")
    assert tokens[-1] == {
        "text": "GPT-4o",
        "kind": "model",
        "rule": "model",
        "reading": "GPT四o",
        "start": 5,
        "guessed": False,
    }
    assert len(sound) == 3
    assert sound[1] == "si4"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2月6日", "月yue4 日ri4"),
        ("第3名", "第di4 名ming2"),
        ("二〇二六年", "二er4 〇ling2 二er4 六liu4 年nian2"),
        ("¥99/月", "月yue4"),
        ("长3.5米", "长chang2 米mi3"),
        ("4000亿美元", "亿yi4 美mei3 元yuan2"),
        ("⽉亮", "⽉yue4 亮liang4"),
        ("在《长城》里", "在zai4 长chang2 城cheng2 里li3"),
        ("5只猫", "只zhi1 猫mao1"),
        ("ABC。", ""),
    ],
)
def test_pinyin_of_the_text_as_written(text: str, expected: str) -> None:
    """A Chinese character has the syllable that it has in what is said of the whole text."""
    assert pinyin(text) == expected


def test_pinyin_of_what_an_alias_replaces() -> None:
    """A character that is not said keeps its own syllable; its neighbours theirs as spoken."""
    alias = words(("银行卡", "Bank card"))
    assert pinyin("办银行卡", *alias) == "办ban4 银yin2 行hang2 卡ka3"
    assert pinyin("重庆好", *words(("重庆", "渝"))) == "重chong2 庆qing4 好hao3"


def test_pinyin_of_the_lexicon() -> None:
    """What the blogger gives stands, wherever the word is."""
    own = words(("朝阳", {"pinyin": "zhao1 yang2"}))
    assert pinyin("2月在朝阳", *own) == "月yue4 在zai4 朝zhao1 阳yang2"


def test_polyphones_see_what_is_said() -> None:
    """Rows, data and speech agree on every syllable."""
    for text in (
        "不行，5行代码一共3.5万字。",
        "重启“行长”GPT-4o的一行",
        "2月6日 Voxtral 3.0 长达30天",
    ):
        reading = spoken(text)
        spoken_units = [
            tuple(unit.value for unit in sound.units if unit.kind != "pause")
            for sound in pronounce(reading)
        ]
        assert [row.sound for row in explain.rows(reading)] == spoken_units


def test_a_character_without_a_reading() -> None:
    """It has null for its syllable, `?` in the table; the others keep theirs."""
    found = explain.as_json(spoken("你好兙一个"))
    assert found["pinyin"] == [[0, "ni3"], [1, "hao3"], [2, None], [3, "yi1"], [4, "ge4"]]
    assert found["sandhi"] == [[0, "ni2"], [1, "hao3"], [2, None], [3, "yi2"], [4, "ge4"]]
    (row,) = explain.rows(spoken("你好兙一个"))
    assert row.sound == ("ni2", "hao3", "?", "yi2", "ge4")


def test_table() -> None:
    """A header, then a row for each token but white space, in columns of a terminal."""
    header, first, second = explain.render("好 AI", (), "table").splitlines()
    assert header.split() == ["token", "kind", "rule", "reading", "sound"]
    assert first.split() == ["好", "chinese", "chinese", "好", "hao3"]
    assert second.split()[:4] == ["AI", "acronym", "acronym", "AI"]
    assert header.index("kind") == first.index("chinese") + 1 == second.index("acronym")


def test_a_guess_is_marked() -> None:
    """A name that nothing knows is marked in the table and in the data, a known one is not."""
    marked, known = explain.render("Zorblatt Google", (), "table").splitlines()[1:]
    assert marked.endswith("(guessed)")
    assert not known.endswith("(guessed)")
    tokens: Any = explain.as_json(spoken("Zorblatt Google"))["tokens"]
    assert [token["guessed"] for token in tokens if not token["text"].isspace()] == [True, False]
    own = words(("Zorblatt", {"english": "zor-blat"}))
    assert "(guessed)" not in explain.render("Zorblatt", own, "table")


def test_a_line_end_in_a_text_leaves_the_table_whole() -> None:
    """A token with a line end or a control character takes one row."""
    table = explain.render("好。\n\x07好", (), "table")
    assert all(row == "" or row.isprintable() for row in table.split("\n"))
    first = [row.split()[:1] for row in table.split("\n")]
    assert first == [["token"], ["好"], ["。"], ["punctuation"], ["好"]]
