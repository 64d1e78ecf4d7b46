"""Draws, from the commitment to the published result."""

# ruff: noqa: S608 - what is put together here are the column lists of this module, never input

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

import msgspec

from booking_service.storage.records import (
    ApplicationRecord,
    DigitsRecord,
    DrawPlan,
    DrawRecord,
    HoldingRecord,
    Json,
    ListedApplication,
)
from booking_service.storage.sql.convert import instant, maybe_instant, seconds, to_json
from booking_service.storage.sql.lottery import APPLICATION, APPLICATION_COLUMNS, application
from booking_service.storage.sql.session import Part, Row, only_int, only_text

_PLAN = (
    "id, first_day, last_day, opens_at, closes_at, draw_at, result_at, secret, commitment,"
    " committed_at"
)
_DRAW = (
    f"{_PLAN}, list_hash, applications, listed_at, entropy, withdrawn, started_at, seed, drawn_at,"
    " published_at"
)
_GET = f"SELECT {_DRAW} FROM draw WHERE id = ?"
_SINCE = f"SELECT {_DRAW} FROM draw WHERE last_day >= ? ORDER BY first_day, id"
_PARTS = "SELECT body FROM draw_part WHERE draw_id = ? AND kind = ? ORDER BY place"
_DIGITS = "SELECT officer, digits FROM draw_digits WHERE draw_id = ? ORDER BY place"
_WAITING = (
    "SELECT id, registrant_id, token, pseudonym, room_id, units, date, first_slot, slot_count"
    " FROM lottery_application WHERE draw_id = ? AND state = 'applied' AND id > ?"
    " ORDER BY id LIMIT ?"
)
_COUNT = "SELECT count(*) FROM lottery_application WHERE draw_id = ? AND state = 'applied'"
_WANTED = (
    "SELECT DISTINCT room_id, units, first_slot, slot_count FROM lottery_application"
    " WHERE draw_id = ? AND state = 'applied' AND date = ?"
)
_HELD = """
SELECT registrant_id, id, state, room_id, date, first_slot, slot_count, made_at, origin
  FROM reservation
 WHERE date BETWEEN :first AND :last AND state IN ('provisional', 'confirmed', 'used')
UNION ALL
SELECT registrant_id, id, state, room_id, date, first_slot, slot_count, made_at, NULL
  FROM lottery_application
 WHERE date BETWEEN :first AND :last AND state = 'won' AND draw_id <> :draw
"""
_BY_TOKEN = (
    f"SELECT {APPLICATION}, drawn_state FROM lottery_application"
    " WHERE token IN (SELECT value FROM EACH(?))"
)
_WON = "SELECT token FROM lottery_application WHERE draw_id = ? AND drawn_state = 'won'"
_UNPUBLISHED = (
    f"SELECT {APPLICATION}, drawn_state FROM lottery_application"
    " WHERE draw_id = ? AND state = 'applied' AND drawn_state IS NOT NULL ORDER BY id LIMIT ?"
)
_ON = (
    f"SELECT {APPLICATION} FROM lottery_application"
    " WHERE draw_id = ? AND date = ? AND state = ? ORDER BY id"
)
_COMMIT = (
    f"INSERT INTO draw ({_PLAN}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET first_day = excluded.first_day,"
    " last_day = excluded.last_day, opens_at = excluded.opens_at, closes_at = excluded.closes_at,"
    " draw_at = excluded.draw_at, result_at = excluded.result_at WHERE draw.listed_at IS NULL"
)
_DROP_PARTS = "DELETE FROM draw_part WHERE draw_id = ? AND kind = ? AND place >= ?"
_KEEP_PART = "INSERT INTO draw_part (draw_id, kind, place, body) VALUES (?, ?, ?, ?)"
_LISTED = "UPDATE draw SET list_hash = ?, applications = ?, listed_at = ? WHERE id = ?"
_STARTED = "UPDATE draw SET entropy = ?, withdrawn = ?, started_at = ? WHERE id = ?"
_DRAWN = "UPDATE draw SET seed = ?, drawn_at = ? WHERE id = ?"
_PUBLISHED = "UPDATE draw SET published_at = ? WHERE id = ?"
_KEEP_DIGITS = (
    "INSERT INTO draw_digits (draw_id, place, officer, digits)"
    " SELECT :draw, count(*) + 1, :officer, :digits FROM draw_digits WHERE draw_id = :draw"
)
_COMMITMENT = "SELECT commitment FROM draw WHERE id = ?"
_SET_LOST = "UPDATE lottery_application SET drawn_state = 'lost', lost_because = ? WHERE id = ?"
_SET_WON = "UPDATE lottery_application SET drawn_state = 'won', units = ? WHERE id = ?"
_SHOW = "UPDATE booked_slot SET shown = true WHERE holder_kind = ? AND holder_id = ?"
_SECOND_CHANCE = (
    "UPDATE lottery_application SET state = 'won', units = ?, claim_until = ?, changed_at = ?"
    " WHERE id = ?"
)


