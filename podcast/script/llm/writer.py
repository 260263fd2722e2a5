"""The writer `llm`: assemble a script from the answers of a language model and from the rules.

One question is asked for each item, and one for greeting, bridges and closing; what one of them
does not give in time, or says that the post does not say, the rules tell in its place. The lead,
the hosts' names with the label of synthetic content, and the rundown are always those of the rules.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from podcast import factcheck
from podcast.episode.memory import own_words, remembered
from podcast.errors import ScriptError
from podcast.lib.plaintext import clean
from podcast.model import Digest, Fallback, Item, Line, Script
from podcast.online.pacing import Pacing
from podcast.script import programme, rules, transitions
from podcast.script.document import fingerprint, fingerprint_of_headings
from podcast.script.llm import prompt, proof
from podcast.script.llm.answers import FrameAnswer, ItemAnswer
from podcast.script.llm.asking import INSTEAD, SERVICE, Service
from podcast.script.llm.cache import FOLDER, Answers, key_of
from podcast.script.llm.dialogue import Outcome, converse
from podcast.script.llm.earlier import Earlier, taken_apart, unbridged
from podcast.script.llm.proof import Asked, Fault, Frame
from podcast.script.numerals import spoken_date
from podcast.script.rulewriter import RuleWriter
from podcast.script.sentences import MOST, width
from podcast.script.writer import Draft, Wish, told_by_rules
from podcast.show.config import Show

Told = TypeVar("Told")

_REQUESTS_A_SECOND = 8.0
_HOPELESS = 2
"""After so many requests without an answer, and none with one, the service is not asked again."""
_REVIEWS = 3
"""A script is judged as a whole so often: a frame of the rules changes the first line of items."""
_LATE = f"raise `deadline` under `writer:` in show.yaml, or use `{INSTEAD}`"


class LLMWriter:
    """Has items told by the service of show.yaml, each line traced to the post."""

    name = "llm"
    lasting = True

    def __init__(self, show: Show) -> None:
        self._show = show

    def identity(self, digest: Digest, minutes: float | None) -> str:
        """Return name, version and model, and a hash of service, style, hosts and length."""
        show = self._show
        hosts = [host.name for host in show.hosts]
        made_of = (
            show.writer.url, show.writer.model, show.style, repr(show.words), hosts, show.title,
            show.ai_label.spoken, show.writer.memory, rules.limit_of(show),
        )  # fmt: skip
        name = f"{prompt.VERSION} {show.writer.model} {key_of(*made_of)[:8]}"
        return rules.identity(minutes, name)

    def write(self, digest: Digest, wish: Wish) -> Draft:
        """Ask for all items, or for that of `wish.redo`, and return the script.

        A service that answers nothing costs nothing but its words: the script is that of the rules.
        Raises ScriptError when the item to redo is not there.
        """
        by_rules = RuleWriter(self._show).write(digest, Wish(wish.minutes))
        session = _Session(
            self._show, digest, by_rules.script, anew=wish.anew or wish.redo is not None
        )
        if wish.redo is not None:
            return self._redone(session, wish, wish.redo)
        wish.tell(f"{self._show.writer.model} is asked for {len(digest.items)} items")
        items, frame = session.all()
        if frame.unasked and all(each.unasked for each in items.values()):
            return _unanswered(session.patience.message or frame.why, by_rules, wish.earlier)
        stays: tuple[str, ...] = ()
        if wish.earlier is not None:
            items, frame, stays = _kept(session, wish.earlier, items, frame)
        script = self._assembled(session, items, frame, wish.minutes)
        for _ in range(_REVIEWS):
            wrong = self._wrong(script, digest)
            if not wrong:
                break
            items = {n: Outcome(None, wrong[n]) if n in wrong else o for n, o in items.items()}
            frame = Outcome(None, wrong[None]) if None in wrong else frame
            script = self._assembled(session, items, frame, wish.minutes)
        told_short = {each.item for each in script.fallbacks}.intersection(by_rules.shortened)
        return Draft(
            script,
            warnings=stays,
            notes=tuple(told_by_rules(each.item, each.why) for each in script.fallbacks),
            shortened=tuple(n for n in by_rules.shortened if n in told_short),
        )

    def _redone(self, session: _Session, wish: Wish, number: int) -> Draft:
        """Return the earlier script with other lines for one item, if the service gives any."""
        if wish.earlier is None:
            raise ScriptError(
                "--redo changes an item of a script that `llm` has written, and there is none of "
                "this post in this style; write it with --writer llm"
            )
        items = {item.number: item for item in session.digest.items}
        if number not in items:
            known = ", ".join(map(str, items))
            raise ScriptError(f"--redo {number}: the post has no such item; there are {known}")
        wish.tell(f"{self._show.writer.model} is asked for item {number} again")
        outcome = session.item(items[number])
        if outcome.told is None:
            why = outcome.at_terminal or outcome.why
            return Draft(wish.earlier, warnings=(_stays(number, why),))
        lines = _in_place(session, wish.earlier, number, outcome.told)
        left = tuple(each for each in wish.earlier.fallbacks if each.item != number)
        script = replace(wish.earlier, lines=lines, lines_sha256=fingerprint(lines), fallbacks=left)
        wrong = self._wrong(script, session.digest)
        if number in wrong:
            return Draft(wish.earlier, warnings=(_stays(number, wrong[number]),))
        return Draft(script)

    def _wrong(self, script: Script, digest: Digest) -> dict[int | None, str]:
        """Return the parts that the rules do not tell and a build would refuse, and why.

        A line is judged once more as it stands in the script: behind a phrase or a bridge, and a
        line of the frame as one about the headline that it tells.
        """
        by_rules = {each.item for each in script.fallbacks}
        words = own_words(self._show, digest.date)
        verdicts = factcheck.judge_lines(script.lines, digest, words)
        return {
            line.item: f"{each.kind}: a claim is not in the post"
            for line, verdict in zip(script.lines, verdicts, strict=True)
            for each in verdict.violations[:1]
            if line.item not in by_rules
        }

    def _assembled(
        self,
        session: _Session,
        items: Mapping[int, Outcome[tuple[Line, ...]]],
        frame: Outcome[Frame],
        minutes: float | None,
    ) -> Script:
        opening, closing = session.frame_of_rules()
        phrases = session.phrases()
        bridges = frame.told.bridges if frame.told else {}
        told: list[Line] = []
        fallbacks: list[Fallback] = [] if frame.told else [Fallback(None, frame.why)]
        for number, outcome in items.items():
            if outcome.told is None:
                told += session.lines_of_rules(number)
                fallbacks.append(Fallback(number, outcome.why))
                continue
            before = (told or opening)[-1].host
            lines = _taking_turns(outcome.told, before, session.hosts)
            if frame.told is None:
                told += _led(lines, phrases[number])
            else:
                told += _bridged(lines, bridges.get(number, ""))
        if frame.told:
            opening = session.greeted(opening, frame.told.greeting)
            closing = frame.told.closing
        headlines = tuple((item.number, item.headline) for item in session.digest.items)
        lines = (*opening, *told, *closing)
        return Script(
            date=session.digest.date,
            title=session.digest.title,
            post=session.by_rules.post,
            digest_sha256=session.digest.sha256,
            writer=self.identity(session.digest, minutes),
            headlines=headlines,
            lines=lines,
            lines_sha256=fingerprint(lines),
            headings_sha256=fingerprint_of_headings(headlines),
            fallbacks=tuple(fallbacks),
        )


class _Patience:
    """Remembers whether the service answers at all; several threads tell it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._heard = False
        self._failed = 0
        self.message = ""
        """Why the service did not answer, with what helps; empty while it answers."""

    @property
    def ended(self) -> bool:
        """Whether there is no hope for another answer."""
        return self._failed >= _HOPELESS and not self._heard

    def note(self, outcome: Outcome[Told]) -> Outcome[Told]:
        """Take an outcome into account, and return it."""
        with self._lock:
            if outcome.at_terminal:
                self._failed += 1
                self.message = self.message or outcome.at_terminal
            else:
                self._heard = True
        return outcome


