"""The table of what is not news: what each row takes, and news beside it that it must leave.

What is taken goes without a warning, so a pattern that takes a sentence of the news loses it in
silence: for each row there is news made of the row's own words.
"""

from __future__ import annotations

import pytest
from reader import read, spoken, story

from podcast.digest import wording
from podcast.model import Digest

TAKEN: dict[str, tuple[str, ...]] = {
    "keywords": (
        "关键词：白板, 便签, 整理",
        "标签：#AI #模型",
        "**Tags**: ai, llm",
        "分类：科技 / 数码",
        "領域：模型、硬體",
    ),
    "metadata": (
        "票数：🔺412",
        "Star：4210（今日 +312）",
        "- **是否精选**：是",
        "原文标题：Harbor notes go offline",
        "主要语言：Rust",
        "许可证：MIT",
        "官网：[harbor.example](https://example.com)",
        "阅读时长：6 分钟阅读",
        "浏览量：3.2万",
        "某某指标：暂无",
    ),
    "credit": (
        "作者：张三",
        "本期编辑：林远、周舟",
        "Translator: Ann Lee",
        "编辑 / 林远",
        "感谢 林远 的投稿",
        "來源／中央社",
        "via [港务局](https://example.com)",
        "Posted by: Ann Lee",
    ),
    "link words": (
        "[原文](https://example.com)",
        "[阅读全文](https://example.com)",
        "[点击查看详情 →](https://example.com)",
        "[论文](https://example.com) | [代码](https://example.com/2)",
        "消息来源：[这里](https://example.com)",
        "[via](https://example.com)",
        "[Read more](https://example.com)",
    ),
    "words of a program": (
        "生成摘要时出错",
        "生成摘要时出错：连接超时",
        "获取内容失败",
        "暂无描述",
        "抱歉，我无法访问该链接。",
        "无法访问该网页内容",
        "登录后即可查看全文",
        "undefined",
    ),
    "note to the reader": (
        "编者注：以上发言根据现场录音整理，欢迎读者指正。",
        "编者按：感谢读者来信，我们会一直写下去。",
        "译者注：译名如有不妥，请大家指正。",
    ),
    "end mark": ("（完）", "全文完。", "[END]", "未完待续"),
    "update line": (
        "更新于 2026-02-10",
        "发布时间：2026-02-10 08:30 UTC",
        "發佈時間：2026-02-10",
        "最后更新：2026年2月10日",
        "Last updated on May 3, 2026",
        "本日报由云端机器人自动生成",
        "2026年2月10日 星期二",
    ),
    "caption": (
        "▲ 图：船长林远在驾驶台上",
        "图：无人货轮",
        "（图源：港务局）",
        "图片来源：港务局",
        "上图来自港务局",
    ),
    "advertisement": (
        "扫描下方二维码，关注我们",
        "微信扫一扫关注公众号",
        "欢迎订阅我们的邮件列表",
        "别忘了点赞和在看！",
        "如果你觉得本期内容有用，欢迎转发给朋友。",
        "更多内容请关注我们的公众号“晨报”",
        "商务合作联系：abc",
        "广告：云盘年费五折",
        "Sponsored",
    ),
    "licence": (
        "转载请注明出处",
        "本文采用 CC BY-SA 4.0 许可协议",
        "Copyright 2026 Harbor Inc. All rights reserved",
        "未经授权禁止转载",
    ),
    "navigation": ("返回顶部", "回到目录", "Back to top"),
    "bare number": ("7、", "—— 2026 ——", "2026-02-10 08:30", "③"),
}
"""Lines of which nothing is told, by the reason that is given."""


