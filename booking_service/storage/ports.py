"""What the service asks of a store: SQLite now, PostgreSQL later, behind the same ports.

A ``Reader`` sees the last committed state. A ``Store`` is handed to a command inside the writer's
transaction; a command may be run again from the start, so it touches nothing but its store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol, TypeVar

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

T = TypeVar("T")


class Reader(Protocol):
    """Questions that change nothing."""

    def service_value(self, name: str) -> str | None: ...
    def kiosk(self, kiosk_id: str) -> KioskRecord | None: ...
    def registrant(self, registrant_id: int) -> RegistrantRecord | None: ...
    def registrant_by_number(self, number: str) -> RegistrantRecord | None: ...
    def session(self, token_hash: bytes) -> SessionRecord | None: ...
    def room_day(self, room_id: str, day: date) -> RoomDayRecord | None: ...
    def room_days_made(self) -> tuple[date, date] | None:
        """The first and the last day that can be seen; None if there is none."""
        ...

    def last_change(self) -> int:
        """The number of the last change there was."""
        ...

    def feed(self, after: int, limit: int) -> list[FeedRow]: ...
    def reservation(self, reservation_id: int) -> ReservationRecord | None: ...
    def reservations_of(self, registrant_id: int, since: date) -> list[ReservationRecord]:
        """All reservations of a registrant with a day of use from ``since`` on, by day."""
        ...

    def application(self, application_id: int) -> ApplicationRecord | None: ...
    def application_behind(self, reservation_id: int) -> int | None:
        """The id of the application that won a reservation; None if it was not won."""
        ...

    def applications_of(self, registrant_id: int, since: date) -> list[ApplicationRecord]: ...
    def applications_in(self, draw_id: str, state: str) -> list[ApplicationRecord]: ...
    def competing(self, room_id: str, day: date) -> list[tuple[int, int]]:
        """(first slot, slot count) of every application that waits for the draw."""
        ...

    def holdings(self, registrant_id: int, first: date, last: date) -> list[HoldingRecord]:
        """What a registrant holds for the days from ``first`` to ``last``."""
        ...

    def booked_places(self, since: date) -> list[PlaceRecord]:
        """The rooms and days of every booking with a day of use from ``since`` on."""
        ...

    def pseudonym(self, registrant_id: int, draw_id: str) -> str | None:
        """What the registrant is called in a draw, if they have applied for it."""
        ...

    def booked_by_others(
        self, draw_id: str, first: date, last: date
    ) -> frozenset[tuple[str, date, int]]:
        """Room-slots of these days that are held by anything but an application of the draw."""
        ...

    def booked_slots(self, room_id: str, day: date) -> frozenset[int]: ...
    def write(self, kiosk_id: str, key: str) -> StoredWrite | None: ...
    def draw(self, draw_id: str) -> DrawRecord | None: ...
    def due_jobs(self, now: datetime, limit: int) -> list[DueJob]:
        """What is due and not done, in order of due time."""
        ...


class Store(Reader, Protocol):
    """What a command may change, all of it in one transaction."""

    def keep_service_value(self, name: str, value: str) -> None: ...
    def keep_kiosk(self, kiosk: KioskRecord, at: datetime) -> None: ...
    def note_heartbeat(self, kiosk_id: str, at: datetime, heartbeat: Json) -> None: ...
    def add_registrant(self, registrant: RegistrantRecord) -> int | None:
        """Returns the new id, or None where the number is taken; ``registrant.id`` is ignored."""
        ...

    def open_session(self, session: SessionRecord) -> None: ...
    def extend_session(self, token_hash: bytes, expires_at: datetime) -> None: ...
    def end_session(self, token_hash: bytes) -> None: ...
    def keep_confirmation(
        self, token_hash: bytes, session_hash: bytes, expires_at: datetime
    ) -> None: ...
    def use_confirmation(self, token_hash: bytes, session_hash: bytes, now: datetime) -> bool:
        """Takes a confirmation away; False if it is unknown, used, or too old."""
        ...

    def put_room_days(self, days: Iterable[RoomDayRecord]) -> None:
        """Makes or renews room-days; ``slots`` is worked out from ``facts`` and what is booked."""
        ...

    def put_offer_days(self, days: Iterable[tuple[str, str, date, str]]) -> None:
        """Makes or renews (facility, class, date, offers as JSON)."""
        ...

    def delete_days_before(self, day: date, at: datetime) -> None: ...
    def delete_days_of_others(
        self, rooms: Iterable[str], offers: Iterable[tuple[str, str]], at: datetime
    ) -> None:
        """Takes away the days of all rooms, and all (facility, class), but these."""
        ...

    def purge(self, forgotten_before: datetime, writes_before: datetime) -> None:
        """Drops deleted days, done jobs and ended sessions older than ``forgotten_before``, and
        answers to writes older than ``writes_before``."""
        ...

    def next_number(self, counter: str) -> int: ...
    def occupy(
        self, room_id: str, day: date, slots: range, holder: tuple[str, int], shown: bool
    ) -> bool:
        """Takes all the slots for a holder, or none: False if one of them is held already."""
        ...

    def hand_over(self, old: tuple[str, int], new: tuple[str, int]) -> None: ...
    def free(self, holder: tuple[str, int]) -> None: ...
    def add_reservation(self, reservation: ReservationRecord) -> None: ...
    def set_reservation_state(self, reservation_id: int, state: str, at: datetime) -> None: ...
    def set_reservation_paid(self, reservation_id: int, state: str, at: datetime) -> None: ...
    def add_application(self, application: ApplicationRecord) -> None: ...
    def set_application_state(
        self, application_id: int, state: str, reservation_id: int | None, at: datetime
    ) -> None: ...
    def set_draw_result(self, application_id: int, state: str, because: Json | None) -> None: ...
    def keep_write(self, kiosk_id: str, key: str, write: StoredWrite, at: datetime) -> None: ...
    def commit_draw(self, draw: DrawRecord, at: datetime) -> None: ...
    def note_drawn(self, draw_id: str, list_hash: str, seed: str, at: datetime) -> None: ...
    def publish_draw(self, draw_id: str, at: datetime) -> None:
        """Makes what was drawn the state of the applications, and shows the slots as taken."""
        ...

    def plan(self, job: DueJob) -> None:
        """Plans a job once; a job that is planned already, or done, stays as it is."""
        ...

    def plan_again(self, job: DueJob) -> None:
        """Plans a job, whether or not it has been done before."""
        ...

    def job_done(self, job: DueJob, at: datetime) -> None: ...
    def note_audit(
        self, at: datetime, actor: str, action: str, subject: str, detail: str
    ) -> None: ...


Command = Callable[[Store], T]


class Database(Protocol):
    """One city's database: readers for anybody, one writer for all changes."""

    def reading(self) -> AbstractContextManager[Reader]:
        """A reader of the last committed state; keep it for one short question."""
        ...

    def submit(self, command: Command[T]) -> Future[T]:
        """Queues a command; the future is done when its transaction is safely on disk.

        It ends with ``WriterBusyError`` if the command could not start in time, with
        ``StorageTroubleError`` if the disk would not have it, else with the command's own error.
        """
        ...

    def writer_silent_for(self) -> float:
        """Seconds since the writer last showed that it lives."""
        ...

    def close(self) -> None: ...


class WriterBusyError(Exception):
    """The writer could not take the command in time; nothing of it was done."""


class StorageTroubleError(Exception):
    """The disk is full, gone or failing; nothing of the command was done."""
