"""How version 0.1 read a post, word for word: kept so that its fingerprints can be compared.

Scripts and manifests of that version hold a hash of what its reader made of a post. Whether such a
post has changed since can only be said by reading it in the same way again. Nothing else uses this
package, and it must never change: a different result would make unchanged posts look changed.
"""

from podcast.digest.version1.fingerprint import fingerprint, heading, items

__all__ = ["fingerprint", "heading", "items"]
