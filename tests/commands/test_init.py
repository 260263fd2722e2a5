"""`podcast init`: a show that builds and checks at once."""

from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from podcast import check
from podcast.build import Options, build
from podcast.commands import init
from podcast.errors import ConfigError
from podcast.lib.progress import Attentive, Quiet
from podcast.show import config


@pytest.mark.slow
def test_a_new_show_builds_and_checks(tmp_path: Path) -> None:
    """No question is asked; the sample post is an episode of several items and warns of nothing."""
    init.create(tmp_path)
    show = config.load(tmp_path)
    report = Attentive(Quiet())
    built = build(show, None, Options(engine="tone"), report)
    assert len(built.episode.items) > 2
    assert not report.warned
    assert built.episode.guessed == ()
    assert [finding.rule for finding in check.check(show)] == ["engine"]


def test_every_show_has_its_own_guid(tmp_path: Path) -> None:
    """It is a UUID made by chance, in two shows two."""
    guids = []
    for name in ("a", "b"):
        init.create(tmp_path / name)
        guids.append(config.load(tmp_path / name).guid)
    assert guids[0] != guids[1]
    assert all(UUID(guid).version == 4 for guid in guids)


@given(
    st.text(
        st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], max_codepoint=0x1F9FF),
        min_size=1,
    )
)
@example("null")
@example("1e5")
@example("0x1F")
@example(' "a": \\b # c')
@example("{guid}")
@example("AI 日报👩‍💻")
@settings(deadline=None, max_examples=40)
def test_any_title_is_kept(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    """What YAML would take for a number, a comment or nothing is a title all the same."""
    folder = tmp_path_factory.mktemp("title")
    init.create(folder, title)
    assert config.load(folder).title == title


@pytest.mark.parametrize("title", ["a\nb", "a\x07", "\udcff", "a\u2028b", "\x85"])
def test_a_title_is_one_line_of_text(tmp_path: Path, title: str) -> None:
    """Anything else is refused before a file is written."""
    with pytest.raises(ConfigError, match="cannot be a title"):
        init.create(tmp_path / "show", title)
    assert not (tmp_path / "show").exists()


def test_what_is_there_already_stays(tmp_path: Path) -> None:
    """A folder of posts becomes a show; only show.yaml must not be there."""
    (tmp_path / "voices.yaml").write_text("mine", "utf-8")
    (tmp_path / "cover.jpg").write_bytes(b"mine")
    written = init.create(tmp_path)
    assert tmp_path / "voices.yaml" not in written
    assert (tmp_path / "voices.yaml").read_text("utf-8") == "mine"
    assert (tmp_path / "cover.jpg").read_bytes() == b"mine"
    with pytest.raises(ConfigError, match=r"show\.yaml: a show is here already"):
        init.create(tmp_path)


def test_a_place_that_refuses_is_named(tmp_path: Path) -> None:
    """A file where a folder must be is one clear error, and no show.yaml is left behind."""
    (tmp_path / "posts").write_text("", "utf-8")
    with pytest.raises(ConfigError, match=r"posts.*cannot be written"):
        init.create(tmp_path)
    assert not (tmp_path / "show.yaml").exists()
