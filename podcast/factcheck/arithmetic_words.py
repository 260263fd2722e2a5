"""The words by which a line says which arithmetic a figure comes from: 多了, 一共, 占, 原来."""

from __future__ import annotations

import re

CHANGES = re.compile(
    "[多少差涨跌轻重瘦降升增减高低缩贵快慢省掉砍超添扩短长早晚跳剩抬抵退再还刨扣除]|便宜|往前|提前|提了|[上往]提|上调|调[高低]|下调|推迟|相差|拉开"
    "|领先|落后|浮盈|浮亏|距离|扩大|收窄|下滑|提高|加|优惠|到手|失败"
)
SHRINKS = re.compile("[少差跌降减低缩慢省掉砍短轻瘦]|便宜|下滑|收窄")
GROWS = re.compile("[多涨升增高贵快长重添]|再加|提速|扩大|提高|翻")
GROWS_OR_SHRINKS = re.compile(f"{SHRINKS.pattern}|{GROWS.pattern}")
NOT_DONE = "未(?!来)"
"""Denies, but is no part of the word for the future."""
NOT = f"不(?![过仅只光但错少久同断到足满超])|{NOT_DONE}"
DENIES = re.compile(f"{NOT}|没|无")
TOTALS = re.compile(
    "加上|连同|摞|总|一共|加起来|加在一起|合计|全部|一起|(?<![停慢静坐定落])下来|拢共|累计|共|凑|合起来|合在一起|加一块"
    "|统共|前后"
)
ADDED = re.compile("加起来|算上|摞|叠|凑|加在一起|合起来|合计|加一块|合在一起|两次一共")
"""Words for a sum of figures that the item gives far from each other."""
RESTS = re.compile(
    "剩|其余|余下|另外|其他|别的|反过来|反方向|没|另有|另一|还有|自己[掏出付担摊]|自掏"
)
COMPLEMENTS = re.compile(f"{RESTS.pattern}|{NOT}|男|女|晚点|失败|错")
"""Words for the part that a share leaves; many of them deny what the item says of the share."""
EARLIER = re.compile(
    "原来|原先|原价|此前|之前|以前|上一?[代版轮届季个]|老版|前一?[代版]|前作|去年|前年|上年|倒推|老款|旧款|从前|投前"
    "|融资前|标准版|一开始|当初|[年月季]初|那会儿|起初|去年底|上年底|算起来|算下来|反推"
)
LEVEL = re.compile(
    "(?:到|至|剩下?|只有|仅有?|等于|相当于|为|是|占)(?:了|原来的|其|它的|过去的|以前的){0,2}$"
)
"""Before a share, says that it is what is left, not by how much something changed."""
PERIODS = frozenset({"time", "months"})
EXACT = frozenset({"exact", "about", "whole"})
"""Bounds that name no side."""
BOTH = 2
"""How many of two figures a line tells that tells both."""
AGE = "岁"
"""The unit of an age, which is a time since a year: 1948, 快八十岁了."""
DAY_SECONDS = 86400
"""The seconds of a day."""
