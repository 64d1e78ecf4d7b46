"""The audit log: complete, without personal data, and it shows when somebody was at it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import apsw
import psycopg
import pytest

from booking_service.service.staff import audit as staff_audit
from booking_service.service.staff.audit import Deed, Verdict
from booking_service.storage.place import Place
from tests.booking_service.lobby import NOW, Central, Kiosk, code_of, open_central
from tests.booking_service.staff.conftest import Say
from tests.booking_service.storage.stores import opened


def lines(central: Central) -> list[tuple[str, str, str, str]]:
    with central.staff() as auditor:
        found = auditor.get("/audit", params={"limit": 1000}).json()["items"]
    return [(line["actor"], line["action"], line["subject"], line["reason"]) for line in found]


def test_it_says_who_did_what_on_what_and_why(central: Central, resident: Kiosk, say: Say) -> None:
    number = resident.reserve().json()["number"]
    say("take-payment", number)
    say("take-payment-back", number, "--reason", "staff-mistake")
    assert lines(central)[-2:] == [
        ("everybody", "take-payment", number, ""),
        ("everybody", "take-payment-back", number, "staff-mistake"),
    ]
    page = say("audit", "--limit", "1")
    assert (len(page["items"]), page["next"]) == (1, page["items"][0]["id"])
    assert page["broken_at"] is None


def test_it_names_nobody_who_comes_to_the_counter(central: Central, say: Say) -> None:
    number = central.group()
    words = ("--room", "nishishiroi-fukugo-craft", "--date", "2026-12-15", "--first-slot", "3")
    say("book", "--registration-number", number, *words, "--purpose", "meeting", "--people", "5")
    with central.staff() as auditor:
        text = auditor.get("/audit").text
    assert number not in text
    assert "さくら会" not in text


def at_it(place: Place, statement: str) -> None:
    """Somebody changes the database with a tool of their own, triggers and all."""
    if isinstance(place, Path):
        with closing(apsw.Connection(str(place))) as connection:
            connection.execute("DROP TRIGGER audit_unchanged; DROP TRIGGER audit_kept")
            connection.execute(statement)
        return
    with psycopg.connect(place.url, autocommit=True) as connection:
        connection.execute("DROP TRIGGER audit_unchanged ON audit")
        connection.execute(statement.encode())


def written(place: Place, lines: int) -> Verdict:
    """Lines are added, and the log is looked at."""
    database = opened(place)
    for number in range(lines):
        deed = Deed("sato", "cancel", f"R{number}")
        database.submit(lambda store, deed=deed: staff_audit.note(store, deed, NOW)).result()
    with database.reading() as reader:
        verdict = staff_audit.verify(reader)
    database.close()
    return verdict


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("DELETE FROM audit WHERE id = 2", 3),
        ("DELETE FROM audit WHERE id = 1", 2),
        ("DELETE FROM audit WHERE id = 4", 4),
        ("DELETE FROM audit WHERE id > 1", 2),
        ("UPDATE audit SET detail = 'other' WHERE id = 3", 3),
        ("UPDATE audit SET id = 9 WHERE id = 2", 3),
        ("UPDATE audit SET chain = '' WHERE id = 2", 2),
    ],
)
def test_a_line_that_was_changed_or_taken_out_shows(
    new_place: Place, statement: str, broken_at: int
) -> None:
    assert written(new_place, 4).broken_at is None
    at_it(new_place, statement)
    assert written(new_place, 0).broken_at == broken_at


def test_the_database_itself_refuses_changes(new_place: Place) -> None:
    written(new_place, 1)
    for statement in ("UPDATE audit SET actor = 'x'", "DELETE FROM audit"):
        with pytest.raises((apsw.ConstraintError, psycopg.Error), match="only grow"):
            if isinstance(new_place, Path):
                with closing(apsw.Connection(str(new_place))) as connection:
                    connection.execute(statement)
            else:
                with psycopg.connect(new_place.url) as remote:
                    remote.execute(statement.encode())


def test_lines_of_before_the_chain_are_bound_by_its_first_link(new_place: Place) -> None:
    opened(new_place).close()
    old = (
        "INSERT INTO audit (id, at, actor, action, subject, detail)"
        " VALUES (1, 1790000000, 'staff', 'book', 'R1', ''),"
        " (2, 1790000000, 'staff', 'book', 'R2', '');"
        "UPDATE counter SET value = 2 WHERE name = 'audit'"
    )
    at_it(new_place, old)
    assert written(new_place, 1).broken_at is None
    with_another_word = "UPDATE audit SET subject = 'R3' WHERE id = 2"
    if isinstance(new_place, Path):
        with closing(apsw.Connection(str(new_place))) as connection:
            connection.execute(with_another_word)
    else:
        with psycopg.connect(new_place.url) as remote:
            remote.execute(with_another_word)
    assert written(new_place, 0).broken_at == 3


def test_it_goes_on_after_a_restart(database: Place) -> None:
    for user in ("sato", "suzuki"):
        central = open_central(database)
        with central.staff() as admin:
            body = {"user": user, "name": user, "roles": ["admin"], "secret": "kangae-tsuita-1"}
            assert admin.post("/accounts", json=body).status_code == 201
            answer = admin.get("/audit")
            assert code_of(answer) == "200"
            assert answer.json()["broken_at"] is None
        central.close()
