"""Where the program was installed from, and how pip installs it again."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from podcast.lib import checkout, installed

_COMMIT = "0123456789abcdef0123456789abcdef01234567"
_GIT = {"vcs": "git", "commit_id": _COMMIT}


def _package(folder: Path, record: object) -> PathDistribution:
    """Return an installation with this `direct_url.json`, or with none."""
    folder.mkdir(exist_ok=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: digestcast\nVersion: 3.2.1\n")
    if record is not None:
        (folder / "direct_url.json").write_text(json.dumps(record), "utf-8")
    return PathDistribution(folder)


@pytest.mark.parametrize(
    ("record", "wanted"),
    [
        (None, "digestcast[cloud]==3.2.1"),
        (
            {"url": "https://github.com/a/b.git", "vcs_info": _GIT},
            f"digestcast[cloud] @ git+https://github.com/a/b.git@{_COMMIT}",
        ),
        (
            {"url": "https://me:secret@host/a/b", "vcs_info": _GIT, "subdirectory": "c/d"},
            f"digestcast[cloud] @ git+https://host/a/b@{_COMMIT}#subdirectory=c/d",
        ),
        (
            {"url": "ssh://git@host:22/a/b.git", "vcs_info": _GIT},
            f"digestcast[cloud] @ git+ssh://git@host:22/a/b.git@{_COMMIT}",
        ),
        (
            {"url": "https://host/digestcast-3.2.1-py3-none-any.whl", "archive_info": {}},
            "digestcast[cloud] @ https://host/digestcast-3.2.1-py3-none-any.whl",
        ),
    ],
)
def test_others_install_from_where_this_came(tmp_path: Path, record: object, wanted: str) -> None:
    """An index by the version, an address by its revision, and no password in it."""
    source = installed.source(_package(tmp_path / "x.dist-info", record))
    assert not source.local
    assert source.requirement("cloud") == wanted


@pytest.mark.parametrize(
    "record",
    [
        {"url": "file:///nowhere/digestcast", "dir_info": {}},
        {"url": "file:///nowhere/digestcast-3.2.1-py3-none-any.whl", "archive_info": {}},
        {"url": "file:///nowhere/digestcast.git", "vcs_info": _GIT},
    ],
)
def test_what_lies_on_this_machine_is_local(tmp_path: Path, record: object) -> None:
    """A folder without a remote, a wheel, a repository on the disk: others cannot fetch them."""
    assert installed.source(_package(tmp_path / "x.dist-info", record)).local


@pytest.mark.tools("git")
@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://github.com/a/b.git", "https://github.com/a/b.git"),
        ("https://token@github.com/a/b.git", "https://github.com/a/b.git"),
        ("git@github.com:a/b.git", "https://github.com/a/b.git"),
        ("git@my.host:a/b.git", "ssh://git@my.host/a/b.git"),
    ],
)
def test_a_folder_is_its_origin_and_commit(tmp_path: Path, remote: str, address: str) -> None:
    """So does a folder below the root, a worktree, and a commit that git has packed."""
    top = tmp_path / "top"
    (top / "below").mkdir(parents=True)
    (top / "below" / "x").write_text("x", "utf-8")

    def git(*words: str) -> str:
        names = ["-c", "user.name=a", "-c", "user.email=a@b"]
        run = subprocess.run(["git", *names, *words], cwd=top, check=True, capture_output=True)
        return run.stdout.decode().strip()

    git("init", "-q")
    assert checkout.origin(top) is None
    git("remote", "add", "origin", remote)
    git("add", ".")
    assert checkout.origin(top) is None
    git("commit", "-qm", "x")
    commit = git("rev-parse", "HEAD")
    record = {"url": (top / "below").as_uri(), "dir_info": {}}
    source = installed.source(_package(tmp_path / "x.dist-info", record))
    assert source.requirement() == f"digestcast @ git+{address}@{commit}#subdirectory=below"
    git("pack-refs", "--all")
    git("worktree", "add", "-q", "--detach", str(tmp_path / "other"))
    for folder in (top, tmp_path / "other"):
        found = checkout.origin(folder)
        assert found == checkout.Origin(remote, commit, "")


@pytest.mark.slow
def test_a_wheel_of_this_program_can_be_installed(tmp_path: Path) -> None:
    """It has every file, by its hash, and the command; written again it has the same bytes."""
    path = installed.write_wheel(tmp_path)
    assert installed.wheel_beside(tmp_path) == path
    first = path.read_bytes()
    assert installed.write_wheel(tmp_path).read_bytes() == first
    there = tmp_path / "there"
    subprocess.run(
        [
            sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index",
            "--no-compile", "--target", str(there), str(path),
        ],
        check=True, timeout=120,
    )  # fmt: skip
    with zipfile.ZipFile(path) as archive:
        names = {name for name in archive.namelist() if name.startswith("podcast/")}
    package = Path(installed.__file__).parents[1]
    here = {f.relative_to(package.parent).as_posix() for f in package.rglob("*") if f.is_file()}
    assert names == {name for name in here if "__pycache__" not in name}
    assert {f.relative_to(there).as_posix() for f in (there / "podcast").rglob("*")} >= names
    assert (there / "bin" / "podcast").is_file()


def test_what_is_missing_is_installed_with_the_program_that_is_here() -> None:
    """The command names the extra, of a place that exists, or its packages."""
    command = installed.command("cloud")
    assert command.startswith("pip install ")
    assert "[cloud]" in command or "s3fs" in command
