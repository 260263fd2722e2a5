"""Manifests -> the pages of episodes/, and the block that puts an episode into its post."""

from podcast.site.pages import PAGE_FILE, episode_page, index_page, write_pages

__all__ = ["PAGE_FILE", "episode_page", "index_page", "write_pages"]
