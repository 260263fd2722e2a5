"""The parts of the writer `llm`: reading answers, counting tokens, wording questions."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from falsehoods import POST
from hypothesis import given
from hypothesis import strategies as st

from podcast import digest
from podcast.digest import posts
from podcast.online.faults import ServiceFault
from podcast.online.refusals import ServiceAnswer
from podcast.script.llm import answers, asking, prompt
from podcast.script.llm.answers import FrameAnswer, ItemAnswer, Unreadable
from podcast.script.llm.budget import Budget, Spent, tokens
from podcast.script.llm.cache import Answers
from podcast.show import config

LINE = {"host": "晓晓", "text": "好。", "supports": [1]}
ANSWER = {"item": 1, "lines": [LINE]}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["choices", "delta", "message", "content", "tool_calls", "function", "arguments",
             "finish_reason", "usage", "total_tokens", "refusal", "item", "lines", "host", "text"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@pytest.mark.parametrize(
    "written",
    [
        "{}",
        "```json\n{}\n```",
        "好的，这是台词：\n{}\n希望有帮助。",
        '<think>先看 {{"item": 3}} 再说</think>{}',
        '先看 {{"item": 3}} 再说</think>{}',
        '<think>先看</think><think>{{"item": 3}}</think>\n{}',
        "\ufeff\n{}",
    ],
)
def test_an_answer_is_found_between_other_words(written: str) -> None:
    """Fences, thoughts and politeness around it do not matter; nor does a key too many."""
    text = written.format(json.dumps({**ANSWER, "note": "x"}, ensure_ascii=False))
    assert answers.read(text, ItemAnswer).lines[0].text == "好。"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("抱歉，我不能回答。", "no JSON object"),
        ('{"item": 1, "lines": [{"host"', "cut off or broken"),
        ('{"item": 1}', "`lines`: Field required"),
        ('{"item": 1, "lines": [{"host": "晓晓", "text": 5, "supports": []}]}', "lines.0.text"),
        ("{" * 60_000, "cut off or broken"),
        ("{" * 100_000, "longer than 64000"),
        ("<think>" * 100_000, "is empty"),
        (
            '{"item": 1, "lines": [{"host": "晓晓", "text": "\\ud83d", "supports": []}]}',
            "broken char",
        ),
    ],
)
def test_what_is_wrong_with_an_answer_is_told(text: str, message: str) -> None:
    """In words that say nothing of what the service has said."""
    with pytest.raises(Unreadable, match=message):
        answers.read(text, ItemAnswer)


@given(st.text() | JSON.map(json.dumps))
def test_any_text_is_an_answer_or_unreadable(text: str) -> None:
    """Nothing else comes out of it."""
    for shape in (ItemAnswer, FrameAnswer):
        with suppress(Unreadable):
            answers.read(text, shape)  # type: ignore[type-var]


@given(st.binary(max_size=200) | JSON.map(lambda x: json.dumps(x).encode()), st.booleans())
def test_any_bytes_are_a_reply_or_a_fault(content: bytes, streamed: bool) -> None:
    """Whatever a service sends with status 200."""
    content = b"data: " + content + b"\n\ndata: [DONE]\n" if streamed else content
    with suppress(ServiceFault):
        asking._reply(ServiceAnswer(200, {}, content))  # noqa: SLF001 -- what a service may break


@pytest.mark.parametrize(
    ("halves", "text"), [(("\ud83d", "\ude00"), "\U0001f600"), (("a\ud83d", "b"), "a\ufffdb")]
)
def test_halves_of_characters_are_joined(halves: tuple[str, str], text: str) -> None:
    """A stream may be cut within a character; what stays alone can be kept in no file."""
    parts: list[dict[str, Any]] = [{"choices": [{"delta": {"content": each}}]} for each in halves]
    parts.append({"choices": [{"delta": {}, "finish_reason": "stop"}]})
    content = "".join(f"data: {json.dumps(each)}\n\n" for each in parts).encode()
    assert asking._reply(ServiceAnswer(200, {}, content)).text == text  # noqa: SLF001


def test_a_line_of_a_stream_may_hold_other_ends_of_lines() -> None:
    """U+2028 stands unescaped in JSON."""
    choice = {"delta": {"content": "a\u2028b"}, "finish_reason": "stop"}
    content = f"data: {json.dumps({'choices': [choice]}, ensure_ascii=False)}\n\n".encode()
    reply = asking._reply(ServiceAnswer(200, {}, content))  # noqa: SLF001 -- what is sent
    assert reply.text == "a\u2028b"


@pytest.mark.parametrize("shape", [ItemAnswer, FrameAnswer])
def test_schemas_are_strict(shape: type[Any]) -> None:
    """Services that hold a model to a schema want every key required and no other."""
    schema = answers.schema(shape)
    objects = [schema, *schema["$defs"].values()]
    for each in objects:
        assert each["additionalProperties"] is False
        assert sorted(each["required"]) == sorted(each["properties"])


def test_tokens_are_estimated_high() -> None:
    """A Chinese character is one, three Latin letters are one."""
    assert tokens("模型发布") == 4
    assert tokens("abcdef") == 2
    assert tokens("a模") == 2
    assert tokens("") == 0


def test_a_budget_is_never_overdrawn() -> None:
    """What does not fit is not reserved; what was reserved too much is free again."""
    budget = Budget(100)
    reserved = budget.reserve(40, 40)
    with pytest.raises(Spent):
        budget.reserve(20, 1)
    budget.settle(reserved, 30)
    assert budget.used == 30
    budget.reserve(60, 10)
    assert budget.used == 100


def test_an_answer_that_cannot_be_kept_is_no_error(tmp_path: Path) -> None:
    """The next run asks again."""
    (tmp_path / "answers").write_text("a file where the folder should be", "utf-8")
    kept = Answers(tmp_path / "answers")
    kept.put("ab12", "x")
    assert kept.get("ab12") is None


def test_a_question_has_the_hosts_of_the_show_in_its_examples(show_folder: Path) -> None:
    """A model that copies an example copies names that are known."""
    (show_folder / "posts" / "2026-02-06-ai-daily.md").write_text(POST, "utf-8")
    show = config.load(show_folder)
    post = digest.load(posts.choose(show, posts.WantedPost()).path, show.zone)
    system = prompt.of_item(post.items[0], post, show, ["好。"]).messages[0]["content"]
    assert f"\n{show.hosts[0].name}：白鹭地图发布了5.0版" in system
    assert "甲：" not in system


def test_a_long_item_is_cut_at_a_sentence(show_folder: Path) -> None:
    """What is sent of an item is bounded, however long it is."""
    long = "每天处理86万通电话。" + "客服的细节还有很多。" * 3000
    text = POST.replace("每天处理86万通电话。", long)
    (show_folder / "posts" / "2026-02-06-ai-daily.md").write_text(text, "utf-8")
    show = config.load(show_folder)
    post = digest.load(posts.choose(show, posts.WantedPost()).path, show.zone)
    sent = prompt.about(post.items[1])
    assert sum(len(each.text) for each in sent) <= prompt.MOST_CHARACTERS
    assert all(each.text.endswith("。") for each in sent)
    assert [each.id for each in sent] == [*range(1, len(sent) + 1)]
