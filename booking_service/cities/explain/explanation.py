"""What the rules of a city say about one date of use: every instant and fee, with its rule.

``explain`` answers a question about a facility class or a room from the city's files alone: no
service, no database. A city officer checks the rules with it. A class has no facility, so nothing
is closed and nothing moves but for days on which the whole city closes; a room has the closed days
of its building.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from booking_service.cities.explain.facts import facts_of
from booking_service.cities.explain.sources import Provenance
from booking_service.cities.explain.values import Explanation, Question, Subject, Wrong
from booking_service.cities.loader import check_city, folder_of
from booking_service.policy.instants import EARLIEST_DATE, TOKYO, local_date
from booking_service.policy.model import City, FacilityClass

#: The dates of use that are explained.
FIRST_DATE = date(2022, 1, 1)
LAST_DATE = date(2099, 12, 31)
_NEAR = 5


@dataclass(frozen=True, slots=True)
class Rules:
    """A city, and from where its values come."""

    city: City
    origins: Provenance


def rules_of(name_or_path: str | Path) -> Rules:
    """The rules of a city, by name or from its folder. Raises ``CityError`` if it does not load."""
    report = check_city(name_or_path)
    return Rules(report.city, Provenance(folder_of(name_or_path), report.sourced))


def explain(rules: Rules, question: Question) -> Explanation | Wrong:
    """The answer to ``question``; ``Wrong`` if it names a class or room that the city does not
    have, or days that cannot be."""
    wrong = _wrong_days(question)
    if wrong is not None:
        return wrong
    subject = _subject(rules.city, question)
    if isinstance(subject, Wrong):
        return subject
    facts = tuple(facts_of(rules.city, subject, question, rules.origins))
    return Explanation(rules.city, question, subject, facts)


def explain_names(city: City) -> dict[str, str]:
    """By class id the name under which ``explain`` finds it: that of its first-come rule where it
    is the first class to use it, else its own."""
    names: dict[str, str] = {}
    for klass in city.classes:
        name = next(iter(reversed(_first_come_names(klass))), None)
        names[klass.id] = klass.name["ja"] if name is None or name in names.values() else name
    return names


def class_of(city: City, name: str, use_date: date) -> FacilityClass | None:
    """The class of this name: first by the names of first-come rules on the date of use (several
    classes may share one: the first in the file), then by the names of classes, then by their ids,
    then by names that a first-come rule has on other dates. Last, the same names in other widths
    and spaces, as they are typed: ``ｱﾐｶｽ`` or ``(アミカス)``."""
    typed = _plain(name)
    asked = (
        lambda klass: _first_come_on(klass, use_date) == name,
        lambda klass: klass.name["ja"] == name,
        lambda klass: klass.id == name,
        lambda klass: name in _first_come_names(klass),
        lambda klass: _plain(_first_come_on(klass, use_date) or "") == typed,
        lambda klass: _plain(klass.name["ja"]) == typed,
        lambda klass: typed in map(_plain, _first_come_names(klass)),
    )
    found = (klass for fits in asked for klass in city.classes if typed and fits(klass))
    return next(found, None)


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def _first_come_on(klass: FacilityClass, use_date: date) -> str | None:
    rule = klass.first_come_on(use_date)
    return None if rule is None else rule.name["ja"]


def _first_come_names(klass: FacilityClass) -> tuple[str, ...]:
    if klass.first_come is None:
        return ()
    return tuple(rule.name["ja"] for _, rule in klass.first_come.versions)


def _subject(city: City, question: Question) -> Subject | Wrong:
    if question.room_id is not None:
        rooms = {room.id: room for room in city.rooms}
        room = rooms.get(question.room_id)
        if room is None:
            near = _nearest(question.room_id, rooms)
            return Wrong(f"{city.id} has no room {question.room_id!r}", near)
        return Subject(city.klass(room.class_id), room, city.facility(room.facility_id))
    klass = class_of(city, question.class_name or "", question.use_date)
    if klass is None:
        names = ", ".join(explain_names(city).values())
        return Wrong(f"{city.id} has no class {question.class_name!r}", f"it has {names}")
    return Subject(klass, None, None)


def _nearest(given: str, known: Iterable[str]) -> str:
    ids = list(known)
    near = difflib.get_close_matches(given, ids, _NEAR) or ids[:_NEAR]
    return f"it has {len(ids)}, such as {', '.join(near)}; `booking-service cities` lists them"


def _wrong_days(question: Question) -> Wrong | None:
    day, booked = question.use_date, question.booked_on
    if not FIRST_DATE <= day <= LAST_DATE:
        problem = f"the date of use {day} is out of range"
        return Wrong(problem, f"use dates from {FIRST_DATE} to {LAST_DATE}")
    if booked is not None and not EARLIEST_DATE <= booked <= day:
        remedy = f"give a day from {EARLIEST_DATE} to the date of use, {day}"
        return Wrong(f"it cannot have been booked on {booked}", remedy)
    if question.cancel_at is None:
        return None
    earliest = booked or EARLIEST_DATE
    if not earliest <= local_date(question.cancel_at) <= day:
        at = question.cancel_at.astimezone(TOKYO).isoformat()
        remedy = f"give an instant from {earliest} to the end of the date of use, {day}"
        return Wrong(f"it cannot be cancelled at {at}", remedy)
    return None
