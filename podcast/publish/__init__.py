"""episodes/ -> where the world fetches it: a folder, a bucket, a host over SFTP, a branch."""

from podcast.publish.restore import restore
from podcast.publish.run import Options, Outcome, publish

__all__ = ["Options", "Outcome", "publish", "restore"]
