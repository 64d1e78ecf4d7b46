"""What the status page and the calendar file of a receipt show: state, date, room, never a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from html import escape
from importlib import resources
from string import Template

from booking_service.policy.model import City
from booking_service.policy.rules import Text
from booking_service.service import links
from booking_service.service.numbers import application_number, reservation_number
from booking_service.service.office import Office
from booking_service.service.status import draw as status_draw
from booking_service.service.status.draw import InDraw
from booking_service.service.status.wording import (
    choices,
    html_language,
    page_text,
    place,
    plain_title,
)
from booking_service.service.views import use_span
from booking_service.storage.ports import Reader
from booking_service.storage.records import ApplicationRecord, ReservationRecord
from booking_service.wording import days, words

#: What may yet come to nothing without anybody doing anything.
_TENTATIVE = frozenset({"applied", "won", "provisional"})
#: How far each state is along the life of a booking, from application to use.
_RANKS: Mapping[str, int] = {
    "applied": 0,
    "won": 1,
    "lost": 1,
    "claimed": 2,
    "provisional": 2,
    "confirmed": 3,
    "used": 4,
    "waived": 5,
    "lapsed": 5,
    "cancelled": 5,
    "expired": 5,
}
#: More than the largest of them: whatever happens a second later has a larger number.
_A_SECOND = 8
#: Octets of one line of a calendar file (RFC 5545 §3.1).
_LINE_OCTETS = 75
#: What stands before the facts on the page.
_LABELS = {
    "title": "status.page.title",
    "number": "status.page.number",
    "when": "status.page.when",
    "where": "status.page.where",
    "ask": "status.page.ask",
}
_GONE = frozenset({"lost", "waived", "lapsed", "cancelled", "expired"})


@dataclass(frozen=True, slots=True)
class Shown:
    """What the holder of a receipt may see."""

    number: str
    state: str
    facility: Text
    room: Text
    tel: str
    starts: datetime
    ends: datetime
    payment_due: datetime | None
    uid: str  # of the calendar entry; a won reservation keeps that of its application
    begun_at: datetime  # the reservation, or the application that won it
    changed_at: datetime
    seen_at: datetime
    moves: int = 0
    in_draw: InDraw | None = None
    terms: Mapping[str, Text] = field(default_factory=dict)  # what the city calls things


def look_up(office: Office, signed: str) -> Shown | None:
    """What a signed link leads to; None if it is not one of ours."""
    link = links.read(office.link_key, signed)
    if link is None:
        return None
    with office.database.reading() as reader:
        match link.to:
            case links.Linked.RESERVATION:
                return _reservation(office, reader, link.id)
            case links.Linked.APPLICATION:
                applied = reader.application(link.id)
                if applied is None:
                    return None
                if applied.reservation_id is not None:  # what became of the win is the truth
                    return _reservation(office, reader, applied.reservation_id)
                return _application(office, reader, applied)


def page(shown: Shown, language: str, calendar_address: str) -> str:
    """The page as HTML."""
    terms = words.terms(shown.terms, language)
    labels = {name: page_text(key, language, **terms) for name, key in _LABELS.items()}
    due = shown.payment_due
    pay_by = "" if due is None else days.deadline(due, language)
    pay = f"<dt>{page_text('status.page.pay', language)}</dt><dd>{pay_by}</dd>" if pay_by else ""
    calendar = page_text("status.page.calendar", language)
    button = f'<a class="button" href="{escape(calendar_address)}">{calendar}</a>'
    day = days.day(shown.starts.date(), language)
    return _frame("status.html").substitute(
        labels,
        language=html_language(language),
        head=plain_title(language, terms),
        state=page_text(f"status.state.{shown.state}", language, **terms),
        tone="gone" if shown.state in _GONE else "good",
        number_text=shown.number,
        when_text=f"{day} {days.span(shown.starts, shown.ends, language)}",
        where_text=f"{place(shown.facility, language)}<br>{place(shown.room, language)}",
        pay_row=pay,
        draw_row=status_draw.row(shown.in_draw, language, terms),
        calendar_button="" if shown.state in _GONE else button,
        tel=escape(shown.tel),
        as_of=page_text("status.page.as_of", language, at=days.moment(shown.seen_at, language)),
        languages=choices(language),
    )


def page_not_found(city: City, language: str) -> str:
    """The page for a link that leads nowhere."""
    terms = words.terms(city.terms, language)
    return _frame("status_not_found.html").substitute(
        language=html_language(language),
        head=plain_title(language, terms),
        nothing=page_text("status.page.nothing", language, **terms),
        ask=page_text("status.page.ask", language),
        tel=escape(city.contact.tel),
        languages=choices(language),
    )


def _frame(name: str) -> Template:
    frame = resources.files("booking_service.service.status") / name
    return Template(frame.read_text("utf-8"))


def calendar_file(shown: Shown) -> str:
    """The use as an iCalendar file (RFC 5545).

    A booking that is gone is sent as cancelled, one that may yet come to nothing as tentative. The
    sequence grows with every state, so that a calendar that fetched it before takes the change.
    """
    form = "%Y%m%dT%H%M%SZ"
    state = words.text(f"status.state.{shown.state}", "ja", **words.terms(shown.terms, "ja"))
    where = f"{shown.facility['ja']} {shown.room['ja']}"
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//booking-service//status//JA",
        "BEGIN:VEVENT",
        f"UID:{shown.uid}@booking-service",
        f"SEQUENCE:{_sequence(shown)}",
        f"DTSTAMP:{shown.seen_at.astimezone(UTC).strftime(form)}",
        f"LAST-MODIFIED:{shown.changed_at.astimezone(UTC).strftime(form)}",
        f"DTSTART:{shown.starts.astimezone(UTC).strftime(form)}",
        f"DTEND:{shown.ends.astimezone(UTC).strftime(form)}",
        f"SUMMARY:{_ics(where)}",
        f"LOCATION:{_ics(where)}",
        f"DESCRIPTION:{_ics(state)} {shown.number}",
        f"STATUS:{_calendar_status(shown.state)}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _sequence(shown: Shown) -> int:
    """Of two changes the later one has the larger number, of several within a second too where they
    go on in the life of a booking or move it."""
    seconds = max(0, int((shown.changed_at - shown.begun_at).total_seconds()))
    return (seconds + shown.moves) * _A_SECOND + _RANKS[shown.state]


def _reservation(office: Office, reader: Reader, reservation_id: int) -> Shown | None:
    record = reader.reservation(reservation_id)
    if record is None:
        return None
    won = reader.application_behind(record.id)
    number = reservation_number(record.id)
    shown = _shown(office, number, record)
    if shown is None:
        return None
    due = record.payment_due if record.state == "provisional" else None
    shown = replace(shown, payment_due=due, moves=len(reader.changes_of(record.id)))
    applied = None if won is None else reader.application(won)
    if applied is None:
        return shown
    return replace(
        shown,
        uid=_uid(office.city, application_number(applied.id)),
        begun_at=applied.made_at,
        in_draw=status_draw.in_draw(office, reader, applied),
    )


def _application(office: Office, reader: Reader, record: ApplicationRecord) -> Shown | None:
    shown = _shown(office, application_number(record.id), record)
    found = status_draw.in_draw(office, reader, record)
    return None if shown is None else replace(shown, in_draw=found)


def _shown(
    office: Office, number: str, record: ReservationRecord | ApplicationRecord
) -> Shown | None:
    use = record.use
    try:
        room = office.city.room(use.room_id)
    except KeyError:  # an old receipt, of a room that the city no longer has
        return None
    facility = office.city.facility(room.facility_id)
    starts, ends = use_span(office.city, use)
    return Shown(
        number=number,
        state=record.state,
        facility=facility.name,
        room=room.name,
        tel=facility.tel,
        starts=starts,
        ends=ends,
        payment_due=None,
        uid=_uid(office.city, number),
        begun_at=record.made_at,
        changed_at=record.changed_at,
        seen_at=office.now(),
        terms=office.city.terms,
    )


def _uid(city: City, number: str) -> str:
    """Numbers are a city's own, and a calendar may hold the bookings of two."""
    return f"{city.id}-{number}"


def _ics(text: str) -> str:
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text


def _calendar_status(state: str) -> str:
    if state in _GONE:
        return "CANCELLED"
    return "TENTATIVE" if state in _TENTATIVE else "CONFIRMED"


def _folded(line: str) -> str:
    """A long line in pieces, cut between characters; each piece but the first begins with a
    space."""
    pieces, octets = [""], 0
    for character in line:
        size = len(character.encode())
        if octets + size > _LINE_OCTETS:
            pieces.append(" ")
            octets = 1
        pieces[-1] += character
        octets += size
    return "\r\n".join(pieces)
