"""Downloads: what is reached, what is refused, and how long it may take."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from podcast.lib import web as download_module
from podcast.lib.addresses import is_own, is_public
from podcast.lib.asking import Gate, Limits, Manner, NoAnswer, Refused, Request
from podcast.lib.web import ask, download

sys.path.insert(0, str(Path(__file__).parents[1]))

from connect_proxy import ConnectProxy
from hanging_resolver import hanging
from picture_service import PictureService, packed, png

LIMITS = Limits(seconds=5, megabytes=0.2)
LOOPBACK = "127.0.0.1"


@pytest.fixture(scope="module")
def running() -> Iterator[PictureService]:
    """Run one server for all tests of this file."""
    with PictureService() as service:
        yield service


@pytest.fixture
def service(running: PictureService) -> PictureService:
    """Return the server with nothing asked yet."""
    for seen in (running.asked, running.hosts, running.headers, running.names):
        seen.clear()
    running.pages.clear()
    return running


@pytest.fixture
def gate(service: PictureService) -> Gate:
    """Return a gate that lets loopback pass, and the names that lead there in a test."""
    return Gate(
        allows=lambda address: address == LOOPBACK,
        resolve=lambda _host, _port: [LOOPBACK],
        certificates=service.trust(),
    )


def test_a_picture_arrives_as_it_is(service: PictureService, gate: Gate) -> None:
    """Byte for byte; certificate, server name and Host are those of the name, not the address."""
    service.picture("/a.png?b=1", png())
    assert download(service.url("/a.png?b=1", "pictures.example"), LIMITS, gate) == png()
    assert service.names == ["pictures.example"]
    assert service.hosts == [f"pictures.example:{service.port}"]
    assert not {"Cookie", "Authorization", "Referer"} & set(service.headers[0])


def test_the_certificate_must_be_that_of_the_name(service: PictureService, gate: Gate) -> None:
    """Another name at the same address is refused, and so is an authority that nobody trusts."""
    with pytest.raises(Refused, match="no connection"):
        download(service.url("/a.png", "other.example"), LIMITS, gate)
    strangers = Gate(gate.allows, gate.resolve)
    with pytest.raises(Refused, match="no connection"):
        download(service.url("/a.png"), LIMITS, strangers)
    assert not service.asked


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(service: PictureService, gate: Gate, status: int) -> None:
    """Relative and absolute ones, to another name too, and no cookie goes along."""
    service.redirect("/a", "b?c", status)
    service.redirect("/b?c", service.url("/d.png", "pictures.example"), status)
    service.picture("/d.png", png())
    assert download(service.url("/a"), LIMITS, gate) == png()
    assert service.names == ["localhost", "localhost", "pictures.example"]
    assert not any("Cookie" in headers for headers in service.headers)


def test_three_redirects_and_no_more(service: PictureService, gate: Gate) -> None:
    """The fourth is not followed."""
    for step in range(1, 5):
        service.redirect(f"/{step}", f"/{step - 1}")
    service.picture("/0", png())
    assert download(service.url("/3"), LIMITS, gate) == png()
    with pytest.raises(Refused, match="more than 3 redirects"):
        download(service.url("/4"), LIMITS, gate)


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("http://localhost/a.png", "not https"),
        ("http://pictures.example/a.png", "not https"),
        ("file:///etc/hostname", "not https"),
        ("https://me:secret@localhost/a.png", "password"),
        ("https://private.example/a.png", "10.0.0.1, which is not a public address"),
        ("https://xn--/", "no address"),
        ("https://localhost:99999/", "port 99999"),
    ],
)
def test_redirects_pass_the_same_gate(service: PictureService, target: str, why: str) -> None:
    """No way leads from https to http, to a password or to a private address."""
    service.redirect("/a", target)
    gate = Gate(
        allows=lambda address: address == LOOPBACK or is_public(address),
        resolve=lambda host, _: ["10.0.0.1"] if host == "private.example" else [LOOPBACK],
        certificates=service.trust(),
    )
    with pytest.raises(Refused, match=why) as refused:
        download(service.url("/a"), LIMITS, gate)
    assert "secret" not in f"{refused.value}"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/a.png",
        "ftp://example.com/a.png",
        "HTTP://example.com",
        "https://user@example.com/",
        "https://:x@example.com/",
        "https:///a.png",
        "https://[::1/",
        "https://",
        "https://xn--a.example/x.png",
        "https://xn--/x.png",
        "https://\ud800.example/x.png",
        "https://8.8.8.8:0/x.png",
        "https://8.8.8.8:65536/x.png",
        "a.png",
        "",
    ],
)
def test_only_https_without_credentials(url: str) -> None:
    """Nothing is resolved for any other address."""
    asked: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return []

    with pytest.raises(Refused):
        download(url, LIMITS, Gate(resolve=resolve))
    assert not asked


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "0",
        "10.1.2.3",
        "169.254.169.254",
        "192.168.0.1",
        "[::1]",
        "[::]",
        "[fd00::1]",
        "[fe80::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a9fe:a9fe]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
    ],
)
def test_private_hosts_are_refused(service: PictureService, host: str) -> None:
    """However loopback and private networks are written, the system's resolver sees through it."""
    gate = Gate(certificates=service.trust())
    with pytest.raises(Refused, match=r"not a public address|no address"):
        download(service.url("/a.png", host), LIMITS, gate)
    assert not service.asked


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::808:808", True),
        ("2002:808:808::1", True),
        ("0.0.0.0", False),  # noqa: S104 -- nothing is bound
        ("10.0.0.1", False),
        ("100.64.0.1", False),
        ("127.8.8.8", False),
        ("169.254.169.254", False),
        ("172.16.0.1", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("239.1.1.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b:1::808:808", False),
        ("2001::1", False),
        ("2001:db8::1", False),
        ("2002:a00:1::1", False),
        ("fc00::1", False),
        ("fd12::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("ff02::1", False),
        ("ff0e::1", False),
    ],
)
def test_public_addresses(address: str, public: bool) -> None:
    """Private, loopback, link-local, reserved and multicast ones are not, in whatever clothes."""
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("127.0.0.1", True),
        ("192.168.1.2", True),
        ("100.64.0.1", True),
        ("::1", True),
        ("fd12::1", True),
        ("fe80::1%eth0", True),
        ("::ffff:10.0.0.1", True),
        ("8.8.8.8", False),
        ("::ffff:8.8.8.8", False),
        ("192.0.2.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("64:ff9b::a00:1", False),
        ("2001::1", False),
        ("2002:a00:1::1", False),
        ("ff02::1", False),
    ],
)
def test_own_addresses(address: str, own: bool) -> None:
    """What is not public is not for that on the own network: a stranger may be behind a tunnel."""
    assert is_own(address) is own


