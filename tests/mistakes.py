"""Forty mistakes of a new user: what is done, what the program says, and what helps.

Each begins with a show that has one episode, in a folder of its own, and is played through the
command line. `tests/test_mistakes.py` asks each for one line with its remedy, follows the remedy,
and holds the row against docs/mistakes.md, which `python tests/mistakes.py` writes.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result
from PIL import Image

from podcast.cli import main
from podcast.commands import init
from podcast.episode import manifest

DAY = "2026-02-06"
POST_NAME = f"{DAY}-ai-daily.md"
POST = f"""\
---
title: 示例
date: {DAY} 08:00:00
---

## 1、重庆启用GPT-5.2客服系统
重庆一家银行启用了基于GPT-5.2的客服系统。

## 2、成都开放测试道路
成都开放了第一条测试道路。
"""
_ADDRESS = "https://ai-daily.cn/"


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of a show in which a mistake is made."""

    root: Path

    @property
    def post(self) -> Path:
        """The show's post."""
        return self.root / "posts" / POST_NAME

    @property
    def script(self) -> Path:
        """The script of the episode."""
        return self.root / "episodes" / DAY / "script.md"

    def write(self, name: str, text: str) -> None:
        """Write a file, and its folder."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace a pattern in a file, which must be there."""
        path = self.root / name
        text, count = re.subn(
            old, lambda _: new, path.read_text("utf-8"), count=1, flags=re.MULTILINE
        )
        assert count, f"{name}: no {old}"
        path.write_text(text, "utf-8")

    def add(self, name: str, text: str) -> None:
        """Write text behind a file."""
        path = self.root / name
        path.write_text(path.read_text("utf-8") + text, "utf-8")


