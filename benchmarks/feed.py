"""Seconds and memory of `podcast feed` for ten thousand episodes, against feedgen on one page.

    python benchmarks/feed.py [--episodes N]

Each figure is that of a separate process, from its start to its end:

first       `podcast feed` with an empty cache: every manifest is read, every page is written.
again       `podcast feed` when nothing has changed: every file is looked at.
one more    the end of `podcast build` for one more episode: pages and feed, in a process that has
            loaded the modules of a build; the seconds are those of this part alone.
look        `podcast publish --dry-run` to an empty folder: every file but the recordings is read.
look again  the same when nothing has changed: every file is looked at.
feedgen     all episodes as items of one feed with feedgen alone: title, link, guid, date,
            enclosure and notes, not one element of Apple or Podcasting 2.0; it reads no manifest.

The program makes the episodes: manifests of 80 lines with word times, and empty files of the right
length. Memory is the peak of the process's resident set.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from podcast.commands import init
from podcast.show import config

MOST_SECONDS = {"again": 3.0, "one more": 1.0}
MOST_MEGABYTES = 300
FIRST_DAY = date(1999, 7, 1)
LINES = 80
TEXT = "这里是一条新闻的正文，说明发生了什么、涉及谁、意味着什么，一共大约四十个字左右。"


@dataclass(frozen=True, slots=True)
class Measured:
    """The time and memory of a process."""

    name: str
    seconds: float
    megabytes: float


def main() -> int:
    """Make the show, run the processes and print a table; exit 1 when a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--episodes", type=int, default=10_000)
    parser.add_argument("--feedgen", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--add", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.add:
        return add(args.add)
    if args.feedgen:
        alone(args.feedgen, args.episodes)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        return show(compare(Path(folder) / "show", args.episodes))


def compare(folder: Path, count: int) -> list[Measured]:
    """Return the time and memory of each process, in the order of the table."""
    show, *_ = reversed(init.create(folder))
    text = show.read_text("utf-8").replace("https://example.com/", "https://podcast.lan/")
    show.write_text(text, "utf-8")  # example addresses are not published
    for number in range(count):
        make_episode(folder / "episodes", number)
    feed = [sys.executable, "-m", "podcast", "feed", "--show", str(folder)]
    rows = [measured("first", feed), measured("again", feed)]
    make_episode(folder / "episodes", count)
    rows.append(measured("one more", [sys.executable, __file__, "--add", str(folder)]))
    with (folder / config.SHOW_FILE).open("a", encoding="utf-8") as file:
        file.write(f"publish: {{to: {folder.parent}/public}}\n")
    look = [
        sys.executable, "-m", "podcast", "publish", "--dry-run", "--allow-tone",
        "--show", str(folder),
    ]  # fmt: skip
    rows += [measured("look", look), measured("look again", look)]
    plain = [sys.executable, __file__, "--episodes", str(count), "--feedgen", str(folder / "x.xml")]
    return [*rows, measured("feedgen", plain)]


def measured(name: str, command: Sequence[str]) -> Measured:
    """Run a command and return its time, or the seconds that it prints, and its peak memory."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    seconds = float(output) if output[:1].isdigit() else time.perf_counter() - started
    return Measured(name, seconds, usage.ru_maxrss / 1024)


def add(folder: Path) -> int:
    """Write pages and feed as a build does at its end, and print the seconds that it took."""
    from podcast import build, refresh

    _ = build  # loaded, as it is then
    show = config.load(folder)
    started = time.perf_counter()
    refresh.write_public(show, quick=True)
    print(time.perf_counter() - started)
    return 0


def show(rows: Sequence[Measured]) -> int:
    """Print the table and return the exit code."""
    print("            seconds  of feedgen  memory")
    plain = rows[-1]
    broken = False
    for row in rows:
        most = MOST_SECONDS.get(row.name)
        ok = most is None or (row.seconds <= most and row.megabytes <= MOST_MEGABYTES)
        broken |= not ok
        promise = "" if most is None else f"  at most {most:g} s, {MOST_MEGABYTES} MB"
        print(
            f"{row.name:10}{row.seconds:9.2f}{row.seconds / plain.seconds:12.2f}"
            f"{row.megabytes:6.0f} MB{promise}{'' if ok else '  BROKEN'}"
        )
    return int(broken)


def make_episode(episodes: Path, number: int) -> None:
    """Write the manifest of a day and the files to which the feed will link."""
    day = FIRST_DAY + timedelta(days=number)
    folder = episodes / str(day)
    folder.mkdir(parents=True)
    name = f"{day}-{number:08x}.mp3"
    write = (folder / "episode.json").write_text
    write(json.dumps(manifest(day, name, number), ensure_ascii=False, indent=2) + "\n", "utf-8")
    with (folder / name).open("wb") as file:
        file.truncate(6_000_000 + number)
    for text in ("transcript.vtt", "transcript.srt", "transcript.json", "chapters.json"):
        (folder / text).touch()


def manifest(day: date, name: str, number: int) -> dict[str, Any]:
    """Return an episode of eight items and six minutes as its manifest."""
    starts = [20.0 + 42.0 * item for item in range(8)]
    titles = [f"第{item}条：某公司发布第{number}号模型" for item in range(1, 9)]
    return {
        "version": 1, "date": str(day), "guid": f"{number:08x}-0000-5000-8000-000000000000",
        "title": f"AI日报：{titles[0]}；{titles[1]}", "published": f"{day}T08:00:00+08:00",
        "post": {"path": f"posts/{day}-ai-daily.md", "url": f"https://example.com/{day}/",
                 "digest_sha256": "0" * 64},
        "engine": "kokoro", "engine_reason": None,
        "hosts": {"晓晓": "zf_xiaoxiao", "云希": "zm_yunxi"}, "writer": "rules/1",
        "program": "0.1.0",
        "audio": {"file": name, "bytes": 6_000_000 + number, "sha256": "0" * 64,
                  "seconds": 375.0, "lufs": -16.0, "true_peak_dbtp": -1.5},
        "items": [{"number": n, "headline": title, "links": [
            {"text": "来源", "url": f"https://example.com/{number}/{n}"}]}
            for n, title in enumerate(titles, 1)],
        "chapters": [{"title": "开场", "start": 0.0, "item": None},
                     *({"title": title, "start": start, "item": n}
                       for n, (title, start) in enumerate(zip(titles, starts, strict=True), 1))],
        "segments": [segment(line) for line in range(1, LINES + 1)],
    }  # fmt: skip


def segment(line: int) -> dict[str, Any]:
    """Return a line of the narration with the times of its words."""
    start = 4.6 * line
    words = [[n, n + 2, round(start + n * 0.1, 3), round(start + n * 0.1 + 0.2, 3)]
             for n in range(0, len(TEXT) - 1, 2)]  # fmt: skip
    return {"line": line, "host": "晓晓", "part": "item", "item": 1 + line % 8, "text": TEXT,
            "spoken": TEXT, "start": start, "end": start + 4.4, "key": f"{line:064x}",
            "tries": 1, "words": words}  # fmt: skip


def alone(path: Path, count: int) -> None:
    """Write all episodes as one page, with feedgen and nothing else."""
    from feedgen.feed import FeedGenerator

    feed = FeedGenerator()
    feed.title("x")
    feed.description("x")
    feed.link(href="https://example.com/", rel="alternate")
    add: Callable[..., Any] = feed.add_entry
    for number in range(count):
        day = FIRST_DAY + timedelta(days=number)
        item = add(order="append")
        item.title(f"AI日报：第{number}期")
        item.link(href=f"https://example.com/{day}/")
        item.guid(str(number), permalink=False)
        item.pubDate(datetime(day.year, day.month, day.day, tzinfo=UTC))
        item.enclosure(f"https://example.com/{day}.mp3", str(6_000_000 + number), "audio/mpeg")
        item.content("<p>00:00:00 开场</p>" * 10, type="CDATA")
    path.write_bytes(feed.rss_str(pretty=True))


if __name__ == "__main__":
    raise SystemExit(main())
