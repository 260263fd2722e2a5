"""What works here, with the remedy for what does not."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from podcast.errors import PodcastError
from podcast.lib import ffmpeg
from podcast.show import config

State = Literal["ok", "warn", "fail"]

_LEAST_DISK_MB = 500
"""An hour of sound needs 1.3 GB while it is mixed, a daily episode a tenth of that."""
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_PRIVACY = (
    "what leaves this machine: the spoken text, to the online voice service, "
    "when the engine `edge` or `openai` is on, and what `podcast publish` uploads; nothing else"
)


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at; `remedy` is empty when it is well."""

    name: str
    state: State
    message: str
    remedy: str = ""


def examine(root: Path | None, model: Path | None = None) -> tuple[Examined, ...]:
    """Look at this machine and, with `root`, at a show. `model` is installed first.

    Raises SpeechError when `model` is not the voice model (checked by SHA-256).
    """
    if model is not None:
        from podcast.speech.kokoro.model import install_model

        install_model(model)
    return tuple(_findings(root))


def healthy(findings: tuple[Examined, ...]) -> bool:
    """Tell whether nothing failed."""
    return all(finding.state != "fail" for finding in findings)


def render(findings: tuple[Examined, ...], *, as_json: bool) -> str:
    """Return the findings as lines or JSON, with a final newline."""
    if as_json:
        return json.dumps([asdict(each) for each in findings], ensure_ascii=False, indent=2) + "\n"
    rows = []
    for each in findings:
        rows.append(f"{each.state:5}{each.name}: {each.message}")
        if each.remedy:
            rows.append(f"     remedy: {each.remedy}")
    return "\n".join([*rows, _PRIVACY]) + "\n"


def _findings(root: Path | None) -> Iterator[Examined]:
    yield Examined("python", "ok", f"{platform.python_version()} at {sys.prefix}")
    yield _tried("ffmpeg", _ffmpeg, "pip install --force-reinstall imageio-ffmpeg")
    yield _tried("kokoro", _kokoro, "")
    yield _espeak()
    yield _edge()
    yield _openai(root)
    yield _publish(root)
    yield _disk(root or Path.cwd())
    if root is None:
        yield Examined("show", "warn", "none here", "`podcast init DIR` makes one")
    else:
        yield _tried("show", lambda: _show(root), "")


def _tried(name: str, look: Callable[[], str], remedy: str) -> Examined:
    """Run a look; a known error is a failure whose message names the remedy itself."""
    try:
        return Examined(name, "ok", look())
    except PodcastError as error:
        return Examined(name, "fail", str(error), remedy)


def _ffmpeg() -> str:
    version = ffmpeg.run(["-version"]).decode("utf-8", "replace").split("\n", 1)[0]
    return f"{version.partition(' Copyright')[0]}"


def _kokoro() -> str:
    from podcast.speech.kokoro import model

    pace = "at full speed" if model.signed_products_are_exact() else "at half speed: no VNNI"
    return f"embedded voice, {len(model.model_bytes()) / 1e6:.0f} MB, SHA-256 verified, {pace}"


def _espeak() -> Examined:
    from podcast.chinese.english.espeak import is_available

    if is_available():
        return Examined("espeak-ng", "ok", "reads English words that the dictionary does not have")
    return Examined(
        "espeak-ng",
        "warn",
        "its library cannot be loaded: English words that the dictionary does not have are spelled",
        "pip install --force-reinstall espeakng-loader",
    )


def _edge() -> Examined:
    if find_spec("edge_tts") is None:
        return Examined("edge", "warn", "online voice not installed", "pip install edge-tts")
    return Examined("edge", "ok", "online voice installed (reached only when an episode is built)")


def _openai(root: Path | None) -> Examined:
    """Tell whether the service is named and its key set; the key itself is never told."""
    if find_spec("httpx") is None:
        return Examined("openai", "warn", "its HTTP client not installed", "pip install httpx")
    from podcast.speech.openai.engine import NOT_CONFIGURED

    show = _loaded(root)
    service = show.speech.openai if show else None
    if service is None:
        if show and "openai" in show.engines:
            _, remedy = NOT_CONFIGURED.split("; ", 1)
            return Examined(
                "openai", "fail", "an engine of voices.yaml, but not configured", remedy
            )
        return Examined("openai", "ok", "not configured; only the engine `openai` needs it")
    found = f"{service.model} at {service.url}, key from the environment variable {service.key}"
    if not os.environ.get(service.key, "").strip():
        remedy = f"set {service.key}, unless the service needs no key"
        return Examined("openai", "warn", f"{found}, which is not set", remedy)
    parts = urlsplit(service.url)
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        return Examined("openai", "warn", f"{found}, sent unencrypted", "use an https address")
    return Examined("openai", "ok", f"{found}, which is set")


def _publish(root: Path | None) -> Examined:
    """Tell where the show is published and whether that can be done from here."""
    show = _loaded(root)
    to = show.publish.to if show else None
    if not to:
        remedy = "`publish: {to: …}` in show.yaml says where"
        return Examined("publish", "ok", f"nowhere; {remedy}")
    scheme = to.partition("://")[0]
    needed = {"s3": "s3fs", "sftp": "paramiko"}.get(scheme)
    if needed and find_spec(needed) is None:
        return Examined(
            "publish", "fail", f"{to} needs {needed}", "pip install 'digestcast[cloud]'"
        )
    if scheme.startswith("git+") and shutil.which("git") is None:
        return Examined("publish", "fail", f"{to} needs git", "install git")
    return Examined("publish", "ok", f"to {to} (reached only when something is published)")


def _loaded(root: Path | None) -> config.Show | None:
    """Return the show; what is wrong with it is told by its own finding."""
    try:
        return config.load(root) if root else None
    except PodcastError:
        return None


def _disk(folder: Path) -> Examined:
    there = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    free = shutil.disk_usage(there).free // 1_000_000
    if free >= _LEAST_DISK_MB:
        return Examined("disk", "ok", f"{free} MB free")
    return Examined("disk", "fail", f"{free} MB free", f"free {_LEAST_DISK_MB} MB at {folder}")


def _show(root: Path) -> str:
    from podcast.digest import posts
    from podcast.digest.shelf import shelf

    show = config.load(root)
    dates = posts.dates(shelf(show))
    newest = f", newest {dates[-1]}" if dates else ""
    return f"{show.title} at {root}, {len(dates)} posts{newest}, engines {', '.join(show.engines)}"
