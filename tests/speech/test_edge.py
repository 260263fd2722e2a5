"""The edge engine against the local service: requests, times, every fault."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import edge_service as service_module
import edge_tts.communicate
import pytest
from edge_protocol import text_message
from edge_service import LEAD_SECONDS, EdgeService
from readings import reading

from podcast.errors import EngineUnavailable, SpeechError
from podcast.lib import deadline
from podcast.model import Voice
from podcast.online import faults
from podcast.speech.edge import engine as edge

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
    "static",
    "garbage",
    "shape",
    "early-end",
    "disorder",
    "clock",
    "403",
]


@pytest.mark.parametrize("fault", ONCE)
def test_a_passing_fault_is_tried_again(edge_service: EdgeService, fault: str) -> None:
    """One fault costs one more connection, and the clip is whole."""
    whole = edge.EdgeEngine().speak(SPOKEN, XIAOXIAO).seconds
    edge_service.first(fault)
    clip = edge.EdgeEngine().speak(SPOKEN, XIAOXIAO)
    assert clip.seconds == whole
    assert len(clip.words) == 5
    assert edge_service.connections == 3


TRIES = [
    ("429", 4, "busy"),
    ("503", 4, "busy"),
    ("abort", 4, "cut text"),
    ("close", 4, "cut text"),
    ("no-audio", 3, "no sound"),
    ("no-boundaries", 4, "cut text"),
    ("short", 4, "cut text"),
    ("noise", 4, "cannot be understood"),
    ("static", 4, "cannot be understood"),
    ("garbage", 4, "cannot be understood"),
    ("shape", 4, "cannot be understood"),
    ("early-end", 3, "no sound"),
    ("disorder", 4, "cannot be understood"),
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


def test_403_corrects_the_clock(edge_service: EdgeService) -> None:
    """A client whose clock is an hour late takes the time of the refusal, once for all lines."""
    edge_service.first("clock")
    engine = edge.EdgeEngine()
    assert engine.speak(SPOKEN, XIAOXIAO).seconds > 2
    assert engine.speak(SPOKEN, XIAOXIAO).seconds > 2
    assert edge_service.connections == 3


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
    began = time.monotonic()
    with pytest.raises(EngineUnavailable, match=r"nothing for 0\.3 s.* after 3 tries"):
        edge.EdgeEngine().speak(SPOKEN, XIAOXIAO)
    assert time.monotonic() - began < 3 * 10, "no ten seconds for farewells that never come"


def test_a_passing_stall_is_tried_again(
    edge_service: EdgeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stall costs its limit and one more connection; the limit leaves a slow machine room."""
    monkeypatch.setattr(edge, "STALL_SECONDS", 3.0)
    edge_service.first("stall")
    assert edge.EdgeEngine().speak(SPOKEN, XIAOXIAO).seconds > 2
    assert edge_service.connections == 2


