"""What lies on the disk says nothing about anybody, and looking somebody up leaves a line."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import apsw
import pytest

from booking_service import embedded
from booking_service.clock import standing_still
from booking_service.kept_secrets import DataKey, SecretTroubleError, make_key, read_key
from booking_service.personal_cipher import PersonalCipher
from booking_service.policy.model import City
from booking_service.service.office import Limits
from booking_service.service.opening import key_path, open_service
from booking_service.service.people import personal_data, sealing
from booking_service.service.people import registering as registration
from booking_service.service.people.personal_data import Look
from booking_service.service.people.sealing import WrongDataKeyError
from booking_service.service.secrets import hash_secret
from booking_service.storage import migrations
from booking_service.storage.ports import Store
from booking_service.storage.sqlite import schema
from booking_service.storage.sqlite.database import SqliteDatabase
from tests.booking_service.lobby import (
    NOW,
    SECRET,
    Central,
    Kiosk,
    MovableClock,
    at,
    code_of,
    new_key,
)
from tests.booking_service.people.town import (
    GROUP,
    PERSON,
    Post,
    log_in,
    open_city,
    settled,
    small,
)

CLOCK = MovableClock(NOW, standing_still)


def bytes_of(database: Path) -> bytes:
    """Everything the database has on the disk, its log included."""
    files = [database, database.with_name(f"{database.name}-wal")]
    return b"".join(file.read_bytes() for file in files if file.exists())


def private(form: dict[str, Any], number: str) -> list[bytes]:
    names = ("name", "kana", "representative", "address", "tel", "email", "birth_date", "secret")
    return [str(form[name]).encode() for name in names if name in form] + [number.encode()]


def test_the_file_says_nothing_about_anybody(tmp_path: Path) -> None:
    database = tmp_path / "some.db"
    central = open_city(small("sapporo"), database)
    kiosk, post = central.kiosk(), Post(central, tmp_path / "mail")
    said: list[bytes] = []
    for form in (PERSON, GROUP):
        answer = kiosk.post("registrations", form, **{"Idempotency-Key": new_key()})
        number = answer.json()["registration_number"]
        said += private(form, number)
        assert log_in(kiosk, number, form["secret"]).status_code == 201
        confirmation = {"X-Confirmation": central.confirmation(kiosk.session)}
        moved = {"address": "新しい町7-8-9", "tel": "011-777-8888"}
        assert kiosk.http.patch("/v1/account", json=moved, headers=confirmation).status_code == 200
        said += [text.encode() for text in moved.values()]
    body = {
        "registration_number": number,
        "name": GROUP["representative"],
        "birth_date": GROUP["birth_date"],
        "email": GROUP["email"],
    }
    assert kiosk.post("secret-resets", body).status_code == 202
    settled(central)
    waiting = bytes_of(database)
    letters = "".join(letter.get_content() for letter in post.go())
    assert "仮の" in letters
    open_now = bytes_of(database)
    central.close()
    for kept in (waiting, open_now, bytes_of(database)):
        assert [text for text in said if text in kept] == []
    assert key_path(database).stat().st_mode & 0o077 == 0


def gone(central: Central, database: Path, number: str) -> bool:
    """Whether nothing but the number's index is left of somebody."""
    office = central.running.service.office
    with office.database.reading() as reader:
        record = registration.by_number(office, reader, number)
        assert record is not None
        found = reader.personal_data(record.id), reader.indexes(record.id)
    indexes = found[1]
    assert indexes is not None
    return (
        found[0] is None
        and indexes.identity is None
        and indexes.reset is None
        and not indexes.reachable
    )


def test_who_has_left_is_erased_after_the_months_one_can_look_back(tmp_path: Path) -> None:
    database = tmp_path / "some.db"
    central = open_city(small("sapporo"), database)
    kiosk = central.kiosk()
    made = kiosk.post("registrations", GROUP, **{"Idempotency-Key": new_key()}).json()
    number = made["registration_number"]
    office = central.running.service.office

    def sealed(store: Store) -> tuple[bytes, list[bytes]]:
        record = registration.by_number(office, store, number)
        assert record is not None
        kept, indexes = store.personal_data(record.id), store.indexes(record.id)
        assert kept is not None and indexes is not None
        assert indexes.identity is not None and indexes.reset is not None
        return kept, [indexes.identity.encode(), indexes.reset.encode()]

    kept, indexes = central.do(sealed)
    log_in(kiosk, number, GROUP["secret"])
    headers = {
        "Idempotency-Key": new_key(),
        "X-Confirmation": central.confirmation(kiosk.session),
    }
    assert kiosk.http.delete("/v1/account", headers=headers).status_code == 200
    months = office.city.history_months
    central.move(at("2026-11-30 12:00"))
    assert not gone(central, database, number)
    last_month = 12 + months
    central.move(at(f"{2026 + (last_month - 1) // 12}-{(last_month - 1) % 12 + 1:02}-05 12:00"))
    assert gone(central, database, number)
    assert code_of(log_in(kiosk, number, GROUP["secret"])) == "wrong_credentials"
    central.close()
    rest = bytes_of(database)
    assert kept not in rest
    assert [index for index in indexes if index in rest] == []