Step = Callable[[Place], object]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One row: what was done, the command, words of the message, and how its remedy is followed."""

    what: str
    make: Step
    words: tuple[str, ...]
    says: tuple[str, ...]
    """Parts of the line: the place, what is wrong, and the remedy."""
    follow: Step = lambda _: None
    then: tuple[str, ...] | None = None
    """The command that then works, where it is another one."""

    def play(self, folder: Path) -> tuple[Result, Result]:
        """Make the mistake in its own folder, run the command, follow the remedy, run again."""
        place = Place(folder)
        before = dict(os.environ)
        try:
            with chdir(folder):
                self.make(place)
                failed = run(*self.words)
                self.follow(place)
                return failed, run(*(self.then or self.words))
        finally:
            os.environ.clear()
            os.environ |= before


def run(*words: str) -> Result:
    """Run a command of the program in this process."""
    return CliRunner().invoke(main, [*words], catch_exceptions=False)


@contextmanager
def surroundings(home: Path) -> Iterator[None]:
    """Run the steps in the environment of a person without keys, with a bucket that asks for them.

    `home` is an empty folder.
    """
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    before = dict(os.environ)
    for name in [*os.environ]:
        if name.startswith("AWS_") or name.lower().endswith("_proxy"):
            del os.environ[name]
    os.environ |= {"HOME": str(home), "AWS_EC2_METADATA_DISABLED": "true"}
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        os.environ[ENDPOINT] = f"http://{host}:{port}"
        import boto3

        names = ("aws_access_key_id", "aws_secret_access_key")
        keys = dict(zip(names, _KEYS.values(), strict=True))
        where = {"endpoint_url": os.environ[ENDPOINT], "region_name": "us-east-1"}
        boto3.client("s3", **where, **keys).create_bucket(Bucket="bucket")
        yield
    finally:
        server.stop()
        os.environ.clear()
        os.environ |= before


def lay(folder: Path) -> Path:
    """Make a show with one episode of test tones, which says that a real voice speaks it."""
    init.create(folder)
    (folder / "posts" / init.SAMPLE_POST).unlink()
    place = Place(folder)
    place.post.write_text(POST, "utf-8")
    for key, value in {
        "link": _ADDRESS,
        "base_url": f"{_ADDRESS}episodes/",
        "post_url": f"{_ADDRESS}{{date:%Y/%m/%d}}/{{slug}}/",
        "author": "张三",
    }.items():
        place.change("show.yaml", rf"^{key}: .*$", f"{key}: {value}")
    with chdir(folder):
        assert run("build", *TONE).exit_code == 0
    _speak_truly(folder)
    return folder


TONE = ("--engine", "tone")
BUILD = ("build", *TONE)


def _setting(key: str, value: str) -> Step:
    """Set a key of show.yaml, which may be there or not."""

    def set_it(place: Place) -> None:
        text = (place.root / "show.yaml").read_text("utf-8")
        if re.search(rf"^{key}:", text, re.MULTILINE):
            place.change("show.yaml", rf"^{key}:.*$", f"{key}: {value}")
        else:
            place.add("show.yaml", f"{key}: {value}\n")

    return set_it


def _line(old: str, new: str, name: str = "show.yaml") -> Step:
    return lambda place: place.change(name, old, new)


def _no_key(key: str) -> Step:
    return lambda place: place.change("show.yaml", rf"^{key}:.*\n", "")


def _post(text: str) -> Step:
    return lambda place: place.post.write_text(text, "utf-8")


def _picture(name: str, side: int) -> Step:
    return lambda place: Image.new("RGB", (side, side), "teal").save(place.root / name)


def _all(*steps: Step) -> Step:
    return lambda place: [step(place) for step in steps]


def _other_show(place: Place) -> None:
    """Publish another show to the place of this one."""
    other = place.root / "other"
    shutil.copytree(place.root, other, ignore=shutil.ignore_patterns("other", ".cache"))
    Place(other).change("show.yaml", r"^guid: \S+", "guid: 11111111-2222-4333-8444-555555555555")
    _setting("publish", "{to: ../public}")(Place(other))
    (other / "episodes" / DAY / manifest.FILE_NAME).unlink()
    with chdir(other):
        assert run(*BUILD).exit_code == 0
        _speak_truly(other)
        _published(place)
    shutil.rmtree(other)
    _PUBLIC(place)


def _killed(place: Place) -> None:
    """Leave what a build leaves that dies as it mixes: half a recording, no manifest, no feed."""
    (place.root / "episodes" / "feed.xml").unlink()
    (place.script.parent / manifest.FILE_NAME).unlink()
    (place.script.parent / f".tmp-{DAY}.mp3").write_bytes(b"half")


def _built(place: Place) -> None:
    """Build as the remedy says, and say again that a real voice speaks it."""
    assert run("build", DAY, *TONE).exit_code == 0
    _speak_truly(place.root)


def _speak_truly(root: Path) -> None:
    path = root / "episodes" / DAY / manifest.FILE_NAME
    manifest.save(path.parent, manifest.load(path).model_copy(update={"engine": "kokoro"}))
    with chdir(root):
        assert run("feed").exit_code == 0


def _published(_: Place) -> None:
    done = run("publish")
    assert done.exit_code == 0, done.output


def _bucket(place: Place) -> None:
    endpoint = os.environ[ENDPOINT]
    _setting("publish", f"{{to: s3://bucket/pod, endpoint: {endpoint}, region: auto}}")(place)


def _with_keys(_: Place) -> None:
    os.environ |= _KEYS


ENDPOINT = "MISTAKES_S3"
"""The environment variable with the address of the test's own service that speaks S3."""
_KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}
_PUBLIC = _setting("publish", "{to: public}")
_SCRIPT = f"episodes/{DAY}/script.md"
SCRIPT = ("script",)
MISTAKES = (
    # --- show.yaml and voices.yaml
    Mistake("a misspelt key in show.yaml", _line("^author:", "auther:"), SCRIPT,
            ("show.yaml:", "`auther`", "did you mean `author`"), _line("^auther:", "author:")),
    Mistake("a key twice", lambda place: place.add("show.yaml", "author: 李四\n"), SCRIPT,
            ("show.yaml:", "`author` stands here twice", "remove one"),
            _line("^author: 李四\n", "")),
    Mistake("a quotation mark that is not closed", _setting("author", '"张三'), SCRIPT,
            ("show.yaml:", "broken YAML", "mend"), _setting("author", '"张三"')),
    Mistake("a tab in show.yaml", _line("^author:.*$", "author:\n\tname"), SCRIPT,
            ("show.yaml:", "broken YAML", "mend"), _line("^author:\n\tname", "author: 张三")),
    Mistake("no title", _no_key("title"), SCRIPT,
            ("show.yaml", "`title`"), lambda place: place.add("show.yaml", "title: 日报\n")),
    Mistake("an address without https://", _setting("base_url", "ai-daily.cn/episodes"), SCRIPT,
            ("show.yaml:", "`base_url` must be", "http"),
            _setting("base_url", "https://ai-daily.cn/episodes")),
    Mistake("a time zone that there is not", _setting("timezone", "Asia/Peking"), SCRIPT,
            ("show.yaml:", "`timezone` must be", "like Asia/Shanghai"),
            _setting("timezone", "Asia/Shanghai")),
    Mistake("yes in the place of true", _setting("explicit", "yes"), SCRIPT,
            ("show.yaml:", "`explicit` must be true or false"), _setting("explicit", "true")),
    Mistake("a length out of bounds", _setting("minutes", "500"), SCRIPT,
            ("show.yaml:", "`minutes` must be", "from 1 to 120"), _setting("minutes", "12")),
    Mistake("a misspelt style", _setting("style", "buletin"), SCRIPT,
            ("buletin", "did you mean `bulletin`"), _setting("style", "bulletin")),
    Mistake("a bit rate that MP3 players do not expect", _setting("audio", "{bitrate: 100}"),
            SCRIPT, ("show.yaml:", "`audio.bitrate` must be", "64, 80, 96, 112"),
            _setting("audio", "{bitrate: 96}")),
    Mistake("no cover at its place", _setting("cover", "logo.jpg"), SCRIPT,
            ("show.yaml:", "logo.jpg"), _picture("logo.jpg", 1400)),
    Mistake("a cover that is too small", _all(_picture("small.png", 300),
            _setting("cover", "small.png")), BUILD, ("small.png", "300", "1400"),
            _picture("small.png", 1400)),
    Mistake("no music at its place", _setting("music", "{intro: intro.flac}"), SCRIPT,
            ("show.yaml:", "intro.flac"), _no_key("music")),
    Mistake("music that is no sound", _all(lambda place: place.write("intro.flac", "text"),
            _setting("music", "{intro: intro.flac}")), ("build", *TONE, "--force"),
            ("intro.flac",), _no_key("music")),
    Mistake("no folder of posts", _setting("posts", "_post/"), SCRIPT,
            ("_post",), _setting("posts", "posts/")),
    Mistake("a misspelt engine", _line(r"^engines: .*$", "engines: [kokro]", "voices.yaml"), SCRIPT,
            ("voices.yaml:", "kokro", "did you mean `kokoro`"),
            _line(r"^engines: .*$", "engines: [kokoro]", "voices.yaml")),
    Mistake("a misspelt voice", _line("zf_xiaoxiao_heart", "zf_xiaoxao", "voices.yaml"), SCRIPT,
            ("voices.yaml:", "zf_xiaoxao"),
            _line("zf_xiaoxao", "zf_xiaoxiao_heart", "voices.yaml")),
    Mistake("a reading with a syllable too few",
            _line("^lexicon: .*$", "lexicon: {重庆: {pinyin: chong2}}", "voices.yaml"), SCRIPT,
            ("voices.yaml:", "重庆"),
            _line("^lexicon: .*$", "lexicon: {重庆: {pinyin: chong2 qing4}}", "voices.yaml")),
    # --- the command line
    Mistake("a misspelt command", lambda _: None, ("biuld", *TONE), ("biuld", "build"), then=BUILD),
    Mistake("a misspelt option", lambda _: None, ("build", "--engin", "tone"),
            ("--engin", "--engine"), then=BUILD),
    Mistake("a misspelt engine as an option", lambda _: None, ("build", "--engine", "tones"),
            ("no engine `tones`", "did you mean `tone`"), then=BUILD),
    Mistake("a date that there is not", lambda _: None, ("build", "2026-02-30", *TONE),
            ("`2026-02-30` is no date", "write one like 2026-02-06"), then=("build", DAY, *TONE)),
    Mistake("a date without a post", lambda _: None, ("build", "2026-02-09", *TONE),
            ("no post for 2026-02-09", "the nearest: 2026-02-06", "name one of these"),
            then=("build", DAY, *TONE)),
    Mistake("outside of the show's folder", lambda _: None, ("script", "--show", "posts/none"),
            ("posts/none",), then=SCRIPT),
    Mistake("a second show in the same folder", lambda _: None, ("init", "."),
            ("show.yaml", "a show is here already", "choose another folder"),
            then=("init", "another")),
    Mistake("a clip of an item that there is not", lambda _: None, ("clip", DAY, "--item", "9"),
            ("no item 9", "there are 1, 2"), then=("clip", DAY, "--item", "2", "--seconds", "3")),
    # --- posts
    Mistake("no posts", lambda place: place.post.unlink(), SCRIPT,
            ("posts: no post", "write one there"), _post(POST)),
    Mistake("only a draft", _post(POST.replace("title:", "draft: true\ntitle:")), SCRIPT,
            (f"{POST_NAME}:2", "is a draft", "take `draft` out"), _post(POST)),
    Mistake("an empty post", _post(""), SCRIPT, (POST_NAME, "empty"), _post(POST)),
    Mistake("front matter without its end", _post(POST.replace("00:00\n---", "00:00\n")), SCRIPT,
            (f"{POST_NAME}:1", "has no end", "add a line `---`"), _post(POST)),
    Mistake("a date in the post that there is not", _post(POST.replace("02-06 08", "02-30 08")),
            SCRIPT, (f"{POST_NAME}:3", "2026-02-30", "write it like"), _post(POST)),
    Mistake("a full-width colon", _post(POST.replace("title:", "title：")), SCRIPT,
            (f"{POST_NAME}:2", "full-width colon", "write `title: `"), _post(POST)),
    Mistake("a post that is saved as GBK",
            lambda place: place.post.write_bytes(POST.encode("gbk")), SCRIPT,
            (POST_NAME, "not UTF-8", "save the file as UTF-8"), _post(POST)),
    Mistake("a post without news", _post(POST.partition("## ")[0]), ("script", DAY),
            (f"{POST_NAME}:5", "no news item found", "## 1、标题"), _post(POST)),
    Mistake("two posts of one day",
            lambda place: place.write(f"posts/{DAY}-other.md", POST), SCRIPT,
            (POST_NAME, f"{DAY}-other.md", "--post"),
            then=("script", "--post", f"posts/{POST_NAME}")),
    # --- the script
    Mistake("a script that names a host that there is not",
            _line("^晓晓：", "小小：", _SCRIPT),
            BUILD, ("script.md:", "小小"),
            _line("^小小：", "晓晓：", _SCRIPT)),
    Mistake("a post that has changed under an edited script",
            _all(_line("^晓晓：", "晓晓：早上好。", _SCRIPT),
                 _post(POST.replace("第一条测试道路", "第二条测试道路"))), BUILD,
            ("script.md", "--keep", "--rewrite"), then=(*BUILD, "--rewrite")),
    # --- what is made and published
    Mistake("serve before the first build",
            lambda place: shutil.rmtree(place.root / "episodes"), ("serve", "--port", "0"),
            ("feed.xml", "run `podcast build` first"), then=BUILD),
    Mistake("a recording that was deleted", _all(_PUBLIC,
            lambda place: [each.unlink() for each in place.script.parent.glob("*.mp3")]),
            ("publish",), ("missing, nothing was published", f"run `podcast build {DAY}`"),
            _built),
    Mistake("a build that was killed", _all(_PUBLIC, _killed), ("publish",),
            ("feed.xml", "run `podcast build` first"), _built),
    Mistake("a manifest of which half is there", _all(_PUBLIC, lambda place: place.write(
            f"episodes/{DAY}/episode.json", "{")), ("publish",),
            ("episode.json", "delete it and run `podcast build`"),
            _all(lambda place: (place.script.parent / "episode.json").unlink(), _built)),
    Mistake("another guid under a published show", _all(_PUBLIC, _published, _line(
            r"^guid: ", "guid: 11111111-2222-4333-8444-555555555555 # ")), ("publish",),
            ("public: belongs to the show", "guid"), _line(r"^guid: \S+ # ", "guid: ")),
    Mistake("an episode that there is not", lambda _: None, ("embed", "2026-02-01"),
            ("no episode of that date", "run `podcast build 2026-02-01`"), then=("embed", DAY)),
    Mistake("a post with a key of the player",
            _post(POST.replace("title:", "podcast: mine\ntitle:")), ("embed", DAY),
            (f"{POST_NAME}:2", "`podcast` key of its own", "rename it"),
            _post(POST.replace("title:", "my_podcast: mine\ntitle:"))),
    Mistake("publish without a target", lambda _: None, ("publish",),
            ("show.yaml", "publish", "to"), _PUBLIC),
    Mistake("a target where no folder can be",
            _setting("publish", "{to: show.yaml/public}"), ("publish",),
            ("show.yaml/public", "Not a directory", "publish again"), _PUBLIC),
    Mistake("a bucket without credentials", _bucket, ("publish",),
            ("s3://bucket/pod", "no credentials", "set AWS_ACCESS_KEY_ID and"), _with_keys),
    Mistake("a machine that does not answer", _setting("publish", "{to: sftp://me@127.0.0.1:9/p}"),
            ("publish",), ("sftp://me@127.0.0.1:9/p", "check address, room and rights"), _PUBLIC),
    Mistake("no network", _setting("speech", "{proxy: 'http://127.0.0.1:9', deadline: 5}"),
            ("build", "--engine", "edge", "--force"),
            ("edge: the service cannot be reached", "check the network and the proxy",
             "`--engine kokoro`"), then=("build", "--engine", "kokoro", "--force")),
    Mistake("a password in show.yaml",
            _setting("publish", "{to: 'sftp://me:secret@host.cn/pod'}"), ("publish",),
            ("show.yaml:", "without password"), _PUBLIC),
    Mistake("another show in the place", _other_show, ("publish",), ("--take-over",),
            then=("publish", "--take-over")),
)  # fmt: skip


