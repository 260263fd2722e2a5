"""Publish episodes/ to a folder, a bucket, a host over SFTP or a branch of git."""

from podcast.publish.restore import restore
from podcast.publish.run import Outcome, PublishOptions, publish

__all__ = ["Outcome", "PublishOptions", "publish", "restore"]
