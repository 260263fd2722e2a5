"""A new user's mistakes: each ends in one line with its remedy, and the remedy works."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from mistakes import MISTAKES, PAGE, Mistake, lay, row, surroundings, told

from podcast.language.telling import in_chinese

_FORTY = 40
_HAN = re.compile("[\u4e00-\u9fff]")
_WORDS = re.compile(r"(?<![\w./-])[A-Za-z]{2,} [a-z]{2,}(?![\w./-])")
"""Matches two English words side by side."""
_OF_OTHERS = re.compile(
    r"Nothing was written .* packets\.|Invalid JSON: .* column 1|Unable to connect .* 127\.0\.0\.1"
    r"|Cannot connect to host [^）]*|`[^`]*`|'[^']*'"
)
"""Matches what other programs and a person have written, which stays as it is."""


def _said() -> list[str]:
    """Return what the page says of each mistake."""
    rows = re.findall(r"^\| .+? \| `.+?` \| (.+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    return [html.unescape(each) for each in rows]


def test_the_page_has_every_mistake() -> None:
    """In the order of the table, each once; there are forty at least."""
    named = re.findall(r"^\| (.+?) \| `", PAGE.read_text("utf-8"), re.MULTILINE)
    assert named == [each.what for each in MISTAKES]
    assert len(set(named)) == len(named) >= _FORTY


@pytest.mark.parametrize("line", _said(), ids=range(len(MISTAKES)))
def test_a_line_of_the_page_is_told_in_chinese(line: str) -> None:
    """Whole, with its remedy; but for the words of other programs."""
    chinese = in_chinese(line)
    assert _HAN.search(chinese)
    assert not _WORDS.findall(_OF_OTHERS.sub("", chinese)), chinese


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a show with one episode, which no test changes, while the surroundings are there."""
    pytest.importorskip("moto")
    folder = tmp_path_factory.mktemp("mistakes")
    (folder / "home").mkdir()
    show = lay(folder / "new")
    with surroundings(folder / "home"):
        yield show


@pytest.mark.slow
@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.what)
def test_a_mistake_ends_in_one_line_whose_remedy_works(
    mistake: Mistake, new: Path, tmp_path: Path
) -> None:
    """What, where and what to do; the page has the line; with the remedy the command works."""
    folder = Path(shutil.copytree(new, tmp_path / "show"))
    failed, mended = mistake.play(folder)
    assert failed.exit_code in {1, 2}
    line = told(failed)
    assert all(part in line for part in mistake.says), line
    assert mended.exit_code == 0, mended.output
    assert row(mistake, line, folder) in PAGE.read_text("utf-8").splitlines()
