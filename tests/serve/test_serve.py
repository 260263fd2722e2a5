"""The local server as podcast apps meet it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from podcast import serve
from podcast.errors import ServeError
from podcast.show.config import Show

MP3 = "/2026-02-06/2026-02-06-1a2b3c4d.mp3"
AUDIO = bytes(range(256)) * 300
SIZE = len(AUDIO)

Serving = Callable[..., AbstractContextManager[httpx.Client]]


def _raw(client: httpx.Client, request: str) -> bytes:
    """Send what no HTTP client would and return all that comes back."""
    address = (client.base_url.host, client.base_url.port or 0)
    with socket.create_connection(address, timeout=60) as raw:
        raw.sendall(request.encode())
        answer = b""
        while chunk := raw.recv(65536):
            answer += chunk
    return answer


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/feed.xml", "application/rss+xml; charset=utf-8"),
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/2026-02-06/", "text/html; charset=utf-8"),
        ("/cover-12345678.jpg", "image/jpeg"),
        (MP3, "audio/mpeg"),
        ("/2026-02-06/2026-02-06-5e6f7a8b.opus", "audio/ogg"),
        ("/2026-02-06/transcript.vtt", "text/vtt"),
        ("/2026-02-06/transcript.srt", "application/x-subrip"),
        ("/2026-02-06/transcript.json", "application/json"),
        ("/2026-02-06/chapters.json", "application/json+chapters"),
        ("/2026-02-06/2026-02-06-1a2b3c4d.opus", "audio/ogg"),
        ("/2026-02-06/player.js", "text/javascript; charset=utf-8"),
        ("/2026-02-06/strange.bin", "application/octet-stream"),
    ],
)
def test_head_equals_get(client: httpx.Client, path: str, kind: str) -> None:
    """Every file has its exact media type, and HEAD tells what GET does."""
    got = client.get(path)
    assert got.status_code == 200
    assert got.headers["content-type"] == kind
    assert int(got.headers["content-length"]) == len(got.content)
    head = client.head(path)
    assert head.status_code == 200
    assert head.content == b""
    ignored = {"date"}
    assert {k: v for k, v in head.headers.items() if k not in ignored} == {
        k: v for k, v in got.headers.items() if k not in ignored
    }


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-", 0, SIZE),
        ("bytes=100-199", 100, 200),
        ("bytes=-5", SIZE - 5, SIZE),
        (f"bytes=10-{SIZE * 2}", 10, SIZE),
        (f"bytes=-{SIZE * 2}", 0, SIZE),
        ("Bytes=1-2", 1, 3),
    ],
)
def test_range(client: httpx.Client, asked: str, start: int, end: int) -> None:
    """A range gives 206 with exactly its bytes."""
    got = client.get(MP3, headers={"Range": asked})
    assert got.status_code == 206
    assert got.content == AUDIO[start:end]
    assert got.headers["content-range"] == f"bytes {start}-{end - 1}/{SIZE}"
    assert got.headers["content-type"] == "audio/mpeg"
    assert int(got.headers["content-length"]) == end - start


def test_several_ranges(client: httpx.Client) -> None:
    """Several ranges come as one multipart answer that holds each of them."""
    got = client.get(MP3, headers={"Range": "bytes=0-3, 1000-1003"})
    assert got.status_code == 206
    assert got.headers["content-type"].startswith("multipart/byteranges; boundary=")
    assert AUDIO[0:4] in got.content
    assert f"bytes 1000-1003/{SIZE}".encode() in got.content


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=-0"])
def test_range_beyond_the_end(client: httpx.Client, asked: str) -> None:
    """A range outside the file gives 416 with the file's length."""
    got = client.get(MP3, headers={"Range": asked})
    assert got.status_code == 416
    assert got.headers["content-range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    "asked", ["bytes=5-2", "bytes=a-b", "bytes=", "items=0-5", "bytes=--5", "bytes=1-" + "9" * 5000]
)
def test_range_without_sense_is_ignored(client: httpx.Client, asked: str) -> None:
    """A malformed range gives the whole file (RFC 9110 section 14.2)."""
    got = client.get(MP3, headers={"Range": asked})
    assert got.status_code == 200
    assert got.content == AUDIO


