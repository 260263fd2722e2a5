"""What the edge service is sent, in how many requests, and where its words were heard."""

from __future__ import annotations

from itertools import accumulate, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from readings import reading

from podcast.chinese.pinyin.words import cut
from podcast.speech.edge import boundaries


def test_spelled_words_are_sent_as_letters() -> None:
    """A spelled word goes as capitals apart; neighbouring Latin words are kept apart as well."""
    assert boundaries.sent_text(reading("MoE", "模型", spell=True)).text == "M O E模型"
    assert boundaries.sent_text(reading("Claude", "Opus", "发布")).text == "Claude Opus发布"


@given(
    st.lists(st.sampled_from(["模型发布", "。", "，", "Qwen", "GPT", "：", "三"]), max_size=30),
    st.integers(12, 60),
)
@settings(max_examples=150, deadline=None)
def test_cuts_lose_nothing_and_split_no_word(pieces: list[str], limit: int) -> None:
    """Pieces are in order, fit, hold every spoken character, and begin with a token."""
    sent = boundaries.sent_text(reading(*pieces))
    found = boundaries.cuts(sent, limit)
    joined = "".join(sent.text[start:end] for start, end in found)
    assert boundaries.letters(joined) == boundaries.letters(sent.text)
    for start, end in found:
        assert len(sent.text[start:end].encode()) <= limit
        place = sent.places[start]
        assert place is None or place.offset == 0
    assert all(a[1] <= b[0] for a, b in pairwise(found))


def test_text_without_pauses_or_tokens_is_cut_anyway() -> None:
    """A run longer than a request is cut between characters, at most at the limit."""
    sent = boundaries.sent_text(reading("字" * 100))
    assert boundaries.cuts(sent, 90) == ((0, 30), (30, 60), (60, 90), (90, 100))


def test_a_pause_or_a_token_is_preferred() -> None:
    """Without a sentence end the cut is behind a pause, without a pause before a token."""
    assert boundaries.cuts(boundaries.sent_text(reading("一二", "，", "三四五")), 15)[0] == (0, 3)
    assert boundaries.cuts(boundaries.sent_text(reading("模型", "发布会")), 12)[0] == (0, 2)


@given(
    st.lists(
        st.sampled_from(
            [
                "人工智能",
                "三十",
                "亿",
                "美元",
                "二零二六",
                "年",
                "百分之四十二点八",
                "Qwen",
                "发布会",
            ]
        ),
        min_size=5,
        max_size=60,
    )
)
@settings(max_examples=60, deadline=None)
def test_text_without_pauses_is_cut_between_words(pieces: list[str]) -> None:
    """However the text came in tokens, no cut falls into a word or a spoken number."""
    for spoken in (reading("".join(pieces)), reading(*pieces)):
        sent = boundaries.sent_text(spoken)
        words = set(accumulate(len(word) for word in cut(sent.text)))
        apart = {at + 1 for at, char in enumerate(sent.text) if char == " "}
        assert {end for _, end in boundaries.cuts(sent, most_bytes=80)} <= words | apart


def test_english_is_cut_between_words() -> None:
    """A long run of Latin words is parted at a space, a spelled word is not."""
    sent = boundaries.sent_text(reading("Claude", "Sonnet", "Opus"))
    assert boundaries.cuts(sent, 16) == ((0, 14), (14, 18))
    sent = boundaries.sent_text(reading("发布", "GPT", spell=True))
    assert boundaries.cuts(sent, 9) == ((0, 2), (2, 7))


def located(spoken, *heard: tuple[str, float, float]) -> list[tuple[str, float, float]]:
    sent = boundaries.sent_text(spoken)
    found = boundaries.locate(
        sent, (0, len(sent.text)), [boundaries.Boundary(*each) for each in heard]
    )
    words = boundaries.words(spoken, list(found), 10.0)
    return [(spoken.raw[w.start : w.end], w.starts_at, w.ends_at) for w in words]


def test_boundary_over_several_tokens_is_shared() -> None:
    """A word of the service that spans tokens gives each its share by characters."""
    spoken = reading("可灵", ("AI", "AI", "acronym"), ("3", "三", "version"), "版")
    assert located(spoken, ("可灵AI", 0.0, 0.8), ("三版", 1.0, 1.4)) == [
        ("可灵", 0.0, 0.4),
        ("AI", 0.4, 0.8),
        ("3", 1.0, 1.2),
        ("版", 1.2, 1.4),
    ]


def test_unknown_boundary_is_skipped() -> None:
    """A boundary that is not in the text, or is a mark only, does not shift the next ones."""
    spoken = reading("今天", "，", "发布")
    heard = [("今天", 0.0, 0.4), ("，", 0.4, 0.5), ("昨天", 0.5, 0.6), ("发布", 0.6, 1.0)]
    assert located(spoken, *heard) == [("今天", 0.0, 0.4), ("发布", 0.6, 1.0)]


def test_case_and_letters_apart_are_found() -> None:
    """Boundaries of a spelled word join into one word, whatever their case."""
    spoken = reading("MoE", "模型", spell=True)
    heard = [("m", 0.0, 0.1), ("O", 0.1, 0.2), ("E", 0.2, 0.3), ("模型", 0.3, 0.7)]
    assert located(spoken, *heard) == [("MoE", 0.0, 0.3), ("模型", 0.3, 0.7)]


def test_overlapping_times_are_put_in_order() -> None:
    """Times never run backwards and never beyond the sound."""
    heard = [("今天", 0.0, 0.5), ("发布", 0.3, 99.0)]
    assert located(reading("今天发布"), *heard) == [("今天", 0.0, 0.5), ("发布", 0.5, 10.0)]
