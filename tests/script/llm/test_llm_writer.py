"""The writer `llm` against a local service: what it tells, what it refuses, and what it costs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from chat_service import (
    FAULTS,
    OWN,
    OWN_BRIDGE,
    OWN_CLOSING,
    OWN_GREETING,
    ChatService,
    configure,
)  # fmt: skip
from falsehoods import FALSEHOODS

from podcast import digest, factcheck
from podcast.digest import posts
from podcast.errors import ScriptError
from podcast.model import Digest, Line, Script
from podcast.online import request as online
from podcast.script import document, rules
from podcast.script.llm import proof
from podcast.script.llm.answers import ItemAnswer, SaidLine
from podcast.script.llm.cache import FOLDER, Answers, key_of
from podcast.script.llm.earlier import unbridged
from podcast.script.writer import Draft, Wish, load
from podcast.show import config
from podcast.show.config import Show

SURVIVED = {"slow", "mixes headlines"}
"""What costs nothing, however often it comes."""


def post_of(show: Show) -> Digest:
    return digest.load(posts.choose(show, posts.WantedPost()).path, show.zone)


def write(show: Show, **wish: object) -> Draft:
    return load(show, "llm").write(post_of(show), Wish(**wish))  # type: ignore[arg-type]


def told(script: Script, number: int | None) -> str:
    return "".join(line.text for line in script.lines if line.item == number)


def by_rules(script: Script) -> list[int | None]:
    return [each.item for each in script.fallbacks]


# --- What it tells --------------------------------------------------------------------------------


def test_the_words_of_the_service_reach_the_script(llm_show: Show, service: ChatService) -> None:
    """Every item, greeting, bridges and closing are in the service's own words."""
    draft = write(llm_show)
    assert not draft.script.fallbacks
    assert not draft.warnings
    for number in (1, 2, 3):
        assert all(words in told(draft.script, number) for words in OWN)
    assert OWN_BRIDGE in told(draft.script, 2)
    frame = told(draft.script, None)
    assert OWN_GREETING in frame
    assert OWN_CLOSING in frame
    assert "本节目由AI生成" in frame, "the label is the program's own"
    assert service.asked == {0: 1, 1: 1, 2: 1, 3: 1}


def test_every_line_is_traced_to_the_post(llm_show: Show, service: ChatService) -> None:
    """The fact check finds nothing in a truthful script."""
    verdicts = factcheck.judge_lines(
        write(llm_show).script.lines, post_of(llm_show), llm_show.own_words
    )
    assert not [each for each in verdicts if each.violations]


def test_the_post_travels_as_quoted_data(llm_show: Show, service: ChatService) -> None:
    """Its words are in the user's message only, and the system's is the same for all questions."""
    write(llm_show)
    systems = {each["messages"][0]["content"] for each in service.requests}
    assert len(systems) == 1
    assert "星河科技" not in systems.pop()
    assert all("tools" not in each for each in service.requests)


@pytest.mark.parametrize("forms", [("schema",), ("tool",), ("prompt",), ("tool", "prompt")])
@pytest.mark.parametrize("streams", [True, False], ids=["stream", "whole"])
def test_the_form_of_answers_is_found_out_once(
    llm_show: Show, service: ChatService, forms: tuple[str, ...], streams: bool
) -> None:
    """A service that has only tools, or only words, is asked so; later runs know it."""
    service.forms, service.streams = forms, streams
    assert not write(llm_show).script.fallbacks
    service.refused_forms = 0
    assert not write(llm_show, anew=True).script.fallbacks
    assert service.refused_forms == 0


def test_another_name_of_the_bound_is_found_out(llm_show: Show, service: ChatService) -> None:
    """Some services call it max_completion_tokens."""
    service.bound = "max_completion_tokens"
    assert not write(llm_show).script.fallbacks


def test_requests_are_parallel_and_bounded(llm_folder: Path, service: ChatService) -> None:
    """No more at once than show.yaml says."""
    configure(llm_folder, service, parallel=2)
    service.always("slow")
    assert not write(config.load(llm_folder)).script.fallbacks
    assert service.peak == 2


# --- What it refuses ------------------------------------------------------------------------------


