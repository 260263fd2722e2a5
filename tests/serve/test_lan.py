"""`podcast serve --lan`: an address for a phone on the same network, and its QR code."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

import podcast
from podcast import serve
from podcast.errors import ServeError
from podcast.lib.qrcode import for_terminal
from podcast.serve.lan import EVERYWHERE, address_for_others
from podcast.show.config import Show

ROOT = Path(podcast.__file__).parents[1]
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_HALVES = {"█": (255, 255), "▀": (255, 0), "▄": (0, 255), " ": (0, 0)}
_PIXELS = 6
"""Side of a module of the QR code."""


def _photographed(drawn: str) -> Image.Image:
    """Return what a camera sees of half blocks on a terminal: white on black."""
    lines = _ANSI.sub("", drawn).splitlines()
    picture = Image.new("L", (len(lines[0]), 2 * len(lines)))
    for row, line in enumerate(lines):
        for column, char in enumerate(line):
            for half, shade in enumerate(_HALVES[char]):
                picture.putpixel((column, 2 * row + half), shade)
    return picture.resize((picture.width * _PIXELS, picture.height * _PIXELS))


@pytest.mark.parametrize(
    "address",
    [
        "http://192.168.178.123:8000/feed.xml",
        "http://10.0.0.2:65535/feed.xml",
        "http://laptop-of-somebody.fritz.box:8000/feed.xml",
    ],
)
def test_a_camera_reads_the_code(address: str) -> None:
    """What stands on the terminal decodes to the address, in every line's own colours."""
    drawn = for_terminal(address)
    lines = drawn.splitlines()
    assert all(line.startswith("\x1b[97;40m") and line.endswith("\x1b[0m") for line in lines)
    (read,) = zxingcpp.read_barcodes(
        _photographed(drawn), formats=zxingcpp.BarcodeFormat.QRCode, try_invert=False
    )
    assert read.text == address


def test_the_code_fits_a_terminal() -> None:
    """The longest IPv4 address leaves room for the other lines on 80 columns and 24 lines."""
    lines = _ANSI.sub("", for_terminal("http://192.168.178.123:65535/feed.xml")).splitlines()
    assert len(lines) <= 20
    assert max(map(len, lines)) <= 40


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.8.8.8"])
def test_loopback_is_nothing_for_a_phone(show: Show, host: str) -> None:
    """An address of this machine alone is refused with what to do."""
    with pytest.raises(ServeError, match=r"nobody else on the network .*leave out --host"):
        serve.open_server(show, host=host, port=0, lan=True)


def test_a_host_given_is_the_address() -> None:
    """Who names the address of one of several networks gets that one."""
    assert address_for_others("192.168.7.5") == "192.168.7.5"


def test_without_lan_no_code(show: Show) -> None:
    """Loopback is what a server listens on unless it is told otherwise."""
    server = serve.open_server(show, port=0)
    with server.listener:
        port = server.listener.getsockname()[1]
        assert server.welcome == (
            f"listen: http://127.0.0.1:{port}/\n"
            f"feed:   http://127.0.0.1:{port}/feed.xml\n(Ctrl-C ends it)"
        )


def test_listens_for_everybody(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --lan all interfaces answer, and the code is that of the feed's address there."""
    monkeypatch.setattr("podcast.serve.server.address_for_others", lambda _: "192.168.7.5")
    server = serve.open_server(show, port=0, lan=True)
    with server.listener:
        host, port = server.listener.getsockname()
        assert host == EVERYWHERE
        with socket.create_connection(("127.0.0.1", port), timeout=60):
            pass
        assert server.feed == f"http://192.168.7.5:{port}/feed.xml"
        assert for_terminal(server.feed) in server.welcome


def _in_a_network(program: Callable[[str], str], *preparation: str) -> str:
    """Return what `address_for_others` says in a network of its own, where the system lets us."""
    unshare = program("unshare")
    asking = (
        "from podcast.errors import ServeError\n"
        "from podcast.serve.lan import EVERYWHERE, address_for_others\n"
        "try: print(address_for_others(EVERYWHERE))\n"
        "except ServeError as error: print(error)\n"
    )
    command = [unshare, "--map-root-user", "--net", "sh", "-ec"]
    if subprocess.run([*command, "ip link set lo up"], capture_output=True, check=False).returncode:
        pytest.skip("this system allows no network namespace")
    script = "\n".join([*preparation, f'exec "{sys.executable}" -c "$0"'])
    done = subprocess.run(
        [*command, script, asking], capture_output=True, text=True, check=True, timeout=60,
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return done.stdout.strip()


@pytest.mark.tools("unshare", "ip")
def test_finds_the_address_on_the_network(program: Callable[[str], str]) -> None:
    """The machine's own address on the network of the default route is what a phone gets."""
    said = _in_a_network(
        program, "ip link set lo up", "ip addr add 192.168.7.5/24 dev lo",
        "ip route add default dev lo src 192.168.7.5",
    )  # fmt: skip
    assert said == "192.168.7.5"


@pytest.mark.tools("unshare", "ip")
@pytest.mark.parametrize("preparation", [[], ["ip link set lo up"]])
def test_no_network_is_an_error(program: Callable[[str], str], preparation: list[str]) -> None:
    """Without a network that is said, and what to do."""
    said = _in_a_network(program, *preparation)
    assert said.startswith("this machine is on no network")
    assert "--host" in said


def test_this_machine(show: Show) -> None:
    """Here and now the address is one that is not loopback and answers, or the error says why."""
    try:
        server = serve.open_server(show, port=0, lan=True)
    except ServeError as error:
        assert "on no network" in str(error)  # noqa: PT017 - either outcome is right
        return
    with server.listener:
        host = server.address.removeprefix("http://").partition(":")[0]
        assert not ip_address(host).is_loopback
        port = server.listener.getsockname()[1]
        with socket.create_connection((host, port), timeout=60):
            pass
