"""How many cores this process may use at once; several processes at the same work divide them."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass
class _Share:
    processes: int = 1


_SHARE = _Share()


def divide(processes: int) -> None:
    """Leave this process its part of the cores, as so many processes do the same work."""
    _SHARE.processes = processes


def count() -> int:
    """Return the number of threads that this process keeps busy, at least one."""
    return max(1, (os.cpu_count() or 1) // _SHARE.processes)
