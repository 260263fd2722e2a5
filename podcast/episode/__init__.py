"""Finished episodes: their manifests, the catalogue of all episodes, and notes about files."""
