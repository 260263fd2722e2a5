"""The plan of a backfill: what is missing, what is stale and why, what cannot be."""

import json
import shutil
import time
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from podcast import __version__, build
from podcast.backfill import pace, told
from podcast.backfill.making import Made
from podcast.backfill.plan import Plan, Wish, make_plan, note_refusal
from podcast.episode import manifest
from podcast.show import config

DAY = date(2026, 2, 6)
TODAY = date(2026, 3, 1)
TONE = build.Options(engine="tone")
STALE = Wish(stale=True, options=TONE)


def plan(folder: Path, wish: Wish = STALE, days: Collection[date] | None = None) -> Plan:
    """Plan the show in a folder as it is now."""
    return make_plan(config.load(folder), wish, TODAY, days)


def kinds(folder: Path) -> tuple[str, ...]:
    """Return the reasons why the only episode is stale."""
    (entry,) = plan(folder).entries
    assert (entry.state == "stale") == bool(entry.changes)
    return entry.kinds


def write_post(folder: Path, day: date, head: str = "", name: str = "ai-daily") -> Path:
    """Write a post of two items for a date."""
    source = folder / "posts" / "2026-02-06-ai-daily.md"
    text = source.read_text("utf-8").replace("2026-02-06 08:00:00", f"{day} 08:00:00\n{head}")
    path = folder / "posts" / f"{day}-{name}.md"
    path.write_text(text, "utf-8")
    return path


def edit(path: Path, old: str, new: str) -> None:
    """Change a text in a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def add(folder: Path, name: str, text: str) -> None:
    """Add lines to a file of the show."""
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(text)


def add_word(folder: Path, row: str) -> None:
    """Add an entry to the lexicon of a show."""
    edit(folder / "voices.yaml", "lexicon: {}", f"lexicon:\n  {row}")


def test_an_episode_of_what_is_there_is_fresh(spoken_folder: Path) -> None:
    """Nothing has changed, so nothing is to be made."""
    (entry,) = plan(spoken_folder).entries
    assert (entry.state, entry.changes, entry.post and entry.post.name) == (
        "fresh", (), "2026-02-06-ai-daily.md",
    )  # fmt: skip
    assert plan(spoken_folder).chosen == ()


CHANGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "the post": (
        lambda folder: edit(folder / "posts" / "2026-02-06-ai-daily.md", "13种", "14种"), "post",
    ),
    "its title": (
        lambda folder: edit(folder / "posts" / "2026-02-06-ai-daily.md", "AI日报:示", "AI报:示"),
        "post",
    ),
    "a line of the script": (
        lambda folder: edit(folder / "episodes" / str(DAY) / "script.md", "大家好", "各位好"),
        "script",
    ),
    "no script": (
        lambda folder: (folder / "episodes" / str(DAY) / "script.md").unlink(), "script",
    ),
    "a word that it says": (
        lambda folder: add_word(folder, "重庆: {pinyin: chong2 qing4}"), "lexicon",
    ),
    "a Latin word that it says": (lambda folder: add_word(folder, "nova: 诺瓦"), "lexicon"),
    "a unit that it says": (lambda folder: add_word(folder, "…B: 十亿"), "lexicon"),
    "a remark": (lambda folder: edit(folder / "voices.yaml", "hosts:", "hosts:  # two"), ""),
    "music": (lambda folder: add(folder, "show.yaml", "\nducking: {depth: 20}\n"), "music"),
    "the style": (lambda folder: add(folder, "show.yaml", "\nstyle: dialogue\n"), "writer"),
    "the length": (lambda folder: add(folder, "show.yaml", "\nminutes: 3\n"), "writer"),
    "an Opus file": (
        lambda folder: add(folder, "show.yaml", "\nopus: true\n"), "show",
    ),
    "a word that it does not say": (
        lambda folder: add_word(folder, "成都: {pinyin: cheng2 du1}"), "",
    ),
    "a word within a word": (lambda folder: add_word(folder, "OVA: 欧娃"), ""),
    "settings of pages": (
        lambda folder: add(folder, "show.yaml", "\nsubscribe: {apple: https://a.example/x}\n"), "",
    ),
}  # fmt: skip
"""What is changed, and the kind of reason that the plan then gives, empty for none."""


@pytest.mark.parametrize("what", CHANGES)
def test_what_has_changed_makes_an_episode_stale(spoken_folder: Path, what: str) -> None:
    """Each ingredient is noticed and named; what has no part in the episode is not."""
    change, kind = CHANGES[what]
    change(spoken_folder)
    assert kinds(spoken_folder) == ((kind,) if kind else ())


def test_another_voice_makes_an_episode_stale(spoken_folder: Path) -> None:
    """Also another engine than those that are asked for."""
    show = config.load(spoken_folder)
    first = show.hosts[0]
    slower = replace(
        first, voices=(replace(first.voices[0], engine="tone", name="high", speed=0.9),)
    )
    (entry,) = make_plan(replace(show, hosts=(slower, *show.hosts[1:])), STALE, TODAY).entries
    assert entry.kinds == ("voices",)
    assert entry.changes[0].told.endswith("tone:low → tone:high +6% 0.9")
    (entry,) = plan(spoken_folder, Wish(stale=True)).entries
    assert entry.changes[0].kind == "voices"
    assert entry.changes[0].told == "spoken by tone, not by edge or kokoro"


def test_another_version_of_the_program_makes_an_episode_stale(spoken_folder: Path) -> None:
    """So does an episode that does not say what it was made of."""
    path = spoken_folder / "episodes" / str(DAY) / manifest.FILE_NAME
    edit(path, f'"program": "{__version__}"', '"program": "0.0.1"')
    assert kinds(spoken_folder) == ("program",)
    record = json.loads(path.read_text("utf-8"))
    del record["ingredients"]
    path.write_text(json.dumps({**record, "program": __version__}), "utf-8")
    assert kinds(spoken_folder) == ("program",)


@pytest.mark.slow
def test_the_style_is_nothing_to_an_edited_script(spoken_folder: Path) -> None:
    """A person's words are spoken whatever the style is."""
    edit(spoken_folder / "episodes" / str(DAY) / "script.md", "大家好", "各位好")
    build.build(config.load(spoken_folder), DAY, TONE, _Silent())
    add(spoken_folder, "show.yaml", "\nstyle: dialogue\n")
    assert kinds(spoken_folder) == ()


