"""What checks have to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warn", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of `podcast check`: a rule that is broken, where, and what to do."""

    rule: str
    severity: Severity
    place: str
    message: str
    remedy: str
