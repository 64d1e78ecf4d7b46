"""What residents are told about the procedures: topics, and sections that answer one question.

No rule is decided by it; it is told as it stands in the city's ``guide.toml``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from booking_service.policy.rules import Text


@dataclass(frozen=True, slots=True)
class GuideFact:
    """One line of a table: what it is about, and what holds."""

    label: Text
    value: Text


@dataclass(frozen=True, slots=True)
class GuideSection:
    """The answer to one question: what it is, step by step, what to bring, where, until when."""

    id: str
    title: Text
    paragraphs: tuple[Text, ...]
    steps: tuple[Text, ...]
    facts: tuple[GuideFact, ...]
    bring: tuple[Text, ...]
    where: Text | None
    until: Text | None
    tel: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class GuideTopic:
    """``icon`` is one of the signs that every kiosk can draw."""

    id: str
    title: Text
    icon: str
    sections: tuple[GuideSection, ...]


#: A city's guide. It is read when it is first asked for: no rule needs it.
Guide = Callable[[], tuple[GuideTopic, ...]]


def no_guide() -> tuple[GuideTopic, ...]:
    """The guide of a city that has none."""
    return ()
