"""The schema goes up and down with its data, and a new database is what all steps together make."""

# ruff: noqa: S608 - what is put together here are names of columns

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

import apsw
import psycopg
import pytest

from booking_service.storage import migrations
from booking_service.storage.errors import SchemaTooNewError
from booking_service.storage.migrations import Dialect
from booking_service.storage.place import Place
from booking_service.storage.postgres import schema as postgres_schema
from booking_service.storage.sqlite import schema as sqlite_schema
from booking_service.storage.sqlite.database import SqliteDatabase
from tests.booking_service.storage.stores import opened


class Store(Protocol):
    """A database of either kind, as its schema sees it."""

    dialect: Dialect

    def run(self, statement: str) -> list[tuple[Any, ...]]: ...
    def version(self) -> str | None: ...
    def change(self, wanted: str) -> None: ...
    def made(self) -> dict[str, object]:
        """What there is: tables with their columns, indexes, triggers."""
        ...


class InSqlite:
    dialect: Dialect = "sqlite"

    def __init__(self, connection: apsw.Connection) -> None:
        self.connection = connection

    def run(self, statement: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(statement).fetchall()

    def version(self) -> str | None:
        return sqlite_schema.version(self.connection)

    def change(self, wanted: str) -> None:
        sqlite_schema.change(self.connection, wanted)

    def made(self) -> dict[str, object]:
        found = self.run("SELECT name, type FROM sqlite_master")
        return {
            f"{kind} {name}": {row[1:6] for row in self.run(f"PRAGMA table_info({name})")}
            for name, kind in found
        }


class InPostgres:
    dialect: Dialect = "postgresql"

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection

    def run(self, statement: str) -> list[tuple[Any, ...]]:
        cursor = self.connection.execute(statement.encode())
        return [] if cursor.description is None else cursor.fetchall()

    def version(self) -> str | None:
        return postgres_schema.version(self.connection)

    def change(self, wanted: str) -> None:
        postgres_schema.change(self.connection, wanted)

    def made(self) -> dict[str, object]:
        columns = self.run(
            "SELECT table_name, column_name, data_type, is_nullable, column_default"
            " FROM information_schema.columns WHERE table_schema = 'public'"
        )
        rest = self.run(
            "SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
            " UNION ALL SELECT 'trigger ' || tgname, pg_get_triggerdef(oid) FROM pg_trigger"
            " WHERE NOT tgisinternal"
            " UNION ALL SELECT 'function ' || proname, prosrc FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace"
            " UNION ALL SELECT 'constraint ' || conname, pg_get_constraintdef(oid)"
            " FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
        )
        return {f"{row[0]}.{row[1]}": row[2:] for row in columns} | dict(rest)


@pytest.fixture
def kept_in(new_place: Place) -> Iterator[Store]:
    """An empty database."""
    if isinstance(new_place, Path):
        with closing(apsw.Connection(str(new_place))) as connection:
            yield InSqlite(connection)
    else:
        with psycopg.connect(new_place.url, autocommit=True) as link:
            yield InPostgres(link)


#: A registrant, a booking and a day, in the columns of the first schema.
FILLING = (
    "INSERT INTO registrant (id, number, name, secret_hash, kinds, valid_until)"
    " VALUES (7, '1000007', 'さくら会', 'h', '[]', '2027-03-31')",
    "INSERT INTO reservation (id, registrant_id, room_id, facility_id, date, first_slot,"
    " slot_count, purpose_id, people, fee_lines, fee_yen, origin, state, made_at)"
    " VALUES (3, 7, 'craft', 'house', '2026-12-15', 1, 2, 'meeting', 5, '[]', 600,"
    " 'first_come', 'provisional', 1790000000)",
    "INSERT INTO room_day (room_id, date, pattern, facts, slots)"
    " VALUES ('craft', '2026-12-15', 'hourly', 'ffff', 'ffff')",
    "INSERT INTO booked_slot (room_id, date, slot, holder_kind, holder_id, shown)"
    " VALUES ('craft', '2026-12-15', 1, 'reservation', 3, true),"
    " ('craft', '2026-12-15', 2, 'reservation', 3, true)",
)
#: What of it every schema has.
KEPT = (
    "SELECT id, registrant_id, room_id, fee_yen, state FROM reservation",
    "SELECT room_id, date, slots, change FROM room_day",
    "SELECT date, slot, holder_kind, holder_id FROM booked_slot ORDER BY slot",
)
#: From here on numbers and names wait to be sealed, or are.
SEALED = "0005"
CLEAR = "SELECT number, name, valid_until FROM registrant"
UNSEALED = (
    "SELECT u.number, u.name, r.valid_until FROM registrant r"
    " JOIN unsealed_registrant u ON u.registrant_id = r.id"
)


def fill(kept_in: Store) -> None:
    for statement in FILLING:
        kept_in.run(statement)


def kept(kept_in: Store) -> list[list[tuple[Any, ...]]]:
    sealed = (kept_in.version() or "") >= SEALED
    return [kept_in.run(question) for question in (*KEPT, UNSEALED if sealed else CLEAR)]


def test_every_step_goes_up_and_down_and_keeps_what_is_there(kept_in: Store) -> None:
    first, *later = migrations.revisions()
    kept_in.change(migrations.newest())
    kept_in.change(first)
    fill(kept_in)
    before, states = kept(kept_in), {first: kept_in.made()}
    assert before[1][0][2] == "fttf"
    for revision in later:
        kept_in.change(revision)
        assert kept_in.version() == revision
        assert kept(kept_in) == before
        states[revision] = kept_in.made()
    for revision in reversed(migrations.revisions()):
        kept_in.change(revision)
        assert kept_in.made() == states[revision]
        assert kept(kept_in) == before


def test_the_letters_follow_the_slots_after_every_step(kept_in: Store) -> None:
    for revision in migrations.revisions():
        kept_in.change(revision)
        place = "room_id" if revision < "0003" else "unit_id"
        if revision == migrations.revisions()[0]:
            fill(kept_in)
        kept_in.run(f"DELETE FROM booked_slot WHERE {place} = 'craft' AND slot = 1")
        assert kept_in.run("SELECT slots FROM room_day") == [("fftf",)]
        kept_in.run(
            f"INSERT INTO booked_slot ({place}, date, slot, holder_kind, holder_id, shown)"
            " VALUES ('craft', '2026-12-15', 1, 'reservation', 3, true)"
        )
        assert kept_in.run("SELECT slots FROM room_day") == [("fttf",)]
        counted = kept_in.run("SELECT value FROM counter WHERE name = 'change'")
        assert kept_in.run("SELECT change FROM room_day") == counted


def test_a_new_database_is_what_all_steps_together_make(kept_in: Store, new_place: Place) -> None:
    kept_in.run(migrations.sql_of(migrations.revisions()[0], "up", kept_in.dialect))
    kept_in.run(migrations.VERSION_TABLE)
    kept_in.run(migrations.SET_VERSION.format(migrations.revisions()[0]))
    kept_in.change(migrations.newest())
    in_steps = kept_in.made()
    tear_down(kept_in)
    kept_in.change(migrations.newest())
    assert kept_in.made() == in_steps


def tear_down(kept_in: Store) -> None:
    """Empties a database, as if it had just been made."""
    if kept_in.dialect == "postgresql":
        kept_in.run("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        return
    for (name,) in kept_in.run("SELECT name FROM sqlite_master WHERE type = 'table'"):
        kept_in.run(f"DROP TABLE {name}")


def test_a_database_of_a_newer_program_is_left_alone(kept_in: Store, new_place: Place) -> None:
    kept_in.change(migrations.newest())
    kept_in.run("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(SchemaTooNewError):
        opened(new_place)


def test_alembic_knows_the_steps_that_there_is_sql_for() -> None:
    versions = Path(migrations.__file__).parent / "versions"
    assert [file.name[1:5] for file in sorted(versions.glob("v*.py"))] == list(
        migrations.revisions()
    )


def test_a_file_from_before_alembic_is_taken_over(tmp_path: Path) -> None:
    with closing(apsw.Connection(str(tmp_path / "old.db"))) as connection:
        old = InSqlite(connection)
        for revision in ("0001", "0002"):
            connection.execute(migrations.sql_of(revision, "up", "sqlite"))
        connection.pragma("user_version", 2)
        fill(old)
        before = kept(old)
        assert old.version() == "0002"
        old.change(migrations.newest())
        assert old.version() == migrations.newest()
        assert kept(old) == before


def test_a_start_without_anything_to_migrate_does_not_load_alembic(tmp_path: Path) -> None:
    """It takes longer than all the rest of a start."""
    path = tmp_path / "some.db"
    SqliteDatabase(path).close()
    opening = (
        "import sys; from pathlib import Path;"
        "from booking_service.storage.place import open_database;"
        "[open_database(Path(path)).close() for path in sys.argv[1:]];"
        "sys.exit(bool({'sqlalchemy', 'alembic', 'psycopg'} & set(sys.modules)))"
    )
    new = tmp_path / "new.db"
    subprocess.run([sys.executable, "-c", opening, str(path), str(new)], check=True)
