"""Pictures of an episode: its card for social media, and clips with captions."""

from podcast.picture.card import FILE_NAME, card

__all__ = ["FILE_NAME", "card"]
