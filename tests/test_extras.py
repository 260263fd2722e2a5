"""`podcast init --with`: files for a blog, beside a show that may be there already."""

from __future__ import annotations

from pathlib import Path

import pytest

from podcast import extras, starter
from podcast.config import shipped
from podcast.errors import ConfigError
from podcast.progress import Quiet


@pytest.mark.parametrize("name", sorted(extras.EXTRAS))
def test_files_are_written_where_the_blog_looks(name: str, tmp_path: Path) -> None:
    """What ships is written, and nothing else."""
    written = extras.write(tmp_path, [name, name], Quiet())
    assert written
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == sorted(written)
    for path in written:
        assert (
            path.read_bytes() == shipped("with", name, str(path.relative_to(tmp_path))).read_bytes()
        )


def test_every_folder_that_ships_has_its_name() -> None:
    """A blog whose files ship can be asked for."""
    assert {folder.name for folder in shipped("with").iterdir()} == set(extras.EXTRAS)


def test_files_that_are_there_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A person may have changed them; the warning says how to get the new ones."""
    (path,) = extras.write(tmp_path, ["jekyll"], Quiet())
    path.write_text("mine", "utf-8")
    assert extras.write(tmp_path, ["jekyll"], Quiet()) == ()
    assert path.read_text("utf-8") == "mine"
    assert f"{path}: kept as it is" in capsys.readouterr().err


def test_an_existing_show_gets_the_files_only(show_folder: Path) -> None:
    """No other file of it is touched; a new folder gets the show as well."""
    before = {path: path.read_bytes() for path in show_folder.rglob("*") if path.is_file()}
    written = starter.begin(show_folder, None, ["hugo", "hexo"], Quiet())
    after = {path: path.read_bytes() for path in show_folder.rglob("*") if path.is_file()}
    assert after.keys() - before.keys() == set(written)
    assert {path: after[path] for path in before} == before
    fresh = starter.begin(show_folder.with_name("new"), "标题", ["jekyll"], Quiet())
    assert {path.name for path in fresh} >= {"show.yaml", "podcast_player.html"}


def test_unknown_name_changes_nothing(tmp_path: Path) -> None:
    """The message lists what there is."""
    with pytest.raises(ConfigError, match=r"--with jekyl: there is .*did you mean `jekyll`"):
        starter.begin(tmp_path / "show", None, ["jekyl"], Quiet())
    assert not (tmp_path / "show").exists()
    (tmp_path / "scripts").write_text("a file where a folder is needed", "utf-8")
    with pytest.raises(ConfigError, match=r"podcast\.js: cannot be written"):
        extras.write(tmp_path, ["hexo"], Quiet())
