"""Rules for links, versions, figures that are read one by one, and plain numbers."""

from __future__ import annotations

import re

from podcast.chinese.rules import numbers
from podcast.chinese.rules.match import AFTER_NAME, MAGNITUDE, NUMBER, UNIT, Match, before
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


# --- Digit by digit ---------------------------------------------------------------------------

_LONG = 9
_COUNTED = re.compile(rf"\s?{MAGNITUDE}|{UNIT}")


def digit_string(text: str, start: int) -> Match | None:
    """Read figures digit by digit when they begin with a zero, or are too long to be a number.

    A number of any length is a number in front of a unit.
    """
    match = re.compile(r"\d+(?![-.,:/~]?\d|\s?[%‰])").match(text, start)
    if not match:
        return None
    leading = match[0][0] == "0" and len(match[0]) > 1
    unround = len(match[0]) >= _LONG and not match[0].endswith("0000")
    unround = unround and not _COUNTED.match(text, match.end())
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