def _plan(row: Row) -> DrawPlan:
    days, instants = row[1:3], row[3:7]
    first, last = (date.fromisoformat(day) for day in days)
    opens, closes, draw_at, result_from = (instant(at) for at in instants)
    return DrawPlan(
        id=row[0],
        first_day=first,
        last_day=last,
        opens=opens,
        closes=closes,
        draw_at=draw_at,
        result_from=result_from,
        secret=row[7],
        commitment=row[8],
        committed_at=instant(row[9]),
    )


def _draw(row: Row) -> DrawRecord:
    withdrawn: list[str] = [] if row[14] is None else msgspec.json.decode(row[14])
    return DrawRecord(
        plan=_plan(row),
        list_hash=row[10],
        applications=row[11],
        listed_at=maybe_instant(row[12]),
        entropy=None if row[13] is None else msgspec.json.decode(row[13]),
        withdrawn=tuple(withdrawn),
        started_at=maybe_instant(row[15]),
        seed=row[16],
        drawn_at=maybe_instant(row[17]),
        published_at=maybe_instant(row[18]),
    )


def _waiting(row: Row) -> ListedApplication:
    number, who, token, pseudonym, room, units, day, first, count = row
    picked, on = msgspec.json.decode(units), date.fromisoformat(day)
    return ListedApplication(number, who, token, pseudonym, room, tuple(picked), on, first, count)


def _wanted(row: Row) -> tuple[str, tuple[str, ...], range]:
    room, units, first, count = row
    return room, tuple(msgspec.json.decode(units)), range(first, first + count)


def _held(row: Row) -> tuple[int, HoldingRecord]:
    who, number, state, room, day, first, count, made_at, origin = row
    made = instant(made_at)
    return who, HoldingRecord(
        number, state, room, date.fromisoformat(day), first, count, made, origin
    )


def _digits(row: Row) -> DigitsRecord:
    return DigitsRecord(row[0], row[1])