HOME, OTHER = "home.example", "127.0.0.2"
"""OTHER is an address of the own network; LOOPBACK stands for a public one beside it."""


@pytest.mark.parametrize("home", [[LOOPBACK], [LOOPBACK, OTHER], [OTHER, "8.8.8.8"], []], ids=str)
def test_only_a_run_at_home_asks_the_own_network(service: PictureService, home: list[str]) -> None:
    """A host with one public address is not at home, whatever it answers later; nor without any."""
    answers = [home]
    gate = Gate(
        allows=lambda address: address == LOOPBACK or is_public(address),
        resolve=lambda host, _: (answers.pop() if answers else [OTHER]) if host == HOME else [host],
        certificates=service.trust(),
        home=f"https://{HOME}/feed.xml",
    )
    for host in (OTHER, "10.0.0.1", "224.0.0.1", OTHER):
        with pytest.raises(Refused, match=f"{host}, which is not a public address"):
            download(service.url("/a.png", host), LIMITS, gate)
    assert not answers
    assert not service.asked


def test_a_run_at_home_asks_the_own_network(service: PictureService) -> None:
    """All addresses of its host are of the own network: others there may be asked, no odd ones."""
    gate = Gate(
        resolve=lambda host, _port: ["224.0.0.1" if host == "odd.example" else LOOPBACK],
        certificates=service.trust(),
        home=f"https://{HOME}/feed.xml",
    )
    service.picture("/a.png", png())
    assert download(service.url("/a.png", "pictures.example"), LIMITS, gate) == png()
    with pytest.raises(Refused, match=r"224\.0\.0\.1, which is not a public address"):
        download(service.url("/a.png", "odd.example"), LIMITS, gate)