def told(failed: Result) -> str:
    """Return the error that a command printed."""
    (line,) = [each for each in failed.output.splitlines() if each.startswith("error: ")]
    return line


def row(mistake: Mistake, line: str, folder: Path) -> str:
    """Return the row of a mistake in docs/mistakes.md; what chance has chosen is left out."""
    said = line.replace(f"{folder}{os.sep}", "").replace(str(folder), ".")
    said = re.sub(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…", said)
    said = re.sub(r"-[0-9a-f]{8}\.mp3", "-….mp3", said)
    said = re.sub(r"(\.(?:yaml|md)):\d+", r"\1:…", said)  # the templates of `init` grow
    command = " ".join(("podcast", *mistake.words))
    cell = said.replace("|", "\\|").replace("<", "&lt;")
    return f"| {mistake.what} | `{command}` | {cell} |"


PAGE = Path(__file__).parents[1] / "docs" / "mistakes.md"
_HEAD = """\
# Mistakes, and what the program says of them

Each was made by a script in a show with one episode; each ends with one line that says what is \
wrong, where, and what to do, and with that done the command works \
(`pytest -m slow tests/test_mistakes.py`). `python tests/mistakes.py` writes this page.

| mistake | command | what it says |
|---|---|---|
"""


def page(folder: Path) -> str:
    """Play all mistakes below an empty folder and return the page."""
    (folder / "home").mkdir()
    show = lay(folder / "new")
    rows = []
    with surroundings(folder / "home"):
        for number, mistake in enumerate(MISTAKES):
            place = Path(shutil.copytree(show, folder / str(number)))
            rows.append(row(mistake, told(mistake.play(place)[0]), place))
    return _HEAD + "".join(f"{each}\n" for each in rows)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="mistakes-") as name:
        PAGE.write_text(page(Path(name)), "utf-8")
