"""Estimate how likely each reading of a character is in its sentence: g2pM's network in numpy.

g2pM (Park and Lee 2020, https://github.com/kakaobrain/g2pM, Apache-2.0) ships the weights of a
small bidirectional LSTM, trained on sentences of the Chinese Wikipedia in which one polyphone is
labelled (CPP). Only this file imports g2pM. The class in g2pM runs one sentence at a time in double
precision, and its files name modules that numpy has renamed; here sentences run in batches.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from podcast.chinese.pinyin.syllables import normalise
from podcast.lib.once import once

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

Odds = Mapping[str, float]
"""The natural logarithm of each reading's likelihood relative to the likeliest reading, whose value
is 0.0; the others are negative."""

_LONGEST = 120
"""The most characters that the network gets at once; its training sentences have 5 to 50."""
_TOGETHER = 64
"""The most sentences in a batch; more would only need more memory."""
# A sentence with its end mark; a long sentence is cut at a comma, else anywhere.
_SENTENCE = re.compile(
    rf"[^。！？；\n]{{0,{_LONGEST - 1}}}[。！？；\n]"
    rf"|.{{{_LONGEST // 2},{_LONGEST - 1}}}，|.{{1,{_LONGEST}}}",
    re.DOTALL,
)
_UNKNOWN, _BEGIN, _END = "<UNK>", "시", "끝"
"""The names in g2pM for an unknown character and for the ends of a sentence."""
_CLASSES = {
    ("numpy.core.multiarray", "_reconstruct"),
    ("numpy", "ndarray"),
    ("numpy", "dtype"),
}
"""All classes that the checkpoint needs; unpickling it may call nothing else."""


@dataclass(frozen=True, slots=True)
class _Network:
    """The weights of the network.

    The arrays of the LSTM hold the forward direction, then the backward direction. The gates are
    in the order i f g o.
    """

    characters: Mapping[str, int]
    readings: Mapping[str, tuple[tuple[str, int], ...]]
    """The readings of each polyphone, with their columns in the output."""
    embedding: Floats
    inputs: Floats
    """The weights of the inputs, in the shape (2, 64, 128)."""
    recurrent: Floats
    """The weights of the previous state, in the shape (2, 32, 128)."""
    bias: Floats
    """The bias of the gates, in the shape (2, 1, 128)."""
    hidden: tuple[Floats, Floats]
    output: tuple[Floats, Floats]


@lru_cache(maxsize=512)
def odds(text: str) -> tuple[Odds | None, ...]:
    """Return, for each character of `text`, the odds of its readings in its sentence.

    The odds are None for a character that has one reading or that the model does not know.
    Syllables are spelled as `syllables.normalise` returns them.
    """
    network = _network()
    sentences = [match.group() for match in _SENTENCE.finditer(text)]
    odds_of: dict[str, list[Odds | None]] = {}
    for batch in _batches(
        sentence for sentence in set(sentences) if _has_polyphone(network, sentence)
    ):
        for sentence, states in zip(batch, _states(network, batch), strict=True):
            odds_of[sentence] = _read_odds(network, sentence, states)
    return tuple(
        each for sentence in sentences for each in odds_of.get(sentence, [None] * len(sentence))
    )


def polyphones() -> frozenset[str]:
    """Return the characters for which the model has several readings."""
    return frozenset(_network().readings)


def _has_polyphone(network: _Network, sentence: str) -> bool:
    return any(char in network.readings for char in sentence)


def _batches(sentences: Iterable[str]) -> Iterator[list[str]]:
    """Yield batches of sentences of similar length."""
    ordered = sorted(sentences, key=lambda sentence: (len(sentence), sentence))
    for start in range(0, len(ordered), _TOGETHER):
        yield ordered[start : start + _TOGETHER]


def _states(network: _Network, sentences: Sequence[str]) -> Iterator[Floats]:
    """Yield the states of both directions for each sentence, of shape (characters, 64)."""
    import numpy as np

    steps = max(map(len, sentences)) + 2
    ids = np.zeros((2, steps, len(sentences)), dtype=np.int64)
    for place, sentence in enumerate(sentences):
        row = [network.characters.get(char, network.characters[_UNKNOWN]) for char in sentence]
        row = [network.characters[_BEGIN], *row, network.characters[_END]]
        ids[0, : len(row), place] = row
        ids[1, : len(row), place] = row[::-1]
    states = _lstm(network, ids)
    for place, sentence in enumerate(sentences):
        ends = len(sentence) + 1
        forward = states[1:ends, 0, place]
        backward = states[1:ends, 1, place][::-1]
        yield np.concatenate([forward, backward], axis=1)


def _lstm(network: _Network, ids: NDArray[np.int64]) -> Floats:
    """Return the states (steps, 2, sentences, 32) for character ids (2, steps, sentences).

    A sigmoid is computed from the hyperbolic tangent of half its argument, so that one call serves
    all gates.
    """
    import numpy as np

    directions, steps, count = ids.shape
    inputs = network.embedding[ids.reshape(directions, -1)] @ network.inputs + network.bias
    inputs = inputs.reshape(directions, steps, count, -1)
    size = network.recurrent.shape[1]
    state = np.zeros((directions, count, size), dtype=np.float32)
    memory = np.zeros_like(state)
    states = np.empty((steps, *state.shape), dtype=np.float32)
    for step in range(steps):
        gates: Floats = np.tanh(inputs[:, step] + state @ network.recurrent)
        opening = gates * np.float32(0.5) + np.float32(0.5)
        memory = (
            opening[..., size : 2 * size] * memory
            + opening[..., :size] * gates[..., 2 * size : 3 * size]
        )
        state = opening[..., 3 * size :] * np.tanh(memory)
        states[step] = state
    return states


def _read_odds(network: _Network, sentence: str, states: Floats) -> list[Odds | None]:
    import numpy as np

    places = [place for place, char in enumerate(sentence) if char in network.readings]
    hidden = np.maximum(states[places] @ network.hidden[0] + network.hidden[1], 0)
    scores = hidden @ network.output[0] + network.output[1]
    result: list[Odds | None] = [None] * len(sentence)
    for place, row in zip(places, scores, strict=True):
        readings = network.readings[sentence[place]]
        best = max(row[column] for _, column in readings)
        result[place] = {reading: float(row[column] - best) for reading, column in readings}
    return result


# --- Loading --------------------------------------------------------------------------------------


class _Unpickler(pickle.Unpickler):
    """Loads arrays by the present module names of numpy and refuses everything else."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class that arrays need. Raises UnpicklingError for any other class."""
        if (module, name) not in _CLASSES:
            raise pickle.UnpicklingError(f"g2pM's data asks for {module}.{name}")
        return super().find_class(module.replace("numpy.core", "numpy._core"), name)


