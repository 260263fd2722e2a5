"""Numbers, times and sizes in Chinese notation."""

from __future__ import annotations

from podcast.lib.markup import clock as long_clock

_HOUR = 3600
_MINUS = "−"


def figure(value: float, digits: int = 1) -> str:
    """Return a number with `digits` decimals and a true minus sign; never `−0.0`."""
    text = f"{value:.{digits}f}"
    if float(text) == 0:
        return text.removeprefix("-")
    return text.replace("-", _MINUS)


def clock(seconds: float) -> str:
    """Return a time of the recording: `0:05`, `12:40`, `1:02:03`."""
    hours_on = long_clock(seconds)
    text = hours_on if seconds >= _HOUR else hours_on.removeprefix("00:")
    return text.removeprefix("0")


def size(count: int) -> str:
    """Return bytes as `7.0 MB`, or as `812 kB` below 1 MB; the units are decimal."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"  # noqa: PLR2004


def percent(share: float) -> str:
    """Return a share from 0 to 1 as `48%`."""
    return f"{100 * share:.0f}%"
