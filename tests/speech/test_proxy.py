"""Which proxy is used, and that its password is never told."""

from __future__ import annotations

import traceback

import edge_tts.communicate
import pytest
from edge_service import EdgeService
from readings import reading

from podcast.errors import EngineUnavailable
from podcast.model import Voice
from podcast.online.faults import ServiceFault
from podcast.online.proxy import proxy_for
from podcast.show.config import OpenAI
from podcast.speech import load
from podcast.speech.edge import engine as edge

URL = "wss://speech.example/edge/v1?T=x"


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "wss_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("environment", "proxy"),
    [
        ({}, None),
        ({"HTTPS_PROXY": "http://a:1"}, "http://a:1"),
        ({"https_proxy": "http://a:1"}, "http://a:1"),
        ({"HTTPS_PROXY": "a:1"}, "http://a:1"),
        ({"ALL_PROXY": "http://b:2"}, "http://b:2"),
        ({"all_proxy": "http://b:2", "HTTPS_PROXY": "http://a:1"}, "http://a:1"),
        ({"HTTP_PROXY": "http://c:3"}, None),
        ({"HTTPS_PROXY": "http://a:1", "NO_PROXY": "speech.example"}, None),
        ({"HTTPS_PROXY": "http://a:1", "no_proxy": ".example"}, None),
        ({"HTTPS_PROXY": "http://a:1", "NO_PROXY": "other.example"}, "http://a:1"),
        ({"HTTPS_PROXY": "http://a:1", "NO_PROXY": "*"}, None),
        ({"HTTPS_PROXY": ""}, None),
    ],
    ids=str,
)
def test_environment(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], proxy: str | None
) -> None:
    """The variables that curl reads lead the WebSocket as well, in capitals or not."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert proxy_for(URL) == proxy


def test_the_show_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """What show.yaml says is used whatever the environment says."""
    monkeypatch.setenv("HTTPS_PROXY", "http://a:1")
    monkeypatch.setenv("NO_PROXY", "*")
    assert proxy_for(URL, "http://own:9") == "http://own:9"


def test_a_proxy_of_another_kind_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """SOCKS is not spoken; the message names the way out and no password."""
    monkeypatch.setenv("ALL_PROXY", "socks5://user:secret@a:1")
    with pytest.raises(
        ServiceFault, match=r"socks5 proxies are not supported; name an http one"
    ) as caught:
        proxy_for(URL)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("configured", [True, False], ids=["show.yaml", "environment"])
@pytest.mark.parametrize("address", ["wss://service.invalid/v1?T=x", "ws://service.invalid/v1?T=x"])
def test_a_proxy_that_refuses_is_named_without_its_password(
    edge_service: EdgeService, monkeypatch: pytest.MonkeyPatch, configured: bool, address: str
) -> None:
    """The connection goes by the proxy, whose password stays out of message and traceback."""
    port = edge_service.url.split(":")[2].split("/")[0]
    proxy = f"http://user:secret@127.0.0.1:{port}"
    if not configured:
        monkeypatch.setenv("ALL_PROXY", proxy)
    monkeypatch.setattr(edge_tts.communicate, "WSS_URL", address)
    engine = edge.EdgeEngine(proxy=proxy if configured else "")
    with pytest.raises(EngineUnavailable) as caught:
        engine.speak(reading("今天发布"), Voice("edge", "zh-CN-XiaoxiaoNeural"))
    told = "".join(traceback.format_exception(caught.value))
    assert "secret" not in told


def test_a_proxy_that_is_down_is_named_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A proxy without a server behind it cannot be reached, and its password is not told."""
    monkeypatch.setenv("HTTPS_PROXY", "http://user:secret@127.0.0.1:9")
    with pytest.raises(EngineUnavailable, match=r"cannot be reached.*127\.0\.0\.1:9") as caught:
        edge.EdgeEngine().speak(reading("今天发布"), Voice("edge", "zh-CN-XiaoxiaoNeural"))
    assert "secret" not in "".join(traceback.format_exception(caught.value))


UNUSABLE = [
    "http://user:SECRETpw：x@127.0.0.1:9",
    "http://user:SECRET[pw@127.0.0.1:9",
    "http://user:12/SECRET@127.0.0.1:9",
    "user:12/SECRET@127.0.0.1:9",
    "http://user:12?SECRET@127.0.0.1:9",
    "http://user:12#SECRET@127.0.0.1:9",
    "http://user:SECRET\npw@127.0.0.1:9",
    "http://user:SECRET@127.0.0.1:nine",
    "http://user:SECRET@127.0.0.1:99999",
    "http://user:SECRET@",
    "SECRET://127.0.0.1:9",
]
"""No address of a proxy, most often because of what stands in the password."""


@pytest.mark.parametrize("configured", [True, False], ids=["show.yaml", "environment"])
@pytest.mark.parametrize("address", UNUSABLE, ids=ascii)
@pytest.mark.parametrize("engine", ["edge", "openai"])
def test_an_address_that_cannot_be_used_is_not_told(
    monkeypatch: pytest.MonkeyPatch, engine: str, address: str, configured: bool
) -> None:
    """The proxy is to blame, and neither message nor traceback holds a part of its address."""
    if not configured:
        monkeypatch.setenv("HTTPS_PROXY", address)
    proxy = address if configured else ""
    service = OpenAI("https://speech.example/v1", "m", "NO_SUCH_KEY")
    settings = {"service": service} if engine == "openai" else {}
    voice = {"edge": "zh-CN-XiaoxiaoNeural", "openai": "alloy"}[engine]
    with pytest.raises(EngineUnavailable, match=r"proxy .*cannot be used.* after 1 try") as caught:
        load(engine, proxy=proxy, **settings).speak(reading("今天发布"), Voice(engine, voice))
    told = "".join(traceback.format_exception(caught.value))
    assert "SECRET" not in told
    assert "user:12" not in told


@pytest.mark.parametrize("address", ["http://a:1/", "https://u:p%2Fw@a:1", "http://[::1]:1"])
def test_other_addresses_are_used_as_they_are(address: str) -> None:
    """A slash at the end, a password in percents, an address of IPv6."""
    assert proxy_for(URL, address) == address


@pytest.mark.parametrize("password", ["密", "%E5%AF%86"])
def test_a_password_that_edge_cannot_send_is_not_told(password: str) -> None:
    """Not one character of it; the proxy's address is to blame."""
    engine = load("edge", proxy=f"http://user:{password}@127.0.0.1:9")
    with pytest.raises(EngineUnavailable, match=r"proxy .*cannot be used") as caught:
        engine.speak(reading("今天发布"), Voice("edge", "zh-CN-XiaoxiaoNeural"))
    told = "".join(traceback.format_exception(caught.value))
    assert "密" not in told
    assert "5bc6" not in told
