"""Every store: the same show, published, changed, published again."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta

import pytest
from publish_places import (
    OTHERS_IN_PROOFS,
    Place,
    all_is_there,
    another,
    feed_is_whole,
    record_of,
    revise,
)

from podcast.episode import manifest
from podcast.errors import PublishError
from podcast.lib.progress import Quiet
from podcast.publish import PublishOptions, publish, restore
from podcast.show import config
from podcast.show.config import Show

TODAY = date(2026, 3, 1)
FILES = 19
"""Files of a show with one episode: nine to hear, read or see, its pages, the list, the feed."""


def test_a_show_arrives_whole(show: Show, place: Place) -> None:
    """What feed and pages name is there; the script, the report and what nothing names is not."""
    show = place.use(show)
    (show.folder("2026-02-06") / "raw.wav").write_bytes(b"mine")
    outcome = publish(show, Quiet(), today=TODAY)
    assert feed_is_whole(place, show) == 1
    assert all_is_there(place, show)
    assert len(outcome.plan.uploads) == FILES
    strange = place.names() - {each.name for each in outcome.plan.uploads}
    assert strange <= {".digestcast.json", ".nojekyll"}
    assert not [
        name for name in place.names() if name.endswith(("script.md", "report.html", ".wav"))
    ]


def test_only_what_changed_travels(show: Show, place: Place) -> None:
    """A second publish moves nothing, one after a change what has changed, the feed last."""
    show = place.use(show)
    publish(show, Quiet(), today=TODAY)
    assert publish(show, Quiet(), today=TODAY).plan.uploads == ()
    revise(show, 1)
    names = [each.name for each in publish(show, Quiet(), today=TODAY).plan.uploads]
    new = manifest.find(show.episodes, None).audio.file
    assert names[0] == f"2026-02-06/{new}"
    assert names[-1] == "feed.xml"
    assert set(names[1:-1]) == {
        "2026-02-06/episode.json", "2026-02-06/transcript.vtt", "2026-02-06/index.html",
        "2026-02-06/embed.html", "index.html",
    }  # fmt: skip
    assert feed_is_whole(place, show) == 1
    assert all_is_there(place, show)


@OTHERS_IN_PROOFS
def test_an_old_recording_stays_for_its_days(show: Show, place: Place) -> None:
    """It goes when nothing has referred to it for so long, and no stranger's file ever."""
    show = place.use(show, keep_days="30")
    publish(show, Quiet(), today=TODAY)
    old = manifest.find(show.episodes, None).audio.file
    revise(show, 1)
    for days, there in ((0, True), (29, True), (30, False), (31, False)):
        outcome = publish(show, Quiet(), today=TODAY + timedelta(days))
        assert (f"2026-02-06/{old}" in place.names()) is there
        assert outcome.plan.deletions == ((f"2026-02-06/{old}",) if days == 30 else ())
        assert feed_is_whole(place, show) == 1
    assert f"2026-02-06/{old}" not in record_of(place)


def test_a_dry_run_changes_nothing(show: Show, place: Place) -> None:
    """It prints what would travel, in order, with type and caching."""
    show = place.use(show)
    outcome = publish(show, Quiet(), PublishOptions(dry_run=True), TODAY)
    rows = outcome.render(as_json=False).splitlines()
    (mp3,) = (row for row in rows[:2] if ".mp3  " in row)
    assert mp3.endswith("audio/mpeg  public, max-age=31536000, immutable")
    assert rows[FILES - 1].startswith("upload  feed.xml")
    assert rows[FILES - 1].endswith("application/rss+xml; charset=utf-8  public, max-age=300")
    assert rows[FILES].startswith(f"would upload {FILES} files, ")
    assert place.names() == set()


def test_without_its_record_only_time_is_lost(show: Show, place: Place) -> None:
    """A record that is broken is made anew; recordings that lie there are proved, not sent."""
    show = place.use(show)
    publish(show, Quiet(), today=TODAY)
    if place.settings.startswith('to: "git'):
        pytest.skip("nobody can spoil a file of a commit")
    place.spoil(".digestcast.json", b"{ no record")
    said = _Listener()
    outcome = publish(show, said, today=TODAY)
    assert len(outcome.plan.uploads) == FILES
    assert not [text for text in said.texts if ".mp3" in text]
    assert "cannot be read" in said.warnings[0]
    assert len(record_of(place)) == FILES


