"""Rules for imports between the modules of the package, read from its syntax trees."""

import re
import sys
from functools import cache
from importlib.metadata import packages_distributions, requires
from pathlib import Path
from types import ModuleType

import pytest

from podcast.feed import writing as feed_pages
from podcast.site import pages as site_pages

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

import rooms
from rooms import FOREIGN, IMPORTS, MODULES, OWN, room

_FOUNDATION = frozenset(" ".join(rooms.FLOORS[:2]).split()) | {"show", "episode"}
_STAGES = frozenset(" ".join(rooms.FLOORS[2:13]).split()) - _FOUNDATION

ARROWS = {
    "script chinese": "a line has words of speech, and what is read as one token stays one",
    "script digest": "whether a post is still the one that a script was written from",
    "script online": "the writer `llm` asks a service",
    "speech online": "online voices ask a service",
    "script factcheck": "every line is compared with the post before it is spoken",
    "check factcheck": "every published line is compared with its post",
    "check digest": "the post of an episode is read again",
    "factcheck chinese": "figures, names and words are read by the rules of the script",
    "speech chinese": "an embedded voice speaks what `pronounce` returns",
    "listening chinese": "what is heard is read by the same rules as the script",
    "recording chinese": "a title is cut between words",
    "recording speech": "what an engine spoke is mixed",
    "recording audio": "it is mixed, mastered and tagged there",
    "picture audio": "a clip shows the captions of the transcripts",
    "report speech": "a line's pace counts what a clip is proved by",
    "embed digest": "which posts may hold a player, their front matter kept",
    "check meaning": "what was spoken must say the figures that are written",
    "check chinese": "what was spoken and is heard is compared with how it is read",
    "check script": "script.md is compared with what was spoken",
    "check listening": "the recording is listened to",
    "check audio": "sound, tags and chapters are read back and measured again",
    "check report": "the name of the report that has to be there",
    "check site": "the pages on disk are compared with those the manifests give",
    "check feed": "the feed on disk is compared with the one the manifests give",
}
"""Allowed imports of one stage by another (its `__init__`), each with its reason."""

ONE_FILE = {
    "edge_tts": {"podcast.speech.edge.engine"},
    "pydub": {"podcast.audio.soundtrack"},
    "feedgen": {"podcast.feed.channel"},
    "mutagen": {"podcast.audio.id3", "podcast.lint.sound"},
    "onnxruntime": {"podcast.speech.kokoro.model"},
    "onnx": {"podcast.speech.kokoro.graph"},
    "httpx": {"podcast.online.request", "podcast.lib.web"},
    "s3fs": {"podcast.publish.s3"},
    "botocore": {"podcast.publish.s3"},
    "fsspec": {"podcast.publish.sftp"},
    "distributed": {"podcast.backfill.cluster"},
    "paramiko": {"podcast.publish.sftp"},
    "g2pM": {"podcast.chinese.pinyin.context"},
    "faster_whisper": {"podcast.listening.transcribe"},
    "ctranslate2": {"podcast.listening.transcribe"},
    "opencc": {"podcast.listening.transcribe"},
    "imageio_ffmpeg": {"podcast.lib.ffmpeg"},
    "frontmatter": {"podcast.digest.frontmatter"},
    "jieba": {"podcast.chinese.pinyin.words"},
    "pypinyin": {"podcast.chinese.pinyin.polyphones"},
    "espeakng_loader": {"podcast.chinese.english.espeak"},
    "filelock": {"podcast.lib.lock"},
    "rich": {"podcast.lib.progress", "podcast.backfill.board"},
    "segno": {"podcast.lib.qrcode"},
    "soxr": {"podcast.audio.takes"},
    # the cache writes FLAC, a take reads it: no stage reads another's files by the other's code
    "soundfile": {"podcast.speech.cache", "podcast.audio.takes"},
}
"""Libraries with traps, and the one file in which the traps are handled."""


