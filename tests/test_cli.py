"""The command line: stdout and stderr, exit codes, and every command once."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from podcast import __version__
from podcast.cli import main
from podcast.commands import init
from podcast.episode import manifest
from podcast.lib import ffmpeg
from podcast.lib.lock import only_one
from podcast.lib.progress import Quiet
from podcast.show import config

POST = """\
---
title: 示例
date: 2026-02-06 08:00:00
---

## 1、重庆启用GPT-5.2客服系统
重庆一家银行启用了基于GPT-5.2的客服系统。

## 2、成都开放测试道路
成都开放了第一条测试道路。
"""
TONE = ("--engine", "tone")
DAYS = ("2026-02-06", "2026-02-07", "2026-02-08")
_COMMAND = (sys.executable, "-m", "podcast")


def run(*words: str, show: Path | None = None, text: bytes | None = None) -> Result:
    """Run a command in this process."""
    where = ("--show", str(show)) if show else ()
    return CliRunner().invoke(main, [*words, *where], input=text, catch_exceptions=False)


def run_alone(
    *words: str, text: bytes | None = None, **variables: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a separate process, with these environment variables."""
    environment = {**os.environ, **variables}
    return subprocess.run(
        [*_COMMAND, *words], input=text or b"", capture_output=True, check=False, env=environment
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a show without an episode; no test changes it."""
    folder = tmp_path_factory.mktemp("new") / "show"
    init.create(folder)
    (folder / "posts" / init.SAMPLE_POST).unlink()
    (folder / "posts" / "2026-02-06-ai-daily.md").write_text(POST, "utf-8")
    return folder


@pytest.fixture(scope="module")
def built_once(new: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a show with one episode; no test changes it."""
    folder = Path(shutil.copytree(new, tmp_path_factory.mktemp("built") / "show"))
    assert run("build", *TONE, show=folder).exit_code == 0
    return folder


@pytest.fixture
def built(built_once: Path, tmp_path: Path) -> Path:
    """Return a copy of the show with one episode."""
    return Path(shutil.copytree(built_once, tmp_path / "show"))


# --- Help and speed ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help(name: str) -> None:
    """`-h` says what the command does, in a sentence, with its options."""
    result = run(name, "-h")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Usage: main {name}")
    assert main.commands[name].help


def test_the_commands_are_those_of_the_contract() -> None:
    """No command is missing, none is left over."""
    assert set(main.commands) == {
        "build", "script", "explain", "lexicon", "say", "voices", "check", "cache", "feed", "embed",
        "clip", "serve", "publish", "doctor", "init", "facts", "completion", "backfill",
    }  # fmt: skip


def test_help_is_there_at_once() -> None:
    """Help is there at once: the program needs at most 0.3 s of CPU time.

    The test takes the best of ten, and no wall-clock time, as other programs may be running.
    """

    def spent() -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return children.ru_utime + children.ru_stime

    def seconds() -> float:
        before = spent()
        assert run_alone("--help").returncode == 0
        return spent() - before

    assert any(seconds() <= 0.3 for _ in range(10))


def test_help_loads_nothing_heavy() -> None:
    """Libraries of sound, speech and data come with the command that needs them."""
    program = (
        "import sys; from podcast.cli import main; main(['--help'], standalone_mode=False);"
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.decode().splitlines()[-1].split()}
    assert "podcast" in loaded
    heavy = {
        "numpy", "onnx", "onnxruntime", "jieba", "pypinyin", "pydantic", "rich", "edge_tts",
        "aiohttp", "pydub", "feedgen", "lxml", "mutagen", "jinja2", "starlette", "uvicorn", "PIL",
        "ruamel",
    }  # fmt: skip
    assert not loaded & heavy


def test_the_version_is_told() -> None:
    """`-V` and `--version` name program and version, also as `python -m podcast`."""
    for option in ("-V", "--version"):
        done = run_alone(option)
        assert done.stdout.decode() == f"podcast, version {__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_learns_to_complete(shell: str) -> None:
    """One command prints the script of the shell, by default of the one in use."""
    script = run("completion", shell).stdout
    assert "_PODCAST_COMPLETE" in script
    assert run_alone("completion", SHELL=f"/usr/bin/{shell}").stdout.decode() == script
    asked = {"COMP_WORDS": "podcast do", "COMP_CWORD": "1", "_PODCAST_COMPLETE": "bash_complete"}
    done = subprocess.run(
        [sys.executable, "-c", "from podcast.cli import main; main(prog_name='podcast')"],
        capture_output=True, check=False, env={**os.environ, **asked},
    )  # fmt: skip
    assert done.stdout.decode() == "plain,doctor\n"


def test_quiet_commands_print_results_alone(new: Path, tmp_path: Path) -> None:
    """`-q` leaves no step and no progress on stderr."""
    show = Path(shutil.copytree(new, tmp_path / "show"))
    result = run("build", "-q", *TONE, show=show)
    assert result.stderr == ""
    assert result.stdout.startswith(f"{show}/episodes/")


# --- Streams and exit codes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["build", "1999-01-01"], "no post for 1999-01-01"),
        (["build", "--engine", "nosuch"], "no engine `nosuch`"),
        (["build", "2026-02-30"], "is no date"),
        (["build", "1\n\x1b[2J"], r"`1\n\x1b[2J` is no date"),
        (["check"], "no episode yet; run `podcast build` first"),
        (["check", "2026-02-06"], "no episode of that date"),
        (["feed"], "run `podcast build` first"),
        (["embed"], "run `podcast build` first"),
        (["serve"], "nothing to serve yet; run `podcast build` first"),
        (["say", "你好", "-o", "x.ogg"], ".wav, .flac, .mp3"),
        (["say", "你好", "-o", "x.wav", "--host", "某人"], "no host `某人`"),
        (["say", "……", "-o", "x.wav", "--engine", "tone"], "nothing to say"),
    ],
)
def test_a_failure_is_one_line_and_exit_1(
    new: Path, words: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`error:` begins the last line on stderr, nothing goes to stdout, nothing is written."""
    monkeypatch.chdir(tmp_path)
    result = run(*words, show=new)
    assert result.exit_code == 1
    assert result.stdout == ""
    errors = [row for row in result.stderr.splitlines() if row.startswith("error: ")]
    assert errors == result.stderr.splitlines()[-1:]
    assert message in errors[0]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "words",
    [
        ["nosuch"],
        ["--nosuch"],
        ["build", "2026-02-06", "2026-02-07"],
        ["build", "--minutes", "0"],
        ["build", "--keep", "--rewrite"],
        ["script", "2026-02-06", "--keep", "--rewrite"],
        ["build", "--writer", "nosuch"],
        ["say", "你好"],
        ["serve", "--port", "65536"],
        ["explain"],
        ["init"],
    ],
)
def test_wrong_usage_is_exit_2(words: list[str]) -> None:
    """Usage errors of click go to stderr, with the usage."""
    result = run(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage:" in result.stderr


def test_outside_of_a_show_the_remedy_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command that needs a show says how to get to one."""
    monkeypatch.chdir(tmp_path)
    result = run("build")
    assert result.exit_code == 1
    assert "--show" in result.stderr
    assert "podcast init" in result.stderr


def test_the_nearest_show_upwards_is_taken(
    built_once: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Inside of a show's folder no option is needed."""
    monkeypatch.chdir(built_once / "posts")
    assert run("check").exit_code == 0


def test_a_reader_that_has_gone_is_no_traceback() -> None:
    """`podcast … | head` ends quietly."""
    process = subprocess.Popen(
        [*_COMMAND, "voices"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 1
    assert said == b""


def test_a_terminal_without_chinese_is_one_line() -> None:
    """An encoding that cannot hold the result is named."""
    done = run_alone("explain", "--spoken", "重庆", PYTHONIOENCODING="latin-1")
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.decode().splitlines() == [
        r"error: '\u91cd\u5e86\n' cannot be written as latin-1; use UTF-8"
    ]


# --- build, script, feed, check, embed ------------------------------------------------------------


def test_build_prints_the_recording_first(new: Path, tmp_path: Path) -> None:
    """The first line on stdout is the path of the MP3, progress goes to stderr."""
    folder = Path(shutil.copytree(new, tmp_path / "show"))
    result = run("build", *TONE, show=folder)
    assert result.exit_code == 0
    path, figures, calls = result.stdout.splitlines()
    assert Path(path).suffix == ".mp3"
    assert Path(path).is_file()
    assert "LUFS" in figures
    assert calls.startswith("engine tone: ")
    assert "speaking: " in result.stderr


def test_build_as_json_is_the_manifest(built: Path) -> None:
    """Nothing but the manifest goes to stdout."""
    result = run("build", *TONE, "--json", show=built)
    path = built / "episodes" / "2026-02-06" / manifest.FILE_NAME
    assert result.stdout == path.read_text("utf-8")


def test_build_explains_itself(built: Path) -> None:
    """Only `-v` shows why nothing was made anew."""
    assert "nothing is mixed" in run("build", *TONE, "-v", show=built).stderr
    assert "nothing is mixed" not in run("build", *TONE, show=built).stderr


def test_script_is_written_before_any_sound(new: Path, tmp_path: Path) -> None:
    """Its path is the result; `--rewrite` drops the edits."""
    folder = Path(shutil.copytree(new, tmp_path / "show"))
    result = run("script", "2026-02-06", show=folder)
    path = Path(result.stdout.removesuffix("\n"))
    assert path.name == "script.md"
    assert [each.name for each in path.parent.iterdir()] == ["script.md"]
    written = path.read_text("utf-8")
    path.write_text(written.replace("银行", "商店"), "utf-8")
    run("script", show=folder)
    assert "商店" in path.read_text("utf-8")
    run("script", "--rewrite", show=folder)
    assert path.read_text("utf-8") == written


def test_feed_is_made_from_the_manifests(built: Path) -> None:
    """A feed and pages that are lost come back byte for byte."""
    before = tree(built / "episodes")
    for name in ("feed.xml", "index.html", "2026-02-06/index.html"):
        (built / "episodes" / name).unlink()
    result = run("feed", show=built)
    assert result.stdout == f"{built / 'episodes' / 'feed.xml'}\n"
    assert tree(built / "episodes") == before


def test_check_exits_1_on_an_error_only(built: Path) -> None:
    """A warning alone gives exit 0, an error exit 1; each line has rule, place and remedy."""
    result = run("check", "2026-02-06", show=built)
    assert result.exit_code == 0
    row, verdict = result.stdout.splitlines()
    assert row.startswith("warning: engine: ")
    assert verdict == "everything holds, with 1 warning"
    feed = built / "episodes" / "feed.xml"
    feed.unlink()
    result = run("check", show=built)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-2:] == [
        f"error: feed-missing: {feed}: the feed is not there; run `podcast feed`",
        "1 error, 1 warning; mend the errors before you publish",
    ]


def test_check_as_json_has_the_keys_of_the_contract(built: Path) -> None:
    """Programs read rule, severity, place, message and remedy."""
    (built / "episodes" / "feed.xml").unlink()
    result = run("check", "--json", show=built)
    assert result.exit_code == 1
    findings = json.loads(result.stdout)
    assert [finding["rule"] for finding in findings] == ["engine", "feed-missing"]
    assert [finding["severity"] for finding in findings] == ["warn", "error"]
    for finding in findings:
        assert list(finding) == ["rule", "severity", "place", "message", "remedy"]


def test_embed_and_remove_restore_every_byte(built: Path) -> None:
    """The block goes in once and out again; the command prints the post."""
    post = built / "posts" / "2026-02-06-ai-daily.md"
    before = post.read_bytes()
    assert run("embed", show=built).stdout == f"{post}\n"
    once = post.read_bytes()
    assert b"# podcast:begin" in once
    run("embed", "2026-02-06", show=built)
    assert post.read_bytes() == once
    assert run("embed", "--remove", show=built).exit_code == 0
    assert post.read_bytes() == before


def test_embed_check_tells_by_its_exit_code(built: Path) -> None:
    """One line for each post that is not right, and nothing is changed."""
    post = built / "posts" / "2026-02-06-ai-daily.md"
    before = post.read_bytes()
    result = run("embed", "--check", show=built)
    assert result.exit_code == 1
    assert result.stdout == f"{post}: has no player; run `podcast embed 2026-02-06`\n"
    assert post.read_bytes() == before
    assert run("embed", "--all", show=built).stdout == f"{post}\n"
    result = run("embed", "--check", "2026-02-06", show=built)
    assert (result.exit_code, result.stdout) == (0, "")


def test_embed_goes_on_behind_a_post_that_cannot_take_the_block(built: Path) -> None:
    """Each such post is named, the others have the player, and the exit code is 1."""
    posts = {day: built / "posts" / f"{day}-ai-daily.md" for day in DAYS}
    known = manifest.load(built / "episodes" / DAYS[0] / manifest.FILE_NAME)
    for day, path in posts.items():
        path.write_text('{"title": "x"}\n\ntext\n' if day != DAYS[1] else POST, "utf-8")
        post = known.post.model_copy(update={"path": f"posts/{path.name}"})
        episode = known.model_copy(update={"date": day, "post": post})
        manifest.save(built / "episodes" / day, episode)
    result = run("embed", "--all", show=built)
    assert (result.exit_code, result.stdout) == (1, f"{posts[DAYS[1]]}\n")
    first, last, error = result.stderr.splitlines()
    assert first.startswith(f"warning: {posts[DAYS[0]]}:1: ")
    assert last.startswith(f"warning: {posts[DAYS[2]]}:1: ")
    assert error.startswith("error: 2 posts are as they were")
    posts[DAYS[2]].write_text(POST, "utf-8")
    result = run("embed", "--all", show=built)
    assert result.exit_code == 1
    (error,) = result.stderr.splitlines()
    assert error.startswith(f"error: {posts[DAYS[0]]}:1: ")
    assert result.stdout == f"{posts[DAYS[1]]}\n{posts[DAYS[2]]}\n"


def test_embed_writes_a_data_file_where_it_is_told(built: Path, tmp_path: Path) -> None:
    """Without a name it stands where Jekyll looks."""
    assert run("embed", "--data", show=built).stdout == f"{built}/_data/podcast.yml\n"
    other = tmp_path / "data" / "podcast.yaml"
    assert run("embed", "--data", str(other), show=built).stdout == f"{other}\n"
    assert other.read_bytes() == (built / "_data" / "podcast.yml").read_bytes()
    assert run("embed", "--check", "--data", str(other), show=built).exit_code == 0
    assert run("embed", "--remove", "--data", show=built).exit_code == 2


def test_build_embeds_what_it_has_built(built: Path) -> None:
    """`--embed` does it in one go, and says before anything is spoken that it cannot."""
    post = built / "posts" / "2026-02-06-ai-daily.md"
    assert run("build", *TONE, "--embed", show=built).exit_code == 0
    assert run("embed", "--check", show=built).exit_code == 0
    post.write_bytes(post.read_bytes().replace(b"# podcast:begin", b"podcast: 1", 1))
    result = run("build", *TONE, "--embed", show=built)
    assert result.exit_code == 1


def test_embed_waits_for_a_command_at_work(built: Path) -> None:
    """The post is not touched while a build may be reading it."""
    post = built / "posts" / "2026-02-06-ai-daily.md"
    before = post.read_bytes()
    with only_one(config.load(built).cache, Quiet()):
        process = subprocess.Popen(
            [*_COMMAND, "embed", "--show", str(built)], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stderr
        assert "waiting for it" in process.stderr.readline()
        assert post.read_bytes() == before
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"# podcast:begin" in post.read_bytes()


def test_an_embedded_post_does_not_look_changed(built: Path) -> None:
    """A build after `embed` makes no speech call."""
    run("embed", show=built)
    assert "0 speech calls" in run("build", *TONE, show=built).stdout


def test_serve_answers_until_it_is_interrupted(built_once: Path) -> None:
    """The feed's address is told on stderr; Ctrl-C is the way to end it, so it is exit 0."""
    process = subprocess.Popen(
        [*_COMMAND, "serve", "--port", "0", "--show", str(built_once)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    rows = [process.stderr.readline() for _ in range(3)]
    address = rows[1].removeprefix("feed:").strip()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(address, timeout=60) as answer:
        assert b"<rss" in answer.read()
    process.send_signal(signal.SIGINT)
    said, complained = process.communicate(timeout=60)
    assert (process.returncode, said, complained) == (0, "", "")


# --- say, voices, doctor, init -------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".mp3", ".MP3"])
def test_say_speaks_into_a_file(tmp_path: Path, suffix: str) -> None:
    """The suffix decides the format; the line on stdout says who spoke and how long."""
    path = tmp_path / "made" / f"-o{suffix}"
    result = run("say", "大家好，重庆。", "-o", str(path), *TONE)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{path}: ")
    assert result.stdout.endswith(" s, tone low\n")
    seconds = len(ffmpeg.decode(path, 24_000)) / 24_000
    said = float(result.stdout.removeprefix(f"{path}: ").split()[0])
    assert seconds == pytest.approx(said, abs=0.06)


def test_voices_are_listed_for_people_and_programs(new: Path) -> None:
    """Hosts with the voice of each engine, and all voices of the engines."""
    listed = json.loads(run("voices", "--json", show=new).stdout)
    assert list(listed) == ["hosts", "engines", "voices"]
    assert listed["voices"]["zh-CN-liaoning-XiaobeiNeural"] == {
        "gender": "female",
        "accent": "Mandarin of the Northeast (辽宁)",
    }
    assert list(listed["engines"]) == ["edge", "kokoro", "openai", "tone"]
    show = config.load(new)
    assert list(listed["hosts"]) == [host.name for host in show.hosts]
    rows = run("voices", show=new).stdout.splitlines()
    assert rows[0].startswith(f"host {show.hosts[0].name}: edge ")
    assert rows[-3:] == ["engine tone:", "  low", "  high"]
    assert "  zm_yunxi                      male, standard Mandarin" in rows


def test_voices_without_any_engine_are_an_error(
    new: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each engine's reason is a warning, the end is one error, and no folder is left behind."""
    monkeypatch.setitem(sys.modules, "podcast.speech.edge.engine", None)
    monkeypatch.setitem(sys.modules, "podcast.speech.kokoro.engine", None)
    result = run("voices", "--samples", str(tmp_path / "samples"), show=new)
    assert result.exit_code == 1
    warnings = result.stderr.splitlines()[:-1]
    assert [row[:16] for row in warnings] == ["warning: edge: n", "warning: kokoro:"]
    assert result.stderr.splitlines()[-1].startswith("error: no engine could speak a sample")
    assert not (tmp_path / "samples").exists()


def test_doctor_exits_1_when_something_fails(built: Path) -> None:
    """A broken show.yaml is a finding, with the rest of the report."""
    assert run("doctor", "--json", show=built).exit_code in {0, 1}
    with (built / "show.yaml").open("a", encoding="utf-8") as file:
        file.write("titel: x\n")
    result = run("doctor", "--json", show=built)
    assert result.exit_code == 1
    show = json.loads(result.stdout)[-1]
    assert (show["name"], show["state"]) == ("show", "fail")
    assert "did you mean `title`?" in show["message"]


def test_init_makes_a_show_once(tmp_path: Path) -> None:
    """The files are listed; a second time is an error that changes nothing."""
    folder = tmp_path / "show"
    result = run("init", str(folder), "--title", "早报")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == str(folder / "show.yaml")
    assert config.load(folder).title == "早报"
    before = tree(folder)
    again = run("init", str(folder))
    assert again.exit_code == 1
    assert again.stderr == (
        f"error: {folder / 'show.yaml'}: a show is here already; choose another folder\n"
    )
    assert tree(folder) == before


def test_an_argument_that_is_no_text_is_one_line(tmp_path: Path) -> None:
    """Bytes of another encoding in a title are refused, nothing is written."""
    words: Sequence[bytes] = [b"init", os.fsencode(tmp_path / "show"), b"--title", b"\xff"]
    done = subprocess.run([*_COMMAND, *words], capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert done.stderr.startswith(b"error: ")
    assert not (tmp_path / "show").exists()
