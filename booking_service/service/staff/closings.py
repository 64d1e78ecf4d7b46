"""Closing days and rooms, and opening them again.

A closing takes effect at once: in the feed, in the offers, in every check. What is booked or
applied for on its days is left as it is, for a person has to talk to the resident: it stands in the
list of what is to be done (``staff_actions``), as does a booking that slipped in at the same
moment.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from booking_service.policy.checks import Refusal
from booking_service.policy.model import City
from booking_service.service import laid_over
from booking_service.service.answers import invalid
from booking_service.service.mail import queue as mail
from booking_service.service.mail.letters import Letter, of_use
from booking_service.service.numbers import id_of
from booking_service.service.office import Office
from booking_service.service.staff import audit as staff_audit
from booking_service.service.staff.accounts import Officer
from booking_service.service.staff.actions import hits
from booking_service.service.staff.audit import Deed
from booking_service.storage.ports import Command, Store
from booking_service.storage.records import ClosingRecord

#: The longest closing: what is shut for longer is taken out of the city's files.
LONGEST = timedelta(days=366)
FARTHEST = timedelta(days=366 * 3)


@dataclass(frozen=True, slots=True)
class NewClosing:
    """What is to be closed: a room, a facility, or without either the whole city."""

    facility_id: str | None
    room_id: str | None
    first: date
    last: date
    reason: dict[str, str]


def close(office: Office, officer: Officer, wanted: NewClosing) -> Command[ClosingRecord | Refusal]:
    """Closes. The days that are made anew for it follow with ``Overlay.catch_up``."""

    def command(store: Store) -> ClosingRecord | Refusal:
        now = office.now().replace(microsecond=0)
        if refusal := _refusal(office.city, wanted, now.date()):
            return refusal
        record = ClosingRecord(
            id=store.next_number("closing"),
            facility_id=wanted.facility_id,
            room_id=wanted.room_id,
            first=wanted.first,
            last=wanted.last,
            reason=wanted.reason,
            made_at=now,
            ended_at=None,
            version=laid_over.next_version(store),
        )
        earlier = store.closings_in_force()
        told = {hit.id for hit in hits(office.city, store, earlier, now.date())}
        store.keep_closing(record)
        _tell(office.city, store, record, told)
        detail = f"{place_of(record)} {record.first}..{record.last}"
        staff_audit.note(store, Deed(officer.user, "close", str(record.id), detail), now)
        return record

    return command


def _tell(city: City, store: Store, closing: ClosingRecord, told: Collection[str]) -> None:
    """Writes to everybody whose booking or application is hit, and can be reached by mail; not to
    whom a closing before has hit already (``told``)."""
    for hit in hits(city, store, [closing], closing.made_at.date()):
        if hit.id in told or hit.use is None or hit.registrant_id is None:
            continue
        facility = city.facility(hit.use.facility_id)
        values = {**of_use(city, hit.about, hit.use), "reason": closing.reason, "tel": facility.tel}
        once = f"{hit.about} {closing.id}"
        mail.queue(
            store, hit.registrant_id, Letter.BOOKING_CLOSED, values, closing.made_at, once=once
        )


def reopen(office: Office, officer: Officer, closing_id: str) -> Command[ClosingRecord | Refusal]:
    """Ends a closing; one that has ended already stays ended."""

    def command(store: Store) -> ClosingRecord | Refusal:
        number = id_of(closing_id)
        record = None if number is None else store.closing(number)
        if record is None:
            return Refusal("not_found")
        if record.ended_at is not None:
            return record
        now = office.now().replace(microsecond=0)
        ended = ClosingRecord(
            id=record.id,
            facility_id=record.facility_id,
            room_id=record.room_id,
            first=record.first,
            last=record.last,
            reason=record.reason,
            made_at=record.made_at,
            ended_at=now,
            version=laid_over.next_version(store),
        )
        store.keep_closing(ended)
        staff_audit.note(store, Deed(officer.user, "reopen", closing_id, place_of(record)), now)
        return ended

    return command


def place_of(closing: ClosingRecord) -> str:
    """What is closed, in one word."""
    return closing.room_id or closing.facility_id or "city"


def _refusal(city: City, wanted: NewClosing, today: date) -> Refusal | None:
    if wanted.facility_id is not None and wanted.room_id is not None:
        return invalid("body.room_id", "a facility or a room, not both")
    if wanted.first < today:
        return invalid("body.first", f"not before today, {today}")
    if wanted.last < wanted.first:
        return invalid("body.last", "not before the first day")
    if wanted.last - wanted.first > LONGEST or wanted.last - today > FARTHEST:
        return invalid("body.last", f"at most {LONGEST.days} days, within {FARTHEST.days} days")
    known = {facility.id for facility in city.facilities}
    if wanted.facility_id is not None and wanted.facility_id not in known:
        return invalid("body.facility_id", "a facility of the city")
    if wanted.room_id is not None and wanted.room_id not in {room.id for room in city.rooms}:
        return invalid("body.room_id", "a room of the city")
    return None
