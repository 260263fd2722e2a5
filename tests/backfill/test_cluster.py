"""`podcast backfill` on a real Dask cluster: kills, two clients at once, one limit, equal bytes."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import own_addresses
import pytest
from clusters import LIMIT, Cluster, until
from inprocess import DAY, write

from podcast import check
from podcast.show import config

sys.path.insert(0, str(Path(__file__).parents[1] / "publish"))

from publish_s3 import Moto, credentials

pytest.importorskip("distributed")
pytestmark = pytest.mark.slow

KILLS = 20
DATES = 60
POST = """\
---
title: "第{number}期"
date: {day} 08:00:00
---

## 1、重庆启用第{number}号客服系统
重庆启用了第{number}号系统。

## 2、成都开放{number}条道路
成都开放了{number}条道路。
"""


@pytest.fixture
def years(show_folder: Path) -> Path:
    """Return a show with short posts that all say something else, and no episode."""
    return fill(show_folder, 6)


def fill(folder: Path, dates: int) -> Path:
    """Write so many short posts, the last one of `DAY`."""
    for number in range(dates):
        day = DAY - timedelta(number)
        write(folder, day, POST.format(day=day, number=number + 2))
    return folder


def ended(process: subprocess.Popen[str]) -> tuple[int, dict[str, list[dict[str, str]]], str]:
    """Wait for a backfill; return exit code, result and messages."""
    out, errors = process.communicate(timeout=2 * LIMIT)
    return process.returncode, json.loads(out) if out else {}, errors


def alone(folder: Path) -> None:
    """Make the same on this machine, without a cluster."""
    subprocess.run(
        [sys.executable, "-m", "podcast", "backfill", "--engine", "tone", "--show", str(folder)],
        check=True, capture_output=True,
    )  # fmt: skip


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files of the episodes."""
    paths = (path for path in (folder / "episodes").rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def assert_whole(folder: Path, dates: int) -> None:
    """Check all episodes, pages and the feed, and that nothing else is left."""
    show = config.load(folder)
    days = sorted(str(DAY - timedelta(number)) for number in range(dates))
    assert sorted(path.parent.name for path in show.episodes.glob("*/episode.json")) == days
    assert not [each for each in check.check(show) if each.severity == "error"]
    feed = (show.episodes / "feed.xml").read_text("utf-8")
    guids = re.findall("<guid[^>]*>([^<]*)</guid>", feed)
    assert sorted(guids) == sorted(show.episode_guid(day) for day in days)
    assert not list(folder.rglob(".tmp-*"))
    assert {path.name for path in show.workspaces.iterdir()} <= {"logs", "pace.json"}


def files_of(shared: Path) -> set[str]:
    """Return what is in the shared folder beside the cover, the music and spoken lines."""
    names = {path.relative_to(shared).as_posix() for path in shared.rglob("*") if path.is_file()}
    assert all(re.fullmatch(r"files/\w{64}\.\w+|clips/[\w-]+/[\d-]+\.tar", name)
               or name.startswith("jobs/") for name in names), names  # fmt: skip
    return {name for name in names if name.startswith("jobs/")}


def scratch(temp: Path) -> set[str]:
    """Return what processes of this program have in the folder of temporary files."""
    return {path.name for path in temp.iterdir() if path.name.startswith("digestcast-")}


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """Return a folder that all machines have mounted."""
    path = tmp_path / "shared"
    path.mkdir()
    return path


def test_the_bytes_are_those_of_one_machine(years: Path, shared: Path, tmp_path: Path) -> None:
    """Also when two clients with overlapping ranges are at work on one show at once."""
    other = Path(shutil.copytree(years, tmp_path / "other"))
    alone(other)
    with Cluster(tmp_path / "cluster") as cluster:
        both = [
            cluster.backfill(years, shared, "--until", str(DAY - timedelta(1))),
            cluster.backfill(years, shared, "--since", str(DAY - timedelta(4))),
        ]
        results = [ended(process) for process in both]
        assert [status for status, _, _ in results] == [0, 0], results
        made = [each["date"] for _, result, _ in results for each in result["made"]]
        assert sorted(made) == [str(DAY - timedelta(n)) for n in range(5, -1, -1)]
        assert not files_of(shared)
        assert not scratch(tmp_path / "cluster" / "temp")
    assert_whole(years, 6)
    assert tree(years) == tree(other)


@pytest.mark.timeout(3600)
def test_kills_of_everybody_cost_nothing_but_time(
    show_folder: Path, shared: Path, tmp_path: Path
) -> None:
    """Twenty kills of workers, one of the scheduler, one of the client: the rerun completes all."""
    fill(show_folder, DATES)
    temp = tmp_path / "temp"
    chance = random.Random(11)  # noqa: S311 -- the same moments in each run
    with Cluster(tmp_path / "first", temp=temp) as first:
        client = first.backfill(show_folder, shared)
        for _ in range(KILLS):
            seen = scratch(temp)
            until(lambda seen=seen: scratch(temp) - seen or client.poll() is not None)
            time.sleep(chance.uniform(0, 0.8))
            first.kill(chance.randrange(first.size))
        assert client.poll() is None, client.communicate()
        placed = len(list(show_folder.glob("episodes/2*/episode.json")))
        assert placed < DATES
        first.scheduler.kill()
        time.sleep(chance.uniform(0, 0.8))
        client.kill()
        client.communicate()
        # the workers of the lost scheduler are still there, and finish what they have begun
        with Cluster(tmp_path / "second", temp=temp) as second:
            status, result, errors = ended(second.backfill(show_folder, shared))
            assert status == 0, (result, errors)
            assert len(result["made"]) == DATES - placed
            until(lambda: not scratch(temp))
    assert_whole(show_folder, DATES)
    assert not files_of(shared)
    assert not scratch(temp)


ONLINE = """
import os
import edge_tts.communicate
from podcast.online import faults

edge_tts.communicate.WSS_URL = os.environ["TEST_EDGE_URL"]
faults.UNIT_SECONDS = 0.01
"""
"""Lets a worker talk to the service of the test."""
LIMIT_ONLINE = 2


def test_online_voices_have_one_limit_over_the_cluster(
    years: Path, shared: Path, tmp_path: Path
) -> None:
    """Two workers together never open more connections; those of killed ones come back."""
    pytest.importorskip("edge_tts")
    from edge_service import EdgeService

    with (years / config.SHOW_FILE).open("a", encoding="utf-8") as file:
        file.write(f"\nspeech: {{parallel: {LIMIT_ONLINE}, per_second: 100, deadline: 3000}}\n")
    preload = tmp_path / "preload.py"
    preload.write_text(ONLINE, "utf-8")
    with EdgeService(latency=0.2) as service:
        settings = {
            "NO_PROXY": "127.0.0.1",
            "TEST_EDGE_URL": str(service.url),
            "DASK_DISTRIBUTED__SCHEDULER__LOCKS__LEASE_TIMEOUT": "5s",
            "DASK_DISTRIBUTED__SCHEDULER__LOCKS__LEASE_VALIDATION_INTERVAL": "500ms",
        }
        with Cluster(tmp_path / "cluster", settings=settings, preload=preload) as cluster:
            client = cluster.backfill(years, shared, engine="edge")
            until(lambda: service.open == LIMIT_ONLINE or client.poll() is not None)
            for number in range(cluster.size):
                cluster.kill(number)
            status, result, errors = ended(client)
        assert status == 0, (result, errors)
        assert {each["engine"] for each in result["made"]} == {"edge"}
        assert len(result["made"]) == 6
        assert service.peak == LIMIT_ONLINE
        assert not service.violations


@pytest.fixture
def moto(tmp_path: Path) -> Iterator[Moto]:
    """Run moto's HTTP server in a process of its own."""
    pytest.importorskip("moto")
    pytest.importorskip("s3fs")
    (tmp_path / "moto").mkdir()
    with Moto(tmp_path / "moto") as server:
        yield server


def test_two_machines_with_one_bucket(
    years: Path, moto: Moto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Overlapping ranges at once, each in a clone of its own, and published at once."""
    credentials(monkeypatch)
    bucket = moto.bucket()
    own_addresses.give(years)
    with (years / config.SHOW_FILE).open("a", encoding="utf-8") as file:
        file.write(f"\npublish: {{to: s3://{bucket}/pod, endpoint: {moto.address}}}\n")
    two, other = (Path(shutil.copytree(years, tmp_path / name)) for name in ("two", "other"))
    alone(other)
    shared = f"s3://{bucket}/work"
    with Cluster(tmp_path / "cluster") as cluster:
        both = [
            cluster.backfill(years, shared, "--until", str(DAY - timedelta(1))),
            cluster.backfill(two, shared, "--since", str(DAY - timedelta(4))),
        ]
        results = [ended(process) for process in both]
        assert [status for status, _, _ in results] == [0, 0], results
        assert [len(result["made"]) for _, result, _ in results] == [5, 5]
        assert not scratch(tmp_path / "cluster" / "temp")
    assert not _names(moto, bucket, "work/jobs/")
    for folder in (years, two):
        made = {
            name: data for name, data in tree(folder).items() if re.match("episodes/2[^/]*/", name)
        }
        of_one = tree(other)
        assert not [
            name for name, data in made.items()
            if not name.endswith(".html") and data != of_one[name]
        ]  # fmt: skip
    at_once = [
        subprocess.Popen(
            [sys.executable, "-m", "podcast", "publish", "--allow-tone", "--show", str(folder)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for folder in (years, two)
    ]  # fmt: skip
    told = [process.communicate(timeout=LIMIT) for process in at_once]
    assert [process.returncode for process in at_once] == [0, 0], told
    client = moto.client()
    feed = client.get_object(Bucket=bucket, Key="pod/feed.xml")["Body"].read().decode()
    client.close()
    days = [str(DAY - timedelta(number)) for number in range(6)]
    guids = re.findall("<guid[^>]*>([^<]*)</guid>", feed)
    show = config.load(years)
    assert sorted(guids) == sorted(show.episode_guid(day) for day in days)
    sounds = {path.name: path.read_bytes() for path in other.glob("episodes/2*/*.mp3")}
    assert len(_names(moto, bucket, "pod/", ".mp3")) == len(sounds) == 6


def _names(moto: Moto, bucket: str, start: str, end: str = "") -> set[str]:
    client = moto.client()
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=start)
    found = {each["Key"] for page in pages for each in page.get("Contents", [])}
    client.close()
    return {name for name in found if name.endswith(end)}
