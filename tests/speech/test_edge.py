"""The edge engine against the local service: requests, times, every fault."""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import edge_tts.communicate
import pytest
import stamina
from edge_service import LEAD_SECONDS, EdgeService
from hypothesis import given, settings
from hypothesis import strategies as st
from readings import reading

from podcast.errors import EngineUnavailable, SpeechError
from podcast.model import Voice
from podcast.speech import boundaries, edge, faults

XIAOXIAO = Voice("edge", "zh-CN-XiaoxiaoNeural", "+6%")
SPOKEN = reading("今天发布", ("GPT-5.2", "GPT五点二", "model"), "，", "Qwen", "跟进", "。")

# --- What is sent ------------------------------------------------------------------------------


def test_voice_rate_and_spoken_form_reach_the_service(edge_service: EdgeService) -> None:
    """The service gets the readings, the voice and the rate in well-formed SSML."""
    edge.EdgeEngine().speak(SPOKEN, XIAOXIAO)
    (request,) = edge_service.requests
    assert SPOKEN.text == "今天发布GPT五点二，Qwen跟进。"
    assert request.text == "今天发布G P T五点二，Qwen跟进。"
    assert (request.voice, request.rate) == ("XiaoxiaoNeural", "+6%")


def test_dialect_voice_reaches_the_service(edge_service: EdgeService) -> None:
    """A voice of a dialect is named as the service names it."""
    edge.EdgeEngine().speak(SPOKEN, Voice("edge", "zh-CN-liaoning-XiaobeiNeural"))
    assert edge_service.requests[0].voice == "XiaobeiNeural"


def test_text_is_data(edge_service: EdgeService) -> None:
    """Markup in a reading is read as characters and never becomes SSML."""
    hostile = "</prosody></voice></speak><speak>&amp;"
    edge.EdgeEngine().speak(reading("今天", (hostile, hostile, "latin"), "发布"), XIAOXIAO)
    assert edge_service.requests[0].text == f"今天{hostile}发布"


def test_spelled_words_are_sent_as_letters() -> None:
    """A spelled word goes as capitals apart; neighbouring Latin words are kept apart as well."""
    assert boundaries.sent_text(reading("MoE", "模型", spell=True)).text == "M O E模型"
    assert boundaries.sent_text(reading("Claude", "Opus", "发布")).text == "Claude Opus发布"


def test_long_text_is_cut_at_sentences(edge_service: EdgeService) -> None:
    """A text over the limit goes in several requests, and its words keep their order and time."""
    sentence = "模型发布" * 60
    spoken = reading(*(piece for _ in range(6) for piece in (sentence, "。")))
    clip = edge.EdgeEngine().speak(spoken, XIAOXIAO)
    texts = [request.text for request in edge_service.requests]
    assert "".join(texts) == spoken.text
    assert len(texts) == 2
    assert all(text.endswith("。") and len(text.encode()) <= 3000 for text in texts)
    said = "".join(spoken.raw[w.start : w.end] for w in clip.words)
    assert said == spoken.raw.replace("。", "")
    assert all(a.ends_at <= b.starts_at for a, b in pairwise(clip.words))
    assert clip.seconds - clip.words[-1].ends_at < 0.5


@given(
    st.lists(st.sampled_from(["模型发布", "。", "，", "Qwen", "GPT", "：", "三"]), max_size=30),
    st.integers(12, 60),
)
@settings(max_examples=150, deadline=None)
def test_cuts_lose_nothing_and_split_no_word(pieces: list[str], limit: int) -> None:
    """Pieces are in order, fit, hold every spoken character, and begin with a token."""
    sent = boundaries.sent_text(reading(*pieces))
    found = boundaries.cuts(sent, limit)
    joined = "".join(sent.text[start:end] for start, end in found)
    assert boundaries.letters(joined) == boundaries.letters(sent.text)
    for start, end in found:
        assert len(sent.text[start:end].encode()) <= limit
        place = sent.places[start]
        assert place is None or place.offset == 0
    assert all(a[1] <= b[0] for a, b in pairwise(found))


