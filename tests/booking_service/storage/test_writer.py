"""The writer outlives every command, keeps what it answered, and shares one sync among many."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import apsw
import pytest

from booking_service.storage.errors import SchemaTooNewError, UnusableDatabaseError
from booking_service.storage.ports import StorageTroubleError, WriterBusyError
from booking_service.storage.records import Holder, RoomDayRecord, RoomUnitsRecord
from booking_service.storage.sqlite.database import SqliteDatabase
from booking_service.storage.writer import WriterLimits

WAIT = 20.0
DAY = date(2026, 12, 15)
QUICK = WriterLimits(patience=0.2, command=0.3, heartbeat=0.05, restart=0.01)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    opened = SqliteDatabase(tmp_path / "some.db", QUICK)
    yield opened
    opened.close()


def number(store: Any) -> int:
    return int(store.next_number("reservation"))


def test_a_command_that_fails_takes_nothing_else_with_it(database: SqliteDatabase) -> None:
    def fail(store: Any) -> None:
        number(store)
        raise ValueError("after it has written")

    futures = [database.submit(command) for command in (number, fail, number)]
    assert futures[0].result(WAIT) == 1
    with pytest.raises(ValueError, match="after it has written"):
        futures[1].result(WAIT)
    assert futures[2].result(WAIT) == 2


def test_a_number_of_21_digits_does_not_stop_the_writer(database: SqliteDatabase) -> None:
    huge = database.submit(lambda store: store.application(10**20))
    with pytest.raises(OverflowError):
        huge.result(WAIT)
    assert database.submit(number).result(WAIT) == 1


def endless(store: Any) -> None:
    store.sql.rows(
        "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    )


def test_a_command_that_does_not_end_is_stopped(database: SqliteDatabase) -> None:
    stopped = database.submit(endless)
    with pytest.raises(apsw.InterruptError):
        stopped.result(WAIT)
    assert database.submit(number).result(WAIT) == 1


def test_others_are_run_again_when_one_breaks_the_whole_transaction(
    database: SqliteDatabase,
) -> None:
    """SQLite takes everything back when a statement that writes is interrupted."""

    def endless_writing(store: Any) -> None:
        store.sql.do(
            "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
            " INSERT INTO service_value SELECT 'n' || x, '' FROM n"
        )

    with held(database):
        futures = [database.submit(command) for command in (number, endless_writing, number)]
    with pytest.raises(apsw.InterruptError):
        futures[1].result(WAIT)
    assert [futures[0].result(WAIT), futures[2].result(WAIT)] == [1, 2]


@contextmanager
def held(database: SqliteDatabase) -> Iterator[None]:
    """Keeps the writer in a command while the block runs."""
    inside, go = threading.Event(), threading.Event()
    holding = database.submit(lambda _store: (inside.set(), go.wait(WAIT)))
    assert inside.wait(WAIT)
    try:
        yield
    finally:
        go.set()
        holding.result(WAIT)


def test_who_waits_too_long_is_told_and_nothing_is_done(database: SqliteDatabase) -> None:
    waited = threading.Event()
    with held(database):
        late = database.submit(number)
        waited.wait(2 * QUICK.patience)
    with pytest.raises(WriterBusyError):
        late.result(WAIT)
    assert database.submit(number).result(WAIT) == 1


def test_a_full_queue_is_said_at_once(tmp_path: Path) -> None:
    database = SqliteDatabase(tmp_path / "some.db", WriterLimits(waiting=1))
    try:
        with held(database):
            futures = [database.submit(number) for _ in range(3)]
            with pytest.raises(WriterBusyError):
                futures[-1].result(WAIT)
    finally:
        database.close()


def test_the_writer_starts_again_after_a_failure_of_its_own(
    database: SqliteDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    def break_the_connection(store: Any) -> None:
        store.sql.do("COMMIT")  # takes the transaction away from under the writer

    broken = database.submit(break_the_connection)
    with pytest.raises(apsw.SQLError):
        broken.result(WAIT)
    assert database.submit(number).result(WAIT) == 1
    assert "the writer failed and starts again" in caplog.text


def test_a_full_disk_is_said_and_what_is_there_can_be_read(
    database: SqliteDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    def pages(most: int) -> None:
        database.submit(lambda store: store.sql.rows(f"PRAGMA max_page_count = {most}")).result(
            WAIT
        )

    def much(store: Any) -> None:
        store.keep_service_value("much", "x" * 1_000_000)

    assert database.submit(number).result(WAIT) == 1
    pages(1)  # SQLite takes the smallest that holds what is there
    full = database.submit(much)
    with pytest.raises(StorageTroubleError):
        full.result(WAIT)
    assert "the disk did not take a write" in caplog.text
    with database.reading() as reader:
        assert reader.service_value("much") is None
    pages(1_000_000)
    database.submit(much).result(WAIT)


def test_a_slot_has_one_holder(database: SqliteDatabase) -> None:
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


def test_the_log_is_folded_into_the_file_when_it_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "some.db"
    database = SqliteDatabase(path)
    database.submit(number).result(WAIT)
    with database.reading() as reader:
        reader.service_value("nothing")
    database.close()
    assert sorted(found.name for found in tmp_path.iterdir()) == ["some.db", "some.db.lock"]


def test_a_file_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "some.db"
    SqliteDatabase(path).close()
    connection = apsw.Connection(str(path))
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(SchemaTooNewError):
        SqliteDatabase(path)


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "some.db"
    path.write_text("this is a letter, not a database, and long enough to be read as one")
    with pytest.raises(UnusableDatabaseError):
        SqliteDatabase(path)
    assert path.read_text().startswith("this is a letter")