@pytest.mark.parametrize("error", [UnicodeError("no name"), OverflowError("port"), ValueError])
def test_what_a_connection_meets_is_a_refusal(
    service: PictureService, gate: Gate, error: Exception
) -> None:
    """Whatever an odd address makes of the libraries below, one picture is missing, no more."""

    def allows(_: str) -> bool:
        raise ExceptionGroup("unhandled", [error])

    with pytest.raises(Refused, match="no connection"):
        download(service.url("/a.png"), LIMITS, Gate(allows, gate.resolve, gate.certificates))


def test_a_file_of_certificates_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """SSL_CERT_FILE that leads nowhere is a refusal that says so."""
    monkeypatch.setenv("SSL_CERT_FILE", f"{tmp_path}/none.pem")
    download_module._certificates.cache_clear()  # noqa: SLF001 -- read once a process
    with pytest.raises(Refused, match="certificates"):
        download("https://example.com/a.png", LIMITS)


def test_a_name_is_resolved_once(service: PictureService) -> None:
    """A name that changes its address after the check gains nothing: nobody asks again."""
    answers = [[LOOPBACK], ["10.0.0.1"], ["10.0.0.1"]]
    gate = Gate(
        allows=lambda address: address == LOOPBACK,
        resolve=lambda *_: answers.pop(0),
        certificates=service.trust(),
    )
    service.picture("/a.png", png())
    service.redirect("/b.png", service.url("/a.png"))
    assert download(service.url("/b.png"), LIMITS, gate) == png()
    assert download(service.url("/a.png"), LIMITS, gate) == png()
    assert len(answers) == 2


def test_one_private_address_is_one_too_many(service: PictureService) -> None:
    """A name with a public and a private address is refused before any connection."""
    gate = Gate(resolve=lambda *_: ["8.8.8.8", LOOPBACK], certificates=service.trust())
    with pytest.raises(Refused, match=r"127\.0\.0\.1, which is not a public address"):
        download(service.url("/a.png"), LIMITS, gate)


def test_a_dead_address_is_passed_over(service: PictureService) -> None:
    """The next address of a name is tried when the first does not answer."""
    gate = Gate(lambda _: True, lambda *_: ["127.0.0.2", LOOPBACK], service.trust())
    service.picture("/a.png", png())
    assert download(service.url("/a.png"), LIMITS, gate) == png()


def test_a_name_without_address(unknown_host: str) -> None:
    """The message names the host."""
    with pytest.raises(Refused, match=f"{unknown_host} has no address"):
        download(f"https://{unknown_host}/a.png", LIMITS)


@pytest.mark.parametrize("path", ["/slow", "/hangs"])
def test_time_is_limited_in_all(service: PictureService, gate: Gate, path: str) -> None:
    """A server that drips or is silent does not hold up the build."""
    begin = time.monotonic()
    with pytest.raises(Refused, match=r"within 3 s"):
        download(service.url(path), Limits(seconds=3, megabytes=5), gate)
    assert time.monotonic() - begin < 12


