"""The reader of posts of version 0.1, for comparing posts with the fingerprints of that version.

Scripts and manifests of version 0.1 hold a hash of the items that were found in a post. To see
whether such a post has changed since, it must be read in the same way again. The package has no
other use. Its results must never change, or unchanged posts would look changed.
"""

from podcast.digest.version1.fingerprint import fingerprint, heading, items

__all__ = ["fingerprint", "heading", "items"]
