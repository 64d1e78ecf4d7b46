"""Rows of counter work as values: accounts, the audit log, closings, notices, changes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from booking_service.storage.records.bookings import UseRecord


@dataclass(frozen=True, slots=True)
class StaffAccountRecord:
    """A named person of the staff. ``ended_at``: from then on the account is shut.

    ``must_change``: the secret was given by somebody else and is good for choosing an own one only.
    """

    id: int
    user: str
    name: str
    roles: frozenset[str]
    secret_hash: str = field(repr=False)
    must_change: bool
    made_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class StaffSessionRecord:
    """Somebody of the staff who has signed in."""

    token_hash: bytes
    expires_at: datetime
    account: StaffAccountRecord


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One line of the audit log. ``chain`` binds it to all lines before it."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: str
    reason: str
    chain: str

    def link(self, before: str) -> str:
        """The hash that binds this line to ``before``, the one of the line before it."""
        what = (self.actor, self.action, self.subject, self.detail, self.reason)
        told = json.dumps([self.id, int(self.at.timestamp()), *what], ensure_ascii=False)
        return sha256(f"{before}\n{told}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ClosingRecord:
    """Days on which a room, a facility or (without either) the whole city is closed.

    ``first`` and ``last`` are both closed. ``version`` is that of the last change to this row.
    """

    id: int
    facility_id: str | None
    room_id: str | None
    first: date
    last: date
    reason: dict[str, str]
    made_at: datetime
    ended_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """A notice posted by staff, or a change to one of the city's files. Withdrawn ones stay."""

    id: str
    date: date
    title: dict[str, str]
    body: dict[str, str]
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChangeRecord:
    """One change of a booking (変更・振替): what it was before, and why."""

    reservation_id: int
    at: datetime
    before: UseRecord
    fee_yen: int  # before
    paid: bool
    reason: str


@dataclass(frozen=True, slots=True)
class LivingRecord:
    """A booking or an application that is still to come."""

    id: int
    registrant_id: int
    use: UseRecord


@dataclass(frozen=True, slots=True)
class SettlementRecord:
    """What ending a booking at the counter cost: the fee as the rules say, and what was asked."""

    reservation_id: int
    at: datetime
    percent: int
    fee_yen: int
    asked_yen: int
    reason: str


@dataclass(frozen=True, slots=True)
class KioskStateRecord:
    """A terminal as staff see it."""

    id: str
    place: str
    enrolled_at: datetime
    revoked_at: datetime | None
    seen_at: datetime | None
    heartbeat: dict[str, object] | None


@dataclass(frozen=True, slots=True)
class EnrolmentCodeRecord:
    """A code with which one terminal may fetch its credential, once."""

    kiosk_id: str
    place: str
    code_hash: bytes
    expires_at: datetime
