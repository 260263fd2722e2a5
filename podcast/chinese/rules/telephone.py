"""Rules for telephone numbers, their extensions, masked numbers and numbers of services."""

from __future__ import annotations

import re

from podcast.chinese.rules import numbers
from podcast.chinese.rules.match import UNIT, Match, alternatives, before

_EXTENSION = r"(?:\s?(?:转|-)\s?(?P<ext>\d{1,5})(?![\d-]))?"
_PHONE = re.compile(
    r"(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"
    r"|\+86[- ]\d{2,3}[- ]\d{3,4}[- ]?\d{4}(?!\d)"
    r"|\+(?=(?:[- ]?\d){10,15}(?![- ]?\d))[1-9]\d{0,2}(?:[- ]\d{2,5}){2,4}(?!\d)"
    r"|(?:\(0\d{2,3}\)\s?|0\d{2,3}[-– ]\s?)(?:\d{7,8}|\d{3,4}[- ]\d{4})(?!\d)"
    r"|0\d{2,3}[- ](?:12[13]\d\d|9[56]\d{3})(?!\d)"
    r"|[48]00(?:[- ]?\d{3,4}[- ]?\d{3,4}|\d[- ]\d{3}[- ]\d{3})(?!\d))" + _EXTENSION
)
_MASKED = re.compile(
    r"(?:(?P<head>\d{3,6})(?:(?:\s?[*]{3,})+\s?|[xX]{3,})|[*]{4,}\s?)(?P<tail>\d{3,4})(?!\d)"
)
_TAIL = "尾号"
_AFTER_EXTENSION = re.compile(
    r"(?:\d{7,}|热线|电话|总机|拨通后?|接通后|人工后?|请|[拨按])\s?转接?\s?$|(?:分机号?码?|转接)\s?[:为是]?\s?$"
)
"""Matches text before the number of an extension."""
_SHORT = re.compile(r"\d{1,5}(?![\d.,%:/-])")

_CALLED = """
电话 手机 手机号 手机号码 号码 热线 拨打 致电 客服 邮编 验证码 提取码 密码 口令 区号 编号 工号
尾号 订单号 单号 门牌号 房间号 流水号 会员号 股票代码 证券代码 基金代码 代码 学号 车牌 QQ QQ群
微信号 备案号 传真 座机 邮政编码 取件码 邀请码 动态码 校验码 兑换码 激活码 授权码 识别码 防伪码
总机 短号 内线 直拨
序列号 账号 卡号 文号 批号 货号 考号 警号
"""
_ANNOUNCED = re.compile(rf"(?:{alternatives(_CALLED.split())})\s?(?:是|为|[:(（])?\s?$")
_FIGURES = re.compile(
    r"\d{3,}(?![.,\d]|\s?(?:[万亿余多]|个(?![性体])|[行通部台套只辆封](?!业)|条(?!款)|人(?!工)|次(?!日)|张(?!力)))"
)
"""Matches figures without a classifier of countable things, which would make them a quantity."""

_SERVICE = re.compile(r"(?:11[02479]|12[02]|911|10[06]\d{2,3}|12[13]\d{2}|9[56]\d{3})(?![\d.,%])")
_SERVES = re.compile(
    r"(?:急救|火警|报警|反诈|热线|拨打|[拨打]|致电|来电|来电显示|电话|客服|专线|平台|投诉|举报|发自|来自|短信|收到"
    r"|登录|向|号码|发送?[^，。；！？]{0,14}[至到]|[登拨]通)\s?[为是]?\s?[(（“]?$"
)
_SERVED = re.compile(
    r"[)）”]?(?:\s?(?:急救|救护|出警|火警|报警|反诈|投诉|举报|接警|指挥中心|求助|来电|接入)"
    r"|(?:\s?[、，,/和及或]\s?(?:11[02479]|12[02]))+(?:等)?(?:急救|火警|报警|紧急|热线|电话|接警|平台)"
    r"|[^\W\da-zA-Z]{0,4}(?:热线|专线|平台|电话|客服|客户端))"
)
"""Matches words after the number of a public service, such as 110."""


_DIALLED = re.compile(r"\d{2,6}(?=(?:号码?)?(?:开头|打头|字头|号段|起头))")
"""Matches the first figures of telephone numbers: 170号段, 以1069开头."""


def telephone(text: str, start: int) -> Match | None:
    """Read telephone numbers digit by digit, with 幺 for 1: `021-5888 6666`, `96110`, `转801`."""
    rules = (_masked, _phone, _dialled, _extension, _announced, _service)
    return next((match for rule in rules if (match := rule(text, start))), None)


_COUNTS = re.compile(r"\s?(?:[次元条个人]|字节|美元|欧元)")


def _phone(text: str, start: int) -> Match | None:
    match = _PHONE.match(text, start)
    if not match or re.search(r"[\d.]$", before(text, start)):
        return None
    if match[0].isdigit() and _COUNTS.match(text, match.end()):
        return None  # 18000000000次 is a number
    number = text[start : match.start("ext") if match["ext"] else match.end()]
    words = ("加" if text[start] == "+" else "") + _said(number)
    return _identifier(match.end(), words + ("转" + _said(match["ext"]) if match["ext"] else ""))


def _said(figures: str) -> str:
    return numbers.phone("".join(filter(str.isdigit, figures)))


def _identifier(end: int, words: str) -> Match:
    return Match(end, "identifier", words)


def _masked(text: str, start: int) -> Match | None:
    """Read a number of which only the ends are shown: 138****5678 is 幺三八尾号五六七八."""
    match = _MASKED.match(text, start)
    if not match:
        return None
    head = match["head"] or ""
    between = "" if before(text, start).rstrip(" 为是：:").endswith(_TAIL) and not head else _TAIL
    return _identifier(match.end(), f"{_said(head)}{between}{_said(match['tail'])}")


def _dialled(text: str, start: int) -> Match | None:
    match = _DIALLED.match(text, start)
    return _identifier(match.end(), _said(match[0])) if match else None


def _extension(text: str, start: int) -> Match | None:
    match = _SHORT.match(text, start)
    if not match or not _AFTER_EXTENSION.search(before(text, start)):
        return None
    return _identifier(match.end(), _said(match[0]))


def _announced(text: str, start: int) -> Match | None:
    match = _FIGURES.match(text, start)
    if not match or not _ANNOUNCED.search(before(text, start)):
        return None
    return _identifier(match.end(), _said(match[0]))


_COUNTED = re.compile(UNIT)
_LISTED = re.compile(rf"(?:{_SERVICE.pattern}\s?[、，,/和及或]\s?)+$")
"""Matches the numbers of services in front of another one: 拨打110、119."""


def _service(text: str, start: int) -> Match | None:
    match = _SERVICE.match(text, start)
    if not match or _COUNTED.match(text, match.end()):
        return None
    left = _LISTED.sub("", before(text, start))
    near = _SERVES.search(left) or _SERVED.match(text, match.end())
    return _identifier(match.end(), _said(match[0])) if near else None
