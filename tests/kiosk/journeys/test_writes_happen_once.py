"""Whatever breaks, and whenever: a write happens once or not at all, and its end is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.journeys.outcomes import Applied, PaperEnd, Reserved
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from tests.kiosk.journeys.lobby import CHOICE, SECRET, Lobby, lobby
from tests.kiosk.scripted_service import problem
from tests.kiosk.small_central import SmallCentral

Act = Callable[[Terminal], Applied | Reserved | Refused]

ACTS: dict[str, tuple[str, Act]] = {
    "apply": ("POST /v1/lottery-applications", lambda t: t.applying.apply(CHOICE, SECRET)),
    "reserve": ("POST /v1/reservations", lambda t: t.reserving.reserve(CHOICE, SECRET)),
    "cancel_application": (
        "POST /v1/lottery-applications/a/cancel",
        lambda t: t.my_bookings.cancel_application("a", SECRET),
    ),
    "claim": (
        "POST /v1/lottery-applications/a/claim",
        lambda t: t.my_bookings.claim("a", SECRET),
    ),
    "waive": (
        "POST /v1/lottery-applications/a/waive",
        lambda t: t.my_bookings.waive("a", SECRET),
    ),
    "cancel_reservation": (
        "POST /v1/reservations/r/cancel",
        lambda t: t.my_bookings.cancel_reservation("r", SECRET),
    ),
}

every_act = pytest.mark.parametrize("name", ACTS)


def key_of(refused: object) -> str:
    assert isinstance(refused, Refused)
    assert refused.code == "answer_unclear"
    return str(refused.details["key"])


def end_of(place: Lobby, outcome: object) -> Applied | Reserved:
    """The write was done once, and the resident holds its receipt."""
    assert isinstance(outcome, Applied | Reserved)
    assert len(place.central.carried_out) == 1
    assert outcome.receipt.png.startswith(b"\x89PNG")
    assert place.terminal.receipts.print(outcome.receipt.id) is PaperEnd.PRINTED
    assert place.kiosk.settling.open_writes() == 0
    assert place.for_staff() == [("settled", "done")], "nobody has seen the end yet"
    place.terminal.open_writes.told(outcome.key)
    assert place.for_staff() == [], "the resident has seen the end"
    return outcome


def told_as(place: Lobby, end: object, code: str, row: tuple[str, str | None]) -> None:
    """The write was refused, and waits for staff until the resident sees that."""
    assert isinstance(end, Refused)
    assert end.code == code
    assert place.for_staff() == [row]
    place.terminal.open_writes.told(str(end.details["key"]))
    assert place.for_staff() == []


@every_act
def test_with_the_line_up(name: str, tmp_path: Path) -> None:
    _, act = ACTS[name]
    with lobby(tmp_path) as place:
        place.log_in()
        end_of(place, act(place.terminal))


@every_act
def test_when_the_line_is_down_before(name: str, tmp_path: Path) -> None:
    _, act = ACTS[name]
    with lobby(tmp_path) as place:
        place.log_in()
        place.central.down = True
        assert act(place.terminal) == Refused("line_down"), "at the secret: nothing was written"
        assert place.central.carried_out == []
        assert place.kiosk.settling.open_writes() == 0


@every_act
def test_when_the_request_is_lost(name: str, tmp_path: Path) -> None:
    request, act = ACTS[name]
    with lobby(tmp_path) as place:
        place.log_in()
        place.central.lose_requests_to.append(request)
        key = key_of(act(place.terminal))
        assert place.central.carried_out == []
        end_of(place, place.terminal.open_writes.settle(key))
        assert place.central.carried_out == [key], "sent again with the same key"


@every_act
def test_when_the_answer_is_lost(name: str, tmp_path: Path) -> None:
    request, act = ACTS[name]
    with lobby(tmp_path) as place:
        place.log_in()
        place.central.lose_answers_to.append(request)
        key = key_of(act(place.terminal))
        place.central.down = True
        assert key_of(place.terminal.open_writes.settle(key)) == key
        place.central.down = False
        end_of(place, place.terminal.open_writes.settle(key))


@every_act
def test_when_the_resident_leaves_before_the_answer(name: str, tmp_path: Path) -> None:
    request, act = ACTS[name]
    with lobby(tmp_path) as place:
        place.log_in()
        place.central.lose_answers_to.append(request)
        key = key_of(act(place.terminal))
        place.terminal.session.end()
        assert place.terminal.open_writes.settle(key) == Refused("session_ended")
        place.kiosk.settling.step()
        assert place.central.carried_out == [key]
        assert place.for_staff() == [("settled", "done")]
        place.kiosk.settling.dealt_with(key)
        assert place.for_staff() == []


@every_act
def test_after_the_session_an_unseen_write_is_closed_and_never_sent(
    name: str, tmp_path: Path
) -> None:
    request, act = ACTS[name]
    with lobby(tmp_path) as place:
        place.log_in()
        place.central.lose_requests_to.append(request)
        key = key_of(act(place.terminal))
        place.terminal.session.end()
        place.kiosk.settling.step()
        assert place.central.closed == {key}
        assert place.central.carried_out == []
        assert place.for_staff() == [("not_sent", None)]


@every_act
def test_after_a_crash_the_leftover_is_settled(name: str, tmp_path: Path) -> None:
    request, act = ACTS[name]
    central = SmallCentral()
    with lobby(tmp_path, central) as place:
        place.log_in()
        central.lose_answers_to.append(request)
        key = key_of(act(place.terminal))
    with lobby(tmp_path, central) as place:
        assert place.kiosk.settling.open_writes() == 1
        assert place.kiosk.settling.settle_leftovers()
        assert central.carried_out == [key]
        assert place.for_staff() == [("settled", "done")]


def test_leftovers_wait_while_the_line_is_down(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        place.log_in()
        place.central.lose_answers_to.append("POST /v1/reservations")
        key_of(place.terminal.reserving.reserve(CHOICE, SECRET))
        place.terminal.session.end()
        place.central.down = True
        assert not place.kiosk.settling.settle_leftovers()
        assert place.kiosk.settling.open_writes() == 1


def test_a_write_of_the_running_visit_is_no_leftover(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        place.log_in()
        place.central.lose_requests_to.append("POST /v1/reservations")
        key = key_of(place.terminal.reserving.reserve(CHOICE, SECRET))
        assert place.kiosk.settling.settle_leftovers()
        assert place.central.closed == set()
        end_of(place, place.terminal.open_writes.settle(key))


def test_staff_find_the_booking_by_its_number(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        place.log_in()
        end = place.terminal.reserving.reserve(CHOICE, SECRET)
        assert isinstance(end, Reserved)
        (row,) = place.kiosk.settling.for_staff()
        assert row.booking_number == end.reservation.number


def test_a_refusal_is_told_and_done_with(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        place.log_in()
        place.central.refusal = problem(409, "slot_taken")
        end = place.terminal.reserving.reserve(CHOICE, SECRET)
        assert place.kiosk.settling.open_writes() == 0
        told_as(place, end, "slot_taken", ("settled", "slot_taken"))


def test_a_refusal_after_the_resident_left_is_kept_for_staff(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        place.log_in()
        place.central.refusal = problem(409, "slot_taken")
        place.central.lose_answers_to.append("POST /v1/reservations")
        key_of(place.terminal.reserving.reserve(CHOICE, SECRET))
        place.terminal.session.end()
        place.kiosk.settling.step()
        assert place.for_staff() == [("settled", "slot_taken")]


def test_the_secret_is_asked_before_anything_is_written(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        place.log_in()
        refused = place.terminal.reserving.reserve(CHOICE, "0000")
        assert refused == Refused("wrong_credentials", {})
        assert place.central.stored == {}
        assert place.kiosk.settling.open_writes() == 0


def test_a_claim_whose_reservation_cannot_be_fetched_is_shown_later(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        place.log_in()
        place.central.lose_requests_to += ["GET /v1/reservations"] * 2
        key = key_of(place.terminal.my_bookings.claim("a", SECRET))
        end = end_of(place, place.terminal.open_writes.settle(key))
        assert isinstance(end, Reserved)
        assert end.reservation.number == "claimed"


def test_nothing_is_sent_without_a_visit(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        for _, act in ACTS.values():
            assert act(place.terminal) == Refused("session_ended")
        assert place.terminal.open_writes.settle("any") == Refused("session_ended")
        assert place.central.stored == {}


def test_the_next_person_cannot_settle_the_writes_of_the_one_before(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        place.log_in()
        place.central.lose_answers_to.append("POST /v1/reservations")
        key = key_of(place.terminal.reserving.reserve(CHOICE, SECRET))
        place.terminal.session.end()
        place.log_in()
        assert place.terminal.open_writes.settle(key) == Refused("session_ended")


def test_no_secret_name_number_or_token_is_on_the_disk(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        place.log_in()
        for _, act in ACTS.values():
            end = act(place.terminal)
            assert isinstance(end, Applied | Reserved)
            place.terminal.receipts.print(end.receipt.id)
        files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    for private in ("1234567", "さくら", "token-1", "confirmed-1", "hush"):
        assert not any(private.encode() in content for content in files), private
    for digits in (b"8642", b"4567"):  # four of them also meet by chance in the keys of writes
        alone = re.compile(rb"(?<![0-9a-f-])" + digits + rb"(?![0-9a-f-])")
        assert not any(alone.search(content) for content in files), digits
