"""Feeds and hosts that mean no good, or no feed at all: findings or one error, in bounded time."""

from __future__ import annotations

import gzip
import time
import zlib

import pytest
import valid_feed
from feed_host import FeedHost, Served
from hypothesis import given, settings
from hypothesis import strategies as st
from valid_feed import NOW, VALID, edited

from podcast import lint
from podcast.errors import FeedError
from podcast.lint import host as web
from podcast.lint.exchange import Patience, Session
from podcast.lint.parse import MOST_BYTES
from podcast.lint.run import shortened
from podcast.lint.wants import NEWEST, Want, wants

SERVED = Patience(seconds=8, recording=16)
"""For a host that answers, also when the machine is busy."""
_ITEM = VALID[VALID.index("    <item>") : VALID.index("</item>") + len("</item>\n")]
_LAUGHS = '<!DOCTYPE rss [<!ENTITY a0 "ha">{}]>'.format(
    "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
)


@pytest.mark.parametrize(
    ("data", "rules"),
    [
        (b"", {"document-xml"}),
        (b"\0" * 100, {"document-xml"}),
        (b"<html><p>404<br></html>", {"document-xml"}),
        (b"<html><body/></html>", {"document-rss"}),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"/>', {"document-rss"}),
        (b'<rss version="2.0"/>', {"document-channel"}),
        (b"<rss version='2.0'>" + b"<a>" * 5000, {"document-xml"}),
        (f"{_LAUGHS}<rss>&a11;</rss>".encode(), {"document-xml", "document-doctype"}),
        (f'{_LAUGHS}<rss version="&a11;"/>'.encode(), {"document-xml", "document-doctype"}),
        (
            b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0">&x;</rss>',
            {"document-doctype", "document-channel"},
        ),
        (VALID.encode("utf-16"), {"document-utf8"}),
        (
            b'<?xml version="1.0" encoding="ISO-8859-1"?><r>\xe9</r>',
            {"document-utf8", "document-rss"},
        ),
        (b"<rss version='2.0'>\xff</rss>", {"document-utf8", "document-xml"}),
    ],
)
def test_what_is_no_feed(data: bytes, rules: set[str]) -> None:
    """Whatever the bytes are, the findings say what is wrong with them, and nothing is raised."""
    assert valid_feed.rules(data) == rules


