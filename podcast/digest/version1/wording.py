"""Words of headings that are not headlines, as `outline.key` returns them."""

from __future__ import annotations

import re

NOT_NEWS = frozenset(
    {
        "目录",
        "目次",
        "导航",
        "导读",
        "今日导读",
        "本期导读",
        "内容导航",
        "本期内容",
        "参考",
        "参考资料",
        "参考链接",
        "相关链接",
        "相关阅读",
        "延伸阅读",
        "资料来源",
        "关于我们",
        "往期回顾",
        "免责声明",
        "contents",
        "tableofcontents",
        "toc",
        "references",
    }
)
"""The headings of contents and references, which are never news, even with a number."""
AROUND_NEWS = re.compile(
    r"(?:参考|相关|延伸)(?:资料|链接|阅读|文献|来源)?"
    r"|(?:本文|文章|资料|数据|信息|新闻|消息|图片|版权|免责|特别)*(?:来源|声明|说明)"
    r"|关于(?:我们|本站|作者|本刊|本文|本报)|(?:联系|加入|支持)我们|往期.{0,6}"
    r"|(?:欢迎|如何|扫码)?(?:订阅|关注|打赏|投稿|赞助|加群)(?:我们|方式|本站|本刊|公众号|频道)?"
    r"|广告|商务合作|评论|留言|交流群|写在最后|结语|结束语|尾声|总结|小结|后记|编后语"
    r"|(?:今日|本期|本周|每日|早报|内容|要闻)*"
    r"(?:摘要|概览|概要|速览|一览|导语|前言|序言|引言|编者按|写在前面|开场白)"
)
"""Matches un-numbered headings of the sections around a blog's news (the whole heading)."""
LABELS = frozenset(
    {
        "核心要点",
        "要点",
        "重点",
        "亮点",
        "核心亮点",
        "主要亮点",
        "划重点",
        "提要",
        "看点",
        "核心看点",
        "核心内容",
        "主要内容",
        "关键信息",
        "aibase提要",
        "aibase要点",
        "要点速览",
    }
)
"""The words that only introduce the next part of an item."""
