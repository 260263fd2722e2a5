"""Formulas of TeX as they are read."""

from __future__ import annotations

import pytest

from podcast.lib.formulas import told


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (r"超过 $10^{26}$ FLOP", "超过 10^26 FLOP"),
        (r"准确率 $95\%$，误差 $\pm 0.2$", "准确率 95%，误差 ±0.2"),
        ("准确率 $95%$", "准确率 95%"),
        (r"温度 $25^{\circ}C$", "温度 25°C"),
        (r"约 $3.2\times 10^{5}$ 次", "约 3.2×10^5 次"),
        (r"复杂度 $O(n \log n)$", "复杂度 O(n log n)"),
        (r"排放 $\text{CO}_2$", "排放 CO2"),
        (r"$p < 0.05$", "p < 0.05"),
        # what cannot be read in a breath goes
        (r"定义 $\frac{a}{b}$ 为比", "定义  为比"),
        (r"损失 $\mathcal{L}_{total}$", "损失 "),
        # money is no formula
        ("从$5涨到$10，$1,200 和 $1,500", "从$5涨到$10，$1,200 和 $1,500"),
    ],
)
def test_a_short_formula_is_told(written: str, said: str) -> None:
    """Signs stay signs, which the readings know; commands and braces go."""
    assert told(written) == said
