"""The network of g2pM, run over whole sentences."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcast.chinese.pinyin.context import load, odds, polyphones


def best(text: str, char: str) -> str:
    found = odds(text)[text.index(char)]
    assert found
    return max(found, key=found.__getitem__)


@pytest.mark.parametrize(
    ("text", "char", "syllable"),
    [
        ("他在银行工作。", "行", "hang2"),
        ("列车正在行驶。", "行", "xing2"),
        ("他担任校长。", "长", "zhang3"),
        ("全长三公里。", "长", "chang2"),
        ("演奏了一首乐曲", "乐", "yue4"),
    ],
)
def test_the_sentence_decides(text: str, char: str, syllable: str) -> None:
    """The likeliest reading is the one that the sentence asks for."""
    assert best(text, char) == syllable


def test_odds_are_relative_to_the_best() -> None:
    """The likeliest reading has 0, others are below; a character with one reading has none."""
    found = odds("人行道")
    assert found[0] is None
    assert found[1] is not None
    assert max(found[1].values()) == 0
    assert min(found[1].values()) < 0
    assert "行" in polyphones()
    assert "人" not in polyphones()


def test_a_sentence_is_read_alike_in_any_text() -> None:
    """What stands in other sentences changes nothing but the last digits."""
    alone = odds("他在银行工作。")[3]
    among = odds("会长说了什么？他在银行工作。" + "重要的是数量。" * 70)[10]
    assert alone is not None
    assert among is not None
    assert alone == pytest.approx(among, abs=1e-3)


@pytest.mark.parametrize(
    "text", ["", "\n\n。。", "行" * 1000, "长" * 119 + "，" + "行", "A行\0😀行\n"]
)
def test_any_length(text: str) -> None:
    """Texts without sentence ends, longer than the network saw, have one answer a character."""
    assert len(odds(text)) == len(text)


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_unicode(text: str) -> None:
    """Every code point has its place."""
    assert len(odds(text)) == len(text)


def test_data_may_not_call_functions() -> None:
    """A pickle that asks for anything but arrays is refused."""
    with pytest.raises(pickle.UnpicklingError, match="getcwd"):
        load(io.BytesIO(b"cos\ngetcwd\n(tR."))


def test_quiet() -> None:
    """Loading the weights warns of nothing, not even in a new process."""
    code = "from podcast.chinese.pinyin.context import odds; print(len(odds('银行')))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    assert (done.stdout.strip(), done.stderr) == ("2", "")
