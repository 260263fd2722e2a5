"""The Digest stage: a Markdown post as data."""

from podcast.digest.frontmatter import date_in_name, date_of, read_date
from podcast.digest.read import load, parse

__all__ = ["date_in_name", "date_of", "load", "parse", "read_date"]
