"""Words of speech for those that are only written."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from podcast.chinese.speechwords import in_speech


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("功耗由30瓦降至15瓦。", "功耗从30瓦降到15瓦。"),
        ("该芯片较上代轻了。", "这款芯片比上代轻了。"),
        ("该案3月开庭，该校没有回应。", "这个案子3月开庭，这所学校没有回应。"),
        ("9月至12月的批次，双方均未置评。", "9月到12月的批次，双方都没有置评。"),
        ("一年前为47%，厚度仅38微米。", "一年前是47%，厚度只有38微米。"),
        ("尚未获批，仍未盈利，金额未披露。", "还没有获批，仍没有盈利，金额没有披露。"),
        ("无需联网，无需任何操作。", "不用联网，不需要任何操作。"),
        ("若获批准，公司拟在5月收购，逾3万人。", "如果获批准，公司计划在5月收购，超过3万人。"),
        ("新船将于5月开放。", "新船将在5月开放。"),
    ],
)
def test_a_written_word_is_said(written: str, said: str) -> None:
    """Where it has one meaning."""
    assert in_speech(written) == said


@pytest.mark.parametrize(
    "text",
    [
        "他说：“该芯片较上代降至15瓦。”",
        "《由30降至15》出版。",
        "应该降价，不该涨价。",
        "由云杉公司建造，平均每天较少。",
        "由3人组成的团队成为第一。",
        "修正为3.4毫米，定为5年，谷歌8.9%，华为7.1%。",
        "双方较量多年，若羌县日均有3艘。",
        "已免费为1180万用户更换。",
        "未来和未成年人，甚至至今。",
        "船只不仅快，虚拟和模拟，若干，逾期。",
        "病情较严重，工艺较繁琐，成本较难降低，较成熟的模型。",
        "该书店开业，该校准方法，该片头，该厂房，该研究员，总该项目组解决。",
        "由5家合并为3家，升级为5座，改编为3集。",
        "仅3天内就售出5万台，仅2025年一年，仅三星一家就占20%，仅能源行业，仅有限公司可申请。",
        "由15%股份持有人发起的收购提价至10元，公司该报告的事项，我们该计划一下。",
        "球员场均为2.5个，并未必如此，仍未婚，并无需要整改，未解决问题有3个。",
        "绝无仅有，若有所思，若即若离，若昂说，市场无需求，尚未婚。",
        "由12位专家投票调整为A级，由360改名为三六零，由7家银行的贷款提高到9亿。",
    ],
)
def test_a_word_that_may_mean_something_else_stays(text: str) -> None:
    """So do quotations and titles."""
    assert in_speech(text) == text


@example("均逾1")
@given(st.text("该较由至均仅未为降升超逾拟于将月日年元1234. ，。“”", max_size=40))
def test_figures_stay_and_saying_again_changes_nothing(text: str) -> None:
    """Only words change."""
    said = in_speech(text)
    assert re.findall(r"\d", said) == re.findall(r"\d", text)
    assert in_speech(said) == said
