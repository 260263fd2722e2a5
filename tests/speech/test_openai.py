"""The OpenAI-like engine against a local service: requests, times, every fault, the key."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from openai_service import KEY, MODEL, PAUSE_SECONDS, SYLLABLE_SECONDS, OpenAIService
from readings import reading

from podcast.errors import EngineUnavailable, SpeechError
from podcast.model import Voice
from podcast.online import faults, refusals, request
from podcast.show.config import OpenAI
from podcast.speech import load, proof
from podcast.speech.openai import engine as openai

ALLOY = Voice("openai", "alloy")
SPOKEN = reading("今天发布", ("GPT-5.2", "GPT五点二", "model"), "，", "Qwen", "跟进", "。")
VARIABLE = "PROBE_KEY"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAIService]:
    """Run a service that must find no fault with the requests; short waits, no proxy."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv(VARIABLE, KEY)
    monkeypatch.setattr(faults, "UNIT_SECONDS", 0.01)
    with OpenAIService() as running:
        yield running
    assert not running.violations


def engine(service: OpenAIService, **settings) -> openai.OpenAIEngine:
    url = settings.pop("url", service.url)
    model = settings.pop("model", MODEL)
    settings = {"per_second": 1000.0, **settings}
    return openai.OpenAIEngine(service=OpenAI(url, model, VARIABLE), **settings)


# --- What is sent -------------------------------------------------------------------------------


def test_the_request_is_what_the_service_expects(service: OpenAIService) -> None:
    """Model, voice, text as a voice gets it, WAV, speed; the key in one header."""
    engine(service).speak(SPOKEN, Voice("openai", "nova", "+10%", 1.2))
    assert service.requests == [
        {
            "model": MODEL,
            "voice": "nova",
            "input": "今天发布G P T五点二，Qwen跟进。",
            "response_format": "wav",
            "speed": 1.32,
        }
    ]
    assert service.authorizations == [f"Bearer {KEY}"]