def test_head_ignores_ranges(client: httpx.Client) -> None:
    """HEAD tells the whole length, ranges or not."""
    head = client.head(MP3, headers={"Range": "bytes=0-9"})
    assert head.status_code == 200
    assert head.headers["content-length"] == str(SIZE)
    assert head.headers["accept-ranges"] == "bytes"


def test_range_of_another_version_gives_the_whole_file(client: httpx.Client) -> None:
    """If-Range with the right ETag keeps the range, with an old one drops it."""
    etag = client.head(MP3).headers["etag"]
    same = client.get(MP3, headers={"Range": "bytes=0-9", "If-Range": etag})
    assert same.status_code == 206
    old = client.get(MP3, headers={"Range": "bytes=0-9", "If-Range": '"old"'})
    assert old.content == AUDIO


@pytest.mark.parametrize("path", [MP3, "/feed.xml", "/2026-02-06/chapters.json"])
def test_known_version_is_not_sent_again(client: httpx.Client, path: str) -> None:
    """A conditional request with the ETag of the last answer gives 304 without a body."""
    etag = client.get(path).headers["etag"]
    again = client.get(path, headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == etag
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_unchanged_since_is_not_sent_again(client: httpx.Client) -> None:
    """Clients that only keep Last-Modified get 304 too."""
    since = client.get(MP3).headers["last-modified"]
    assert client.get(MP3, headers={"If-Modified-Since": since}).status_code == 304


def test_changed_feed_has_another_etag(show: Show, serving: Serving) -> None:
    """A rewritten feed is told apart by its content."""
    feed = show.episodes / "feed.xml"
    with serving(show) as client:
        before = client.get("/feed.xml").headers["etag"]
        feed.write_bytes(feed.read_bytes().replace(b"<rss>", b"<rss version='2.0'>"))
        assert client.get("/feed.xml").headers["etag"] != before


def test_feed_names_this_server(client: httpx.Client) -> None:
    """Addresses that the server answers are its own; the blog's below base_url stay."""
    here = str(client.base_url)
    text = client.get("/feed.xml").text
    assert f'url="{here}2026-02-06/2026-02-06-1a2b3c4d.mp3"' in text
    assert f'href="{here}feed.xml"' in text
    assert f"<c>{here}2026-02-06/</c>" in text
    assert f"<link>{here}</link>" in text
    assert "<d>https://example.com/pod/blog/2026/post.html</d>" in text
    assert "<e>https://example.com/podium</e>" in text
    page = client.get("/2026-02-06/").text
    assert page.count(f"{here}feed.xml") == 2


def test_feed_names_the_address_of_the_request(client: httpx.Client) -> None:
    """A phone that asks by a name on the network gets that name back."""
    text = client.get("/feed.xml", headers={"Host": "laptop.local:8000"}).text
    assert 'href="http://laptop.local:8000/feed.xml"' in text
    text = client.get("/feed.xml", headers={"Host": "[::1]:80"}).text
    assert 'href="http://[::1]:80/feed.xml"' in text


@pytest.mark.parametrize(
    "host", ['"><script>', "a/b", "a b", "user@host", "a:99999999", "", "主机"]
)
def test_odd_host_is_not_repeated(client: httpx.Client, host: str) -> None:
    """A Host header that is no host[:port] is answered with the server's own address."""
    text = client.get("/feed.xml", headers={"Host": host.encode()}).text
    assert f'href="{client.base_url}feed.xml"' in text


def test_recordings_behind_a_prefix_are_heard_here(show: Show, serving: Serving) -> None:
    """With `feed.prefix` the feed names this server's recordings, and nobody is counted."""
    counted = replace(show, feed=replace(show.feed, prefix="https://op3.example/e/"))
    feed = counted.episodes / "feed.xml"
    behind = "https://op3.example/e/" + show.base_url.removeprefix("https://")
    feed.write_text(
        feed.read_text("utf-8").replace(f"{show.base_url}2026", f"{behind}2026"), "utf-8"
    )
    with serving(counted) as client:
        text = client.get("/feed.xml").text
    assert f'url="{client.base_url}2026-02-06/2026-02-06-1a2b3c4d.mp3"' in text
    assert "op3.example" not in text
    assert f"<d>{show.base_url}blog/2026/post.html</d>" in text


def test_as_is_leaves_addresses(show: Show, serving: Serving) -> None:
    """With as_is the feed comes byte by byte as it is on disk, with ranges."""
    data = (show.episodes / "feed.xml").read_bytes()
    with serving(show, as_is=True) as client:
        assert client.get("/feed.xml").content == data
        part = client.get("/feed.xml", headers={"Range": "bytes=0-4"})
    assert (part.status_code, part.content) == (206, b"<?xml")


def test_folder_without_slash_redirects(client: httpx.Client) -> None:
    """A folder's address gets its slash, so that the page's relative links work."""
    got = client.get("/2026-02-06")
    assert got.status_code == 308
    assert got.headers["location"] == "/2026-02-06/"
    doubled = client.get("//2026-02-06")
    assert doubled.headers.get("location", "/2026-02-06/") == "/2026-02-06/"


@pytest.mark.parametrize(
    "path",
    [
        "/nothing.mp3",
        "/.gitignore",
        "/.tmp-abc.mp3",
        "/../show.yaml",
        "/%2e%2e/show.yaml",
        "/..%2fshow.yaml",
        "/2026-02-06/../../show.yaml",
        "/..\\show.yaml",
        "/feed.xml/",
        "/index.html/",
        "/feed.xml/x",
        "/%00",
        "/" + "a" * 5000,
        "/empty/",
        "/out/show.yaml",
        "/out.yaml",
        "/hidden.txt",
        "/ring",
        "/2026-02-06/script.md",
        "/2026-02-06/report.html",
        "/script-by-another-name",
    ],
)
def test_nothing_else_is_served(client: httpx.Client, path: str) -> None:
    """Missing and hidden files, those of the maker, `..` and links that lead out give 404."""
    answer = _raw(client, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 404 "), answer[:200]
    assert b"access-control" not in answer
    assert b"base_url" not in answer


@pytest.mark.parametrize(
    ("path", "is_open"),
    [
        (MP3, True),
        ("/2026-02-06/transcript.vtt", True),
        ("/2026-02-06/transcript.srt", True),
        ("/2026-02-06/transcript.json", True),
        ("/2026-02-06/chapters.json", True),
        ("/2026-02-06/player.js", True),
        ("/cover-12345678.jpg", True),
        ("/feed.xml", False),
        ("/", False),
        ("/2026-02-06/", False),
        ("/2026-02-06/episode.json", False),
        ("/2026-02-06/strange.bin", False),
    ],
)
def test_other_sites_read_what_their_players_need(
    client: httpx.Client, path: str, is_open: bool
) -> None:
    """A page of another site cannot read the rest of a show that lies on this machine."""
    for got in (
        client.get(path, headers={"Origin": "https://blog.example"}),
        client.options(path, headers={"Access-Control-Request-Headers": "range"}),
    ):
        assert (got.headers.get("access-control-allow-origin") == "*") is is_open
        exposed = got.headers.get("access-control-expose-headers", "")
        assert ("Content-Range" in exposed) is is_open


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example"])
def test_a_name_of_the_internet_is_refused(client: httpx.Client, host: str) -> None:
    """A page that makes its name lead to this machine reads nothing (DNS rebinding)."""
    for path in ("/feed.xml", MP3, "/nothing"):
        got = client.get(path, headers={"Host": host})
        assert got.status_code == 421
        assert "ask by its address" in got.text
    asked = f"GET http://{host}/feed.xml HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    assert _raw(client, asked).startswith(b"HTTP/1.1 421 ")


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:8000", "192.168.1.7:8000", "[::1]:8000", "laptop", "laptop.local.",
     "pod.localhost", "example.com"],
)  # fmt: skip
def test_its_own_names_are_answered(client: httpx.Client, host: str) -> None:
    """Addresses in figures, names of this network, and the show's public name behind a proxy."""
    assert client.get("/feed.xml", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "LOCALHOST"])
