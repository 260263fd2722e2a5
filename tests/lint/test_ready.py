"""`podcast check --ready`: what directories ask of a show before they are told of its feed."""

from __future__ import annotations

import json
from pathlib import Path

import own_addresses
from click.testing import CliRunner, Result

from podcast.cli import main
from podcast.lint import ready
from podcast.show import config, examples


def _check(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["check", "--ready", *words, "--show", str(folder)])


def test_a_new_show_is_told_what_it_lacks(show_folder: Path) -> None:
    """Each lack with its remedy, once in full; the steps name the show's own feed."""
    done = _check(show_folder)
    assert done.exit_code == 1
    for name in ("Apple Podcasts", "小宇宙", "Spotify", "喜马拉雅", "YouTube Music"):
        assert f"{name}: lacks" in done.stdout
    assert done.stdout.count("still an example: link, base_url, post_url") == 1
    assert done.stdout.count("there is no episode yet") == 1
    assert "e-mail: the feed names no address" in done.stdout
    assert "RSS feed: https://example.com/episodes/feed.xml" in done.stdout
    assert done.stdout.endswith("ready for 0 of 5 directories\n")
    assert _check(show_folder, "--asr").exit_code == 2


def test_a_show_that_has_all_is_ready(spoken_folder: Path) -> None:
    """Only what is spoken in tones is left to say of it, then nothing."""
    path = own_addresses.give(spoken_folder) / config.SHOW_FILE
    text = path.read_text("utf-8")
    for example in (examples.TITLE, examples.AUTHOR, examples.DESCRIPTION):
        text = text.replace(example, "我们")
    path.write_text(f"{text}feed: {{owner: {{name: 我们, email: a@podcast.lan}}}}\n", "utf-8")
    states = json.loads(_check(spoken_folder, "--json").stdout)
    assert {lack["what"] for state in states for lack in state["lacks"]} == {"voice"}
    spoken = spoken_folder / "episodes" / "2026-02-06" / "episode.json"
    old = spoken.read_text("utf-8")
    assert '"engine": "tone"' in old
    spoken.write_text(old.replace('"engine": "tone"', '"engine": "edge"'), "utf-8")
    done = _check(spoken_folder)
    assert done.exit_code == 0
    assert done.stdout.endswith("\nready for 5 of 5 directories\n")
    assert "sent to a@podcast.lan" in done.stdout


def test_what_cannot_be_listed_is_named(show_folder: Path) -> None:
    """A category outside the list, another language, plain http, a mail address of an example."""
    path = show_folder / config.SHOW_FILE
    text = path.read_text("utf-8").replace("zh-CN", "en").replace("Tech News]", "Technews]")
    text = text.replace("https://example.com/episodes/", "http://pod.lan/")
    path.write_text(f"{text}feed: {{owner: {{name: x, email: a@example.com}}}}\n", "utf-8")
    found = {lack.what for state in ready.ready(config.load(show_folder)) for lack in state.lacks}
    assert found == {"addresses", "https", "texts", "language", "category", "episode", "e-mail"}