def test_text_without_pauses_or_tokens_is_cut_anyway() -> None:
    """A run longer than a request is cut between characters, at most at the limit."""
    sent = boundaries.sent_text(reading("字" * 100))
    assert boundaries.cuts(sent, 90) == ((0, 30), (30, 60), (60, 90), (90, 100))


def test_a_pause_or_a_token_is_preferred() -> None:
    """Without a sentence end the cut is behind a pause, without a pause before a token."""
    assert boundaries.cuts(boundaries.sent_text(reading("一二", "，", "三四五")), 15)[0] == (0, 3)
    assert boundaries.cuts(boundaries.sent_text(reading("天地", "人和家")), 12)[0] == (0, 2)


# --- When words are heard ----------------------------------------------------------------------


def test_boundaries_become_words(edge_service: EdgeService) -> None:
    """Chinese keeps the service's words; a token read otherwise is one word from end to end."""
    clip = edge.EdgeEngine().speak(SPOKEN, XIAOXIAO)
    assert [(SPOKEN.raw[w.start : w.end], round(w.starts_at, 2)) for w in clip.words] == [
        ("今天", LEAD_SECONDS),
        ("发布", 0.5),
        ("GPT-5.2", 0.9),
        ("Qwen", 2.4),
        ("跟进", 2.8),
    ]
    assert clip.words[2].ends_at == pytest.approx(2.1)


def located(spoken, *heard: tuple[str, float, float]) -> list[tuple[str, float, float]]:
    sent = boundaries.sent_text(spoken)
    found = boundaries.locate(
        sent, (0, len(sent.text)), [boundaries.Boundary(*each) for each in heard]
    )
    words = boundaries.words(spoken, list(found), 10.0)
    return [(spoken.raw[w.start : w.end], w.starts_at, w.ends_at) for w in words]


def test_boundary_over_several_tokens_is_shared() -> None:
    """A word of the service that spans tokens gives each its share by characters."""
    spoken = reading("可灵", ("AI", "AI", "acronym"), ("3", "三", "version"), "版")
    assert located(spoken, ("可灵AI", 0.0, 0.8), ("三版", 1.0, 1.4)) == [
        ("可灵", 0.0, 0.4),
        ("AI", 0.4, 0.8),
        ("3", 1.0, 1.2),
        ("版", 1.2, 1.4),
    ]


def test_unknown_boundary_is_skipped() -> None:
    """A boundary that is not in the text, or is a mark only, does not shift the next ones."""
    spoken = reading("今天", "，", "发布")
    heard = [("今天", 0.0, 0.4), ("，", 0.4, 0.5), ("昨天", 0.5, 0.6), ("发布", 0.6, 1.0)]
    assert located(spoken, *heard) == [("今天", 0.0, 0.4), ("发布", 0.6, 1.0)]


def test_case_and_letters_apart_are_found() -> None:
    """Boundaries of a spelled word join into one word, whatever their case."""
    spoken = reading("MoE", "模型", spell=True)
    heard = [("m", 0.0, 0.1), ("O", 0.1, 0.2), ("E", 0.2, 0.3), ("模型", 0.3, 0.7)]
    assert located(spoken, *heard) == [("MoE", 0.0, 0.3), ("模型", 0.3, 0.7)]


def test_overlapping_times_are_put_in_order() -> None:
    """Times never run backwards and never beyond the sound."""
    heard = [("今天", 0.0, 0.5), ("发布", 0.3, 99.0)]
    assert located(reading("今天发布"), *heard) == [("今天", 0.0, 0.5), ("发布", 0.5, 10.0)]


# --- Faults ------------------------------------------------------------------------------------

ONCE = [
    "429",
    "503",
    "drop",
    "abort",
    "close",
    "no-audio",
    "no-boundaries",
    "short",
    "noise",
    "garbage",
]


@pytest.mark.parametrize("fault", ONCE)
def test_a_passing_fault_is_tried_again(edge_service: EdgeService, fault: str) -> None:
    """One fault costs one more connection, and the clip is whole."""
    whole = edge.EdgeEngine().speak(SPOKEN, XIAOXIAO).seconds
    edge_service.first(fault)
    assert edge.EdgeEngine().speak(SPOKEN, XIAOXIAO).seconds == whole
    assert edge_service.connections == 3


