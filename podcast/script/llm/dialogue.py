"""Ask for an answer until it may be spoken: what is wrong with it goes back, a few times."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from podcast.errors import EngineUnavailable
from podcast.online.faults import ServiceFault
from podcast.script.llm import answers, prompt
from podcast.script.llm.answers import FrameAnswer, ItemAnswer, Unreadable
from podcast.script.llm.asking import SERVICE, Question, Refusal, Service
from podcast.script.llm.budget import Spent
from podcast.script.llm.proof import Fault, people

Answer = TypeVar("Answer", ItemAnswer, FrameAnswer)
Told = TypeVar("Told")

TRIES = 3
"""A question, and two more tries with what was wrong."""
_HINT = "要从头到尾一个完整的 JSON 对象，字段一个不少，台词里的引号用“”"
_MOST_ANSWER = 8000
"""The most characters of an answer that go back with what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Told]):
    """What an answer gave, or why it gave nothing."""

    told: Told | None
    why: str = ""
    """The reason, without words of the service."""
    at_terminal: str = ""
    """The reason with what helps a person, if the service is to blame; else empty."""
    unasked: bool = False
    """Whether time, money or the service ended it, so that another run may bring an answer."""


def converse(
    service: Service,
    question: Question,
    shape: type[Answer],
    prove: Callable[[Answer], tuple[Told, Sequence[Fault]]],
    *,
    anew: bool,
) -> Outcome[Told]:
    """Return what the first answer gives with which `prove` finds no fault.

    Faults go back to the service. An answer that never comes, or never is good enough, is no error:
    the outcome says why.
    """
    why = ""
    for tries in range(1, TRIES + 1):
        try:
            text = service.answer(question, anew=anew)
        except (ServiceFault, EngineUnavailable, Spent, Refusal) as error:
            outcome: Outcome[Told] = _failed(error, service)
            if isinstance(error, Refusal):
                why = outcome.why
                continue
            return outcome
        try:
            told, faults = prove(answers.read(text, shape))
        except Unreadable as error:
            faults = (Fault(f"不是所要的 JSON（{error}）；{_HINT}", str(error)),)
        else:
            if not faults:
                return Outcome(told)
        why = people(faults)
        question = _with_faults(question, text, faults, tries)
    return Outcome(None, f"{why}, after {TRIES} answers")


def _with_faults(question: Question, text: str, faults: Sequence[Fault], tries: int) -> Question:
    """Return the first question again with the last answer: earlier answers would only cost."""
    first = Question(question.name, question.messages[:2], question.schema, question.most_tokens)
    return prompt.again(first, text[:_MOST_ANSWER], [each.for_model for each in faults], tries)


def _failed(
    error: ServiceFault | EngineUnavailable | Spent | Refusal, service: Service
) -> Outcome[Told]:
    if isinstance(error, ServiceFault):
        return Outcome(None, error.reason, service.told(error), unasked=True)
    if isinstance(error, Spent):
        return Outcome(None, f"`max_tokens: {service.budget.most}` do not suffice", unasked=True)
    if isinstance(error, Refusal):
        return Outcome(None, "the model declines")
    reason = error.reason.removeprefix(f"{SERVICE}: ")
    return Outcome(None, reason, reason, unasked=True)
