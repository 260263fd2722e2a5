"""The Digest stage: a Markdown post as data."""

from podcast.digest.dates import Day, date_in_name, parse_day, read_date
from podcast.digest.frontmatter import date_of
from podcast.digest.heads import DRAFTS, Head, beside, head, heads, is_post
from podcast.digest.kind import lacking_items, mismatch
from podcast.digest.publicity import Hidden, hidden
from podcast.digest.read import load, parse

__all__ = [
    "DRAFTS", "Day", "Head", "Hidden", "beside", "date_in_name", "date_of", "head", "heads",
    "hidden", "is_post", "lacking_items", "load", "mismatch", "parse", "parse_day", "read_date",
]  # fmt: skip