@pytest.mark.parametrize(
    ("why", "line"),
    [
        pytest.param(
            why,
            line,
        )
        for why in TAKEN
        for line in TAKEN[why]
    ],
)
def test_what_is_no_news_is_not_told_and_named(why: str, line: str) -> None:
    """A line of a known kind reaches no voice, and its kind is the reason that is given."""
    why = "metadata" if why == "keywords" else why
    digest = read(
        f"## 1、船过海峡\n\n正文在此。\n\n{line}\n\n正文还在此。\n\n## 2、手机换芯\n\n正文。\n"
    )
    assert spoken(digest) == ["船过海峡", "正文在此。", "正文还在此。", "手机换芯", "正文。"]
    assert {(one.what, one.line, one.routine) for one in digest.left_out} == {(why, 9, True)}


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("标语：会自己整理的白板", "会自己整理的白板"),
        ("**简介**：一个四百行的生成器。", "一个四百行的生成器。"),
        ("【摘要】模型很快。", "模型很快。"),
        ("【产品】会议助手每月收费三十元。", "【产品】会议助手每月收费三十元。"),
        ("中文标题：离线笔记本上市", "离线笔记本上市"),
        ("- TL;DR: 船自己开过了海峡", "船自己开过了海峡"),
        pytest.param(
            "項目簡介：一個四百行的生成器。",
            "一個四百行的生成器。",
        ),
        ("船自己开过了海峡。（来源：港务局）", "船自己开过了海峡。"),
        ("船自己开过了海峡（林远供图）", "船自己开过了海峡"),
        ("船自己开过了海峡，感谢 林远 的投稿。", "船自己开过了海峡。"),
        ("船自己开过了海峡（发布时间：2026-02-10）", "船自己开过了海峡"),
        pytest.param(
            "静态站点生成器 harbor ⭐ 4.2k",
            "静态站点生成器 harbor",
        ),
        ("船自己开过了海峡。[原文](https://example.com)", "船自己开过了海峡。"),
        ("船自己开过了海峡。[港务局](https://example.com)", "船自己开过了海峡。"),
        pytest.param(
            "船自己开过了海峡（[链接](https://example.com)）。",
            "船自己开过了海峡。",
        ),
        pytest.param(
            "船自己开过了海峡 via [港务局](https://example.com)",
            "船自己开过了海峡",
        ),
    ],
)
def test_labels_and_ends_are_cut_off_and_the_words_are_told(line: str, left: str) -> None:
    """What only introduces or credits the words goes, the words stay."""
    (block,) = story(line).blocks
    assert f"{block.label}{block.text}" == left


@pytest.mark.parametrize(
    "name",
    [
        "目录", "📑 今日导航", "Contents", "参考资料", "免责声明", "往期回顾", "關於我們",
        "欢迎订阅", "赞助商", "结语", "编者按", "写在最后", "今日观察", "数据统计", "本期封面",
    ],
)  # fmt: skip
def test_sections_that_are_no_news_are_named(name: str) -> None:
    """A heading of a known kind is no item, nor is what stands below it, and both are named."""
    digest = read(
        f"## 船过海峡\n\n船自己开。\n\n## 手机换芯\n\n续航更长。\n\n## {name}\n\n一些话在此。\n"
    )
    assert spoken(digest) == ["船过海峡", "船自己开。", "手机换芯", "续航更长。"]
    assert [(one.line, one.routine) for one in digest.left_out] == [(13, True), (15, True)]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("欢迎关注我们的公众号。", "advertisement"),
        pytest.param(
            "本晚报每天傍晚更新，欢迎关注我们的公众号。",
            "advertisement",
        ),
        ("上一期：第二十六期", "navigation"),
        ("加入我们的 Telegram 频道", "advertisement"),
    ],
)
def test_the_blogs_parting_words_belong_to_no_item(line: str, why: str) -> None:
    """At the very end weaker signs suffice, behind a rule and without one."""
    for between in ("", "---\n\n"):
        digest = read(
            f"## 船过海峡\n\n船自己开。\n\n## 手机换芯\n\n续航更长。\n\n{between}{line}\n"
        )
        assert spoken(digest) == ["船过海峡", "船自己开。", "手机换芯", "续航更长。"]
        assert [one.what for one in digest.left_out] == [why]


# --- News made of the same words ----------------------------------------------------------------

