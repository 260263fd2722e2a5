"""`podcast doctor`: report what works on this machine, with remedies for what does not work."""

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
from podcast.language import heading, mark, told, word
from podcast.language.wrapping import padded
from podcast.lib import ffmpeg, installed, yamlfile
from podcast.lib.counting import counted
from podcast.show import config, examples

State = Literal["ok", "warn", "fail"]

_LEAST_DISK_MB = 500
"""The least free space in MB. An hour of sound needs 1300 MB, a daily episode a tenth of that."""
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_STATES = {"ok": "ok", "warn": "warning", "fail": "fail"}
_PRIVACY = (
    "what leaves this machine: the spoken text, to the online voice service, "
    "when the engine `edge` or `openai` is on; the texts of the posts, to the service of `writer`, "
    "when the writer is `llm`; and what `podcast publish` uploads; nothing else"
)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The state of one part; `remedy` is empty when nothing is wrong."""

    name: str
    state: State
    message: str
    remedy: str = ""


def examine(root: Path | None, model: Path | None = None) -> tuple[Diagnosis, ...]:
    """Examine this machine and, with `root`, the show there. A `model` is installed first.

    Raises SpeechError when the file `model` is not the voice model (compared by SHA-256).
    """
    if model is not None:
        from podcast.speech.kokoro.model import install_model

        install_model(model)
    return tuple(_findings(root))


def healthy(findings: tuple[Diagnosis, ...]) -> bool:
    """Tell whether nothing failed."""
    return all(finding.state != "fail" for finding in findings)


def render(findings: tuple[Diagnosis, ...], *, as_json: bool) -> str:
    """Return the findings as lines or JSON, with a final newline."""
    if as_json:
        return json.dumps([asdict(each) for each in findings], ensure_ascii=False, indent=2) + "\n"
    rows = []
    for each in findings:
        state = word(_STATES[each.state]) if each.state != "warn" else heading("warning").rstrip()
        rows.append(f"{padded(state, 9)}{each.name}{mark(': ')}{told(each.message)}")
        if each.remedy:
            rows.append(f"{'':9}{heading('remedy')}{told(each.remedy)}")
    return "\n".join([*rows, told(_PRIVACY)]) + "\n"


def _findings(root: Path | None) -> Iterator[Diagnosis]:
    yield Diagnosis("python", "ok", f"{platform.python_version()} at {sys.prefix}")
    yield _try("ffmpeg", _ffmpeg, "pip install --force-reinstall imageio-ffmpeg")
    yield _try("kokoro", _kokoro, "")
    yield _espeak()
    yield _edge()
    yield _openai(root)
    yield _writer(root)
    yield _publish(root)
    yield _disk(root or Path.cwd())
    if root is None:
        yield Diagnosis("show", "warn", "none here", "`podcast init DIR` makes one")
    else:
        yield _try("show", lambda: _show(root), "")
        yield from _examples(root)


def _try(name: str, look: Callable[[], str], remedy: str) -> Diagnosis:
    """Return a diagnosis with what `look` returns, or a failure if it raises PodcastError."""
    try:
        return Diagnosis(name, "ok", look())
    except PodcastError as error:
        return Diagnosis(name, "fail", str(error), remedy)


def _ffmpeg() -> str:
    version = ffmpeg.run(["-version"]).decode("utf-8", "replace").split("\n", 1)[0]
    return f"{version.partition(' Copyright')[0]}"


def _kokoro() -> str:
    from podcast.speech.kokoro import model

    pace = "at full speed" if model.signed_products_are_exact() else "at half speed: no VNNI"
    return f"embedded voice, {len(model.model_bytes()) / 1e6:.0f} MB, SHA-256 verified, {pace}"


def _espeak() -> Diagnosis:
    from podcast.chinese.english.espeak import is_available

    if is_available():
        return Diagnosis("espeak-ng", "ok", "reads English words that the dictionary does not have")
    return Diagnosis(
        "espeak-ng",
        "warn",
        "its library cannot be loaded: English words that the dictionary does not have are spelled",
        "pip install --force-reinstall espeakng-loader",
    )


def _edge() -> Diagnosis:
    if find_spec("edge_tts") is None:
        return Diagnosis("edge", "warn", "online voice not installed", "pip install edge-tts")
    return Diagnosis("edge", "ok", "online voice installed (reached only when an episode is built)")


def _openai(root: Path | None) -> Diagnosis:
    """Tell whether a service is configured and its key is set; the key itself is never printed."""
    if find_spec("httpx") is None:
        return Diagnosis("openai", "warn", "its HTTP client not installed", "pip install httpx")
    from podcast.speech.openai.engine import NOT_CONFIGURED

    show = _load_show(root)
    service = show.speech.openai if show else None
    if service is None:
        if show and "openai" in show.engines:
            _, remedy = NOT_CONFIGURED.split("; ", 1)
            return Diagnosis(
                "openai", "fail", "an engine of voices.yaml, but not configured", remedy
            )
        return Diagnosis("openai", "ok", "not configured; only the engine `openai` needs it")
    return _service("openai", service.model, service.url, service.key)


def _writer(root: Path | None) -> Diagnosis:
    """Tell who writes, and to which service the posts are sent if it is a language model."""
    show = _load_show(root)
    if show is None or show.writer.name != "llm":
        return Diagnosis("writer", "ok", "rules, which send nothing; only `llm` needs a service")
    settings = show.writer
    if not (settings.url and settings.model):
        return Diagnosis(
            "writer", "fail", "llm, but no service is named", "set `url` and `model` of `writer`"
        )
    return _service("writer", f"llm, {settings.model}", settings.url, settings.key)


def _service(name: str, what: str, url: str, key: str) -> Diagnosis:
    """Tell where a service is and whether the variable `key` is set, but never to what."""
    told = f"{what} at {url}, key from the environment variable {key}"
    if not os.environ.get(key, "").strip():
        remedy = f"set {key}, unless the service needs no key"
        return Diagnosis(name, "warn", f"{told}, which is not set", remedy)
    parts = urlsplit(url)
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        return Diagnosis(name, "warn", f"{told}, sent unencrypted", "use an https address")
    return Diagnosis(name, "ok", f"{told}, which is set")


def _publish(root: Path | None) -> Diagnosis:
    """Tell where the show is published and whether this machine has all that publishing needs."""
    show = _load_show(root)
    to = show.publish.to if show else None
    if not to:
        remedy = "`publish: {to: …}` in show.yaml says where"
        return Diagnosis("publish", "ok", f"is set for no place; {remedy}")
    scheme = to.partition("://")[0]
    needed = {"s3": "s3fs", "sftp": "paramiko"}.get(scheme)
    if needed and find_spec(needed) is None:
        return Diagnosis("publish", "fail", f"{to} needs {needed}", installed.command("cloud"))
    if scheme.startswith("git+") and shutil.which("git") is None:
        return Diagnosis("publish", "fail", f"{to} needs git", "install git")
    return Diagnosis("publish", "ok", f"to {to} (reached only when something is published)")


def _examples(root: Path) -> Iterator[Diagnosis]:
    """Tell which settings still have the value of an example; nothing for a broken show."""
    show = _load_show(root)
    if show is None:
        return
    left = examples.left(show)
    if not left:
        yield Diagnosis("examples", "ok", "no setting has the value of an example")
        return
    values = yamlfile.load(root / config.SHOW_FILE)
    told = ", ".join(f"{key} (line {values.lines[key]})" for key in left if key in values)
    remedy = "write your own values there; `podcast publish` refuses example addresses"
    yield Diagnosis("examples", "warn", f"{root / config.SHOW_FILE} still has {told}", remedy)


def _load_show(root: Path | None) -> config.Show | None:
    """Return the show, or None when it is broken, which `_show` reports."""
    try:
        return config.load(root) if root else None
    except PodcastError:
        return None


def _disk(folder: Path) -> Diagnosis:
    existing = next(each for each in (folder, *folder.absolute().parents) if each.exists())
    free = shutil.disk_usage(existing).free // 1_000_000
    if free >= _LEAST_DISK_MB:
        return Diagnosis("disk", "ok", f"{free} MB free")
    return Diagnosis("disk", "fail", f"{free} MB free", f"free {_LEAST_DISK_MB} MB at {folder}")


def _show(root: Path) -> str:
    from podcast.digest import posts
    from podcast.digest.shelf import shelf

    show = config.load(root)
    dates = posts.dates(shelf(show))
    newest = f", newest {dates[-1]}" if dates else ""
    count, engines = counted(len(dates), "post"), ", ".join(show.engines)
    return f"{show.title} at {root}, {count}{newest}, engines {engines}"