def test_a_request_in_absolute_form_is_answered(client: httpx.Client, host: str) -> None:
    """As a client sends it that takes the server for a proxy; its host counts (RFC 9112)."""
    asked = f"GET http://{host}/feed.xml HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    answer = _raw(client, asked)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert f'href="http://{host}/feed.xml"'.encode() in answer
    bare = f"HEAD http://{host} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    assert _raw(client, bare).startswith(b"HTTP/1.1 200 ")


def test_link_inside_the_folder_is_served(client: httpx.Client) -> None:
    """A link that stays in the public folder is an ordinary file."""
    assert client.get("/latest.mp3").content == AUDIO


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_other_methods_are_refused(client: httpx.Client, method: str) -> None:
    """Nothing can be changed through the server."""
    got = client.request(method, "/feed.xml")
    assert got.status_code == 405
    assert "GET" in got.headers["allow"]


def test_preflight_allows_ranges(client: httpx.Client) -> None:
    """A browser that asks first may send ranges from a page of another host."""
    got = client.options(MP3, headers={"Access-Control-Request-Headers": "range"})
    assert got.status_code == 204
    assert "Range" in got.headers["access-control-allow-headers"]
    assert got.headers["access-control-allow-origin"] == "*"


def test_http_1_0_without_host(client: httpx.Client) -> None:
    """An old client that names no host gets the server's own address."""
    answer = _raw(client, "GET /feed.xml HTTP/1.0\r\n\r\n")
    assert f'href="{client.base_url}feed.xml"'.encode() in answer


