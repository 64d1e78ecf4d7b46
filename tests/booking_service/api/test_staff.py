"""Counter work over HTTP and as commands, on a service that is running."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest

from booking_service import cli, staff_client
from tests.booking_service.lobby import DAY, SECRET, Central, Kiosk, choice, code_of, new_key
from tests.kiosk.scripted_service import Reply, scripted


@pytest.fixture
def token_file(central: Central, tmp_path: Path) -> Path:
    path = tmp_path / "staff-token"
    staff_client.write_token(path, central.running.staff_token())
    return path


def staff(central: Central, token_file: Path, *words: str) -> int:
    where = ["--url", central.running.url, "--token-file", str(token_file)]
    return cli.main(["staff", *where, *words])


def test_a_payment_makes_a_provisional_booking_a_confirmed_one(
    central: Central, resident: Kiosk, token_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = resident.reserve().json()
    assert staff(central, token_file, "take-payment", made["number"]) == 0
    assert json.loads(capsys.readouterr().out)["state"] == "confirmed"
    assert staff(central, token_file, "take-payment", made["number"]) == 1
    assert json.loads(capsys.readouterr().err)["code"] == "not_payable"
    assert staff(central, token_file, "take-payment", "R99999999") == 1
    assert json.loads(capsys.readouterr().err)["code"] == "not_found"


def test_a_group_is_registered_and_books_at_the_counter(
    central: Central,
    kiosk: Kiosk,
    token_file: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{SECRET}\n"))
    words = ("--registration-number", "3000001", "--name", "もみじ会", "--kind", "kominkan")
    assert staff(central, token_file, "register", *words) == 0
    assert json.loads(capsys.readouterr().out)["valid_until"] == "2029-11-19"
    book = ("book", "--registration-number", "3000001", "--room", choice()["room_id"])
    what = ("--date", DAY.isoformat(), "--first-slot", "3", "--purpose", "meeting", "--people", "5")
    assert staff(central, token_file, *book, *what) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["origin"], made["state"], made["fee_yen"]) == ("counter", "confirmed", 350)
    assert kiosk.letters() == "ffftffffffff"
    assert staff(central, token_file, *book, *what) == 1
    assert json.loads(capsys.readouterr().err)["code"] == "slot_taken"


def test_a_number_is_given_once(central: Central) -> None:
    counter = central.staff()
    body = {"registration_number": "3000002", "name": "会", "secret": "1201", "kinds": ["kominkan"]}
    assert counter.post("/registrants", json=body).status_code == 201
    assert code_of(counter.post("/registrants", json=body)) == "number_taken"


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"registration_number": "300"}, "body.registration_number"),
        ({"secret": "12"}, "body.secret"),
        ({"kinds": ["kominkan", "swimming"]}, "body.kinds"),
        ({"name": "さくら\n会"}, "body.name"),
        ({"name": "さくら\u0000会"}, "body.name"),
        ({"valid_until": 1_800_000_000}, "body.valid_until"),
        ({"valid_until": "2029-03-31T00:00:00"}, "body.valid_until"),
    ],
)
def test_a_registration_that_no_kiosk_could_use_is_refused(
    central: Central, wrong: dict[str, object], place: str
) -> None:
    body = {"registration_number": "3000002", "name": "会", "secret": "1201", "kinds": ["kominkan"]}
    answer = central.staff().post("/registrants", json={**body, **wrong})
    assert code_of(answer) == "invalid_request"
    assert [error["place"] for error in answer.json()["errors"]] == [place]


def test_the_counter_books_on_the_day_itself(central: Central, kiosk: Kiosk) -> None:
    number = central.group()
    central.move_to("2026-12-15 09:59:59")
    counter = central.staff()
    wanted = {"registration_number": number, **choice(first=1, count=1)}
    assert counter.post("/reservations", json=wanted).status_code == 201
    central.move_to("2026-12-15 11:00")
    late = {"registration_number": number, **choice(first=2, count=1)}
    assert code_of(counter.post("/reservations", json=late)) == "window_closed"
    unknown = {"registration_number": "9999999", **choice(day=date(2026, 12, 16))}
    assert code_of(counter.post("/reservations", json=unknown)) == "not_found"


def test_counter_work_with_a_key_is_done_once(central: Central, resident: Kiosk) -> None:
    counter, key = central.staff(), {"Idempotency-Key": new_key()}
    wanted = {"registration_number": central.group(), **choice()}
    made = counter.post("/reservations", json=wanted, headers=key)
    assert made.status_code == 201
    assert counter.post("/reservations", json=wanted, headers=key).json() == made.json()
    other = counter.post("/reservations", json={**wanted, "people": 6}, headers=key)
    assert code_of(other) == "key_reused"
    paid_for = resident.reserve(first=5).json()["number"]
    pay = {"Idempotency-Key": new_key()}
    answers = [counter.post(f"/reservations/{paid_for}/payment", headers=pay) for _ in range(2)]
    assert [answer.json()["state"] for answer in answers] == ["confirmed", "confirmed"]


def test_only_staff_do_counter_work(central: Central, resident: Kiosk) -> None:
    made = resident.reserve().json()
    answer = resident.post(f"staff/reservations/{made['number']}/payment", {})
    assert code_of(answer) == "staff_unknown"
    assert code_of(resident.get("staff/actions")) == "staff_unknown"


def test_a_token_others_can_read_is_not_used(
    central: Central, token_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    token_file.chmod(0o644)
    assert staff(central, token_file, "take-payment", "R00000001") == 2
    assert "chmod 600" in capsys.readouterr().err


def test_the_token_may_come_from_the_environment(
    central: Central, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(staff_client.TOKEN_VARIABLE, central.running.staff_token())
    url = ["--url", central.running.url]
    assert cli.main(["staff", *url, "take-payment", "R00000001"]) == 1
    assert json.loads(capsys.readouterr().err)["code"] == "not_found"


def test_a_service_that_is_not_there_is_said_to_be(
    token_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--url", "http://127.0.0.1:9", "--token-file", str(token_file)]
    assert cli.main(["staff", *where, "take-payment", "R00000001"]) == 3
    assert "does not answer" in capsys.readouterr().err


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_proxy_that_answers_alone_is_no_booking_service(
    token_file: Path, capsys: pytest.CaptureFixture[str], status: int
) -> None:
    with scripted(lambda _: Reply(status, b"<html>Bad Gateway</html>", "text/html")) as proxy:
        where = ["--url", proxy.url, "--token-file", str(token_file)]
        assert cli.main(["staff", *where, "take-payment", "R00000001"]) == 3
    said = capsys.readouterr().err
    assert str(status) in said
    assert "systemctl status booking-service" in said


def test_a_token_file_is_made_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "token"
    staff_client.write_token(path, "secret")
    assert path.stat().st_mode & 0o777 == 0o600
