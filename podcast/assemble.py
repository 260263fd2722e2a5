"""Collect the facts of a finished episode into its manifest, and write the files beside the MP3.

The MP3 exists already. Transcripts, chapters, waveform and pictures are written first, then the
report, then the manifest. So every file that the manifest names exists before the manifest does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from podcast import __version__
from podcast.digest import file_of
from podcast.episode import ingredients, manifest
from podcast.episode.manifest import (
    AudioRecord,
    ChapterRecord,
    Episode,
    FallbackRecord,
    FilesRecord,
    ItemRecord,
    LinkRecord,
    PostRecord,
    SegmentRecord,
    SupportRecord,
)
from podcast.lib.atomic import write_bytes, write_text
from podcast.lib.markup import clean
from podcast.model import Chapter, Curves, Finding, Item, Placed, Verdict
from podcast.recording.record import Recording
from podcast.script.edits import Prepared
from podcast.show.config import Show
from podcast.speech.voicing import Voiced


def assemble(
    show: Show,
    prepared: Prepared,
    voiced: Voiced,
    recording: Recording,
    *,
    allowed: bool = False,
    alone: bool = False,
) -> Episode:
    """Return the manifest with all that feed, pages and checks need. It writes no file.

    `allowed` says whether claims that are not in the post were accepted; the manifest counts them.
    `alone` says whether one engine speaks for all hosts, also for those with their own.
    """
    digest, script = prepared.digest, prepared.script
    headlines = dict(script.headlines)
    mp3 = recording.made
    spoken_items = {line.item for line in script.lines}
    return Episode(
        date=str(digest.date),
        guid=show.episode_guid(digest.date),
        title=digest.title,
        published=digest.published.isoformat(),
        post=PostRecord(
            path=show.seen_from(digest.path),
            url=show.post_link(digest.date, digest.slug, file_of(digest.path), digest.url),
            digest_sha256=digest.sha256,
        ),
        engine=voiced.engine,
        engine_reason=voiced.reason,
        hosts=dict(voiced.voices),
        writer=script.writer,
        program=__version__,
        audio=AudioRecord(
            file=mp3.file,
            bytes=mp3.bytes,
            sha256=mp3.sha256,
            seconds=round(mp3.loudness.seconds, 3),
            lufs=round(mp3.loudness.integrated_lufs, 2),
            true_peak_dbtp=round(mp3.loudness.true_peak_dbtp, 2),
            limited_db=round(mp3.limited_db, 2),
            kbps=mp3.encoding.kilobits,
            channels=mp3.encoding.channels,
            alternates=mp3.alternates,
        ),
        items=tuple(
            _item(
                item,
                headlines[item.number],
                recording.pictures.get(item.number),
                shortened=item.number in prepared.shortened,
            )
            for item in digest.items
            if item.number in spoken_items
        ),
        chapters=tuple(_chapter(chapter) for chapter in recording.chapters),
        segments=tuple(
            _segment(placed, prepared.verdicts[placed.segment.number - 1])
            for placed in recording.placed
        ),
        files=FilesRecord(peaks="peaks.json"),
        guessed=voiced.guessed,
        unverified=len(prepared.unverified) if allowed else 0,
        told_by_rules=tuple(FallbackRecord(item=e.item, why=e.why) for e in script.fallbacks),
        ingredients=ingredients.record(
            show,
            ingredients.Text(prepared.text, edited=prepared.edited),
            {line.host for line in script.lines},
            voiced.engine,
            alone=alone,
        ),
    )


def write_files(show: Show, episode: Episode, recording: Recording) -> Path:
    """Write the files that people and apps read beside the MP3; return the episode's folder."""
    from podcast import picture
    from podcast.audio import chapters, peaks, transcript
    from podcast.audio.captions import captions

    folder = show.folder(episode.date)
    cues = captions(recording.placed, episode.audio.seconds)
    write_text(folder / episode.files.vtt, transcript.vtt(cues))
    write_text(folder / episode.files.srt, transcript.srt(cues))
    write_text(folder / episode.files.transcript, transcript.json(cues))
    write_text(folder / episode.files.chapters, chapters.dumps(episode.chapters))
    if episode.files.peaks:
        write_text(folder / episode.files.peaks, peaks.dumps(recording.made.curves.peaks))
    for item in episode.items:
        if item.picture:
            write_bytes(folder / item.picture, recording.pictures[item.number])
    write_bytes(folder / picture.FILE_NAME, picture.card(show, episode, recording.made.curves))
    return folder


def finish(show: Show, episode: Episode, curves: Curves, findings: Iterable[Finding]) -> Path:
    """Write the report with the findings, then the manifest; return the path of the MP3."""
    from podcast import report

    folder = show.folder(episode.date)
    write_text(folder / report.FILE_NAME, report.render(show, episode, curves, findings))
    manifest.save(folder, episode)
    return folder / episode.audio.file


def _item(item: Item, headline: str, picture: bytes | None, *, shortened: bool) -> ItemRecord:
    texts = (f"{b.label}：{b.text}" if b.label else b.text for b in item.blocks if b.text)
    return ItemRecord(
        number=item.number,
        headline=headline,
        links=tuple(LinkRecord(text=link.text, url=link.url) for link in item.links),
        image=item.images[0] if item.images else None,
        picture=_picture_name(item.number, picture) if picture else None,
        texts=tuple(map(clean, texts)) if shortened else (),
    )


def _picture_name(number: int, picture: bytes) -> str:
    """Name a picture by its content, so that no cache shows the old picture after a change."""
    return f"item-{number}-{hashlib.sha256(picture).hexdigest()[:8]}.jpg"


def _chapter(chapter: Chapter) -> ChapterRecord:
    return ChapterRecord(
        title=chapter.title,
        start=round(chapter.start, 3),
        item=chapter.item,
        url=chapter.url,
        image=chapter.image,
    )


def _segment(placed: Placed, verdict: Verdict) -> SegmentRecord:
    from podcast.audio.timeline import words

    segment = placed.segment
    return SegmentRecord(
        line=segment.number,
        host=segment.line.host,
        part=segment.line.part,
        item=segment.line.item,
        text=segment.line.text,
        spoken=segment.spoken,
        start=round(placed.start, 3),
        end=round(placed.end, 3),
        key=segment.key,
        tries=segment.tries,
        words=tuple((word.start, word.end, word.starts_at, word.ends_at) for word in words(placed)),
        supports=tuple(
            SupportRecord(post_line=each.post_line, text=each.text) for each in verdict.supports
        ),
    )
