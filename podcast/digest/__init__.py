"""The Digest stage: a Markdown post as data."""

from podcast.digest.account import warnings, why, why_json
from podcast.digest.fingerprint import READER, as_read_for, is_of
from podcast.digest.frontmatter import date_in_name, date_of, read_date
from podcast.digest.read import load, parse

__all__ = [
    "READER",
    "as_read_for",
    "date_in_name",
    "date_of",
    "is_of",
    "load",
    "parse",
    "read_date",
    "warnings",
    "why",
    "why_json",
]
