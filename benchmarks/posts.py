"""How long a large post takes to become a script, compared with the Markdown parser alone.

    python benchmarks/posts.py [--rounds N]

The posts are generated: one line, 1 MB and 2 MB of prose under numbered headings, with bold, links
and figures, and a list of 5,000 bullets. Each round runs in turn, as separate processes, a program
that only parses the post with markdown-it, the same with the project's rules for Chinese, and
`podcast script`. The program prints the medians of the processor time and their ratios; it exits
with 1 when memory is over 300 MB or twice the prose takes over three times as long.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

MOST_MEGABYTES = 300
MOST_GROWTH = 3.0

# Characters of news, from which sentences without meaning are drawn.
_CHARACTERS = "模型发布公司开源芯片数据训练推理用户价格下降上涨研究团队语音图像城市交通能源电池手机"
_HEAD = "---\ntitle: 早报\ndate: 2026-02-06\n---\n"
_PARSE = (
    "import sys; from markdown_it import MarkdownIt; MarkdownIt().parse(open(sys.argv[1]).read())"
)
_OURS = "import sys; from podcast.digest import markdown; markdown.tokens(open(sys.argv[1]).read())"


def main() -> int:
    """Print the table; exit 1 when a bound is broken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    chance = random.Random(1)  # noqa: S311 -- the same posts each time
    posts = {
        "one line": _HEAD + "\n## 1、标题\n\n一句话。\n\n## 2、标题\n\n一句话。\n",
        "1 MB of prose": _HEAD + _prose(chance, 1_000_000),
        "2 MB of prose": _HEAD + _prose(chance, 1_990_000),
        "5,000 bullets": _HEAD + _bullets(chance, 5_000),
    }
    print(
        f"{'post':16} {'markdown-it':>12} {'our parser':>11} {'script':>8} {'ratios':>12} {'MB':>5}"
    )
    script = {name: _measured(name, text, rounds) for name, text in posts.items()}
    growth = script["2 MB of prose"][0] / script["1 MB of prose"][0]
    memory = max(megabytes for _, megabytes in script.values())
    print(f"twice the prose: {growth:.2f} times the time; memory at most {memory:.0f} MB")
    return int(growth > MOST_GROWTH or memory > MOST_MEGABYTES)


def _measured(name: str, text: str, rounds: int) -> tuple[float, float]:
    """Return processor seconds and megabytes of `podcast script`, and print a row."""
    with tempfile.TemporaryDirectory() as temp:
        show = Path(temp) / "show"
        _run(["-m", "podcast", "init", str(show)])
        for sample in (show / "posts").glob("*.md"):
            sample.unlink()
        post = show / "posts" / "2026-02-06-large.md"
        post.write_text(text, "utf-8")
        commands = (
            ["-c", _PARSE, str(post)],
            ["-c", _OURS, str(post)],
            ["-m", "podcast", "script", "--show", str(show)],
        )
        runs = [[_run(command) for command in commands] for _ in range(rounds)]
    seconds = [statistics.median(each[place][0] for each in runs) for place in range(3)]
    megabytes = max(each[2][1] for each in runs)
    ratios = f"{seconds[2] / seconds[0]:.1f}, {seconds[2] / seconds[1]:.1f}"
    print(
        f"{name:16} {seconds[0]:10.2f} s {seconds[1]:9.2f} s {seconds[2]:6.2f} s "
        f"{ratios:>12} {megabytes:5.0f}"
    )
    return seconds[2], megabytes


def _run(words: Sequence[str]) -> tuple[float, float]:
    """Run Python with these arguments; return its processor seconds and peak memory in MB."""
    code = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], capture_output=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, done.returncode)\n"
    )
    command = [sys.executable, "-c", code, sys.executable, *words]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, megabytes, status = result.stdout.split()
    if status != "0":
        raise SystemExit(f"exit {status}: {' '.join(words)}")
    return float(seconds), float(megabytes)


def _sentence(chance: random.Random) -> str:
    return "".join(chance.choice(_CHARACTERS) for _ in range(chance.randint(12, 28)))


def _paragraph(chance: random.Random) -> str:
    text = "，".join(_sentence(chance) for _ in range(3))
    more = "。".join(_sentence(chance) for _ in range(4))
    link = f"[{_sentence(chance)}](https://example.com/{chance.randint(1, 9999)})"
    return f"**{_sentence(chance)}**{text}。{more}，{link}同比增长{chance.randint(1, 99)}.5%。"


def _prose(chance: random.Random, size: int) -> str:
    parts: list[str] = []
    length = 0
    while length < size:
        story = f"## {len(parts) + 1}、{_sentence(chance)}\n\n{_paragraph(chance)}\n\n"
        length += len(story.encode())
        parts.append(story)
    return "".join(parts[:-1])


def _bullets(chance: random.Random, count: int) -> str:
    entries = (f"- {_sentence(chance)}：{_sentence(chance)}{n}元。\n" for n in range(count))
    return "## 要闻\n\n" + "".join(entries)


if __name__ == "__main__":
    sys.exit(main())
