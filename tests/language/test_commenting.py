"""The comments in the files that `init` writes are told; nothing else in these files changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from podcast.commands import init, kit
from podcast.language import choose
from podcast.language.commenting import chinese_comments, comments
from podcast.show import config
from podcast.show.config import shipped

FILES = [
    shipped("show.yaml"), shipped("voices.yaml"),
    *(shipped("with", name, each) for name, files in kit.KITS.items() for each in files),
]  # fmt: skip
_HAN = re.compile("[\u4e00-\u9fff]")
_ENGLISH = re.compile(r"(?<![\w./`=\[-])[a-z]{3,} [a-z]{3,}")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_only_comments_differ(path: Path) -> None:
    """A file without its comments is the same in both languages, and no comment stays English."""
    english = path.read_text("utf-8")
    chinese = chinese_comments(english)
    assert _without_comments(chinese) == _without_comments(english)
    for text in comments(chinese):
        assert _HAN.search(text) or not _ENGLISH.search(text), text


def _without_comments(text: str) -> list[str]:
    text = re.sub(r"\{%- comment -%\}.*?endcomment|\{\{- /\*.*?\*/", "", text, flags=re.DOTALL)
    lines = (re.sub(r"(?:^|\s)(?:#|//) .*", "", line) for line in text.splitlines())
    return [line.rstrip() for line in lines if line.strip("# ")]


def test_the_values_of_the_workflow_are_the_same() -> None:
    """YAML reads the same from both."""
    text = shipped("with", "github", "workflow.yml").read_text("utf-8")
    text = re.sub("@[A-Z]+@", "x", text)
    assert yaml.safe_load(chinese_comments(text)) == yaml.safe_load(text)


def test_a_comment_without_a_translation_is_kept() -> None:
    """A person's own comments, also behind values, and lines that only look like comments."""
    text = 'a: "b # c"  # my own words\n#!shebang\n# my own\n#\n#   example   my own\nb: #x\n//x'
    assert chinese_comments(text) == text


def test_init_in_chinese(tmp_path: Path) -> None:
    """The show is the same, its comments are Chinese; a kit of the other language is no other."""
    shows = {}
    try:
        for language in ("zh", "en"):
            choose(language)
            folder = tmp_path / language
            init.create(folder, "节目")
            kit.start(folder, "节目", ["github"])
            shows[language] = config.load(folder)
        choose("en")
        kit.start(tmp_path / "zh", "节目", ["github"])
    finally:
        choose(None)
    assert "# 节目：订阅者看到什么" in (tmp_path / "zh" / "show.yaml").read_text("utf-8")
    assert "# The show: what" in (tmp_path / "en" / "show.yaml").read_text("utf-8")
    assert shows["zh"].engines == shows["en"].engines
    assert shows["zh"].post_url == shows["en"].post_url
