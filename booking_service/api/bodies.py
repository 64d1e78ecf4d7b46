"""What requests carry. Every number and text is bounded before it reaches anything else."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated

from fastapi import Path
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from booking_service.api.replies import ProblemError
from booking_service.policy.checks import LARGEST_INT, Refusal
from booking_service.service.booking import Choice as Chosen
from booking_service.service.quoting import QuoteKind

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]
#: No control character (U+0000 to 001F, 007F to 009F) and no line or paragraph separator. In words
#: that every dialect of regular expressions knows: the document shows it to all of them.
ONE_LINE = "^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]+$"
#: The same, with the ends of lines.
SEVERAL_LINES = "^[^\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u2028\\u2029]+$"
#: A registration number, or the code on a card; which of them a city has is the city's to say.
Number = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{1,40}$")]
#: A resident's secret, whatever alphabet their city has.
Secret = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,64}$"), Field(repr=False)]
#: One line of text, without anything that moves a terminal's or a printer's cursor.
Words = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=ONE_LINE)]
Count = Annotated[int, Field(ge=0, le=LARGEST_INT, strict=True)]
Positive = Annotated[int, Field(ge=1, le=LARGEST_INT, strict=True)]


def iso_day(text: str) -> date | None:
    """The date that ISO 8601 writes so; None for any other text."""
    try:
        return date.fromisoformat(text) if _ISO_DAY.fullmatch(text) else None
    except ValueError:
        return None


def _iso_day(value: object) -> object:
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        return value
    raise ValueError("a date such as 2026-04-01")


#: A date as ISO 8601 writes it: neither a number nor an instant.
Day = Annotated[date, BeforeValidator(_iso_day)]

_NAMED = r"^[0-9A-Za-z._-]{1,80}$"


def is_named(text: str) -> bool:
    """Whether anything can have this id or number: no store is asked for what nothing can have."""
    return re.fullmatch(_NAMED, text) is not None


def _named(text: str) -> str:
    if is_named(text):
        return text
    raise ProblemError(Refusal("not_found"))


#: An id or a number in an address. What cannot be one leads nowhere, as any that nobody has.
Named = Annotated[str, Path(json_schema_extra={"pattern": _NAMED}), AfterValidator(_named)]


class Body(BaseModel):
    """A JSON object with these keys and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Nothing(Body):
    """``{}``: all that is to be said stands in the address."""


class Choice(Body):
    """A run of adjoining slots of one room on one day, what for, and how many people."""

    room_id: Slug
    date: Day
    first_slot: Count
    slot_count: Positive
    purpose_id: Slug
    people: Positive
    unit_id: Slug | None = None

    def chosen(self) -> Chosen:
        """The same for the service."""
        return Chosen(
            room_id=self.room_id,
            date=self.date,
            first_slot=self.first_slot,
            slot_count=self.slot_count,
            purpose_id=self.purpose_id,
            people=self.people,
            unit_id=self.unit_id,
        )


class QuoteAsked(Choice):
    """A choice, and which way to it is meant. ``instead_of``: the id of a reservation that would
    be changed to it, and is therefore in nobody's way; only a reservation can be."""

    kind: QuoteKind
    instead_of: Annotated[str, StringConstraints(pattern=_NAMED)] | None = None


class Login(Body):
    """A registration number and its secret."""

    registration_number: Number
    secret: Secret


class SecretAgain(Body):
    """The secret once more, before a commit."""

    secret: Secret


#: A word of the programs' own, never a sentence of anybody's.
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
#: The version of a release of the kiosk's program.
Version = Annotated[str, StringConstraints(pattern=r"^[0-9][0-9A-Za-z.+~-]{0,39}$")]


class UpdateReport(Body):
    """How a terminal's update stands; ``reason`` says why it is where it is."""

    state: Code
    version: Version | None = None
    reason: Code | None = None


class Heartbeat(Body):
    """How a terminal is doing; nothing about residents. What older terminals do not say yet may be
    left out. ``every_seconds``: when the next one is to be expected."""

    version: Words
    paper: Words
    line: Words
    cache_age_seconds: Count | None = None
    open_writes: Count
    state: Code | None = None
    state_reason: Code | None = None
    unprinted: Count | None = None
    every_seconds: Count | None = None
    update: UpdateReport | None = None


class Enrolment(Body):
    """A terminal to be enrolled."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    place: Words


class ClockSetting(Body):
    """The time that the demonstration's clock is set to; it must carry an offset."""

    now: datetime
