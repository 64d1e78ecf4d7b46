"""``Reader`` and ``Store`` on an SQLite connection. Statements: ``statements.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

import apsw

from booking_service.storage import rows
from booking_service.storage import statements as sql
from booking_service.storage.records import (
    ApplicationRecord,
    DrawRecord,
    DueJob,
    FeedRow,
    HoldingRecord,
    Json,
    KioskRecord,
    PlaceRecord,
    RegistrantRecord,
    ReservationRecord,
    RoomDayRecord,
    SessionRecord,
    StoredWrite,
)
from booking_service.storage.rows import Row, instant, seconds, to_json

V = TypeVar("V")


class SqliteReader:
    """Answers questions from one connection; not to be shared between threads at one time."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._do = connection.execute

    def _one(self, make: Callable[[Row], V], statement: str, bound: Sequence[Any]) -> V | None:
        row = self._do(statement, bound).fetchone()
        return None if row is None else make(row)

    def _all(self, make: Callable[[Row], V], statement: str, bound: Sequence[Any]) -> list[V]:
        return [make(row) for row in self._do(statement, bound)]

    def service_value(self, name: str) -> str | None:
        return self._one(lambda row: str(row[0]), sql.GET_VALUE, (name,))

    def kiosk(self, kiosk_id: str) -> KioskRecord | None:
        return self._one(lambda row: KioskRecord(*row), sql.GET_KIOSK, (kiosk_id,))

    def registrant(self, registrant_id: int) -> RegistrantRecord | None:
        return self._one(rows.registrant, sql.GET_REGISTRANT, (registrant_id,))

    def registrant_by_number(self, number: str) -> RegistrantRecord | None:
        return self._one(rows.registrant, sql.GET_REGISTRANT_BY_NUMBER, (number,))

    def session(self, token_hash: bytes) -> SessionRecord | None:
        return self._one(rows.session, sql.GET_SESSION, (token_hash,))

    def room_day(self, room_id: str, day: date) -> RoomDayRecord | None:
        return self._one(rows.room_day, sql.GET_ROOM_DAY, (room_id, day.isoformat()))

    def room_days_made(self) -> tuple[date, date] | None:
        ends = [self._one(rows.only_date, wanted, ()) for wanted in sql.ROOM_DAYS_MADE]
        first, last = ends
        return None if first is None or last is None else (first, last)

    def last_change(self) -> int:
        return self._one(lambda row: int(row[0]), sql.LAST_CHANGE, ()) or 0

    def feed(self, after: int, limit: int) -> list[FeedRow]:
        found = self._do(sql.GET_FEED, {"after": after, "limit": limit})
        return [FeedRow(row[0], row[1], row[2], bool(row[3]), row[4:8]) for row in found]

    def reservation(self, reservation_id: int) -> ReservationRecord | None:
        return self._one(rows.reservation, sql.GET_RESERVATION, (reservation_id,))

    def reservations_of(self, registrant_id: int, since: date) -> list[ReservationRecord]:
        bound = (registrant_id, since.isoformat())
        return self._all(rows.reservation, sql.GET_RESERVATIONS_OF, bound)

    def application(self, application_id: int) -> ApplicationRecord | None:
        return self._one(rows.application, sql.GET_APPLICATION, (application_id,))

    def application_behind(self, reservation_id: int) -> int | None:
        bound = (reservation_id,)
        return self._one(lambda row: int(row[0]), sql.GET_APPLICATION_BEHIND, bound)

    def applications_of(self, registrant_id: int, since: date) -> list[ApplicationRecord]:
        bound = (registrant_id, since.isoformat())
        return self._all(rows.application, sql.GET_APPLICATIONS_OF, bound)

    def applications_in(self, draw_id: str, state: str) -> list[ApplicationRecord]:
        return self._all(rows.application, sql.GET_APPLICATIONS_IN, (draw_id, state))

    def competing(self, room_id: str, day: date) -> list[tuple[int, int]]:
        bound = (room_id, day.isoformat())
        return self._all(lambda row: (row[0], row[1]), sql.GET_COMPETING, bound)

    def holdings(self, registrant_id: int, first: date, last: date) -> list[HoldingRecord]:
        bound = {"registrant": registrant_id, "first": str(first), "last": str(last)}
        return [rows.holding(row) for row in self._do(sql.GET_HOLDINGS, bound)]

    def booked_places(self, since: date) -> list[PlaceRecord]:
        return [rows.place(row) for row in self._do(sql.GET_BOOKED_PLACES, {"since": str(since)})]

    def pseudonym(self, registrant_id: int, draw_id: str) -> str | None:
        return self._one(lambda row: str(row[0]), sql.GET_PSEUDONYM, (registrant_id, draw_id))

    def booked_by_others(
        self, draw_id: str, first: date, last: date
    ) -> frozenset[tuple[str, date, int]]:
        found = self._do(sql.GET_BOOKED_BY_OTHERS, (str(first), str(last), draw_id))
        return frozenset((room, date.fromisoformat(day), slot) for room, day, slot in found)

    def booked_slots(self, room_id: str, day: date) -> frozenset[int]:
        bound = (room_id, day.isoformat())
        return frozenset(self._all(lambda row: int(row[0]), sql.GET_BOOKED_SLOTS, bound))

    def write(self, kiosk_id: str, key: str) -> StoredWrite | None:
        return self._one(lambda row: StoredWrite(*row), sql.GET_WRITE, (kiosk_id, key))

    def draw(self, draw_id: str) -> DrawRecord | None:
        return self._one(rows.draw, sql.GET_DRAW, (draw_id,))

    def due_jobs(self, now: datetime, limit: int) -> list[DueJob]:
        bound = (seconds(now), limit)
        return self._all(lambda row: DueJob(row[0], row[1], instant(row[2])), sql.DUE_JOBS, bound)


