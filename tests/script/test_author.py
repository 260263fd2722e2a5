"""The author's own words are said to be his."""

from __future__ import annotations

import pytest

from podcast.script.author import of_author, with_author


def test_the_first_sentence_of_the_author_says_whose_it_is() -> None:
    """Once in an item, which one voice then tells."""
    texts = ("上周我取消了订阅。它每月20美元。", "最让我受不了的是它不支持离线。")
    told, is_own = with_author(texts)
    assert told == ["作者说，上周我取消了订阅。它每月20美元。", texts[1]]
    assert is_own
    told, _ = with_author(("它不贵。不过我不再用了。",))
    assert told == ["它不贵。不过作者说，我不再用了。"]


@pytest.mark.parametrize(
    "text",
    [
        "她说：“我终于做完了。”",
        "我国出口增长，我们的老朋友更新了，自我介绍省了。",
        "用户“海风”说，我支持这个办法。",
        "作者说，我不再用了。",
    ],
)
def test_words_of_others_stay(text: str) -> None:
    """In quotations, with their speaker, and where 我 is no person."""
    assert with_author((text,)) == ([text], False)


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("我终于退订了 Palmtree。", "作者说，我终于退订了 Palmtree。"),
        ("我怎样备份 40TB 数据。", "我怎样备份 40TB 数据。"),
        ("第一次出海前，我希望有人告诉我的事。", "第一次出海前，我希望有人告诉我的事。"),
        ("她说，“我退订了。”", "她说，“我退订了。”"),
    ],
)
def test_a_headline_of_the_author_that_opens_is_said_to_be_his(headline: str, said: str) -> None:
    """A title is not."""
    assert of_author(headline) == said