@pytest.mark.parametrize("at_once", [True, False], ids=["when loaded", "also inside functions"])
def test_no_cycle(at_once: bool) -> None:
    """No module imports itself by way of others, neither when it is loaded nor later."""
    graph: dict[str, set[str]] = {}
    for each in OWN:
        if each.at_once or not at_once:
            graph.setdefault(each.importer, set()).add(each.imported)
    assert not rooms.circle(graph)


def test_no_arrow_runs_up() -> None:
    """Every room is on a floor, and imports only rooms of lower floors (tools/rooms.py)."""
    assert sorted(" ".join(rooms.FLOORS).split()) == sorted({*map(room, MODULES)} - {""})
    assert not rooms.running_up()
    assert not rooms.circle(rooms.between_rooms())


def test_the_document_is_made_from_the_code() -> None:
    """docs/architecture.md is up to date; `tools/rooms.py --write` writes it."""
    text = rooms.PAGE.read_text("utf-8")
    assert rooms.page(text) == text


def test_stages_know_their_own_package_and_the_foundation() -> None:
    """A stage imports no other stage, except as in ARROWS."""
    pairs = {(room(each.importer), room(each.imported)) for each in OWN}
    between = {f"{one} {other}" for one, other in pairs if {one, other} <= _STAGES and one != other}
    assert not between - ARROWS.keys()
    assert not ARROWS.keys() - between, "a reason for an arrow that there is not"


@pytest.mark.parametrize("pages", [feed_pages, site_pages], ids=["feed", "site"])
def test_pages_are_known_by_all_that_writes_them(pages: ModuleType) -> None:
    """The key of a page covers the code and libraries that write it, and what they import."""
    stage = pages.WRITERS[0]
    mine = [each for each in IMPORTS if each.importer.startswith(stage)]
    own = {each.imported for each in mine if each.imported in MODULES} - {"podcast"}
    foreign = {each.imported.partition(".")[0] for each in mine} - {
        "podcast",
        *sys.stdlib_module_names,
    }
    named = {module for module in own if module.startswith(pages.WRITERS)}
    writes_no_byte = {"episode.ledger", "episode.withdrawn", "errors", "lib.atomic"}
    assert own - named <= {f"podcast.{each}" for each in writes_no_byte}
    assert foreign == {*pages.LIBRARIES}


@pytest.mark.parametrize("library", sorted(ONE_FILE))
def test_a_library_with_traps_has_one_door(library: str) -> None:
    """Each library with traps is imported by the files of ONE_FILE only."""
    doors = {each.importer for each in FOREIGN if each.imported.partition(".")[0] == library}
    assert doors == ONE_FILE[library]


def test_every_library_is_declared() -> None:
    """Imported libraries are in pyproject.toml, or are dependencies of one that is."""
    declared = {_normal(re.split(r"[^\w.-]", line)[0]) for line in requires("digestcast") or ()}
    used = {
        _normal(distribution)
        for each in FOREIGN
        for distribution in _distributions(each.imported.partition(".")[0])
    }
    with_others = {"pyyaml", "markupsafe", "pydantic-core"}
    assert used - declared <= with_others, "of python-frontmatter, jinja2 and pydantic"


_provided = cache(packages_distributions)
"""Read once: it opens a file of every installed package."""


def _distributions(library: str) -> list[str]:
    """Return the distributions of a library; those of extras need not be installed."""
    return list(_provided().get(library) or [library.replace("_", "-")])


def _normal(distribution: str) -> str:
    return distribution.lower().replace("_", "-")


def test_nothing_heavy_stands_at_the_entrance() -> None:
    """`cli` loads click alone; `config` and `model` load no library of sound or speech."""
    loaded = {
        name: {
            each.imported.partition(".")[0]
            for each in FOREIGN
            if each.importer == f"podcast.{name}" and each.at_once
        }
        for name in ("cli.group", "show.config", "model", "errors", "lib.atomic")
    }
    assert loaded.pop("cli.group") == {"click"}
    assert not any(loaded.values())
    own = {each.imported for each in OWN if room(each.importer) == "cli" and each.at_once}
    assert {name for name in own if room(name) != "cli"} == {
        "podcast", "podcast.errors", "podcast.language", "podcast.language.choice",
        "podcast.language.wrapping",
    }  # fmt: skip
