"""episode.json: what is written is read, and what is not ours is refused with its place."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podcast.episode import manifest
from podcast.episode.manifest import Episode
from podcast.errors import FeedError

EXAMPLE = Path(__file__).parents[1] / "data" / "episode.json"


@pytest.fixture
def episodes(tmp_path: Path) -> Path:
    """Return a folder with the manifests of three dates."""
    for day in ("2026-02-05", "2026-02-07", "2026-02-06"):
        folder = tmp_path / day
        folder.mkdir()
        manifest.save(folder, manifest.load(EXAMPLE).model_copy(update={"date": day}))
    (tmp_path / "2026-02-08").mkdir()
    return tmp_path


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    """Nothing is lost, and Chinese is readable in the file."""
    episode = manifest.load(EXAMPLE)
    manifest.save(tmp_path, episode)
    path = tmp_path / manifest.FILE_NAME
    assert manifest.load(path) == episode
    text = path.read_text("utf-8")
    assert episode.title in text
    assert text.endswith("}\n")
    assert json.loads(text)["files"]["json"] == "transcript.json", "as the format names it"


_TEXTS = st.text(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), max_size=20
)


@given(title=_TEXTS, words=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
@settings(deadline=None, max_examples=30)
def test_any_text_survives(title: str, words: list[tuple[int, int]]) -> None:
    """A manifest is its JSON, whatever characters it holds that a feed may hold, too."""
    episode = manifest.load(EXAMPLE)
    spans = tuple((first, last, 0.5, 1.25) for first, last in words)
    segment = episode.segments[0].model_copy(update={"words": spans})
    changed = episode.model_copy(update={"title": title, "segments": (segment,)})
    assert Episode.model_validate_json(manifest.dumps(changed)) == changed


def test_dates_are_found(episodes: Path) -> None:
    """By date, the newest, all from new to old, and their paths from old to new."""
    assert manifest.find(episodes, date(2026, 2, 6)).date == "2026-02-06"
    assert manifest.find(episodes, None).date == "2026-02-07"
    dates = ["2026-02-07", "2026-02-06", "2026-02-05"]
    assert [episode.date for episode in manifest.load_all(episodes)] == dates
    assert [path.parent.name for path in manifest.paths(episodes)] == dates[::-1]


def test_what_is_not_there_is_an_error_with_the_remedy(episodes: Path, tmp_path: Path) -> None:
    """A folder without a manifest is no episode."""
    with pytest.raises(FeedError, match="run `podcast build 2026-02-08` first"):
        manifest.find(episodes, date(2026, 2, 8))
    with pytest.raises(FeedError, match="no episode yet; run `podcast build` first"):
        manifest.find(tmp_path / "empty", None)
    assert manifest.load_all(tmp_path / "empty") == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"version": 2}, "version"),
        ({"titel": "x"}, "titel"),
        ({"date": "../../x"}, "date"),
        ({"date": "2026-02-31"}, "date"),
        ({"date": "２０２６-02-06"}, "date"),
        ({"audio": {"file": "x.mp3"}}, "audio.bytes"),
        ({"segments": [{}]}, "segments.0.line"),
    ],
)
def test_a_foreign_manifest_is_refused(
    tmp_path: Path, change: dict[str, object], field: str
) -> None:
    """The message names the file, the first broken field and the remedy."""
    path = tmp_path / manifest.FILE_NAME
    path.write_text(json.dumps({**json.loads(EXAMPLE.read_bytes()), **change}), "utf-8")
    with pytest.raises(
        FeedError, match=rf"\({field}: .*delete it and run `podcast build`"
    ) as error:
        manifest.load(path)
    assert str(error.value).startswith(f"{path}: ")


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[]"])
def test_what_is_no_manifest_is_refused(tmp_path: Path, data: bytes) -> None:
    """A file that was cut off or holds something else is one clear error."""
    path = tmp_path / manifest.FILE_NAME
    path.write_bytes(data)
    with pytest.raises(FeedError, match="not a manifest of this program"):
        manifest.load(path)


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """The system's reason is told."""
    with pytest.raises(FeedError, match="is no file; remove it"):
        manifest.load(tmp_path)


@pytest.mark.timeout(20)
def test_a_pipe_is_no_manifest(tmp_path: Path) -> None:
    """It would be waited for without an end."""
    os.mkfifo(tmp_path / manifest.FILE_NAME)
    with pytest.raises(FeedError, match="is no file; remove it"):
        manifest.load(tmp_path / manifest.FILE_NAME)


@pytest.mark.parametrize("text", ["a\0b", "a\ufffeb", "a\x1fb"])
def test_what_no_feed_may_hold_is_dropped(tmp_path: Path, text: str) -> None:
    """Titles of posts may have had it; pages and feed drop it as well."""
    data = json.loads(EXAMPLE.read_bytes())
    path = tmp_path / manifest.FILE_NAME
    path.write_text(json.dumps({**data, "title": text}), "utf-8")
    assert manifest.load(path).title == "ab"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (("audio", "bytes"), 10**15),
        (("audio", "bytes"), -1),
        (("audio", "seconds"), 1e308),
        (("audio", "seconds"), -1),
        (("audio", "file"), "../victim.mp3"),
        (("audio", "file"), "/etc/passwd"),
        (("audio", "file"), ".hidden.mp3"),
        (("files", "vtt"), "a/b.vtt"),
        (("post", "path"), "/etc/victim.md"),
        (("post", "path"), "../victim.sh"),
        (("post", "path"), "posts/a\n.md"),
        (("published",), "0019-01-01T00:00:00+08:00"),
        (("published",), "yesterday"),
        (("published",), "2026-02-06T08:00:00"),
    ],
)
def test_what_no_build_writes_is_refused(
    tmp_path: Path, field: tuple[str, ...], value: object
) -> None:
    """Whoever can write to a store can write a manifest: every value has its bounds."""
    data = json.loads(EXAMPLE.read_bytes())
    inner = data
    for key in field[:-1]:
        inner = inner[key]
    assert field[-1] in inner
    inner[field[-1]] = value
    path = tmp_path / manifest.FILE_NAME
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(FeedError, match="not a manifest of this program"):
        manifest.load(path)


@pytest.mark.parametrize("figure", ["NaN", "Infinity", "-Infinity"])
def test_a_figure_that_is_no_number_is_refused(tmp_path: Path, figure: str) -> None:
    """Python's JSON knows them, nothing that reads a feed does."""
    data = json.loads(EXAMPLE.read_bytes())
    data["audio"]["seconds"] = float(figure)
    path = tmp_path / manifest.FILE_NAME
    path.write_text(json.dumps(data), "utf-8")
    with pytest.raises(FeedError, match=r"\(audio.seconds: "):
        manifest.load(path)
