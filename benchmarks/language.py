"""How long it takes to tell messages in Chinese, and to show a page of help.

    python benchmarks/language.py

Prints the number of messages, the processor time of the first message that is told (the catalogue
is read then), the mean of a message with values in it, and the time of `podcast --help`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from statistics import median

from podcast.language.catalogue import entries
from podcast.language.telling import in_chinese

ROUNDS = 7


def main() -> None:
    """Print the figures."""
    begin = time.process_time()
    in_chinese("show.yaml: cannot be read: Permission denied")
    first = time.process_time() - begin
    messages = [each.message for each in entries() if "{" in each.message and not each.context]
    begin = time.process_time()
    for message in messages:
        in_chinese(message.replace("{", "a-").replace("}", ".md"))
    mean = (time.process_time() - begin) / len(messages)
    print(f"messages: {len(entries())}")
    print(f"the first message: {first * 1000:.0f} ms; each other: {mean * 1000:.2f} ms")
    for language in ("zh", "en"):
        seconds = [_help(language) for _ in range(ROUNDS)]
        print(f"podcast --help, {language}: {median(seconds):.2f} s")


def _help(language: str) -> float:
    """Return the seconds of a process that shows the page of help."""
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "podcast", "--help"],
        env={**os.environ, "PODCAST_LANG": language},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
