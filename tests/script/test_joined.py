"""What two places of an item say of the same thing."""

import pytest

from podcast.script.joined import Part, joined


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        # examples go to their number
        (
            (
                ("", "新版支持32种语言和11种方言。"),
                ("", "覆盖闽南话、湘语等11种方言，错误率下降38%。"),
            ),
            ["新版支持32种语言和闽南话、湘语等11种方言。", "错误率下降38%。"],
        ),
        ((("", "新版支持11种方言。"), ("", "覆盖闽南话、湘语等12种方言。")), None),
        ((("", "旧版11种方言，新版11种方言。"), ("", "覆盖闽南话、湘语等11种方言。")), None),
        # the share of a change goes to its figures
        (
            (("", "票价下调，其中成人票降幅达60%。"), ("成人票", "每张由5元降至2元。")),
            ["票价下调。", "每张由5元降至2元，降幅60%。"],
        ),
        (
            (
                ("", "其中成人票降幅达60%。官方称效果不变。"),
                ("成人票", "每张由5元降至2元，降幅60%。"),
            ),
            ["官方称效果不变。", "每张由5元降至2元，降幅60%。"],
        ),
        ((("", "票价下调，其中成人票降幅达60%。"), ("儿童票", "每张由5元降至2元。")), None),
        ((("", "票价下调，其中成人票降幅达60%。"), ("成人票", "每张2元。")), None),
        # the day of a version goes to its release
        (
            (("", "官方已发布2.2.5版修复。"), ("修复版本", "2.2.5，3月4日发布。")),
            ["官方3月4日发布了2.2.5版修复。", ""],
        ),
        ((("", "官方已发布2.2.6版修复。"), ("修复版本", "2.2.5，3月4日发布。")), None),
    ],
)
def test_what_belongs_together_stands_in_one_place(
    parts: tuple[tuple[str, str], ...], told: list[str] | None
) -> None:
    """Only where it is surely of the same."""
    assert joined([Part(*part) for part in parts]) == (told or [text for _, text in parts])


def test_a_caveat_goes_to_its_claim() -> None:
    """Who has measured it is told where the figure is told first, not behind other figures."""
    claim = Part("", "矽岸称，运行大模型时，吞吐量是前代SA100的2.7倍。")
    other = Part("性能", "吞吐量为SA100的2.7倍，厂商自测数据，尚无第三方评测")
    assert joined([claim, Part("功耗", "300瓦"), other]) == [
        "矽岸称，运行大模型时，吞吐量是前代SA100的2.7倍。这是厂商自测数据，尚无第三方评测。",
        "300瓦",
        "吞吐量为SA100的2.7倍。",
    ]
    alone = [Part("", "矽岸推出推理卡。"), other]
    assert joined(alone) == [part.text for part in alone]