def test_a_service_without_keys_gets_none(
    service: OpenAIService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the variable no header is sent: a service of one's own may need none."""
    monkeypatch.delenv(VARIABLE)
    service.key = ""
    engine(service).speak(SPOKEN, ALLOY)
    assert service.authorizations == [None]


def test_the_proxy_of_the_settings_is_used(service: OpenAIService) -> None:
    """A proxy gets the whole address; the name is not looked up here."""
    url = "http://speech.invalid/v1"
    proxy = service.url.removesuffix("/v1")
    engine(service, url=url, proxy=proxy).speak(SPOKEN, ALLOY)
    assert service.targets == [f"{url}/audio/speech"]


def test_the_proxy_of_the_environment_is_used(
    service: OpenAIService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As other programs do."""
    monkeypatch.setenv("http_proxy", service.url.removesuffix("/v1"))
    engine(service, url="http://speech.invalid/v1").speak(SPOKEN, ALLOY)
    assert service.targets == ["http://speech.invalid/v1/audio/speech"]


def test_requests_are_few_at_once(service: OpenAIService) -> None:
    """The limit holds however many lines are spoken."""
    speaking = engine(service, parallel=2)
    with ThreadPoolExecutor(6) as pool:
        clips = list(pool.map(lambda _: speaking.speak(SPOKEN, ALLOY), range(12)))
    assert service.peak == 2
    assert len(clips) == len(service.requests) == 12


def test_address_and_model_are_part_of_the_version(service: OpenAIService) -> None:
    """Another model's sound is never taken from the cache; the key says nothing about the sound."""
    versions = {
        engine(service).version,
        engine(service, model="other").version,
        engine(service, url="http://127.0.0.1/v1").version,
    }
    assert len(versions) == 3
    assert engine(service).version in versions


# --- Sound and times ----------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["ok", "mp3", "streamed"])
def test_every_form_of_sound_is_understood(service: OpenAIService, answer: str) -> None:
    """WAV, WAV without its length, and MP3 from a service that ignores what it is asked for."""
    service.always(answer)
    clip = engine(service).speak(SPOKEN, ALLOY)
    assert proof.problem(clip, SPOKEN, ALLOY) == ""
    syllables = 2 + 2 + 3 + 3 + 1 + 2
    seconds = syllables * SYLLABLE_SECONDS + 2 * PAUSE_SECONDS + 0.2
    assert clip.seconds == pytest.approx(seconds, abs=0.06)


def test_words_lie_between_the_pauses(service: OpenAIService) -> None:
    """The pause of the comma is found: what follows begins behind it."""
    clip = engine(service).speak(SPOKEN, ALLOY)
    times = {SPOKEN.raw[w.start : w.end]: (w.starts_at, w.ends_at) for w in clip.words}
    assert list(times) == ["今", "天", "发", "布", "GPT-5.2", "Qwen", "跟", "进"]
    assert times["今"][0] == pytest.approx(0.1, abs=0.02)
    assert times["GPT-5.2"] == pytest.approx((0.9, 2.1), abs=0.02)
    assert times["Qwen"][0] == pytest.approx(2.4, abs=0.02)
    assert times["进"][1] == pytest.approx(3.0, abs=0.02)


def test_a_service_without_wav_is_asked_for_mp3(service: OpenAIService) -> None:
    """Once: later requests ask for MP3 at once."""
    service.formats = ("mp3",)
    speaking = engine(service)
    for _ in range(2):
        assert proof.problem(speaking.speak(SPOKEN, ALLOY), SPOKEN, ALLOY) == ""
    assert [each["response_format"] for each in service.requests] == ["wav", "mp3", "mp3"]


def test_lines_that_learn_it_at_the_same_time_all_arrive(service: OpenAIService) -> None:
    """Several requests for WAV are under way when the first is refused."""
    service.formats = ("mp3",)
    speaking = engine(service, parallel=4)
    with ThreadPoolExecutor(4) as pool:
        clips = list(pool.map(lambda _: speaking.speak(SPOKEN, ALLOY), range(4)))
    assert [proof.problem(clip, SPOKEN, ALLOY) for clip in clips] == [""] * 4


@pytest.mark.parametrize("first", ["413", "too long"])
def test_a_text_that_is_too_long_is_cut_at_sentences(service: OpenAIService, first: str) -> None:
    """Nothing is lost, no sentence is cut that fits, words keep their order and time."""
    service.first(first)
    service.most = 90
    spoken = reading(*(piece for _ in range(6) for piece in ("模型发布" * 8, "。")))
    clip = engine(service).speak(spoken, ALLOY)
    taken = [each["input"] for each in service.requests if len(each["input"]) <= 90]
    assert "".join(taken) == spoken.text
    assert all(text.endswith("。") for text in taken)
    said = "".join(spoken.raw[w.start : w.end] for w in clip.words)
    assert said == spoken.raw.replace("。", "")
    assert all(a.ends_at <= b.starts_at for a, b in pairwise(clip.words))
    assert clip.words[-1].ends_at == pytest.approx(clip.seconds - 0.4, abs=0.02)
    assert np.abs(clip.samples).max() > 1000


def test_a_short_text_that_is_too_long_is_an_error(service: OpenAIService) -> None:
    """A service that calls everything too long is not asked for ever."""
    service.most = 0
    with pytest.raises(EngineUnavailable, match=r"too long for the service .*after 1 try"):
        engine(service).speak(SPOKEN, ALLOY)
    assert service.connections == 1


# --- Faults -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        "429", "500", "503", "empty", "silent", "short", "cut wav", "cut body", "cut chunks",
        "html", "json", "noise", "drop",
    ],
)  # fmt: skip
def test_a_passing_fault_is_tried_again(service: OpenAIService, fault: str) -> None:
    """Whatever the first answer was, the clip is whole."""
    service.first(fault)
    assert proof.problem(engine(service).speak(SPOKEN, ALLOY), SPOKEN, ALLOY) == ""
    assert service.connections == 2


