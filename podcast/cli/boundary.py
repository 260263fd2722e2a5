"""Turn errors into exit codes: 1 for a failure with one `error:` line, 2 for wrong usage."""

from __future__ import annotations

import io
import os
import signal
import sys
import warnings
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from podcast.cli.helping import Section
from podcast.errors import PodcastError
from podcast.language import choose, heading, is_chinese, lang_option, told

_INTERRUPTED = 128 + signal.SIGINT
"""The exit code that a shell reports for a program that SIGINT has ended."""


class Commands(Section):
    """A group that prints a PodcastError as one line; any other error gives a traceback."""

    group_class = Section

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command; wrong usage ends with an `error:` line and exit code 2."""
        extra.setdefault("standalone_mode", True)
        if not extra["standalone_mode"]:
            return super().main(*args, **extra)
        _mend_surroundings()
        _choose_language(args[0] if args else extra.get("args"))
        if isinstance(sys.stderr, io.TextIOWrapper):
            # a message is escaped where the terminal lacks a character; results are never changed
            sys.stderr.reconfigure(errors="backslashreplace")
        try:
            status = super().main(*args, **{**extra, "standalone_mode": False})
        except click.UsageError as error:
            _wrong_usage(error)
        finally:
            choose(None)
        sys.exit(status if isinstance(status, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the chosen command; turn known errors into one line and an exit code."""
        try:
            return super().invoke(ctx)
        except PodcastError as error:
            _fail(str(error))
        except KeyboardInterrupt:
            _interrupted()
        except BrokenPipeError:  # the reader of stdout has closed it, as `head` does
            sys.stdout = None  # or Python would flush into it at exit, and fail
            sys.exit(1)
        except UnicodeEncodeError as error:  # an argument that is not UTF-8, or an ASCII terminal
            _fail(f"{error.object[:40]!a} cannot be written as {error.encoding}; use UTF-8")
        except OSError as error:
            _fail(_explain(error))
        except MemoryError:
            _fail("not enough memory; end other programs, or raise the limit (`ulimit -v`)")


def _choose_language(arguments: Sequence[str] | None) -> None:
    """Choose the language by the arguments; without `--lang`, no Chinese where it cannot be shown.

    A terminal of another encoding would get escapes in the place of each character.
    """
    choose(lang_option(sys.argv[1:] if arguments is None else arguments))
    if is_chinese() and not lang_option(arguments or sys.argv[1:]):
        try:
            "中".encode(getattr(sys.stderr, "encoding", None) or "utf-8")
        except UnicodeEncodeError:
            choose("en")


def _mend_surroundings() -> None:
    """Make up for what a service or a script may have left out, which libraries rely on.

    A closed standard stream is opened on nothing, or the next file that is opened would get the
    messages of ffmpeg. Without PATH, programs are looked for where the system has them. Where
    warnings are errors, those of libraries about their future are none of the person's concern.
    """
    os.environ.setdefault("PATH", os.defpath)
    if sys.warnoptions:
        warnings.filterwarnings("ignore", category=DeprecationWarning)
    for descriptor, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(descriptor)
        except OSError:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != descriptor:  # another one is closed, too
                os.dup2(opened, descriptor)
                os.close(opened)
            setattr(sys, name, os.fdopen(descriptor, mode, encoding="utf-8", closefd=False))


def _wrong_usage(error: click.UsageError) -> NoReturn:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
    else:
        usage = error.ctx.get_usage() + "\n" if error.ctx else ""
        click.echo(f"{usage}{heading('error')}{told(error.format_message())}", err=True)
    sys.exit(error.exit_code)


def _fail(message: str) -> NoReturn:
    # the message may quote a post or an argument: escape line ends and control characters
    line = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in told(message))
    click.echo(f"{heading('error')}{line}", err=True)
    sys.exit(1)


def _interrupted() -> NoReturn:
    """End the process at once: an orderly exit would wait for threads that are still speaking."""
    message = "interrupted; the show is as it was, run the same command again to go on"
    click.echo(f"{heading('error')}{told(message)}", err=True)
    os._exit(_INTERRUPTED)


def _explain(error: OSError) -> str:
    """Return a message for an error of the system: a full disk, a read-only folder, no rights."""
    place = error.filename or "writing or reading a file"
    return f"{place}: {error.strerror or error}; mend this and run the same command again"
