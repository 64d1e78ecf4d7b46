"""What the counter is shown of bookings, closings, notices and itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from booking_service.policy.model import City
from booking_service.service import views
from booking_service.service.numbers import application_number
from booking_service.service.office import Office
from booking_service.service.settling import fee_on, moves_of, percent_on
from booking_service.service.staff import shapes as staff_shapes
from booking_service.service.staff.accounts import SignedIn
from booking_service.service.staff.actions import Action
from booking_service.service.staff.bookings import Done
from booking_service.storage.ports import Reader
from booking_service.storage.records import (
    ApplicationRecord,
    AuditRecord,
    ChangeRecord,
    ClosingRecord,
    NoticeRecord,
    SettlementRecord,
    StaffAccountRecord,
)


def account(record: StaffAccountRecord) -> staff_shapes.StaffAccount:
    """An account; nothing of its secret."""
    return {
        "user": record.user,
        "name": record.name,
        "roles": sorted(record.roles),
        "made_at": record.made_at,
        "ended_at": record.ended_at,
        "must_change_secret": record.must_change,
    }


def signed_in(found: SignedIn) -> staff_shapes.StaffSession:
    """A token and whose it is."""
    return {
        "token": found.token,
        "expires_at": found.expires_at,
        "account": account(found.account),
    }


def booking(
    office: Office, reader: Reader, done: Done, now: datetime
) -> staff_shapes.StaffReservation:
    """A booking with its money and its past."""
    record = done.record
    settled = reader.settlement(record.id)
    percent, fee = (
        (percent_on(office.city, record, now), fee_on(office.city, record, now))
        if settled is None
        else (settled.percent, settled.fee_yen)
    )
    more: dict[str, Any] = {
        "registrant_id": record.registrant_id,
        "paid_at": record.paid_at,
        "to_pay_yen": done.to_pay_yen,
        "refund_yen": done.refund_yen,
        "cancel_percent": percent,
        "cancel_yen": fee,
        "changes": [_change(one) for one in reader.changes_of(record.id)],
        "settlement": None if settled is None else _settlement(settled),
    }
    moves = moves_of(office.city, reader, record)
    seen = {**views.reservation(office, record, now, settled=settled, moves=moves), **more}
    return cast("staff_shapes.StaffReservation", seen)


def application(record: ApplicationRecord) -> staff_shapes.StaffApplication:
    """An application in a list."""
    return {
        "number": application_number(record.id),
        "room_id": record.use.room_id,
        "date": record.use.date,
        "first_slot": record.use.first_slot,
        "slot_count": record.use.slot_count,
        "state": record.state,
    }


def closing(record: ClosingRecord, hit: list[str]) -> staff_shapes.Closing:
    """A closing and what it hits."""
    return {
        "id": str(record.id),
        "facility_id": record.facility_id,
        "room_id": record.room_id,
        "first": record.first,
        "last": record.last,
        "reason": record.reason,
        "made_at": record.made_at,
        "ended_at": record.ended_at,
        "hit": hit,
    }


def notice(record: NoticeRecord) -> staff_shapes.StaffNotice:
    """A notice of staff."""
    return {
        "id": record.id,
        "date": record.date,
        "title": record.title,
        "body": record.body,
        "withdrawn_at": record.withdrawn_at,
    }


def notices(city: City, posted: list[NoticeRecord]) -> staff_shapes.StaffNotices:
    """Those that are shown, with those that were withdrawn; newest first."""
    gone = [notice(record) for record in posted if record.withdrawn_at is not None]
    shown: list[staff_shapes.StaffNotice] = [
        {
            "id": one.id,
            "date": one.date,
            "title": dict(one.title),
            "body": dict(one.body),
            "withdrawn_at": None,
        }
        for one in city.notices
    ]
    items = sorted((*shown, *gone), key=lambda one: (one["date"], one["id"]), reverse=True)
    return {"items": items}


def action(found: Action) -> staff_shapes.ActionItem:
    """One thing to be done."""
    use = found.use
    return {
        "id": found.id,
        "kind": found.kind.value,
        "about": found.about,
        "since": found.since,
        "detail": found.detail,
        "closing_id": None if found.closing_id is None else str(found.closing_id),
        "room_id": None if use is None else use.room_id,
        "date": None if use is None else use.date,
        "first_slot": None if use is None else use.first_slot,
        "slot_count": None if use is None else use.slot_count,
        "contacted_at": found.contacted_at,
    }


def audit_line(record: AuditRecord) -> staff_shapes.AuditLine:
    """A line of the audit log."""
    return {
        "id": record.id,
        "at": record.at,
        "actor": record.actor,
        "action": record.action,
        "subject": record.subject,
        "detail": record.detail,
        "reason": record.reason,
        "chain": record.chain,
    }


def _change(record: ChangeRecord) -> staff_shapes.StaffChange:
    return {
        "at": record.at,
        "room_id": record.before.room_id,
        "date": record.before.date,
        "first_slot": record.before.first_slot,
        "slot_count": record.before.slot_count,
        "fee_yen": record.fee_yen,
        "reason": record.reason,
    }


def _settlement(record: SettlementRecord) -> staff_shapes.Settlement:
    return {
        "at": record.at,
        "percent": record.percent,
        "fee_yen": record.fee_yen,
        "asked_yen": record.asked_yen,
        "reason": record.reason,
    }
