"""Headlines as sentences and in a rundown."""

import pytest

from podcast.script.headlines import RUNDOWN_MOST, sentence, short
from podcast.script.sentences import width


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("延迟低于 0.2 秒！某公司发布模型", "延迟低于 0.2 秒，某公司发布模型"),
        ("财报亮眼：营收突破4000亿美元。", "财报亮眼，营收突破4000亿美元"),
        ("真的来了吗？新机发布", "真的来了吗？新机发布"),
    ],
)
def test_a_headline_becomes_one_sentence(headline: str, said: str) -> None:
    """Colons and exclamations inside are pauses, the end is left to the caller."""
    assert sentence(headline) == said


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("芯片再创新高", "芯片再创新高"),
        (
            "延迟大幅下降到前所未有的水平！星河科技发布Nova Transcribe 2语音模型，支持中文实时转录",
            "星河科技发布Nova Transcribe 2语音模型",
        ),
        (
            "全国生成式AI用户规模突破6亿：普及率首次超过四成，算力水平跃居世界前列",
            "全国生成式AI用户规模突破6亿",
        ),
    ],
)
def test_a_rundown_says_the_clause_with_the_news(headline: str, said: str) -> None:
    """A short headline stays whole; of a long one the clause with a doer and a verb is said."""
    assert short(headline) == said


def test_a_rundown_line_is_a_part_of_its_headline() -> None:
    """Nothing is invented, and what is cut is shorter."""
    headline = "甲，乙，" + "丙" * 40
    assert short(headline) in sentence(headline)
    assert width(short("重磅！" + "好" * 10 + "，" + "新" * 20)) <= RUNDOWN_MOST