@dataclass
class _Session:
    """The questions about one post."""

    show: Show
    digest: Digest
    by_rules: Script
    anew: bool

    def __post_init__(self) -> None:
        settings = self.show.writer
        self.pacing = Pacing(
            SERVICE,
            parallel=settings.parallel,
            per_second=_REQUESTS_A_SECOND,
            deadline=settings.deadline,
            remedy=_LATE,
        )
        answers = Answers(self.show.cache / FOLDER)
        self.service = Service(settings, self.pacing, answers)
        self.patience = _Patience()
        self.hosts = tuple(host.name for host in self.show.hosts)

    def all(self) -> tuple[dict[int, Outcome[tuple[Line, ...]]], Outcome[Frame]]:
        """Ask for the frame and for all items at once; return what came of it."""
        from concurrent.futures import ThreadPoolExecutor

        pool = ThreadPoolExecutor(self.show.writer.parallel, thread_name_prefix="writer")
        try:
            frame = pool.submit(self._patiently, self.frame)
            items = {
                item.number: pool.submit(self._patiently, lambda item=item: self.item(item))
                for item in self.digest.items
            }
            told = {number: future.result() for number, future in items.items()}
            return told, frame.result()
        except BaseException:
            self.pacing.stop("the writer was stopped")
            raise
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _patiently(self, ask: Callable[[], Outcome[Told]]) -> Outcome[Told]:
        if self.patience.ended:
            why = "the service does not answer"
            return Outcome(None, why, self.patience.message, unasked=True)
        return self.patience.note(ask())

    def item(self, item: Item) -> Outcome[tuple[Line, ...]]:
        """Ask for the lines of an item."""
        texts = [line.text for line in self.lines_of_rules(item.number)]
        aim, most = prompt.bounds(texts)
        question = prompt.of_item(item, self.digest, self.show, texts)
        sentences = tuple(each.text for each in prompt.about(item))
        asked = Asked(
            self.hosts, aim, most, sentences, instructions=question.messages[0]["content"]
        )

        def prove(answer: ItemAnswer) -> tuple[tuple[Line, ...], tuple[Fault, ...]]:
            return proof.item_lines(answer, item, self.digest, asked)

        return converse(self.service, question, ItemAnswer, prove, anew=self.anew)

    def frame(self) -> Outcome[Frame]:
        """Ask for greeting, bridges and closing."""
        day = self.digest.date
        opening, closing = self.frame_of_rules()
        words = (*own_words(self.show, day), *(line.text for line in (*opening, *closing)))
        spoken = spoken_date(day).partition("，")[0]
        needed = ((clean(self.show.title),), (spoken, f"{day.month}月{day.day}日"))
        told = remembered(self.show, day)
        question = prompt.of_frame(self.digest, self.show, told)
        asked = Asked(
            self.hosts,
            quoted=tuple(headline for each in told for headline in each.headlines),
            instructions=question.messages[0]["content"],
            manner=_manner(self.show),
        )

        def prove(answer: FrameAnswer) -> tuple[Frame, tuple[Fault, ...]]:
            return proof.frame(answer, self.digest, asked, needed, words)

        return converse(self.service, question, FrameAnswer, prove, anew=self.anew)

    # --- what the rules say -----------------------------------------------------------------------

    def lines_of_rules(self, number: int) -> tuple[Line, ...]:
        """Return the lines in which the rules tell an item."""
        return tuple(line for line in self.by_rules.lines if line.item == number)

    def frame_of_rules(self) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        """Return opening and rundown, and the closing, of the rules."""
        opening = tuple(x for x in self.by_rules.lines if x.part in {"opening", "rundown"})
        return opening, tuple(x for x in self.by_rules.lines if x.part == "closing")

    def phrases(self) -> dict[int, str]:
        """Return the phrase of the rules before each item."""
        items = self.digest.items
        known = self.show.words.transitions
        said = transitions.phrases(items, known, self.digest.date)
        return {item.number: phrase for item, phrase in zip(items, said, strict=True)}

    def greeted(self, opening: Sequence[Line], greeting: Sequence[Line]) -> tuple[Line, ...]:
        """Return the opening of the rules with another greeting in the place of theirs."""
        return programme.greeted(opening, greeting, self.digest, self.show)

    def parts_of(self, script: Script) -> Earlier:
        """Return what the language model has told in an earlier script of the post."""
        opening, _ = self.frame_of_rules()
        at = programme.greeting_at(opening, self.digest, self.show)
        if at is None:
            return replace(taken_apart(script, self.digest, self.phrases(), opening, 0), frame=None)
        index, name = at
        found = taken_apart(script, self.digest, self.phrases(), opening, index)
        greeting = found.frame.greeting if found.frame else ()
        if found.frame and name and greeting and greeting[-1].text == name:
            return replace(found, frame=replace(found.frame, greeting=greeting[:-1]))
        return found


