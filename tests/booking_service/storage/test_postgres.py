"""What only several processes on a server can meet: turns, lost connections, a lease, a restart."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from booking_service.storage.place import PostgresPlace
from booking_service.storage.ports import Database, StorageTroubleError, WriterBusyError
from booking_service.storage.postgres.connecting import connect
from booking_service.storage.postgres.database import PostgresDatabase
from booking_service.storage.postgres.keeper import LeaseLimits
from booking_service.storage.postgres.session import PostgresSession
from booking_service.storage.postgres.transactions import PostgresTransactions
from booking_service.storage.sql.session import Bound, Row
from booking_service.storage.writer import Done, WriterLimits
from tests.booking_service.lobby import wait_until
from tests.booking_service.postgres import Server, server
from tests.booking_service.storage.stores import IMPATIENT, PATIENT, WAIT, held, number

#: Long enough that a busy machine renews it in time.
SHORT = LeaseLimits(lasts=3.0, renewed=0.1)


@pytest.fixture
def place(postgres: Server, tmp_path: Path) -> Iterator[PostgresPlace]:
    name = postgres.new_name()
    postgres.create(name)
    yield postgres.place(name, tmp_path)
    postgres.drop(name)


@contextmanager
def opened(place: PostgresPlace, limits: WriterLimits = PATIENT) -> Iterator[PostgresDatabase]:
    database = PostgresDatabase(place, limits, SHORT)
    try:
        yield database
    finally:
        database.close()


def lose_connections(place: PostgresPlace, statement: str = "") -> None:
    """The server ends every connection that is in a transaction, or carries a statement out."""
    with psycopg.connect(place.url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND state <> 'idle' AND query LIKE %s",
            (f"%{statement}%",),
        )


def test_a_writer_waits_for_its_turn(place: PostgresPlace) -> None:
    with opened(place) as one, opened(place) as other, held(one):
        waiting = other.submit(number)
        with other.reading() as reader:  # readers do not wait
            assert reader.service_value("nothing") is None
        assert not waiting.done()
        first = one.submit(number)
    assert sorted((first.result(WAIT), waiting.result(WAIT))) == [1, 2]


def test_a_turn_that_does_not_come_in_time_is_said(place: PostgresPlace) -> None:
    with opened(place) as one, opened(place, IMPATIENT) as other:
        with held(one):
            waiting = other.submit(number)
            with pytest.raises(WriterBusyError):
                waiting.result(WAIT)
        assert other.submit(number).result(WAIT) == 1


def test_numbers_are_given_out_once_by_many_processes(place: PostgresPlace) -> None:
    with opened(place) as one, opened(place) as two, opened(place) as three:
        futures = [database.submit(number) for _ in range(100) for database in (one, two, three)]
        given = [future.result(WAIT) for future in futures]
    assert sorted(given) == list(range(1, 301))


def test_a_batch_whose_connection_is_lost_is_run_again(
    place: PostgresPlace, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(place) as database:
        with held(database):
            futures = [database.submit(number) for _ in range(5)]
            lose_connections(place)
        assert [future.result(WAIT) for future in futures] == [1, 2, 3, 4, 5]
        with database.reading() as reader:
            assert reader.service_value("nothing") is None
    assert "is made anew" in caplog.text


class LosesOneAnswer(PostgresSession):
    """A connection that is cut between a commit and its answer."""

    def rows(self, statement: str, bound: Bound = ()) -> Sequence[Row]:
        rows = super().rows(statement, bound)
        if statement == "COMMIT":
            self.close()
            raise psycopg.OperationalError("the line was cut")
        return rows


def test_a_batch_that_was_committed_is_not_run_again(place: PostgresPlace) -> None:
    with opened(place):
        pass  # the schema is there
    sessions = iter((LosesOneAnswer, PostgresSession))
    transactions = PostgresTransactions(lambda: next(sessions)(connect(place.url, WAIT), WAIT))
    try:
        for expected in (1, 2):
            transactions.begin()
            assert transactions.run([number]) == [Done(expected)]
    finally:
        transactions.close()


def test_a_command_that_always_loses_the_connection_is_given_up(place: PostgresPlace) -> None:
    with opened(place) as database:
        poison = database.submit(
            lambda store: store.sql.rows("SELECT pg_terminate_backend(pg_backend_pid())")
        )
        with pytest.raises(StorageTroubleError):
            poison.result(WAIT)
        assert database.submit(number).result(WAIT) == 1


def test_two_who_wait_for_each_other_are_sorted_out(
    place: PostgresPlace, caplog: pytest.LogCaptureFixture
) -> None:
    """Somebody at the database's own console, who does not wait for a turn."""
    with opened(place) as database:
        database.submit(lambda store: store.keep_service_value("row", "old")).result(WAIT)
        with psycopg.connect(place.url) as console:
            console.execute("UPDATE service_value SET value = 'console' WHERE name = 'row'")
            written = database.submit(lambda store: store.keep_service_value("row", "service"))
            waits = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            with psycopg.connect(place.url, autocommit=True) as watcher:
                wait_until(lambda: watcher.execute(waits).fetchone() == (1,))
            try:
                console.execute("UPDATE counter SET value = value WHERE name = 'change'")
                console.commit()
            except psycopg.errors.DeadlockDetected:
                console.rollback()
        written.result(WAIT)
        with database.reading() as reader:
            assert reader.service_value("row") == "service"