@pytest.fixture
def _impatient(
    request: pytest.FixtureRequest, service: ChatService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wait a short time for the next bytes where the service is to stop answering."""
    if request.node.callspec.params["fault"] == "stall":
        monkeypatch.setattr(online, "SILENCE_SECONDS", 2.0)


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("fault", FAULTS)
def test_one_bad_answer_costs_nothing(llm_show: Show, service: ChatService, fault: str) -> None:
    """What is wrong goes back, or is asked for again; only a refused key or an echo costs the item.

    No falsehood is in the script.
    """
    service.once(fault, 1)
    script = write(llm_show).script
    if fault in {"401", "echo"}:
        assert by_rules(script) == [1]
    elif fault != "obeys":  # the post asks for nothing
        assert by_rules(script) == []
        assert all(words in told(script, 1) for words in OWN)
        again = fault not in SURVIVED
        assert service.asked[1] == (2 if again else 1)
    assert not [each for each in service.planted if each in told(script, 1)]


@pytest.mark.parametrize("name", ["王大力", "欧阳文静", "陈思远"])
def test_nobody_else_is_named(llm_show: Show, service: ChatService, name: str) -> None:
    """A person of whom the item knows nothing says nothing, also if no name is like it."""
    false = f"创始人{name}说：“我们会把模型开放给所有学校。”"
    answer = ItemAnswer(
        item=1, lines=(SaidLine(host=llm_show.hosts[0].name, text=false, supports=()),)
    )
    post = post_of(llm_show)
    asked = proof.Asked((llm_show.hosts[0].name,), aim=20, most=90)
    _, wrong = proof.item_lines(answer, post.items[0], post, asked)
    assert any(f"里的“{name[:2]}" in each.for_model for each in wrong)


@pytest.mark.usefixtures("_impatient")
@pytest.mark.parametrize("fault", FAULTS)
def test_bad_answers_for_good_cost_one_item(
    llm_show: Show, service: ChatService, fault: str
) -> None:
    """The rules tell that item, the others stay; no falsehood is in the script."""
    service.always(fault, 1)
    script = write(llm_show).script
    assert by_rules(script) == ([] if fault in SURVIVED | {"obeys"} else [1])
    if by_rules(script):
        rule_based = rules.write(post_of(llm_show), llm_show)
        assert told(script, 1) == told(rule_based, 1)
        assert script.fallbacks[0].why
    for number in (2, 3):
        assert all(words in told(script, number) for words in OWN)
    assert fault not in FALSEHOODS or service.planted
    assert not [each for each in service.planted if each in told(script, 1)]
    assert document.parse(document.dumps(script), Path("script.md")) == script


@pytest.mark.parametrize("fault", ["empty", "truncated", "refusal", "other host", "500", "401"])
def test_a_bad_frame_costs_only_the_frame(llm_show: Show, service: ChatService, fault: str) -> None:
    """Greeting, bridges and closing are those of the rules, the items are not."""
    service.always(fault, 0)
    script = write(llm_show).script
    assert by_rules(script) == [None]
    assert OWN_GREETING not in told(script, None)
    assert all(OWN[0] in told(script, number) for number in (1, 2, 3))


@pytest.mark.parametrize(
    "fault",
    ["version", "percent", "latin-name", "direction", "rounding", "invents", "remarks"],
)
def test_no_falsehood_is_in_the_frame(llm_show: Show, service: ChatService, fault: str) -> None:
    """What a greeting says of the news is compared with the whole post."""
    service.always(fault, 0)
    script = write(llm_show).script
    assert by_rules(script) == [None]
    assert len(service.planted) == 3
    assert not [each for each in service.planted if each in told(script, None)]


def test_a_script_is_judged_as_a_build_judges_it(llm_show: Show, service: ChatService) -> None:
    """A closing that is true of the post, but looks like a wrong headline, is told by the rules."""
    service.always("mixes headlines", 0)
    script = write(llm_show).script
    assert by_rules(script) == [None]
    verdicts = factcheck.judge_lines(script.lines, post_of(llm_show), llm_show.own_words)
    assert not [each for each in verdicts if each.violations]


@pytest.mark.parametrize("fault", ["401", "500", "drop", "html"])
def test_a_service_that_answers_nothing_is_left_alone(
    llm_show: Show, service: ChatService, fault: str
) -> None:
    """The whole script is that of the rules, with one line that says why and what to do."""
    service.always(fault)
    draft = write(llm_show)
    assert draft.script == rules.write(post_of(llm_show), llm_show)
    (warning,) = draft.warnings
    assert warning.startswith("llm: the ")
    assert "the rules have told everything" in warning


@pytest.mark.parametrize(
    ("fault", "remedy"),
    [
        ("401", "in the environment variable CHAT_KEY"),
        ("404", "check `url` (it ends in /v1, without /chat/completions) and `model` of `writer`"),
        ("long", "use a `model` with a longer context, or `--writer rules`"),
        ("413", "use a `model` with a longer context, or `--writer rules`"),
        (
            "402",
            "(HTTP 402: Insufficient Balance) after 1 try; see to its credit, or use `--writer",
        ),
        ("200 with 402", "(HTTP 402: Insufficient credits) after 1 try; see to its credit"),
        ("200 with an error", "the service is busy (HTTP 500: overloaded) after 4 tries"),
        ("403", "in the environment variable CHAT_KEY"),
    ],
)
def test_each_refusal_has_a_remedy(
    llm_show: Show, service: ChatService, fault: str, remedy: str
) -> None:
    """In the terms of the writer's settings."""
    service.always(fault)
    (warning,) = write(llm_show).warnings
    assert remedy in warning


def test_an_answer_without_end_is_left_at_the_deadline(
    llm_folder: Path, service: ChatService
) -> None:
    """What has been told by then stays."""
    configure(llm_folder, service, deadline=6)
    service.always("stall", 1)
    script = write(config.load(llm_folder)).script
    (fallback,) = script.fallbacks
    assert fallback.item == 1
    assert fallback.why.startswith("the episode was not finished within 6 s; raise `deadline`")
    assert all(words in told(script, 2) for words in OWN)


def test_offline_the_rules_write(llm_folder: Path, service: ChatService) -> None:
    """Where nothing listens, one line says so."""
    path = llm_folder / "show.yaml"
    path.write_text(path.read_text("utf-8").replace(service.url, "http://127.0.0.1:9/v1"), "utf-8")
    draft = write(config.load(llm_folder))
    assert draft.script.writer == rules.WRITER
    assert len(draft.warnings) == 1
    assert "cannot be reached" in draft.warnings[0]


def test_an_answer_that_reaches_its_bound_is_named(llm_show: Show, service: ChatService) -> None:
    """It is asked for with more room, up to eight times the bound."""
    service.always("bound", 1)
    (fallback,) = write(llm_show).script.fallbacks
    assert fallback.why == "the answer is longer than its bound after 1 try"
    assert [*_rooms(service)] == [1, 2, 4, 8]


def _rooms(service: ChatService) -> Iterator[float]:
    """Yield how the bounds of the requests about item 1 have grown."""
    asked = [(r["messages"][1]["content"], r["max_tokens"]) for r in service.requests]
    bounds = [bound for text, bound in asked if '"post": {"item": 1,' in text]
    yield from (bound / bounds[0] for bound in bounds)


def test_the_room_that_a_model_needs_is_found_out_once(
    llm_folder: Path, service: ChatService
) -> None:
    """A model that thinks before it answers is given the room by the next run, too."""
    configure(llm_folder, service, parallel=1)
    show = config.load(llm_folder)
    service.play("bound", 1, 2)
    assert not write(show).script.fallbacks
    assert [*_rooms(service)] == [1, 2, 4]
    bound = service.requests[-1]["max_tokens"]
    service.requests.clear()
    assert not write(show, anew=True).script.fallbacks
    assert [*_rooms(service)] == [1]
    assert service.requests[-1]["max_tokens"] == bound


def test_an_option_that_a_service_does_not_know_is_left_out(
    llm_show: Show, service: ChatService
) -> None:
    """Tokens are then counted by the estimate."""
    service.reports = False
    assert not write(llm_show).script.fallbacks
    service.refused_forms = 0
    assert not write(llm_show, anew=True).script.fallbacks
    assert service.refused_forms == 0


@pytest.mark.parametrize(
    "kept",
    [
        "{", "3", "{}", '["schema"]', '["shema", "max_tokens"]', "[1, 2, 3, 4, 5]",
        '["tool", "max_tokens", 1e9, true]', '["tool", "max_tokens", 0, true]',
    ],
)  # fmt: skip
def test_damaged_notes_of_a_service_are_none(
    llm_show: Show, service: ChatService, kept: str
) -> None:
    """It is asked as an unknown one."""
    folder = Answers(llm_show.cache / FOLDER)
    folder.put(key_of("ways", llm_show.writer.url, llm_show.writer.model), kept)
    assert not write(llm_show).script.fallbacks


# --- What it costs --------------------------------------------------------------------------------


def test_the_budget_stops_before_the_request(llm_folder: Path, service: ChatService) -> None:
    """What the tokens do not suffice for is told by the rules, and nobody was asked for it."""
    configure(llm_folder, service, max_tokens=4000, parallel=1)
    script = write(config.load(llm_folder)).script
    left = {each.item or 0 for each in script.fallbacks}
    assert left
    assert left.isdisjoint(service.asked)
    assert len(service.asked) + len(left) == 4
    assert all("max_tokens: 4000" in each.why for each in script.fallbacks)


def test_answers_are_kept_by_item(llm_show: Show, service: ChatService) -> None:
    """Only an item that has changed is asked for again."""
    first = write(llm_show).script
    path = post_of(llm_show).path
    path.write_text(path.read_text("utf-8").replace("24GB", "32GB"), "utf-8")
    service.asked.clear()
    second = write(llm_show).script
    assert service.asked == {1: 1}
    assert "32GB" in told(second, 1)
    assert told(first, 2) == told(second, 2)


def test_a_damaged_answer_is_asked_for_again(llm_show: Show, service: ChatService) -> None:
    """Half a file is none."""
    first = write(llm_show).script
    for path in (llm_show.cache / "answers").rglob("*.json"):
        path.write_bytes(path.read_bytes()[:-20])
    service.asked.clear()
    assert write(llm_show).script == first
    assert sum(service.asked.values()) == 4


def test_an_item_is_asked_for_again_alone(llm_show: Show, service: ChatService) -> None:
    """The others stay, and what was told by the rules is told by the service."""
    service.always("number", 1)
    first = write(llm_show).script
    service.play("ok", None, 0)
    service.asked.clear()
    second = write(llm_show, redo=1, earlier=first).script
    assert service.asked == {1: 1}
    assert not second.fallbacks
    assert all(words in told(second, 1) for words in OWN)
    assert [x for x in second.lines if x.item != 1] == [x for x in first.lines if x.item != 1]
    assert second.lines_sha256 == document.fingerprint(second.lines)


def test_a_failed_repetition_leaves_the_item(llm_show: Show, service: ChatService) -> None:
    """The lines that were there are better than none."""
    first = write(llm_show).script
    service.always("version", 1)
    draft = write(llm_show, redo=1, earlier=first)
    assert draft.script == first
    assert draft.warnings == (
        "item 1 stays as it was: version: a claim is not in the post, after 3 answers",
    )


@pytest.mark.parametrize(
    ("wish", "message"),
    [({"redo": 9}, "no such item; there are 1, 2, 3"), ({"redo": 1, "earlier": None}, "none of")],
)
def test_a_repetition_needs_an_item_and_a_script(
    llm_show: Show, service: ChatService, wish: dict[str, object], message: str
) -> None:
    """Otherwise an error says what there is."""
    earlier = rules.write(post_of(llm_show), llm_show)
    with pytest.raises(ScriptError, match=message):
        write(llm_show, **{"earlier": earlier, **wish})
    assert not service.requests


def test_another_service_or_style_is_another_writer(llm_show: Show) -> None:
    """A script stays only while its identity does; the key and the budget are no part of it."""
    post = post_of(llm_show)

    def identity(show: Show, minutes: float | None = None) -> str:
        return load(show, "llm").identity(post, minutes)

    settings = llm_show.writer
    others = {
        identity(replace(llm_show, writer=replace(settings, model="other"))),
        identity(replace(llm_show, writer=replace(settings, url="http://127.0.0.1:9/v1"))),
        identity(replace(llm_show, minutes=5)),
        identity(replace(llm_show, words=replace(llm_show.words, farewell="再见。"))),
        identity(llm_show, 4),
    }
    assert len(others) == 5
    assert identity(llm_show) not in others
    same = replace(settings, key="OTHER_KEY", max_tokens=5000)
    assert identity(replace(llm_show, writer=same)) == identity(llm_show)
    assert rules.minutes_of(identity(llm_show, 4)) == 4


# --- The key --------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["401", "echo", "number", "500", "ok"])
def test_the_key_is_in_no_file_and_no_message(
    llm_show: Show, service: ChatService, fault: str
) -> None:
    """A service may repeat it; neither script nor cache nor reason has a part of it."""
    service.always(fault, 1)
    draft = write(llm_show)
    files = [path.read_bytes() for path in llm_show.root.rglob("*") if path.is_file()]
    said = [document.dumps(draft.script), *draft.notes, *draft.warnings]
    key = os.environ["CHAT_KEY"]
    for text in (*(each.encode() for each in said), *files):
        for at in range(len(key) - 8):
            assert key[at : at + 8].encode() not in text


def test_a_key_that_cannot_be_sent_is_no_crash(
    llm_show: Show, service: ChatService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Faulty answers that are kept are read without it; what must be asked for says why."""
    service.always("number", 1)
    first = write(llm_show).script
    monkeypatch.setenv("CHAT_KEY", "密钥")
    assert write(llm_show).script == first
    (warning,) = write(llm_show, anew=True).warnings
    assert "the key cannot be sent" in warning
    assert "set the environment variable CHAT_KEY again" in warning


@pytest.mark.parametrize("key", ["x", "ollama", "Nova"])
def test_a_short_key_is_no_secret_in_an_answer(
    llm_show: Show, service: ChatService, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    """A local service needs none, and any word is set; it is still in no message."""
    monkeypatch.setenv("CHAT_KEY", key)
    service.key = ""
    assert not write(llm_show).script.fallbacks


def test_no_host_goes_on_from_item_to_item(llm_show: Show, service: ChatService) -> None:
    """The service lets the same host begin every item; the program lets them take turns."""
    lines = [line for line in write(llm_show).script.lines if line.part == "item"]
    for one, other in pairwise(lines):
        assert one.item == other.item or one.host != other.host


# --- What stays where no other words come ---------------------------------------------------------


def test_a_bridge_stays_before_an_item_that_is_asked_for_again(
    llm_show: Show, service: ChatService
) -> None:
    """It belongs to the frame; the phrase of the rules has no place there."""
    first = write(llm_show).script
    second = write(llm_show, redo=2, earlier=first).script
    assert second == first
    assert next(x.text for x in second.lines if x.item == 2) == f"{OWN_BRIDGE}。"


def test_a_phrase_leads_to_an_item_without_a_bridge(llm_show: Show, service: ChatService) -> None:
    """Where the rules told the frame, theirs."""
    service.always("empty", 0)
    first = write(llm_show).script
    service.play("ok", None, 0)
    assert write(llm_show, redo=2, earlier=first).script == first


@pytest.mark.parametrize(
    ("first", "rest", "is_bridge"),
    [
        ("再看海港市的巴士。", "海港市新增96条自动驾驶巴士线路。", True),
        ("换个话题。", "海港市新增96条自动驾驶巴士线路。", True),
        ("说完星河科技，再看巴士。", "海港市新增96条自动驾驶巴士线路。", True),
        ("海港市新增96条自动驾驶巴士线路。", "单程票价2元。", False),
        ("单程票价2元。", "海港市新增96条自动驾驶巴士线路。", False),
    ],
)
def test_a_bridge_says_nothing_of_its_own(
    llm_show: Show, first: str, rest: str, is_bridge: bool
) -> None:
    """By that it is told from the first line of an item."""
    lines = [Line(llm_show.hosts[0].name, "item", 3, text) for text in (first, rest)]
    bridge, others = unbridged(lines, post_of(llm_show))
    assert bridge == (first if is_bridge else "")
    assert len(others) == (1 if is_bridge else 2)


@pytest.mark.parametrize("fault", ["500", "401"])
def test_an_outage_leaves_the_script(llm_show: Show, service: ChatService, fault: str) -> None:
    """Asked for all of it again, its own words are better than the rules'."""
    first = write(llm_show).script
    service.always(fault)
    draft = write(llm_show, anew=True, earlier=first)
    assert draft.script == first
    (warning,) = draft.warnings
    assert warning.endswith("; the script stays as it was")


@pytest.mark.parametrize("fault", ["500", "other host", "empty"])
@pytest.mark.parametrize("target", [0, 1, 2])
def test_what_is_not_told_anew_stays(
    llm_show: Show, service: ChatService, fault: str, target: int
) -> None:
    """One item, or the frame, beside others that are told in other words."""
    first = write(llm_show).script
    service.always(fault, target)
    draft = write(llm_show, anew=True, earlier=first)
    assert draft.script == first
    assert not draft.notes
    (warning,) = draft.warnings
    assert warning.startswith(f"item {target} stays" if target else "greeting, bridges and closing")


def test_what_the_rules_told_before_they_tell_again(llm_show: Show, service: ChatService) -> None:
    """There are no words of the service to keep."""
    service.always("version", 1)
    first = write(llm_show).script
    second = write(llm_show, anew=True, earlier=first)
    assert by_rules(second.script) == [1]
    assert not second.warnings


@pytest.mark.parametrize("tokens", [1000, 1100])
def test_a_budget_for_nothing_is_no_script_of_the_model(
    llm_folder: Path, service: ChatService, tokens: int
) -> None:
    """The script is named as the rules', so that a build with more tokens asks for it."""
    configure(llm_folder, service, max_tokens=tokens)
    show = config.load(llm_folder)
    draft = write(show)
    assert not service.requests
    assert draft.script == rules.write(post_of(show), show)
    assert draft.warnings[0] == (
        f"llm: `max_tokens: {tokens}` do not suffice; the rules have told everything"
    )
