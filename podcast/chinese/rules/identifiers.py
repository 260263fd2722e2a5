"""Rules for links, versions, telephone numbers, identifiers and plain numbers."""

from __future__ import annotations

import re

from podcast.chinese.rules import numbers
from podcast.chinese.rules.match import AFTER_NAME, NUMBER, Match, before
from podcast.model import Kind

# --- Links ------------------------------------------------------------------------------------

# RFC 5321, 4.5.3.1.1: at most 64 octets before the @; the bound also keeps the search linear
_EMAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
)
_URL = re.compile(r"(?:[a-z][a-z0-9+.-]{1,9}://|www\.)[A-Za-z0-9._~:/?#\[\]@$&'*+,;=%-]+")
_DOMAIN = re.compile(
    r"(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+"
    r"(?:com|cn|org|net|dev|gov|edu|info|xyz|app|io|co|me|ai)(?![A-Za-z0-9.])"
    r"(?P<path>(?::\d+)?/[A-Za-z0-9._~:/?#@$&'*+,;=%-]*)?"
)
_ANNOUNCED = re.compile(r"(?:链接|网址|地址|官网|网站|主页|邮箱|邮件|信箱)\s?[:为是在至到(（]?\s?$")


def link(text: str, start: int) -> Match | None:
    """Read a URL as 链接, an e-mail address as 邮箱; both are silent after words like 网址."""
    match, word = _EMAIL.match(text, start), "邮箱"
    if not match:
        match, word = _URL.match(text, start) or _domain(text, start), "链接"
    if not match:
        return None
    end = start + len(match[0].rstrip(".,:;?'"))
    silent = _ANNOUNCED.search(before(text, start))
    return Match(end, "identifier", "" if silent else word)


def _domain(text: str, start: int) -> re.Match[str] | None:
    """Match a bare host name, unless it is a brand without a path (`Z.ai`, `Booking.com`)."""
    if re.search(r"[A-Za-z0-9.]$", before(text, start)):
        return None
    match = _DOMAIN.match(text, start)
    if not match or match["path"]:
        return match
    brand = match[0][0].isupper() or match[0].endswith((".ai", ".io", ".me"))
    return None if brand else match


# --- Versions ----------------------------------------------------------------------------------

_VERSION = re.compile(r"\d+(?:\.\d+){2,}")


def version(text: str, start: int) -> Match | None:
    """Read a number with two or more dots: `2.1.3`."""
    match = _VERSION.match(text, start)
    return Match(match.end(), "version", numbers.version(match[0])) if match else None


# --- Telephone numbers and identifiers --------------------------------------------------------

_PHONE = re.compile(
    r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)|0\d{2,3}[-– ]\d{7,8}(?!\d)"
    r"|\(0\d{2,3}\)\s?\d{7,8}(?!\d)|[48]00[- ]?\d{3,4}[- ]?\d{3,4}(?!\d)"
)
_CALLED = re.compile(
    r"(?:电话|手机号?码?|热线|拨打|致电|客服|邮编|验证码|编号|工号|尾号|股票代码|代码|学号|车牌|QQ|QQ群|微信号|备案号)"
    r"\s?(?:是|为|[:(（])?\s?$"
)
_IP = re.compile(r"\d{3}(?:\.\d{1,3}){3}(?![\d.])")
_NUMBERED_PLACE = re.compile(
    r"(?P<num>[1-9]\d{2,3})(?![\d.,])\s?"
    r"(?:(?P<code>错误|报错|状态码|错误码|端口)|会议室|房间|病房|教室|宿舍|国道|省道|县道|次航班|次列车)"
)
"""Matches numbers that are names. Numbers of rooms and roads are read with 幺, codes are not."""
_SHARE = re.compile(
    r"(?P<num>\d{4,6})\.(?P<at>SZ|SH|BJ|HK|SS|TW|T|KS)(?![A-Za-z0-9])|(?<=[(（])(?P<bare>[0368]\d{5})(?=[)）])"
)
_SERVICE = re.compile(
    r"(?:110|112|114|119|120|122|10000|10010|10086|12[0-9]{3}|95\d{3}|96\d{3}|100\d{2})(?![\d.,%])"
)
_SERVES = re.compile(
    r"(?:急救|火警|报警|反诈|热线|拨打|打|电话|客服|专线|平台|投诉|举报)\s?[(（“]?$"
)
_SERVED = re.compile(
    r"[)）”]?\s?(?:急救|火警|报警|反诈|热线|电话|客服|专线|平台|投诉|举报|接警|指挥中心|求助)"
)
"""Matches words after the number of a public service, such as 110."""
_PAPER = re.compile(r"(?<=arXiv:)\d{4}\.\d{4,5}(?!\d)")
_LONG = 9


