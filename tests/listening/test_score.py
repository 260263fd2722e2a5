"""The syllable error of a line."""

from __future__ import annotations

import pytest

from podcast.chinese import spoken
from podcast.listening.score import Mistake, Score, score

LINE = "谷歌发布Gemini 3模型，推理成本下降42.8%。"


def compared(line: str, heard: str) -> Score:
    return score(spoken(line), spoken(heard))


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        (LINE, LINE),
        (LINE, "谷歌發布gemini三模型推理成本下降百分之四十二点八"),
        ("他把模型给她。", "她把魔形给它"),
        ("我是云希。", "我是云系。"),
        ("今天是2月6日", "今天是二月六日。"),
        ("两家公司", "2家公司"),
        ("两家公司", "量家公司"),
        ("有2家公司", "有两家公司"),
        ("可以用AI。", "可以用哎呀"),
        ("由Voxtral生成", "由沃克斯生成"),
        ("支持Sonnet 3.5", "支持索耐特3.5"),
        ("", ""),
    ],
)
def test_the_same_sound_is_no_mistake(line: str, heard: str) -> None:
    """Homophones, digits, traditional letters and transliterated names count as heard."""
    assert compared(line, heard).mistakes == ()


@pytest.mark.parametrize(
    ("line", "heard", "mistakes"),
    [
        ("可灵正式发布", "可林正式发布", [("灵", "林")]),
        ("正式发布模型", "正式发布", [("模", ""), ("型", "")]),
        ("正式发布", "正式发布了", [("", "了")]),
        ("由AI生成内容", "由艾亚成内容", [("生", "亚")]),
        ("由AI生成", "由我我我我我生成", [("", "我"), ("", "我")]),
        ("正式发布", "", [("正", ""), ("式", ""), ("发", ""), ("布", "")]),
    ],
)
def test_mistakes(line: str, heard: str, mistakes: list[tuple[str, str]]) -> None:
    """Each wrong, missing and additional Mandarin syllable is one mistake, beside names too."""
    assert compared(line, heard).mistakes == tuple(Mistake(*each) for each in mistakes)


def test_rate_is_of_the_mandarin_syllables() -> None:
    """Latin words are not in the denominator, and a line of Latin alone can be wrong too."""
    result = compared("可灵AI发布", "可林AI发布")
    assert (result.syllables, result.rate) == (4, 0.25)
    assert compared("OpenAI", "欧喷哎爱和我们一起").rate == 4


def test_latin_words_are_told_apart() -> None:
    """Each gap says what was heard for it; the same letters are recognised in any case."""
    result = compared("OpenAI和Voxtral都好", "open AI和沃克斯都好")
    assert [(gap.text, gap.heard) for gap in result.gaps] == [
        ("OpenAI", "openAI"),
        ("Voxtral", "沃克斯"),
    ]
    assert [gap.recognised for gap in result.gaps] == [True, False]


@pytest.mark.parametrize(
    ("heard", "near"),
    [("Voxtral", True), ("Voxstral", True), ("沃克斯", False), ("Mistral", False), ("", False)],
)
def test_a_name_is_nearly_right_by_its_phonemes(heard: str, near: bool) -> None:
    """A spelling of the recogniser's own is near when it sounds the same."""
    (gap,) = compared("由Voxtral生成", f"由{heard}生成").gaps
    assert gap.near is near
