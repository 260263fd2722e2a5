"""The Digest stage: read a Markdown post as a Digest, which is a list of news items."""

from podcast.digest.account import warnings, why, why_json
from podcast.digest.dates import Day, date_in_name, parse_day, read_date
from podcast.digest.fingerprint import READER, as_read_for, is_of
from podcast.digest.frontmatter import date_of
from podcast.digest.heads import DRAFTS, Head, beside, head, heads, is_post
from podcast.digest.kind import lacking_items, mismatch
from podcast.digest.permalink import file_of
from podcast.digest.publicity import Hidden, hidden
from podcast.digest.read import fingerprint_of, load, parse

__all__ = [
    "DRAFTS", "READER", "Day", "Head", "Hidden", "as_read_for", "beside", "date_in_name",
    "date_of", "file_of", "fingerprint_of", "head", "heads", "hidden", "is_of", "is_post",
    "lacking_items", "load", "mismatch", "parse", "parse_day", "read_date", "warnings", "why",
    "why_json",
]  # fmt: skip
