"""The source that stands alone behind an item."""

import pytest

from podcast.model import Block, Item
from podcast.script.sources import without_refrains, without_source
from podcast.script.telling import telling


def _item(*texts: str) -> Item:
    return Item(1, "渡船撞上码头", tuple(Block("paragraph", text, 2) for text in texts), (), (), 1)


@pytest.mark.parametrize(
    ("texts", "source", "left"),
    [
        (["没有人受伤。", "（海州晚报）"], "海州晚报", ["没有人受伤。"]),
        (["没有人受伤。（海州晚报）"], "海州晚报", ["没有人受伤。"]),
        (["来源：《海州晚报》"], "海州晚报", []),
        (["没有人受伤。", "via: Harbor Times"], "Harbor Times", ["没有人受伤。"]),
        # a name that tells a listener nothing is not said
        (["没有人受伤。", "来源：Forum"], "", ["没有人受伤。"]),
        # the place and the day in front of a report, with the agency or without one
        (["【东京电】没有人受伤。"], "", ["没有人受伤。"]),
        (["新华社海州3月6日电（记者 林越）没有人受伤。"], "新华社", ["没有人受伤。"]),
        (["（本报讯）没有人受伤。"], "", ["没有人受伤。"]),
        (["电台说没有人受伤。"], "", ["电台说没有人受伤。"]),
        # no source
        (["没有人受伤。（船长除外）"], "", ["没有人受伤。（船长除外）"]),
        (["没有人受伤。", "（附现场图）"], "", ["没有人受伤。", "（附现场图）"]),
        (["没有人受伤。", "（将于周三通报）"], "", ["没有人受伤。", "（将于周三通报）"]),
        (["海州晚报停刊。"], "", ["海州晚报停刊。"]),
    ],
)
def test_a_source_is_taken_from_behind_the_text(
    texts: list[str], source: str, left: list[str]
) -> None:
    """In brackets or behind its word."""
    name, item = without_source(_item(*texts))
    assert (name, [block.text for block in item.blocks]) == (source, left)


def test_the_source_is_named_before_what_it_reports() -> None:
    """As a part of the first sentence."""
    told = telling(_item("没有人受伤。", "（海州晚报）"))
    assert told.headline == "据海州晚报报道，渡船撞上码头"
    assert [piece.text for piece in told.pieces] == ["没有人受伤。"]


def test_what_most_items_end_with_is_not_told() -> None:
    """The name of a board goes; a figure, a sentence and the end of few items stay."""
    kept = [(each, "海州论坛") for each in ("甲", "乙", "丙")]
    items = [_item(*texts) for texts in (*kept, ("丁", "共80票。"))]
    assert [len(item.blocks) for item in without_refrains(items)] == [1, 1, 1, 2]
    assert without_refrains(items[:2]) == tuple(items[:2])
    figures = [_item(each, "共80票。") for each in ("甲", "乙", "丙")]
    assert without_refrains(figures) == tuple(figures)
