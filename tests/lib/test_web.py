"""Downloads: what is reached, what is refused, and how long it may take."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from podcast.lib import web as download_module
from podcast.lib.web import Gate, Limits, Refused, download, is_public

sys.path.insert(0, str(Path(__file__).parents[1]))

from picture_service import PictureService, png

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
    answers = [[LOOPBACK], ["10.0.0.1"]]
    gate = Gate(
        allows=lambda address: address == LOOPBACK,
        resolve=lambda *_: answers.pop(0),
        certificates=service.trust(),
    )
    service.picture("/a.png", png())
    assert download(service.url("/a.png"), LIMITS, gate) == png()
    assert answers == [["10.0.0.1"]]


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
    with pytest.raises(Refused, match=r"within 0\.4 s"):
        download(service.url(path), Limits(seconds=0.4, megabytes=5), gate)
    assert time.monotonic() - begin < 3


def test_a_slow_resolver_counts_too(service: PictureService) -> None:
    """Nobody waits for a resolver beyond the limit."""
    hanging = threading.Event()

    def slow(_host: str, _port: int) -> list[str]:
        hanging.wait(20)
        return []

    begin = time.monotonic()
    with pytest.raises(Refused, match=r"within 0\.3 s"):
        download(service.url("/a"), Limits(seconds=0.3, megabytes=5), Gate(resolve=slow))
    assert time.monotonic() - begin < 3
    hanging.set()


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
