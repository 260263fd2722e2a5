"""The fields of a feed: what manifest and show.yaml say, and where each reader keeps it.

A new element of the feed is one more `Field`. feedparser knows `itunes:explicit` as yes and clean
only, gives the show's description as HTML, takes the owner for the author, and keeps of elements
that it does not know the attributes of the last one.
"""

from __future__ import annotations

from datetime import date
from html import unescape

from told import Field, Said
from ways_of_readers import (
    chapters_of_notes,
    links_of_notes,
    lower,
    milliseconds,
    moment,
    moment_of_mail,
    moment_of_seconds,
    moment_of_tuple,
    spans,
    types,
)  # fmt: skip


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def _notes_chapters(said: Said) -> list[tuple[str, str]]:
    """Readers take the list only when it begins at zero."""
    first, *rest = said.episode.chapters
    return [
        ("00:00:00", first.title),
        *((_clock(chapter.start), chapter.title) for chapter in rest),
    ]


def _notes_links(said: Said) -> list[str]:
    sources = [link.url for item in said.episode.items for link in item.links]
    return [url for url in (said.episode.post.url, *sources) if url]


def _day_of_the_year(said: Said) -> int:
    return date.fromisoformat(said.episode.date).timetuple().tm_yday


def _categories(said: Said) -> list[str]:
    return list(said.show.category)


ALTERNATE = {
    "partytime": "items.0.alternativeEnclosures.*",
    "feedsmith": "feed.items.0.podcast.alternateEnclosures.*",
}


def _alternate(name: str, key: str) -> Field:
    return Field(
        f"item alternateEnclosure {key}",
        lambda said: [getattr(each, name) for each in said.episode.audio.alternates],
        **{reader: f"{path}.{key}" for reader, path in ALTERNATE.items()},
    )


