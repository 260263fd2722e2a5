"""How good the writer's narration is as radio, compared with narrations written by hand.

    python benchmarks/narration.py [--minutes N] [--beside] [--llm] [POST ...]
    python benchmarks/narration.py --blind SEED --key FILE [POST ...]

With --llm each post has a second row for the script of a language model: of the service at
LLM_URL with the model LLM_MODEL and the key in LLM_KEY, else of a local one that answers truthfully
(`tests/chat_service.py`), and a last column says how many of its items the rules tell.
With --beside the lines of both narrations are printed as Markdown, for a person to judge; for three
posts they stand in docs/narration.md. With --blind they are called A and B, in an order that
follows from the seed, and only FILE says which is which.
Without posts it takes the twelve that have a narration in tests/data/narration. The present writer
writes a narration of each, for the hosts of the repository's show. Nothing is spoken: lengths are
estimates from the pace of the usual voices. The program prints one row for each post, the totals,
and how far the writer agrees with the labels of tests/data/narration/repeated.jsonl, which say
whether a clause only repeats another one.

    items  the items of the post
    rep    the share of clauses within an item that say nothing new
    fig    the share of the post's figures that the narration mentions, in any unit, a year as 去年
    cut    the share of lines that end inside a sentence
    bad    the lines that hold brackets or begin with a mark
    tr     the number of different phrases that the writer puts before items; `!` if one of them
           comes twice within five items
    head   seconds until the strongest headline has been told, including the intro
    run    seconds and lines of the rundown
    voice  seconds of the longest stretch of one voice
    sec    seconds of the whole narration
    facts  the share of the figures and names of the narration by hand that this one mentions,
           however they are written (三月六日, 1,360, 0.30)
    len    the length in characters, divided by that of the narration by hand
    sent   the mean length of a line, divided by that of the narration by hand
    d2     the share of the pairs of characters that are new (distinct-2)
    dens   the figures and names in 100 characters
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby, pairwise
from math import isnan
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from podcast import digest
from podcast.audio.clock import seconds
from podcast.audio.cues import INTRO_ALONE
from podcast.model import Digest, Item, Line, Script
from podcast.script import facts, rules, years
from podcast.script.concise import concise
from podcast.script.headlines import news_of, sentence, untagged
from podcast.script.numerals import in_base_units, in_chinese
from podcast.script.sentences import speakable, width
from podcast.script.telling import is_bare_title
from podcast.script.writer import Wish, Writer, load
from podcast.show import config
from podcast.show.config import Show, WriterSettings

ROOT = Path(__file__).parents[1]
HAND = ROOT / "tests" / "data" / "narration"

_GROUPED = re.compile(r"(?<=\d),(?=\d{3})")
_ZEROS = re.compile(r"(?<=\d)\.0+(?![\d.])|(?<=\.[1-9])0+(?![\d.])")
_NUMBERS = {in_chinese(number): number for number in range(1, 32)}
_DATE = re.compile("([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
_CLAUSE = re.compile(r"[，。；：！？]+")
_NO_END = re.compile(r"[^。！？!?”’」』》][”’」』》]*$")
_BAD = re.compile(r"[（）()]|^[，。；、：！？,;:.!?”’」』》）)]")
_SYLLABLES_A_SECOND, _PAUSE_SECONDS = 5.2, 0.55
_SECTION_SECONDS = 0.4
"""The estimate of a line's time is its syllables at this pace and one pause; the pause before an
item is longer by _SECTION_SECONDS."""
_SAME, _SAME_FIGURES = 0.6, 0.35
"""A clause says nothing new when all its facts were heard before, and at least this share of its
pairs of characters; the lower share is for a clause with figures."""
_TOLD = 0.6
"""A line tells a headline if this share of the headline's pairs of characters is in the line, or
this share of the line's pairs is in the headline."""
_LEAST_PAIRS = 3
_NEARLY_ALL = 0.7
_SIGN = re.compile(r"[\u4e00-\u9fff]")
_TRANSITION_MOST = 14
_NEAR = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of the table; shares are of 1, times are in seconds. NaN: no narration by hand."""

    items: int
    repeated: float
    figures: float
    cut: float
    bad: int
    phrases: frozenset[str]
    near: int
    headline: float
    rundown: float
    rundown_lines: int
    voice: float
    length: float
    held: float = float("nan")
    longer: float = float("nan")
    sentence: float = float("nan")
    distinct: float = 0.0
    density: float = 0.0


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--beside", action="store_true")
    parser.add_argument("--blind", type=int, metavar="SEED")
    parser.add_argument("--key", type=Path, metavar="FILE")
    parser.add_argument("--llm", action="store_true")
    parser.add_argument("posts", nargs="*", type=Path)
    options = parser.parse_args()
    if (options.blind is None) is not (options.key is None):
        parser.error("--blind and --key belong together")
    show = config.load(ROOT)
    if options.blind is not None:
        _print_blind(options.posts or own_posts(), show, options)
        return
    if options.beside:
        for path in options.posts or own_posts():
            print(_both(path, rules.write(digest.load(path, show.zone), show, options.minutes)))
        return
    with _service() if options.llm else nullcontext() as writer:
        _print_rows(options, show, writer)


def _print_rows(options: argparse.Namespace, show: Show, writer: Writer | None) -> None:
    rows: list[Measured] = []
    others: list[Measured] = []
    names = "items  rep  fig  cut bad  tr   head  run     voice   sec facts  len sent   d2 dens"
    print(f"{'post':34} {names}")
    for path in options.posts or own_posts():
        post = digest.load(path, show.zone)
        row = measured(post, rules.write(post, show, options.minutes), by_hand(path))
        rows.append(row)
        print(_row(path.stem, row))
        if writer is not None:
            draft = writer.write(post, Wish(options.minutes))
            others.append(measured(post, draft.script, by_hand(path)))
            told = sum(each.item is not None for each in draft.script.fallbacks)
            print(_row("  llm", others[-1]), f"{told} by rules", *draft.warnings, flush=True)
    print(_totals(rows))
    if not options.posts:
        print(_labelled(show))
    if others:
        print(f"llm:\n{_totals(others)}")


@contextmanager
def _service() -> Iterator[Writer]:
    """Yield a writer that asks the service of the environment, else a local one."""
    with ExitStack() as stack:
        url, model = os.environ.get("LLM_URL"), os.environ.get("LLM_MODEL")
        if not (url and model):
            sys.path.insert(0, str(ROOT / "tests"))
            from chat_service import ChatService  # type: ignore[import-not-found]

            url, model = stack.enter_context(ChatService(key="")).url, "local"
            os.environ["NO_PROXY"] = "127.0.0.1"
        folder = Path(stack.enter_context(TemporaryDirectory()))
        settings = WriterSettings("llm", url, model, "LLM_KEY", max_tokens=10_000_000)
        yield load(replace(config.load(ROOT), root=folder, writer=settings), "llm")


def own_posts() -> list[Path]:
    """Return the posts of the repository that have a narration by hand."""
    folders = (HAND / "posts", ROOT / "posts", ROOT / "podcast" / "data")
    return [path for folder in folders for path in sorted(folder.glob("*.md")) if by_hand(path)]


def by_hand(post: Path) -> tuple[str, ...]:
    """Return the lines of the narration by hand, without hosts; empty where there is none."""
    path = HAND / f"{post.stem}.txt"
    if not path.exists():
        return ()
    rows = path.read_text("utf-8").splitlines()
    return tuple(row.partition("：")[2] for row in rows if row)


def _print_blind(paths: Sequence[Path], show: Show, options: argparse.Namespace) -> None:
    """Print both narrations of each post as A and B, and write which is which."""
    key: dict[str, dict[str, str]] = {}
    for path in paths:
        script = rules.write(digest.load(path, show.zone), show, options.minutes)
        told = {"by hand": _hand(path), script.writer: _ours(script)}
        writers = sorted(told)
        if sha256(f"{options.blind} {path.stem}".encode()).digest()[0] % 2:
            writers.reverse()
        key[path.stem] = dict(zip("AB", writers, strict=True))
        print(_as_markdown(path, [(f"{name}:", told[key[path.stem][name]]) for name in "AB"]))
    options.key.write_text(json.dumps(key, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _both(path: Path, script: Script) -> str:
    """Return the narration by hand and a script as Markdown."""
    told = [("By hand:", _hand(path)), (f"`{script.writer}`:", _ours(script))]
    return _as_markdown(path, told)


def _hand(path: Path) -> Sequence[str]:
    """Return the rows of the narration by hand, a blank one between sections."""
    hand = HAND / f"{path.stem}.txt"
    return hand.read_text("utf-8").split("\n") if hand.exists() else []


def _ours(script: Script) -> Sequence[str]:
    """Return a script in the form of the narrations by hand."""
    rows: list[str] = []
    for _, lines in groupby(script.lines, key=lambda line: (line.part, line.item)):
        rows += [*(f"{line.host}：{line.text}" for line in lines), ""]
    return rows


def _as_markdown(path: Path, told: Sequence[tuple[str, Sequence[str]]]) -> str:
    parts = [part for name, rows in told for part in (name, "", *_lines(rows))]
    return "\n".join((f"## {path.stem}", "", *parts))


def _lines(rows: Sequence[str]) -> list[str]:
    """Return lines as paragraphs of Markdown, a backslash at each line end."""
    return [f"{row}\\" if row and behind else row for row, behind in pairwise((*rows, ""))]


def measured(post: Digest, script: Script, hand: Sequence[str]) -> Measured:
    """Measure a script against its post and the narration by hand."""
    lines = script.lines
    texts = [line.text for line in lines]
    clauses = [said for item in post.items for said in _clauses(item, lines)]
    expected = facts.of(
        in_base_units(speakable(text))
        for item in post.items
        for text in (untagged(item.headline), *facts.texts(item)[1:])
    ).figures
    known = years.said(texts, post.date)
    told = facts.of(in_base_units(text) for text in (*texts, *known))
    phrases = [_transition(item, lines) for item in post.items]
    rundown = [line.text for line in lines if line.part == "rundown"]
    row = Measured(
        items=len(post.items),
        repeated=fmean(clauses) if clauses else 0.0,
        figures=len(expected & told.figures) / len(expected) if expected else 1.0,
        cut=fmean(bool(_NO_END.search(text)) for text in texts),
        bad=sum(bool(_BAD.search(text)) for text in texts),
        phrases=frozenset(filter(None, phrases)),
        near=_near(phrases),
        headline=_headline(post, lines),
        rundown=_seconds(rundown),
        rundown_lines=len(rundown),
        voice=max(_seconds([each.text for each in run]) for _, run in _voices(lines)),
        length=seconds(INTRO_ALONE) + _spoken(lines),
        distinct=_distinct(texts),
        density=100 * len(told) / sum(map(width, texts)),
    )
    return _beside(row, texts, hand, known) if hand else row


def _distinct(texts: Sequence[str]) -> float:
    """Return the share of the pairs of neighbouring characters that occur for the first time."""
    pairs = [text[at : at + 2] for text in texts for at in range(len(text) - 1)]
    return len({*pairs}) / len(pairs)


def _beside(
    row: Measured, texts: Sequence[str], hand: Sequence[str], known: Iterable[str]
) -> Measured:
    """Return measures beside the narration by hand; the `known` years are told in words."""
    wanted, told = (facts.of(map(_in_one_form, each)) for each in (hand, (*texts, *known)))
    return replace(
        row,
        held=1 - len(wanted - told) / len(wanted) if wanted else 1.0,
        longer=sum(map(width, texts)) / sum(map(width, hand)),
        sentence=fmean(map(width, texts)) / fmean(map(width, hand)),
    )


def _in_one_form(text: str) -> str:
    """Return a text with 1360 for 1,360, 0.3 for 0.30, and 3月6日 for 三月六日."""
    text = _DATE.sub(lambda match: f"{_NUMBERS[match[1]]}月{_NUMBERS[match[2]]}日", text)
    return _ZEROS.sub("", _GROUPED.sub("", text))


def _clauses(item: Item, lines: Sequence[Line]) -> Iterator[bool]:
    """Yield for each clause of an item whether it only says what earlier clauses have said."""
    heard: set[str] = set()
    known: set[str] = set()
    for text in (line.text for line in lines if line.item == item.number):
        for clause in filter(None, _CLAUSE.split(text)):
            pairs, said = facts.pairs(clause), facts.of([clause])
            own = said.figures | said.names
            if len(pairs) >= _LEAST_PAIRS:  # a label or a transition is no clause
                share = _SAME_FIGURES if said.figures else _SAME
                yield own <= known and len(pairs & heard) >= share * len(pairs)
            heard |= pairs
            known |= own


def _transition(item: Item, lines: Sequence[Line]) -> str:
    """Return the first clause of an item's lines, where it is short and not in the post."""
    first = next((line.text for line in lines if line.item == item.number), "")
    clause = _CLAUSE.split(first)[0]
    post = "".join(facts.texts(item))
    return clause if width(clause) <= _TRANSITION_MOST and clause not in post else ""