NEWS = (
    "关键词是“效率”，公司把年会的主题定为节流。",
    "话题：全国人大代表建议立法禁止深夜推送",
    "标签将成为视频平台的义务，新规明年生效。",
    "领域专家认为芯片的价格还会下降。",
    "票数最多的候选人拒绝上任，选举重来。",
    "发布时间推迟到明年春天，公司没有说明原因。",
    "语言模型第一次通过了律师考试。",
    "许可证制度将在三年内取消。",
    "作者把全部版税捐给了山区的图书馆。",
    "编辑部的二十名记者集体辞职。",
    "翻译软件的错误率降到百分之二。",
    "价格：每月二十元起，学生半价",
    "营收：+12%，高于预期",
    "参数：70B",
    "开源协议：项目改用更宽松的条款",
    "简介里写明收入的账号将被推荐。",
    "阅读更多的书可以延缓衰老，研究称。",
    "查看体检报告的新规在三省试行。",
    "下载视频的用户将被追究责任。",
    "访问官方网站的人数下降两成。",
    "没有数据支持这一说法，疾控中心回应。",
    "没有内容审核的平台将被罚款。",
    "缺少数据的地区将由卫星补充。",
    "完美世界宣布裁员两成。",
    "更新于1992年的法律终于废止",
    "写于1987年的手稿被确认出自巴金之手。",
    "本报告由国务院发布，指出就业稳中有升，明年的目标不变。",
    "2026年3月5日，新的航线开通。",
    "图像模型的价格一年里降了九成。",
    "照片里的船长第一次露面。",
    "图源于古埃及的纹样被申请为商标。",
    "图片来源不明的新闻照片将被下架。",
    "来自清华大学的团队的分享引起争议。",
    "感谢信被写进了教科书。",
    "扫码点餐被立法禁止。",
    "扫描古籍的相机一共十二台。",
    "订阅制回归，软件公司取消买断。",
    "如果政府支持这一方案，明年就能开工。",
    "如果你喜欢打游戏，新主机可以分享存档。",
    "该项目欢迎开发者加入测试。",
    "腾讯公众号推出订阅功能。",
    "广告法的修订草案提交审议。",
    "赞助商退出世界杯，组委会损失上亿。",
    "两国的合作日益紧密，班列突破十万列。",
    "转载不署名的平台将被罚款。",
    "返回首页的快捷键被浏览器取消。",
    "顶部的横梁出现裂缝，大桥封闭。",
    "他获奖的照片（由读者投稿）引发争议。",
    "评级被下调至 ★★★",
    "应用评分 ⭐ 4.8，创下新高。",
    "官网：港务局昨晚遭到攻击，三小时后恢复。",
    "时长：一次最多生成六十秒，画面为1080p。",
    "语言：支持中文、英文和日文。",
    "版本：免费版每天可用十次，专业版不限次数",
    "协议：双方同意在五年内分阶段交付",
    "代码：生成的代码可直接运行，正确率达到91%",
    "排名：升至全球第三，仅次于美国和日本",
    "时间：从十月一日起，所有航班取消纸质登机牌",
    "制作：全片只用了十一天，没有一个演员",
    "销量：300万",
    "死亡人数：12",
    "票房：5亿",
    "照片/视频的压缩率提高一倍，新格式获批。",
    "未经许可使用他人声音训练模型将被罚款。",
    "未经授权的药品流入市场，三人被捕。",
    "维基百科改用署名许可，限制商业抓取。",
    "Sources say the deal is off.",
    "Source code of the game was stolen.",
)
"""News with the words of the table in it, which is told."""

LOST = (
    # `label：value`: a value without a full stop is taken for metadata, whatever it says
    "热度：话题的阅读量昨晚突破十亿次。",
    "标签：平台将为生成的视频强制加上标识，违者限流。",
    "类别：新税则把电动自行车归入机动车，明年生效。",
    "数据来源：训练数据全部来自公开的法庭记录。",
    "许可证：改为禁止商用，社区强烈反对",
    "评分：用户给出4.8分，高于上一代",
    "微博：月活跃用户突破六亿",
    "GitHub：推出了新的代码审查助手",
    "Product Hunt：被一家私募基金收购",
    "发布时间：推迟到明年春天",
    "作者：三位研究者来自不同国家的大学",
    "编辑：支持多人同时修改一份文档",
    "翻译：误差率降到百分之二",
    "归档：国家档案馆将开放五十年前的电报",
    # whole lines: the end of the pattern takes any words
    "提取失败的火箭残骸仍在海底。",
    "处理错误导致三万人多交税费，税务局道歉。",
    "翻译失败的手稿今天拍出天价。",
    "加载失败率下降一半，浏览器更新了引擎。",
    "抱歉，我们无法继续营业，百年老店贴出告示。",
    "无法获取页面的爬虫将被封禁。",
    "登录后才能查看天气，用户批评索权过度。",
    "Published by Penguin, the novel won the prize.",
    "本页面由机器自动生成的内容将被强制标注。",
    "图片：法院判决生成的图片不受版权保护",
    "视频：平台限制未成年人每天只能观看一小时",
    "图/文混排的新闻占比下降。",
    "编辑/作者争议：法院判决编辑无权署名",
    "扫描二维码付款将限额五百元，央行发布新规。",
    "识别二维码的相机应用漏洞被修复。",
    "点击订阅即自动扣费的做法被判违法。",
    "记得关注台风动向，气象台发布红色预警。",
    "欢迎投稿的期刊名单公布，共三百种。",
    "如果你觉得内容有用，平台将允许你分享给三位好友。",
    "订阅频道的用户数突破一亿，财报超预期。",
    "广告：搜索引擎将停止投放政治广告",
    "推广：农业部将在十省推广旱稻",
    "赞助：饮料公司退出奥运会",
    "出版社要求转载请注明由机器翻译，违者诉讼。",
    "版权归人工智能还是人类，最高法院给出答案。",
    "Copyright office rejects AI art.",
    # ends
    "法院裁定平台赔偿（来源不明的视频除外）",
    "三十次罚球全中，拿下 45 points",
    "救援队感谢 当地人 的分享。",
)
"""News that is not told, or not whole."""

