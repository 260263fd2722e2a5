"""What reaches a person is in their language: help, wrong usage, errors, warnings, results."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from podcast.cli import main
from podcast.commands.doctor import Diagnosis, render
from podcast.language.wrapping import columns
from podcast.lib.progress import Console, Quiet

CHINESE = {"LANG": "zh_CN.UTF-8", "LC_ALL": "", "LANGUAGE": "", "PODCAST_LANG": ""}
ENGLISH = {"LANG": "C", "LC_ALL": "", "LANGUAGE": "", "PODCAST_LANG": ""}
_HAN = re.compile("[\u4e00-\u9fff]")
_SENTENCE = re.compile(r"(?<![\w./`=\[|-])[a-z]{2,} [a-z]{2,}(?![\w./`=|-])")
"""Matches two English words side by side."""
_TYPED = re.compile(
    r"`[^`]*`|'[^']*'|/[^\s：；，（]+|\{[^}]*\}|\[[^\]]*\]|podcast [a-z]+(?: [a-z]+)?|python -m"
)
"""Matches what is typed as it stands: commands, values, paths, choices."""


def _run(*arguments: str, env: dict[str, str] = CHINESE) -> Result:
    return CliRunner().invoke(main, list(arguments), env=env, prog_name="podcast")


def _english_in(text: str) -> list[str]:
    return _SENTENCE.findall(_TYPED.sub(" ", text))


def _commands(group: click.Group, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [above]
    for name, command in group.commands.items():
        here = (*above, name)
        found += _commands(command, here) if isinstance(command, click.Group) else [here]
    return found


@pytest.mark.parametrize("command", _commands(main), ids=" ".join)
def test_a_page_of_help(command: tuple[str, ...]) -> None:
    """Every page is Chinese without an English sentence, and English without a Chinese one."""
    page = _run(*command, "--help").output
    assert page.startswith("用法：")
    assert "选项：" in page
    assert not _english_in(page)
    assert max(map(columns, page.splitlines())) <= 80


def test_english_holds_no_chinese() -> None:
    """With `LANG=C` nothing is told in Chinese: help, wrong usage, an error."""
    for arguments in (("--help",), ("publish", "--help"), ("build", "--foo"), ("clip",)):
        text = _run(*arguments, env=ENGLISH).output
        assert text.startswith("Usage: ")
        assert not _HAN.search(text)
    assert _run("feed", "--show", "nowhere", env=ENGLISH).output.startswith("error: nowhere")


USAGE = (
    (), ("buidl",), ("build", "--foo"), ("build", "a", "b"), ("build", "--minutes", "0"),
    ("build", "--minutes", "x"), ("build", "--writer", "me"), ("build", "--engine"),
    ("build", "--keep", "--rewrite"), ("build", "--json=1"), ("clip",), ("clip", "--item", "x"),
    ("say",), ("say", "x"), ("init",), ("init", "x", "--with", "jekill"), ("completion", "csh"),
    ("explain",), ("facts", "-"), ("cache", "--all"), ("cache", "--to", "viel"),
    ("check", "--against", "x"), ("serve", "--port", "70000"), ("lexicon", "add"),
    ("lexicon", "put"), ("publish", "--restore", "--json"), ("build", "--lang", "de"),
)  # fmt: skip


@pytest.mark.parametrize("arguments", USAGE, ids=" ".join)
def test_wrong_usage(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told in the language of the person, with the line of usage."""
    monkeypatch.chdir(tmp_path)
    result = _run(*arguments)
    assert result.exit_code in {1, 2}
    assert "用法：" in result.output or "错误：" in result.output
    assert not _english_in(result.output)


