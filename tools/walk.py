"""Follow one headline through the program: which modules hold it, and how many times that changes.

    python tools/walk.py

The tool builds a temporary show with test tones; the first headline of its post occurs nowhere
else. At each call and return of a function of the package it looks for an argument or local
variable with the headline: then the module holds it. It prints the modules in the order in which
they first hold the headline, with the number of calls, and how many times the headline went on to
another module, and to another room.
"""

from __future__ import annotations

import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from types import FrameType
from typing import Any

from podcast import build
from podcast.commands import init
from podcast.lib.progress import Quiet
from podcast.show import config

HEADLINE = "星槎科技发布新一代模型，推理成本下降"
"""A headline that occurs in no other text of the program or the post."""

_POST = f"""\
---
title: "AI日报"
date: 2026-02-06 08:00:00
---

## 1、{HEADLINE}
星槎科技发布了新一代模型，推理成本因此下降。

## 2、重庆启用客服系统
重庆一家银行启用了客服系统，已服务七亿人次。
"""


class Walk:
    """The modules that hold the headline, in order; `profile` is a profile function of Python."""

    def __init__(self, package: Path) -> None:
        self._package = f"{package}/"
        self.modules: list[str] = []
        self.calls: Counter[str] = Counter()

    def profile(self, frame: FrameType, event: str, _: Any) -> None:
        """Note the module of a frame that is entered or left while it holds the headline."""
        path = frame.f_code.co_filename
        if event not in {"call", "return"} or not path.startswith(self._package):
            return
        values = tuple(frame.f_locals.values())
        if not any(type(each) is str and HEADLINE in each for each in values):
            return
        module = path.removeprefix(self._package)
        self.calls[module] += event == "call"
        if not self.modules or self.modules[-1] != module:
            self.modules.append(module)


def walked(run: Callable[[], object]) -> Walk:
    """Run something and return how the headline went through it, in all its threads."""
    walk = Walk(Path(build.__file__).parent)
    threading.setprofile(walk.profile)
    sys.setprofile(walk.profile)
    try:
        run()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return walk


def main() -> None:
    """Print the walk."""
    with tempfile.TemporaryDirectory() as temp:
        root = Path(temp) / "show"
        init.create(root)
        for post in (root / "posts").glob("*.md"):
            post.unlink()
        (root / "posts" / "2026-02-06.md").write_text(_POST, "utf-8")
        show, options = config.load(root), build.Options(engine="tone")
        walk = walked(lambda: build.build(show, None, options, Quiet()))
    for module in dict.fromkeys(walk.modules):
        print(f"{walk.calls[module]:6}  {module}")
    print(f"{len({*walk.modules})} modules, {len(walk.modules) - 1} changes of module")
    rooms = [room for room, _ in groupby(each.partition("/")[0] for each in walk.modules)]
    print(f"{len({*rooms})} rooms, {len(rooms) - 1} changes of room")


if __name__ == "__main__":
    main()
