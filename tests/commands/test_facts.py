"""`podcast facts`: lines of a program about an item, and a day's script."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from podcast.cli import main

POST = Path(__file__).parents[1] / "data/factcheck/posts/news.md"
DAY = "2026-02-06"


def run(*words: str, text: str | None = None) -> Result:
    return CliRunner().invoke(main, ["facts", *words], input=text, catch_exceptions=False)


def about(item: int, text: str) -> Result:
    return run("--post", str(POST), "--item", str(item), "-", text=text)


def test_each_line_has_an_object(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside of any show, a JSON object a line; exit 1 when one has a violation."""
    monkeypatch.chdir(tmp_path)
    result = about(3, "M6便宜了一万五千元。\n一季度交付九万七千辆。\n")
    true, false = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 1
    assert true["line"] == "M6便宜了一万五千元。"
    assert not true["violations"]
    assert true["supports"]
    assert [each["kind"] for each in false["violations"]] == ["number"]
    assert false["violations"][0]["span"] == "九万七千辆"


def test_faithful_lines_are_a_success() -> None:
    """Exit 0 when no line has a violation."""
    assert about(3, "海外卖了一万两千辆。\n").exit_code == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--post", str(POST), "--item", "9", "-"], "no item 9"),
        (["--post", "nowhere.md", "--item", "1", "-"], "nowhere.md"),
    ],
)
def test_what_is_not_there_is_one_error(words: list[str], message: str) -> None:
    """A wrong item and a post that cannot be read are one line of error, exit 1."""
    result = run(*words, text="好。\n")
    assert result.exit_code == 1
    assert result.stderr.startswith("error: ")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("words", [["-"], ["--item", "1"], ["--post", str(POST), DAY]])
def test_wrong_usage(words: list[str]) -> None:
    """Lines of stdin want a post and an item, and only they."""
    assert run(*words, text="").exit_code == 2


def test_a_script_is_traced_to_its_post(show_folder: Path) -> None:
    """What a person has invented is named with its line of script.md."""
    show = ("--show", str(show_folder))
    CliRunner().invoke(main, ["script", DAY, *show], catch_exceptions=False)
    path = show_folder / "episodes" / DAY / "script.md"
    rows = path.read_text("utf-8").split("\n")
    place = next(number for number, row in enumerate(rows) if row.startswith("## 1 "))
    host = rows[place + 1].partition("：")[0]
    rows.insert(place + 2, f"{host}：一共卖出了七千八百九十一台。")
    path.write_text("\n".join(rows), "utf-8")
    result = run(DAY, *show)
    assert result.exit_code == 1
    assert f"script.md:{place + 3}: violation: number: 七千八百九十一台" in result.stdout
    objects = [json.loads(row) for row in run(DAY, "--json", *show).stdout.splitlines()]
    assert [each["script_line"] for each in objects if each["violations"]] == [place + 3]


def test_a_line_that_is_no_line_of_a_narration_is_refused() -> None:
    """What would take minutes to judge is an error that says how long a line may be."""
    result = about(3, "一百二十个" * 1000 + "\n")
    assert result.exit_code == 1
    assert "at most 500 characters" in result.stderr