def _unanswered(why: str, by_rules: Draft, earlier: Script | None) -> Draft:
    """Return what is left without a single answer: the earlier script, else that of the rules.

    It is named as theirs, so that a later build asks again.
    """
    if earlier is not None:
        return Draft(earlier, warnings=(f"llm: {why}; the script stays as it was",))
    told = f"llm: {why}; the rules have told everything"
    return replace(by_rules, warnings=(told, *by_rules.warnings))


def _kept(
    session: _Session,
    earlier: Script,
    items: dict[int, Outcome[tuple[Line, ...]]],
    frame: Outcome[Frame],
) -> tuple[dict[int, Outcome[tuple[Line, ...]]], Outcome[Frame], tuple[str, ...]]:
    """Put the words of an earlier script where no others have come, and say where.

    They have been held to the same post; what the rules told in it they tell again.
    """
    parts = session.parts_of(earlier)
    stays: list[str] = []
    kept = dict(items)
    for number, outcome in items.items():
        if outcome.told is None and number in parts.items:
            kept[number] = Outcome(parts.items[number])
            stays.append(_stays(number, outcome.at_terminal or outcome.why))
    if frame.told is None and parts.frame is not None:
        stays.append(_stays(None, frame.at_terminal or frame.why))
        frame = Outcome(parts.frame)
    return kept, frame, tuple(stays)


