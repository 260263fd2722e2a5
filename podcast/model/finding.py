"""The Finding type: one result of a check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warn", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of `podcast check`: a broken rule, where it is broken, and what to do about it."""

    rule: str
    severity: Severity
    place: str
    message: str
    remedy: str
