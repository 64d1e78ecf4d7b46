"""What waits for somebody of the staff.

Worked out anew at every look from what there is, so nothing can be forgotten on the way into a list
or stay in it when it is settled: a booking on a day that has been closed since, a mail that did not
go out, a terminal that is silent or says that something is wrong. That a resident has been told is
the only thing written down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from booking_service.policy.checks import Refusal
from booking_service.policy.model import City
from booking_service.service.fleet.terminals import FINE_PAPER, silent
from booking_service.service.mail import queue as mail
from booking_service.service.numbers import application_number, reservation_number
from booking_service.service.office import Office
from booking_service.service.overlay import shut_rooms
from booking_service.service.staff import audit as staff_audit
from booking_service.service.staff.accounts import Officer
from booking_service.service.staff.audit import Deed
from booking_service.storage.ports import Command, Reader, Store
from booking_service.storage.records import ClosingRecord, KioskStateRecord, LivingRecord, UseRecord


class ActionKind(StrEnum):
    """What is to be done."""

    BOOKING_HIT = "booking-hit"  # move it, or cancel it without a fee
    APPLICATION_HIT = "application-hit"  # tell the resident: it cannot win any more
    MAIL_GIVEN_UP = "mail-given-up"  # tell the resident another way
    KIOSK_SILENT = "kiosk-silent"
    KIOSK_TROUBLE = "kiosk-trouble"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to be done. ``about``: a booking's number, a mail's id, a terminal."""

    id: str
    kind: ActionKind
    about: str
    since: datetime | None
    detail: str = ""
    closing_id: int | None = None
    use: UseRecord | None = None
    registrant_id: int | None = None
    contacted_at: datetime | None = None


def actions(office: Office, reader: Reader) -> list[Action]:
    """Everything that waits now, bookings first, by day of use."""
    now, told = office.now(), reader.contacted()
    found = [
        *hits(office.city, reader, reader.closings_in_force(), now.date()),
        *_mails(reader),
        *_kiosks(reader, now),
    ]
    return [_with_mark(action, told) for action in found]


def hits(
    city: City, reader: Reader, closings: list[ClosingRecord], today: date
) -> Iterator[Action]:
    """What is booked or applied for on closed days from today on; each once."""
    ahead = [closing for closing in closings if closing.last >= today]
    if not ahead:
        return
    first = max(today, min(closing.first for closing in ahead))
    last = max(closing.last for closing in ahead)
    shut = {closing.id: shut_rooms(city, closing) for closing in ahead}
    for number, kind, one in _held(reader, first, last):
        use = one.use
        for closing in ahead:
            if closing.first <= use.date <= closing.last and use.room_id in shut[closing.id]:
                yield Action(
                    id=f"{kind}:{number}",
                    kind=kind,
                    about=number,
                    since=closing.made_at,
                    closing_id=closing.id,
                    use=use,
                    registrant_id=one.registrant_id,
                )
                break


def mark_contacted(office: Office, officer: Officer, action_id: str) -> Command[Action | Refusal]:
    """The resident behind an entry has been told."""

    def command(store: Store) -> Action | Refusal:
        now = office.now().replace(microsecond=0)
        found = next((one for one in actions(office, store) if one.id == action_id), None)
        if found is None:
            return Refusal("not_found")
        store.keep_contacted(action_id, now)
        staff_audit.note(store, Deed(officer.user, "contacted", found.about, found.kind), now)
        return _with_mark(found, {action_id: now})

    return command


def _held(
    reader: Reader, first: date, last: date
) -> Iterator[tuple[str, ActionKind, LivingRecord]]:
    for one in reader.living_reservations(first, last):
        yield reservation_number(one.id), ActionKind.BOOKING_HIT, one
    for one in reader.living_applications(first, last):
        yield application_number(one.id), ActionKind.APPLICATION_HIT, one


def _mails(reader: Reader) -> Iterator[Action]:
    for record in mail.given_up(reader):
        kind, number = ActionKind.MAIL_GIVEN_UP, str(record.id)
        yield Action(f"{kind}:{number}", kind, number, record.queued_at, record.letter)


def _kiosks(reader: Reader, now: datetime) -> Iterator[Action]:
    for kiosk in reader.kiosks():
        if kiosk.revoked_at is not None or kiosk.seen_at is None:
            continue
        if silent(kiosk, now):
            kind = ActionKind.KIOSK_SILENT
            yield Action(f"{kind}:{kiosk.id}", kind, kiosk.id, kiosk.seen_at)
        elif trouble := _trouble(kiosk):
            kind = ActionKind.KIOSK_TROUBLE
            yield Action(f"{kind}:{kiosk.id}", kind, kiosk.id, kiosk.seen_at, trouble)


def _trouble(kiosk: KioskStateRecord) -> str:
    """What a terminal says is wrong with it."""
    said = kiosk.heartbeat or {}
    paper = str(said.get("paper", ""))
    return "" if paper in FINE_PAPER else f"paper: {paper}"


def _with_mark(action: Action, told: dict[str, datetime]) -> Action:
    return replace(action, contacted_at=told.get(action.id))
