"""Publish episodes/ to a folder, a bucket, a host over SFTP or a branch of git."""

from podcast.publish.restore import days_here, pages_are_due, pages_are_written, restore
from podcast.publish.run import Outcome, PublishOptions, publish

__all__ = [
    "Outcome",
    "PublishOptions",
    "days_here",
    "pages_are_due",
    "pages_are_written",
    "publish",
    "restore",
]