def test_a_slow_resolver_counts_too(service: PictureService) -> None:
    """Nobody waits for a resolver that hangs for minutes, neither the clock nor the event loop."""
    with hanging() as resolve:
        begin = time.monotonic()
        with pytest.raises(NoAnswer, match=r"within 0\.3 s"):
            download(service.url("/a"), Limits(seconds=0.3, megabytes=5), Gate(resolve=resolve))
        assert time.monotonic() - begin < 3
        assert resolve.hangs == ["localhost"]


def test_a_resolver_that_is_late_is_not_asked_again(service: PictureService) -> None:
    """The next request of a run waits for the look-up that hangs, and not for another one."""
    with hanging() as resolve:
        gate = Gate(resolve=resolve)
        for _ in range(3):
            with pytest.raises(NoAnswer, match=r"within 0\.1 s"):
                download(service.url("/a"), Limits(seconds=0.1, megabytes=5), gate)
        assert resolve.hangs == ["localhost"]


@pytest.mark.parametrize("found", [[], OSError("gone"), UnicodeError("label too long")])
def test_a_resolver_that_finds_nothing(found: list[str] | Exception) -> None:
    """The host has no address, and nothing else happens."""

    def resolve(_host: str, _port: int) -> list[str]:
        if isinstance(found, Exception):
            raise found
        return found

    with pytest.raises(NoAnswer, match=r"a\.example has no address"):
        download("https://a.example/x.png", LIMITS, Gate(resolve=resolve))


def test_size_is_limited(service: PictureService, gate: Gate) -> None:
    """By what the server states, and by what arrives when it states nothing."""
    service.picture("/large", bytes(200_001))
    service.picture("/full", bytes(200_000))
    assert len(download(service.url("/full"), LIMITS, gate)) == 200_000
    for path in ("/large", "/endless"):
        with pytest.raises(Refused, match=r"larger than 0\.2 MB"):
            download(service.url(path), LIMITS, gate)


def test_half_a_picture_is_none(service: PictureService, gate: Gate) -> None:
    """A body shorter than stated is refused."""
    service.picture("/a", png(), **{"Content-Length": "5000"})
    with pytest.raises(Refused, match="the connection broke"):
        download(service.url("/a"), LIMITS, gate)


@pytest.mark.parametrize("status", [204, 206, 304, 404, 500])
def test_other_answers_are_refused(service: PictureService, gate: Gate, status: int) -> None:
    """Only 200 brings a picture."""
    service.pages["/a"] = (status, {}, b"")
    with pytest.raises(Refused, match=f"answers {status}"):
        download(service.url("/a"), LIMITS, gate)


def test_what_follows_a_packed_body_is_not_read(service: PictureService, gate: Gate) -> None:
    """An endless tail behind the end of a gzip body is neither kept nor waited for."""
    service.tails["/tail"] = ("gzip", packed(png()), b"x" * 65_536)
    request, manner = Request(service.url("/tail")), Manner(unpacks=True)
    assert asyncio.run(ask(request, manner, LIMITS, gate)).body == png()


def test_a_packed_body_is_counted_as_it_comes(service: PictureService, gate: Gate) -> None:
    """A packed body that is endless and unpacks to nothing is too large."""
    empty_block = b"\0\0\0\xff\xff"  # of deflate, stored
    service.tails["/nothing"] = ("deflate", b"\x78\x9c", empty_block * 10_000)
    request = Request(service.url("/nothing"))
    with pytest.raises(Refused, match=r"larger than 0\.2 MB"):
        asyncio.run(ask(request, Manner(unpacks=True), LIMITS, gate))


@pytest.mark.parametrize("packed_as", ["br", "gzip, gzip", "zstd"])
def test_a_body_that_nobody_can_unpack(service: PictureService, gate: Gate, packed_as: str) -> None:
    """It is refused by whoever unpacks, and what arrives for whoever does not."""
    service.picture("/a", b"x", **{"Content-Encoding": packed_as})
    with pytest.raises(Refused, match=f"packed as {packed_as}, which nobody asked for"):
        asyncio.run(ask(Request(service.url("/a")), Manner(unpacks=True), LIMITS, gate))
    assert download(service.url("/a"), LIMITS, gate) == b"x"


