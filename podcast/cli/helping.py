"""Pages of help in the person's language; Chinese is wrapped by the columns that it takes up."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable

import click

from podcast.language import choice, heading, is_chinese, told
from podcast.language.wrapping import columns, wrapped

_PLACEHOLDERS = {"[OPTIONS]": "[选项]", "COMMAND": "命令", "[ARGS]": "[参数]"}
_EXTRA = re.compile(r"(?P<help>.*?)(?:(?:^|  )\[(?P<extra>.*)\])?", re.DOTALL)
"""Matches the help of an option, with what click adds in brackets, such as its default."""

LANGUAGE = click.Option(
    [choice.OPTION],
    type=click.Choice(choice.LANGUAGES),
    expose_value=False,
    help="The language of messages and help (default: by the environment).",
)
_HIDDEN_LANGUAGE = click.Option(
    [choice.OPTION], type=click.Choice(choice.LANGUAGES), expose_value=False, hidden=True
)
"""The same for a command, so that it may stand anywhere; `podcast --help` tells of it."""


class Formatter(click.HelpFormatter):
    """Writes a page of help; an English one as click does."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line of usage."""
        if is_chinese():
            prefix = heading(told("Usage"))
            for name, chinese in _PLACEHOLDERS.items():
                args = args.replace(name, chinese)
        super().write_usage(prog, args, prefix)

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        if is_chinese():
            self.write(f"{'':{self.current_indent}}{told(heading)}：\n")
        else:
            super().write_heading(heading)

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        if not is_chinese():
            super().write_text(text)
            return
        paragraphs = [" ".join(each.split()) for each in re.split(r"\n\s*\n", text)]
        width = self.width - self.current_indent
        indent = " " * self.current_indent
        blocks = [
            "\n".join(indent + line for line in wrapped(told(paragraph), width))
            for paragraph in paragraphs
        ]
        self.write("\n\n".join(blocks) + "\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write names with their meaning beside them."""
        rows = list(rows)
        if not is_chinese():
            super().write_dl(rows, col_max, col_spacing)
            return
        first = min(max(columns(name) for name, _ in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        for name, meaning in rows:
            lines = wrapped(_meaning(meaning), max(self.width - first - 2, 10)) or [""]
            if columns(name) > first - col_spacing:
                self.write(f"{indent}{name}\n")
                name = ""  # noqa: PLW2901 -- it has a line of its own
            for line in lines:
                space = " " * (first - columns(name))
                self.write(f"{indent}{name}{space}{line}".rstrip() + "\n")
                name = ""  # noqa: PLW2901 -- only on the first line


def _meaning(text: str) -> str:
    """Return the meaning of an option or a command in Chinese, with what click adds to it."""
    whole = told(text)
    match = _EXTRA.fullmatch(text)
    if whole != text or not match or not match["extra"]:
        return whole
    extra = "；".join(told(each) for each in match["extra"].split("; "))
    return f"{told(match['help'])} [{extra}]".strip()


class _Context(click.Context):
    formatter_class = Formatter


class Command(click.Command):
    """A command whose help is in the person's language."""

    context_class = _Context

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the parameters, with the language."""
        return [*super().get_params(ctx), _HIDDEN_LANGUAGE]

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return what stands beside the name of the command in a list."""
        return _short(self.help) if is_chinese() else super().get_short_help_str(limit)


class Section(click.Group):
    """A group of commands whose help is in the person's language."""

    context_class = _Context
    command_class = Command

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the parameters, with the language."""
        return [*super().get_params(ctx), _HIDDEN_LANGUAGE if ctx.parent else LANGUAGE]

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return what stands beside the name of the group in a list."""
        return _short(self.help) if is_chinese() else super().get_short_help_str(limit)


def _short(help_text: str | None) -> str:
    """Return the first paragraph in Chinese, whole: it is wrapped, so nothing need be cut off."""
    paragraph = re.split(r"\n\s*\n", inspect.cleandoc(help_text or ""))[0]
    return told(" ".join(paragraph.split())).removesuffix("。")
