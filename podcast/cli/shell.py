"""The command for a shell: completion."""

from __future__ import annotations

import os
from pathlib import Path

import click

from podcast.cli.group import main

_SHELLS = ("bash", "zsh", "fish")


@main.command()
@click.argument("shell", type=click.Choice(_SHELLS), required=False)
def completion(shell: str | None) -> None:
    """Print what makes a shell (default: yours) complete commands and options on Tab.

    For bash and zsh: `eval "$(podcast completion)"`; for fish: `podcast completion fish | source`.
    """
    from click.shell_completion import get_completion_class

    own = Path(os.environ.get("SHELL", "")).name
    name = shell or (own if own in _SHELLS else _SHELLS[0])
    kind = get_completion_class(name)
    assert kind is not None  # noqa: S101 -- click has these three
    click.echo(kind(main, {}, "podcast", "_PODCAST_COMPLETE").source())
