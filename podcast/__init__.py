"""Turn a blog's daily Chinese news digest into a podcast episode.

post.md -> Digest -> Script -> spoken text -> Segments -> Mix -> MP3, chapters, transcript
-> episode.json -> feed.xml, pages, blog post. `podcast.build` knows the order of these stages.
"""

__version__ = "0.1.0"