class _Silent:
    """A reporter that says nothing, not even warnings."""

    def say(self, text: str) -> None: ...
    def detail(self, text: str) -> None: ...
    def warn(self, text: str) -> None: ...
    def speaking(self, done: int, total: int, seconds: float) -> None: ...
    def advance(self, what: str, done: int, total: int, noun: str) -> None: ...


def test_each_date_has_its_state(spoken_folder: Path) -> None:
    """Missing, a draft, two posts, one of a day to come, and days without any."""
    days = [DAY + timedelta(n) for n in range(1, 6)]
    write_post(spoken_folder, days[0])
    write_post(spoken_folder, days[1], "draft: true\n")
    write_post(spoken_folder, days[2])
    write_post(spoken_folder, days[2], name="other")
    write_post(spoken_folder, date(2026, 4, 1))
    entries = {each.day: each for each in plan(spoken_folder).entries}
    assert {day: each.state for day, each in entries.items()} == {
        DAY: "fresh", days[0]: "missing", days[1]: "impossible", days[2]: "impossible",
        date(2026, 4, 1): "impossible",
    }  # fmt: skip
    assert "draft: true" in entries[days[1]].why
    assert "two posts for 2026-02-09" in entries[days[2]].why
    span = replace(STALE, since=days[0], until=days[4])
    entries = {each.day: each for each in plan(spoken_folder, span).entries}
    assert sorted(entries) == days
    assert entries[days[3]].why.endswith("no post for 2026-02-10; write one, or leave it")


def test_an_episode_whose_post_is_gone_cannot_be_made_again(spoken_folder: Path) -> None:
    """It stays as it is, and the plan says so."""
    (spoken_folder / "posts" / "2026-02-06-ai-daily.md").rename(spoken_folder / "posts" / "x.txt")
    (entry,) = plan(spoken_folder).entries
    assert entry.state == "impossible"


