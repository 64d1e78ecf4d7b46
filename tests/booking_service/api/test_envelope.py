"""What holds for every call: ids, the service's own time, bounds, readiness, calm words."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from booking_service.policy import asking
from booking_service.service.office import Limits
from tests.booking_service.api.test_keyed_writes import writer_held
from tests.booking_service.lobby import (
    CRAFT,
    Central,
    Kiosk,
    choice,
    code_of,
    open_central,
    wait_until,
)


def test_a_request_id_is_echoed_or_made(kiosk: Kiosk) -> None:
    given = kiosk.http.get("/v1/city", headers={"X-Request-ID": "tap-0815"})
    assert given.headers["X-Request-ID"] == "tap-0815"
    made = kiosk.http.get("/v1/city", headers={"X-Request-ID": "x" * 500})
    assert len(made.headers["X-Request-ID"]) == 36


def test_the_date_is_that_of_the_services_clock(central: Central, kiosk: Kiosk) -> None:
    central.move_to("2026-12-01 08:29:50")
    assert kiosk.get("city").headers["Date"] == "Mon, 30 Nov 2026 23:29:50 GMT"


@pytest.mark.parametrize("path", ["/", "/v1/nothing", "/docs", "/v1/sessions/other"])
def test_what_is_not_there_is_not_found(kiosk: Kiosk, path: str) -> None:
    assert code_of(kiosk.http.get(path)) == "not_found"


def test_a_wrong_method_is_said_to_be_one(kiosk: Kiosk) -> None:
    assert code_of(kiosk.http.put("/v1/city")) == "method_not_allowed"


def test_a_refused_method_comes_with_those_that_are_not(kiosk: Kiosk) -> None:
    answer = kiosk.http.put("/v1/reservations", json={})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, POST")


def test_who_is_unknown_hears_what_to_show(kiosk: Kiosk) -> None:
    answer = kiosk.http.get("/v1/city", headers={"Authorization": ""})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_watchdog_may_ask_for_the_head_alone(kiosk: Kiosk, path: str) -> None:
    assert kiosk.http.head(path).status_code == 200


@pytest.mark.parametrize("day", ["1765756800", "2026-12-15T00:00:00", "20261215", "2026-02-30"])
def test_a_date_is_a_date(resident: Kiosk, day: str) -> None:
    assert resident.get(f"rooms/{CRAFT}/days/{day}/competition").status_code == 422
    asked = resident.post("quotes", {**choice(), "kind": "reservation", "date": day})
    assert asked.json()["errors"][0]["place"] == "body.date"


def test_a_number_of_people_is_no_yes(resident: Kiosk) -> None:
    body = {"version": "1", "paper": "ok", "line": "up", "open_writes": 0}
    assert resident.post("kiosk/heartbeat", {**body, "cache_age_seconds": True}).status_code == 422


def test_a_huge_body_is_refused(kiosk: Kiosk) -> None:
    answer = kiosk.http.post("/v1/sessions", content=b"x" * 100_000)
    assert code_of(answer) == "invalid_request"


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b"", "body"),
        (b"{", "body"),
        (b"[]", "body"),
        (b'{"registration_number": "1234567"}', "body.secret"),
        (b'{"registration_number": 1234567, "secret": "1201"}', "body.registration_number"),
        (b'{"registration_number": "12 4567", "secret": "1201"}', "body.registration_number"),
        (b'{"registration_number": "1234567", "secret": "1201", "more": 1}', "body.more"),
        (b"\xff\xfe", "body"),
    ],
)
def test_a_wrong_body_is_told_where_it_is_wrong(kiosk: Kiosk, body: bytes, place: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = kiosk.http.post("/v1/sessions", content=body, headers=headers)
    assert code_of(answer) == "invalid_request"
    assert answer.json()["errors"][0]["place"].startswith(place)


def test_what_was_typed_is_not_repeated_in_an_answer(kiosk: Kiosk) -> None:
    answer = kiosk.post("sessions", {"registration_number": "1234567", "secret": "12x1"})
    assert "12x1" not in answer.text


def test_readiness_hangs_on_the_writer(central: Central, kiosk: Kiosk) -> None:
    assert kiosk.http.get("/readyz").json() == {"state": "ready"}
    central.running.service.office.limits = short_silence(central)
    with writer_held(central):
        wait_until(lambda: kiosk.http.get("/readyz").status_code == 503)
        assert kiosk.http.get("/healthz").json() == {"state": "alive"}
    wait_until(lambda: kiosk.http.get("/readyz").status_code == 200)


def short_silence(central: Central) -> Limits:
    limits = central.running.service.office.limits
    return replace(limits, writer_silence=timedelta(seconds=0.7))


def test_a_busy_writer_is_said_and_nothing_is_done_later(database: Path) -> None:
    central = open_central(database, demo=False, limits=Limits(request=timedelta(seconds=2)))
    try:
        resident = central.kiosk()
        resident.enter(central.group())
        meet_a_busy_writer(central, resident)
    finally:
        central.close()


def meet_a_busy_writer(central: Central, resident: Kiosk) -> None:
    confirmation = central.confirmation(resident.session)
    key = "9b2d6c3e-3c55-4d0c-9d0e-0a4f4f1f1d11"
    headers = {"Idempotency-Key": key, "X-Confirmation": confirmation}
    with writer_held(central):
        answer = resident.post("reservations", choice(), **headers)
    assert code_of(answer) == "service_busy"
    assert int(answer.headers["Retry-After"]) >= 1
    assert resident.reservations() == []
    assert code_of(resident.get(f"writes/{key}")) == "unknown_write"
    assert resident.post("reservations", choice(), **headers).status_code == 201


def test_a_fault_of_ours_is_logged_with_its_id_and_said_calmly(
    central: Central,
    resident: Kiosk,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_whatever: object) -> None:
        raise RuntimeError("a fault in a rule")

    monkeypatch.setattr(asking, "check_standing", broken)
    with caplog.at_level(logging.ERROR):
        answer = resident.reserve()
    assert code_of(answer) == "service_failed"
    assert f"{answer.headers['X-Request-ID']} to /v1/reservations failed" in caplog.text
    assert "a fault in a rule" not in answer.text
    monkeypatch.undo()
    assert resident.reserve().status_code == 201


def test_a_heartbeat_is_kept(central: Central, kiosk: Kiosk) -> None:
    beat = {"version": "0.1.0", "paper": "ready", "line": "up", "cache_age_seconds": 3}
    assert code_of(kiosk.post("kiosk/heartbeat", beat)) == "invalid_request"
    answer = kiosk.post("kiosk/heartbeat", {**beat, "open_writes": 0})
    assert answer.json() == {"time": "2026-11-20T10:00:00+09:00", "update": None}


def test_looking_needs_no_login(kiosk: Kiosk) -> None:
    assert kiosk.get("city").json()["id"] == "shiroi"
    facilities = kiosk.get("facilities").json()["facilities"]
    assert len(facilities) == 9
    notices = [notice["date"] for notice in kiosk.get("notices").json()["notices"]]
    assert notices == sorted(notices, reverse=True)
    assert isinstance(kiosk.http, httpx.Client)