def identifier(text: str, start: int) -> Match | None:
    """Read telephone numbers, codes, IP addresses and figures like `007` digit by digit."""
    rules = (_phone, _after_announcement, _share, _service, _paper, _place, _address, _digit_string)
    return next((match for rule in rules if (match := rule(text, start))), None)


def _phone(text: str, start: int) -> Match | None:
    match = _PHONE.match(text, start)
    if not match or re.search(r"[\d.]$", before(text, start)):
        return None
    plus = "加" if text[start] == "+" else ""
    return Match(match.end(), "identifier", plus + numbers.phone(_only_digits(match[0])))


def _only_digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _after_announcement(text: str, start: int) -> Match | None:
    match = re.compile(r"\d{3,}(?![.,\d])").match(text, start)
    if not match or not _CALLED.search(before(text, start)):
        return None
    return Match(match.end(), "identifier", numbers.phone(match[0]))


def _share(text: str, start: int) -> Match | None:
    """Read the code of a share and the letters of its exchange: 300308.SZ."""
    match = _SHARE.match(text, start)
    if not match:
        return None
    words = numbers.digits(match["num"] or match["bare"])
    words += f"点{match['at']}" if match["at"] else ""
    return Match(match.end(), "identifier", words, spell=True)


def _service(text: str, start: int) -> Match | None:
    match = _SERVICE.match(text, start)
    if not match:
        return None
    near = _SERVES.search(before(text, start)) or _SERVED.match(text, match.end())
    return Match(match.end(), "identifier", numbers.phone(match[0])) if near else None


def _paper(text: str, start: int) -> Match | None:
    match = _PAPER.match(text, start)
    return _by_digit(match) if match else None


def _place(text: str, start: int) -> Match | None:
    match = _NUMBERED_PLACE.match(text, start)
    if not match:
        return None
    reader = numbers.digits if match["code"] else numbers.phone
    return Match(match.end("num"), "identifier", reader(match["num"]))


def _address(text: str, start: int) -> Match | None:
    match = _IP.match(text, start)
    return _by_digit(match) if match else None


def _by_digit(match: re.Match[str]) -> Match:
    return Match(match.end(), "identifier", numbers.digits(match[0]).replace(".", "点"))


def _digit_string(text: str, start: int) -> Match | None:
    """Read figures digit by digit when they begin with a zero, or are too long to be a number."""
    match = re.compile(r"\d+(?![-.,:/~]?\d)").match(text, start)
    if not match:
        return None
    leading = match[0][0] == "0" and len(match[0]) > 1
    unround = len(match[0]) >= _LONG and not match[0].endswith("0000")
    if not (leading or unround):
        return None
    kind: Kind = "model" if leading and AFTER_NAME.search(before(text, start)) else "identifier"
    return Match(match.end(), kind, numbers.digits(match[0]))


_COMPOSITE = re.compile(r"[-/:.,~–—*]\d")
_NUMBER = re.compile(NUMBER)
_EDITION = re.compile(
    r"(?:模型|引擎|图像|视频|系统|协议|蓝牙|工业|豆包|可灵|即梦|文心|混元|盘古|通义|万相|星火|鸿蒙|智能体|网络)\s?$"
)
_EDITION_AFTER = re.compile(
    r"\s?(?:版|时代|系列|升级|上线|发布|Pro|Max|Plus|Turbo|Lite|Flash|Mini)"
)
"""Matches words after a number that show that it is an edition (可灵3.0) and no decimal number."""
_HAN_DIGITS = re.compile(r"[一二三四五六七八九]*〇[〇零一二三四五六七八九]*")


def plain(text: str, start: int) -> Match | None:
    """Read a number that no other rule claims."""
    match = _NUMBER.match(text, start)
    if not match or _COMPOSITE.match(text, match.end()):
        return None
    edition = "." in match[0] and (
        _EDITION.search(before(text, start)) or _EDITION_AFTER.match(text, match.end())
    )
    return Match(match.end(), "version" if edition else "number", numbers.number(match[0]))


def written_digits(text: str, start: int) -> Match | None:
    """Read Chinese digits with 〇 (`二〇二六`) one by one, with 零 for 〇."""
    match = _HAN_DIGITS.match(text, start)
    if not match:
        return None
    kind: Kind = "date" if text.startswith("年", match.end()) else "number"
    return Match(match.end(), kind, match[0].replace("〇", "零"))
