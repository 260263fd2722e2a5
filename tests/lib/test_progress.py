"""What a person sees: a bar on a terminal, plain lines elsewhere, on stderr alone."""

import io
import itertools
import re
from contextlib import suppress

import pytest

from podcast.lib.progress import Console, Quiet


class _Terminal(io.StringIO):
    """A stderr that is a terminal."""

    def isatty(self) -> bool:
        return True


def _terminal(monkeypatch: pytest.MonkeyPatch) -> _Terminal:
    """Let stderr be a terminal; pytest sets its own between a fixture and its test."""
    terminal = _Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    return terminal


def test_a_terminal_gets_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count, seconds of sound; and the bar is put away when all is spoken."""
    terminal = _terminal(monkeypatch)
    with Console() as console:
        console.speaking(1, 2, 3.4)
        console.speaking(2, 2, 7.0)
        shown = terminal.getvalue()
        console.say("done")
    assert "speaking" in shown
    assert "2/2" in shown
    assert "7 s" in shown
    assert terminal.getvalue().endswith("done\n")


def test_a_failure_puts_the_bar_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cursor that a bar hides is shown again, so that the error has its own line."""
    terminal = _terminal(monkeypatch)
    with suppress(KeyboardInterrupt), Console() as console:
        console.speaking(1, 2, 3.4)
        raise KeyboardInterrupt
    hidden, shown = "\x1b[?25l", "\x1b[?25h"
    assert terminal.getvalue().rindex(shown) > terminal.getvalue().rindex(hidden)


def test_a_second_bar_follows_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that fails half-way leaves room for the next one's progress."""
    terminal = _terminal(monkeypatch)
    with Console() as console:
        console.speaking(1, 2, 3.0)
        console.warn("edge cannot be reached")
        console.speaking(2, 3, 9.0)
        console.speaking(3, 3, 12.0)
    assert "warning: edge cannot be reached\n" in terminal.getvalue()
    assert "3/3" in terminal.getvalue()


def test_a_log_gets_a_line_every_ten_seconds(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first line at once, then one in ten seconds with the time left, and the last."""
    clock = itertools.count(100.0, 4.0)
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    with Console() as console:
        for done in range(1, 7):
            console.speaking(done, 6, 10.0 * done)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "speaking: 1/6 lines, 10 s of sound",
        "speaking: 4/6 lines, 40 s of sound, about 8 s left",
        "speaking: 6/6 lines, 60 s of sound",
    ]


def test_details_are_for_those_who_ask(capsys: pytest.CaptureFixture[str]) -> None:
    """`-v` shows them, otherwise they are not said; warnings always are."""
    for verbose in (False, True):
        with Console(verbose=verbose) as console:
            console.detail(f"detail {verbose}")
            console.warn(f"warned {verbose}")
    assert capsys.readouterr().err.splitlines() == [
        "warning: warned False",
        "detail True",
        "warning: warned True",
    ]


def test_quiet_says_nothing_but_warnings(capsys: pytest.CaptureFixture[str]) -> None:
    """For programs that use the line themselves."""
    quiet = Quiet()
    quiet.say("x")
    quiet.detail("x")
    quiet.speaking(1, 2, 3.0)
    quiet.warn("look")
    assert capsys.readouterr() == ("", "warning: look\n")


def _told(monkeypatch: pytest.MonkeyPatch, reports: list[tuple[float, int]]) -> list[str]:
    """Return the lines of a log for (second, lines done) of twenty lines."""
    log = io.StringIO()
    monkeypatch.setattr("sys.stderr", log)
    with Console() as console:
        for second, done in reports:
            monkeypatch.setattr("time.monotonic", lambda now=second: 1000.0 + now)
            console.speaking(done, 20, 0.0)
    return [line.rpartition(", ")[2] for line in log.getvalue().splitlines()]


def test_the_next_engine_has_an_estimate_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the engine before it took in vain does not count, nor do lines from the cache."""
    vain = [(0.0, 0), (11.0, 1), (400.0, 1)]
    fresh = [(410.0, 0), (410.2, 10), (430.2, 15), (441.0, 18)]
    assert _told(monkeypatch, vain + fresh)[-2:] == ["about 20 s left", "about 8 s left"]


def test_an_estimate_never_climbs(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the work slows down, the last estimate stands until it is right again."""
    told = _told(monkeypatch, [(0.0, 0), (10.0, 10), (30.0, 11), (90.0, 12), (100.0, 19)])
    assert told[1:] == ["about 10 s left", "about 10 s left", "about 10 s left", "about 5 s left"]


def test_other_long_work_tells_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    """With the name of what is counted, in the singular for one."""
    with Console() as console:
        console.advance("drawing", 900, 900, "frame")
        console.advance("speaking samples", 1, 1, "voice")
    assert capsys.readouterr().err.splitlines() == [
        "drawing: 900/900 frames",
        "speaking samples: 1/1 voice",
    ]


def test_who_wants_it_quiet_gets_warnings_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """`-q`: no step, no progress."""
    with Console(quiet=True) as console:
        console.say("x")
        console.speaking(1, 2, 3.0)
        console.advance("drawing", 1, 2, "frame")
        console.warn("look")
    assert capsys.readouterr() == ("", "warning: look\n")


def test_no_colour_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    """`NO_COLOR` (no-color.org) takes the colours from the bar, not the bar."""
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = _terminal(monkeypatch)
    with Console() as console:
        console.speaking(1, 2, 3.4)
    assert "1/2" in terminal.getvalue()
    assert not re.search(r"\x1b\[[0-9;]*3[0-9][0-9;]*m", terminal.getvalue())
