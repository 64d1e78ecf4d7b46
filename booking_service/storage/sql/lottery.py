"""Lottery applications."""

# ruff: noqa: S608 - what is put together here are the column lists of this module, never input

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec

from booking_service.storage.records import ApplicationRecord, Json
from booking_service.storage.sql.bookings import USE, fee_lines, use, use_columns
from booking_service.storage.sql.convert import (
    instant,
    maybe_instant,
    maybe_seconds,
    seconds,
    to_json,
)
from booking_service.storage.sql.session import Part, Row, only_int, only_text

APPLICATION = (
    f"id, registrant_id, draw_id, {USE}, fee_lines, fee_yen, token, pseudonym, state,"
    " lost_because, made_at, reservation_id, rule_version, changed_at, claim_until"
)
APPLICATION_COLUMNS = len(APPLICATION.split(","))
_GET = f"SELECT {APPLICATION} FROM lottery_application WHERE id = ?"
_OF = (
    f"SELECT {APPLICATION} FROM lottery_application WHERE registrant_id = ? AND date >= ?"
    " ORDER BY date, first_slot, id"
)
_BEHIND = "SELECT id FROM lottery_application WHERE reservation_id = ?"
_IN_DRAW = (
    f"SELECT {APPLICATION} FROM lottery_application WHERE draw_id = ? AND state = ? ORDER BY id"
)
_COMPETING = (
    "SELECT first_slot, slot_count FROM lottery_application"
    " WHERE room_id = ? AND date = ? AND state = 'applied'"
)
_PSEUDONYM = (
    "SELECT pseudonym FROM lottery_application WHERE registrant_id = ? AND draw_id = ? LIMIT 1"
)
_ADD = (
    f"INSERT INTO lottery_application ({APPLICATION})"
    f" VALUES ({', '.join('?' * APPLICATION_COLUMNS)})"
)
_SET_STATE = (
    "UPDATE lottery_application SET state = ?, changed_at = ?,"
    " reservation_id = coalesce(?, reservation_id) WHERE id = ?"
)


def application(row: Row) -> ApplicationRecord:
    """An application of its columns."""
    because: Json | None = None if row[16] is None else msgspec.json.decode(row[16])
    return ApplicationRecord(
        id=row[0],
        registrant_id=row[1],
        draw_id=row[2],
        use=use(row[3:11]),
        fee_lines=fee_lines.decode(row[11]),
        fee_yen=row[12],
        token=row[13],
        pseudonym=row[14],
        state=row[15],
        lost_because=because,
        made_at=instant(row[17]),
        reservation_id=row[18],
        rule_version=row[19],
        changed_at=instant(row[20]),
        claim_until=maybe_instant(row[21]),
    )


def _columns(value: ApplicationRecord) -> tuple[Any, ...]:
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
        maybe_seconds(value.claim_until),
    )


class LotteryReads(Part):
    """See ``ports.lottery``."""

    def application(self, application_id: int) -> ApplicationRecord | None:
        return self._one(application, _GET, (application_id,))

    def application_behind(self, reservation_id: int) -> int | None:
        return self._one(only_int, _BEHIND, (reservation_id,))

    def applications_of(self, registrant_id: int, since: date) -> list[ApplicationRecord]:
        return self._all(application, _OF, (registrant_id, since.isoformat()))

    def applications_in(self, draw_id: str, state: str) -> list[ApplicationRecord]:
        return self._all(application, _IN_DRAW, (draw_id, state))

    def competing(self, room_id: str, day: date) -> list[tuple[int, int]]:
        return self._all(lambda row: (row[0], row[1]), _COMPETING, (room_id, day.isoformat()))

    def pseudonym(self, registrant_id: int, draw_id: str) -> str | None:
        return self._one(only_text, _PSEUDONYM, (registrant_id, draw_id))


class LotteryWrites(LotteryReads):
    """See ``ports.lottery``."""

    def add_application(self, application: ApplicationRecord) -> None:
        self.sql.do(_ADD, _columns(application))

    def set_application_state(
        self, application_id: int, state: str, reservation_id: int | None, at: datetime
    ) -> None:
        self.sql.do(_SET_STATE, (state, seconds(at), reservation_id, application_id))
