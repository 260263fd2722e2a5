"""Arrows point one way: who imports whom, read from the syntax trees of the whole package."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions, requires
from pathlib import Path
from types import ModuleType

import pytest

import podcast
from podcast.feed import writing as feed_pages
from podcast.site import pages as site_pages

ROOT = Path(podcast.__file__).parent
STAGES = frozenset(
    {
        "digest",
        "script",
        "chinese",
        "speech",
        "listening",
        "audio",
        "report",
        "feed",
        "site",
        "embed",
        "picture",
        "serve",
        "check",
        "lint",
        "publish",
    }
)
FOUNDATION = frozenset(
    {
        "atomic", "catalogue", "config", "cover", "errors", "ffmpeg", "ledger", "manifest",
        "markup", "mediatypes", "model", "plaintext", "posts", "schema", "schema_digests",
        "schema_feed",
        "settings", "shelf", "unfenced", "validation", "withdrawn", "yamlfile", "yamltypes",
    }
)  # fmt: skip
"""Modules that any stage may import: types, files, settings, the door to ffmpeg."""

EXCEPTIONS = {
    ("script", "podcast.digest"): "whether a post is still the one that a script was written from",
    ("speech", "podcast.chinese"): "an embedded voice speaks what `pronounce` returns",
    ("speech", "podcast.chinese.pronunciation"): "the type of what `pronounce` returns",
    ("speech", "podcast.chinese.words"): "a request is cut between words",
    ("check", "podcast.listening"): "the recording is listened to",
    ("check", "podcast.chinese"): "what was spoken and is heard is compared with how it is read",
    ("check", "podcast.speech.voices"): "the names of engines",
    ("check", "podcast.listening.transcribe"): "the rate at which Whisper hears",
    ("speech", "podcast.chinese.latin"): "how a voice that takes text is given a Latin word",
    ("listening", "podcast.chinese"): "what is heard is read by the same rules as the script",
    ("listening", "podcast.chinese.fold"): "which characters are Chinese",
    ("listening", "podcast.chinese.pronunciation"): "the type of what `pronounce` returns",
    ("check", "podcast.audio.tags"): "how ID3 writes a genre, a language, an address",
    ("check", "podcast.audio.tagged"): "the tags are read back from the MP3",
    ("check", "podcast.audio.chapters"): "chapters.json is compared with what the manifest gives",
    ("check", "podcast.audio.measure"): "the MP3 is decoded and measured again",
    ("check", "podcast.script.document"): "script.md is compared with what was spoken",
    ("picture", "podcast.audio.lines"): "where a line of Chinese may end is known once",
    ("picture", "podcast.audio.captions"): "a clip shows the captions of the transcripts",
    ("report", "podcast.speech.syllables"): "a line's pace counts what a clip is proved by",
    ("lint", "podcast.download"): "which addresses of a host are public",
    ("check", "podcast.report"): "the name of the report that has to be there",
    ("check", "podcast.site"): "the pages on disk are compared with those the manifests give",
    ("publish", "podcast.progress"): "uploads tell how far they are, as a build does",
    ("check", "podcast.feed"): "the feed on disk is compared with the one the manifests give",
}
"""Arrows from a stage to another one's public face, each with its reason."""

ONE_FILE = {
    "edge_tts": {"podcast.speech.edge"},
    "pydub": {"podcast.audio.soundtrack"},
    "feedgen": {"podcast.feed.channel"},
    "mutagen": {"podcast.audio.tags", "podcast.lint.sound"},
    "onnxruntime": {"podcast.speech.kokoro_model"},
    "onnx": {"podcast.speech.kokoro_graph"},
    "httpx": {
        "podcast.speech.openai_request",
        "podcast.download",
        "podcast.lint.exchange",
        "podcast.publish.notify",
    },
    "s3fs": {"podcast.publish.s3"},
    "botocore": {"podcast.publish.s3"},
    "fsspec": {"podcast.publish.sftp"},
    "paramiko": {"podcast.publish.sftp"},
    "g2pM": {"podcast.chinese.context"},
    "faster_whisper": {"podcast.listening.transcribe"},
    "ctranslate2": {"podcast.listening.transcribe"},
    "imageio_ffmpeg": {"podcast.ffmpeg"},
    "frontmatter": {"podcast.digest.frontmatter"},
    "wetext": {"podcast.chinese.fallback"},
    "jieba": {"podcast.chinese.words"},
    "pypinyin": {"podcast.chinese.polyphones"},
    "espeakng_loader": {"podcast.chinese.espeak"},
    "filelock": {"podcast.lock"},
    "rich": {"podcast.progress"},
    "segno": {"podcast.serve.lan"},
    "soxr": {"podcast.audio.takes"},
    # the cache writes FLAC, a take reads it: no stage reads another's files by the other's code
    "soundfile": {"podcast.speech.cache", "podcast.audio.takes"},
}
"""Libraries with traps, and the one file in which the traps are handled."""


@dataclass(frozen=True, slots=True)
class _Import:
    """One import: who, what, and whether it happens when the module is loaded."""

    importer: str
    imported: str
    line: int
    at_once: bool


