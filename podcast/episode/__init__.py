"""Finished episodes: their manifests, the catalogue of all of them, and notes about their files."""
