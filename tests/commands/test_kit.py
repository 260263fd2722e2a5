"""`podcast init --with`: files by which other programs run this one."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from podcast.cli import main
from podcast.commands import init, kit
from podcast.errors import ConfigError
from podcast.lib import checkout, installed
from podcast.show import config

_PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40}")
_PODCAST = re.compile(r'(?:^|[\s"\'])"?(?:\S*/)?podcast"? +([a-z][^\n]*)')


def _workflow(folder: Path) -> Any:
    text = (folder / ".github" / "workflows" / "podcast.yml").read_text("utf-8")
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 -- texts only; `on` stays a word


def _exists(arguments: str) -> str:
    """Prove that the command line takes these arguments; return the command."""
    name, *rest = shlex.split(re.sub(r"\$\([^)]*\)", "2026-02-06", arguments))
    above = click.Context(main, **main.context_settings)
    main.commands[name].make_context(name, rest, above)
    return name


def test_a_new_show_has_the_kits_that_were_asked_for(tmp_path: Path) -> None:
    """The show first, then the files, each once."""
    folder = tmp_path / "show"
    folder.mkdir()
    _put_wheel(folder)
    written = kit.start(folder, "名", ["github", "systemd", "github"])
    assert config.load(folder).title == "名"
    assert [path.relative_to(folder).as_posix() for path in written[-5:]] == [
        ".github/workflows/podcast.yml", "systemd/podcast.service", "systemd/podcast.timer",
        "systemd/podcast-watchdog.service", "systemd/podcast-watchdog.timer",
    ]  # fmt: skip


def test_a_show_that_is_there_gets_the_files_only(show_folder: Path) -> None:
    """Nothing else changes; again is no fault; what a person has changed stays."""
    before = (show_folder / "show.yaml").read_bytes()
    written = kit.start(show_folder, "other", ["systemd"])
    assert {path.name for path in written} == {
        "podcast.service", "podcast.timer", "podcast-watchdog.service", "podcast-watchdog.timer",
    }  # fmt: skip
    assert (show_folder / "show.yaml").read_bytes() == before
    kit.start(show_folder, "other", ["systemd"])
    written[0].write_text("mine", "utf-8")
    with pytest.raises(ConfigError, match=r"podcast\.service: is there already and differs"):
        kit.start(show_folder, "other", ["github", "systemd"])
    assert written[0].read_text("utf-8") == "mine"
    assert not (show_folder / ".github").exists()
    assert installed.wheel_beside(show_folder) is None
    with pytest.raises(ConfigError, match="a show is here already"):
        kit.start(show_folder, "other", [])


def test_the_workflow_is_safe_and_runs_what_exists(show_folder: Path) -> None:
    """Actions are pinned by commit, rights are to read, two runs wait for each other."""
    kit.start(show_folder, "", ["github"])
    flow = _workflow(show_folder)
    assert set(flow["on"]) == {"push", "schedule", "workflow_dispatch"}
    assert "posts/**" in flow["on"]["push"]["paths"]
    assert flow["permissions"] == {"contents": "read"}
    assert flow["concurrency"]["cancel-in-progress"] == "false"
    steps = flow["jobs"]["publish"]["steps"]
    assert all(_PINNED.fullmatch(step["uses"]) for step in steps if "uses" in step)
    runs = [step["run"] for step in steps if "run" in step]
    commands = [_exists(each) for run in runs for each in _PODCAST.findall(run)]
    assert commands == ["publish", "build", "build", "check", "publish"]
    assert "--restore" in next(run for run in runs if "--restore" in run)
    (installing,) = (run for run in runs if "pip install" in run)
    wheel = installed.wheel_beside(show_folder)
    assert (f"./{wheel.name}[cloud]" if wheel else installed.NAME) in installing
    assert (wheel is not None) == installed.source().local
    assert not [run for run in runs if "${{" in run], "a secret is an environment variable"


_SETTINGS = [
    ("", ["posts/**"], "17 23 * * *", "07:17 in Asia/Shanghai"),
    ("posts: source/_posts/\n", ["source/_posts/**"], "17 23 * * *", "Asia/Shanghai"),
    ("posts: .\n", ["**"], "17 23 * * *", "Asia/Shanghai"),
    ("posts: ../blog/_posts\n", [], "17 23 * * *", "Asia/Shanghai"),
    ("posts: a [1]+\n", [r"a \[1\]\+/**"], "17 23 * * *", "Asia/Shanghai"),
    ('digests: {path: "*-ai-daily.md"}\n', ["posts/**/*-ai-daily.md"], "17 23 * * *", ""),
    ('digests: {path: "2026/*/ai.md"}\n', ["posts/2026/**/ai.md"], "17 23 * * *", ""),
    ('digests: {path: "posts/2026/*/ai.md"}\n', ["posts/**"], "17 23 * * *", ""),
    ('digests: {path: "[ab]?.md", tags: AI}\n', ["posts/**"], "17 23 * * *", ""),
    ("timezone: Asia/Kolkata\n", ["posts/**"], "47 1 * * *", "07:17 in Asia/Kolkata"),
    ("timezone: Europe/Berlin\n", ["posts/**"], "17 6 * * *", "Berlin, 08:17 in summer"),
    ("timezone: Australia/Sydney\n", ["posts/**"], "17 21 * * *", "Sydney, 08:17 in summer"),
    ("timezone: America/New_York\n", ["posts/**"], "17 12 * * *", "08:17 in summer"),
]


@pytest.mark.parametrize(("settings", "paths", "cron", "when"), _SETTINGS)
def test_the_workflow_follows_the_show(
    show_folder: Path, settings: str, paths: list[str], cron: str, when: str
) -> None:
    """What starts it are the show's own posts and digests, at 07:17 of its own zone."""
    path = show_folder / "show.yaml"
    own = [row for row in path.read_text("utf-8").splitlines() if not _overruled(row, settings)]
    path.write_text("\n".join(own) + "\n" + settings, "utf-8")
    _put_wheel(show_folder)
    kit.start(show_folder, "", ["github", "systemd"])
    flow = _workflow(show_folder)
    assert flow["on"]["push"]["paths"] == [
        *paths,
        "episodes/*/script.md",
        "show.yaml",
        "voices.yaml",
    ]
    minute, hour, rest = cron.split(" ", 2)
    later = int(hour) * 60 + int(minute) + 150
    watched = f"{later % 60} {later // 60 % 24} {rest}"
    assert flow["on"]["schedule"] == [{"cron": cron}, {"cron": watched}]
    assert f"== '{watched}'" in flow["jobs"]["look"]["steps"][0]["env"]["WATCHDOG"]
    text = (show_folder / ".github" / "workflows" / "podcast.yml").read_text("utf-8")
    assert when in text
    timer = (show_folder / "systemd" / "podcast.timer").read_text("utf-8")
    assert f"07:17:00 {config.load(show_folder).timezone}\n" in timer
    assert "@" not in re.sub(r"\w@\w|@-", "", text.replace("@v", "")), "every word is filled in"


