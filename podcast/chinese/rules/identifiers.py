"""Rules for links, versions, telephone numbers, identifiers and plain numbers."""

from __future__ import annotations

import re

from podcast.chinese.rules import numbers
from podcast.chinese.rules.match import AFTER_NAME, NUMBER, Match, before
from podcast.model import Kind

# --- Links ------------------------------------------------------------------------------------

# RFC 5321, 4.5.3.1.1: at most 64 octets before the @; a bound also keeps the search linear
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
    """URLs and e-mail addresses: never spelled; silent when the text has announced them."""
    found, word = _EMAIL.match(text, start), "邮箱"
    if not found:
        found, word = _URL.match(text, start) or _domain(text, start), "链接"
    if not found:
        return None
    end = start + len(found[0].rstrip(".,:;?'"))
    silent = _ANNOUNCED.search(before(text, start))
    return Match(end, "identifier", "" if silent else word)


def _domain(text: str, start: int) -> re.Match[str] | None:
    """Match a bare host name; one that is a brand (`Z.ai`, `Booking.com`) has no path."""
    if re.search(r"[A-Za-z0-9.]$", before(text, start)):
        return None
    found = _DOMAIN.match(text, start)
    if not found or found["path"]:
        return found
    brand = found[0][0].isupper() or found[0].endswith((".ai", ".io", ".me"))
    return None if brand else found


# --- Versions ----------------------------------------------------------------------------------

_VERSION = re.compile(r"\d+(?:\.\d+){2,}")


def version(text: str, start: int) -> Match | None:
    """`2.1.3`: a number with two dots or more."""
    found = _VERSION.match(text, start)
    return Match(found.end(), "version", numbers.version(found[0])) if found else None


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
"""Numbers that are names: of rooms and roads with 幺 as in telephone numbers, of codes without."""
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
"""Numbers that everybody can call, known by the words beside them."""
_PAPER = re.compile(r"(?<=arXiv:)\d{4}\.\d{4,5}(?!\d)")
_LONG = 9


def identifier(text: str, start: int) -> Match | None:
    """Phone numbers, numbers announced as identifiers, IP addresses, `007`: digit by digit."""
    rules = (_phone, _announced, _share, _service, _paper, _place, _address, _digit_string)
    return next((found for rule in rules if (found := rule(text, start))), None)


def _phone(text: str, start: int) -> Match | None:
    found = _PHONE.match(text, start)
    if not found or re.search(r"[\d.]$", before(text, start)):
        return None
    plus = "加" if text[start] == "+" else ""
    return Match(found.end(), "identifier", plus + numbers.phone(_only_digits(found[0])))


def _only_digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


def _announced(text: str, start: int) -> Match | None:
    found = re.compile(r"\d{3,}(?![.,\d])").match(text, start)
    if not found or not _CALLED.search(before(text, start)):
        return None
    return Match(found.end(), "identifier", numbers.phone(found[0]))


def _share(text: str, start: int) -> Match | None:
    """Read the number of a share and the letters of its exchange: 300308.SZ."""
    found = _SHARE.match(text, start)
    if not found:
        return None
    words = numbers.digits(found["num"] or found["bare"])
    words += f"点{found['at']}" if found["at"] else ""
    return Match(found.end(), "identifier", words, spell=True)


def _service(text: str, start: int) -> Match | None:
    found = _SERVICE.match(text, start)
    if not found:
        return None
    near = _SERVES.search(before(text, start)) or _SERVED.match(text, found.end())
    return Match(found.end(), "identifier", numbers.phone(found[0])) if near else None


def _paper(text: str, start: int) -> Match | None:
    found = _PAPER.match(text, start)
    return _by_digit(found) if found else None


def _place(text: str, start: int) -> Match | None:
    found = _NUMBERED_PLACE.match(text, start)
    if not found:
        return None
    read = numbers.digits if found["code"] else numbers.phone
    return Match(found.end("num"), "identifier", read(found["num"]))


def _address(text: str, start: int) -> Match | None:
    found = _IP.match(text, start)
    return _by_digit(found) if found else None


def _by_digit(found: re.Match[str]) -> Match:
    return Match(found.end(), "identifier", numbers.digits(found[0]).replace(".", "点"))


def _digit_string(text: str, start: int) -> Match | None:
    """Read figures with a leading zero, or more digits than anyone counts aloud."""
    found = re.compile(r"\d+(?![-.,:/~]?\d)").match(text, start)
    if not found:
        return None
    leading = found[0][0] == "0" and len(found[0]) > 1
    unround = len(found[0]) >= _LONG and not found[0].endswith("0000")
    if not (leading or unround):
        return None
    kind: Kind = "model" if leading and AFTER_NAME.search(before(text, start)) else "identifier"
    return Match(found.end(), kind, numbers.digits(found[0]))


_COMPOSITE = re.compile(r"[-/:.,~–—*]\d")
_NUMBER = re.compile(NUMBER)
_EDITION = re.compile(
    r"(?:模型|引擎|图像|视频|系统|协议|蓝牙|工业|豆包|可灵|即梦|文心|混元|盘古|通义|万相|星火|鸿蒙|智能体|网络)\s?$"
)
_EDITION_AFTER = re.compile(
    r"\s?(?:版|时代|系列|升级|上线|发布|Pro|Max|Plus|Turbo|Lite|Flash|Mini)"
)
"""What tells the number of an edition (可灵3.0) from a decimal number."""
_HAN_DIGITS = re.compile(r"[一二三四五六七八九]*〇[〇零一二三四五六七八九]*")


def plain(text: str, start: int) -> Match | None:
    """Read a number that nothing else claims."""
    found = _NUMBER.match(text, start)
    if not found or _COMPOSITE.match(text, found.end()):
        return None
    edition = "." in found[0] and (
        _EDITION.search(before(text, start)) or _EDITION_AFTER.match(text, found.end())
    )
    return Match(found.end(), "version" if edition else "number", numbers.number(found[0]))


def written_digits(text: str, start: int) -> Match | None:
    """Chinese digits with 〇 (`二〇二六`), read as they stand with 零 for the circle."""
    found = _HAN_DIGITS.match(text, start)
    if not found:
        return None
    kind: Kind = "date" if text.startswith("年", found.end()) else "number"
    return Match(found.end(), kind, found[0].replace("〇", "零"))
