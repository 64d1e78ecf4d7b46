"""What an explanation is made of: the question, the facts of the answer, or what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from booking_service.policy.model import City, Facility, FacilityClass, Room
from booking_service.policy.rules import Source, Text


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a class by its name or a room by its id, and the date of use. ``booked_on``
    and ``cancel_at`` tell what would be counted from them."""

    use_date: date
    class_name: str | None = None
    room_id: str | None = None
    booked_on: date | None = None
    cancel_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """From ``from_day`` on (None: from the beginning) cancelling costs ``percent`` of the fee."""

    from_day: date | None
    percent: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What one way of using the room costs: slots that are sold as one, or an hour (none)."""

    slots: tuple[str, ...]
    name: Text
    yen: int


@dataclass(frozen=True, slots=True)
class Cancelling:
    """What cancelling at an instant would mean. None: it hangs on the day of booking, which was
    not given. ``yen`` of the fees of ``usage_fee``, in their order."""

    at: datetime
    online: bool | None
    percent: int | None
    yen: tuple[int, ...]


Value = datetime | Step | Cost | Cancelling | int | Text | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One value with the rule it follows from and where the city says so.

    ``key`` is its path, ``lottery.opens``; ``rule`` names a table of the city's files;
    ``ends``: the instant is the first one that is too late; ``part``: the fact only says where this
    part of the value before it comes from.
    """

    key: str
    label: Text
    value: Value
    rule: str
    source: Source
    note: Text | None = None
    ends: bool = False
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What is explained. ``room`` and ``facility`` are None where a class is asked for."""

    klass: FacilityClass
    room: Room | None
    facility: Facility | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer: all facts, in the order in which they come up on a resident's way."""

    city: City
    question: Question
    subject: Subject
    facts: tuple[Fact, ...]

    def value(self, key: str) -> Value:
        """The value of one key; None if there is none, or if it cannot be told."""
        return next((fact.value for fact in self.facts if fact.key == key), None)

    def instant(self, key: str) -> datetime | None:
        """The instant of one key; None likewise."""
        value = self.value(key)
        return value if isinstance(value, datetime) else None

    def listed(self, key: str) -> tuple[Value, ...]:
        """The values of a numbered list: ``cancellation.fee_steps``, ``usage_fee``."""
        return tuple(fact.value for fact in self.facts if fact.key.startswith(f"{key}["))


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a question, and what there is instead."""

    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.problem}; {self.remedy}"