HEAD = "---\ntitle: x\ndate: 2026-03-05\n---\n"
POSTS = {
    "empty": "",
    "nothing but a head": HEAD,
    "no date": "# x\n\n## 1、甲\n甲公司发布了模型。\n",
    "a head without an end": "---\ntitle: x\ndate: 2026-03-05\n\n## 1、甲\n甲。\n",
    "broken YAML": "---\ntitle: [x\ndate: 2026-03-05\n---\n## 1、甲\n甲。\n",
    "a colon too many": "---\ntitle: a: b: c\ndate: 2026-03-05\n\tx: 1\n---\n## 1、甲\n甲。\n",
    "a tab": "---\n\ttitle: x\n---\n## 1、甲\n甲。\n",
    "no date in the date": "---\ndate: 昨天\n---\n## 1、甲\n甲。\n",
    "a full-width colon": "---\ntitle：x\ndate: 2026-03-05\n---\n## 1、甲\n甲。\n",
    "broken TOML": "+++\ntitle = x\n+++\n## 1、甲\n甲。\n",
    "broken JSON": '{\n"title": x\n}\n## 1、甲\n甲。\n',
    "years ago": "---\ndate: 1066-10-14\n---\n## 1、甲\n甲。\n## 2、乙\n乙。\n",
    "a draft": "---\ndate: 2026-03-05\ndraft: true\n---\n## 1、甲\n甲。\n## 2、乙\n乙。\n",
    "a list": "---\n- a\n- b\n---\n## 1、甲\n甲。\n",
}
SHOWS = {
    "no file": None,
    "empty": "",
    "a list": "- a\n",
    "an unknown key": "titel: x\n",
    "a number": "title: 3\n",
    "a language": "language: 中文\n",
    "a zone": "timezone: Asia/Nowhere\n",
    "a folder that is not there": "posts: nowhere/\n",
    "twice": "title: x\ntitle: y\n",
    "broken": "title: [x\n",
    "a bad address": "base_url: example\n",
    "a bad category": "category: 3\n",
    "no mapping": "feed: 3\n",
    "a bad writer": "writer: {name: gpt}\n",
    "a style": "style: bulletn\n",
    "a store": "publish: {to: ftp://x}\n",
    "control": 'title: "a\\u0007b"\n',
}


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a show whose files the tests break."""
    folder = tmp_path_factory.mktemp("节目 {x}") / "show"
    assert _run("init", str(folder)).exit_code == 0
    return folder


@pytest.mark.parametrize("text", POSTS.values(), ids=POSTS)
def test_a_bad_post(text: str, show: Path) -> None:
    """The error is one line in the language of the person; the path in it stays as it is."""
    post = show / "posts" / "broken.md"
    post.write_text(text, "utf-8")
    arguments = ("script", "--show", str(show), "--post", str(post), "--why")
    _is_told(arguments)
    post.unlink()


@pytest.mark.parametrize("text", SHOWS.values(), ids=SHOWS)
def test_a_bad_show(text: str | None, show: Path) -> None:
    """Likewise of show.yaml, where a key stands beside the right ones."""
    path = show / "show.yaml"
    right = path.read_bytes()
    key = (text or "").partition(":")[0].encode()
    rows = [row for row in right.splitlines(keepends=True) if not row.startswith(key + b":")]
    if text is None:
        path.unlink()
    elif ":" in text:
        path.write_bytes(b"".join(rows) + text.encode())
    else:
        path.write_text(text, "utf-8")
    try:
        _is_told(("check", "--show", str(show)))
    finally:
        path.write_bytes(right)


def _is_told(arguments: tuple[str, ...]) -> None:
    result = _run(*arguments)
    assert result.exit_code == 1
    (line,) = result.output.splitlines()
    assert line.startswith("错误：")
    assert not _english_in(line)
    assert "节目 {x}" in line


def test_results_and_json(show: Path) -> None:
    """Results for people are told; JSON is the same in both languages."""
    arguments = ("lexicon", "list", "--json", "--show", str(show))
    chinese, english = (_run(*arguments, env=env).output for env in (CHINESE, ENGLISH))
    assert json.loads(chinese) == json.loads(english)
    assert "性" not in _run("voices", "--json").output
    assert _run("voices").output.startswith("主播 晓晓：")


def test_the_diagnoses_of_a_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """`podcast doctor` tells state, message and remedy."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    found = (
        Diagnosis("git", "ok", "not configured; only the engine `openai` needs it"),
        Diagnosis("disk", "fail", "3 MB free", "free 500 MB at /srv/节目"),
    )
    rows = render(found, as_json=False).splitlines()
    assert rows[:3] == [
        "正常     git：没有配置；只有引擎 `openai` 需要",
        "失败     disk：空闲 3 MB",
        "         解决办法：请在 /srv/节目 腾出 500 MB",
    ]
    assert rows[3].startswith("会离开这台机器的：")
    assert "没有配置" not in render(found, as_json=True)


def test_the_option_holds_before_the_environment() -> None:
    """It may stand anywhere, and holds for one run."""
    assert _run("build", "--lang", "en", "--help").output.startswith("Usage:")
    assert _run("--lang=zh", "build", "--help", env=ENGLISH).output.startswith("用法：")
    assert _run("build", "--help", env=ENGLISH).output.startswith("Usage:")


def test_warnings_and_progress(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a run says while it works is told, too."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    Quiet().warn("a.md: over 2 MB; a post is text, keep pictures in files")
    with Console() as console:
        console.say("mixing, mastering and measuring")
        console.speaking(58, 58, 300.2)
        console.advance("drawing", 1, 1, "frame")
    assert capsys.readouterr().err == (
        "警告：a.md：超过 2 MB；文章是文字，图片请存成文件\n"
        "正在混音、母带处理和测量\n正在朗读：58/58 句，300 秒声音\n正在绘制：1/1 帧\n"
    )


def test_a_terminal_without_chinese_characters(tmp_path: Path) -> None:
    """English is told there, rather than escapes for each character."""
    command = [sys.executable, "-m", "podcast", "feed", "--show", str(tmp_path)]
    ran = subprocess.run(
        command,
        env={**CHINESE, "PYTHONPATH": ":".join(sys.path), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert ran.stderr.startswith(b"error: ")