def test_a_slow_but_steady_answer_is_taken(
    edge_service: EdgeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is for the wait between two messages, not for the answer."""
    monkeypatch.setattr(edge, "STALL_SECONDS", 2.0)
    edge_service.trickle_seconds = 0.2
    edge_service.always("trickle")
    began = time.monotonic()
    assert edge.EdgeEngine().speak(SPOKEN, XIAOXIAO).seconds > 2
    assert time.monotonic() - began > 2 * edge.STALL_SECONDS
    assert edge_service.connections == 1


@pytest.mark.usefixtures("unknown_host")
@pytest.mark.parametrize("host", ["127.0.0.1", "no-such-host.invalid"])
def test_no_network_fails_at_once(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    """A refused connection or an unknown host gives up after one wait of half a second at most."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    monkeypatch.setenv("NO_PROXY", host)
    monkeypatch.setattr(edge_tts.communicate, "WSS_URL", f"ws://{host}:{port}/edge/v1?T=x")
    began = time.monotonic()
    with pytest.raises(EngineUnavailable, match=r"cannot be reached.*after 2 tries") as caught:
        edge.EdgeEngine().speak(SPOKEN, XIAOXIAO)
    assert time.monotonic() - began < 2 * edge.CONNECT_SECONDS
    assert "0x" not in str(caught.value), "an address in memory is different in every run"


def test_insecure_connection_is_not_tried_again(
    edge_service: EdgeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that is not the service (here: no TLS at all) ends the first try."""
    url = edge_service.url.replace("ws:", "wss:")
    monkeypatch.setattr(edge_tts.communicate, "WSS_URL", url)
    with pytest.raises(EngineUnavailable, match=r"not secure.*after 1 try;"):
        edge.EdgeEngine().speak(SPOKEN, XIAOXIAO)


def test_a_service_that_never_answers_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A connection that is taken but never answered ends by the limit of a wait."""
    monkeypatch.setattr(edge, "STALL_SECONDS", 0.3)
    monkeypatch.setattr(faults, "UNIT_SECONDS", 0.01)
    with socket.create_server(("127.0.0.1", 0)) as mute:
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
    """A retry writes nothing to the terminal."""
    edge_service.first("503")
    edge.EdgeEngine().speak(SPOKEN, XIAOXIAO)
    assert capsys.readouterr() == ("", "")


def test_engines_share_the_connections(edge_service: EdgeService) -> None:
    """Several engine objects in several threads together keep to the limit, and use all of it."""
    edge_service.gate = asyncio.Barrier(3)
    engines = [edge.EdgeEngine(parallel=3, per_second=1000) for _ in range(2)]
    with ThreadPoolExecutor(12) as pool:
        clips = list(pool.map(lambda n: engines[n % 2].speak(SPOKEN, XIAOXIAO), range(12)))
    assert edge_service.peak == 3
    assert len({clip.seconds for clip in clips}) == 1


def test_connections_begin_at_the_rate(edge_service: EdgeService) -> None:
    """After the first few, as many as may be open, connections begin so many a second."""
    engine = edge.EdgeEngine(parallel=2, per_second=4)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: engine.speak(SPOKEN, XIAOXIAO), range(8)))
    assert len(edge_service.starts) == 8
    assert edge_service.starts[-1] - edge_service.starts[0] >= 6 / 4 / 2


def test_the_deadline_cuts_a_slow_answer_short(edge_service: EdgeService) -> None:
    """When the episode's time is over no wait goes on, and no line begins."""
    edge_service.always("stall")
    engine = edge.EdgeEngine(deadline=2.0)
    began = time.monotonic()
    for _ in range(2):
        with pytest.raises(EngineUnavailable, match=r"not finished within 2 s; raise"):
            engine.speak(SPOKEN, XIAOXIAO)
    assert time.monotonic() - began < edge.STALL_SECONDS
    assert edge_service.connections == 1


def test_the_first_final_failure_ends_the_other_calls(edge_service: EdgeService) -> None:
    """A call in mid-answer is broken off when another line fails for good, with the same reason."""
    edge_service.plan = lambda n: "stall" if n == 1 else "429"
    engine = edge.EdgeEngine(parallel=2, per_second=1000)
    began = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        calls = [pool.submit(engine.speak, SPOKEN, XIAOXIAO) for _ in range(2)]
        messages = [str(call.exception()) for call in calls]
    assert len(set(messages)) == 1
    assert "HTTP 429" in messages[0]
    assert time.monotonic() - began < edge.STALL_SECONDS


# --- Hostile text ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hostile",
    ["</speak>", "&", "&amp;", "<!--", "]]>", "\x00", "\x0b", "\x1b[", "\ud800", "\uffff", "\x7f"],
    ids=ascii,
)
def test_hostile_characters_are_read_or_left_out(edge_service: EdgeService, hostile: str) -> None:
    """What is no text for XML is left out, everything else arrives as it was written."""
    clip = edge.EdgeEngine().speak(
        reading("今天", (hostile, hostile, "latin"), "发布", ("模型", "模型")), XIAOXIAO
    )
    printable = "".join(char for char in hostile if char.isprintable())
    assert edge_service.requests[0].text == f"今天{printable}发布模型"
    assert len(clip.words) >= 2