def _near(phrases: Sequence[str]) -> int:
    """Return how many phrases come again within five items."""
    return sum(
        bool(phrase) and phrase in phrases[max(0, index - _NEAR + 1) : index]
        for index, phrase in enumerate(phrases)
    )


_HAN = re.compile("[\u4e00-\u9fff]{2}")


def _headline(post: Digest, lines: Sequence[Line]) -> float:
    """Return when the headline of the heaviest item has been told, in seconds of the MP3.

    A mere title may be told by the first sentence below it, which says who does what, and a slogan
    before the news may be left out. A headline in English opens no programme where there is a
    Chinese one.
    """
    chinese = [item for item in post.items if _HAN.search(item.headline)]
    item = max(chinese or post.items, key=lambda item: item.weight)
    below = [block.text for block in item.blocks if is_bare_title(item.headline)][:1]
    news = news_of(sentence(item.headline))
    texts = (item.headline, news, *(each.split("。")[0] for each in below))
    told = [facts.pairs(text) for text in texts]
    for index, line in enumerate(lines):
        own = facts.pairs(line.text)
        if item.headline in line.text or any(_tells(own, wanted) for wanted in told):
            return seconds(INTRO_ALONE) + _spoken(lines[: index + 1])
    return float("inf")


def _tells(own: frozenset[str], wanted: frozenset[str]) -> bool:
    """Tell whether the pairs of a line hold those of a headline, or nearly all are of it."""
    common = len(own & wanted)
    return common >= _LEAST_PAIRS and common >= _TOLD * min(len(wanted), len(own))