class SqliteStore(SqliteReader):
    """What a command may change; lives on the writer's connection."""

    def keep_service_value(self, name: str, value: str) -> None:
        self._do(sql.KEEP_VALUE, (name, value))

    def keep_kiosk(self, kiosk: KioskRecord, at: datetime) -> None:
        self._do(sql.KEEP_KIOSK, (kiosk.id, kiosk.place, kiosk.secret_hash, seconds(at)))

    def note_heartbeat(self, kiosk_id: str, at: datetime, heartbeat: Json) -> None:
        self._do(sql.NOTE_HEARTBEAT, (seconds(at), rows.to_json(heartbeat), kiosk_id))

    def add_registrant(self, registrant: RegistrantRecord) -> int | None:
        since = registrant.suspended_since
        bound = (
            registrant.number,
            registrant.name,
            registrant.secret_hash,
            rows.to_json(sorted(registrant.kinds)),
            None if since is None else since.isoformat(),
            registrant.valid_until.isoformat(),
        )
        return self._one(lambda row: int(row[0]), sql.ADD_REGISTRANT, bound)

    def open_session(self, session: SessionRecord) -> None:
        who = (session.kiosk_id, session.registrant.id)
        bound = (session.token_hash, *who, seconds(session.expires_at), session.secret_proof)
        self._do(sql.OPEN_SESSION, bound)

    def extend_session(self, token_hash: bytes, expires_at: datetime) -> None:
        self._do(sql.EXTEND_SESSION, (seconds(expires_at), token_hash))

    def end_session(self, token_hash: bytes) -> None:
        self._do(sql.END_SESSION, (token_hash,))

    def keep_confirmation(
        self, token_hash: bytes, session_hash: bytes, expires_at: datetime
    ) -> None:
        self._do(sql.KEEP_CONFIRMATION, (token_hash, session_hash, seconds(expires_at)))

    def use_confirmation(self, token_hash: bytes, session_hash: bytes, now: datetime) -> bool:
        bound = (token_hash, session_hash)
        ends = self._one(lambda row: instant(row[0]), sql.USE_CONFIRMATION, bound)
        return ends is not None and now < ends

    def put_room_days(self, days: Iterable[RoomDayRecord]) -> None:
        for day in days:
            key = (day.room_id, day.date.isoformat())
            letters = list(day.facts)
            for (slot,) in self._do(sql.GET_SHOWN_SLOTS, key):
                if slot < len(letters):
                    letters[slot] = "t"
            self._do(sql.PUT_ROOM_DAY, (*key, day.pattern, day.facts, "".join(letters)))

    def put_offer_days(self, days: Iterable[tuple[str, str, date, str]]) -> None:
        for facility_id, class_id, day, offers in days:
            self._do(sql.PUT_OFFER_DAY, (facility_id, class_id, day.isoformat(), offers))

    def delete_days_before(self, day: date, at: datetime) -> None:
        self._do(sql.DELETE_ROOM_DAYS, (seconds(at), day.isoformat()))
        self._do(sql.DELETE_OFFER_DAYS, (seconds(at), day.isoformat()))

    def delete_days_of_others(
        self, rooms: Iterable[str], offers: Iterable[tuple[str, str]], at: datetime
    ) -> None:
        self._do(sql.DELETE_OTHER_ROOMS, (seconds(at), to_json(list(rooms))))
        known = to_json(["/".join(offer) for offer in offers])
        self._do(sql.DELETE_OTHER_OFFERS, (seconds(at), known))

    def purge(self, forgotten_before: datetime, writes_before: datetime) -> None:
        for statement in sql.PURGE:
            self._do(statement, (seconds(forgotten_before),))
        self._do(sql.PURGE_WRITES, (seconds(writes_before),))

    def next_number(self, counter: str) -> int:
        number = self._one(lambda row: int(row[0]), sql.NEXT_NUMBER, (counter,))
        if number is None:
            raise KeyError(counter)
        return number

    def occupy(
        self, room_id: str, day: date, slots: range, holder: tuple[str, int], shown: bool
    ) -> bool:
        bound = (room_id, day.isoformat(), *holder, shown, rows.to_json(list(slots)))
        try:
            self._do(sql.OCCUPY, bound)
        except apsw.ConstraintError:
            return False  # SQLite has taken the whole statement back
        return True

    def hand_over(self, old: tuple[str, int], new: tuple[str, int]) -> None:
        self._do(sql.HAND_OVER, (*new, *old))

    def free(self, holder: tuple[str, int]) -> None:
        self._do(sql.FREE, holder)

    def add_reservation(self, reservation: ReservationRecord) -> None:
        self._do(sql.ADD_RESERVATION, rows.reservation_columns(reservation))

    def set_reservation_state(self, reservation_id: int, state: str, at: datetime) -> None:
        self._do(sql.SET_RESERVATION_STATE, (state, seconds(at), None, reservation_id))

    def set_reservation_paid(self, reservation_id: int, state: str, at: datetime) -> None:
        self._do(sql.SET_RESERVATION_STATE, (state, seconds(at), seconds(at), reservation_id))

    def add_application(self, application: ApplicationRecord) -> None:
        self._do(sql.ADD_APPLICATION, rows.application_columns(application))

    def set_application_state(
        self, application_id: int, state: str, reservation_id: int | None, at: datetime
    ) -> None:
        bound = (state, seconds(at), reservation_id, application_id)
        self._do(sql.SET_APPLICATION_STATE, bound)

    def set_draw_result(self, application_id: int, state: str, because: Json | None) -> None:
        kept = None if because is None else rows.to_json(because)
        self._do(sql.SET_DRAW_RESULT, (state, kept, application_id))

    def keep_write(self, kiosk_id: str, key: str, write: StoredWrite, at: datetime) -> None:
        bound = (kiosk_id, key, write.body_hash, write.state, write.status, write.body)
        self._do(sql.KEEP_WRITE, (*bound, seconds(at)))

    def commit_draw(self, draw: DrawRecord, at: datetime) -> None:
        month = draw.use_month.isoformat()
        self._do(sql.COMMIT_DRAW, (draw.id, month, draw.secret, draw.commitment, seconds(at)))

    def note_drawn(self, draw_id: str, list_hash: str, seed: str, at: datetime) -> None:
        self._do(sql.NOTE_DRAWN, (list_hash, seed, seconds(at), draw_id))

    def publish_draw(self, draw_id: str, at: datetime) -> None:
        self._do(sql.PUBLISH_RESULTS, (seconds(at), draw_id))
        self._do(sql.SHOW_WINS, (draw_id,))
        self._do(sql.NOTE_PUBLISHED, (seconds(at), draw_id))

    def plan(self, job: DueJob) -> None:
        self._do(sql.PLAN, (job.kind, job.subject, seconds(job.due_at)))

    def plan_again(self, job: DueJob) -> None:
        self._do(sql.PLAN_AGAIN, (job.kind, job.subject, seconds(job.due_at)))

    def job_done(self, job: DueJob, at: datetime) -> None:
        self._do(sql.JOB_DONE, (seconds(at), job.kind, job.subject))

    def note_audit(self, at: datetime, actor: str, action: str, subject: str, detail: str) -> None:
        self._do(sql.NOTE_AUDIT, (seconds(at), actor, action, subject, detail))