STORY = "## 1、第一条新闻的标题\n\n第一段文字。\n\n{}\n\n## 2、第二条\n\n正文。\n"
PLACES = {
    "paragraph": STORY.format("{}\n\n最后一段。"),
    "bullet": STORY.format("- 要点在此。\n- {}"),
    "entry": "- 云帆开放视频模型的权重，一张显卡即可。\n- {}\n- 青橙手机改用自研芯片，续航延长。\n",
}


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _tells(digest: Digest, line: str) -> bool:
    return _bare(line) in _bare("".join(spoken(digest)))


@pytest.mark.parametrize("line", NEWS)
@pytest.mark.parametrize("place", PLACES)
def test_news_made_of_the_same_words_is_told(line: str, place: str) -> None:
    """A sentence of the news is told whole, as a paragraph, a bullet and an entry."""
    assert _tells(read(PLACES[place].format(line)), line)


@pytest.mark.parametrize("line", [pytest.param(line) for line in LOST])
def test_news_made_of_the_same_words_is_not_lost(line: str) -> None:
    """A sentence of the news is told whole, though a row of the table begins like it."""
    assert all(_tells(read(PLACES[place].format(line)), line) for place in PLACES)


@pytest.mark.parametrize(
    "line",
    [
        "价格与上一代持平，十月开售。",
        "下一篇论文将给出完整的证明。",
        "该项目欢迎开发者加入测试。",
        "广告收入占到一半，其余来自订阅。",
        "公司昨天宣布，首批电池明年量产。",
        "两家公司的合作期限为十年。",
        "船上的四名观察员没有一次接管。",
        *(
            pytest.param(line)
            for line in (
                "监管部门表示将密切关注此事。",
                "腾讯公众号推出订阅功能。",
                "赞助商当天撤出了赛场。",
            )
        ),
    ],
)
@pytest.mark.parametrize("form", ["{}", "- {}", "> {}"])
def test_the_last_words_of_the_last_story_are_told(line: str, form: str) -> None:
    """Only words to the reader are the blog's own, not a story's last ones that share a word."""
    text = form.format(line)
    digest = read(f"## 1、船过海峡\n\n船自己开。\n\n## 2、手机换芯\n\n续航更长。\n\n{text}\n")
    assert _tells(digest, line)


# --- The table as a whole -----------------------------------------------------------------------


def test_the_table_is_sorted_out_by_place() -> None:
    """Every row is asked, at its place, in the order of the table."""
    places = {row.place for row in wording.TABLE}
    assert sum(len(wording.rows(place)) for place in places) == len(wording.TABLE)


@pytest.mark.parametrize(
    ("place", "word", "why"),
    [
        ("heading", "目錄", "contents"),
        ("heading", "關於我們", "advertisement"),
        ("heading", "目录学", ""),
        ("heading", "关于我们身边的鸟", ""),
        ("heading", "总结大会召开", ""),
        ("heading", "广告法修订", ""),
        ("heading", "评论家去世", ""),
        ("heading", "团队赛夺冠", ""),
        ("link", "原文", "link words"),
        ("link", "原文作者去世", ""),
        ("link", "Read more", "link words"),
        ("link", "ReadMe 泄露密钥", ""),
        ("label", "简介", "label"),
        ("label", "简介页", ""),
    ],
)
def test_a_row_takes_a_word_whole_or_not_at_all(place: wording.Place, word: str, why: str) -> None:
    """A word that only begins or ends like one of the table is another word."""
    assert wording.why(place, word) == why