def test_bookings_of_the_erased_stay_for_the_figures(
    opened: Callable[[City], Central],
) -> None:
    central = opened(small("shiroi"))
    office = central.running.service.office
    number, kiosk = central.group(), central.kiosk()
    kiosk.enter(number)
    assert kiosk.reserve().status_code == 201

    def lapse(store: Store) -> int:
        record = registration.by_number(office, store, number)
        assert record is not None
        store.keep_registrant(replace(record, state="lapsed", ended_on=NOW.date()))
        return record.id

    registrant = central.do(lapse)
    central.move(at("2026-12-20 12:00"))
    with office.database.reading() as reader:
        assert reader.personal_data(registrant) is not None  # something was booked later on
    central.move(at("2027-03-02 12:00"))
    with office.database.reading() as reader:
        assert reader.personal_data(registrant) is None
        assert len(reader.reservations_of(registrant, NOW.date())) == 1


def test_who_looked_at_whom_is_kept(sapporo: Central, kiosk: Kiosk) -> None:
    made = kiosk.post("registrations", PERSON, **{"Idempotency-Key": new_key()}).json()
    office = sapporo.running.service.office

    def look(store: Store) -> Any:
        record = registration.by_number(office, store, made["registration_number"])
        assert record is not None
        seen = personal_data.looked_at(office, store, record.id, Look("tanaka", "call"), NOW)
        return record.id, seen

    registrant, seen = sapporo.do(look)
    assert seen.name == PERSON["name"]
    assert PERSON["name"] not in repr(seen)
    with office.database.reading() as reader:
        (line,) = reader.accesses(registrant, None, 10)
        assert reader.accesses(None, None, 10) == [line]
        assert reader.accesses(registrant + 1, None, 10) == []
        assert reader.accesses(None, line.id, 10) == []
    assert (line.actor, line.why, line.at) == ("tanaka", "call", NOW)


def test_visitors_are_kept_until_their_use_is_over(sapporo: Central) -> None:
    office = sapporo.running.service.office
    data = personal_data.PersonalData(number="", name="通りすがり", tel="090-0000-0000")
    visitor = sapporo.do(
        lambda store: registration.add_visitor(office, store, data, NOW.date(), NOW)
    )
    other = sapporo.do(lambda store: registration.add_visitor(office, store, data, NOW.date(), NOW))
    assert visitor.id != other.id
    with office.database.reading() as reader:
        assert reader.personal_data(visitor.id) is not None
    months = 12 + office.city.history_months
    sapporo.move(at(f"{2026 + (months - 1) // 12}-{(months - 1) % 12 + 1:02}-05 12:00"))
    with office.database.reading() as reader:
        assert reader.personal_data(visitor.id) is None
        assert registration.number_of(office, reader, visitor.id) == ""


# Databases of before, and keys that do not fit ------------------------------------------------


def old_database(path: Path) -> None:
    """One from before personal data was sealed: two groups, of the same name."""
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute(migrations.sql_of("0001", "up", "sqlite"))
        connection.pragma("user_version", 1)
        for number in ("2100017", "2100025"):
            connection.execute(
                "INSERT INTO registrant (number, name, secret_hash, kinds, suspended_since,"
                " valid_until) VALUES (?, 'ひみつの会', 'h', '[\"kominkan\"]', NULL, '2029-03-31')",
                (number,),
            )