def test_taken_port_is_an_error(show: Show) -> None:
    """A port in use is named with the option that chooses another."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=f"127.0.0.1:{port}: .*another one with --port"):
            serve.open_server(show, port=port)


@pytest.mark.usefixtures("unknown_host")
@pytest.mark.parametrize(
    ("host", "port", "message"),
    [
        ("no-such-host.invalid", 0, "no such host"),
        ("127.0.0.1", 70000, "from 0 to 65535"),
        ("192.0.2.1", 0, "choose another address"),
    ],
)
def test_impossible_address_is_an_error(show: Show, host: str, port: int, message: str) -> None:
    """An address that cannot be listened on is one clear line."""
    with pytest.raises(ServeError, match=message):
        serve.open_server(show, host=host, port=port)


def test_nothing_to_serve_is_an_error(show: Show, tmp_path: Path) -> None:
    """Without a feed the message names the command that makes one."""
    (show.episodes / "feed.xml").unlink()
    with pytest.raises(ServeError, match=r"feed\.xml: .*run `podcast build` first"):
        serve.open_server(show)
    with pytest.raises(ServeError, match="podcast build"):
        serve.open_server(replace(show, root=tmp_path / "gone"))


def test_ipv6_address_has_brackets(show: Show) -> None:
    """On IPv6 the address can be used as it is printed."""
    try:
        server = serve.open_server(show, host="::1", port=0)
    except ServeError:
        pytest.skip("this machine has no IPv6 loopback")
    with server.listener:
        assert server.feed == f"http://[::1]:{server.listener.getsockname()[1]}/feed.xml"


def test_ctrl_c_ends_quietly(show: Show) -> None:
    """SIGINT ends `run` with exit code 0 and nothing on stderr, even during a download."""
    with (show.episodes / "long.mp3").open("wb") as long:
        long.truncate(64_000_000)  # more than sockets buffer
    program = (
        "import sys; from pathlib import Path; from podcast import serve;"
        "from podcast.show import config;"
        "show = config.load(Path(sys.argv[1]));"
        "server = serve.open_server(show, port=0); print(server.feed, flush=True); server.run()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(show.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(serve.__file__).parents[2])},
    )
    assert process.stdout is not None
    feed = process.stdout.readline().strip()
    address = feed.removesuffix("feed.xml")
    with (
        httpx.Client(trust_env=False, timeout=60) as client,
        client.stream("GET", f"{address}long.mp3") as got,
    ):
        assert got.status_code == 200
        assert client.get(feed).status_code == 200
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, "")
