"""Report: a manifest and measurements -> `report.html`, a page for the person who made the episode.

It shows what is odd first. It loads nothing but the MP3 beside it, and that only when somebody
presses play.
"""

from podcast.report.page import FILE_NAME, render

__all__ = ["FILE_NAME", "render"]
