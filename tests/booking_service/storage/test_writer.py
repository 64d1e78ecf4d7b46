"""The writer outlives every command and keeps what it answered, on either kind of database."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from datetime import date
from typing import Any

import apsw
import psycopg
import pytest

from booking_service.storage.place import Place
from booking_service.storage.ports import Database, WriterBusyError
from booking_service.storage.records import Holder, RoomDayRecord, RoomUnitsRecord
from booking_service.storage.sql.store import SqlStore
from booking_service.storage.writer import WriterLimits
from tests.booking_service.storage.stores import (
    IMPATIENT,
    QUICK,
    TOO_LONG,
    WAIT,
    held,
    number,
    opened,
)

DAY = date(2026, 12, 15)


def fail(store: Any) -> None:
    number(store)
    raise ValueError("after it has written")


def test_a_command_that_fails_takes_nothing_else_with_it(database: Database) -> None:
    with held(database):
        futures = [database.submit(command) for command in (number, fail, number)]
    assert futures[0].result(WAIT) == 1
    with pytest.raises(ValueError, match="after it has written"):
        futures[1].result(WAIT)
    assert futures[2].result(WAIT) == 2


#: Whatever a statement can be sent wrongly.
WRONG: dict[str, Callable[[Any], object]] = {
    "21 digits": lambda store: store.application(10**20),
    "21 digits below zero": lambda store: store.application(-(10**20)),
    "21 digits to keep": lambda store: store.sql.do(
        "INSERT INTO counter (name, value) VALUES (?, ?)", ("huge", 10**20)
    ),
    "half a character": lambda store: store.keep_service_value("half", "\ud800"),
    "no statement": lambda store: store.sql.rows("NOT A STATEMENT"),
    "no table": lambda store: store.sql.do("INSERT INTO nowhere VALUES (1)"),
    "no such key": lambda store: store.next_number("nothing"),
    "a key twice": lambda store: [
        store.sql.do("INSERT INTO counter (name, value) VALUES ('twice', 0)") for _ in "12"
    ],
    "no value": lambda store: store.keep_service_value("none", None),
    "a value of another kind": lambda store: store.keep_service_value("object", object()),
    "too few values": lambda store: store.sql.rows("SELECT ?, ?", (1,)),
}


def test_statements_that_fail_do_not_stop_the_writer(database: Database) -> None:
    done = 0
    for wrong, statement in WRONG.items():
        with held(database):
            futures = [database.submit(command) for command in (number, statement, number)]
        with pytest.raises(Exception, match=r".*") as told:
            futures[1].result(WAIT)
        assert not isinstance(told.value, WriterBusyError), wrong
        assert [futures[0].result(WAIT), futures[2].result(WAIT)] == [done + 1, done + 2], wrong
        assert database.submit(number).result(WAIT) == done + 3, wrong
        done += 3


def test_a_text_with_a_nul_character_does_not_stop_the_writer(database: Database) -> None:
    """SQLite keeps it, PostgreSQL cannot; neither cuts it off."""
    with held(database):
        kept = database.submit(lambda store: store.keep_service_value("nul", "a\0b"))
        after = database.submit(number)
    try:
        kept.result(WAIT)
        expected: str | None = "a\0b"
    except psycopg.DataError:
        expected = None
    assert after.result(WAIT) == 1
    with database.reading() as reader:
        assert reader.service_value("nul") == expected


def endless(store: Any) -> None:
    store.sql.rows(
        "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    )


def test_a_command_that_does_not_end_is_stopped(new_place: Place) -> None:
    with closing(opened(new_place, QUICK)) as database:
        stopped = database.submit(endless)
        with pytest.raises(TOO_LONG):
            stopped.result(WAIT)
        assert database.submit(number).result(WAIT) == 1


def test_who_waits_too_long_is_told_and_nothing_is_done(new_place: Place) -> None:
    waited = threading.Event()
    with closing(opened(new_place, IMPATIENT)) as database:
        with held(database):
            late = database.submit(number)
            waited.wait(1.5 * IMPATIENT.patience)
        with pytest.raises(WriterBusyError):
            late.result(WAIT)
        assert database.submit(number).result(WAIT) == 1


def test_a_full_queue_is_said_at_once(new_place: Place) -> None:
    database = opened(new_place, WriterLimits(waiting=1))
    try:
        with held(database):
            futures = [database.submit(number) for _ in range(3)]
            with pytest.raises(WriterBusyError):
                futures[-1].result(WAIT)
    finally:
        database.close()


def test_a_command_of_many_statements_is_kept_whole(database: Database) -> None:
    """More than fit into the buffers between here and the database at one time."""
    many = 3_000

    def keep(store: Any) -> None:
        for place in range(many):
            store.keep_service_value(f"value {place}", "x" * 100)

    database.submit(keep).result(WAIT)
    with database.reading() as reader:
        assert reader.service_value(f"value {many - 1}") == "x" * 100


def test_a_reader_cannot_change_anything(database: Database) -> None:
    with database.reading() as reader, pytest.raises((apsw.ReadOnlyError, psycopg.Error)):
        number(SqlStore(reader.sql))  # type: ignore[attr-defined]


def test_a_slot_has_one_holder(database: Database) -> None:
    def day(store: Any) -> None:
        store.keep_rooms([RoomUnitsRecord("room", ("room",), takes_one=False)])
        store.put_room_days([RoomDayRecord("room", DAY, "hourly", "ffffc", "")])

    def take(holder: int, slots: range) -> bool:
        return bool(
            database.submit(
                lambda store: store.occupy(
                    ("room",), DAY, slots, (Holder.RESERVATION, holder), shown=True
                )
            ).result(WAIT)
        )

    database.submit(day).result(WAIT)
    assert take(1, range(1, 3))
    assert not take(2, range(2))
    assert not take(2, range(2, 4))
    assert take(2, range(3, 4))
    with database.reading() as reader:
        assert reader.room_day("room", DAY) == RoomDayRecord(
            "room", DAY, "hourly", "ffffc", "ftttc"
        )
    database.submit(lambda store: store.free((Holder.RESERVATION, 1))).result(WAIT)
    with database.reading() as reader:
        found = reader.room_day("room", DAY)
    assert found is not None
    assert found.slots == "ffftc"


def test_the_key_is_the_guard_even_against_a_statement_that_does_not_ask(
    database: Database,
) -> None:
    """What two commands could write if nobody had looked first."""
    insert = (
        "INSERT INTO booked_slot (unit_id, date, slot, holder_kind, holder_id, shown)"
        " VALUES ('room', '2026-12-15', 1, 'reservation', ?, true)"
    )
    database.submit(lambda store: store.sql.do(insert, (1,))).result(WAIT)
    second = database.submit(lambda store: store.sql.do(insert, (2,)))
    with pytest.raises((apsw.ConstraintError, psycopg.errors.UniqueViolation)):
        second.result(WAIT)
