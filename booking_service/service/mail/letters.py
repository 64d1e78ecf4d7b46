"""Letters (mails) as values and as text: which there are, what each says, in the reader's language.

A letter's words stand in ``templates/NAME.LANGUAGE.txt``: the subject, an empty line, the
body. Every letter exists in every one of ``LANGUAGES``; a test holds that. Who reads another
language gets Japanese, as everywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from string import Template
from typing import NamedTuple

from booking_service.policy.instants import TOKYO
from booking_service.policy.model import City
from booking_service.service.views import use_span
from booking_service.storage.records import UseRecord

LANGUAGES = ("ja", "en")
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
_WEEKDAYS = {"ja": "月火水木金土日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
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
        "from": f"{start:%H:%M}",
        # A use until midnight ends at 24:00 of its own day.
        "until": "24:00" if end.date() > use.date else f"{end:%H:%M}",
    }


def write(letter: Letter, city: City, values: Values, language: str) -> Written:
    """A letter in its reader's language. Raises ``KeyError`` for a value that it is not told."""
    spoken = language if language in LANGUAGES else LANGUAGES[0]
    known: dict[str, Value] = {
        "system_name": city.system_name,
        "secret_name": city.secret.name,
        "number_name": city.registration_number.name,
        "contact_name": city.contact.name,
        "contact_tel": city.contact.tel,
        **values,
    }
    said = {name: _said(value, spoken) for name, value in known.items()}
    subject, _, body = _words(letter.value, spoken).partition("\n")
    footer = _words("footer", spoken)
    return Written(
        Template(subject).substitute(said).strip(),
        Template(f"{body.strip()}\n\n-- \n{footer}").substitute(said),
    )


@cache
def _words(name: str, language: str) -> str:
    folder = resources.files("booking_service.service.mail") / "templates"
    return (folder / f"{name}.{language}.txt").read_text("utf-8")


def _said(value: Value, language: str) -> str:
    if not isinstance(value, str):
        return value.get(language, value["ja"])
    if _DAY.fullmatch(value):
        return _day(date.fromisoformat(value), language)
    if _INSTANT.fullmatch(value):
        return _instant(datetime.fromisoformat(value).astimezone(TOKYO), language)
    return value


def _day(day: date, language: str) -> str:
    weekday = _WEEKDAYS[language][day.weekday()]
    if language == "en":
        return f"{weekday} {day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日（{weekday}）"


def _instant(at: datetime, language: str) -> str:
    """Until midnight means until 24:00 of the day before, as people say it."""
    if (at.hour, at.minute) == (0, 0):
        return f"{_day(at.date() - timedelta(days=1), language)} 24:00"
    return f"{_day(at.date(), language)} {at:%H:%M}"
