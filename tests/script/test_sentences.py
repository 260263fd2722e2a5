"""Written sentences -> sentences for one breath."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podcast.script.sentences import MOST, as_sentence, speakable, split, width


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("采用混合专家架构（MoE），降低消耗", "采用混合专家架构，降低消耗"),
        ("融资140亿元(约合20亿美元)后上市", "融资140亿元后上市，约合20亿美元"),
        ("用户达6亿（同比增长20%）。", "用户达6亿，同比增长20%。"),
        ("可灵3.0: 正式发布", "可灵3.0：正式发布"),
        ("发布GPT-4o, 支持中文", "发布GPT-4o，支持中文"),
        ("今天发布,明天上线", "今天发布，明天上线"),
        ("涨到1,000元，8:00开始，比分3:2", "涨到1,000元，8:00开始，比分3:2"),
        ('所谓"智能体"时代', "所谓“智能体”时代"),
        ('一个" 落单', "一个 落单"),
        ("模型——更快……更便宜", "模型，更快，更便宜"),
        ("他说：——好。", "他说：好。"),
        ("用 Apple (M5) Max 训练", "用 Apple M5 Max 训练"),
        ("只用原来15~20%的语料", "只用原来15%到20%的语料"),
        ("开放时段为23时～次日5时", "开放时段为23时到次日5时"),
        ("招聘3~5人，8:00~9:30", "招聘3到5人，8:00到9:30"),
        ("他说“明天见。", "他说明天见。"),
        ("这是《长夜”的续集》", "这是《长夜的续集》"),
    ],
)
def test_written_marks_become_speech(written: str, said: str) -> None:
    """Brackets are opened or dropped, ASCII points become Chinese ones, figures stay whole."""
    assert speakable(written) == said


def test_a_long_sentence_is_cut_at_the_comma_nearest_its_middle() -> None:
    """Both halves fit one breath and the cut is where a reader would breathe."""
    text = (
        "Mistral AI推出的Voxtral Transcribe 2语音转文字模型系列，针对不同应用场景优化，"
        "解决了语音交互中的高延迟和成本痛点，并且支持十三种语言。"
    )
    assert split(text) == (
        "Mistral AI推出的Voxtral Transcribe 2语音转文字模型系列，针对不同应用场景优化，",
        "解决了语音交互中的高延迟和成本痛点，并且支持十三种语言。",
    )


def test_commas_in_quotes_and_figures_are_no_places_to_cut() -> None:
    """A quotation and a grouped number stay whole."""
    quoted = "“" + "这句话很长，" * 8 + "”"
    assert split(quoted) == (quoted,)
    assert all(
        "1,000,000" in line or "1" not in line for line in split("共有1,000,000人" + "，多" * 30)
    )


def test_a_sentence_without_commas_is_cut_before_a_conjunction() -> None:
    """以及 and its like begin a new breath."""
    text = (
        "该系统面向全国各地的中小企业提供覆盖研发设计生产制造全流程的智能服务"
        "以及面向开发者和科研人员的开放平台能力和模型工具"
    )
    assert len(split(text)) == 2
    assert split(text)[1].startswith("以及")


def test_short_sentences_are_joined() -> None:
    """Two words of greeting do not make a line of their own."""
    assert split("是的。好。") == ("是的。好。",)


@given(st.text(st.sampled_from("中文字，。！？、“”《》AI 3.0%GPT-5；：")))
def test_cutting_loses_nothing(text: str) -> None:
    """The lines joined are the text but for marks at their front; what is too long has no place."""
    lines = split(text)
    marks = str.maketrans("", "", "，。！？、”》；：. ")
    assert "".join(lines).translate(marks) == text.translate(marks)
    for line in lines:
        assert line[0] not in "，。！？、”》；：."
        assert (
            width(line) <= MOST or not any(mark in line[8:-8] for mark in "，、：") or "“" in line
        )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("发布了", "发布了。"), ("发布了，", "发布了。"), ("好吗？", "好吗？"), ("“好。”", "“好。”")],
)
def test_a_sentence_ends_once(text: str, sentence: str) -> None:
    """One end mark, never two."""
    assert as_sentence(text) == sentence


def test_width_counts_what_the_voice_says() -> None:
    """A Chinese character is one, a Latin word half its letters, a digit one."""
    assert width("可灵AI 3.0") == 2 + 1 + 3


def test_a_very_long_sentence_is_cut_in_time() -> None:
    """A paragraph of a hundred thousand characters takes a moment, not minutes."""
    started = time.process_time()
    assert len(split("这是一个分句，" * 15_000)) > 1000
    assert time.process_time() - started < 5


def test_even_a_sentence_without_any_place_is_cut() -> None:
    """Three hundred characters without a comma are lines of a length that a voice can say."""
    for text in ("好" * 300, "这是新的模型" * 50, "an open model for everyone " * 30):
        lines = split(text.strip())
        assert max(width(line) for line in lines) <= 2 * MOST
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("written", "said"),
    [("Developers can opt in now.", "Developers can opt in now。"), ("他说“OK.”", "他说“OK。”")],
)
def test_an_english_stop_is_not_doubled(written: str, said: str) -> None:
    """One end mark, a Chinese one."""
    assert as_sentence(written) == said
