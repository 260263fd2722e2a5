"""Which proxy the environment sets for an address."""

from __future__ import annotations

import pytest

from podcast.lib.proxies import environment_proxy

PROXY = "http://proxy.example:3128"


@pytest.mark.parametrize(
    ("url", "no_proxy", "proxy"),
    [
        ("http://[::1]:11434/v1", "::1", None), ("http://[::1]:11434/v1", "[::1]", None),
        ("http://[::1]:11434/v1", "localhost,::1", None), ("http://[::1]:11434/v1", "::2", PROXY),
        ("http://127.0.0.1:11434/v1", "127.0.0.1", None),
        ("http://me@a.example", "a.example", None),
        ("http://a.example", "*", None), ("http://a.example", "", PROXY),
    ],
)  # fmt: skip
def test_no_proxy_names_hosts(
    monkeypatch: pytest.MonkeyPatch, url: str, no_proxy: str, proxy: str | None
) -> None:
    """An IPv6 address with or without its brackets."""
    for name in ("http_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", PROXY)
    monkeypatch.setenv("no_proxy", no_proxy)
    assert environment_proxy(url) == proxy