def _put_wheel(folder: Path) -> None:
    """Put a wheel beside the show, so that none has to be packed."""
    (folder / "digestcast-0.1.0-py3-none-any.whl").write_bytes(b"")


def _overruled(row: str, settings: str) -> bool:
    return bool(settings) and row.startswith(settings.partition(":")[0] + ":")


@pytest.mark.parametrize(
    ("head", "branch"),
    [
        ("ref: refs/heads/master\n", "master"),
        ("ref: refs/heads/feature/日报+1\n", r"feature/日报\+1"),
        ("0123456789abcdef0123456789abcdef01234567\n", "main"),
        (None, "main"),
    ],
)
def test_the_branch_is_that_of_the_checkout(
    show_folder: Path, head: str | None, branch: str
) -> None:
    """The branch is that of the folder or one above it; without a checkout it is `main`."""
    if head:
        (show_folder.parent / ".git").mkdir()
        (show_folder.parent / ".git" / "HEAD").write_text(head, "utf-8")
    _put_wheel(show_folder)
    kit.start(show_folder, "", ["github"])
    assert _workflow(show_folder)["on"]["push"]["branches"] == [branch]


def test_the_branch_of_a_worktree_and_of_a_clone_is_found(tmp_path: Path) -> None:
    """A worktree's `.git` is a file; a detached clone knows the branch that it is of."""
    git = tmp_path / "repository" / "worktrees" / "x"
    (git / "refs" / "remotes" / "origin").mkdir(parents=True)
    (tmp_path / "show").mkdir()
    (tmp_path / "show" / ".git").write_text(f"gitdir: {git}\n", "utf-8")
    (git / "HEAD").write_text("ref: refs/heads/topic\n", "utf-8")
    assert checkout.branch(tmp_path / "show") == "topic"
    (git / "HEAD").write_text("0123456789\n", "utf-8")
    (git / "refs" / "remotes" / "origin" / "HEAD").write_text(
        "ref: refs/remotes/origin/trunk\n", "utf-8"
    )
    assert checkout.branch(tmp_path / "show") == "trunk"


