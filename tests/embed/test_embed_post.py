"""The post on disk: edited in one step, never against an editor, and asked whether it is right."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path

import frontmatter
import pytest
import yaml

from podcast import embed as blog
from podcast.embed import datafile
from podcast.embed import post as embed
from podcast.episode import manifest
from podcast.episode.manifest import Episode
from podcast.errors import FeedError
from podcast.show.config import Show


def test_embed_edits_the_post_of_the_episode(show: Show, episode: Episode) -> None:
    """The file keeps its mode, says what formats.md lists, and comes back as it was."""
    path = show.root / episode.post.path
    path.chmod(0o640)
    files = episode.files.model_copy(update={"peaks": "peaks.json"})
    episode = episode.model_copy(update={"files": files})
    before = path.read_bytes()
    assert embed.embed(show, episode) == path
    read = frontmatter.load(str(path))
    base = "https://example.com/episodes/2026-02-06/"
    assert read["podcast"] == {
        "audio": f"{base}2026-02-06-1a2b3c4d.mp3",
        "type": "audio/mpeg",
        "bytes": 4096,
        "seconds": round(episode.audio.seconds, 1),
        "vtt": f"{base}transcript.vtt",
        "chapters": f"{base}chapters.json",
        "peaks": f"{base}peaks.json",
        "player": base,
    }
    assert path.stat().st_mode & 0o777 == 0o640
    assert embed.take_out(path) == path
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_embed_twice_leaves_the_file_alone(show: Show, episode: Episode) -> None:
    """A post that is up to date is not written again."""
    path = embed.embed(show, episode)
    before = path.stat().st_ino
    embed.embed(show, episode)
    assert path.stat().st_ino == before


def test_embed_follows_a_link(show: Show, episode: Episode) -> None:
    """A post that is a symbolic link stays one; its target is edited."""
    path = show.root / episode.post.path
    target = path.rename(show.root / "elsewhere.md")
    path.symlink_to(target)
    embed.embed(show, episode)
    assert path.is_symlink()
    assert b"# podcast:begin" in target.read_bytes()


def test_a_post_that_changes_meanwhile_keeps_the_change(
    show: Show, episode: Episode, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an editor saves while the block is put in is not lost; the command says so."""
    path = show.root / episode.post.path
    copymode = shutil.copymode

    def saved_by_an_editor(source: Path, target: Path) -> None:
        path.write_bytes(b"---\ntitle: edited\n---\n")
        copymode(source, target)

    monkeypatch.setattr(shutil, "copymode", saved_by_an_editor)
    with pytest.raises(FeedError, match=r"ai-daily\.md: the post was changed meanwhile; run"):
        embed.embed(show, episode)
    assert path.read_bytes() == b"---\ntitle: edited\n---\n"
    assert [found.name for found in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("path", ["../victim.md", "posts/../../victim.md", "victim.md"])
def test_only_posts_are_changed(show: Show, episode: Episode, path: str) -> None:
    """A manifest may come from a store to which others write: another path is refused."""
    victim, text = show.root / path, b"---\ntitle: mine\n---\n"
    victim.write_bytes(text)
    post = episode.post.model_copy(update={"path": path})
    stray = episode.model_copy(update={"post": post})
    manifest.save(show.folder(episode.date), stray)
    with pytest.raises(FeedError, match=r"which is no post below"):
        embed.embed(show, stray)
    for wish in (blog.WantedEpisodes(everything=True), blog.WantedEpisodes(None, remove=True)):
        with suppress(FeedError):
            blog.run(show, wish)
    assert victim.read_bytes() == text


def test_embed_without_its_post_is_an_error(show: Show, episode: Episode) -> None:
    """A post that is gone is named."""
    (show.root / episode.post.path).unlink()
    with pytest.raises(FeedError, match=r"2026-02-06-ai-daily\.md: the post cannot be read"):
        embed.embed(show, episode)


def test_failed_write_leaves_nothing_behind(
    show: Show, episode: Episode, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk refuses, the post is as it was and no temporary file stays."""

    def refuse(temporary: Path, path: Path, mode: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(embed, "publish", refuse)
    path = show.root / episode.post.path
    before = path.read_bytes()
    with pytest.raises(FeedError, match="cannot be written: No space left"):
        embed.embed(show, episode)
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_fault_names_what_is_wrong(show: Show, episode: Episode) -> None:
    """No block, an old one, and a post that cannot take one are told apart."""
    path = show.root / episode.post.path
    assert embed.fault(show, episode) == (
        f"{path}: has no player; run `podcast embed {episode.date}`"
    )
    embed.embed(show, episode)
    assert embed.fault(show, episode) is None
    path.write_bytes(path.read_bytes().replace(b"bytes: 4096", b"bytes: 4097"))
    assert "has the player of another state" in str(embed.fault(show, episode))
    path.write_bytes(b"---\npodcast: mine\n---\n")
    assert "key of its own" in str(embed.fault(show, episode))


def test_data_file_holds_every_episode_and_touches_no_post(show: Show, episode: Episode) -> None:
    """The file is the same each time, and read by YAML as text keys and the block's fields."""
    manifest.save(show.folder(episode.date), episode)
    post = show.root / episode.post.path
    before = post.read_bytes()
    wish = blog.WantedEpisodes(data=blog.data_path(show, Path()))
    (path,) = blog.run(show, wish).paths
    assert path == show.root / "_data" / "podcast.yml"
    first = path.read_bytes()
    assert yaml.safe_load(first) == {
        "2026-02-06": {"post": "2026-02-06-ai-daily.md", **embed.fields(show, episode)}
    }
    assert blog.faults(show, wish) == ()
    assert blog.run(show, wish).paths == (path,)
    assert path.read_bytes() == first
    assert post.read_bytes() == before
    path.write_bytes(first + b"#\n")
    assert "of another state" in blog.faults(show, wish)[0]
    path.unlink()
    assert "cannot be read" in blog.faults(show, wish)[0]


def test_data_file_tells_folders_of_posts_apart(show: Show, episode: Episode) -> None:
    """Hugo's bundles are all called index.md."""
    post = episode.post.model_copy(update={"path": "content/posts/2026-02-06-x/index.md"})
    bundle = episode.model_copy(update={"post": post})
    assert '  post: "2026-02-06-x/index.md"\n' in datafile.render(show, [bundle])


def test_data_file_is_yaml(show: Show) -> None:
    """A date that slipped into its place is not taken for a file name."""
    with pytest.raises(FeedError, match="2026-02-06: a data file is YAML; name it like"):
        blog.run(show, blog.WantedEpisodes(data=Path("2026-02-06")))


def _second(show: Show, episode: Episode) -> tuple[Episode, Path]:
    """Save the episode and one of the day after, each with its post."""
    manifest.save(show.folder(episode.date), episode)
    path = show.posts / "2026-02-07-ai.md"
    shutil.copy(show.root / episode.post.path, path)
    post = episode.post.model_copy(update={"path": str(path.relative_to(show.root))})
    audio = episode.audio.model_copy(update={"file": "2026-02-07-1a2b3c4d.mp3"})
    later = episode.model_copy(update={"date": "2026-02-07", "post": post, "audio": audio})
    manifest.save(show.folder(later.date), later)
    return later, path


@pytest.mark.parametrize("everything", [True, False])
@pytest.mark.parametrize("moved", [True, False])
def test_the_block_of_an_episode_that_is_gone_can_be_taken_out(
    show: Show, episode: Episode, everything: bool, moved: bool
) -> None:
    """As after `publish --drop`: `--check` tells of it, `--remove` takes it out, to the byte."""
    later, path = _second(show, episode)
    before = path.read_bytes()
    assert not blog.run(show, blog.WantedEpisodes(everything=True)).faults
    shutil.rmtree(show.folder(later.date))
    if moved:
        (show.root / "_drafts").mkdir()
        path = path.rename(show.root / "_drafts" / "ai.md")
    day = None if everything else date(2026, 2, 7)
    (line,) = blog.faults(show, blog.WantedEpisodes(day, everything))
    assert line == (
        f"{path}: has the player of 2026-02-07, an episode that is not here; "
        "run `podcast embed 2026-02-07 --remove`"
    )
    done = blog.run(show, blog.WantedEpisodes(day, everything, remove=True))
    assert path in done.paths
    assert len(done.paths) == 1 + everything
    assert path.read_bytes() == before
    assert (b"# podcast:begin" in (show.root / episode.post.path).read_bytes()) != everything
    if not everything:
        with pytest.raises(FeedError, match="no post has the player of 2026-02-07"):
            blog.run(show, blog.WantedEpisodes(day, remove=True))


def test_the_block_is_found_in_a_post_that_has_moved(show: Show, episode: Episode) -> None:
    """Its episode is here still, and names the place where the post was."""
    manifest.save(show.folder(episode.date), episode)
    path = embed.embed(show, episode)
    path = path.rename(show.posts / "moved.md")
    assert blog.run(show, blog.WantedEpisodes(date(2026, 2, 6), remove=True)).paths == (path,)
    assert b"# podcast:begin" not in path.read_bytes()
