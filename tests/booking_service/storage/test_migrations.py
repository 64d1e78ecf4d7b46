"""The schema goes up and down with its data, and a new database is what all steps together make."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from booking_service.storage import migrations
from booking_service.storage.sqlite import schema
from booking_service.storage.sqlite.database import SqliteDatabase

#: From here on numbers and names wait to be sealed, or are.
SEALED = "0005"


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[apsw.Connection]:
    with closing(apsw.Connection(str(tmp_path / "some.db"))) as opened:
        yield opened


def made(connection: apsw.Connection) -> dict[str, set[tuple[object, ...]]]:
    """What there is: tables with their columns, indexes, triggers."""
    found = connection.execute("SELECT name, type FROM sqlite_master").fetchall()
    return {
        f"{kind} {name}": {
            (row[1], row[2], row[3], row[4], row[5])
            for row in connection.execute(f"PRAGMA table_info({name})")
        }
        for name, kind in found
    }


def fill(connection: apsw.Connection) -> None:
    """A booking, in the columns of the first schema."""
    connection.execute(
        "INSERT INTO registrant VALUES (7, '1000007', 'さくら会', 'h', '[]', NULL, '2027-03-31');"
        "INSERT INTO reservation (id, registrant_id, room_id, facility_id, date, first_slot,"
        " slot_count, purpose_id, people, fee_lines, fee_yen, origin, state, made_at)"
        " VALUES (3, 7, 'craft', 'house', '2026-12-15', 1, 2, 'meeting', 5, '[]', 600,"
        " 'first_come', 'provisional', 1790000000);"
        "INSERT INTO room_day (room_id, date, pattern, facts, slots)"
        " VALUES ('craft', '2026-12-15', 'hourly', 'ffff', 'fttf')"
    )


def kept(connection: apsw.Connection) -> list[tuple[object, ...]]:
    """What was put in."""
    return [
        *connection.execute(
            "SELECT number, name, valid_until FROM registrant"
            if schema.version(connection) < SEALED
            else "SELECT u.number, u.name, r.valid_until FROM registrant r"
            " JOIN unsealed_registrant u ON u.registrant_id = r.id"
        ),
        *connection.execute("SELECT id, registrant_id, room_id, fee_yen, state FROM reservation"),
        *connection.execute("SELECT room_id, date, slots FROM room_day"),
    ]


def test_every_step_goes_up_and_down_and_keeps_what_is_there(connection: apsw.Connection) -> None:
    first, *later = migrations.revisions()
    schema.change(connection, migrations.newest())
    schema.change(connection, first)
    fill(connection)
    before, states = kept(connection), {first: made(connection)}
    for revision in later:
        schema.change(connection, revision)
        assert schema.version(connection) == revision
        assert kept(connection) == before
        states[revision] = made(connection)
    for revision in reversed(migrations.revisions()):
        schema.change(connection, revision)
        assert made(connection) == states[revision]
        assert kept(connection) == before


def test_a_new_database_is_what_all_steps_together_make(
    connection: apsw.Connection, tmp_path: Path
) -> None:
    connection.execute(migrations.sql_of(migrations.revisions()[0], "up", "sqlite"))
    connection.pragma("user_version", 1)  # as files before Alembic were numbered
    schema.change(connection, migrations.newest())
    with closing(apsw.Connection(str(tmp_path / "new.db"))) as new:
        schema.change(new, migrations.newest())
        assert made(new) == made(connection)


def test_a_file_from_before_alembic_is_taken_over(connection: apsw.Connection) -> None:
    for revision in ("0001", "0002"):
        connection.execute(migrations.sql_of(revision, "up", "sqlite"))
    connection.pragma("user_version", 2)
    fill(connection)
    before = kept(connection)
    assert schema.version(connection) == "0002"
    schema.change(connection, migrations.newest())
    assert schema.version(connection) == migrations.newest()
    assert kept(connection) == before


def test_alembic_knows_the_steps_that_there_is_sql_for() -> None:
    versions = Path(migrations.__file__).parent / "versions"
    assert [file.name[1:5] for file in sorted(versions.glob("v*.py"))] == list(
        migrations.revisions()
    )


def test_a_start_without_anything_to_migrate_does_not_load_alembic(tmp_path: Path) -> None:
    """It takes longer than all the rest of a start."""
    path = tmp_path / "some.db"
    SqliteDatabase(path).close()
    opening = (
        "import sys; from pathlib import Path;"
        "from booking_service.storage.sqlite.database import SqliteDatabase;"
        "[SqliteDatabase(Path(path)).close() for path in sys.argv[1:]];"
        "sys.exit('sqlalchemy' in sys.modules or 'alembic' in sys.modules)"
    )
    new = tmp_path / "new.db"
    subprocess.run([sys.executable, "-c", opening, str(path), str(new)], check=True)
