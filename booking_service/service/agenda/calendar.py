"""The city's calendar of one month, as it is sent."""

from __future__ import annotations

from datetime import date, timedelta

from booking_service.policy.agenda import Entry, EntryKind, EntrySpan, agenda
from booking_service.policy.instants import local_date
from booking_service.policy.model import City
from booking_service.policy.rules import Text
from booking_service.service.agenda import words
from booking_service.service.agenda.names import in_calendar
from booking_service.service.agenda.shapes import Calendar, CalendarEvent
from booking_service.service.views import text

#: What happens on a day, and does not last.
_MOMENTS = (EntryKind.DRAW, EntryKind.LAPSE)
_MOMENT = timedelta(microseconds=1)


def calendar(city: City, month: date) -> Calendar:
    """What happens in the month that begins on ``month``."""
    events = [_event(city, entry) for entry in agenda(city, month)]
    return {"month": f"{month:%Y-%m}", "events": events}


def _event(city: City, entry: Entry) -> CalendarEvent:
    span = entry.span
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "name": text(
            in_calendar(city, entry.name, entry.class_ids)
            if entry.name
            else words.paying(city.terms)
        ),
        "class_ids": list(entry.class_ids),
        "facility_ids": list(entry.facility_ids),
        "from": None if span is None else span.from_,
        "until": None if span is None else span.until,
        "use_month": None if entry.use_month is None else f"{entry.use_month:%Y-%m}",
        "what": text(_what(city, entry)),
        "days": [
            {"use_date": one.use_date, "from": one.from_, "until": one.until} for one in entry.days
        ],
    }


def _what(city: City, entry: Entry) -> Text:
    when = _when(city, entry)
    if entry.kind is EntryKind.LAPSE:
        return words.beside(when, words.lapsing())
    return when if entry.note is None else words.beside(when, entry.note)


def _when(city: City, entry: Entry) -> Text:
    """The rule; what happens on one day has no beginning and no end."""
    if entry.kind in _MOMENTS and entry.opens is not None and not _over_days(entry.span):
        return words.on(entry.opens)
    return words.when(entry.opens, entry.closes, words.counted(entry.event, city.terms))


def _over_days(span: EntrySpan | None) -> bool:
    if span is None or span.until is None:
        return False
    return local_date(span.from_) < local_date(span.until - _MOMENT)
