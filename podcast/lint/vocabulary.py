"""The vocabularies of the standards: categories, elements, roles, licences, media types."""

from __future__ import annotations

CATEGORIES: dict[str, tuple[str, ...]] = {
    "Arts": (
        "Books",
        "Design",
        "Fashion & Beauty",
        "Food",
        "Performing Arts",
        "Visual Arts",
    ),
    "Business": (
        "Careers",
        "Entrepreneurship",
        "Investing",
        "Management",
        "Marketing",
        "Non-Profit",
    ),
    "Comedy": ("Comedy Interviews", "Improv", "Stand-Up"),
    "Education": ("Courses", "How To", "Language Learning", "Self-Improvement"),
    "Fiction": ("Comedy Fiction", "Drama", "Science Fiction"),
    "Government": (),
    "Health & Fitness": (
        "Alternative Health",
        "Fitness",
        "Medicine",
        "Mental Health",
        "Nutrition",
        "Sexuality",
    ),
    "History": (),
    "Kids & Family": ("Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"),
    "Leisure": (
        "Animation & Manga",
        "Automotive",
        "Aviation",
        "Crafts",
        "Games",
        "Hobbies",
        "Home & Garden",
        "Video Games",
    ),
    "Music": ("Music Commentary", "Music History", "Music Interviews"),
    "News": (
        "Business News",
        "Daily News",
        "Entertainment News",
        "News Commentary",
        "Politics",
        "Sports News",
        "Tech News",
    ),
    "Religion & Spirituality": (
        "Buddhism",
        "Christianity",
        "Hinduism",
        "Islam",
        "Judaism",
        "Religion",
        "Spirituality",
    ),
    "Science": (
        "Astronomy",
        "Chemistry",
        "Earth Sciences",
        "Life Sciences",
        "Mathematics",
        "Natural Sciences",
        "Nature",
        "Physics",
        "Social Sciences",
    ),
    "Society & Culture": (
        "Documentary",
        "Personal Journals",
        "Philosophy",
        "Places & Travel",
        "Relationships",
    ),
    "Sports": (
        "Baseball",
        "Basketball",
        "Cricket",
        "Fantasy Sports",
        "Football",
        "Golf",
        "Hockey",
        "Rugby",
        "Running",
        "Soccer",
        "Swimming",
        "Tennis",
        "Volleyball",
        "Wilderness",
        "Wrestling",
    ),
    "TV & Film": ("After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"),
    "Technology": (),
    "True Crime": (),
}
"""The categories of Apple Podcasts (podcasters.apple.com/support/1691) with subcategories."""

ITUNES = frozenset(
    {
        "applepodcastsverify", "author", "block", "category", "complete", "duration", "email",
        "episode", "episodeType", "explicit", "image", "isClosedCaptioned", "keywords", "name",
        "new-feed-url", "order", "owner", "season", "subtitle", "summary", "title", "type",
    }
)  # fmt: skip
"""The elements of Apple's namespace, also old elements that no app reads any more."""

LEGACY = frozenset({"isClosedCaptioned", "keywords", "order", "subtitle", "summary"})
"""The elements that Apple's guide no longer mentions."""

PODCASTING = frozenset(
    {
        "alternateEnclosure", "block", "chapters", "chat", "complete", "contentLink", "episode",
        "funding", "guid", "image", "images", "integrity", "license", "liveItem", "location",
        "locked", "medium", "metaBoost", "person", "podping", "podroll", "publisher", "remoteItem",
        "season", "social", "socialInteract", "soundbite", "source", "trailer", "transcript",
        "txt", "updateFrequency", "value", "valueRecipient", "valueTimeSplit",
    }
)  # fmt: skip
"""The elements of the podcast namespace (docs/tags of Podcastindex-org/podcast-namespace)."""

ONCE_IN_CHANNEL = (
    "title", "link", "description", "language", "copyright", "pubDate", "lastBuildDate",
    "generator", "docs", "ttl", "image", "managingEditor", "webMaster", "itunes:author",
    "itunes:block", "itunes:complete", "itunes:explicit", "itunes:image", "itunes:new-feed-url",
    "itunes:owner", "itunes:title", "itunes:type", "podcast:guid", "podcast:license",
    "podcast:locked", "podcast:medium", "podcast:podroll", "podcast:updateFrequency",
)  # fmt: skip
ONCE_IN_ITEM = (
    "title", "link", "description", "guid", "pubDate", "enclosure", "author", "comments",
    "content:encoded", "itunes:author", "itunes:block", "itunes:duration", "itunes:episode",
    "itunes:episodeType", "itunes:explicit", "itunes:image", "itunes:season", "itunes:title",
    "podcast:chapters", "podcast:episode", "podcast:license", "podcast:season", "psc:chapters",
)  # fmt: skip
"""The elements that an item may have only once (W3C feed validator; podcast namespace, Count)."""

MEDIUMS = frozenset(
    {
        "podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher",
        "course",
    }
)  # fmt: skip
"""The values of podcast:medium for a single work. For a list of works, each has a variant that ends
in `L`; `mixed` is a list, too."""

ROLES = frozenset(
    {
        "announcer", "assistant camera", "assistant director", "assistant editor",
        "associate producer", "audio editor", "audio engineer", "author", "booking coordinator",
        "camera grip", "camera operator", "co-host", "co-writer", "composer", "consultant",
        "content manager", "cover art designer", "creative director", "development producer",
        "director", "editor", "editorial director", "executive producer", "fact checker",
        "foley artist", "graphic designer", "guest", "guest host", "guest writer", "host",
        "intern", "lighting designer", "logger", "managing editor", "marketing manager",
        "music contributor", "music production", "narrator", "post production engineer",
        "producer", "production assistant", "production coordinator",
        "remote recording engineer", "reporter", "researcher", "sales manager",
        "sales representative", "script coordinator", "script editor", "senior producer",
        "social media manager", "songwriter", "sound designer", "story editor",
        "studio coordinator", "technical director", "technical manager", "theme music",
        "transcriber", "translator", "voice actor", "writer",
    }
)  # fmt: skip
"""The roles of a podcast:person (Podcast Taxonomy Project); capitals do not matter."""

LICENSES = ("cc-by", "cc0", "cc-pddc", "arr", "pod-v4v", "gfdl", "mit", "wtfpl")
"""The beginnings of names of well-known licences, which need no address (podcast:license)."""

ENCLOSURES: dict[str, tuple[str, ...]] = {
    "audio/mpeg": ("mp3",),
    "audio/x-m4a": ("m4a",),
    "video/mp4": ("mp4",),
    "video/x-m4v": ("m4v",),
    "video/quicktime": ("mov",),
    "application/pdf": ("pdf",),
}
"""The types of enclosures that Apple accepts, with the endings of their files."""

TRANSCRIPTS = frozenset(
    {"text/vtt", "application/x-subrip", "application/srt", "text/srt", "application/json",
     "text/html", "text/plain"}
)  # fmt: skip
"""The types of podcast:transcript, with all usual spellings of SubRip's type."""

CAPTIONS = {"text/vtt", "application/x-subrip", "application/srt", "text/srt"}
"""The types of transcripts whose times Apple reads."""
