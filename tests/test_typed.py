"""What the documents tell people to type, typed by one who has nothing: each command in turn.

The program is installed as README says, from the files of this repository, into an environment of
its own, with what pip is told on this machine. `make` is proved by `.ci/bare`. Episodes are spoken
in tones, which takes seconds. The Chinese pages have the same commands (tests/test_readme.py).
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import own_addresses
import pytest
import yaml

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", *(f"docs/{name}.md" for name in (
    "guide", "blog", "publish", "listed", "upgrading", "lint",
)))  # fmt: skip
_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ELSEWHERE = ("https://example.com/", "backup/")
"""Addresses and files that stand for a reader's own."""
_SHIM = """\
#!/bin/sh
case "$*" in
  "build "*"--engine "* | "build --engine "*) set -- build --engine tone ;;
  build | "build "* | "say "*) set -- "$@" --engine tone ;;
  *--restore*) ;;
  publish | "publish "*) set -- "$@" --allow-tone ;;
esac
exec "{program}" "$@"
"""
_POST = """\
---
title: "AI日报:云杉实验室开源Spruce 3"
date: {day} 08:00:00
---

## 1、云杉实验室开源多模态模型Spruce 3
云杉实验室发布了Spruce 3，推理成本下降42.8%。

## 2、青禾医院启用影像模型
青禾医院公布了半年的测试结果。
"""

pytestmark = [pytest.mark.slow, pytest.mark.tools("git", "curl", "bash")]


@dataclass(frozen=True)
class Machine:
    """A machine on which the program is installed: its home, the source, and the environment."""

    home: Path
    source: Path
    environment: dict[str, str]

    def run(self, command: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """Type a command in a folder."""
        return subprocess.run(
            ["bash", "-ec", command], cwd=folder, env=self.environment, capture_output=True,
            text=True, check=False, timeout=900, stdin=subprocess.DEVNULL,
        )  # fmt: skip


def _typed(page: str) -> list[str]:
    text = (ROOT / page).read_text("utf-8")
    rows = [row for block in _BLOCK.findall(text) for row in block.splitlines()]
    return [row for row in rows if shlex.split(row, comments=True)]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """Copy the files of the repository, and install them by README's own two commands."""
    home = tmp_path_factory.mktemp("home")
    source = home / "source"
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file() and not (ROOT / name).is_symlink():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, source / name)
    shims = home / "bin"
    shims.mkdir()
    program = home / "digestcast" / "bin" / "podcast"
    texts = {
        "podcast": _SHIM.format(program=program),
        "gh": "#!/bin/sh\nexit 0\n",
        "python3": f'#!/bin/sh\nexec "{Path(sys.executable).resolve()}" "$@"\n',
    }
    for name, text in texts.items():
        (shims / name).write_text(text, "utf-8")
        (shims / name).chmod(0o755)
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    path = f"{shims}:{program.parent}:{os.environ['PATH']}"
    machine = Machine(home, source, {**kept, "HOME": str(home), "PATH": path})
    for row in _typed("README.md")[2:4]:
        done = machine.run(row, source)
        if "No matching distribution" in done.stderr or "Temporary failure" in done.stderr:
            pytest.skip("the package index cannot be reached")
        assert done.returncode == 0, done.stderr
    _with_short_posts(source)
    for day in ("2026-03-02", "2026-03-04"):
        assert machine.run(f"podcast build {day}", source).returncode == 0
    return machine


def _with_short_posts(show: Path) -> None:
    """Give a show short posts, its own addresses, and a place to be published to."""
    for path in (show / "posts").glob("*.md"):
        path.unlink()
    for day in ("2026-03-02", "2026-03-04"):
        (show / "posts" / f"{day}-ai-daily.md").write_text(_POST.format(day=day), "utf-8")
    with (own_addresses.give(show) / "show.yaml").open("a", encoding="utf-8") as file:
        file.write("publish: {to: ../www}\n")


@pytest.mark.parametrize("page", PAGES)
def test_each_command_of_a_page_does_what_it_says(
    machine: Machine, page: str, tmp_path: Path
) -> None:
    """None fails; `serve` is ended once it serves, `check --ready` may find something lacking."""
    folder = tmp_path / "clone"
    shutil.copytree(machine.source, folder)
    for row in _typed(page):
        words = shlex.split(row, comments=True)
        if words[0] != "podcast" or any(each in row for each in _ELSEWHERE):
            continue
        if words[1] == "serve":
            _served(machine, row, folder)
            continue
        done = machine.run(row, folder)
        assert done.returncode in ({0, 1} if "--ready" in words else {0}), (row, done.stderr)
        assert "Traceback" not in done.stderr
        if words[1:3] == ["init", "my-show"] and len(words) == 3:
            _with_short_posts(folder / "my-show")


def _served(machine: Machine, row: str, folder: Path) -> None:
    """Run a command that serves until it says where, then interrupt it."""
    row = re.sub("--port [0-9]+", "", row).replace("podcast serve", "exec podcast serve --port 0")
    with subprocess.Popen(
        ["bash", "-c", row], cwd=folder, env=machine.environment, stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        assert "http://" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def test_the_steps_of_the_workflow_run_where_nothing_is_installed(
    machine: Machine, tmp_path: Path
) -> None:
    """They install the program from what `init` wrote, build, check and publish."""
    show = tmp_path / "show"
    assert machine.run(f"podcast init {show} --with github", tmp_path).returncode == 0
    _with_short_posts(show)
    (tmp_path / "www").mkdir()
    text = (show / ".github" / "workflows" / "podcast.yml").read_text("utf-8")
    flow: Any = yaml.load(text, yaml.BaseLoader)  # noqa: S506 -- texts only
    python = machine.home / "digestcast" / "bin" / "python"
    assert machine.run(f"{python} -m pip uninstall --yes --quiet digestcast", show).returncode == 0
    assert machine.run("podcast --version", show).returncode != 0
    steps = [step for step in flow["jobs"]["publish"]["steps"] if "run" in step]
    for step in steps[:-1]:  # the last one fails the job after a missed night
        done = machine.run(step["run"], show)
        assert done.returncode == 0, (step["run"], done.stderr)
    assert steps[-1]["if"] == "steps.missed.outcome == 'failure'"
    assert "2026-03-04" in (tmp_path / "www" / "feed.xml").read_text("utf-8")