def test_an_answer_that_leads_elsewhere_is_the_answer(service: PictureService, gate: Gate) -> None:
    """Who follows no redirect is told of it, and nobody else is asked."""
    service.redirect("/a", "/b")
    answer = asyncio.run(ask(Request(service.url("/a")), Manner(redirects=0), LIMITS, gate))
    assert (answer.status, answer.headers["location"]) == (302, "/b")
    assert service.asked == ["/a"]


# --- Proxies --------------------------------------------------------------------------------------

BY_PROXY = Manner(proxies=True)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Return an environment that names no proxy."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_looks_up_the_name(
    service: PictureService, environment: pytest.MonkeyPatch, scheme: str
) -> None:
    """Only its own host is looked up here; each certificate is that of its name."""
    tls = service.certified("proxy.example") if scheme == "https" else None
    looked_up: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.2", LOOPBACK]

    service.picture("/a.png", png())
    with ConnectProxy(service.port, tls) as proxy:
        environment.setenv("HTTPS_PROXY", f"{scheme}://me:pass@proxy.example:{proxy.port}")
        gate = Gate(resolve=resolve, certificates=service.trust())
        request = Request(service.url("/a.png", "pictures.example"))
        answer = asyncio.run(ask(request, BY_PROXY, LIMITS, gate))
    assert answer.body == png()
    assert proxy.asked == [(f"pictures.example:{service.port}", "Basic bWU6cGFzcw==")]
    assert looked_up == ["proxy.example"]
    assert service.names == ["pictures.example"]


def test_strangers_lead_by_no_proxy(
    service: PictureService, gate: Gate, environment: pytest.MonkeyPatch
) -> None:
    """Pictures and feeds are asked for directly, whatever the environment says."""
    environment.setenv("ALL_PROXY", "http://127.0.0.1:9")
    service.picture("/a.png", png())
    assert download(service.url("/a.png"), LIMITS, gate) == png()


def test_a_host_without_proxy_passes_the_gate(
    service: PictureService, environment: pytest.MonkeyPatch
) -> None:
    """NO_PROXY names it: its addresses are checked."""
    environment.setenv("ALL_PROXY", "http://127.0.0.1:9")
    environment.setenv("NO_PROXY", "localhost")
    with pytest.raises(Refused, match="which is not a public address"):
        asyncio.run(ask(Request(service.url("/a.png")), BY_PROXY, LIMITS, Gate()))


@pytest.mark.parametrize(
    "proxy",
    ["socks5://u:secret@a:1", "http://u:12/secret@a:1", "http://u:secret@a:nine", "http://[secret"],
)
def test_a_proxy_that_cannot_be_used(environment: pytest.MonkeyPatch, proxy: str) -> None:
    """The refusal repeats nothing of its address."""
    environment.setenv("ALL_PROXY", proxy)
    with pytest.raises(Refused, match="the proxy that the environment names has no") as error:
        asyncio.run(ask(Request("https://a.example/"), BY_PROXY, LIMITS, Gate()))
    assert "secret" not in str(error.value)


def test_a_proxy_that_is_not_found_in_time(environment: pytest.MonkeyPatch) -> None:
    """Its look-up is within the limit as well."""
    environment.setenv("ALL_PROXY", "http://proxy.example:1")
    request, limits = Request("https://a.example/"), Limits(seconds=0.3, megabytes=1)
    with hanging() as resolve:
        begin = time.monotonic()
        with pytest.raises(NoAnswer, match=r"within 0\.3 s"):
            asyncio.run(ask(request, BY_PROXY, limits, Gate(resolve=resolve)))
        assert time.monotonic() - begin < 3
        assert resolve.hangs == ["proxy.example"]
