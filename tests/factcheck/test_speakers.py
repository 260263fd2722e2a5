"""Who says something."""

from __future__ import annotations

import pytest
from judging import kinds

from podcast.factcheck import speakers

HEADLINE = "天文台新相机投入使用"
TEXT = (
    "产品经理方采薇表示，这台相机三天能拍完南天。岚台科技副总裁沈渡为停机六小时道歉。"
    "望舟科技没有参与。首席设计师陆强说，镜头不会更换。"
)


@pytest.mark.parametrize(
    "line",
    [
        "首席执行官方采薇说，这台相机三天就能拍完南天。",
        "余承平在台上说，这台相机三天能拍完南天。",
        "按照主任冯德山的说法，停机六小时不算长。",
        "望舟科技副总裁沈渡为停机六小时道了歉。",
    ],
)
def test_a_stranger_or_another_title(line: str) -> None:
    """A person whom the item does not name, and a title that it gives to nobody, are false."""
    assert set(kinds(HEADLINE, TEXT, line)) & {"attribution", "chinese-name"}


@pytest.mark.parametrize(
    "line",
    [
        "方采薇说，三天时间，南天就能拍一遍。",
        "停机六小时，副总裁沈渡出来道了歉。",
        "按沈渡的说法，停机六小时，该道歉。",
        "岚台科技的副总裁沈渡，为停机六小时道了歉。",
        "首席设计师陆强讲，镜头不换。",
    ],
)
def test_the_speaker_of_the_post(line: str) -> None:
    """The post's speaker, with or without the title, is right."""
    assert kinds(HEADLINE, TEXT, line) == []


def test_the_first_speaker_counts() -> None:
    """A verb of speech further on in the line does not hide the speaker before it."""
    (speech,) = speakers.find("温若竹说过，如果一个功能要用动画来介绍，那它就不该有。")
    assert speech.who == "温若竹"


FORUM = (
    "作者用两百行脚本搭起整个网站。港务局停用人脸闸机，并请第三方出具证明。\n\n"
    "有人贴出自己公司的值班日历，每年只留三个窗口。作者回应说，前台保留五张纸质卡。"
)


@pytest.mark.parametrize(
    "line",
    [
        "作者还贴出自己公司的值班日历。",
        "有网友回应说，前台保留了五张纸质卡。",
        "闸机停用以后，由港务局自己出具证明。",
    ],
)
def test_another_voice_of_a_discussion(line: str) -> None:
    """Author and commentators, and who does a thing for whom, are not exchanged."""
    assert "attribution" in kinds("港务局停用人脸闸机", FORUM, line)


@pytest.mark.parametrize(
    "line",
    [
        "有网友贴出自己公司的值班日历。",
        "作者回应说，前台保留了五张纸质卡。",
        "闸机停用以后，由第三方出具证明。",
    ],
)
def test_the_voices_of_a_discussion(line: str) -> None:
    """The same told of the right ones is faithful."""
    assert kinds("港务局停用人脸闸机", FORUM, line) == []


def test_hearsay_is_no_official_word() -> None:
    """What the item has of sources or of those who guess, nobody has confirmed."""
    text = "路透社援引知情人士称，另有两家美国公司正接受调查。欧盟委员会 3 月 1 日罚了 Voxa。"
    assert "attribution" in kinds(
        "欧盟罚款", text, "欧盟委员会还确认，另有两家美国公司也在接受调查。"
    )
    assert kinds("欧盟罚款", text, "知情人士说，另有两家美国公司也在接受调查。") == []