def test_what_is_chosen(spoken_folder: Path) -> None:
    """By default what is missing; `stale` and `revoice` have their own dates."""
    write_post(spoken_folder, DAY + timedelta(1))
    edit(spoken_folder / "posts" / "2026-02-06-ai-daily.md", "13种", "14种")
    missing, stale = DAY + timedelta(1), DAY
    for wish, chosen in (
        (Wish(options=TONE), [missing]),
        (Wish(missing=False, stale=True, options=TONE), [stale]),
        (Wish(stale=True, options=TONE), [stale, missing]),
        (Wish(missing=False, revoice=True), [stale]),
    ):
        assert [each.day for each in plan(spoken_folder, wish).chosen] == chosen


def test_a_post_that_was_refused_is_known_until_it_changes(spoken_folder: Path) -> None:
    """It cannot be, with the reason of then."""
    path = write_post(spoken_folder, DAY + timedelta(1))
    note_refusal(config.load(spoken_folder), path, "has one item")
    entry = plan(spoken_folder).entries[1]
    assert (entry.state, entry.why) == ("impossible", "has one item")
    edit(path, "13种", "15种")
    assert plan(spoken_folder).entries[1].state == "missing"


def test_the_hours_follow_from_what_was_measured(spoken_folder: Path) -> None:
    """The more was made, the less the first estimate counts; two workers need half of the time."""
    write_post(spoken_folder, DAY + timedelta(1))
    made = plan(spoken_folder)
    first = told.hours(made, 1)
    pace.note(made.show, Made(seconds=10, lines=3, calls=0, took=900, engine="tone"))
    assert told.hours(made, 1) == first, "what comes from the cache says nothing"
    pace.note(made.show, Made(seconds=10, lines=3, calls=3, took=20, engine="tone"))
    assert told.hours(made, 1) * 3600 == pytest.approx(2 * made.chosen[0].seconds)
    assert told.hours(made, 2) == pytest.approx(told.hours(made, 1) / 2)


def test_a_plan_as_text_and_as_json(spoken_folder: Path) -> None:
    """Days in a row are one row; JSON has every date with its reasons."""
    for number in range(1, 4):
        write_post(spoken_folder, DAY + timedelta(number))
    edit(spoken_folder / "posts" / "2026-02-06-ai-daily.md", "13种", "14种")
    made = plan(spoken_folder, replace(STALE, since=DAY, until=DAY + timedelta(9)))
    text = told.plan_text((made,), 2)
    for row in (
        "missing: 3 dates\n  2026-02-07 to 2026-02-09\n",
        "stale: 1 date (post 1)\n  2026-02-06: post: 2026-02-06-ai-daily.md has changed\n",
        "cannot be: 6 dates\n  2026-02-10 to 2026-02-15: ",
        "to be made: 4 dates, about ",
    ):
        assert row in text
    data = json.loads(told.plan_json((made,), 2))["shows"][0]
    assert data["chosen"] == ["2026-02-06", "2026-02-07", "2026-02-08", "2026-02-09"]
    assert data["stale"][0]["reasons"][0]["kind"] == "post"
    assert len(data["impossible"]) == 6
    assert data["hours"] > 0


@pytest.mark.slow
def test_thousands_of_dates_are_planned_in_seconds(spoken_folder: Path) -> None:
    """5,000 dates that are made, of which nothing is stale, take at most 5 s of this process."""
    show = config.load(spoken_folder)
    source = spoken_folder / "episodes" / str(DAY)
    record = json.loads((source / manifest.FILE_NAME).read_text("utf-8"))
    posts = spoken_folder / "posts"
    for number in range(1, 5000):
        day = DAY - timedelta(number)
        post = write_post(spoken_folder, day)
        folder = spoken_folder / "episodes" / str(day)
        folder.mkdir()
        shutil.copyfile(source / "script.md", folder / "script.md")
        from podcast import digest

        record["date"], record["guid"] = str(day), show.episode_guid(day)
        record["post"]["path"] = str(post.relative_to(spoken_folder))
        record["post"]["digest_sha256"] = digest.fingerprint_of(post, show.zone)
        (folder / manifest.FILE_NAME).write_text(json.dumps(record), "utf-8")
    assert len(list(posts.iterdir())) == 5000
    plan(spoken_folder)  # the catalogue reads each manifest once
    shutil.copytree(posts, spoken_folder / "again")
    shutil.rmtree(posts)
    (spoken_folder / "again").rename(posts)  # the notes of posts hold no more
    begun = time.process_time()
    made = plan(spoken_folder)
    assert time.process_time() - begun < 5
    assert len(made.of("fresh")) == 5000
