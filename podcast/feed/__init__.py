"""Write the RSS feed from the manifests: its first page and its archive pages."""

from podcast.feed.channel import render, render_page
from podcast.feed.notes import AI_SENTENCE
from podcast.feed.paging import ARCHIVES, FEED_FILE, Page, divide
from podcast.feed.writing import check_files, write

__all__ = [
    "AI_SENTENCE",
    "ARCHIVES",
    "FEED_FILE",
    "Page",
    "check_files",
    "divide",
    "render",
    "render_page",
    "write",
]
