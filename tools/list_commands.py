"""Write what click knows of each command into docs/commands.md: its form, its help, its options.

Usage: ``python tools/list_commands.py``

The text below each table is written by hand and stays. tests/test_commands_page.py compares the
page with the commands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from podcast.cli import main

PAGE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
END = "<!-- by hand -->\n"
_HEADING = re.compile(r"^## `podcast (.+)`$", re.MULTILINE)


def page(text: str) -> str:
    """Return the page with the commands as they are now, in order, each with its text by hand."""
    first = _HEADING.search(text)
    top = text[: first.start()] if first else text
    by_hand = dict(_by_hand(text))
    names = [name for name, _ in _commands(main, "podcast")]
    parts = (f"{table(name)}{END}{by_hand.get(name) or chr(10)}" for name in names)
    return top + "".join(parts).rstrip("\n") + "\n"


def table(name: str) -> str:
    """Return the heading, the help and the options of a command."""
    command = dict(_commands(main, "podcast"))[name]
    # below the group, whose settings its commands keep from the first time they are asked
    above = click.Context(main, **main.context_settings)
    with click.Context(command, above, info_name=name) as context:
        form = " ".join(command.collect_usage_pieces(context)).removeprefix("[OPTIONS]").strip()
        options = [
            record
            for parameter in command.get_params(context)
            if isinstance(parameter, click.Option)
            and "--help" not in parameter.opts
            and (record := parameter.get_help_record(context))
        ]
    rows = [f"## `{name}`", "", f"`{name} {form}`".replace(" `", "`"), "", _one_line(command)]
    if options:
        rows += ["", "| option | does |", "|---|---|"]
        rows += [f"| `{_cell(form)}` | {_cell(does)} |" for form, does in options]
    return "\n".join(rows) + "\n\n"


def _commands(group: click.Group, above: str) -> Iterator[tuple[str, click.Command]]:
    """Yield all commands with their full names, a group's own commands in its place."""
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from _commands(command, f"{above} {name}")
        else:
            yield f"{above} {name}", command


def _by_hand(text: str) -> Iterator[tuple[str, str]]:
    found = list(_HEADING.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)]
    for match, end in zip(found, ends, strict=False):
        part = text[match.start() : end]
        yield f"podcast {match[1]}", part.partition(END)[2]


def _one_line(command: click.Command) -> str:
    return " ".join((command.help or "").split())


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
    print(PAGE)
