"""The report, `report.html`: a page about an episode for the person who made it.

The page shows odd facts first. It loads no file but the MP3 beside it, and the MP3 only when
somebody presses play.
"""

from podcast.report.page import FILE_NAME, render

__all__ = ["FILE_NAME", "render"]
