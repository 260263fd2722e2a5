"""Manifests -> the pages of episodes/."""

from podcast.site.pages import PAGE_FILE, episode_page, index_page, write_pages

__all__ = ["PAGE_FILE", "episode_page", "index_page", "write_pages"]
