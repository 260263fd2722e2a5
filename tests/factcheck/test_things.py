"""What a figure counts, and what it is told for."""

from __future__ import annotations

from judging import kinds


def test_a_figure_counts_the_thing_behind_it() -> None:
    """Of three provinces with 37 counties, 37 provinces is false."""
    text = "农技助手覆盖3个省的37个县，用户突破120万。"
    assert kinds("农技助手上线一年", text, "它覆盖了三个省三十七个县。") == []
    assert kinds("农技助手上线一年", text, "它覆盖了三十七个省，用户超过一百二十万。") == ["swap"]


def test_a_size_is_no_rate() -> None:
    """A card with 96 GB moves 2.4 TB a second, and not 96 GB."""
    text = "推理卡显存96GB，带宽2.4TB/s，整卡功耗300W。"
    assert kinds("推理卡发布", text, "这张卡有九十六个G的显存，功耗三百瓦。") == []
    assert kinds("推理卡发布", text, "这张卡的带宽是每秒96GB。") != []


def test_a_rate_by_weight_is_none_by_volume() -> None:
    """每公斤 and 每升 are told for other amounts."""
    text = "新电池的能量密度达到每公斤342瓦时。"
    assert kinds("新电池亮相", text, "新电池每公斤能存三百四十二瓦时。") == []
    assert kinds("新电池亮相", text, "新电池每升能存三百四十二瓦时。") == ["unit"]


def test_people_are_no_money() -> None:
    """Ten thousand of users is no fine of ten thousand yuan."""
    text = "细则适用于日活用户超过10万的内容平台。"
    assert kinds("内容标识细则出台", text, "日活过十万的平台都要遵守细则。") == []
    assert kinds("内容标识细则出台", text, "违反细则的平台，最高罚款十万元。") != []