def _stays(number: int | None, why: str) -> str:
    if number is None:
        return f"greeting, bridges and closing stay as they were: {why}"
    return f"item {number} stays as it was: {why}"


def _manner(show: Show) -> tuple[str, ...]:
    """Return what the style asks of a frame."""
    craft = show.words.llm
    return (craft.prompt, *craft.rules) if craft else ()


def _taking_turns(lines: Sequence[Line], before: str, hosts: Sequence[str]) -> tuple[Line, ...]:
    """Return the lines of an item with the hosts moved on by one, if `before` would go on.

    Each question is answered without the others, so no model can know who spoke last. Hosts who are
    called by their names stay.
    """
    named = any(host in line.text for line in lines for host in hosts)
    if lines[0].host != before or named:
        return tuple(lines)
    following = dict(zip(hosts, (*hosts[1:], hosts[0]), strict=True))
    return tuple(replace(line, host=following[line.host]) for line in lines)


def _led(lines: Sequence[Line], phrase: str) -> tuple[Line, ...]:
    """Return the lines of an item with a phrase of the rules before them, where it fits."""
    first, *others = lines
    text = f"{phrase}，{first.text}"
    if not phrase or width(text.partition("。")[0]) >= MOST:
        return tuple(lines)
    return (replace(first, text=text), *others)


def _bridged(lines: Sequence[Line], bridge: str) -> tuple[Line, ...]:
    return (replace(lines[0], text=bridge), *lines) if bridge else tuple(lines)


def _in_place(
    session: _Session, earlier: Script, number: int, told: Sequence[Line]
) -> tuple[Line, ...]:
    """Return the lines of a script with those of one item replaced, behind what led to it.

    The frame's bridge stays. Where the rules told the item, or the whole frame, their phrase leads
    to it. An item that had no lines stands before later ones.
    """
    lines = earlier.lines
    is_later = [x.part == "closing" or (x.item or 0) > number for x in lines]
    before = [x for x, late in zip(lines, is_later, strict=True) if not late and x.item != number]
    behind = [x for x, late in zip(lines, is_later, strict=True) if late]
    had = [x for x in lines if x.item == number]
    told = _taking_turns(told, before[-1].host, session.hosts)
    if had and not {number, None}.intersection(each.item for each in earlier.fallbacks):
        led = _bridged(told, unbridged(had, session.digest)[0])
    else:
        led = _led(told, session.phrases()[number])
    return (*before, *led, *behind)
