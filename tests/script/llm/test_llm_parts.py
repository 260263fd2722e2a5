"""The parts of the writer `llm`: reading answers, counting tokens, wording questions."""

from __future__ import annotations

import json
import time
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
        '先看 {{"item": 3}}，再看 {{host}}，答案是：\n{}',
        '{{"item": 1, "lines": []}}\n不对，重写：\n{}',
        "{{{{{{ {}",
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


def test_a_line_may_be_broken_within_a_text() -> None:
    """Strict JSON has it as an escape; what it means for a host is judged later."""
    text = json.dumps(ANSWER, ensure_ascii=False).replace("好。", "好\n。")
    assert answers.read(text, ItemAnswer).lines[0].text == "好\n。"


@pytest.mark.parametrize("brace", ['{"a":', '{"', "{", '{"a":[1,', '{"a":{"b":"x"},'])
def test_braces_take_bounded_time(brace: str) -> None:
    """However many a model writes."""
    begun = time.monotonic()
    with pytest.raises(Unreadable):
        answers.read(brace * (60_000 // len(brace)), ItemAnswer)
    assert time.monotonic() - begun < 5


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


END = '{"choices": [{"delta": {}, "finish_reason": "stop"}]}'
PART = '{"choices": [{"delta": {"content": "%s"}}]}'


@pytest.mark.parametrize(
    "stream",
    [
        f"id: 1\ndata: {PART % 'ab'}\n\nid: 2\ndata: {END}\n\n",
        f"\ufeffdata: {PART % 'ab'}\n\ndata: {END}\n\n",
        f": ping\n\nretry: 10\nevent: x\ndata:{PART % 'a'}\n\ndata: {PART % 'b'}\n\ndata: {END}",
        f"data: {PART % 'ab'}\r\n\r\n: ping\r\n\r\ndata: {END}\r\n\r\n",
        f"data: {PART % 'ab'}\r\rdata: {END}\r\r",
        f"data: {PART % 'ab'}\n\ndata: [DONE]\n\n",
        "data: " + (PART % "ab").replace(", ", ",\ndata: ") + f"\n\ndata: {END}\n\n",
        'data: {"choices": [],\ndata: "x": 1}\n\n' + f"data: {PART % 'ab'}\n\ndata: [DONE]",
        f"data: {PART % 'ab'}\n\ndata: \n\ndata: {END}\n\n",
    ],
)
def test_a_stream_is_one_of_server_sent_events(stream: str) -> None:
    """With numbers, comments, a byte order mark, any ends of lines, data of several lines."""
    assert asking._reply(ServiceAnswer(200, {}, stream.encode())).text == "ab"  # noqa: SLF001


@pytest.mark.parametrize(
    "message",
    [
        {"content": "ab"},
        {"content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]},
        {"content": [{"type": "thinking", "text": "x"}, {"type": "output_text", "text": "ab"}]},
        {"content": [{"text": "ab"}, None, 3]},
        {"content": "ab", "reasoning_content": "x", "tool_calls": None},
    ],
)
def test_a_content_may_have_parts(message: dict[str, Any]) -> None:
    """Of which those of the type text are the answer, in one piece and in a stream."""
    whole = {"choices": [{"message": message}]}
    streamed = {"choices": [{"delta": message, "finish_reason": "stop"}]}
    for content in (
        json.dumps(whole),
        f"\ufeff{json.dumps(whole)}",
        f"data: {json.dumps(streamed)}",
    ):
        assert asking._reply(ServiceAnswer(200, {}, content.encode())).text == "ab"  # noqa: SLF001


@pytest.mark.parametrize("arguments", [ANSWER, json.dumps(ANSWER)])
def test_the_arguments_of_a_tool_may_be_an_object(arguments: Any) -> None:
    """Or JSON as a text, which is the rule."""
    call = {"function": {"name": "answer", "arguments": arguments}}
    data = {"choices": [{"message": {"content": None, "tool_calls": [call]}}]}
    reply = asking._reply(ServiceAnswer(200, {}, json.dumps(data).encode()))  # noqa: SLF001
    assert answers.read(reply.text, ItemAnswer).item == 1


@pytest.mark.parametrize(
    "data", [{"choices": [None]}, {"choices": [{"message": "x"}]}, {"choices": {}}, {"choices": []}]
)
def test_an_answer_without_a_message_is_none(data: dict[str, Any]) -> None:
    """It is the service's fault, not the model's."""
    with pytest.raises(ServiceFault, match="no choice"):
        asking._reply(ServiceAnswer(200, {}, json.dumps(data).encode()))  # noqa: SLF001


def test_a_stream_without_its_end_is_cut_off() -> None:
    """Neither a reason nor the last event says that it is whole."""
    with pytest.raises(ServiceFault, match="ended early"):
        asking._reply(ServiceAnswer(200, {}, f"data: {PART % 'ab'}\n\n".encode()))  # noqa: SLF001


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
    assert f"\n{show.hosts[0].name}：白鹭地图上线了离线导航。新功能在5.0版里" in system
    assert "甲：" not in system
    assert "。 每条新闻" not in system, "a line that is wrapped in YAML is one"


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
