"""A manifest and what was measured -> `report.html`, the page that shows its maker an episode.

The page is for the person who made the episode: what is odd comes first. It asks for nothing but
the MP3 beside it, and only when somebody presses play.
"""

from podcast.report.page import FILE_NAME, render

__all__ = ["FILE_NAME", "render"]
