"""Rules for codes: shares, errors and ports, network addresses, standards, laws and patents."""

from __future__ import annotations

import re

from podcast.chinese.rules import numbers
from podcast.chinese.rules.match import MAGNITUDE, UNIT, Match, before

_PLACE = re.compile(
    r"(?P<num>[1-9]\d{2,3})(?![\d.,])\s?"
    r"(?:(?P<code>错误|报错|状态码|错误码|端口|页面|重定向|网关"
    r"|Not Found|Forbidden|Unauthorized|Bad |Internal |Service |Gateway |Too Many|OK(?![A-Za-z]))"
    r"|会议室|房间|病房|教室|宿舍|国道|省道|县道|次航班|次列车)"
)
"""Matches numbers that are names. Numbers of rooms and roads are read with 幺, codes are not."""
_FAULT = re.compile(
    r"(?:(?:接口|请求|服务器?|系统|程序|后台|网站)(?:频繁|持续|仍)?[报抛]出?|错误|[Ee]rror|返回码?|国标|国家标准|标准号|状态码|错误码|错误代码|报错|页面报|退出码|返回值|端口号?|HTTP)\s?[:为是]?\s?$"
)
"""Matches words before the code of an error or the number of a port."""
_MORE_FAULTS = re.compile(r"(?:\d{2,5}\s?[、,，/和及或与]\s?)+$")
"""Matches codes in front of another one: 端口号3389、445."""
_CODE = re.compile(rf"\d{{3,5}}(?![\d.,%:/-]|\s?{MAGNITUDE}|{UNIT})")
_SHARE = re.compile(
    r"(?:(?P<more>\d{6})/)?(?P<num>\d{4,6})\.(?P<at>SZ|SH|BJ|HK|SS|TW|T|KS)(?![A-Za-z0-9])"
    r"|(?<=[(（])(?P<bare>[013568]\d{5})(?=[)）])"
    r"|(?P<dealt>(?:00[0-3]|30[01]|60[0135]|68[89])\d{3})(?=盘[中前后]|早盘|午后|尾盘|涨|跌|收[涨跌盘])"
)
_EXCHANGE = re.compile(r"(?P<at>SH|SZ|BJ|HK)(?P<colon>\s?:\s?)?(?P<num>\d{4,6})(?![\dA-Za-z.])")
_PAPER = re.compile(r"(?<=arXiv:)\d{4}\.\d{4,5}(?!\d)")

_IP = re.compile(
    r"(?P<ip>\d{1,3}(?:\.\d{1,3}){3})(?![\d.])(?:/(?P<mask>[1-3]?\d)(?!\d)|:(?P<port>\d{2,5})(?!\d))?"
)
_LARGEST_BYTE = 255
_PRIVATE = re.compile(r"(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01])|0\.0)\.")
_NETWORK = re.compile(
    r"(?:IP|DNS|地址|网关|服务器|掩码|监听|绑定|访问|打开|主机|网段|封禁|内网)\s?[为是:到]?\s?$"
)
_EDITION = re.compile(r"(?:版本?|[Vv]|升级[到至]|更新[到至])\s?$")

_ISSUER = re.compile(
    r"(?:GB|GB/[TZ]|ISO|IEC|IEEE|SAE|ITU|DB|(?<![A-Za-z])[A-Z]{2,3}/T|(?<![A-Za-z])T/[A-Z]{2,8})\s?$"
)
_STANDARD = re.compile(
    r"(?P<num>\d{3,6}(?:\.\d+)?)(?:-(?P<part>\d{1,2}))?\s?[-–—:]{1,2}\s?(?P<year>(?:19|20)\d\d)(?!\d)"
)
_LAW = re.compile(r"(?P<year>(?:19|20)\d\d)/(?P<num>\d{2,6})(?:/(?P<by>E[CU]))?(?![\d/])")
_LAW_AFTER = re.compile(r"\s?号[^\d，。；！？]{0,6}(?:法规|条例|指令|法案|决定|决议|判决)")
_LAW_BEFORE = re.compile(
    r"(?:(?<![A-Za-z])EU\s?\)?|EC|条例|指令|法规|[法案例令规]》\s?\(|WO|(?<![A-Za-z])CN)\s?$"
)
_PATENT = re.compile(
    r"(?P<at>CN|US|EP|WO|JP|KR|ZL)\s?(?P<num>(?:19|20)\d\d/\d{5,6}|\d{1,3}(?:,\d{3}){2}|\d{7,13}(?:\.[\dX])?)"
    r"(?:\s?(?P<kind>[ABCUSY])(?P<n>\d?))?(?![A-Za-z0-9])"
)
_ISSUE = re.compile(
    r"第?(?:(?P<issue>(?:19|20)\d\d(?:0[1-9]|1[0-2]))(?=期|批次)|(?P<contract>\d\d(?:0[1-9]|1[0-2]))(?=合约))"
)
"""Matches a year and a month as the number of an issue or of futures: 202603期, 沪铜2603合约."""
_APPLICATION = re.compile(r"(?P<num>\d{12,13}\.\d)(?!\d)")
_FILED = re.compile(r"(?P<num>\d{3,14})(?=-?\d*号)")
_FILED_BEFORE = re.compile(r"(?:ICP备|网安备|算备|[民刑行知执破赔][初终再申辖监]|[民刑行执]特)\s?$")


