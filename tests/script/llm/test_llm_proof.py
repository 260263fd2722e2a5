"""What an answer is held to: each sentence rests on the post, and nothing else is said."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from falsehoods import POST

from podcast import digest
from podcast.digest import posts
from podcast.lib.yamlfile import load as load_yaml
from podcast.model import Block, Digest, Item
from podcast.script.llm import prompt, proof
from podcast.script.llm.answers import Bridge, FrameAnswer, FrameLine, ItemAnswer, SaidLine
from podcast.script.llm.proof import Asked
from podcast.script.worded import worded
from podcast.show import config
from podcast.show.config import Show, shipped

HOST = "晓晓"
TRUE = "星河科技2月3日发布了Nova 3.0模型，推理成本下降42.8%。"
FACTS = Path(__file__).parents[2] / "data/facts"
ANSWERS = [json.loads(row) for row in (FACTS / "answers.jsonl").read_text("utf-8").splitlines()]
STYLES = ("dialogue", "bulletin", "roundtable", "brief")


@pytest.fixture
def show(show_folder: Path) -> Show:
    """Return a show with a post."""
    (show_folder / "posts" / "2026-02-06-ai-daily.md").write_text(POST, "utf-8")
    return config.load(show_folder)


@pytest.fixture
def post(show: Show) -> Digest:
    """Return that post."""
    return digest.load(posts.choose(show, posts.WantedPost()).path, show.zone)


def wrong_with(post: Digest, *lines: tuple[str, tuple[int, ...]]) -> list[str]:
    """Return what a person is told of an answer about the first item."""
    item = post.items[0]
    sent = tuple(each.text for each in prompt.about(item))
    said = tuple(SaidLine(host=HOST, text=text, supports=named) for text, named in lines)
    asked = Asked((HOST, "云健"), aim=20, most=400, sentences=sent)
    _, faults = proof.item_lines(ItemAnswer(item=1, lines=said), item, post, asked)
    return [each.for_person for each in faults]


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda each: str(each["item"]))
def test_what_a_large_model_says_truthfully_is_let_through(answer: dict[str, Any]) -> None:
    """First answers of a large language model to our own questions, each line true of its post.

    What is let through is the measure that the proof does not fall back to the rules all along.
    """
    path = FACTS / "fifteenth/posts" / answer["post"]
    post = digest.load(path, ZoneInfo("Asia/Shanghai"))
    item = next(each for each in post.items if each.number == answer["item"])
    sent = tuple(each.text for each in prompt.about(item))
    asked = Asked(("晓晓", "云希"), aim=40, most=600, sentences=sent)
    said = ItemAnswer.model_validate({"item": answer["item"], "lines": answer["lines"]})
    lines, faults = proof.item_lines(said, item, post, asked)
    assert [each.for_model for each in faults] == []
    assert "".join(line.text for line in lines) == "".join(
        worded(e["text"]) for e in answer["lines"]
    )


@pytest.mark.parametrize(
    "invented",
    [
        "有网友担心自己的工作会因此消失。",
        "你听说了吗？监管部门已经上门调查。",
        "这无疑是一个好消息！",
    ],
)
def test_a_sentence_that_rests_on_nothing_goes_back(post: Digest, invented: str) -> None:
    """Also when it has no figure and no name, and behind a true one."""
    assert "a sentence is not in the post" in wrong_with(post, (TRUE, (2,)), (invented, ()))
    assert "a sentence is not in the post" in wrong_with(post, (TRUE + invented, (2,)))


@pytest.mark.parametrize(
    "invented",
    [
        "星河科技发布了Nova 3.0模型，网友纷纷担心失业。",
        "星河科技发布了Nova 3.0模型，网友沸腾。",
        "听说监管部门上门调查，是真的吗？",
    ],
)
def test_a_clause_about_something_else_goes_back(post: Digest, invented: str) -> None:
    """Beside a true one, and in a question."""
    assert "a clause is not in the post" in wrong_with(post, (TRUE, (2,)), (invented, ()))


@pytest.mark.parametrize("question", ["价格呢？", "那能说多少种语言？"])
def test_a_question_rests_on_nothing(post: Digest, question: str) -> None:
    """It states nothing."""
    assert not wrong_with(post, (TRUE, (2,)), (question, ()), ("支持13种语言。", (3,)))


def test_the_named_sentence_is_about_the_line(post: Digest) -> None:
    """A number that exists is not enough."""
    assert wrong_with(post, (TRUE, (4,))) == ["a support that says something else"]
    assert wrong_with(post, (TRUE, (99,))) == ["a support that is no sentence of the post"]


@pytest.mark.parametrize(
    "call", ["星河科技的模型千万别买。", "记得给星河科技点赞。", "加微信领取Nova 3.0模型。"]
)
def test_calls_to_act_go_back(post: Digest, call: str) -> None:
    """They are no news, unless the item has them."""
    assert "a call to act, or advertising" in wrong_with(post, (TRUE, (2,)), (call, (2,)))


def test_the_examples_of_the_styles_would_be_spoken(post: Digest) -> None:
    """Each is told of its own news without a fault."""
    count = 0
    for style in STYLES:
        read = load_yaml(shipped("styles", style, "style.yaml"))
        for example in read["llm"]["examples"]:
            news, lines = example["news"], [each.partition("：")[2] for each in example["lines"]]
            item = Item(1, news.partition("。")[0], (Block("paragraph", news, 3),), (), (), 2)
            of_news = replace(post, items=(item,))
            sent = tuple(each.text for each in prompt.about(item))
            every = tuple(range(1, len(sent) + 1))
            said = tuple(SaidLine(host=HOST, text=text, supports=every) for text in lines)
            asked = Asked((HOST,), aim=20, most=400, sentences=sent)
            answer = ItemAnswer(item=1, lines=said)
            _, faults = proof.item_lines(answer, item, of_news, asked)
            assert not faults, news
            count += len(said)
    assert count >= 20


@pytest.mark.parametrize("said", ["我是真人主播，", "我们可不是AI，", "本节目由真人录制，"])
def test_a_line_says_nothing_of_who_speaks(post: Digest, said: str) -> None:
    """Also about news of machines."""
    item = replace(post.items[0], headline=f"{post.items[0].headline}，AI主播由真人录制")
    of_news = replace(post, items=(item, *post.items[1:]))
    assert "who or what makes the show" in "; ".join(wrong_with(of_news, (f"{said}{TRUE}", (2,))))


def wrong_with_frame(
    post: Digest, greeting: str = "", closing: str = "", bridge: str = "",
    manner: tuple[str, ...] = (),
) -> str:  # fmt: skip
    """Return what a person is told of a frame whose show is called AI日报."""
    answer = FrameAnswer(
        greeting=(FrameLine(host=HOST, text=f"各位好，这里是AI日报，今天是2月6日。{greeting}"),),
        bridges=(Bridge(item=2, text=bridge or "我们往下看。"),),
        closing=(FrameLine(host=HOST, text=f"今天就聊到这儿。{closing}"),),
    )
    asked = Asked((HOST,), quoted=("人工智能写出一首歌",), manner=manner)
    own_words = ("AI日报", "本周三我们说过，人工智能写出一首歌", "今天就聊到这儿。")
    _, faults = proof.frame(answer, post, asked, (("AI日报",), ("2月6日",)), own_words)
    return "; ".join(each.for_person for each in faults)


@pytest.mark.parametrize(
    "said",
    [
        "本节目由真人主播录制。", "全程没有使用人工智能。", "声音是AI合成的。", "我们不是机器。",
        "由晓晓亲自撰稿。",
    ],
)  # fmt: skip
@pytest.mark.parametrize("part", ["greeting", "closing", "bridge"])
def test_a_frame_says_nothing_of_who_makes_the_show(post: Digest, part: str, said: str) -> None:
    """True or not: the label of the rules says it."""
    assert "who or what makes the show" in wrong_with_frame(post, **{part: said})


def test_the_name_of_the_show_and_earlier_headlines_may_say_it(post: Digest) -> None:
    """They are no words of the model."""
    assert not wrong_with_frame(post, greeting="本周三我们说过，人工智能写出一首歌。")


@pytest.mark.parametrize("said", ["外面下着大雪。", "我们的节目昨晚获奖了。", "网友都哭了。"])
@pytest.mark.parametrize("part", ["greeting", "closing", "bridge"])
def test_a_frame_invents_nothing(post: Digest, part: str, said: str) -> None:
    """Also without figure or name."""
    assert "a clause is not in the post" in wrong_with_frame(post, **{part: said})


def test_a_frame_may_have_the_words_of_its_style(show: Show, post: Digest) -> None:
    """A show may have a motto."""
    assert wrong_with_frame(post, closing="科技早茶。")
    assert not wrong_with_frame(post, closing="科技早茶。", manner=("结尾说：科技早茶。",))


@pytest.mark.parametrize("text", [f"{HOST}：{TRUE}", f"云健: {TRUE}"])
def test_the_name_of_a_host_is_taken_off(post: Digest, text: str) -> None:
    """The line has its host already."""
    item = post.items[0]
    sent = tuple(each.text for each in prompt.about(item))
    answer = ItemAnswer(item=1, lines=(SaidLine(host=HOST, text=text, supports=(2,)),))
    lines, faults = proof.item_lines(
        answer, item, post, Asked((HOST, "云健"), aim=20, most=400, sentences=sent)
    )
    assert not faults
    assert "".join(line.text for line in lines) == TRUE


def test_a_sentence_too_long_for_one_breath_is_two(post: Digest) -> None:
    """No line ends at a comma where a sentence can."""
    item = post.items[0]
    text = (
        "星河科技2月3日发布了Nova 3.0模型，推理成本下降42.8%，此外，"
        "Stellar收购了Bluewhale实验室，交易金额为3.6亿美元，"
        "新模型支持13种语言，内存占用24GB，每月收费19元。"
    )
    answer = ItemAnswer(item=1, lines=(SaidLine(host=HOST, text=text, supports=()),))
    lines, _ = proof.item_lines(answer, item, post, Asked((HOST,), aim=20, most=400))
    assert len(lines) > 1
    assert all(line.text.endswith("。") for line in lines)


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("# ", "", "mark of a list"), ("- ", "", "mark of a list"), ("1. ", "", "mark of a list"),
        ("一、", "", "mark of a list"), ("①", "", "mark of a list"),
        ("甲：", "", "mark of a list"), ("旁白：", "", "a speaker"),
        ("（笑）", "", "a stage direction"), ("[背景音乐渐起]", "", "a stage direction"),
        ("", "（停顿）", "a stage direction"),
    ],
)  # fmt: skip
def test_what_nobody_says_goes_back(post: Digest, before: str, after: str, reason: str) -> None:
    """In items and in the frame."""
    told = wrong_with(post, (f"{before}{TRUE}{after}", (2,)))
    assert any(reason in each or "not plain text" in each for each in told)
    if before:
        assert wrong_with_frame(post, bridge=f"{before}我们往下看。")
    assert "stage direction" in wrong_with_frame(post, closing="（音乐）")


@pytest.mark.parametrize(
    "text",
    [
        "1.2米的望远镜。",
        "3月起收费。",
        "一、二线城市先用上。",
        "-5度。",
        "第一行代码写于春天。",
        "主播说：好。",
    ],
)
def test_what_only_looks_like_a_mark_is_left(text: str) -> None:
    """A figure or a list of numerals begins a sentence."""
    assert not list(proof._of_directions(text, ""))  # noqa: SLF001 -- no post has all of them