def _module(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


MODULES = {_module(path): path for path in ROOT.rglob("*.py")}


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def _statements(node: ast.AST, at_once: bool) -> Iterator[tuple[ast.AST, bool]]:
    """Yield every node, with whether it is executed when the module is loaded."""
    for child in ast.iter_child_nodes(node):
        later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        now = at_once and not later and not _is_for_types(child)
        yield child, now
        yield from _statements(child, now)


def _names(node: ast.AST) -> list[str]:
    """Return the modules that a node imports; `from a import b` is a.b where that is a module."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        base = node.module or ""
        inner = [f"{base}.{alias.name}" for alias in node.names]
        return [name if name in MODULES else base for name in inner]
    return []


def _imports() -> Iterator[_Import]:
    for importer, path in sorted(MODULES.items()):
        tree = ast.parse(path.read_bytes(), str(path))
        for node, at_once in _statements(tree, at_once=True):
            for name in _names(node):
                yield _Import(importer, name, getattr(node, "lineno", 0), at_once)


IMPORTS = tuple(_imports())
OWN = tuple(each for each in IMPORTS if each.imported in MODULES)
FOREIGN = tuple(
    each
    for each in IMPORTS
    if each.imported.partition(".")[0] not in {"podcast", *sys.stdlib_module_names}
)


def _part(module: str) -> str:
    """Return the stage or module below `podcast`: `podcast.audio.mix` belongs to `audio`."""
    return [*module.split("."), ""][1]


@pytest.mark.parametrize("at_once", [True, False], ids=["when loaded", "also inside functions"])
def test_no_cycle(at_once: bool) -> None:
    """No module imports itself by way of others, neither when it is loaded nor later."""
    graph: dict[str, set[str]] = {}
    for each in OWN:
        if each.at_once or not at_once:
            graph.setdefault(each.importer, set()).add(each.imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" <- ".join(error.args[1]))


def test_stages_know_their_own_package_and_the_foundation() -> None:
    """A stage imports no other one, but for the exceptions that have a reason."""
    strange = {
        (_part(each.importer), each.imported): f"{MODULES[each.importer]}:{each.line}"
        for each in OWN
        if _part(each.importer) in STAGES
        and each.imported != "podcast"
        and _part(each.imported) not in {_part(each.importer), *FOUNDATION}
    }
    assert not {arrow: where for arrow, where in strange.items() if arrow not in EXCEPTIONS}
    assert not EXCEPTIONS.keys() - strange.keys(), "an exception that nobody needs any more"


def test_the_foundation_rests_on_itself() -> None:
    """No type, setting or file function loads a stage or the line, but to check what it reads."""
    strange = {
        (each.importer, each.imported)
        for each in OWN
        if _part(each.importer) in FOUNDATION and _part(each.imported) not in {*FOUNDATION, ""}
    }
    assert strange == {
        ("podcast.config", "podcast.speech.voices"),  # the names of engines and voices
        ("podcast.config", "podcast.chinese.lexicon"),  # the entries of the lexicon
        ("podcast.posts", "podcast.digest"),  # a post's date, and whether it is a digest
        ("podcast.shelf", "podcast.digest"),  # the files, their dates, and which are public
        ("podcast.withdrawn", "podcast.digest"),  # whether an episode's post is public still
    }


def test_only_the_command_line_and_build_know_the_line() -> None:
    """Nothing imports `cli` but `__main__`, nothing `build` but `cli`."""
    above = {
        (each.importer, each.imported)
        for each in OWN
        if (each.imported in {"podcast.cli", "podcast.build"} and _part(each.importer) != "cli")
        or each.imported == "podcast.build"
    }
    assert above == {("podcast.__main__", "podcast.cli"), ("podcast.cli.make", "podcast.build")}


@pytest.mark.parametrize("pages", [feed_pages, site_pages], ids=["feed", "site"])
def test_pages_are_known_by_all_that_writes_them(pages: ModuleType) -> None:
    """The code and the libraries of a stage are in its pages' key, and so is what it imports."""
    stage = pages.WRITERS[0]
    mine = [each for each in IMPORTS if each.importer.startswith(stage)]
    own = {".".join(each.imported.split(".")[:2]) for each in mine if each.imported in MODULES}
    foreign = {each.imported.partition(".")[0] for each in mine} - {
        "podcast",
        *sys.stdlib_module_names,
    }
    writes_no_byte = {"atomic", "errors", "ledger", "withdrawn"}
    assert own - {f"podcast.{name}" for name in writes_no_byte} == {*pages.WRITERS[:-1]}
    assert foreign == {*pages.LIBRARIES}


@pytest.mark.parametrize("library", sorted(ONE_FILE))
def test_a_library_with_traps_has_one_door(library: str) -> None:
    """Who looks for its traps finds them in one file."""
    doors = {each.importer for each in FOREIGN if each.imported.partition(".")[0] == library}
    assert doors == ONE_FILE[library]


def test_every_library_is_declared() -> None:
    """What the package imports stands in pyproject.toml, or comes with what stands there."""
    declared = {_normal(re.split(r"[^\w.-]", line)[0]) for line in requires("digestcast") or ()}
    used = {
        _normal(distribution)
        for each in FOREIGN
        for distribution in _distributions(each.imported.partition(".")[0])
    }
    assert used - declared <= {"pyyaml", "markupsafe"}, "of python-frontmatter and jinja2"


_provided = cache(packages_distributions)
"""Read once: it opens a file of every installed package."""


def _distributions(library: str) -> list[str]:
    """Return what provides a library; the libraries of extras need not be installed."""
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
        for name in ("cli.group", "config", "model", "errors", "atomic")
    }
    assert loaded == {
        "cli.group": {"click"}, "config": set(), "model": set(), "errors": set(), "atomic": set(),
    }  # fmt: skip
    own = {each.imported for each in OWN if _part(each.importer) == "cli" and each.at_once}
    assert {name for name in own if _part(name) != "cli"} == {"podcast", "podcast.boundary"}
