"""What only the embedded database can meet: its file, its disk, a transaction taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw
import pytest

from booking_service.storage.errors import UnusableDatabaseError
from booking_service.storage.ports import StorageTroubleError
from booking_service.storage.sqlite.database import SqliteDatabase
from tests.booking_service.storage.stores import QUICK, WAIT, held, number


@pytest.fixture
def database(tmp_path: Path) -> Iterator[SqliteDatabase]:
    opened = SqliteDatabase(tmp_path / "some.db", QUICK)
    yield opened
    opened.close()


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


def test_the_log_is_folded_into_the_file_when_it_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "some.db"
    database = SqliteDatabase(path)
    database.submit(number).result(WAIT)
    with database.reading() as reader:
        reader.service_value("nothing")
    database.close()
    assert sorted(found.name for found in tmp_path.iterdir()) == ["some.db", "some.db.lock"]


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "some.db"
    path.write_text("this is a letter, not a database, and long enough to be read as one")
    with pytest.raises(UnusableDatabaseError):
        SqliteDatabase(path)
    assert path.read_text().startswith("this is a letter")


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
