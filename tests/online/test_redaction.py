"""The key in a service's words: found in whatever form, and nothing else taken for it."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest

from podcast.online.redaction import repeats

KEY = "sk-Xy7Qm2+ZxV9/tLw4Rb"


@pytest.mark.parametrize(
    "said",
    [
        KEY,
        f"Bearer {KEY}",
        KEY.upper(),
        KEY[-5:],
        f"****{KEY[-4:]}",
        KEY[:7],
        KEY[6:11],
        " ".join(KEY),
        "-".join(KEY[-6:]),
        "\u200b".join(KEY),
        KEY.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)}),
        KEY[::-1],
        quote(KEY, safe=""),
        KEY.encode().hex(),
        KEY.encode().hex(" "),
        "".join(f"%{byte:02X}" for byte in KEY.encode()),
        *(
            base64.b64encode(before + KEY.encode()).decode()
            for before in (b"", b"k", b"ab", b"abc")
        ),
        base64.b64encode(f"Bearer {KEY}".encode()).decode(),
        base64.urlsafe_b64encode(f"Authorization: Bearer {KEY}\r\n".encode()).decode(),
        " ".join(base64.b64encode(KEY.encode()).decode()),
    ],
)
def test_the_key_is_found(said: str) -> None:
    """Whole, in part, apart, wide, turned round and in the codes of the web."""
    assert repeats(f"You sent {said}, which is wrong", KEY)


@pytest.mark.parametrize("key", ["", "+/=", "a", "ab3"])
def test_an_odd_key_hides_no_more_than_itself(key: str) -> None:
    """No key hides nothing, and a short one is looked for as a whole."""
    assert not repeats("no such field", key)
    assert repeats(f"wrong: {key}!", key) == any(char.isalnum() for char in key)


def test_other_words_are_told() -> None:
    """What services say is not taken for a key of random letters."""
    for said in (
        "Rate limit reached for tts-1 in organization org-1 on requests per min (RPM): Limit 3",
        "[{'loc': ['body', 'input'], 'msg': 'String should have at most 4096 characters'}]",
        "request id 3fa85f64-5717-4562-b3fc-2c963f66afa6",
    ):
        assert not repeats(said, KEY)
