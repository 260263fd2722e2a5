"""`podcast init --with jekyll|hexo|hugo`: files for a blog, beside a show that may be there."""

from __future__ import annotations

from pathlib import Path

import pytest

from podcast.commands import kit
from podcast.errors import ConfigError
from podcast.show.config import shipped

BLOGS = ("jekyll", "hexo", "hugo")


@pytest.mark.parametrize("name", BLOGS)
def test_an_existing_show_gets_these_files_only(name: str, show_folder: Path) -> None:
    """They are written once, as they ship, and no other file is touched."""
    before = {path: path.read_bytes() for path in show_folder.rglob("*") if path.is_file()}
    written = kit.start(show_folder, "x", [name, name])
    after = {path: path.read_bytes() for path in show_folder.rglob("*") if path.is_file()}
    assert after.keys() - before.keys() == set(written)
    assert {path: after[path] for path in before} == before
    assert sorted(after[path] for path in written) == sorted(
        path.read_bytes() for path in shipped("with", name).iterdir()
    )
    assert kit.start(show_folder, "x", [name]) == written


def test_a_file_that_a_person_has_changed_stays(show_folder: Path) -> None:
    """The command says so, and writes none of the others."""
    (path,) = kit.start(show_folder, "x", ["jekyll"])
    path.write_text("mine", "utf-8")
    with pytest.raises(ConfigError, match=r"podcast_player\.html: is there already and differs"):
        kit.start(show_folder, "x", ["hexo", "jekyll"])
    assert path.read_text("utf-8") == "mine"
    assert not (show_folder / "scripts").exists()