@pytest.mark.parametrize("raw", ["。", "\ud800", "&", "\x00", "…"], ids=ascii)
def test_a_text_with_nothing_to_say_is_refused(edge_service: EdgeService, raw: str) -> None:
    """A line of marks alone never reaches the service."""
    with pytest.raises(SpeechError, match="nothing to say"):
        edge.EdgeEngine().speak(reading((raw, raw, "punctuation")), XIAOXIAO)
    assert edge_service.connections == 0


# --- Answers without end, and words without sense -----------------------------------------------


def endless(request: str, fault: str) -> Iterator[str | bytes]:
    """Yield the same message for ever."""
    sound = b"X-StreamId:1\r\nContent-Type:audio/mpeg\r\nPath:audio\r\n"
    spoken = {"sound": b"\0" * 60_000, "words": "天", "long words": "天" * 9_000}[fault]
    while True:
        if isinstance(spoken, bytes):
            yield len(sound).to_bytes(2, "big") + sound + spoken
        else:
            yield text_message(request, "audio.metadata", word(spoken))


def word(text: object, offset: object = 0, duration: object = 0) -> dict[str, object]:
    data = {"Offset": offset, "Duration": duration, "text": {"Text": text}}
    return {"Metadata": [{"Type": "WordBoundary", "Data": data}]}


@pytest.mark.parametrize("fault", ["sound", "words", "long words"])
def test_an_answer_without_end_is_left(
    edge_service: EdgeService, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """Neither sound nor words fill the memory until the deadline: the next try is whole."""

    def answer(request: str, *args: Any) -> Iterator[str | bytes]:
        return messages(request, *args) if edge_service.connections > 1 else endless(request, fault)

    messages = service_module.messages
    monkeypatch.setattr(service_module, "messages", answer)
    assert edge.EdgeEngine(deadline=60.0).speak(SPOKEN, XIAOXIAO).seconds > 2
    assert edge_service.connections == 2


@pytest.mark.parametrize(
    "nonsense",
    [word(["天"]), word("天", float("nan")), word("天", 0, -1), word("天", 10**400)],
    ids=["no text", "no number", "backwards", "too large"],
)
def test_a_word_without_sense_is_left(
    edge_service: EdgeService, monkeypatch: pytest.MonkeyPatch, nonsense: dict[str, object]
) -> None:
    """A boundary that is none is an answer that cannot be understood."""

    def answer(request: str, *args: Any) -> Iterator[str | bytes]:
        yield from messages(request, *args)
        yield text_message(request, "audio.metadata", nonsense)

    messages = service_module.messages
    monkeypatch.setattr(service_module, "messages", answer)
    with pytest.raises(EngineUnavailable, match=r"cannot be understood .*after 4 tries"):
        edge.EdgeEngine(per_second=100).speak(SPOKEN, XIAOXIAO)


def test_a_name_that_nobody_answers_for_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the system looks for an address: two limits of a lookup, and no longer."""
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answered.wait(200))
    monkeypatch.setattr(deadline, "LOOKUP_SECONDS", 0.2)
    monkeypatch.setattr(edge_tts.communicate, "WSS_URL", "ws://slow.invalid/edge/v1?T=x")
    monkeypatch.setenv("NO_PROXY", "slow.invalid")
    began = time.monotonic()
    with pytest.raises(EngineUnavailable, match=r"cannot be reached .*no address in 0\.2 s"):
        edge.EdgeEngine().speak(SPOKEN, XIAOXIAO)
    assert time.monotonic() - began < 30
    answered.set()