TRIES = [
    ("429", 4, "busy"),
    ("503", 4, "busy"),
    ("abort", 4, "cut text"),
    ("close", 4, "cut text"),
    ("no-audio", 3, "no sound"),
    ("no-boundaries", 4, "cut text"),
    ("short", 4, "cut text"),
    ("noise", 3, "cannot be understood"),
    ("garbage", 3, "cannot be understood"),
]


@pytest.mark.parametrize(("fault", "tries", "message"), TRIES)
def test_a_lasting_fault_makes_the_engine_unavailable(
    edge_service: EdgeService, fault: str, tries: int, message: str
) -> None:
    """After a few tries by kind the next engine may be tried; the message says why."""
    edge_service.always(fault)
    with pytest.raises(EngineUnavailable, match=f"{message}.* after {tries} tries; "):
        edge.EdgeEngine().speak(SPOKEN, XIAOXIAO)
    assert edge_service.connections == tries


def test_403_is_tried_with_the_clock_corrected(edge_service: EdgeService) -> None:
    """edge-tts corrects its clock by the answer and connects again; that is one try of ours."""
    edge_service.first("403")
    assert edge.EdgeEngine().speak(SPOKEN, XIAOXIAO).seconds > 2
    assert edge_service.connections == 2


def test_a_lasting_break_before_the_answer(edge_service: EdgeService) -> None:
    """A connection that ends in the handshake is made again by aiohttp, then by us."""
    edge_service.always("drop")
    with pytest.raises(EngineUnavailable, match=r"the connection broke .* after 4 tries"):
        edge.EdgeEngine().speak(SPOKEN, XIAOXIAO)
    assert edge_service.connections == 8


def test_lasting_403_names_the_remedy(edge_service: EdgeService) -> None:
    """A client that is refused for good is told to check its clock and edge-tts."""
    edge_service.always("403")
    with pytest.raises(EngineUnavailable, match=r"HTTP 403.*clock.*upgrade edge-tts"):
        edge.EdgeEngine().speak(SPOKEN, XIAOXIAO)
    assert edge_service.connections == 4