# fmt: off
FIELDS = (
    # The show
    Field("title", lambda said: said.show.title,
          "feed.title", "title", "title", "feed.title"),
    Field("link", lambda said: said.show.link,
          "feed.link", "link", "link", "feed.link"),
    Field("description", lambda said: said.show.description,
          ("feed.subtitle", unescape), "description", "description", "feed.description"),
    Field("language", lambda said: said.show.language,
          "feed.language", "language", "language", "feed.language"),
    Field("generator", "digestcast",
          "feed.generator", "generator", "generator", "feed.generator"),
    Field("lastBuildDate", lambda said: said.published,
          ("feed.updated_parsed", moment_of_tuple), None,
          ("lastBuildDate", moment), ("feed.lastBuildDate", moment_of_mail)),
    Field("own address", lambda said: f"{said.show.base_url}feed.xml",
          "feed.links.1.href", None, "pubsub.self", "feed.atom.links.0.href"),
    Field("image", lambda said: f"{said.show.base_url}{said.cover}",
          "feed.image.href", "cover_url", "itunesImage", "feed.itunes.image"),
    Field("RSS image", lambda said: f"{said.show.base_url}{said.cover}",
          None, None, "image.url", "feed.image.url"),
    Field("author", lambda said: said.show.author,
          None, "itunes_author", "author", "feed.itunes.author"),
    Field("category", _categories,
          "feed.tags.*.term", "itunes_categories.0",
          ("itunesCategory.0", lambda text: text.split(" > ")),
          ("feed.itunes.categories.0",
           lambda top: [top["text"], *(below["text"] for below in top.get("categories", ()))])),
    Field("explicit", lambda said: said.show.explicit,
          None, "explicit", "explicit", "feed.itunes.explicit"),
    Field("type", "episodic",
          "feed.itunes_type", "type", "itunesType", "feed.itunes.type"),
    Field("podcast guid", lambda said: said.show.guid,
          "feed.podcast_guid", None, "guid", "feed.podcast.guid"),
    Field("locked", True,
          None, None, "locked", "feed.podcast.locked.value"),
    Field("locked owner", lambda said: said.show.feed.owner.email,
          "feed.podcast_locked.owner", None, None, "feed.podcast.locked.owner"),
    Field("medium", "podcast",
          "feed.podcast_medium", None, "medium", "feed.podcast.medium"),
    Field("updateFrequency", "FREQ=DAILY",
          "feed.podcast_updatefrequency.rrule", None, None, "feed.podcast.updateFrequency.rrule"),
    Field("persons", lambda said: said.persons,
          None, None, "podcastPeople.*.name", "feed.podcast.persons.*.display"),
    Field("texts", lambda said: [
              *said.show.feed.verify.items(),
              *([("ai-content", "true")] if said.show.ai_label.feed else [])],
          None, None, None,
          ("feed.podcast.txts", lambda all_: [(txt["purpose"], txt["display"]) for txt in all_])),
    Field("owner", lambda said: said.show.feed.owner.email,
          "feed.publisher_detail.email", None, "owner.email", "feed.itunes.owner.email"),
    Field("copyright", lambda said: said.show.feed.copyright,
          "feed.rights", None, "copyright", "feed.copyright"),
    Field("license", lambda said: said.show.feed.license.name,
          None, None, "license.identifier", "feed.podcast.license.display"),
    Field("funding", lambda said: [each.url for each in said.show.feed.funding],
          None, None, "podcastFunding.*.url", "feed.podcast.fundings.*.url"),
    Field("podroll", lambda said: [each.guid for each in said.show.feed.podroll],
          None, None, None, "feed.podcast.podroll.remoteItems.*.feedGuid"),
    Field("new address", lambda said: said.show.feed.new_url,
          None, None, None, "feed.itunes.newFeedUrl"),
    # The episode
    Field("item title", lambda said: said.episode.title,
          "entries.0.title", "episodes.0.title", "items.0.title", "feed.items.0.title"),
    Field("item link", lambda said: said.episode.post.url,
          "entries.0.link", "episodes.0.link", "items.0.link", "feed.items.0.link"),
    Field("item guid", lambda said: said.episode.guid,
          "entries.0.id", "episodes.0.guid", "items.0.guid", "feed.items.0.guid.value"),
    Field("item guid is no link", False,
          "entries.0.guidislink", None, None, "feed.items.0.guid.isPermaLink"),
    Field("item pubDate", lambda said: said.published,
          ("entries.0.published_parsed", moment_of_tuple),
          ("episodes.0.published", moment_of_seconds),
          ("items.0.pubDate", moment), ("feed.items.0.pubDate", moment_of_mail)),
    Field("item enclosure url", lambda said: said.file(said.episode.audio.file),
          "entries.0.enclosures.0.href", "episodes.0.enclosures.0.url",
          "items.0.enclosure.url", "feed.items.0.enclosures.0.url"),
    Field("item enclosure length", lambda said: said.episode.audio.bytes,
          ("entries.0.enclosures.0.length", int), "episodes.0.enclosures.0.file_size",
          "items.0.enclosure.length", "feed.items.0.enclosures.0.length"),
    Field("item enclosure type", "audio/mpeg",
          "entries.0.enclosures.0.type", "episodes.0.enclosures.0.mime_type",
          "items.0.enclosure.type", "feed.items.0.enclosures.0.type"),
    Field("item duration", lambda said: round(said.episode.audio.seconds),
          ("entries.0.itunes_duration", int), "episodes.0.total_time",
          "items.0.duration", "feed.items.0.itunes.duration"),
    Field("item explicit", lambda said: said.show.explicit,
          None, "episodes.0.explicit", "items.0.explicit", "feed.items.0.itunes.explicit"),
    Field("item image", lambda said: f"{said.show.base_url}{said.cover}",
          "entries.0.image.href", "episodes.0.episode_art_url", "items.0.itunesImage",
          "feed.items.0.itunes.image"),
    Field("item type", "full",
          "entries.0.itunes_episodetype", "episodes.0.type", "items.0.itunesEpisodeType",
          "feed.items.0.itunes.episodeType"),
    Field("item season", lambda said: int(said.episode.date[:4]),
          ("entries.0.itunes_season", int), None, "items.0.podcastSeason.number",
          "feed.items.0.podcast.season.number"),
    Field("item number", _day_of_the_year,
          ("entries.0.itunes_episode", int), "episodes.0.number", "items.0.podcastEpisode.number",
          "feed.items.0.podcast.episode.number"),
    Field("item soundbite", lambda said: said.bite.start,
          None, None, "items.0.podcastSoundbites.0.startTime",
          "feed.items.0.podcast.soundbites.0.startTime"),
    Field("item chapters in the notes", _notes_chapters,
          ("entries.0.summary", chapters_of_notes),
          ("episodes.0.description_html", chapters_of_notes),
          ("items.0.description", chapters_of_notes),
          ("feed.items.0.description", chapters_of_notes)),
    Field("item links in the notes", _notes_links,
          ("entries.0.summary", links_of_notes),
          ("episodes.0.description_html", links_of_notes),
          ("items.0.description", links_of_notes),
          ("feed.items.0.description", links_of_notes)),
    Field("item transcripts", lambda said: [
              said.file(name)
              for name in (said.episode.files.vtt, said.episode.files.srt,
                           said.episode.files.transcript)],
          None, None, "items.0.podcastTranscripts.*.url",
          "feed.items.0.podcast.transcripts.*.url"),
    Field("item transcript types",
          ["text/vtt", "application/x-subrip", "application/json"],
          None, None, ("items.0.podcastTranscripts.*.type", types),
          "feed.items.0.podcast.transcripts.*.type"),
    Field("item transcript languages", lambda said: [said.show.language] * 3,
          None, None, "items.0.podcastTranscripts.*.language",
          "feed.items.0.podcast.transcripts.*.language"),
    Field("item chapters", lambda said: said.file(said.episode.files.chapters),
          "entries.0.podcast_chapters.url", None, "items.0.podcastChapters.url",
          "feed.items.0.podcast.chapters.url"),
    Field("item chapters type", "application/json+chapters",
          "entries.0.podcast_chapters.type", None, "items.0.podcastChapters.type",
          "feed.items.0.podcast.chapters.type"),
    Field("item psc starts", lambda said: [
              round(chapter.start * 1000) for chapter in said.episode.chapters],
          ("entries.0.psc_chapters.chapters.*.start_parsed", spans), None, None,
          ("feed.items.0.psc.chapters.*.start", milliseconds)),
    Field("item psc seconds", lambda said: [int(each.start) for each in said.episode.chapters],
          None, "episodes.0.chapters.*.start"),
    Field("item psc titles", lambda said: [chapter.title for chapter in said.episode.chapters],
          "entries.0.psc_chapters.chapters.*.title", "episodes.0.chapters.*.title", None,
          "feed.items.0.psc.chapters.*.title"),
    Field("item psc links", lambda said: [chapter.url for chapter in said.episode.chapters],
          "entries.0.psc_chapters.chapters.*.href", "episodes.0.chapters.*.href", None,
          "feed.items.0.psc.chapters.*.href"),
    Field("item psc images", lambda said: [chapter.image for chapter in said.episode.chapters],
          "entries.0.psc_chapters.chapters.*.image", "episodes.0.chapters.*.image", None,
          "feed.items.0.psc.chapters.*.image"),
    Field("item persons", lambda said: said.persons,
          None, None, "items.0.podcastPeople.*.name", "feed.items.0.podcast.persons.*.display"),
    Field("item roles", lambda said: ["host"] * len(said.hosts) + ["editor"],
          None, None, ("items.0.podcastPeople.*.role", lower),
          "feed.items.0.podcast.persons.*.role"),
    Field("item AI content", lambda said: ["true"] if said.show.ai_label.feed else None,
          None, None, None, "feed.items.0.podcast.txts.*.display"),
    _alternate("type", "type"),
    _alternate("bytes", "length"),
    _alternate("bitrate", "bitrate"),
    _alternate("integrity", "integrity.value"),
    Field("item alternateEnclosure source", lambda said: [
              [said.file(each.file)] for each in said.episode.audio.alternates],
          None, None, "items.0.alternativeEnclosures.*.source.*.uri",
          "feed.items.0.podcast.alternateEnclosures.*.sources.*.uri"),
)
# fmt: on

PHASES = {
    "1": {"transcript", "chapters"},
    "2": {"person"},
    "3": {"guid", "alternateEnclosure"},
    "4": {"medium"},
}
"""Elements of the podcast namespace by phase, in which partytime finds what it asks of them."""
