"""What `podcast publish` does not let out by mistake: example addresses, test tones."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result
from publish_places import folder_place

from podcast import build as line
from podcast.cli import main
from podcast.lib.progress import Quiet
from podcast.show import config
from podcast.show.config import Show


def _publish(show: Show, *words: str) -> Result:
    return CliRunner().invoke(main, ["publish", *words, "--show", str(show.root)])


def test_tones_need_to_be_allowed(show: Show) -> None:
    """One line, exit 1, nothing travels; also --dry-run says so. `--allow-tone` publishes it."""
    folder = folder_place(show.root.parent / "www")
    show = folder.use(show)
    for words in ([], ["--dry-run"], ["--verify"]):
        done = _publish(show, *words)
        assert done.exit_code == 1
        assert done.stderr.splitlines()[-1].startswith(
            "error: 2026-02-06: spoken by the engine `tone`, in test tones;"
        )
        assert "--allow-tone" in done.stderr
    assert not folder.names()
    assert _publish(show, "--allow-tone").exit_code == 0
    assert "feed.xml" in folder.names()


def test_example_addresses_are_never_published(show: Show) -> None:
    """The line of the first one, and the names of the others; no option lets them out."""
    folder = folder_place(show.root.parent / "www")
    show = folder.use(show)
    path = show.root / config.SHOW_FILE
    text = path.read_text("utf-8")
    path.write_text(text.replace(show.base_url, "https://example.com/episodes/"), "utf-8")
    done = _publish(config.load(show.root), "--allow-tone")
    row = next(n for n, row in enumerate(text.splitlines(), 1) if row.startswith("base_url:"))
    assert done.exit_code == 1
    assert f"show.yaml:{row}: `base_url` is still the example https://example.com/" in done.stderr
    path.write_text(text.replace("https://podcast.lan/", "https://a.example/"), "utf-8")
    done = _publish(config.load(show.root), "--allow-tone")
    assert "`link` is still the example https://a.example/ (and so: base_url, post_url)" in (
        done.stderr
    )
    assert not folder.names()


def test_what_is_taken_down_may_be_tones(show: Show) -> None:
    """An episode in tones that came out by mistake must not keep itself there."""
    folder = folder_place(show.root.parent / "www")
    show = folder.use(show)
    post = Path(show.posts / "2026-02-06-ai-daily.md").read_text("utf-8")
    (show.posts / "2026-02-07-x.md").write_text(post.replace("02-06", "02-07"), "utf-8")
    line.build(show, None, line.Options(engine="tone"), Quiet())
    assert _publish(show, "--allow-tone").exit_code == 0
    done = _publish(show, "--drop", "2026-02-07")
    assert "2026-02-06: spoken by the engine" in done.stderr
    assert "2026-02-07" not in done.stderr
