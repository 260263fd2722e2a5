"""Many downloads at once from a real `podcast serve`: speed, errors, wrong bytes, memory.

    python benchmarks/serve.py [--seconds N] [--connections N]

A show is built with the engine tone and served by a separate process. After some seconds to warm
up, each of these runs for N seconds with N connections at once:

wrk      random ranges of the MP3; every answer must be 206 and as long as its Content-Range says
aiohttp  random ranges, of which every byte is compared with the file

Memory is the resident set of the server, read from /proc (Linux). It counts as flat when the
second half of a run needs at most `MOST_GROWTH` megabytes more than the first.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import aiohttp

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from live_show import build, served  # type: ignore[import-not-found]  # noqa: E402

SEED = 20260206
LONGEST = 256 * 1024
"""The most bytes of a range; players ask for up to some hundred thousand bytes."""
PATIENCE_SECONDS = 10
WARM_UP_SECONDS = 3
MOST_GROWTH = 8.0
"""The most that memory may grow in the second half of a run, in megabytes."""
FAULTS = ("wrong", "status", "connect", "read", "write", "timeout")

Result = dict[str, Any]


def main() -> int:
    """Build, serve, load, print; exit 1 on any error or when memory grows."""
    options = _options()
    if not shutil.which("wrk"):
        print("error: wrk is not installed; apt-get install wrk", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        audio = build(Path(folder) / "show")
        with served(Path(folder) / "show") as (process, address):
            url = f"{address}{audio.parent.name}/{audio.name}"
            return _load(process, url, audio, options)


def _load(
    process: subprocess.Popen[str], url: str, audio: Path, options: argparse.Namespace
) -> int:
    """Load the server in both ways and print the results."""
    size, idle = audio.stat().st_size, _resident(process.pid)
    _wrk(url, size, options.connections, WARM_UP_SECONDS)
    print(f"{size:,} bytes, {options.connections} connections, memory idle {idle:.1f} MB")
    ways: dict[str, Callable[[], Result]] = {
        "wrk": lambda: _wrk(url, size, options.connections, options.seconds),
        "aiohttp": lambda: asyncio.run(_compared(url, audio.read_bytes(), options)),
    }
    failed = False
    for name, way in ways.items():
        with _watched(process.pid) as sizes:
            result = way()
        faults = {fault: result[fault] for fault in FAULTS if result[fault]}
        half = len(sizes) // 2
        growth = max(sizes[half:]) - max(sizes[:half])
        _print(name, result, faults, sizes, growth)
        failed |= bool(faults) or result["requests"] == 0 or growth > MOST_GROWTH
    failed |= process.poll() is not None
    print("failed" if failed else "no error, no wrong byte, memory flat")
    return int(failed)


def _print(name: str, result: Result, faults: Result, sizes: list[float], growth: float) -> None:
    seconds = result["seconds"]
    print(
        f"{name:8} {result['requests'] / seconds:,.0f} requests/s, "
        f"{result['bytes'] / seconds / 1e6:,.0f} MB/s, {result['requests']:,} requests, "
        f"p50 {result['p50']:.0f} ms, p99 {result['p99']:.0f} ms, errors {faults or 0}; "
        f"memory before {sizes[0]:.1f}, peak {max(sizes):.1f}, after {sizes[-1]:.1f} MB, "
        f"growth in the second half {growth:+.1f} MB"
    )


def _wrk(url: str, size: int, connections: int, seconds: int) -> Result:
    script = Path(__file__).with_name("ranges.lua")
    command = [
        "wrk", "-t2", f"-c{connections}", f"-d{seconds}s",
        f"--timeout={PATIENCE_SECONDS}s", f"-s{script}", url, "--", str(size), str(LONGEST),
        str(SEED),
    ]  # fmt: skip
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    result: Result = json.loads(output.strip().rpartition("\n")[2])
    return result


async def _compared(url: str, data: bytes, options: argparse.Namespace) -> Result:
    """Download ranges in as many tasks as there are connections and compare every byte."""
    counts: Counter[str] = Counter()
    times: list[float] = []
    start = time.monotonic()
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=60, sock_read=PATIENCE_SECONDS)
    connector = aiohttp.TCPConnector(limit=options.connections)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:

        async def download(random: Random) -> None:
            while time.monotonic() < start + options.seconds:
                began = time.monotonic()
                fault = await _range(session, url, data, random, counts)
                times.append((time.monotonic() - began) * 1000)
                counts["requests"] += 1
                counts[fault or "right"] += 1

        await asyncio.gather(*(download(Random(SEED + n)) for n in range(options.connections)))  # noqa: S311 - no secret
    times.sort()
    return {
        **{name: counts[name] for name in ("requests", "bytes", *FAULTS)},
        "seconds": time.monotonic() - start,
        "p50": times[len(times) // 2],
        "p99": times[len(times) * 99 // 100],
    }


async def _range(
    session: aiohttp.ClientSession, url: str, data: bytes, random: Random, counts: Counter[str]
) -> str | None:
    """Download one range; return the kind of its fault, or None."""
    first = random.randrange(len(data))
    last = min(first + random.randint(1, LONGEST), len(data)) - 1
    try:
        async with session.get(url, headers={"Range": f"bytes={first}-{last}"}) as answer:
            body = await answer.read()
    except TimeoutError:
        return "timeout"
    except aiohttp.ClientConnectorError:
        return "connect"
    except aiohttp.ClientError:
        return "read"
    counts["bytes"] += len(body)
    if answer.status != 206:  # noqa: PLR2004 - Partial Content
        return "status"
    return None if body == data[first : last + 1] else "wrong"


@contextmanager
def _watched(process: int) -> Iterator[list[float]]:
    """Yield a list to which the process's memory in megabytes is added twice a second."""
    sizes = [_resident(process)]
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.5):
            sizes.append(_resident(process))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield sizes
    finally:
        ended.set()
        watcher.join()
        sizes.append(_resident(process))


def _resident(process: int) -> float:
    """Return the resident set of a process in megabytes."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    (kilobytes,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(kilobytes) * 1024 / 1e6


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--connections", type=int, default=200)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
