"""`--review`: whatever the editor is and leaves, an error says what is wrong."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from falsehoods import POST

from podcast import digest
from podcast.commands.review import review
from podcast.digest import posts
from podcast.errors import ScriptError
from podcast.script import document, rules
from podcast.show import config


@pytest.fixture
def script(show_folder: Path) -> Path:
    """Return a script.md."""
    (show_folder / "posts" / "2026-02-06-ai-daily.md").write_text(POST, "utf-8")
    show = config.load(show_folder)
    post = digest.load(posts.choose(show, posts.WantedPost()).path, show.zone)
    path = show_folder / "script.md"
    path.write_text(document.dumps(rules.write(post, show)), "utf-8")
    return path


@pytest.fixture(autouse=True)
def _no_visual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)


@pytest.mark.parametrize(
    ("editor", "message"),
    [
        ("", "--review has no editor; set EDITOR"),
        (" \t", "--review has no editor; set EDITOR"),
        ('nano "x', 'EDITOR: `nano "x` is no command: No closing quotation'),
        ("/no/such/editor", "EDITOR: the editor `/no/such/editor` cannot start: No such file"),
        ("false", "the editor ended with 1"),
    ],
)
def test_an_editor_that_cannot_be_used_is_told(
    script: Path, monkeypatch: pytest.MonkeyPatch, editor: str, message: str
) -> None:
    """In one plain error."""
    monkeypatch.setenv("EDITOR", editor)
    with pytest.raises(ScriptError) as caught:
        review(script)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "leaves",
    [
        "path.write_text('no script')",
        "path.write_bytes(b'\\xff\\xfe')",
        "path.write_text('')",
        "path.unlink()",
        "path.write_text(path.read_text('utf-8').replace('---', '--', 1), 'utf-8')",
    ],
)
def test_a_broken_script_is_told(
    script: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, leaves: str
) -> None:
    """As soon as the editor is closed, with its path."""
    editor = tmp_path / "edit.py"
    editor.write_text(f"import pathlib, sys\npath = pathlib.Path(sys.argv[1])\n{leaves}\n", "utf-8")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {editor}")
    with pytest.raises(ScriptError) as caught:
        review(script)
    assert str(script) in str(caught.value)


def test_a_script_that_stays_whole_is_no_error(
    script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """VISUAL goes before EDITOR, and a blank one counts for nothing."""
    monkeypatch.setenv("VISUAL", " ")
    monkeypatch.setenv("EDITOR", "true")
    review(script)
