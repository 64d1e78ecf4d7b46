"""Names, numbers, secrets and tokens stay where they belong: in answers to their own resident."""

from __future__ import annotations

import logging
from pathlib import Path

import apsw
import pytest

from tests.booking_service.lobby import SECRET, Central, Kiosk, choice, code_of, new_key

NAME = "さくら会"


def walk(kiosk: Kiosk, number: str) -> list[str]:
    """Logs in wrongly and rightly, books, asks and cancels; returns every token seen."""
    kiosk.post("sessions", {"registration_number": number, "secret": "0000"})
    session = kiosk.post("sessions", {"registration_number": number, "secret": SECRET}).json()
    kiosk.http.headers["X-Resident-Session"] = kiosk.session = session["token"]
    again = kiosk.post("sessions/current/confirmations", {"secret": SECRET}).json()
    headers = {"Idempotency-Key": new_key(), "X-Confirmation": again["confirmation"]}
    made = kiosk.post("reservations", choice(), **headers).json()
    assert code_of(kiosk.reserve()) == "slot_taken"
    kiosk.write(f"reservations/{made['id']}/cancel", {})
    kiosk.write("reservations", {**choice(), "people": number})
    return [session["token"], again["confirmation"]]


def test_no_log_line_names_anybody(
    central: Central, kiosk: Kiosk, caplog: pytest.LogCaptureFixture
) -> None:
    number = central.group()
    with caplog.at_level(logging.DEBUG):
        tokens = walk(kiosk, number)
    for record in caplog.records:
        if record.name.startswith(("httpx", "httpcore")):
            continue  # the client's own log, not the service's
        said = record.getMessage()
        for private in (NAME, number, *tokens):
            assert private not in said


def test_no_table_of_the_database_knows_anybody(
    central: Central, kiosk: Kiosk, database: Path
) -> None:
    number = central.group()
    tokens = walk(kiosk, number)
    connection = apsw.Connection(str(database), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        for table in tables:
            for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608
                kept = " ".join(str(value) for value in row)
                for token in tokens:
                    assert token not in kept, table
                assert NAME not in kept, table
                assert number not in kept, table
    finally:
        connection.close()
