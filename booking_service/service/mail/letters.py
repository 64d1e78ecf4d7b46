"""Letters (mails) as values and as text: which there are, what each says, in the reader's language.

A letter's words are ``mail.NAME.subject`` and ``mail.NAME.body`` of the catalogue. Every letter
exists in every language of ``words.LANGUAGES``; a test holds that. Who reads another language gets
Japanese, as everywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from booking_service.policy.model import City
from booking_service.service.views import use_span
from booking_service.storage.records import UseRecord
from booking_service.wording import days, words

#: What a letter is told: a text by language, a plain word, or an ISO date or instant.
Value = str | Mapping[str, str]
Values = Mapping[str, Value]


class Letter(StrEnum):
    """Which letter; what it must be told stands in ``WANTED``."""

    SECRET_RESET = "secret-reset"  # noqa: S105 - the name of a letter
    SECRET_CHANGED = "secret-changed"  # noqa: S105
    REGISTERED = "registered"
    REGISTRATION_BEGUN = "registration-begun"
    LOTTERY_WON = "lottery-won"  # and is a reservation
    LOTTERY_WON_TO_CLAIM = "lottery-won-to-claim"
    LOTTERY_LOST = "lottery-lost"
    BOOKING_CLOSED = "booking-closed"


_USE = frozenset({"number", "facility", "room", "day", "from", "until"})
#: What each letter must be told, besides what every letter knows of its city.
WANTED: Mapping[Letter, frozenset[str]] = {
    Letter.SECRET_RESET: frozenset({"secret", "until"}),
    Letter.SECRET_CHANGED: frozenset({"at"}),
    Letter.REGISTERED: frozenset(),
    Letter.REGISTRATION_BEGUN: frozenset({"until"}),
    Letter.LOTTERY_WON: _USE,
    Letter.LOTTERY_WON_TO_CLAIM: _USE | {"claim_until"},
    Letter.LOTTERY_LOST: _USE,
    Letter.BOOKING_CLOSED: _USE | {"reason", "tel"},
}
#: What a resident looks for on a building or a door.
_ON_A_SIGN = frozenset({"facility", "room"})
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+\+[0-9:]+")


class Written(NamedTuple):
    """A letter in one language."""

    subject: str
    body: str


def of_use(city: City, number: str, use: UseRecord) -> dict[str, Value]:
    """What letters about one booking or application say of it. ``number`` is its own."""
    room = city.room(use.room_id)
    start, end = use_span(city, use)
    return {
        "number": number,
        "facility": dict(city.facility(room.facility_id).name),
        "room": dict(room.name),
        "day": use.date.isoformat(),
        "from": days.clock(start),
        "until": days.end_of_use(start, end),
    }


def write(letter: Letter, city: City, values: Values, language: str) -> Written:
    """A letter in its reader's language. Raises ``KeyError`` for a value that it is not told."""
    spoken = words.language_of(language) or words.LANGUAGES[0]
    known: dict[str, Value] = {
        "system_name": city.system_name,
        "secret_name": city.secret.name,
        "number_name": city.registration_number.name,
        "contact_name": city.contact.name,
        "contact_tel": city.contact.tel,
        **values,
    }
    said = words.terms(city.terms, spoken)
    said |= {name: _said(name, value, spoken) for name, value in known.items()}
    subject, body, footer = (
        words.in_brackets(words.text(key, spoken, **said))
        for key in (f"mail.{letter}.subject", f"mail.{letter}.body", "mail.footer")
    )
    return Written(subject, f"{body}\n\n-- \n{footer}")


def _said(name: str, value: Value, language: str) -> str:
    if not isinstance(value, str):
        say = words.with_sign if name in _ON_A_SIGN else words.of_city
        return say(value, language)
    if _DAY.fullmatch(value):
        return days.day(date.fromisoformat(value), language)
    if _INSTANT.fullmatch(value):
        return days.deadline(datetime.fromisoformat(value), language)
    return value
