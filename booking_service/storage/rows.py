"""Rows of the database into records and back. Column order is that of ``statements.py``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from booking_service.clock import TOKYO
from booking_service.storage.records import (
    ApplicationRecord,
    DrawRecord,
    FeeLineRecord,
    HoldingRecord,
    Json,
    PlaceRecord,
    RegistrantRecord,
    ReservationRecord,
    RoomDayRecord,
    SessionRecord,
    UseRecord,
)

Row = Sequence[Any]
_fee_lines = msgspec.json.Decoder(tuple[FeeLineRecord, ...])
_kinds = msgspec.json.Decoder(frozenset[str])


def seconds(at: datetime) -> int:
    """An instant as it is kept: whole Unix seconds."""
    return int(at.timestamp())


def maybe_seconds(at: datetime | None) -> int | None:
    """The same for an instant that may be missing."""
    return None if at is None else seconds(at)


def instant(kept: int) -> datetime:
    """A kept instant, in Asia/Tokyo."""
    return datetime.fromtimestamp(kept, TOKYO)


def maybe_instant(kept: int | None) -> datetime | None:
    """The same for one that may be missing."""
    return None if kept is None else instant(kept)


def to_json(value: object) -> str:
    """A value as the text of a JSON column."""
    return msgspec.json.encode(value).decode()


def registrant(row: Row) -> RegistrantRecord:
    """Columns ``REGISTRANT``."""
    return RegistrantRecord(
        id=row[0],
        number=row[1],
        name=row[2],
        secret_hash=row[3],
        kinds=_kinds.decode(row[4]),
        suspended_since=None if row[5] is None else date.fromisoformat(row[5]),
        valid_until=date.fromisoformat(row[6]),
    )


def only_date(row: Row) -> date:
    """A row of one date."""
    return date.fromisoformat(row[0])


def session(row: Row) -> SessionRecord:
    """Columns of ``GET_SESSION``."""
    token_hash, kiosk_id, expires_at, secret_proof, *rest = row
    ends = instant(expires_at)
    return SessionRecord(token_hash, kiosk_id, ends, secret_proof, registrant(rest))


def room_day(row: Row) -> RoomDayRecord:
    """Columns of ``GET_ROOM_DAY``."""
    return RoomDayRecord(row[0], date.fromisoformat(row[1]), row[2], row[3], row[4])


def use(row: Row) -> UseRecord:
    """Columns ``USE``."""
    return UseRecord(row[0], row[1], date.fromisoformat(row[2]), *row[3:7])


def use_columns(value: UseRecord) -> tuple[Any, ...]:
    """A use, in the order of the columns ``USE``."""
    return (
        value.room_id,
        value.facility_id,
        value.date.isoformat(),
        value.first_slot,
        value.slot_count,
        value.purpose_id,
        value.people,
    )


def reservation(row: Row) -> ReservationRecord:
    """Columns ``RESERVATION``."""
    return ReservationRecord(
        id=row[0],
        registrant_id=row[1],
        use=use(row[2:9]),
        fee_lines=_fee_lines.decode(row[9]),
        fee_yen=row[10],
        origin=row[11],
        state=row[12],
        made_at=instant(row[13]),
        payment_due=maybe_instant(row[14]),
        paid_at=maybe_instant(row[15]),
        rule_version=row[16],
        changed_at=instant(row[17]),
    )


def reservation_columns(value: ReservationRecord) -> tuple[Any, ...]:
    """A reservation, in the order of the columns ``RESERVATION``."""
    return (
        value.id,
        value.registrant_id,
        *use_columns(value.use),
        to_json(value.fee_lines),
        value.fee_yen,
        value.origin,
        value.state,
        seconds(value.made_at),
        maybe_seconds(value.payment_due),
        maybe_seconds(value.paid_at),
        value.rule_version,
        seconds(value.changed_at),
    )


def application(row: Row) -> ApplicationRecord:
    """Columns ``APPLICATION``."""
    because: Json | None = None if row[15] is None else msgspec.json.decode(row[15])
    return ApplicationRecord(
        id=row[0],
        registrant_id=row[1],
        draw_id=row[2],
        use=use(row[3:10]),
        fee_lines=_fee_lines.decode(row[10]),
        fee_yen=row[11],
        token=row[12],
        pseudonym=row[13],
        state=row[14],
        lost_because=because,
        made_at=instant(row[16]),
        reservation_id=row[17],
        rule_version=row[18],
        changed_at=instant(row[19]),
    )


def application_columns(value: ApplicationRecord) -> tuple[Any, ...]:
    """An application, in the order of the columns ``APPLICATION``."""
    return (
        value.id,
        value.registrant_id,
        value.draw_id,
        *use_columns(value.use),
        to_json(value.fee_lines),
        value.fee_yen,
        value.token,
        value.pseudonym,
        value.state,
        None if value.lost_because is None else to_json(value.lost_because),
        seconds(value.made_at),
        value.reservation_id,
        value.rule_version,
        seconds(value.changed_at),
    )


def holding(row: Row) -> HoldingRecord:
    """Columns of ``GET_HOLDINGS``."""
    return HoldingRecord(
        row[0], row[1], row[2], date.fromisoformat(row[3]), row[4], row[5], instant(row[6]), row[7]
    )


def place(row: Row) -> PlaceRecord:
    """Columns of ``GET_BOOKED_PLACES``."""
    return PlaceRecord(row[0], date.fromisoformat(row[1]), row[2])


def draw(row: Row) -> DrawRecord:
    """Columns of ``GET_DRAW``."""
    return DrawRecord(
        id=row[0],
        use_month=date.fromisoformat(row[1]),
        secret=row[2],
        commitment=row[3],
        drawn_at=maybe_instant(row[4]),
        published_at=maybe_instant(row[5]),
    )
