"""`podcast explain`: a text, the lines of a program, a day's script."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from podcast import build
from podcast.cli import main
from podcast.lib.progress import Quiet
from podcast.script import document
from podcast.show import config

ODD = "一\r二\n\n3.0\x0b版\x85本\u2028好\n不换行".encode()
"""Three line ends in the eyes of Python's splitlines, of which two are LF."""
DAY = "2026-02-06"


def run(*words: str, text: bytes | None = None, show: Path | None = None) -> Result:
    where = ("--show", str(show)) if show else ()
    arguments = ["explain", *words, *where]
    return CliRunner().invoke(main, arguments, input=text, catch_exceptions=False)


def lines(style: str, text: bytes) -> list[str]:
    result = run(style, "-", text=text)
    assert result.exit_code == 0
    assert result.stdout_bytes.endswith(b"\n") or not text
    return result.stdout_bytes.decode().split("\n")[:-1]


# --- A text ---------------------------------------------------------------------------------------


def test_a_table_names_rule_and_sound() -> None:
    """For people: a header, and a row for each token, in columns."""
    header, first, second = run("重庆42.8%").stdout.splitlines()
    assert header.split() == ["token", "kind", "rule", "reading", "sound"]
    assert first.split()[0] == "重庆"
    assert first.endswith("chong2 qing4")
    assert second.split()[:2] == ["42.8%", "percentage"]
    assert "百分之四十二点八" in second


def test_the_show_s_lexicon_counts(show_folder: Path) -> None:
    """A reading of voices.yaml wins."""
    path = show_folder / config.VOICES_FILE
    path.write_text(path.read_text("utf-8").replace("{}\n", "{Nova: 新星}\n"), "utf-8")
    assert run("--spoken", "Nova", show=show_folder).stdout == "新星\n"


def test_what_is_lost_has_a_line_of_its_own(show_folder: Path) -> None:
    """A table ends with a line for each figure that is said otherwise; JSON has them as `lost`."""
    path = show_folder / config.VOICES_FILE
    path.write_text(path.read_text("utf-8").replace("{}\n", "{13种: 三十一种}\n"), "utf-8")
    table = run("共13种", show=show_folder).stdout.splitlines()
    assert table[-1] == "lost: the value of `13种` is lost in `三十一种`"
    (row,) = json.loads(run("--json", "共13种", show=show_folder).stdout)["lost"]
    assert row == {"fault": "value", "written": "13种", "said": "三十一种", "start": 1, "end": 4}
    assert json.loads(run("--json", "共13种").stdout)["lost"] == []
    assert run("--spoken", "共13种", show=show_folder).stdout == "共三十一种\n"


@pytest.mark.parametrize("words", [[], ["好", "--date", DAY], ["-", "--date", DAY]])
def test_one_thing_is_explained(words: list[str]) -> None:
    """Neither nothing nor two things at once."""
    assert run(*words).exit_code == 2


# --- Lines of stdin -------------------------------------------------------------------------------


def test_one_answer_for_each_line() -> None:
    """Lines end at LF alone, in and out; an empty one stays empty; the last may lack its end."""
    said = lines("--spoken", ODD)
    assert len(said) == 4
    assert said[1] == ""
    assert "三点零" in said[2]
    assert said[3] == "不换行"


def test_json_keeps_the_raw_line() -> None:
    """Every line is one JSON object, whose `text` is what was sent."""
    rows = lines("--json", ODD)
    assert rows[1] == ""
    texts = [json.loads(row)["text"] if row else "" for row in rows]
    assert texts == ODD.decode().split("\n")


def test_nothing_is_answered_by_nothing() -> None:
    """No line in, no line out."""
    assert lines("--spoken", b"") == []


def test_a_line_of_other_bytes_is_named() -> None:
    """The lines before it are answered; the message has its number."""
    result = run("--spoken", "-", text="好\n不".encode() + b"\xff\n")
    assert result.exit_code == 1
    assert result.stdout == "好\n"
    assert result.stderr == "error: stdin:2: not UTF-8 (byte 4 of the line); send UTF-8\n"


def test_each_line_is_answered_at_once() -> None:
    """A program may keep the process and ask as it goes; if it stops reading, the end is quiet."""
    with subprocess.Popen(
        [sys.executable, "-m", "podcast", "explain", "--json", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        for text in ("重庆", "", "银行"):
            process.stdin.write(f"{text}\n".encode())
            process.stdin.flush()
            answer = process.stdout.readline()
            assert answer.endswith(b"\n")
            assert (json.loads(answer)["text"] if text else answer.strip().decode()) == text
        process.stdout.close()
        process.stdin.write("行长\n".encode())
        process.stdin.close()
        assert process.wait() == 1
        assert process.stderr.read() == b""


# --- A day's script -------------------------------------------------------------------------------


def test_a_day_as_a_table(show_folder: Path) -> None:
    """Each section has its heading, each line stands above its table."""
    shown = run("--date", DAY, show=show_folder).stdout
    headings = [row for row in shown.splitlines() if row.startswith("## ")]
    assert headings[0] == "## 开场"
    assert headings[-1] == "## 结语"
    assert "## 2 重庆启用GPT-5.2客服系统" in headings
    assert shown.count("token ") == sum(
        row.startswith(("晓晓：", "云希：")) for row in shown.splitlines()
    )
    assert not (show_folder / "episodes" / DAY).exists()


def test_a_day_as_spoken_and_as_json(show_folder: Path) -> None:
    """One line for each line of the script, and nothing else."""
    spoken = run("--date", DAY, "--spoken", show=show_folder).stdout.splitlines()
    rows = [
        json.loads(row)
        for row in run("--date", DAY, "--json", show=show_folder).stdout.splitlines()
    ]
    assert [row["spoken"] for row in rows] == spoken
    assert [row["line"] for row in rows] == list(range(1, len(rows) + 1))
    assert {row["host"] for row in rows} == {"晓晓", "云希"}
    assert rows[0]["part"] == "opening"
    assert next(row["item"] for row in rows if row["part"] == "item") == 1
    assert any("GPT五点二" in line for line in spoken)


def test_a_script_that_is_there_is_the_one_explained(show_folder: Path) -> None:
    """What a person wrote into script.md counts, without its post, too."""
    show = config.load(show_folder)
    path = build.write_script(show, None, build.Options(), Quiet()).path
    script = document.load(path)
    text = path.read_text("utf-8").replace(script.lines[-1].text, "再见，Qwen3。")
    path.write_text(text, "utf-8")
    for post in show.posts.iterdir():
        post.unlink()
    spoken = run("--date", DAY, "--spoken", show=show_folder).stdout.splitlines()
    assert len(spoken) == len(script.lines)
    assert spoken[-1].startswith("再见，")


def test_a_day_without_post_and_script(show_folder: Path) -> None:
    """The message names the posts there are."""
    result = run("--date", "2026-02-07", show=show_folder)
    assert result.exit_code == 1
    assert "no post for 2026-02-07; the nearest: 2026-02-06" in result.stderr
