"""A table of the words that mark text which is not news, sorted by kind.

A row has a kind (the reason that is reported for text left out), the place where its pattern must
match, and the pattern. To recognise a new label, credit or footer, add it to a row.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from typing import Literal

Place = Literal["line", "link", "label", "value", "end", "heading", "heading start", "parting"]
"""The text that a pattern must match. "line" is a whole line, "link" the words of a link; "label"
and "value" are the words before and after the colon of `label：value`; "end" is the end of a line,
which is cut off; "heading" is a heading whose section is left out, "heading start" the words of a
heading before its first mark; "parting" is a line outside or at the end of the items, where weaker
signs suffice."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A kind of words that are not news; `pattern` must match the whole text at `place`."""

    why: str
    place: Place
    pattern: str
    """A regular expression; upper and lower case do not matter."""


def _row(why: str, place: Place, *patterns: str) -> Wording:
    return Wording(why, place, "|".join(patterns))


_PERIOD = (
    r"(?:今日|今天|明日|明天|昨日|本日|本期|本周|本月|每日|每周|一周|早报|晚报|日报|周报|周刊)*的?"
)
_OWN = r"(?:我们|本站|作者|本刊|本文|本报|博主|小编)"

TABLE: tuple[Wording, ...] = (
    # --- Lines of label and value ------------------------------------------------------------
    _row(
        "keywords",
        "label",
        r"(?:关键|主题)(?:词|字)|标签|tags?|keywords?|话题|分类|类别|类型|领域|category"
        r"|categories|hashtags?",
    ),
    _row(
        "name",
        "label",
        r"(?:开源|推荐|本周)?(?:项目|论文|文章|工具|产品|博客|网站|仓库|书籍|书名|课程|插件|软件"
        r"|应用|库|标题|题目|名称)(?:地址|名称|名|链接|标题)?",
    ),
    _row(
        "metadata",
        "label",
        r"(?:票数|点赞数?|赞|热度|评分(?:明细)?|得分|分数|阅读(?:量|数)?|浏览量|评论数|收藏数?"
        r"|转发数?|播放量|排名)",
        r"(?:今日|本周|总|新增)?\W?(?:star|fork|issue|watch)(?:s|数|增长)?(?:/今日)?",
        r"(?:是否)?(?:精选|置顶)(?:指数|等级)?|是否推荐|推荐(?:指数|等级)",
        r"(?:发布|发表|更新|发文|收录|创建|提交|生成|抓取|最后更新|报道|上线|创作)(?:时间|日期|于)",
        r"(?:编程|开发|主要)语言|language|许可(?:证|协议)?|license|doi|编号|arxiv(?: ?id)?",
        r"(?:原文|讨论|项目|论文|代码|产品|官方|相关|文章|新闻|视频|仓库|下载|演示|在线|完整|详情"
        r"|评论|参考|数据|体验|购买|图片)?"
        r"(?:链接|地址|网址|网站|官网|主页|仓库|出处|来源|原文|源码|传送门)\d?",
        r"官网|github|gitee|repo(?:sitory)?|source|sources|link|url|via|website|demo|paper|pdf|code"
        r"|homepage|docs?|hn|hacker ?news|原文|全文|阅读原文|launch board|product hunt|twitter"
        r"|微博|参考资料|参考文献|延伸阅读|相关阅读",
        r"字数|阅读时长|阅读时间|预计阅读|封面图?|题图|配图|报告工具|数据来源|生成工具"
        r"|created|status|updated",
    ),
    _row(
        "other title",
        "label",
        r"(?:原文|英文|原|英语|外文)(?:标题|题目|名|名称)|original title|title",
    ),
    _row(
        "bare value",
        "label",
        r"评论|推荐|详情|讨论|参考|状态|文档|项目|论文|代码|公众号|时间|日期|语言|协议|时长"
        r"|版本号?",
    ),
    _row(
        "credit",
        "label",
        r"(?:本期|责任|执行|文章|图片|今日)?(?:作者|编辑|责编|主编|编者|撰文|撰稿|记者|整理|翻译"
        r"|译者|校对|审核|审校|"
        r"供稿|投稿|摄影|制图|排版|策划|出品|监制|制作|运营|值班|贡献者|推荐人|分享者)(?:人|者)?",
        r"authors?|editors?|by|posted by|translator|contributors?|订阅新闻|(?:社区|往期)归档"
        r"|招聘专区|归档|来源|出处|来自|转自|来源于|信息源|消息来源|数据来源|文章来源|新闻来源",
    ),
    _row("metadata", "value", r"(?:是|否|yes|no|true|false|无|暂无|n/?a|none|null|-+)"),
    _row(
        "metadata",
        "value",
        r"[+≈约🔺🔥⭐️ ]*\d[\d,.]*\s*[kKmMwW万]?\s*"
        r"(?:篇|条|票|分钟阅读|字|stars?|forks?|points?|upvotes?|次(?:阅读|浏览|播放))\+?",
    ),
    _row(
        "date or number",
        "value",
        r"[+≈约🔺🔥⭐️▲▼ ]*\d[\d,.]*\s*[kKmMwW万亿]?\+?|[⭐★☆🌟 ]+",
        r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\sT]*(?:(?:AM|PM|上午"
        r"|下午)?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
        r"(?:\s*(?:UTC|GMT|CST|AM|PM|Z|[+-]\d{2}:?\d{2}|[（(][^（()）]{1,12}[)）]))*",
        r"\d{1,2}[-/月]\d{1,2}日?|\d{1,2}[:：]\d{2}(?:[:：]\d{2})?",
    ),
    # --- Labels that are cut off the text after them -----------------------------------------
    _row(
        "label",
        "label",
        r"(?:一句话)?(?:标语|口号|简介|介绍|描述|摘要|概要|概述|导语|导读|总结|内容|正文|中文标题"
        r"|标题|中文|译文|tl;?dr)",
        r"(?:内容|文章|项目|产品|论文|一句话|中文|新闻|核心|简要|本文|ai|智能|讨论|评论)"
        r"(?:简介|介绍|描述|摘要|概要|概述|总结|要点|观点|内容)",
        r"评论要点|热门评论|网友评论|推荐理由|推荐语|description|summary|abstract|tagline"
        r"|intro(?:duction)?"
        r"|核心要点|要点|重点|亮点|主要内容|关键信息|详细内容|详细介绍|主要亮点|核心亮点|划重点"
        r"|看点",
    ),
    # --- Whole lines -------------------------------------------------------------------------
    _row(
        "link words",
        "link",
        r"(?:(?:点击|点此|点我|查看|阅读|前往|访问|立即|直达|了解|更多|原文|全文|来源|消息|详情"
        r"|详细|链接|此链接|项目|论文|代码|源码|"
        r"官网|官方|地址|仓库|主页|网址|网站|传送门|入口|下载|演示|体验|试用|文档|视频|出处|参考"
        r"|相关|报道|公告|原推文|推文|"
        r"原帖|帖子|讨论|评论|这里|此处|在此|继续|内容|信息|新闻|文章|页面|博客|数据集|模型|产品"
        r"|购买|注册|打开|观看|"
        r"read|more|via|links?|source|here|github|gitee|repo|demo|paper|pdf|code|website|homepage"
        r"|url|docs?|arxiv|"
        r"hn|hacker news|twitter|x|blog|the|original|article|post|full|view|visit|see|on|of|和|与"
        r"|及|的|到|去|于|或|是|brief|[\W\d_])+)",
    ),
    _row(
        "words of a program",
        "line",
        r".{0,8}(?:生成|获取|提取|抓取|加载|总结|翻译)(?:摘要|内容|页面|网页)?(?:时)?"
        r"(?:出错|失败|错误|异常|超时)(?:[，,：:。.！!\s]+(?:[^\u4e00-\u9fff]{0,80}|.{0,16}))?",
        r"(?:暂无|无|没有|暂时没有|未提供|缺少)(?:描述|摘要|简介|内容|评论|介绍|总结|数据|说明"
        r"|讨论|信息)+.?",
        r"(?:很|非常)?(?:抱歉|对不起|遗憾|sorry)[，, ].{0,40}(?:无法|不能|未能|can(?:no|')t|unable)"
        r".{0,12}(?:访问|获取|查看|打开|读取|总结|生成|提供|翻译|处理|access|open|read|summar)"
        r".{0,20}(?:链接|内容|网页|网址|文章|原文|摘要|页面|信息|请求|link|page|content|article)"
        r".{0,60}",
        r"(?:由于|因为)?我?(?:目前)?(?:无法|不能|未能)(?:直接)?(?:获取|访问|读取|打开|总结|生成"
        r"|查看|提供)"
        r"(?:到|该|此|这个|原文|其|外部)?(?:网页|页面|链接|内容|文章|摘要|正文|网址)"
        r"(?:的?(?:内容|摘要|正文|信息))?(?:[，,。！!：:].{0,60})?",
        r"(?:请)?登录后(?:即可|才能|可)?(?:查看|观看|阅读)(?:完整|全部|更多|全文|内容|视频|详情"
        r"|评论).{0,16}",
        r"好的[，,！!。](?:以下|下面|我|这是|根据|让我|这里).{0,60}|当然(?:可以)?[！!].{0,60}"
        r"|当然可以[，,。].{0,60}|作为(?:一个|一名)?(?:ai|人工智能|语言模型)(?:助手|模型"
        r"|语言模型)?[，,].{0,60}",
        r"(?:以下|下面)(?:是|为).{0,30}(?:摘要|总结|翻译|概述|要点|内容|整理)[：:。！!]?",
        r"(?:文章|内容|新闻)?摘要[。：:]|希望(?:这些|以上|这份|这个)(?:信息|内容|总结|摘要"
        r"|回答)?.{0,12}"
        r"(?:帮助|有用|帮到).{0,10}",
        r"(?:error|undefined|null|none|nan|n/a|404 not found|403 forbidden|access denied"
        r"|just a moment)\W*",
    ),
    _row(
        "end mark",
        "line",
        r"[—–\-=*·\s（(【\[]*(?:完|全文完|本期完|未完待续|the end|end|eof|完结)"
        r"[—–\-=*·\s)）】\]。]*",
    ),
    _row(
        "greeting",
        "line",
        r"(?:各位|大家|读者|朋友)?(?:朋友|读者)?(?:们)?(?:早上|上午|中午|下午|晚上|早|晚|你|您)"
        r"好.{0,30}",
        r"(?:感谢|谢谢)(?:您|你|大家|各位)?(?:的)?(?:阅读|收看|关注|支持|陪伴|观看).{0,30}",
        r"(?:以上)?(?:就是|便是)?(?:今天|本期|今日|以上)的?(?:全部|所有)内容.{0,30}"
        r"|.{0,12}(?:明天|下期|下周|我们.{0,4})(?:再)?见[。！!]?",
    ),
    _row(
        "figures of a page",
        "line",
        r"(?:[⭐★🍴👀🔥📈▲+≈约]?\s*[\d,.]+\s*[kKwW万]?\s*(?:stars?|forks?|points?|comments?|评论"
        r"|赞|今日|本周)?"
        r"|(?:今日|本周|新增|stars?|forks?)\s*[+：:]?\s*[\d,.]+k?)"
        r"(?:\s*[|｜·,，/]\s*(?:[⭐★🍴👀🔥📈▲+≈约]?\s*[\d,.]+\s*[kKwW万]?\s*(?:stars?|forks?"
        r"|points?"
        r"|comments?|评论|赞|今日|本周)?|(?:今日|本周|新增|stars?|forks?)\s*[+：:]?\s*[\d,.]+k?))+",
        r"arxiv\s*[:：]\s*\d{4}\.\d{4,5}.{0,60}",
    ),
    _row(
        "update line",
        "line",
        r"(?:最后|最近)?(?:更新|发布|生成|修改|编辑|发表|收录|抓取|统计|整理)"
        r"(?:(?:时间|日期|于)\s*[：:]?|[：:])\s*\d{2,4}[-/.年]\d{1,2}.{0,40}",
        r"(?:最后|最近)?(?:更新|发布|生成|修改|发表|收录|抓取|整理)\s*"
        r"\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\s\d:：TZ+]*",
        r"(?:generated|updated|published|posted|last (?:modified|updated)|created) (?:on|at)\W*"
        r"(?:\d|[a-z]{3,9}\W+\d).{0,60}|(?:auto(?:matically)?[- ])?generated (?:by|with) .{0,60}",
        r"本(?:文|期|报告|日报|周报|页面|摘要|内容|站)[^。，]{0,6}由.{1,30}"
        r"(?:生成|整理|制作|提供|编译)(?:[，,。！!].{0,30})?",
        r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?\s*(?:星期.|周.)?",
    ),
    _row(
        "caption",
        "line",
        r"[▲△▼↑]\s*.{0,20}(?:图|摄|来源|截屏|现场|示意|效果).{0,30}",
        r"[（(]?(?:图|图源|图为|图注|配图|题图|封面图?|图片来源|图片来自|截图来源)"
        r"\s*\d{0,2}\s*[：:｜|].{0,80}",
        r"(?:上|下|左|右)?图(?:片)?(?:来源|来自|源)[^，。]{0,40}",
    ),
    _row(
        "credit",
        "line",
        r"via[：:\s]\s*\S{1,20}",
        r"[（(]?(?:来自|感谢|由) ?\S{1,30} ?的?(?:分享|投稿|推荐|供图|供稿|整理)[)）]?。?",
        r"(?:本期|本文)?(?:编辑|作者|整理|文|图|译|来源)"
        r"\s*[/｜|／]\s*[^，。的\s]{1,8}(?:[/｜|／、 ][^，。的\s]{1,8})*",
    ),
    _row(
        "advertisement",
        "line",
        r"(?:请|可|微信|长按|打开微信|欢迎)*(?:扫码|扫描|扫一扫|长按|识别)(?:下方|上方|文末|左侧"
        r"|右侧|图中|以上|下图|海报)?(?:的)?"
        r"(?:二维码|小程序码?|即可|，)?(?:关注|加群|进群|添加|加入|订阅|联系|[，,。！!]|$).{0,40}",
        r"(?:欢迎|记得|别忘了|点击|赶快|快来)(?:大家|各位|读者|你|您|来信|扫码|继续|持续|上方"
        r"|下方|这里|右上角)?"
        r"(?:订阅|关注|点赞|投稿|打赏|加群|入群|在看)(?:我们|本站|本刊|本号|本周刊|公众号|频道"
        r"|邮件|专栏|一下"
        r"|并|和|、|，|,|。|！|!|：|:|“|「|按钮|$).{0,40}",
        r"(?:如果|要是)?(?:你|您)?(?:觉得|喜欢)[^。，]{0,20}(?:本文|本期|这期|内容|文章|有用"
        r"|有帮助)[^。，]{0,10}[，,]?\s*"
        r"(?:请|欢迎|记得|不妨|可以|就|麻烦|也)?(?:帮忙|点个|给个|多多|点)?"
        r"(?:转发|分享|点赞|在看|关注|支持|赞赏|star)[^。]{0,30}[。！!]?",
        r"(?:更多(?:内容|资讯|精彩).{0,6})?请?(?:关注|订阅)(?:我们的?|本站|本号|微信)"
        r"[「『“]?[^，。]{0,12}[」』”]?"
        r"(?:公众号|频道|邮件列表|newsletter)?[^。]{0,20}[。！!]?",
        r"(?:关注|订阅)[「『“][^，。]{1,12}[」』”](?:公众号|频道)?[^。]{0,20}[。！!]?",
        r"点击[^，。]{0,8}(?:蓝字|关注|卡片).{0,20}|点个[「『“]?(?:在看|赞|关注).{0,20}",
        r"(?:后台|公众号|关注后)?回复[「『“\"'].{1,12}[」』”\"'].{0,40}",
        r"(?:商务|广告|投放)?合作(?:请|联系|邮箱|微信)(?:写信|联系|邮件|：|:).{0,60}",
        r"(?:广告|推广|赞助商?|ad|sponsor(?:ed)?)(?:内容|位|信息)?(?:\s*[：:｜|]\s*\S{0,6})?",
    ),
    _row(
        "licence",
        "line",
        r"(?:本文|本站|文章|内容|以上|声明|版权声明|原创)?(?:[^，。]{0,12}[，,：:])?(?:欢迎)?"
        r"(?:转载请(?:注明|联系|保留)|禁止转载).{0,40}",
        r"(?:本文|本站|文章|内容|以上)?(?:未经)[^。，]{0,8}(?:授权|许可|允许|同意)[，,]?"
        r"(?:请勿|禁止|不得|严禁|谢绝)(?:转载|复制|使用|引用|商用|摘编).{0,30}",
        r"(?:©|本文|本站|文章|图片|作品|内容|文字)?(?:的)?版权(?:归(?:原作者|作者|本站|本刊|我们"
        r"|原网站"
        r"|[^，。]{1,12}所有)|所有).{0,30}",
        r"(?:本作品|本文|本站|除(?:非|特别)|内容|采用|license).{0,40}(?:知识共享|creative commons"
        r"|cc[ -]by).{0,60}",
        r"(?:copyright\s*(?:©|\(c\)|\d{4})|©).{0,80}|all rights reserved\W*",
    ),
    _row(
        "note to the reader",
        "line",
        r"(?:编者|编辑|译者|小编)(?:注|按|的话)\s*[：:][^\d]{0,80}?"
        r"(?:读者|大家|欢迎|感谢|投稿|来信|留言|转载|关注我|下期|祝)[^\d]{0,120}",
    ),
    _row("navigation", "line", r"(?:返回|回到)(?:顶部|目录|首页|上一页|top)|back to top|↑ ?top"),
    # --- What is cut off ---------------------------------------------------------------------
    _row(
        "credit",
        "end",
        r"[（(\[【](?:[^（()）\[\]【】]{1,30}(?:投稿|供图|供稿|荐稿)"
        r"|(?:via|图源|来源|来自)[：:\s]?[^（()）\[\]【】，。的]{0,20})[)）\]】]",
        r"[，,。；;]\s?(?:来自|感谢) ?\S{1,12} ?的(?:分享|投稿|推荐)|\s?来自 ?\S{1,12} ?的(?:分享"
        r"|投稿|推荐)",
        r"\s+via\s+\S{1,20}",
    ),
    _row(
        "figures of a page",
        "end",
        r"\s?[（(]\d[\d,.]*\s?(?:points?|upvotes?|stars?|赞|票|热度)[^（()）]{0,30}[)）]",
        r"\s?[【\[]\W*(?:低|中|高)?置信(?:度)?(?:[：:]?.{0,4})[】\]]",
        r"\s[（(][\d,.]+k?\s?(?:⭐|★|stars?|points?)[)）]",
    ),
    _row(
        "metadata",
        "end",
        r"[（(\[【](?:发布|发表|更新)?(?:日期|时间)[：:][^（()）\[\]【】]{0,40}[)）\]】]",
        r"[（(\[【]\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[)）\]】]",
    ),
    # --- Sections that are not news ----------------------------------------------------------
    _row(
        "contents",
        "heading",
        rf"{_PERIOD}(?:目录|目次|导航|导读|内容导航|跳转目录|快速导航|快速跳转|内容目录|文章目录"
        r"|大纲|索引)",
        r"contents|tableofcontents|toc|index|navigation|本期内容|在本期中",
    ),
    _row(
        "references",
        "heading",
        r"(?:参考|相关|延伸)(?:资料|链接|阅读|文献|来源|文章)?|(?:本文|文章|资料|数据|信息|新闻"
        r"|消息|图片|版权|免责|特别|转载|许可|使用)*"
        r"(?:来源|声明|说明|协议)|资料来源|信息源|数据源|references?|links|sources?|归档路径|归档"
        r"|往期.{0,6}|往年.{0,4}|历史(?:归档|存档|回顾|文章|期刊)|上一?期(?:回顾|内容)?",
    ),
    _row(
        "advertisement",
        "heading",
        rf"关于{_OWN}?|(?:联系|加入|支持|认识){_OWN}|(?:欢迎|如何|扫码|邮件|立即)?(?:订阅|关注"
        r"|打赏|投稿|赞助|加群|捐赠|赞赏)"
        r"(?:我们|方式|本站|本刊|公众号|频道|渠道)?|(?:本期|分类)?广告(?:时间|位)?|(?:即将举行"
        r"|近期|线下).{0,12}活动|赞助商?|商务合作|合作|(?:读者|微信|学习)?交流群|(?:招聘"
        r"|求职|内推)(?:信息|专区|栏)?"
        r"|公众号|二维码|许可证?|版权|licen[cs]e|致谢|鸣谢|贡献者?(?:名单)?|本期贡献者"
        r"|编辑(?:团队|部)|团队|声明|最后|尾巴|彩蛋公告|活动(?:预告|公告)|about(?:us)?|sponsors?"
        r"|contributors?|subscribe|用耳朵读|语音版|音频版|播客版?",
    ),
    _row(
        "comment",
        "heading",
        r"评论|留言|(?:小编|编辑|编者|主编|本站)(?:观点|有话说)|写在(?:最)?[前后](?:面)?|结语|结束语|尾声|总结|小结|后记|编后(?:语|记)?|结论"
        r"|结论与展望|展望"
        rf"|{_PERIOD}(?:编辑|小编|编者|主编|整体)?(?:观察(?:重点|要点)?|趋势|点评|思考|分析|评述"
        r"|手记|寄语|的话|说|洞察|感想|碎碎念|趋势分析|趋势预测|(?:研究|技术|行业"
        r"|市场)?趋势(?:信号|洞察|研判)?|预测|趋势观察|趋势洞察|趋势总结|热点分析|综合分析"
        r"|总结分析|深度分析|核心洞察|行业洞察|市场洞察|总结与展望|一句话读完|一句话总结)"
        r"|开场白|前言|序言|引言|序|引子|编者按|闲聊|conclusion|analysis|summary|留给自己的作业"
        r"|今天看什么|安全建议|行动建议|建议|相关问题|思考题|问题",
    ),
    _row(
        "summary",
        "heading",
        rf"{_PERIOD}(?:要点|看点|重点|三件事|五件事|关键词)|(?:{_PERIOD}|ai|智能|内容|要闻|新闻"
        r"|全文"
        r"|快速)*(?:摘要|概览|概要|概述|速览|一览|导语|总览|tldr)",
    ),
    _row(
        "statistics",
        "heading",
        r"(?:数据源?|统计|来源|分类|类型|关键词|标签)+(?:一览|概览|统计|分布|信息|说明|汇总|总览"
        r"|三枚|云)|(?:态势|趋势|威胁|漏洞|详情|数据|统计)+(?:类型)?(?:分析|分布)|statistics"
        r"|stats|(?:匹配|筛选|收录|过滤|评分|关键词|关键词匹配|筛选收录)?规则|按.{1,3}筛选"
        r"|运行(?:日志|信息)|元数据",
    ),
    _row(
        "pictures",
        "heading start",
        r"(?:本期|今日|本周)?(?:封面图?|题图|头图|配图|插图|示例|今日图|图注|截图)\d{0,2}",
    ),
    _row(
        "advertisement",
        "heading start",
        r"(?:本期|本周|今日)?(?:赞助商?|广告|推广|赞助商推荐|投票|读者投票|抽奖|福利|招聘|内推)",
    ),
    # --- Around the news ---------------------------------------------------------------------
    _row(
        "advertisement",
        "parting",
        r"(?=.*(?:欢迎|请|我们|本站|本刊|本号|本周刊|本日报|本报|扫|点击|加入|邮箱|微信号|下方"
        r"|上方|文末|转发))"
        r".{0,50}(?:订阅|关注|投稿|公众号|二维码|微信群|交流群|rss|newsletter|telegram|discord"
        r"|赞助|打赏|商务合作).{0,50}",
        r"(?:合作|联系|投稿|招聘|反馈).{0,6}(?:请|写信|邮箱|邮件|微信|见|发送).{0,40}",
        r"(?:订阅|关注|投稿|rss|newsletter|telegram|公众号|邮件订阅)\W{0,3}.{0,16}",
    ),
    _row(
        "navigation",
        "parting",
        r"[^。；，]{0,12}(?:上一[期篇页]|下一[期篇页]|往期|前一天|后一天|首页|目录|归档)"
        r"[^。；，]{0,30}"
        r"|[←→|\s]*(?:昨天|明天|上周|下周)(?:[←→|\s]*(?:昨天|明天|上周|下周|目录))*[←→\s]*",
    ),
)

LABEL_KEYS = re.compile(
    r"(?:aibase|智东西)?(?:核心|主要|关键|产品|本文|文章|项目|功能|新闻|本条)?(?:要点|重点|亮点"
    r"|提要|看点|内容|信息)(?:速览|一览)?|划重点|核心(?:要点|亮点|看点|内容)|背景|影响|点评|摘要"
    r"|简介|介绍|描述|详情|内容|总结"
)
"""Matches keys (from `key`) of words that only introduce the next part of an item."""

SECTION_WORDS = re.compile(
    r"(?:动态|资讯|文章|工具|资源|新闻|项目|推荐|速递|前沿|行业|开源|社区|其他|其它|视频|言论"
    r"|图片|要闻|头条|快讯|热点|产品|研究|论文|教程|学习"
    r"|观点|摘录|文摘|软件|网站|书籍|播客|音频|设计|技术|科技|模型|硬件|安全|数据|政策|融资|投资"
    r"|产业|应用|创业|公司|国内|国际|海外|生活|"
    r"随便看看|发布|更新|类库|框架|资料|精选|相关|速览|简讯|短讯|杂谈|趣闻|游戏|金融|财经|汽车"
    r"|互联网|人工智能|大模型|机器人|开发者|后端|前端|移动端|数据库|运维|云原生|架构|算法|"
    r"news|articles?|tools?|projects?|resources?|videos?|papers?|others?|misc|ai)$",
    re.IGNORECASE,
)
"""Matches words at the end of names of sections."""


@cache
def rows(place: Place) -> tuple[Wording, ...]:
    """Return the rows for a place, in the order of the table."""
    return tuple(row for row in TABLE if row.place == place)


_LETTERS = re.compile(r"[\u4e00-\u9fff]+|[^\W_]+")
_TRADITIONAL = (
    "觀點趨勢體訂閱關於來連結論總錄導覽參數據統計說聲權編輯評讀實廣贊廠標題詞類時間發佈創報鏈網頁誌週輿"
    "資訊圖書視頻庫軟轉載請註聯繫們這個為與無從見學習產業險應對單條則項簡領別紹內語號詳徵開熱"
)
"""The characters of the table's words in their traditional forms."""
_SIMPLIFIED = str.maketrans(
    _TRADITIONAL,
    "观点趋势体订阅关于来连结论总录导览参数据统计说声权编辑评读实广赞厂标题词类时间发布创报链网页志周舆"
    "资讯图书视频库软转载请注联系们这个为与无从见学习产业险应对单条则项简领别绍内语号详征开热",
)
_IS_TRADITIONAL = re.compile(f"[{_TRADITIONAL}]")


def why(place: Place, text: str, without: Container[str] = ()) -> str:
    """Return the kind of the first row of a place that matches the whole text, or an empty text.

    Kinds in `without` are skipped.
    """
    words = text.translate(_SIMPLIFIED) if _IS_TRADITIONAL.search(text) else text
    match = _any_of(place).fullmatch(words)
    if match is None or match.lastgroup is None:
        return ""
    first = int(match.lastgroup.removeprefix("row"))
    kind = rows(place)[first].why
    if kind not in without:
        return kind
    others = (row for row in rows(place)[first + 1 :] if row.why not in without)
    kinds = (row.why for row in others if re.fullmatch(row.pattern, words, re.IGNORECASE))
    return next(kinds, "")


@cache
def _any_of(place: Place) -> re.Pattern[str]:
    """Return one pattern for all rows of a place, in which the name of a group gives the row.

    The pattern is compiled when it is first needed, which takes milliseconds.
    """
    patterns = (f"(?P<row{index}>{row.pattern})" for index, row in enumerate(rows(place)))
    return re.compile("|".join(patterns), re.IGNORECASE)


def key(text: str) -> str:
    """Return the letters and digits of a headline in lower case, for comparing."""
    return "".join(_LETTERS.findall(text)).casefold()
