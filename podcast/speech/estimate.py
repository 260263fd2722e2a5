"""Estimate word times for a sound of which only the text is known.

Syllables are taken to be equally long, and the pauses of the sound are matched with punctuation
marks. The estimates were compared with the exact times of the embedded voices `zf_xiaoxiao` and
`zm_yunxi` (448 words of 7 lines of news): the start of a word is off by 0.05 s in the median, by
less than 0.20 s for 95 of 100 words and by 0.43 s at most. That is exact enough to follow a line
with the eyes, but not to cut a word out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from podcast.model import Token
from podcast.speech.edge.boundaries import HeardCharacters, Place, SentText
from podcast.speech.syllablecount import is_as_written, parts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Seconds = NDArray[np.float64]
    Costs = NDArray[np.float64]

_FRAME_SECONDS = 0.01
_AUDIBLE_DB = -35.0
"""The level below which a frame is quiet, in dB relative to the loudest frames."""
_FLOOR = 1e-3
"""The share of full scale (-60 dBFS) below which a frame is quiet, however soft the voice."""
_SHORTEST_PAUSE = 0.07
"""The shortest pause, in seconds; a shorter silence is mostly the closure of a stop consonant."""

_DEVIATION = 0.1
"""The standard deviation of a syllable's length, in seconds, for the cost of a match."""
_QUIET_COST = 12.0
"""The cost of each second of a pause without a mark."""
_MARK_COST = {"。": 4.0, "！": 4.0, "？": 4.0, "；": 3.0, "：": 2.0, "，": 2.0, "、": 0.5}
"""The cost of a mark without a pause."""
_FARTHEST = 6
"""How many marks in a row may have no pause, and how many pauses in a row no mark."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """The text up to a mark: the number of syllables before it, and the cost of no pause there."""

    syllables: int
    cost: float


class _Run(NamedTuple):
    """A stretch of sound between two pauses, in seconds from the start of the clip."""

    starts_at: float
    ends_at: float


def heard(
    sent: SentText,
    piece: tuple[int, int],
    tokens: Sequence[Token],
    samples: NDArray[np.int16],
    sample_rate: int,
) -> list[HeardCharacters]:
    """Return the times of the parts of a piece of the text, in order, inside the piece's sound.

    The result is empty when nothing is audible or the piece has no syllables.
    """
    characters: list[tuple[HeardCharacters, int]] = []
    phrases: list[_Phrase] = []
    total = 0
    for place, mark, syllables in _units(sent, piece, tokens):
        if syllables:
            characters.append((HeardCharacters(place, len(mark), 0.0, 0.0), syllables))
            total += syllables
        elif total:
            phrases.append(_Phrase(total, _MARK_COST.get(mark, 0.0)))
    runs = audible(samples, sample_rate)
    if not characters or not runs:
        return []
    anchors = _anchors(_marks(phrases, total), runs, total)
    ends = list(accumulate(syllables for _, syllables in characters))
    starts = [0, *ends[:-1]]
    return [
        HeardCharacters(
            each.place,
            each.length,
            _clock(runs, _between(anchors, start), opening=True),
            _clock(runs, _between(anchors, end), opening=False),
        )
        for (each, _), start, end in zip(characters, starts, ends, strict=True)
    ]


def audible(samples: NDArray[np.int16], sample_rate: int) -> list[_Run]:
    """Return the stretches of sound between pauses; empty for a silent sound."""
    import numpy as np

    size = round(_FRAME_SECONDS * sample_rate)
    frames = samples[: len(samples) // size * size].reshape(-1, size) / 32768.0
    level = np.sqrt(np.mean(np.square(frames), axis=1))
    if not len(level):
        return []
    threshold = max(_FLOOR, float(np.percentile(level, 95)) * 10 ** (_AUDIBLE_DB / 20))
    loud = np.flatnonzero(level >= threshold)
    if not len(loud):
        return []
    gaps = np.flatnonzero(np.diff(loud) > round(_SHORTEST_PAUSE / _FRAME_SECONDS))
    firsts = [loud[0], *loud[gaps + 1]]
    lasts = [*loud[gaps], loud[-1]]
    return [
        _Run(float(first) * _FRAME_SECONDS, float(last + 1) * _FRAME_SECONDS)
        for first, last in zip(firsts, lasts, strict=True)
    ]


# --- Text ---------------------------------------------------------------------------------------


def _units(
    sent: SentText, piece: tuple[int, int], tokens: Sequence[Token]
) -> Iterator[tuple[Place, str, int]]:
    """Yield place, text and number of syllables (0 for a mark) of the parts of a piece."""
    offsets: dict[int, list[int]] = {}
    for place in sent.places[slice(*piece)]:
        if place is not None:
            offsets.setdefault(place.token, []).append(place.offset)
    for number, within in offsets.items():
        token = tokens[number]
        first, last = within[0], within[-1]
        for part in parts(token):
            # a token that is not read as written is one word, in the piece where it begins
            inside = first <= part.start <= last if is_as_written(token) else first == 0
            if inside:
                yield Place(number, part.start), part.text, part.syllables


def _marks(phrases: Sequence[_Phrase], total: int) -> list[_Phrase]:
    """Return the marks between words; of several marks at one place, only the strongest."""
    strongest: dict[int, float] = {}
    for each in phrases:
        if each.syllables < total:
            strongest[each.syllables] = max(each.cost, strongest.get(each.syllables, 0.0))
    return [_Phrase(*each) for each in strongest.items()]


# --- Match --------------------------------------------------------------------------------------


def _anchors(
    marks: Sequence[_Phrase], runs: Sequence[_Run], total: int
) -> list[tuple[float, float]]:
    """Return (syllables, seconds of sound without pauses) where a mark and a pause coincide.

    The cheapest alignment of marks and pauses is found by dynamic programming. A stretch costs more
    the more its length differs from the expected length of its syllables; a mark without a pause
    and a pause without a mark have a cost, too. Text and sound begin and end together; the last
    stretch may be of any length.
    """
    import numpy as np

    texts = np.array([0, *(mark.syllables for mark in marks), total])
    mark_costs = np.array([0.0, *(mark.cost for mark in marks), 0.0])
    sounds = np.cumsum([0.0, *(run.ends_at - run.starts_at for run in runs)])
    quiet = np.array([0.0, *(b.starts_at - a.ends_at for a, b in pairwise(runs)), 0.0])
    best, before = _ways(texts, mark_costs, sounds, quiet)
    ways = (
        best[:-1, :-1]
        + _cost(sounds[-1] - sounds[:-1], (total - texts[:-1])[:, np.newaxis], sounds[-1] / total)
        + _behind(mark_costs)[:, np.newaxis]
        + _behind(quiet) * _QUIET_COST
    )
    path = [(float(total), float(sounds[-1]))]
    at = divmod(int(np.argmin(ways)), ways.shape[1])
    while at != (0, 0):
        path.append((float(texts[at[0]]), float(sounds[at[1]])))
        at = divmod(int(before[at]), len(sounds))
    return [(0.0, 0.0), *path[::-1]]


def _ways(
    texts: NDArray[np.int_], mark_costs: Costs, sounds: Seconds, quiet: Seconds
) -> tuple[Costs, NDArray[np.intp]]:
    """Return the cost of the cheapest way to each mark (row) and pause (column), else inf.

    The second array holds the previous pair on that way (row * columns + column). A whole row is
    computed at once, so that hundreds of marks and pauses take less than a second.
    """
    import numpy as np

    columns = len(sounds)
    best = np.full((len(texts), columns), np.inf)
    best[0, 0] = 0.0
    before = np.zeros(best.shape, dtype=np.intp)
    steps = [
        (step, np.array([sum(quiet[m + 1 : m + step]) for m in range(columns - 1 - step)]))
        for step in range(min(_FARTHEST + 1, columns - 2), 0, -1)
    ]
    for i in range(1, len(texts) - 1):
        for k in range(max(0, i - 1 - _FARTHEST), i):
            for step, silent in steps:
                stretch = sounds[step:-1] - sounds[: -1 - step]
                ways = (
                    best[k, : -1 - step]
                    + _cost(stretch, texts[i] - texts[k], sounds[-1] / texts[-1])
                    + sum(mark_costs[k + 1 : i])
                    + silent * _QUIET_COST
                )
                better = np.flatnonzero(ways < best[i, step:-1])
                best[i, step + better] = ways[better]
                before[i, step + better] = k * columns + better
    return best, before


def _behind(costs: Costs) -> Costs:
    """Return for each place but the last the sum of the costs behind that place."""
    return costs[:0:-1].cumsum()[::-1]


def _cost(seconds: Seconds, syllables: NDArray[np.int_], each: float) -> Costs:
    """Return the cost of stretches of sound with these numbers of syllables of `each` seconds."""
    off = seconds - syllables * each
    cost: Costs = off * off / (2 * _DEVIATION**2 * syllables)
    return cost


def _between(anchors: Sequence[tuple[float, float]], syllables: int) -> float:
    """Return how many seconds of sound come before the end of so many syllables."""
    for (left, begin), (right, end) in pairwise(anchors):
        if syllables <= right:
            return begin + (end - begin) * (syllables - left) / (right - left)
    return anchors[-1][1]


def _clock(runs: Sequence[_Run], sound: float, *, opening: bool) -> float:
    """Return the time in the clip after `sound` seconds of sound, pauses not counted.

    At a pause there are two times: with `opening` the time behind it, where the next word begins,
    else the time before it, where a word ends.
    """
    slack = 1e-6
    for run in runs:
        length = run.ends_at - run.starts_at
        if sound < length - slack or (not opening and sound <= length + slack):
            return run.starts_at + max(sound, 0.0)
        sound -= length
    return runs[-1].ends_at
