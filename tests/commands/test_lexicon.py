"""`podcast lexicon`: what it writes into voices.yaml, what it refuses, what it prints."""

from __future__ import annotations

import json
import shlex
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from podcast.chinese import explain, guessed, spoken
from podcast.chinese.lexicon import built_in, entry, form
from podcast.cli import main
from podcast.commands import lexicon as correction
from podcast.errors import ConfigError
from podcast.lib import yamlfile
from podcast.lib.progress import Quiet
from podcast.model import Spoken
from podcast.show import config


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["lexicon", *words], catch_exceptions=False)


def voices(folder: Path) -> Path:
    return folder / config.VOICES_FILE


def lexicon(folder: Path) -> dict[str, object]:
    """Return what the show's lexicon says."""
    return {item.key: form(item) for item in config.load(folder).lexicon}


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (["Qwen", "千问"], "千问"),
        (["Fed", "美联储", "--exact"], {"case": "exact", "alias": "美联储"}),
        (["重庆", "--pinyin", "Chong2  qing4"], {"pinyin": "chong2 qing4"}),
        (["Voxtral", "--english", "voks-trull"], {"english": "voks-trull"}),
        (["MoE", "--spell"], {"spell": True}),
        (["NO", "--exact", "--spell"], {"case": "exact", "spell": True}),
        (["3.0", "三点零"], "三点零"),
        (["a: #b", "甲"], "甲"),
    ],
)
def test_every_form_is_written(show_folder: Path, words: list[str], value: object) -> None:
    """The show loads with the entry; the rest of the file stays; a second run changes nothing."""
    before = voices(show_folder).read_bytes()
    result = run("add", *words, "--show", str(show_folder))
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{voices(show_folder)}:24: ")
    assert lexicon(show_folder) == {words[0]: value}
    after = voices(show_folder).read_bytes()
    assert after.startswith(before.removesuffix(b" {}\n"))
    assert run("add", *words, "--show", str(show_folder)).exit_code == 0
    assert voices(show_folder).read_bytes() == after
    assert run("remove", words[0], "--show", str(show_folder)).exit_code == 0
    assert voices(show_folder).read_bytes() == before


def test_another_reading_takes_the_place_of_the_old_one(show_folder: Path) -> None:
    """The message says what stood there; a word in other capitals is the same word."""
    where = ("--show", str(show_folder))
    assert run("add", "Qwen", "通义", *where).exit_code == 0
    result = run("add", "qwen", "千问", *where)
    assert result.stdout.endswith(":24: qwen: 千问 (instead of Qwen: 通义)\n")
    assert lexicon(show_folder) == {"qwen": "千问"}
    assert run("add", "QWEN", "--spell", "--exact", *where).exit_code == 0
    assert list(lexicon(show_folder)) == ["qwen", "QWEN"]


def test_an_entry_that_stops_the_show_can_be_mended(show_folder: Path) -> None:
    """The command works where nothing else does: on a lexicon with a bad entry."""
    path = voices(show_folder)
    path.write_text(path.read_text("utf-8").replace("{}\n", "\n  Qwen: 3 # c\n  A: 4\n"), "utf-8")
    with pytest.raises(ConfigError, match="'Qwen'"):
        config.load(show_folder)
    assert correction.add(show_folder, "Qwen", "千问", Quiet()).endswith("(instead of Qwen)")
    assert correction.remove(show_folder, "A", Quiet()).endswith(":25: removed A")
    assert lexicon(show_folder) == {"Qwen": "千问"}
    assert path.read_text("utf-8").endswith("lexicon: \n  Qwen: 千问 # c\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["Qwen", "千问3"], "'3' in the alias"),
        (["重庆", "--pinyin", "chong2"], "1 syllables for 2"),
        (["", "千问"], "an empty key"),
        (["Qwen", ""], "an empty alias"),
        (["\udcff", "千问"], "not UTF-8"),
        (["二〇", "--pinyin", "er4"], "beside figures"),
        (["…B", "甲"], "its reading is one of"),
    ],
)
def test_a_bad_entry_is_refused(show_folder: Path, words: list[str], message: str) -> None:
    """One line says why; the file is as it was."""
    before = voices(show_folder).read_bytes()
    result = run("add", *words, "--show", str(show_folder))
    assert result.exit_code == 1
    assert message in result.stderr
    assert voices(show_folder).read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [["Qwen"], ["Qwen", "千问", "--spell"], ["Qwen", "--english", "a", "--pinyin", "a1"], []],
)
def test_a_word_has_one_reading(show_folder: Path, words: list[str]) -> None:
    """None and two are wrong usage."""
    assert run("add", *words, "--show", str(show_folder)).exit_code == 2


def test_a_word_without_an_entry_is_not_removed(show_folder: Path) -> None:
    """The file is as it should be, and a typing mistake is told."""
    where = ("--show", str(show_folder))
    run("add", "Qwen", "千问", *where)
    result = run("remove", "Qwn", *where)
    assert result.exit_code == 0
    assert "no entry `Qwn` (did you mean `Qwen`?)" in result.stderr
    assert lexicon(show_folder) == {"Qwen": "千问"}


