"""`podcast publish --restore`: fetch published episodes that are missing on this machine.

A fresh clone, as in a nightly job, needs the episodes, as the feed is made from local manifests.
"""

from __future__ import annotations

import hashlib

from podcast.episode import manifest
from podcast.errors import PublishError
from podcast.lib.atomic import replacing
from podcast.lib.progress import Reporter
from podcast.publish import receipt as records
from podcast.publish.receipt import Published
from podcast.publish.store import Store, open_store
from podcast.publish.transfer import closing
from podcast.show.config import Show

_PIECE = 8 * 2**20


def restore(show: Show, report: Reporter) -> tuple[str, ...]:
    """Fetch published files that are missing here and return their names.

    A manifest is fetched after all other files. Existing files are not changed. Raises
    PublishError when the store fails or returns other bytes than were published.
    """
    with closing(open_store(show)) as store:
        record = records.loads(store.read(records.NAME))
        if record is None:
            raise PublishError(
                f"{store.place}: {records.NAME} cannot be read; publish from where the episodes are"
            )
        missing = [
            name
            for name, entry in record.files.items()
            if entry.sha256 and not entry.unreferenced and not (show.episodes / name).exists()
        ]
        missing.sort(key=lambda name: (name.endswith(manifest.FILE_NAME), name))
        for name in missing:
            report.say(f"fetching {name}")
            _fetch(show, store, name, record.files[name])
    return tuple(missing)


def _fetch(show: Show, store: Store, name: str, entry: Published) -> None:
    digest = hashlib.sha256()
    path = show.episodes / name
    with replacing(path) as temporary:
        with temporary.open("wb") as file:
            for start in range(0, entry.bytes, _PIECE):
                piece = store.read(name, start, min(_PIECE, entry.bytes - start)) or b""
                digest.update(piece)
                file.write(piece)
        if digest.hexdigest() != entry.sha256:
            raise PublishError(
                f"{store.place}: {name} is not what was published; publish it again from where "
                "it was made"
            )