@pytest.mark.parametrize(
    ("fault", "tries", "message"),
    [
        ("401", 1, f"refuses the key \\(HTTP 401\\) after 1 try; .* variable {VARIABLE}$"),
        ("403", 1, f"refuses the key \\(HTTP 403\\) after 1 try; .* variable {VARIABLE}$"),
        ("402", 1, "account may not be used .*payment required"),
        ("quota", 1, "account may not be used .*no credit"),
        ("404", 1, f"model `{MODEL}` or voice `alloy` \\(HTTP 404: Not Found\\).*show.yaml"),
        ("bad voice", 1, "voice `alloy` .*Voice not found.*voices.yaml"),
        ("bad model", 1, f"model `{MODEL}` .*does not exist"),
        ("400", 1, "refuses the request \\(HTTP 400: speed no such field\\)"),
        ("429", 4, "busy \\(HTTP 429: slow down\\) after 4 tries"),
        ("500", 4, "busy \\(HTTP 500: model crashed\\) after 4 tries"),
        ("503", 4, "busy \\(HTTP 503\\) after 4 tries"),
        ("empty", 3, "sent no sound \\(the answer is empty\\) after 3 tries"),
        ("silent", 3, "sent no sound \\(silence\\) after 3 tries"),
        ("short", 4, "cut text \\(0.15 s of sound, at least"),
        ("cut wav", 4, "cut text \\(\\d+ bytes of the sound are missing"),
        ("cut body", 4, "cut text \\(the connection closed early"),
        ("cut chunks", 4, "cut text \\(the connection closed early"),
        ("html", 3, "no sound \\(a web page\\).* `url` of `speech.openai`"),
        ("json", 3, "no sound \\(a text\\)"),
        ("noise", 3, "no sound \\(it cannot be decoded\\)"),
        ("drop", 4, "connection broke"),
        ("slow rate", 3, "no sound \\(a sound of 10 Hz\\)"),
        ("long", 3, "no sound \\(more than 660 s of sound\\)"),
        ("packed", 3, "no sound \\(it is compressed"),
        ("packed 401", 1, f"refuses the key \\(HTTP 401\\) after 1 try; .* variable {VARIABLE}$"),
    ],
)
def test_a_lasting_fault_is_one_clear_error(
    service: OpenAIService, fault: str, tries: int, message: str
) -> None:
    """What, after how many tries, what to do; never the key."""
    service.always(fault)
    with pytest.raises(EngineUnavailable, match=message) as caught:
        engine(service).speak(SPOKEN, ALLOY)
    assert service.connections == tries
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("fault", ["redirect", "elsewhere"])
def test_redirects_are_not_followed(service: OpenAIService, fault: str) -> None:
    """Text and key go to the address of show.yaml and nowhere else."""
    service.always(fault)
    with pytest.raises(EngineUnavailable, match=r"somewhere else .*HTTP 307 to http://.*`url`"):
        engine(service).speak(SPOKEN, ALLOY)
    assert service.connections == 1


@pytest.mark.parametrize("fault", ["echo", "coded", "spaced", "tail"])
def test_words_of_the_service_with_the_key_are_not_told(service: OpenAIService, fault: str) -> None:
    """A service that repeats the key, in whatever form and place, gives its status only."""
    service.always(fault)
    with pytest.raises(EngineUnavailable, match="refuses the request \\(HTTP 400\\)"):
        engine(service).speak(SPOKEN, ALLOY)


def test_a_reason_that_is_published_holds_no_word_of_the_service(service: OpenAIService) -> None:
    """Kind, status and tries; the message for the person at the keyboard says more."""
    service.always("400")
    with pytest.raises(EngineUnavailable, match="no such field") as caught:
        engine(service).speak(SPOKEN, ALLOY)
    assert caught.value.reason == "openai: the service refuses the request (HTTP 400) after 1 try"


def test_a_reason_stays_the_same_for_lines_that_are_stopped(service: OpenAIService) -> None:
    """Whichever line's error is told first."""
    service.always("400")
    speaker = engine(service)
    with pytest.raises(EngineUnavailable) as first:
        speaker.speak(SPOKEN, ALLOY)
    with pytest.raises(EngineUnavailable) as second:
        speaker.speak(SPOKEN, ALLOY)
    assert (str(second.value), second.value.reason) == (str(first.value), first.value.reason)


@pytest.mark.parametrize(
    "url", ["http://xn--a.invalid/v1", "http://xn--/v1", "http://127.0.0.1:0/v1"]
)
def test_an_address_that_cannot_be_used_is_told(service: OpenAIService, url: str) -> None:
    """Nobody is asked, and the proxy is not blamed."""
    with pytest.raises(EngineUnavailable, match=r"`url` of `speech\.openai`") as caught:
        engine(service, url=url).speak(SPOKEN, ALLOY)
    assert "proxy" not in str(caught.value)
    assert service.connections == 0


