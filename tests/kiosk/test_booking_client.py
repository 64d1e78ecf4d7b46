"""The client turns whatever a service or a line can do into values, and gives nothing away."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from kiosk.booking_client import (
    BookingClient,
    Closed,
    FeedPage,
    InProgress,
    Settled,
    Unseen,
    Write,
)
from kiosk.booking_http import BookingHttp
from kiosk.clock import ServiceClock, SystemClock
from kiosk.credentials import KioskCredential
from kiosk.line import Line
from kiosk.model import Choice, Reservation
from kiosk.outcome import Refused
from kiosk.settings import ServiceSettings
from tests.kiosk import samples
from tests.kiosk.scripted_service import (
    Reply,
    Request,
    Reset,
    Said,
    ScriptedService,
    Silence,
    ok,
    problem,
    scripted,
)
from tests.waiting import wait_until

CHOICE = Choice(
    room_id="hall", date=date(2026, 12, 3), first_slot=1, slot_count=2, purpose_id="p", people=9
)
LINE_DOWN = Refused("line_down")
WRONG = Refused("service_answer_wrong")


NOBODY = "http://127.0.0.1:1"
PATIENT = ServiceSettings(
    url=NOBODY, connect_seconds=30.0, read_seconds=30.0, whole_answer_seconds=30.0
)
IMPATIENT = replace(PATIENT, read_seconds=0.3, whole_answer_seconds=0.6)


class Desk:
    """A client at a scripted service."""

    def __init__(self, service: ScriptedService) -> None:
        self.service = service
        self.clock = ServiceClock(SystemClock())
        self.line = Line()
        self._ask_with(PATIENT)

    def _ask_with(self, settings: ServiceSettings) -> None:
        settings = replace(settings, url=self.service.url, largest_answer_bytes=100_000)
        self.http = BookingHttp(settings, KioskCredential("lobby-1", "hush"), self.clock, self.line)
        self.client = BookingClient(self.http)

    def says(self, said: Said | Callable[[Request], Said]) -> None:
        """What never comes to an end is not waited for as long as what does."""
        self.service.script = said if callable(said) else lambda _: said
        endless = isinstance(said, Silence) or (isinstance(said, Reply) and said.drip_seconds)
        self.http.close()
        self._ask_with(IMPATIENT if endless else PATIENT)

    def write(self) -> object:
        return self.client.write(
            Write("key-1", "/v1/reservations", b"{}", Reservation, "token-1", "confirmed-1")
        )


@pytest.fixture
def desk() -> Iterator[Desk]:
    with scripted(lambda _: Reset()) as service:
        desk = Desk(service)
        yield desk
        desk.http.close()


TROUBLES: dict[str, tuple[Said, Refused]] = {
    "reset": (Reset(), LINE_DOWN),
    "silence": (Silence(), LINE_DOWN),
    "half an answer": (Reply(200, b'{"items": [' + b" " * 500, cut_after=11), LINE_DOWN),
    "broken gzip": (Reply(200, b"no gzip", headers={"Content-Encoding": "gzip"}), WRONG),
    "garbage": (Reply(200, b"\xff\xfe{not json"), WRONG),
    "empty": (Reply(200, b""), WRONG),
    "too large": (Reply(200, b'"' + b"x" * 200_000 + b'"'), WRONG),
    "wrong type": (ok({"items": "none"}), WRONG),
    "missing field": (ok({"things": []}), WRONG),
    "21 digits": (ok({"items": [samples.reservation() | {"people": 10**20}]}), WRONG),
    "another server": (Reply(200, b"<html>Please log in</html>", "text/html"), WRONG),
    "bare 500": (Reply(500, b"Internal Server Error", "text/plain"), WRONG),
    "redirect": (Reply(307, headers={"Location": "http://127.0.0.1:1/"}), WRONG),
    "problem without code": (Reply(409, b"{}", "application/problem+json"), WRONG),
    "problem that is a list": (Reply(409, b"[]", "application/problem+json"), WRONG),
    "problem with a sentence": (problem(409, "Sorry, Mr. Sato!"), WRONG),
    "deep nesting": (Reply(409, b"[" * 90_000, "application/problem+json"), WRONG),
    "a refusal": (problem(409, "quota_full", limit=10), Refused("quota_full", {"limit": 10})),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_question_ends_as_a_value_whatever_comes(desk: Desk, trouble: str) -> None:
    said, expected = TROUBLES[trouble]
    desk.says(said)
    assert desk.client.reservations("token-1") == expected


@pytest.mark.parametrize("trouble", [name for name in TROUBLES if name != "a refusal"])
def test_a_write_without_a_final_answer_is_unclear(desk: Desk, trouble: str) -> None:
    said, _ = TROUBLES[trouble]
    desk.says(said)
    assert desk.write() == Refused("answer_unclear", {"key": "key-1"})
    wait_until(lambda: desk.service.requests)
    assert len(desk.service.requests) == 1, "a write must be sent once"


@pytest.mark.parametrize("code", ["write_in_progress", "service_busy"])
def test_a_write_that_may_still_be_carried_out_is_unclear(desk: Desk, code: str) -> None:
    desk.says(problem(409, code))
    assert desk.write() == Refused("answer_unclear", {"key": "key-1"})


def test_a_write_is_refused_with_the_reason_of_the_service(desk: Desk) -> None:
    desk.says(problem(409, "slot_taken"))
    assert desk.write() == Refused("slot_taken")


def test_a_write_that_was_carried_out_is_the_booking(desk: Desk) -> None:
    desk.says(ok(samples.reservation(number="R-77"), 201))
    booked = desk.write()
    assert isinstance(booked, Reservation)
    assert booked.number == "R-77"


def test_a_write_carries_its_key_and_its_tokens_in_headers_only(desk: Desk) -> None:
    desk.says(ok(samples.reservation(), 201))
    desk.write()
    (request,) = desk.service.requests
    assert request.headers["Authorization"] == "Bearer lobby-1.hush"
    assert request.headers["Idempotency-Key"] == "key-1"
    assert request.headers["X-Resident-Session"] == "token-1"
    assert request.headers["X-Confirmation"] == "confirmed-1"
    assert request.headers["X-Request-ID"]
    assert request.body == b"{}"


def test_details_that_are_not_what_they_promise_are_left_out(desk: Desk) -> None:
    desk.says(
        problem(
            409,
            "not_open_yet",
            opens_at="some day",
            until="2026-12-01T08:30:00+09:00",
            since=None,
            limit=10,
            retry_after=float("inf"),
            scope={"en": "all"},
            number="R-1",
        )
    )
    assert desk.client.reservations("t") == Refused(
        "not_open_yet", {"until": "2026-12-01T08:30:00+09:00", "limit": 10, "number": "R-1"}
    )


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address that is taken, so that nobody else comes to it, and at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


def test_nobody_listening_means_that_a_write_certainly_never_left(desk: Desk, nobody: str) -> None:
    settings = replace(PATIENT, url=nobody)
    http = BookingHttp(settings, KioskCredential("lobby-1", "hush"), desk.clock, desk.line)
    desk.client = BookingClient(http)
    assert desk.write() == LINE_DOWN
    assert desk.client.reservations("token-1") == LINE_DOWN
    http.close()


def test_an_answer_that_drips_forever_is_given_up(desk: Desk) -> None:
    desk.says(Reply(200, b" " * 10_000, drip_seconds=0.05))
    assert desk.client.open_session("1234567", "8642") == LINE_DOWN
    assert desk.write() == Refused("answer_unclear", {"key": "key-1"})


def test_a_question_is_asked_again_if_the_kept_connection_was_just_closed(desk: Desk) -> None:
    answers = iter([Reset(), ok({"items": []})])
    desk.says(lambda _: next(answers))
    assert desk.client.reservations("token-1") == ()


def test_a_question_that_found_no_answer_in_time_is_not_asked_again(desk: Desk) -> None:
    desk.says(Silence())
    assert desk.client.reservations("token-1") == LINE_DOWN
    wait_until(desk.service.paths)
    assert desk.service.paths() == ["GET /v1/reservations"]


@pytest.mark.parametrize("said", [Silence(), Reply(200, b" " * 100, drip_seconds=0.05)])
def test_a_side_question_ends_soon_and_does_not_count_as_a_dead_line(
    desk: Desk, said: Said
) -> None:
    desk.says(problem(409, "quota_full"))
    desk.client.reservations("t")
    desk.says(said)
    settings = replace(PATIENT, url=desk.service.url, side_question_seconds=0.1)
    http = BookingHttp(settings, KioskCredential("lobby-1", "hush"), desk.clock, desk.line)
    assert BookingClient(http).competition("hall", CHOICE.date) == LINE_DOWN
    wait_until(lambda: len(desk.service.requests) > 1)
    assert len(desk.service.requests) == 2, "given up before the answer ended, and not asked again"
    assert desk.line.is_up()
    http.close()


def test_the_line_is_told_what_happened(desk: Desk) -> None:
    assert not desk.line.is_up()
    desk.says(problem(409, "quota_full"))
    desk.client.reservations("t")
    assert desk.line.is_up()
    desk.says(Reset())
    desk.client.reservations("t")
    assert not desk.line.is_up()


def test_the_machines_proxies_and_netrc_change_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path, nobody: str
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("http_proxy", nobody)
    desk.says(ok({"items": []}))
    assert desk.client.reservations("t") == ()
    assert desk.service.requests[0].headers["Authorization"] == "Bearer lobby-1.hush"


def test_cookies_are_not_kept(desk: Desk) -> None:
    desk.says(replace(ok({"items": []}), headers={"Set-Cookie": "who=tanaka; Path=/"}))
    desk.client.reservations("t")
    desk.client.reservations("t")
    assert "Cookie" not in desk.service.requests[1].headers


def test_nothing_personal_is_logged(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    answers = [ok(samples.session(), 201), Reply(200, b"Tanaka"), Reset()]
    for answer in answers:
        desk.says(answer)
        desk.client.open_session("1234567", "8642")
        desk.client.quote("token-xyz", "lottery", CHOICE)
    logged = " ".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    for word in ("of-a-card", "Tanaka", "token-xyz", "hush", "さくら"):
        assert word not in logged


@pytest.mark.parametrize(
    ("said", "fate"),
    [
        (problem(404, "unknown_write"), Unseen()),
        (ok({"state": "in_progress"}), InProgress()),
        (ok({"state": "closed"}), Closed()),
        (
            ok({"state": "done", "status": 409, "body": {"code": "slot_taken"}}),
            Settled(Refused("slot_taken")),
        ),
        (ok({"state": "done", "status": 201, "body": {"half": 1}}), WRONG),
        (ok({"state": "done", "status": 409, "body": {}}), WRONG),
        (ok({"state": "done"}), WRONG),
        (problem(401, "kiosk_unknown"), Refused("kiosk_unknown")),
        (Reset(), LINE_DOWN),
    ],
)
def test_what_became_of_a_write(desk: Desk, said: Said, fate: object) -> None:
    desk.says(said)
    assert desk.client.what_became("key-1", Reservation) == fate


def test_a_stored_booking_is_read_like_a_fresh_one(desk: Desk) -> None:
    stored = samples.reservation(number="R-9")
    desk.says(ok({"state": "done", "status": 201, "body": stored}))
    fate = desk.client.what_became("key-1", Reservation)
    assert isinstance(fate, Settled)
    assert isinstance(fate.outcome, Reservation)
    assert fate.outcome.number == "R-9"


def test_closing_a_key_asks_for_just_that(desk: Desk) -> None:
    desk.says(ok({"state": "closed"}))
    assert desk.client.close_write("key/1", Reservation) == Closed()
    assert desk.service.paths() == ["POST /v1/writes/key%2F1/close"]


def test_a_quote_sends_the_choice_with_its_kind(desk: Desk) -> None:
    desk.says(problem(409, "quota_full"))
    desk.client.quote("t", "reservation", CHOICE)
    assert desk.service.requests[0].json() == {
        "kind": "reservation",
        "room_id": "hall",
        "date": "2026-12-03",
        "first_slot": 1,
        "slot_count": 2,
        "purpose_id": "p",
        "people": 9,
    }
    desk.says(problem(409, "quota_full"))
    desk.client.quote("t", "reservation", CHOICE, "R-1")
    assert desk.service.requests[1].json()["instead_of"] == "R-1"


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("/v1/feed?generation=g&afterChangeNumber=7&limit=5", 7),
        ("https://elsewhere.example/x?afterChangeNumber=0", 0),
        ("/v1/feed", None),
        ("/v1/feed?afterChangeNumber=-1", None),
        ("/v1/feed?afterChangeNumber=abc", None),
        ("/v1/feed?afterChangeNumber=1&afterChangeNumber=2", None),
        ("/v1/feed?afterChangeNumber=" + "9" * 21, None),
        ("/v1/feed?afterChangeNumber=９", None),
    ],
)
def test_only_a_number_is_taken_from_the_next_address(address: str, number: int | None) -> None:
    page = FeedPage(next=address, generation="g", items=())
    assert page.next_number() == number


def test_a_token_that_would_break_out_of_its_header_is_not_sent(desk: Desk) -> None:
    desk.says(ok({"items": []}))
    assert desk.client.reservations("t\r\nX-Other: 1") == WRONG
    assert desk.service.requests == []


def test_samples_are_what_the_service_would_say() -> None:
    assert json.loads(json.dumps(samples.reservation())) == samples.reservation()