def test_a_full_disk_is_said_and_what_is_there_can_be_read(place: PostgresPlace) -> None:
    """The server says so in the words it has for it."""
    with opened(place) as database:
        assert database.submit(number).result(WAIT) == 1
        with psycopg.connect(place.url, autocommit=True) as console:
            console.execute(
                "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                " RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100';"
                " END $$; CREATE TRIGGER full_disk BEFORE INSERT ON service_value"
                " FOR EACH ROW EXECUTE FUNCTION full_disk()"
            )
            with held(database):
                full = database.submit(lambda store: store.keep_service_value("much", "x"))
                fine = database.submit(number)
            with pytest.raises(StorageTroubleError):
                full.result(WAIT)
            assert fine.result(WAIT) == 2
            console.execute("DROP TRIGGER full_disk ON service_value")
        database.submit(lambda store: store.keep_service_value("much", "x")).result(WAIT)


def test_one_process_takes_due_steps_and_another_when_it_is_gone(place: PostgresPlace) -> None:
    with opened(place) as stuck, opened(place) as other:
        assert stuck.leads()
        assert not other.leads()
        other.keep(lambda: None)  # the first one does not: it never says that it still lives
        wait_until(other.leads)
        assert not stuck.leads()


def test_a_lease_is_given_back_at_once(place: PostgresPlace) -> None:
    with opened(place) as one:
        one.keep(lambda: None)
        with opened(place) as other:
            assert one.leads()
            assert not other.leads()
            other.keep(lambda: None)
        assert one.leads()
    with opened(place) as next_one:
        assert next_one.leads()


def unbroken(database: Database, generation: str, last_change: int) -> bool:
    with database.coming_in() as goes_on:
        return goes_on(generation, last_change)


def test_the_feed_goes_on_where_the_last_process_left_it(place: PostgresPlace) -> None:
    one, other = (PostgresDatabase(place, None, SHORT) for _ in range(2))
    assert not unbroken(one, "g", 0)
    assert unbroken(other, "g", 0)  # who comes to others goes on with them
    other.close("g")
    assert not place.seal.exists()
    one.close("g")
    with opened(place) as again:
        assert unbroken(again, "g", 0)
    with opened(place) as killed_before:  # whoever closed it last did not seal it
        assert not unbroken(killed_before, "g", 0)


def test_a_copy_of_a_database_is_another_one(
    place: PostgresPlace, postgres: Server, tmp_path: Path
) -> None:
    database = PostgresDatabase(place, None, SHORT)
    assert not unbroken(database, "g", 0)
    database.close("g")
    copy = postgres.new_name()
    postgres.create(copy, psycopg.conninfo.conninfo_to_dict(place.url)["dbname"])
    try:
        with opened(PostgresPlace(postgres.url(copy), place.seal)) as brought_back:
            assert not unbroken(brought_back, "g", 0)
    finally:
        postgres.drop(copy)


def test_processes_come_in_one_after_the_other(place: PostgresPlace) -> None:
    with opened(place) as one, opened(place) as other:
        second = threading.Event()

        def come_in() -> None:
            with other.coming_in():
                second.set()

        with one.coming_in():
            coming = threading.Thread(target=come_in)
            coming.start()
            assert not second.wait(0.3)
        assert second.wait(WAIT)
        coming.join()


def test_a_server_that_goes_and_comes_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Crashed and recovered: what was answered is there, the writer goes on, the feed is asked."""
    with server(fsync="on") as running:
        running.create("some")
        place = running.place("some", tmp_path)
        came_back = threading.Event()
        with opened(place, WriterLimits()) as database:
            database.keep(came_back.set)
            assert database.submit(number).result(WAIT) == 1
            running.stop(signal.SIGQUIT)  # at once, without anything being put in order
            lost = database.submit(number)
            with pytest.raises((StorageTroubleError, WriterBusyError)):
                lost.result(WAIT)
            with pytest.raises(StorageTroubleError), database.reading() as reader:
                reader.service_value("nothing")
            running.start()
            wait_until(came_back.is_set)
            assert _until_taken(database) == 2
            with database.reading() as reader:
                assert reader.service_value("nothing") is None


def _until_taken(database: Database) -> int:
    """The writer may still be looking for its server."""
    while True:
        try:
            return database.submit(number).result(WAIT)
        except (StorageTroubleError, WriterBusyError):
            continue


def test_a_server_that_loses_answers_at_a_power_cut_is_warned_of(
    place: PostgresPlace, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(place):
        pass
    assert "fsync is off" in caplog.text
