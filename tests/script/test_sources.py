"""The source that stands alone behind an item."""

import pytest

from podcast.model import Block, Item
from podcast.script.sources import without_source
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
