"""Posting, changing and withdrawing notices. Kiosks see them at their next look."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from booking_service.policy.checks import Refusal
from booking_service.service import laid_over
from booking_service.service.office import Office
from booking_service.service.staff import audit as staff_audit
from booking_service.service.staff.accounts import Officer
from booking_service.service.staff.audit import Deed
from booking_service.storage.ports import Command, Store
from booking_service.storage.records import NoticeRecord


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A notice as staff write it. Without an id it is a new one; without a date it is of today, or
    keeps the date that it has."""

    id: str | None
    date: date | None
    title: dict[str, str]
    body: dict[str, str]


def post(office: Office, officer: Officer, wanted: NewNotice) -> Command[NoticeRecord | Refusal]:
    """Posts a notice, or changes the one of this id, be it of staff or of the city's files."""

    def command(store: Store) -> NoticeRecord | Refusal:
        now = office.now().replace(microsecond=0)
        before = {notice.id: notice.date for notice in office.city.notices}
        name = wanted.id or f"notice-{store.next_number('notice')}"
        record = NoticeRecord(
            id=name,
            date=wanted.date or before.get(name, now.date()),
            title=wanted.title,
            body=wanted.body,
            withdrawn_at=None,
        )
        action = "change-notice" if name in before else "post-notice"
        store.keep_notice(record)
        laid_over.next_version(store)
        staff_audit.note(store, Deed(officer.user, action, name, str(record.date)), now)
        return record

    return command


def withdraw(office: Office, officer: Officer, notice_id: str) -> Command[NoticeRecord | Refusal]:
    """Takes a notice back; one of the city's files is hidden."""

    def command(store: Store) -> NoticeRecord | Refusal:
        now = office.now().replace(microsecond=0)
        kept = {record.id: record for record in store.posted_notices()}
        shown = {notice.id: notice for notice in office.city.notices}
        if notice_id in kept:
            record = kept[notice_id]
        elif notice_id in shown:
            notice = shown[notice_id]
            record = NoticeRecord(
                notice.id, notice.date, dict(notice.title), dict(notice.body), None
            )
        else:
            return Refusal("not_found")
        if record.withdrawn_at is not None:
            return record
        gone = replace(record, withdrawn_at=now)
        store.keep_notice(gone)
        laid_over.next_version(store)
        staff_audit.note(store, Deed(officer.user, "withdraw-notice", notice_id), now)
        return gone

    return command