def test_what_others_did_to_the_store_is_mended(show: Show, place: Place) -> None:
    """A file of another length is noticed by the next publish, any other by --verify."""
    show = place.use(show)
    if place.settings.startswith('to: "git'):
        pytest.skip("nobody can spoil a file of a commit")
    publish(show, Quiet(), today=TODAY)
    name = f"2026-02-06/{manifest.find(show.episodes, None).audio.file}"
    data = place.get(name)
    assert data
    middle = len(data) // 4
    place.spoil(name, data[:middle] + b"!" + data[middle + 1 :])
    assert publish(show, Quiet(), today=TODAY).plan.uploads == ()
    said = _Listener()
    outcome = publish(show, said, PublishOptions(verify=True), TODAY)
    assert [each.name for each in outcome.plan.uploads] == [name]
    assert f"{name} is not what is here" in said.warnings[0]
    assert place.get(name) == data
    place.spoil(name, data[:-1])
    another(show, 2)
    publish(show, Quiet(), today=TODAY)
    assert all_is_there(place, show)


@OTHERS_IN_PROOFS
def test_another_machine_goes_on(show: Show, place: Place) -> None:
    """A clone without episodes may not publish a feed without them; it gets them back first."""
    show = place.use(show)
    another(show, 1)
    publish(show, Quiet(), today=TODAY)
    clone = config.load(shutil.copytree(show.root, show.root.with_name("clone")))
    shutil.rmtree(clone.folder("2026-02-06"))
    revise(clone, 3)
    with pytest.raises(PublishError, match=r"has 1 episodes that are not here.*--restore"):
        publish(clone, Quiet(), today=TODAY)
    assert feed_is_whole(place, show) == 2
    names = restore(clone, Quiet())
    assert names[-1] == "2026-02-06/episode.json"
    assert {name.partition("/")[0] for name in names} >= {"2026-02-06"}
    from podcast import refresh

    refresh.write_public(clone)
    publish(clone, Quiet(), today=TODAY)
    assert feed_is_whole(place, clone) == 2
    assert all_is_there(place, clone)


@OTHERS_IN_PROOFS
def test_an_episode_goes_when_a_person_says_so(show: Show, place: Place) -> None:
    """--drop publishes a feed without it; its files stay for their days."""
    show = place.use(show)
    day = another(show, 1)
    publish(show, Quiet(), today=TODAY)
    shutil.rmtree(show.folder(day))
    from podcast import refresh

    refresh.write_public(show)
    outcome = publish(show, Quiet(), PublishOptions(drop=True), TODAY)
    assert outcome.plan.deletions == ()
    assert feed_is_whole(place, show) == 1
    assert f"{day}/index.html" in place.names()
    later = publish(show, Quiet(), today=TODAY + timedelta(30))
    assert f"{day}/index.html" in later.plan.deletions
    assert not [name for name in place.names() if name.startswith(day)]


@OTHERS_IN_PROOFS
def test_programs_read_json(show: Show, place: Place) -> None:
    """Names, bytes and where it went."""
    show = place.use(show)
    data = json.loads(publish(show, Quiet(), today=TODAY).render(as_json=True))
    assert data["uploaded"][-1] == "feed.xml"
    assert data["feed"] == show.url("feed.xml")
    assert data["bytes"] > 100_000
    assert (data["unchanged"], data["deleted"], data["dry_run"]) == (0, [], False)


class _Listener:
    """A reporter that remembers."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.warnings: list[str] = []

    def say(self, text: str) -> None:
        self.texts.append(text)

    def detail(self, text: str) -> None:
        self.texts.append(text)

    def warn(self, text: str) -> None:
        self.warnings.append(text)

    def speaking(self, done: int, total: int, seconds: float) -> None:
        raise AssertionError("nothing is spoken")

    def advance(self, what: str, done: int, total: int, noun: str) -> None:
        raise AssertionError("nothing is drawn")
