"""The rooms of the package (its top-level packages and modules), and the imports between them.

    python tools/rooms.py            print rooms, arrows, circles, and arrows that run up
    python tools/rooms.py --write    write the tree and the libraries into docs/architecture.md

An arrow leads from a room to one that it imports; it runs up when the imported room is on the same
floor or a higher one. The imports are read from syntax trees; nothing is imported or run. The
assertions that no arrow runs up, that there is no circle and that the document is up to date are in
tests/test_imports.py.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "podcast"
PAGE = ROOT / "docs" / "architecture.md"

FLOORS = (
    "errors language",  # the exceptions; what people read in their language
    "lib model",  # parts that know nothing of podcasts; the types that stages exchange
    "chinese meaning",  # how Chinese is read aloud; whether a reading keeps what figures mean
    "show",  # configuration, which checks its lexicon with `chinese`
    "digest factcheck online",  # a post as data; a text traced to a post; requests to services
    "episode",  # manifests and other results of earlier runs
    "script",  # the lines that hosts say
    "speech listening",  # speech, and the recognition of speech
    "audio",  # mixing and mastering
    "recording picture report",  # files made of sound
    "feed site embed",  # files made of manifests
    "publish serve lint",  # uploading and serving files, and checking anybody's feed
    "check",  # checks of all of the above
    "assemble commands refresh surroundings",  # used by the commands
    "build release",  # the order of the stages, and what brings a show out
    "backfill",  # many builds in one queue
    "cli",
    "__main__",
)
"""The rooms from the lowest floor to the highest. A room may only import rooms of lower floors."""

ORDER = """
    cli build backfill release surroundings assemble refresh commands errors show model
    digest script factcheck chinese meaning online speech audio recording episode
    feed site embed picture report publish serve check lint listening language lib
"""
"""The order in the document: the commands, the stages from post to episode, the files made of
episodes, publishing, checks, and the library."""

DISTRIBUTIONS = {
    "edge-tts": "edge_tts", "espeak-ng": "espeakng_loader", "imageio-ffmpeg": "imageio_ffmpeg",
    "markdown-it-py": "markdown_it", "python-frontmatter": "frontmatter", "PyYAML": "yaml",
    "ruamel.yaml": "ruamel", "Jinja": "jinja2", "Starlette": "starlette", "fsspec's SFTP": "fsspec",
    "Pillow": "PIL", "rich": "rich", "faster-whisper": "faster_whisper",
}  # fmt: skip
"""The import names of libraries by their names in the document, where both differ."""

_TREE = re.compile(r"(?<=```text\n).*?(?=```)", re.DOTALL)
_ROW = re.compile(r"^\| (?P<names>[^|]+) \| (?P<where>[^|]*) \| (?P<trap>[^|]*) \|$", re.MULTILINE)
_WIDTH = 20


@dataclass(frozen=True, slots=True)
class Import:
    """An import: both modules, the line, and whether it happens when the module is loaded."""

    importer: str
    imported: str
    line: int
    at_once: bool


def _module(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


MODULES = {_module(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def _statements(node: ast.AST, at_once: bool) -> Iterator[tuple[ast.AST, bool]]:
    """Yield every node, and whether it is executed when the module is loaded."""
    for child in ast.iter_child_nodes(node):
        later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        now = at_once and not later and not _is_for_types(child)
        yield child, now
        yield from _statements(child, now)


def _names(node: ast.AST) -> list[str]:
    """Return the modules that a node imports; `from a import b` is a.b if that is a module."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = node.module or ""
        inner = [f"{base}.{alias.name}" for alias in node.names]
        return [name if name in MODULES else base for name in inner]
    return []


def _imports() -> Iterator[Import]:
    for importer, path in MODULES.items():
        tree = ast.parse(path.read_bytes(), str(path))
        for node, at_once in _statements(tree, at_once=True):
            for name in _names(node):
                yield Import(importer, name, getattr(node, "lineno", 0), at_once)


IMPORTS = tuple(_imports())
OWN = tuple(each for each in IMPORTS if each.imported in MODULES)
FOREIGN = tuple(
    each
    for each in IMPORTS
    if each.imported.partition(".")[0] not in {"podcast", *sys.stdlib_module_names}
)


def room(module: str) -> str:
    """Return the room of a module: `podcast.audio.mix` is in `audio`; the package itself in ``."""
    return [*module.split("."), ""][1]


