"""The readiness report: every part of the terminal asked once, each within its own time.

Nobody waits for a device that hangs: a question that is not answered in time is a finding, and what
comes later is dropped. All are asked at once, so that the report takes as long as the slowest.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Thread
from time import monotonic

from kiosk.readiness.finding import Finding, Part, Verdict


@dataclass(frozen=True, slots=True)
class Question:
    """``ask`` gives one or several findings about ``part``; ``seconds``: how long it may take."""

    part: Part
    ask: Callable[[], Finding | Iterable[Finding]]
    seconds: float = 5.0
    name: str = ""


@dataclass(frozen=True, slots=True)
class ReadinessReport:
    """``terminal``: its id."""

    terminal: str
    at: datetime
    findings: tuple[Finding, ...]

    @property
    def ready(self) -> bool:
        """Whether residents can be served."""
        return not self.failing

    @property
    def failing(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.verdict is Verdict.FAIL)


def asked(questions: Sequence[Question]) -> tuple[Finding, ...]:
    """The findings in the order of the questions."""
    waiting = [(one, _begin(one), monotonic() + one.seconds) for one in questions]
    found = (_answer(question, answers, until) for question, answers, until in waiting)
    return tuple(finding for several in found for finding in several)


_Answers = queue.SimpleQueue[tuple[Finding, ...] | BaseException]


def _begin(question: Question) -> _Answers:
    answers: _Answers = queue.SimpleQueue()

    def run() -> None:
        try:
            found = question.ask()
            answers.put((found,) if isinstance(found, Finding) else tuple(found))
        except BaseException as error:
            answers.put(error)

    Thread(target=run, daemon=True, name=f"readiness {question.part.value}").start()
    return answers


def _answer(question: Question, answers: _Answers, until: float) -> tuple[Finding, ...]:
    try:
        answer = answers.get(timeout=max(0.0, until - monotonic()))
    except queue.Empty:
        return (Finding(question.part, Verdict.FAIL, "not_in_time", question.name),)
    if isinstance(answer, BaseException):
        raise answer
    return answer