def test_link_mode_and_line_ends_stay(show_folder: Path, tmp_path: Path) -> None:
    """A link to a shared voices.yaml stays one; the file keeps its mode, marks and line ends."""
    shared = tmp_path / "shared.yaml"
    text = voices(show_folder).read_bytes().replace(b"\n", b"\r\n")
    shared.write_bytes(b"\xef\xbb\xbf" + text)
    shared.chmod(0o600)
    voices(show_folder).unlink()
    voices(show_folder).symlink_to(shared)
    assert correction.add(show_folder, "Qwen", "千问", Quiet()).endswith("Qwen: 千问")
    assert voices(show_folder).is_symlink()
    assert shared.stat().st_mode & 0o777 == 0o600
    written = b"\xef\xbb\xbf" + text.replace(b" {}\r\n", "\r\n  Qwen: 千问\r\n".encode())
    assert shared.read_bytes() == written


def test_writers_at_once_lose_nothing(show_folder: Path) -> None:
    """Each waits for the other, so that every entry is there at the end."""
    keys = [f"W{letter}" for letter in "abcdefgh"]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda key: correction.add(show_folder, key, "甲", Quiet()), keys))
    assert sorted(lexicon(show_folder)) == keys
    assert not list(show_folder.glob(".tmp-*"))


def test_list(show_folder: Path) -> None:
    """People get YAML that can be put into a lexicon, programs a list with places."""
    where = ("--show", str(show_folder))
    assert run("list", *where).stdout == ""
    assert json.loads(run("list", "--json", *where).stdout) == []
    run("add", "NO", "--spell", *where)
    run("add", "Qwen", "千问", *where)
    assert run("list", *where).stdout == '"NO": {spell: true}\nQwen: 千问\n'
    assert json.loads(run("list", "--json", *where).stdout) == [
        {"word": "NO", "spell": True, "where": f"{voices(show_folder)}:24"},
        {"word": "Qwen", "alias": "千问", "where": f"{voices(show_folder)}:25"},
    ]


def test_list_of_all(show_folder: Path) -> None:
    """The entries that ship follow, but for those that the show replaces; all of it is YAML."""
    correction.add(show_folder, "BAIDU", "甲", Quiet())
    listed = run("list", "--all", "--show", str(show_folder)).stdout
    entries = yamlfile.parse(listed, Path("list"))
    read = {key: form(entry(key, value, "")) for key, value in entries.items()}
    shipped = {item.key: form(item) for item in built_in()}
    assert shipped.pop("Baidu")
    assert read == {"BAIDU": "甲", **shipped}


def test_list_without_a_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ships can be listed anywhere, a show's own entries in a show."""
    monkeypatch.chdir(tmp_path)
    assert run("list", "--all").exit_code == 0
    result = run("list")
    assert (result.exit_code, result.stdout) == (1, "")
    assert run("add", "Qwen", "千问").exit_code == 1


@pytest.mark.parametrize(
    "text",
    [
        "Zorblatt与Blorvex发布",
        "Zorblatt-7B、Blorvex3D和ZorBlatt",
        "Ｚｏｒｂｌａｔｔ、Zörblatt和Zorblatt's",
        "d'Zorblatt的BlorvexGPU/ZORBLATTIC",
    ],
)
def test_guessed_words_come_as_commands(
    show_folder: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each can be run as it stands: then the text sounds as before and holds no guess."""
    before = spoken(text)
    for row in correction.commands(guessed(before), show_folder):
        program, *words = shlex.split(row)
        assert program == "podcast"
        assert CliRunner().invoke(main, words).exit_code == 0
    after = spoken(text, config.load(show_folder).lexicon)
    assert guessed(before)
    assert guessed(after) == ()
    assert sounds(after) == sounds(before)
    monkeypatch.chdir(show_folder / "posts")
    assert correction.commands(["Zorblatt"], show_folder) == (
        "podcast lexicon add Zorblatt Zorblatt",
    )


def sounds(reading: Spoken) -> list[str]:
    return [sound for row in explain.rows(reading) for sound in row.sound]


def test_a_build_ends_with_what_it_guessed(show_folder: Path) -> None:
    """Stderr ends with a line of words, then their commands; with these run, it says nothing."""
    (post,) = (show_folder / "posts").glob("*.md")
    post.write_text(post.read_text("utf-8").replace("Nova", "Zorblatt"), "utf-8")
    where = ("--show", str(show_folder))
    build = ["build", "--engine", "tone", *where]
    result = CliRunner().invoke(main, build, catch_exceptions=False)
    *_, words, command = result.stderr.splitlines()
    assert words.startswith("read by guess: Zorblatt; ")
    assert command == shlex.join(["podcast", "lexicon", "add", *where, "Zorblatt", "Zorblatt"])
    assert "guess" not in result.stdout
    assert run("add", "Zorblatt", "佐布", *where).exit_code == 0
    assert "guess" not in CliRunner().invoke(main, build).stderr