def test_a_database_of_before_is_sealed_and_scrubbed(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old_database(path)
    assert "ひみつの会".encode() in bytes_of(path)
    service = open_service(small("shiroi"), path, CLOCK, Limits())
    office = service.office
    with office.database.reading() as reader:
        for number in ("2100017", "2100025"):
            record = registration.by_number(office, reader, number)
            assert record is not None and record.valid_until.isoformat() == "2029-03-31"
            assert record.kinds == {"kominkan"}
            data = personal_data.own(office, reader, record.id)
            assert data is not None and (data.number, data.name) == (number, "ひみつの会")
    service.close()
    for text in ("ひみつの会", "2100017", "2100025"):
        assert text.encode() not in bytes_of(path)
    # The second start has nothing to do.
    open_service(small("shiroi"), path, CLOCK, Limits()).close()


def test_a_copy_of_the_database_gives_nobodys_secret_away(tmp_path: Path) -> None:
    """Four digits are tried out in no time against a hash that anybody can compute."""
    path = tmp_path / "some.db"
    central = open_city(small("shiroi"), path)
    number, office = central.group(), central.running.service.office
    until = office.now() + timedelta(hours=1)

    def of_before(store: Store) -> None:
        record = registration.by_number(office, store, number)
        assert record is not None
        store.keep_secret(record.id, hash_secret(SECRET))
        store.keep_temporary_secret(record.id, hash_secret("8642"), until)

    assert b"$argon2" not in bytes_of(path)
    central.do(of_before)
    assert b"$argon2" in bytes_of(path)
    assert log_in(central.kiosk(), number, SECRET).status_code == 201
    central.close()
    central = open_city(small("shiroi"), path)
    kiosk = central.kiosk()
    assert log_in(kiosk, number, SECRET).json()["must_change_secret"] is False
    assert log_in(kiosk, number, "8642").json()["must_change_secret"] is True
    central.close()
    assert b"$argon2" not in bytes_of(path)

    database = SqliteDatabase(path)  # and the way back
    sealing.unseal_all(database, PersonalCipher(read_key(key_path(path))))
    database.close()
    assert b"$argon2" in bytes_of(path)


def test_only_its_owner_reads_the_database(tmp_path: Path) -> None:
    path = tmp_path / "some.db"
    path.touch(mode=0o644)
    path.chmod(0o644)
    database = SqliteDatabase(path)
    with database.reading() as reader:
        assert reader.cards(1) == []
    files = [path, path.with_name("some.db-wal"), path.with_name("some.db-shm")]
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600] * 3
    database.close()


def test_there_is_a_way_back(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old_database(path)
    open_service(small("shiroi"), path, CLOCK, Limits()).close()
    database = SqliteDatabase(path)
    sealing.unseal_all(database, PersonalCipher(read_key(key_path(path))))
    database.close()
    with closing(apsw.Connection(str(path))) as connection:
        schema.change(connection, "0001")
        found = connection.execute("SELECT number, name, valid_until FROM registrant").fetchall()
    assert found == [
        ("2100017", "ひみつの会", "2029-03-31"),
        ("2100025", "ひみつの会", "2029-03-31"),
    ]


def filled(tmp_path: Path) -> Path:
    path = tmp_path / "some.db"
    old_database(path)
    open_service(small("shiroi"), path, CLOCK, Limits()).close()
    return path


def test_another_key_ends_the_start_and_harms_nothing(tmp_path: Path) -> None:
    path = filled(tmp_path)
    right = key_path(path).read_text()
    key_path(path).unlink()
    make_key(key_path(path))
    with pytest.raises(WrongDataKeyError, match="is not the key"):
        open_service(small("shiroi"), path, CLOCK, Limits())
    key_path(path).write_text(right)
    open_service(small("shiroi"), path, CLOCK, Limits()).close()


def test_a_missing_key_is_not_made_anew_over_sealed_data(tmp_path: Path) -> None:
    path = filled(tmp_path)
    key_path(path).unlink()
    with pytest.raises(WrongDataKeyError, match="is not there"):
        open_service(small("shiroi"), path, CLOCK, Limits())
    assert not key_path(path).exists()


def test_as_long_as_nothing_is_sealed_any_key_will_do(tmp_path: Path) -> None:
    path = tmp_path / "some.db"
    open_service(small("shiroi"), path, CLOCK, Limits()).close()
    key_path(path).unlink()
    copy = Path(shutil.copy(path, tmp_path / "copy.db"))
    for database in (path, copy):
        open_service(small("shiroi"), database, CLOCK, Limits()).close()
        assert key_path(database).exists()


def test_the_key_may_be_given_by_systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    path = tmp_path / "some.db"
    with pytest.raises(SecretTroubleError, match="personal-data-key"):
        open_service(small("shiroi"), path, CLOCK, Limits(), DataKey(None))
    (credentials / "personal-data-key").write_text("ab" * 32)
    open_service(small("shiroi"), path, CLOCK, Limits(), DataKey(None)).close()
    assert not key_path(path).exists()


def test_booking_opens_nothing_sealed(
    opened: Callable[[City], Central], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The opening minute is not spent on ciphers."""
    central = opened(small("shiroi"))
    kiosk = central.kiosk()
    kiosk.enter(central.group())
    monkeypatch.setattr(PersonalCipher, "open", lambda *_: pytest.fail("something was opened"))
    assert kiosk.reserve().status_code == 201
    assert len(kiosk.reservations()) == 1


def test_an_embedded_service_keeps_its_key_beside_its_database(tmp_path: Path) -> None:
    running = embedded.start(small("shiroi"), tmp_path / "some.db", CLOCK)
    running.stop()
    assert (tmp_path / "some.db.key").exists()
