"""Manifests -> feed.xml, with show notes; a pure function of the manifests and show.yaml."""

from podcast.feed.channel import FEED_FILE, render
from podcast.feed.writing import check_files, write

__all__ = ["FEED_FILE", "check_files", "render", "write"]