def test_a_stall_ends_by_its_limit(
    edge_service: EdgeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Silence in mid-answer is noticed although edge-tts itself would wait for ever."""
    monkeypatch.setattr(edge, "STALL_SECONDS", 0.3)
    edge_service.always("stall")
    with pytest.raises(EngineUnavailable, match=r"nothing for 0\.3 s.* after 2 tries"):
        edge.EdgeEngine().speak(SPOKEN, XIAOXIAO)


def test_a_passing_stall_is_tried_again(
    edge_service: EdgeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stall costs its limit and one more connection; the limit leaves a slow machine room."""
    monkeypatch.setattr(edge, "STALL_SECONDS", 3.0)
    edge_service.first("stall")
    assert edge.EdgeEngine().speak(SPOKEN, XIAOXIAO).seconds > 2
    assert edge_service.connections == 2


@pytest.mark.usefixtures("unknown_host")
@pytest.mark.parametrize("host", ["127.0.0.1", "no-such-host.invalid"])
def test_no_network_fails_at_once(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    """A refused connection or an unknown host gives up after one wait of half a second at most."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    monkeypatch.setenv("NO_PROXY", host)
    monkeypatch.setattr(edge_tts.communicate, "WSS_URL", f"ws://{host}:{port}/edge/v1?T=x")
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    with pytest.raises(EngineUnavailable, match=r"cannot be reached.*after 2 tries") as caught:
        edge.EdgeEngine().speak(SPOKEN, XIAOXIAO)
    assert len(waits) == 1
    assert waits[0] <= 0.5
    assert "0x" not in str(caught.value), "an address in memory is different in every run"


def test_insecure_connection_is_not_tried_again(
    edge_service: EdgeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that is not the service (here: no TLS at all) ends the first try."""
    url = edge_service.url.replace("ws:", "wss:")
    monkeypatch.setattr(edge_tts.communicate, "WSS_URL", url)
    with pytest.raises(EngineUnavailable, match=r"not secure.*after 1 try;"):
        edge.EdgeEngine().speak(SPOKEN, XIAOXIAO)


def test_a_proxy_that_refuses_is_named_without_its_password(
    edge_service: EdgeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy from the environment is used, and its password stays out of the message."""
    port = edge_service.url.split(":")[2].split("/")[0]
    monkeypatch.setenv("WSS_PROXY", f"http://user:secret@127.0.0.1:{port}")
    monkeypatch.setattr(edge_tts.communicate, "WSS_URL", "wss://service.invalid/edge/v1?T=x")
    with pytest.raises(EngineUnavailable, match="the proxy does not let it pass") as caught:
        edge.EdgeEngine().speak(SPOKEN, XIAOXIAO)
    assert "secret" not in str(caught.value)


def test_a_service_that_never_answers_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A connection that is taken but never answered ends by the limit of a wait."""
    monkeypatch.setattr(edge, "STALL_SECONDS", 0.3)
    with (
        socket.create_server(("127.0.0.1", 0)) as mute,
        stamina.set_testing(testing=True, attempts=10),
    ):
        url = f"ws://127.0.0.1:{mute.getsockname()[1]}/edge/v1?T=x"
        monkeypatch.setattr(edge_tts.communicate, "WSS_URL", url)
        with pytest.raises(EngineUnavailable, match="stopped answering"):
            edge.EdgeEngine().speak(SPOKEN, XIAOXIAO)


def test_lasting_403_without_a_date_is_a_refusal(edge_service: EdgeService) -> None:
    """When edge-tts cannot correct its clock the refusal is reported all the same."""
    edge_service.always("403-undated")
    with pytest.raises(EngineUnavailable, match=r"refuses this client \(HTTP 403\)"):
        edge.EdgeEngine().speak(SPOKEN, XIAOXIAO)


def test_voice_the_service_does_not_know(edge_service: EdgeService) -> None:
    """A voice outside the known ones that gets no sound is a mistake, not an outage."""
    with pytest.raises(SpeechError, match=r"NobodyNeural.*may not exist") as caught:
        edge.EdgeEngine().speak(SPOKEN, Voice("edge", "zh-CN-NobodyNeural"))
    assert not isinstance(caught.value, EngineUnavailable)


def test_bad_rate_is_an_error(edge_service: EdgeService) -> None:
    """A rate that edge-tts refuses never reaches the service."""
    with pytest.raises(SpeechError, match="rate"):
        edge.EdgeEngine().speak(SPOKEN, Voice("edge", "zh-CN-XiaoxiaoNeural", "fast"))
    assert edge_service.connections == 0


def test_retries_are_quiet(edge_service: EdgeService, capsys: pytest.CaptureFixture[str]) -> None:
    """A retry writes nothing to the terminal; a program that logs gets stamina's record."""
    edge_service.first("503")
    edge.EdgeEngine().speak(SPOKEN, XIAOXIAO)
    assert capsys.readouterr() == ("", "")
    assert logging.getLogger("stamina").hasHandlers()


def test_calls_may_run_at_once(edge_service: EdgeService) -> None:
    """speak() works from several threads, each with its own connection."""
    engine = edge.EdgeEngine(parallel=3)
    edge_service.gate = asyncio.Barrier(3)
    with ThreadPoolExecutor(engine.parallel) as pool:
        clips = list(pool.map(lambda _: engine.speak(SPOKEN, XIAOXIAO), range(6)))
    assert edge_service.peak == 3
    assert len({clip.seconds for clip in clips}) == 1


def test_waits_grow_and_end() -> None:
    """The wait before try n+1 is random up to wait * 2**(n-1), until the tries are used up."""
    retries = faults.Retries()
    for most in (1.0, 2.0, 4.0):
        wait = retries(faults.Fault(faults.BUSY, ""))
        assert not isinstance(wait, bool)
        assert 0 <= wait <= most
    assert retries(faults.Fault(faults.BUSY, "")) is False
    assert retries(ValueError()) is False
    assert not stamina.is_testing()
