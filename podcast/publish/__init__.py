"""episodes/ -> where the world fetches it: a folder, a bucket, a host over SFTP, a branch."""

from podcast.publish.restore import restore
from podcast.publish.run import Outcome, PublishOptions, publish

__all__ = ["Outcome", "PublishOptions", "publish", "restore"]
