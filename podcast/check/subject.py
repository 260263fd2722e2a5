"""The subject of the checks: an episode with the folder of its files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from podcast.episode.manifest import FILE_NAME, Episode
from podcast.model import Finding, Severity
from podcast.show.config import Show

MILLISECOND = 0.001
"""How far a time may differ between two files, in seconds, as each file has rounded times."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The episode that is checked, with the folder of its manifest."""

    show: Show
    episode: Episode
    folder: Path

    def finding(
        self, rule: str, name: str, message: str, severity: Severity = "error", remedy: str = ""
    ) -> Finding:
        """Return a finding about a file of the episode; the usual remedy is to build it again."""
        place = str(self.folder / name)
        remedy = remedy or f"run `podcast build {self.folder.name} --force`"
        return Finding(rule, severity, place, message.removeprefix(f"{place}: "), remedy)

    def in_manifest(self, rule: str, message: str) -> Finding:
        """Return a finding about the manifest."""
        return self.finding(rule, FILE_NAME, message)
