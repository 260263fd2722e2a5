"""The words around the news."""

from pathlib import Path

import pytest

from podcast.errors import ConfigError
from podcast.show import config

_STYLE = (
    "greeting: 早。\ngreeting_of_issue: 早。\nhost: 我是{host}\nlabel: 由AI生成\n"
    "closing: 完。\nfarewell: 再见。\n"
)


def _write(show_folder: Path, text: str) -> None:
    with (show_folder / "show.yaml").open("a", encoding="utf-8") as file:
        file.write("style: mine\n")
    folder = show_folder / "styles" / "mine"
    folder.mkdir(parents=True)
    (folder / "style.yaml").write_text(text, "utf-8")


def test_a_shows_own_style_is_read(show_folder: Path) -> None:
    """A key that is left out is not said."""
    _write(show_folder, _STYLE)
    words = config.load(show_folder).words
    assert (words.farewell, words.rundown, words.transitions.plain) == ("再见。", None, ())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "greeting: 早。",
            "greeting: 早，{name}。",
            r"style\.yaml:1: `greeting` must be a text with",
        ),
        ("host: ", "hosts: ", r"style\.yaml:3: unknown key `hosts` \(did you mean `host`"),
        ("closing: 完。\n", "", r"style\.yaml:1: `closing` is missing"),
        ("closing: 完。", "closing: 完{day。", r"style\.yaml:5: `closing` must be"),
        ("closing: 完。", "transitions: {plain: ['{topic}']}\nclosing: 完。", r"yaml:5: .*plain"),
    ],
)
def test_a_wrong_phrase_has_its_line(show_folder: Path, old: str, new: str, message: str) -> None:
    """A name in braces that is unknown in its place, an unknown key, a missing one."""
    _write(show_folder, _STYLE.replace(old, new))
    with pytest.raises(ConfigError, match=message):
        config.load(show_folder)


def test_an_unknown_style_names_the_known_ones(show_folder: Path) -> None:
    """At the line of show.yaml."""
    with (show_folder / "show.yaml").open("a", encoding="utf-8") as file:
        file.write("style: dialog\n")
    with pytest.raises(ConfigError, match=r"show\.yaml:\d+: no style `dialog` .*`dialogue`"):
        config.load(show_folder)