class DrawReads(Part):
    """See ``ports.draws``."""

    def draw(self, draw_id: str) -> DrawRecord | None:
        return self._one(_draw, _GET, (draw_id,))

    def commitment(self, draw_id: str) -> str | None:
        return self._one(lambda row: str(row[0]), _COMMITMENT, (draw_id,))

    def draws(self, since: date) -> list[DrawRecord]:
        return self._all(_draw, _SINCE, (since.isoformat(),))

    def draw_parts(self, draw_id: str, kind: str) -> list[bytes]:
        return self._all(lambda row: bytes(row[0]), _PARTS, (draw_id, kind))

    def digits(self, draw_id: str) -> list[DigitsRecord]:
        return self._all(_digits, _DIGITS, (draw_id,))

    def waiting_for(self, draw_id: str, after: int, limit: int) -> list[ListedApplication]:
        return self._all(_waiting, _WAITING, (draw_id, after, limit))

    def count_waiting_for(self, draw_id: str) -> int:
        return self._one(only_int, _COUNT, (draw_id,)) or 0

    def wanted_of(self, draw_id: str, day: date) -> list[tuple[str, tuple[str, ...], range]]:
        return self._all(_wanted, _WANTED, (draw_id, day.isoformat()))

    def held_beside(self, draw_id: str, first: date, last: date) -> list[tuple[int, HoldingRecord]]:
        return self._all(_held, _HELD, {"draw": draw_id, "first": str(first), "last": str(last)})

    def drawn_of(self, tokens: Sequence[str]) -> dict[str, tuple[ApplicationRecord, str | None]]:
        found = self.sql.rows(_BY_TOKEN, (to_json(list(tokens)),))
        records = ((application(row), row[APPLICATION_COLUMNS]) for row in found)
        return {record.token: (record, drawn) for record, drawn in records}

    def won_in(self, draw_id: str) -> frozenset[str]:
        return frozenset(self._all(only_text, _WON, (draw_id,)))

    def unpublished_of(self, draw_id: str, limit: int) -> list[tuple[ApplicationRecord, str]]:
        found = self.sql.rows(_UNPUBLISHED, (draw_id, limit))
        return [(application(row), row[APPLICATION_COLUMNS]) for row in found]

    def lost_on(self, draw_id: str, day: date) -> list[ApplicationRecord]:
        return self._all(application, _ON, (draw_id, day.isoformat(), "lost"))

    def won_on(self, draw_id: str, day: date) -> list[ApplicationRecord]:
        return self._all(application, _ON, (draw_id, day.isoformat(), "won"))


class DrawWrites(DrawReads):
    """See ``ports.draws``."""

    def commit_draw(self, plan: DrawPlan) -> None:
        days = (plan.first_day.isoformat(), plan.last_day.isoformat())
        instants = (plan.opens, plan.closes, plan.draw_at, plan.result_from)
        secret = (plan.secret, plan.commitment, seconds(plan.committed_at))
        self.sql.do(_COMMIT, (plan.id, *days, *(seconds(at) for at in instants), *secret))

    def keep_draw_parts(self, draw_id: str, kind: str, first: int, parts: Iterable[bytes]) -> None:
        self.sql.do(_DROP_PARTS, (draw_id, kind, first))
        for place, part in enumerate(parts, first):
            self.sql.do(_KEEP_PART, (draw_id, kind, place, part))

    def note_listed(self, draw_id: str, list_hash: str, applications: int, at: datetime) -> None:
        self.sql.do(_LISTED, (list_hash, applications, seconds(at), draw_id))

    def note_started(
        self, draw_id: str, entropy: Json, withdrawn: Sequence[str], at: datetime
    ) -> None:
        gone = to_json(list(withdrawn))
        self.sql.do(_STARTED, (to_json(entropy), gone, seconds(at), draw_id))

    def note_drawn(self, draw_id: str, seed: str, at: datetime) -> None:
        self.sql.do(_DRAWN, (seed, seconds(at), draw_id))

    def note_published(self, draw_id: str, at: datetime) -> None:
        self.sql.do(_PUBLISHED, (seconds(at), draw_id))

    def keep_digits(self, draw_id: str, digits: DigitsRecord) -> None:
        bound = {"draw": draw_id, "officer": digits.officer, "digits": digits.digits}
        self.sql.do(_KEEP_DIGITS, bound)

    def set_drawn_won(self, application_id: int, units: Sequence[str]) -> None:
        self.sql.do(_SET_WON, (to_json(list(units)), application_id))

    def set_drawn_lost(self, application_id: int, because: Json) -> None:
        self.sql.do(_SET_LOST, (to_json(because), application_id))

    def show_slots(self, holder: tuple[str, int]) -> None:
        self.sql.do(_SHOW, holder)

    def set_second_chance(
        self, application_id: int, units: Sequence[str], until: datetime, at: datetime
    ) -> None:
        bound = (to_json(list(units)), seconds(until), seconds(at), application_id)
        self.sql.do(_SECOND_CHANCE, bound)
