"""The lexicon that ships: every entry says something that the rules alone would not."""

from __future__ import annotations

import re

import pytest

from podcast.chinese import lexicon, pronounce, spoken
from podcast.chinese.english import latin
from podcast.chinese.fold import IS_HAN
from podcast.model import LexiconEntry

ENTRIES = lexicon.built_in()
OWN = [item for item in ENTRIES if item.alias == item.key]
RESPELLED = [item for item in ENTRIES if item.english]
SPELLED = [item for item in ENTRIES if item.spell]
OFTEN_POSSESSIVE = frozenset(
    {"Amazon", "Anthropic", "Apple", "DeepSeek", "Google", "Meta", "Microsoft", "OpenAI"}
)
"""Known by rule, listed because the 's behind a name of the lexicon is left out."""


def words(key: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", key)


def name(item: LexiconEntry) -> str:
    return item.key


def sound(text: str) -> str:
    (one,) = pronounce(spoken(text))
    return "".join(unit.value for unit in one.units)


def test_size() -> None:
    """It has hundreds of entries of Latin names, and of every form."""
    assert sum(not IS_HAN.search(item.key) for item in ENTRIES) >= 450
    assert min(len(OWN), len(RESPELLED), len(SPELLED)) >= 20


def test_comments_end_lines() -> None:
    """The file is one entry a line, so that a line of a message shows the whole entry."""
    lines = lexicon.BUILT_IN.read_text("utf-8").splitlines()
    assert sum(not line.startswith("#") for line in lines) == len(ENTRIES)


@pytest.mark.parametrize("item", OWN, ids=name)
def test_name_as_itself(item: LexiconEntry) -> None:
    """Without its entry the name is a guess, capitals that might be spelled, or cut (VS Code)."""
    guessed = not all(latin.is_known(word) for word in words(item.key))
    taken = lexicon.Matcher([one for one in ENTRIES if one is not item])
    lower = item.key.lower()
    cut_otherwise = taken.at(item.key, lower, 0) is not None
    listed = item.key.isupper() or item.key in OFTEN_POSSESSIVE
    assert guessed or cut_otherwise or listed


@pytest.mark.parametrize("item", RESPELLED, ids=name)
def test_respelling(item: LexiconEntry) -> None:
    """A respelling sounds unlike what the rules make of the name, or of its letters."""
    alone = "".join(latin.phonemes(word) for word in words(item.key))
    assert sound(item.key) != alone or item.case_exact or item.key.isupper()


@pytest.mark.parametrize("item", SPELLED, ids=name)
def test_spelled(item: LexiconEntry) -> None:
    """Names to be spelled are some that the rules would say, in one of their spellings."""
    alone = {latin.is_spelled(item.key), latin.is_spelled(item.key.lower())}
    assert False in alone or item.key.isupper()


@pytest.mark.parametrize("item", ENTRIES, ids=name)
def test_sounds(item: LexiconEntry) -> None:
    """Every entry is one token that has a sound."""
    assert sound(item.key)


@pytest.mark.parametrize(
    ("text", "phonemes"),
    [
        ("CUDA", "kˈudə"),
        ("Qwen", "ʧəwˈɛn"),
        ("Voxtral", "vˈɑkstɹɑl"),
        ("Seedance", "sˈiddæns"),
        ("Kimi", "kˈɪmi"),
        ("Manus", "mˈɑnʌs"),
        ("LeCun", "ləkˈun"),
        ("Amodei", "ɑmədˈA"),
        ("Hassabis", "həsˈɑbɪs"),
        ("Nadella", "nədˈɛlə"),
        ("Cerebras", "sˈɛɹəbɹæs"),
        ("Groq", "ɡɹˈɑk"),
        ("Ollama", "Olˈɑmə"),
        ("EFLOPS", "ˈiflɑps"),
        ("RAG", "ɹˈæɡ"),
        ("JSON", "ʤˈAsʌn"),
        ("Kubernetes", "kubɜɹnˈɛtiz"),
        ("IEEE", "Itɹˌɪpᵊlˈi"),
        ("vLLM", "vˌiˌɛlˌɛlˈɛm"),
    ],
)
def test_as_speakers_say_it(text: str, phonemes: str) -> None:
    """Names of the news sound as their owners say them."""
    assert sound(text) == phonemes


@pytest.mark.parametrize("text", ["rag", "sam", "fed", "micron", "canon", "line", "clip"])
def test_common_words_stay_words(text: str) -> None:
    """An English word is not taken for the name that is written like it in capitals."""
    first = spoken(text).tokens[0]
    assert (first.rule, first.spell) == ("latin-word", False)