def test_a_feed_that_is_too_large() -> None:
    """One finding says that a document of 50 MB was not read; one at the bound is read."""
    assert valid_feed.rules(b"<" * 50_000_000) == {"document-size"}
    room = MOST_BYTES - len(VALID.encode())
    comments = f"<!-- {'x' * 990} -->\n" * (room // 1000)
    assert valid_feed.rules(VALID.replace("<channel>", f"<channel>{comments}")) == set()


def test_entities_read_no_file() -> None:
    """A DOCTYPE that names a file of this machine gets nothing of it into a finding."""
    doctype = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<rss '
    text = edited((("<rss ", doctype), ("<language>zh-CN", "<language>&x;")))
    assert all("root:" not in each.message + each.place for each in valid_feed.lint(text))


@pytest.mark.slow
def test_ten_thousand_episodes() -> None:
    """A very long feed takes some milliseconds of computing an episode."""
    items = [
        _ITEM.replace("2026-02-06", f"e{number}").replace("5b1f", f"{number}")
        for number in range(10_000)
    ]
    before = time.process_time()
    assert valid_feed.rules(edited(((_ITEM, "".join(items)),))) == set()
    assert time.process_time() - before < 60


def test_findings_are_lines_without_controls() -> None:
    """What a feed says is quoted on one line, cut, without escapes for a terminal."""
    text = edited(
        (
            ("<language>zh-CN", "<language>\x9b31m&#10;&#x202e;" + "x" * 1000),
            ("星河科技发布新模型", "\u202e\x85星河"),
        )
    )
    found = valid_feed.lint(text)
    assert {each.rule for each in found} >= {"language-code", "text-length"}
    for each in found:
        line = f"{each.place}{each.message}{each.remedy}"
        assert line.isprintable()
        assert len(line) < 1000


def test_a_person_is_shown_some_of_many() -> None:
    """Five of 100 findings of a rule are shown, and how many there are besides."""
    items = [
        _ITEM.replace("2026-02-06", f"e{n}").replace("5b1f", f"{n}").replace(">full<", ">x<")
        for n in range(100)
    ]
    found = valid_feed.lint(edited(((_ITEM, "".join(items)),)))
    assert len(found) == 100
    *shown, last = shortened(found)
    assert tuple(shown) == found[:5]
    assert last.message == "the same 95 times more"
    assert shortened(found[:5]) == found[:5]


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes(data: bytes) -> None:
    """No bytes make the linter fail; all that is no feed is an error."""
    assert any(each.severity == "error" for each in valid_feed.lint(data))


_PLACES = [index for index, char in enumerate(VALID) if char in '<>"/&=']


@given(st.sampled_from(_PLACES), st.text(max_size=12), st.integers(0, 12))
@settings(max_examples=300, deadline=None)
def test_any_change_of_a_feed(place: int, new: str, dropped: int) -> None:
    """A feed that is damaged anywhere gives findings or none, never an exception."""
    text = VALID[:place] + new + VALID[place + dropped :]
    valid_feed.lint(text.encode("utf-8", "replace"))


_VALUES = [
    ">120<",
    ">5b1f2d4e",
    'length="960000"',
    "FREQ=WEEKLY",
    ">zh-CN<",
    "00:00:40",
    ">05124<",
    "Fri, 06 Feb 2026",
    "sha384-",
    'startTime="40.5"',
    "https://example.com/pod/2026",
]


@given(st.sampled_from(_VALUES), st.text("0123456789:+-.;=²١[]/%&x \u202e", max_size=30))
@settings(max_examples=300, deadline=None)
def test_any_value(old: str, new: str) -> None:
    """Numbers, times and addresses may be any text."""
    escaped = new.replace("&", "&amp;")
    valid_feed.lint(edited(((old, old[0] + escaped + old[-1]),)))


# --- Hosts ----------------------------------------------------------------------------------------


def _error(host: FeedHost, path: str = "feed.xml", patience: Patience = SERVED) -> str:
    with pytest.raises(FeedError) as error:
        lint.lint(host.base + path, now=NOW, session=Session(patience))
    return str(error.value)


@pytest.mark.parametrize("packed", [gzip.compress, zlib.compress])
def test_a_bomb_is_bounded(host: FeedHost, packed: object) -> None:
    """A small answer that unpacks to a gigabyte is dropped when it passes the bound."""
    assert callable(packed)
    bomb = packed(b" " * 200_000_000)
    kind = "gzip" if packed is gzip.compress else "deflate"
    host.pages["feed.xml"] = Served(bomb, {"content-encoding": kind})
    assert f"more than {MOST_BYTES / 1e6:g} MB" in _error(host)


def test_a_packed_feed_is_read(host: FeedHost) -> None:
    """A host that packs its answers unasked is understood."""
    page = host.pages["feed.xml"]
    host.pages["feed.xml"] = Served(
        gzip.compress(page.body), {**page.headers, "content-encoding": "gzip"}
    )
    assert lint.lint(host.feed, now=NOW) == ()


def test_hosts_that_are_slow_or_wrong(host: FeedHost) -> None:
    """A host that drips, packs strangely, leads in circles or away ends in one error line."""
    host.change("feed.xml", drip=0.05)
    assert "no answer within 3 s" in _error(host, patience=Patience(seconds=3))
    host.pages["feed.xml"] = Served(b"x", {"content-encoding": "br"})
    assert "packed as br" in _error(host)
    host.pages["feed.xml"] = Served(b"not packed", {"content-encoding": "gzip"})
    assert "is not packed as gzip" in _error(host)
    host.pages["feed.xml"] = Served(gzip.compress(b"x" * 99)[:-9], {"content-encoding": "gzip"})
    assert "is cut off" in _error(host)
    host.pages["a"] = Served(b"", {"location": "/a"}, 302)
    assert "more than 5 redirects" in _error(host, "a")
    host.pages["b"] = Served(b"", {"location": "file:///etc/passwd"}, 302)
    assert "is no http(s) address" in _error(host, "b")
    assert "the server answers 404" in _error(host, "c")


def test_an_address_that_cannot_be_asked(unknown_host: str) -> None:
    """A host that is not there, no server and a password are one line each, the last not shown."""
    for url, said in (
        (f"https://{unknown_host}/feed.xml", "has no address"),
        ("http://127.0.0.1:9/feed.xml", "no connection"),
        ("http://me:secret@127.0.0.1:9/", "user's name or password"),
    ):
        with pytest.raises(FeedError, match=said) as error:
            lint.lint(url, now=NOW, session=Session(SERVED))
        assert "secret" not in str(error.value)


def test_a_public_feed_cannot_ask_this_machine(host: FeedHost, unknown_host: str) -> None:
    """Only a feed of this network may name files on it, also by way of a redirect."""
    wanted = [Want(f"{host.base}cover.jpg", "artwork", head=True, most=1000)]
    found = web.look(wanted, Session(SERVED).about(f"https://{unknown_host}/feed.xml"))
    assert found[wanted[0].url].problem == "127.0.0.1 is on a network that is not public"
    assert host.asked == []


def test_a_host_that_does_not_answer_is_left_alone(host: FeedHost) -> None:
    """After three addresses of a host without an answer, the others are not asked for."""
    for number in range(12):
        host.pages[f"{number}.vtt"] = Served(b"", drip=0.05)
    wanted = [Want(f"{host.base}{number}.vtt", "transcript", most=1000) for number in range(12)]
    found = web.look(wanted, Session(Patience(seconds=0.3)).about(host.feed))
    assert len(host.asked) <= 6
    assert all(each.problem for each in found.values())
    assert sum("not asked again" in each.problem for each in found.values()) >= 6


def test_a_host_is_asked_politely(host: FeedHost) -> None:
    """Recordings are asked for by HEAD and two bytes; the newest one alone is fetched whole."""
    assert lint.lint(host.feed, now=NOW) == ()
    newest, older = "2026-02-06/2026-02-06.mp3", "2026-02-05/2026-02-05.mp3"
    assert [method for method, name in host.asked if name == older] == ["HEAD", "GET"]
    assert [method for method, name in host.asked if name == newest] == ["HEAD", "GET", "GET"]
    assert [name for _, name in host.asked].count("cover.jpg") == 2


def test_files_of_old_episodes_are_not_fetched() -> None:
    """Beyond the newest episodes only recordings are asked for."""
    items = [_ITEM.replace("2026-02-06", f"e{n}").replace("5b1f", f"{n}") for n in range(50)]
    found = wants(valid_feed.feed(edited(((_ITEM, "".join(items)),))))
    assert sum(want.kind == "chapters" for want in found) == NEWEST
    assert sum(want.kind == "enclosure" for want in found) == 51
    assert [want.url for want in found if want.ranged and want.most] == [
        "https://example.com/pod/e0/e0.mp3"
    ]