def code(text: str, start: int) -> Match | None:
    """Read a code that begins with a figure: a share, an error, an address, a standard, a law."""
    rules = (_standard, _law, issue, _filed, _share, _paper, _fault, _place, _address)
    return next((match for rule in rules if (match := rule(text, start))), None)


def lettered(text: str, start: int) -> Match | None:
    """Read a code that begins with letters: `SH600519`, `HK:01810`, `CN115688888A`."""
    share = _EXCHANGE.match(text, start)
    if share:
        pause = "，" if share["colon"] else ""
        return _spelled(share.end(), f"{share['at']}{pause}{numbers.digits(share['num'])}")
    match = _PATENT.match(text, start)
    if not match:
        return None
    words = match["at"] + _by_digit(match["num"].replace(",", "").replace("/", "，"))
    words += (match["kind"] or "") + numbers.digits(match["n"] or "")
    return _spelled(match.end(), words)


def _spelled(end: int, words: str) -> Match:
    return Match(end, "identifier", words, spell=True)


def _by_digit(figures: str) -> str:
    return numbers.digits(figures).replace(".", "点")


def _standard(text: str, start: int) -> Match | None:
    """Read the number of a standard and its year, with a pause between: GB 45438—2025."""
    match = _STANDARD.match(text, start)
    if not match or not _ISSUER.search(before(text, start)):
        return None
    figures = (match["num"], match["part"], match["year"])
    return Match(match.end(), "identifier", "，".join(_by_digit(each) for each in figures if each))


def _law(text: str, start: int) -> Match | None:
    """Read the year and the number of a law, with a pause between: EU 2024/1689."""
    match = _LAW.match(text, start)
    if not match:
        return None
    named = _LAW_BEFORE.search(before(text, start)) or _LAW_AFTER.match(text, match.end())
    if not (match["by"] or named):
        return None
    parts = (_by_digit(match["year"]), _by_digit(match["num"]), match["by"] or "")
    return _spelled(match.end(), "，".join(part for part in parts if part))


def issue(text: str, start: int) -> Match | None:
    """Read the year and the month that number an issue or futures: `202603期`, `第202603期`."""
    match = _ISSUE.match(text, start)
    return Match(match.end(), "identifier", numbers.digits(match[0])) if match else None


def _filed(text: str, start: int) -> Match | None:
    """Read the number of a patent application, a case or a registered website."""
    match = _APPLICATION.match(text, start)
    if not match and _FILED_BEFORE.search(before(text, start)):
        match = _FILED.match(text, start)
    return Match(match.end(), "identifier", _by_digit(match["num"])) if match else None


def _share(text: str, start: int) -> Match | None:
    """Read the code of a share and the letters of its exchange: 300308.SZ."""
    match = _SHARE.match(text, start)
    if not match:
        return None
    words = numbers.digits(match["num"] or match["bare"] or match["dealt"])
    words = f"{numbers.digits(match['more'])}、{words}" if match["more"] else words
    return _spelled(match.end(), words + (f"点{match['at']}" if match["at"] else ""))


def _paper(text: str, start: int) -> Match | None:
    match = _PAPER.match(text, start)
    return Match(match.end(), "identifier", _by_digit(match[0])) if match else None


def _fault(text: str, start: int) -> Match | None:
    match = _CODE.match(text, start)
    if not match or not _FAULT.search(_MORE_FAULTS.sub("", before(text, start))):
        return None
    return Match(match.end(), "identifier", numbers.digits(match[0]))


def _place(text: str, start: int) -> Match | None:
    match = _PLACE.match(text, start)
    if not match:
        return None
    reader = numbers.digits if match["code"] else numbers.phone
    return Match(match.end("num"), "identifier", reader(match["num"]))


def _address(text: str, start: int) -> Match | None:
    """Read an address of the internet with its mask or port: `10.0.0.0/8`, `10.0.0.1:8080`."""
    match = _IP.match(text, start)
    if not match or not _is_address(text, start, match):
        return None
    words = _by_digit(match["ip"])
    if match["mask"]:
        words += "斜杠" + numbers.cardinal(match["mask"])
    if match["port"]:
        words += "端口" + numbers.digits(match["port"])
    return Match(match.end(), "identifier", words)


def _is_address(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether four figures with dots are an address and no version."""
    left = before(text, start)
    if any(int(byte) > _LARGEST_BYTE for byte in match["ip"].split(".")) or _EDITION.search(left):
        return False
    sure = match["mask"] or match["port"] or _PRIVATE.match(match["ip"])
    return bool(sure or _NETWORK.search(left) or match["ip"].index(".") == len("255"))