def load(file: IO[bytes]) -> Any:
    """Return the data in one of g2pM's files. Raises UnpicklingError for any other content."""
    return _Unpickler(file).load()


def _load(name: str) -> Any:
    import g2pM

    with Path(g2pM.__file__).with_name(f"{name}.pkl").open("rb") as file:
        return load(file)


@once
def _network() -> _Network:
    import numpy as np

    weights = _load("np_ckpt")
    half = np.full(4 * weights["lstm.weight_hh_l0"].shape[1], 0.5, dtype=np.float32)
    half.reshape(4, -1)[2] = 1  # the gate g is a hyperbolic tangent, not a sigmoid

    def both(name: str) -> Floats:
        return np.stack([weights[f"lstm.{name}_l0{end}"] for end in ("", "_reverse")])

    return _Network(
        characters=_load("char2idx"),
        readings=dict(_polyphones()),
        embedding=weights["embedding.weight"],
        inputs=both("weight_ih").transpose(0, 2, 1) * half,
        recurrent=both("weight_hh").transpose(0, 2, 1) * half,
        bias=((both("bias_ih") + both("bias_hh")) * half)[:, None],
        hidden=(weights["logit_layer.0.weight"].T, weights["logit_layer.0.bias"]),
        output=(weights["logit_layer.2.weight"].T, weights["logit_layer.2.bias"]),
    )


def _polyphones() -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    """Yield each character for which the output has several readings, and these readings."""
    columns = _load("class2idx")
    for char, labels in _load("digest_cedict").items():
        pairs = ((normalise(label), columns[label]) for label in labels if label in columns)
        readings = tuple((label, column) for label, column in pairs if label)
        if len(readings) > 1:
            yield char, readings
