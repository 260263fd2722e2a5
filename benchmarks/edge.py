"""The edge engine against a plain loop: 200 lines, 0.3 s latency, faults in a fifth of the answers.

    python benchmarks/edge.py [--lines N] [--seed N]

Both speak to the local service of the tests in the same run, with the real client:

loop    edge_tts, one line after the other; it tries again at once when a try raises or gives less
        sound than words (without that second condition it would accept half-spoken lines).
engine  podcast.speech: three connections, no limit on requests in a second, waits between tries as
        always; every clip is complete, decoded, checked and stored.

The faults are those that a plain loop survives: a service that never answers would stop it.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import edge_tts  # noqa: E402
import edge_tts.communicate  # noqa: E402
from edge_service import EdgeService  # type: ignore[import-not-found]  # noqa: E402

from podcast import speech  # noqa: E402
from podcast.chinese import spoken  # noqa: E402
from podcast.model import Line, Segment, Voice  # noqa: E402

VOICE = Voice("edge", "zh-CN-XiaoxiaoNeural", "+6%")
LATENCY = 0.3
SHARE = 0.2
CONNECTIONS = 3
FAULTS = (
    "429", "503", "drop", "abort", "close", "no-audio", "short", "garbage", "early-end",
    "no-boundaries",
)  # fmt: skip
MOST_WITHOUT = 0.40
MOST_WITH = 0.55

_SUBJECTS = ("星河科技", "重庆一家银行", "开源社区", "研究团队", "这家初创公司")
_VERBS = ("发布了", "升级了", "介绍了", "测试了", "开放了")
_OBJECTS = ("新一代语言模型", "智能客服系统", "语音合成服务", "代码助手", "视频生成工具")

Plan = Callable[[int], str]


def main() -> int:
    """Print a table; exit 1 when a promise is broken."""
    options = _options()
    texts = [_text(number) for number in range(options.lines)]
    os.environ["NO_PROXY"] = "127.0.0.1"
    ok = True
    print(f"{'':10}{'loop':>10}{'engine':>10}{'ratio':>8}{'limit':>8}{'peak':>6}  order")
    for name, share, most in (("no faults", 0.0, MOST_WITHOUT), ("faults", SHARE, MOST_WITH)):
        loop, _ = _timed(lambda: asyncio.run(_loop(texts)), _plan(options.seed, share))
        engine, service = _timed(lambda: _engine(texts), _plan(options.seed, share))
        ratio = engine / loop
        print(
            f"{name:10}{loop:>8.1f} s{engine:>8.1f} s{ratio:>8.2f}{most:>8.2f}"
            f"{service.peak:>6}  kept"
        )
        ok &= ratio <= most and service.peak <= CONNECTIONS
    return 0 if ok else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=200)
    parser.add_argument("--seed", type=int, default=4)
    return parser.parse_args()


def _text(number: int) -> str:
    """Return a sentence that no other number has."""
    subject = _SUBJECTS[number % 5]
    verb = _VERBS[number // 5 % 5]
    return f"{subject}{verb}{_OBJECTS[number // 25 % 5]}，这是第{number + 1}条。"


def _plan(seed: int, share: float) -> Plan:
    rolls = random.Random(seed)  # noqa: S311 -- the same faults in every run
    faults = [rolls.choice(FAULTS) if rolls.random() < share else "ok" for _ in range(10_000)]
    return lambda n: faults[n]


def _timed(work: Callable[[], None], plan: Plan) -> tuple[float, EdgeService]:
    with EdgeService(plan=plan, latency=LATENCY) as service:
        edge_tts.communicate.WSS_URL = service.url  # type: ignore[attr-defined]
        began = time.monotonic()
        work()
        seconds = time.monotonic() - began
    if service.violations:
        raise SystemExit(f"the service found fault with a request: {service.violations[0]}")
    return seconds, service


async def _loop(texts: list[str]) -> None:
    for text in texts:
        while not await _speak(spoken(text).text):
            pass


async def _speak(text: str) -> bool:
    request = edge_tts.Communicate(text, VOICE.name, rate=VOICE.rate, boundary="WordBoundary")
    sound = bytearray()
    ends_at = 0.0
    try:
        async for chunk in request.stream():
            if chunk["type"] == "audio":
                sound += chunk["data"]
            else:
                ends_at = (chunk["offset"] + chunk["duration"]) / 1e7
    except Exception:  # noqa: BLE001 -- as plain as it is often written
        return False
    return 0 < ends_at <= len(sound) / 6000


def _engine(texts: list[str]) -> None:
    """Speak the lines with the Speech stage, and check that each segment belongs to its line."""
    engine = speech.load("edge", parallel=CONNECTIONS, per_second=1e6)
    lines = [(Line("晓晓", "item", 1, text), spoken(text), VOICE) for text in texts]
    with tempfile.TemporaryDirectory(prefix="podcast-benchmark-") as folder:
        segments = speech.speak_lines(lines, engine, speech.Cache(Path(folder)), lambda _: None)
    if not _in_order(lines, segments):
        raise SystemExit("the segments are not those of the lines, in their order")


def _in_order(lines: list[speech.SpokenLine], segments: tuple[Segment, ...]) -> bool:
    return len(lines) == len(segments) and all(
        (segment.number, segment.line, segment.spoken) == (number, line, reading.text)
        and segment.words[-1].end >= len(reading.raw) - 1
        for number, ((line, reading, _), segment) in enumerate(zip(lines, segments, strict=True), 1)
    )


if __name__ == "__main__":
    sys.exit(main())
