"""Rounded and exact figures of one change."""

import pytest

from podcast.script.exact import with_exact_figures


@pytest.mark.parametrize(
    ("first", "later", "said"),
    [
        (
            "新船可以把夜间渡河的平均用时缩短三成以上。",
            "单次渡河的平均用时从96秒缩短到64秒，减少了约33.3%。",
            "新船可以把夜间渡河的平均用时从96秒缩短到64秒，减少了约33.3%。",
        ),
        (
            "码头的夜班人数减少近三成，船长很高兴。",
            "码头夜班人数从40人减少到29人，下降27.5%。",
            "码头的夜班人数从40人减少到29人，下降27.5%，船长很高兴。",
        ),
    ],
)
def test_a_change_is_told_once_with_its_figures(first: str, later: str, said: str) -> None:
    """The sentence that was rounded has them; what stands between stays."""
    assert with_exact_figures([first, f"门在周五打开。{later}"]) == [said, "门在周五打开。"]


@pytest.mark.parametrize(
    "later",
    [
        "单次渡河的平均用时从96秒缩短到48秒，减少了50%。",
        "单次渡河的平均用时从64秒增加到96秒，增加了33.3%。",
        "售票厅里排的长队从96人缩短到64人，减少了33.3%。",
        "单次渡河的平均用时缩短到64秒。",
    ],
)
def test_another_change_is_told_as_it_is(later: str) -> None:
    """Another share, another direction, another measure, or no figure before."""
    texts = ["新船可以把渡河的平均用时缩短三成以上。", later]
    assert with_exact_figures(texts) == texts
