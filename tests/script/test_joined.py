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