def _voices(lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    for host, run in groupby(lines, key=lambda line: line.host):
        yield host, list(run)


def _spoken(lines: Sequence[Line]) -> float:
    sections = sum((a.part, a.item) != (b.part, b.item) for a, b in pairwise(lines))
    return _seconds([line.text for line in lines]) + _SECTION_SECONDS * sections


def _seconds(texts: Sequence[str]) -> float:
    return sum(width(text) / _SYLLABLES_A_SECOND + _PAUSE_SECONDS for text in texts)


@dataclass(frozen=True, slots=True)
class Label:
    """A clause of an item, and whether a person says that it only repeats another one."""

    post: str
    item: int
    text: str
    repeated: bool
    by: str
    """What says it already; empty where it is new."""


def labels() -> tuple[Label, ...]:
    """Return the clauses of repeated.jsonl."""
    rows = (HAND / "repeated.jsonl").read_text("utf-8").splitlines()
    return tuple(Label(**json.loads(row)) for row in rows)


def labelled_posts() -> dict[str, Path]:
    """Return the posts that labels are about, by name."""
    return {path.stem: path for path in (*own_posts(), *(HAND / "repeated").glob("*.md"))}


def _labelled(show: Show) -> str:
    """Return how far the writer agrees with the labels: what repeats goes, what is new is told."""
    rows = labels()
    paths = labelled_posts()
    posts = {name: digest.load(paths[name], show.zone) for name in {row.post for row in rows}}
    scripts = {name: rules.write(post, show) for name, post in posts.items()}
    again = [_is_told(row, scripts[row.post]) for row in rows if row.repeated]
    new = [_is_told(row, scripts[row.post]) for row in rows if not row.repeated]
    bullets = [
        _is_told(row, scripts[row.post]) for row in rows if row.repeated and _is_bullet(row, posts)
    ]
    agreed = len(again) - sum(again) + sum(new)
    return (
        f"labels: {len(rows)} clauses, agreement {agreed / len(rows):.1%}, repeated ones told "
        f"{fmean(again):.1%}, of {len(bullets)} whole bullets {fmean(bullets):.1%}, "
        f"new ones lost {1 - fmean(new):.1%}"
    )


def _is_bullet(label: Label, posts: Mapping[str, Digest]) -> bool:
    """Tell whether a clause is the whole of its bullet."""
    items = {item.number: item for item in posts[label.post].items}
    texts = (block.text for block in items[label.item].blocks if block.kind == "bullet")
    return label.text in (text.rstrip("。") for text in texts)


def _is_told(label: Label, script: Script) -> bool:
    """Tell whether a line says a clause; for a repeated one, besides the line that says it first.

    A line says a clause when it has its facts and nearly all its words.
    """
    lines = [line.text for line in script.lines if line.item == label.item]
    saying = [_share(line, label.text) >= _NEARLY_ALL for line in lines]
    if label.by:
        first = max(range(len(lines)), key=lambda index: _share(lines[index], label.by))
        saying[first] = False
    return any(saying)


def _share(line: str, clause: str) -> float:
    """Return the share of the words of a clause that a line has; 0 where a fact is missing."""
    clause = concise(speakable(clause)) or clause
    if len(facts.of([clause]) - facts.of([line])):
        return 0.0
    pairs = facts.pairs(clause)
    if len(pairs) < _LEAST_PAIRS:
        return float(set(_SIGN.findall(clause)) <= set(line))
    return len(pairs & facts.pairs(line)) / len(pairs)


def _row(name: str, row: Measured) -> str:
    cells = (
        f"{name[:34]:34}",
        f"{row.items:5}",
        f"{row.repeated:4.0%}",
        f"{row.figures:4.0%}",
        f"{row.cut:4.0%}",
        f"{row.bad:3}",
        f"{len(row.phrases):3}{'!' if row.near else ' '}",
        f"{row.headline:5.1f}",
        f"{row.rundown:5.1f}/{row.rundown_lines:<2}",
        f"{row.voice:5.1f}",
        f"{row.length:5.0f}",
        f"{row.held:5.0%}",
        f"{row.longer:4.2f}",
        f"{row.sentence:4.2f}",
        f"{row.distinct:4.2f}",
        f"{row.density:4.1f}",
    )
    return " ".join(cells)


def _totals(rows: Sequence[Measured]) -> str:
    hand = [row for row in rows if not isnan(row.held)] or rows
    phrases = frozenset(phrase for row in rows for phrase in row.phrases)
    return (
        f"mean: repeated {fmean(r.repeated for r in rows):.1%}, figures told "
        f"{fmean(r.figures for r in rows):.1%}, cut {fmean(r.cut for r in rows):.1%}, "
        f"facts of the narration by hand {fmean(r.held for r in hand):.1%}, "
        f"times its length {fmean(r.longer for r in hand):.2f}, "
        f"times its sentences {fmean(r.sentence for r in hand):.2f}\n"
        f"sum: bad lines {sum(r.bad for r in rows)}, different transitions {len(phrases)}, "
        f"too near {sum(r.near for r in rows)}\n"
        f"most: headline {max(r.headline for r in rows):.1f} s, rundown "
        f"{max(r.rundown for r in rows):.1f} s, one voice {max(r.voice for r in rows):.1f} s"
    )


if __name__ == "__main__":
    main()