def test_a_missing_key_is_told(service: OpenAIService, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the service wants one: that none is set, and in which variable it belongs."""
    monkeypatch.delenv(VARIABLE)
    with pytest.raises(EngineUnavailable, match=f"HTTP 401, none is set.* {VARIABLE}$"):
        engine(service).speak(SPOKEN, ALLOY)


@pytest.mark.parametrize("key", ["sk-\u201cquoted\u201d", "sk-a\nb"])
def test_a_key_that_cannot_be_sent_is_told(
    service: OpenAIService, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    """Nothing is sent, and the message does not show it."""
    monkeypatch.setenv(VARIABLE, key)
    with pytest.raises(EngineUnavailable, match=f"cannot be sent .* {VARIABLE}$") as caught:
        engine(service).speak(SPOKEN, ALLOY)
    assert "sk-" not in str(caught.value)
    assert service.connections == 0


def test_a_wait_the_service_asks_for_is_kept(service: OpenAIService) -> None:
    """Retry-After in seconds."""
    service.retry_after = "1"
    service.first("429")
    began = time.monotonic()
    engine(service).speak(SPOKEN, ALLOY)
    assert time.monotonic() - began >= 1


def test_a_wait_beyond_the_deadline_is_not_begun(service: OpenAIService) -> None:
    """The next engine may still be in time."""
    service.retry_after = "600"
    service.always("429")
    began = time.monotonic()
    with pytest.raises(EngineUnavailable, match=r"busy .* after 1 try"):
        engine(service, deadline=100.0).speak(SPOKEN, ALLOY)
    assert time.monotonic() - began < 50


@pytest.mark.parametrize("fault", ["stall", "trickle"])
def test_the_deadline_ends_a_slow_answer(service: OpenAIService, fault: str) -> None:
    """Also one that sends a byte now and then."""
    service.always(fault)
    with pytest.raises(EngineUnavailable, match="not finished within 1 s"):
        engine(service, deadline=1.0).speak(SPOKEN, ALLOY)


def test_a_silent_service_is_left(service: OpenAIService, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing for so long is a fault, tried again like others."""
    monkeypatch.setattr(request, "SILENCE_SECONDS", 3.0)
    service.first("stall")
    engine(service).speak(SPOKEN, ALLOY)
    assert service.connections == 2


def test_no_service_is_told_quickly(service: OpenAIService, unknown_host: str) -> None:
    """Nobody listens there, or the name has no address."""
    for url in ("http://127.0.0.1:9/v1", f"http://{unknown_host}/v1"):
        with pytest.raises(EngineUnavailable, match=r"cannot be reached .* after 2 tries"):
            engine(service, url=url).speak(SPOKEN, ALLOY)


def test_a_service_that_speaks_no_tls_is_told(service: OpenAIService) -> None:
    """An `https` address of a plain service is not tried again."""
    with pytest.raises(EngineUnavailable, match=r"not secure .* after 1 try"):
        engine(service, url=service.url.replace("http:", "https:")).speak(SPOKEN, ALLOY)


@pytest.mark.parametrize("proxy", ["http://user:p4ssw0rd@127.0.0.1:9", "ftp://127.0.0.1:9"])
def test_a_broken_proxy_is_told(service: OpenAIService, proxy: str) -> None:
    """Without its password."""
    with pytest.raises(EngineUnavailable) as caught:
        engine(service, proxy=proxy).speak(SPOKEN, ALLOY)
    assert "proxy" in str(caught.value)
    assert "p4ssw0rd" not in str(caught.value)


def test_not_configured_is_unavailable() -> None:
    """The message says what to write into show.yaml."""
    with pytest.raises(EngineUnavailable, match=r"show.yaml, below `speech:`, `openai: {url: "):
        load("openai")


def test_nothing_to_say_is_no_request(service: OpenAIService) -> None:
    """Punctuation alone never reaches the service."""
    with pytest.raises(SpeechError, match="nothing to say"):
        engine(service).speak(reading("，", "。"), ALLOY)
    assert service.connections == 0


def test_deep_nonsense_in_an_error_is_an_error() -> None:
    """A refusal whose body is nested without end is still told in one line."""
    fault = refusals.refusal(refusals.ServiceAnswer(500, {}, b"[" * 200_000), "k")
    assert fault is not None
    assert fault.kind is faults.BUSY


@pytest.fixture
def no_certificates(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[pytest.MonkeyPatch]:
    """Let SSL_CERT_FILE name no file; what was read before is forgotten."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none"))
    request.certificates.cache_clear()
    yield monkeypatch
    request.certificates.cache_clear()


def test_certificates_that_cannot_be_read_are_told(
    service: OpenAIService, no_certificates: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The next engine may be tried; the variable is named."""
    text = tmp_path / "text"
    text.write_text("no certificate")
    for path in (tmp_path / "none", tmp_path, text):
        no_certificates.setenv("SSL_CERT_FILE", str(path))
        with pytest.raises(EngineUnavailable, match=r"certificates of SSL_CERT_FILE .*1 try; name"):
            engine(service, url="https://127.0.0.1:9/v1").speak(SPOKEN, ALLOY)


@pytest.mark.usefixtures("no_certificates")
def test_an_address_without_tls_needs_no_certificates(service: OpenAIService) -> None:
    """None are read for it."""
    assert engine(service).speak(SPOKEN, ALLOY).seconds > 2


def test_a_name_that_nobody_answers_for_ends_at_the_deadline(
    service: OpenAIService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long the system looks for an address."""
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answered.wait(200))
    began = time.monotonic()
    with pytest.raises(EngineUnavailable, match="not finished within 1 s"):
        engine(service, url="http://slow.invalid/v1", deadline=1.0).speak(SPOKEN, ALLOY)
    assert time.monotonic() - began < 30
    answered.set()