def test_the_shell_finds_the_newest_episode(show_folder: Path) -> None:
    """The words that the templates give to `check` are the newest and three before it."""
    _put_wheel(show_folder)
    kit.start(show_folder, "", ["github", "systemd"])
    for day in ("2026-02-06", "2026-02-07", "2025-12-31", "2026-02-05", "2026-02-03"):
        (show_folder / "episodes" / day).mkdir()
    (run,) = (
        step["run"]
        for step in _workflow(show_folder)["jobs"]["publish"]["steps"]
        if " check " in step.get("run", "")
    )
    service = (show_folder / "systemd" / "podcast.service").read_text("utf-8").replace("$$", "$")
    for text in (run, service):
        words = re.search(r"\$\(ls [^)]*\)", text)
        assert words
        done = subprocess.run(
            ["sh", "-c", f"echo {words[0]}"], cwd=show_folder, capture_output=True, text=True,
            check=True, timeout=60,
        )  # fmt: skip
        assert done.stdout == "2026-02-03 2026-02-05 2026-02-06 2026-02-07\n"


@pytest.mark.tools("systemd-analyze")
@pytest.mark.parametrize("name", ["show", "my show", "100% 日报"])
def test_systemd_accepts_the_units(
    tmp_path: Path, name: str, program: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`systemd-analyze verify` has nothing to say, whatever the folder is called."""
    folder = tmp_path / name
    units = [path for path in kit.start(folder, "t", ["systemd"]) if path.parent.name == "systemd"]
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    podcast = tmp_path / "podcast"  # the program need not be installed where tests run
    podcast.write_text("#!/bin/sh\n", "utf-8")
    podcast.chmod(0o755)
    service = next(path for path in units if path.name == "podcast.service")
    text = re.sub(r'"[^"]*podcast"', f'"{podcast}"', service.read_text("utf-8"))
    service.write_text(text, "utf-8")
    done = subprocess.run(
        [program("systemd-analyze"), "verify", "--user", *map(str, units)], capture_output=True,
        text=True, check=False, timeout=120,
    )  # fmt: skip
    own = [row for row in done.stderr.splitlines() if "podcast." in row]
    assert (done.returncode, own) == (0, [])
    commands = [_exists(each) for each in _service_commands(text)]
    assert commands == ["build", "build", "check", "publish"]
    assert str(folder.resolve()).replace("%", "%%") in text


def _service_commands(text: str) -> list[str]:
    rows = [row.partition("=")[2] for row in text.splitlines() if row.startswith("ExecStart=")]
    direct = [found[1] for row in rows if (found := re.fullmatch(r'-?"[^"]*" ([a-z].*)', row))]
    assert 'exec "$0" check $$(' in rows[2]
    return [*direct[:2], "check 2026-02-06", direct[2]]


@pytest.mark.tools("bash")
@pytest.mark.parametrize("day", ["2026-03-04", "2026-03-05"])
def test_the_watchdog_looks_into_the_public_feed(show_folder: Path, day: str) -> None:
    """It goes on only when the feed, as listeners get it, has no episode of today."""
    path = show_folder / "show.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("https://example.com/episodes/", "https://h/pod/"), "utf-8")
    _put_wheel(show_folder)
    kit.start(show_folder, "", ["github"])
    (step,) = _workflow(show_folder)["jobs"]["look"]["steps"]
    assert step["env"]["FEED"] == "https://h/pod/feed.xml"
    feed = f"<enclosure url='https://h/pod/{day}/{day}-x.mp3'/>"
    for name, said in (("date", "2026-03-04"), ("curl", feed)):
        (show_folder / name).write_text(f'#!/bin/sh\necho "{said}"\n', "utf-8")
        (show_folder / name).chmod(0o755)
    output = show_folder / "output"
    places = f"{show_folder}:{os.environ['PATH']}"
    for watchdog, missing in (("true", day != "2026-03-04"), ("false", True)):
        settings = {"WATCHDOG": watchdog, "FEED": "x", "GITHUB_OUTPUT": str(output)}
        output.write_text("", "utf-8")
        subprocess.run(
            ["bash", "-ec", step["run"]], env={"PATH": places, **settings}, check=True, timeout=60
        )
        assert output.read_text("utf-8") == f"missing={str(missing).lower()}\n"


def test_a_kit_that_is_not_there_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, with what there is, and nothing is written."""
    with pytest.raises(SystemExit) as end:
        main(["init", str(tmp_path / "show"), "--with", "githb"])
    assert end.value.code == 2
    assert "did you mean `github`?" in capsys.readouterr().err
    assert not (tmp_path / "show").exists()


def test_the_program_may_lie_anywhere() -> None:
    """A path is one word of ExecStart= whatever is in it."""
    assert kit._word('/a b/100%/"c"') == '"/a b/100%%/\\"c\\""'  # noqa: SLF001
    assert init.DEFAULT_TITLE