def arrows() -> Counter[tuple[str, str]]:
    """Return how many imports lead from one room to another."""
    pairs = ((room(each.importer), room(each.imported)) for each in OWN)
    return Counter((one, other) for one, other in pairs if one and other and one != other)


def circle(graph: Mapping[str, set[str]]) -> list[str]:
    """Return the members of a circle; empty without a circle."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def between_rooms() -> dict[str, set[str]]:
    """Return which rooms each room imports."""
    graph: dict[str, set[str]] = defaultdict(set)
    for one, other in arrows():
        graph[one].add(other)
    return graph


def running_up() -> list[str]:
    """Return the imports that lead to a room of the same floor or of a higher floor."""
    floor = {name: level for level, names in enumerate(FLOORS) for name in names.split()}
    return [
        f"{MODULES[each.importer]}:{each.line} imports {each.imported}"
        for each in OWN
        if (one := room(each.importer)) and (other := room(each.imported))
        if one != other and floor[other] >= floor[one]
    ]


# --- the document ---------------------------------------------------------------------------------


def page(text: str) -> str:
    """Return docs/architecture.md with a new tree and a new column of importers."""
    head, mark, rest = text.partition("## The tree\n")
    rest = _TREE.sub(lambda _: tree(), rest, count=1)
    before, title, table = rest.partition("## Third-party libraries")
    return head + mark + before + title + _ROW.sub(_row, table)


def tree() -> str:
    """Return the package's files, each with the first sentence of its docstring."""
    rows = ["podcast/"]
    for name in ORDER.split():
        path = PACKAGE / name
        rows += _files(path, 1) if path.is_dir() else [_file_row(path.with_suffix(".py"), 1)]
    others = ("player/", "<podcast-player>: source and tests of the script in site/assets/")
    return "\n".join([*rows, f"{others[0]:{_WIDTH}}{others[1]}", *_tools()]) + "\n"


def _tools() -> list[str]:
    files = sorted((ROOT / "tools").glob("*.py"))
    return ["tools/", *(_file_row(path, 1) for path in files)]


def _files(folder: Path, depth: int) -> list[str]:
    rows = [_line(f"{folder.name}/", _sentence(folder / "__init__.py"), depth)]
    inner = sorted(path for path in folder.iterdir() if not path.name.startswith("__"))
    rows += [_file_row(path, depth + 1) for path in inner if path.suffix == ".py"]
    for path in inner:
        if (path / "__init__.py").is_file():
            rows += _files(path, depth + 1)
    return rows


def _file_row(path: Path, depth: int) -> str:
    return _line(path.name, _sentence(path), depth)


def _line(name: str, text: str, depth: int) -> str:
    return f"{'  ' * depth + name:{_WIDTH + 2 * (depth - 1)}} {text}"


def _sentence(path: Path) -> str:
    """Return the first sentence of a module's docstring, without its full stop."""
    docstring = ast.get_docstring(ast.parse(path.read_bytes())) or ""
    first = re.split(r"(?<=[.:])\s*\n\n|(?<=\.)\s+(?=[A-Z])", docstring.strip(), maxsplit=1)[0]
    return " ".join(first.split()).rstrip(".")


def _row(match: re.Match[str]) -> str:
    """Return a row of the table of libraries with the modules that import them."""
    names = [re.sub(r".*\((.*)\)", r"\1", each) for each in match["names"].split(", ")]
    packages = {DISTRIBUTIONS.get(name, name) for name in names}
    users = sorted({e.importer for e in FOREIGN if e.imported.partition(".")[0] in packages})
    if not users:
        return match.group()
    where = ", ".join(f"`{_path(module)}`" for module in users)
    return f"| {match['names']} | {where} | {match['trap']} |"


def _path(module: str) -> str:
    return MODULES[module].relative_to(PACKAGE).as_posix()


def main() -> int:
    """Print what the imports say, or write the document; exit 1 for a circle or an arrow up."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="write docs/architecture.md")
    if parser.parse_args().write:
        PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
    rooms = {room(module) for module in MODULES} - {"", "__main__"}
    round_about, up = circle(between_rooms()), running_up()
    for level, names in reversed(tuple(enumerate(FLOORS))):
        print(f"{level:3}  {names}")
    print(f"{len(rooms)} rooms, {len(arrows())} arrows, {sum(arrows().values())} imports")
    print("circle: " + (" -> ".join(round_about) or "none"))
    print("\n".join(["arrows up: " + ("" if up else "none"), *up]))
    return int(bool(round_about or up))


if __name__ == "__main__":
    sys.exit(main())
