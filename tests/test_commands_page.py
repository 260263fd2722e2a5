"""docs/commands.md against the commands."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

import list_commands


def test_the_page_is_made_from_the_commands() -> None:
    """Run `python tools/list_commands.py` after a change of a command."""
    text = list_commands.PAGE.read_text("utf-8")
    assert list_commands.page(text) == text


def test_what_is_written_by_hand_stays() -> None:
    """A table is written anew; a text below one stays, also of a command whose form is new."""
    text = list_commands.page("# Commands\n\nTop.\n")
    assert text.startswith("# Commands\n\nTop.\n")
    heading = "## `podcast build`\n"
    assert heading in text
    below = list_commands.page(text.replace(list_commands.END, f"{list_commands.END}\nMine.\n\n"))
    assert "Mine." in below
    broken = below.replace("| option | does |", "| old | table |")
    assert list_commands.page(broken) == below
