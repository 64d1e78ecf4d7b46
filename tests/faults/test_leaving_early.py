"""The resident's visit ends while the request of a booking is on its way: they walk away, or staff
open maintenance mode."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest

from kiosk.booking_client import BookingClient, Write
from tests.end_to_end.errands import RESERVE, LogIn
from tests.end_to_end.people import CHOIR, PAINTERS
from tests.end_to_end.walk import Walk

_PATIENCE_SECONDS = 120.0


class SlowLine:
    """Holds a write up before it leaves the kiosk, or its answer before it is read."""

    def __init__(self, *, holds_answers: bool) -> None:
        self._holds_answers = holds_answers
        self._send = BookingClient.write
        self.held = Event()
        self.let_go = Event()

    def write(self, client: BookingClient, write: Write) -> object:
        if not self._holds_answers:
            self._hold()
        end = self._send(client, write)
        if self._holds_answers:
            self._hold()
        return end

    def _hold(self) -> None:
        self.held.set()
        assert self.let_go.wait(_PATIENCE_SECONDS)


@pytest.fixture(params=[False, True], ids=["request held up", "answer held up"])
def line(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[SlowLine, bool]]:
    """A line on which a write takes its time, and whether the service has it meanwhile."""
    slow = SlowLine(holds_answers=request.param)

    def write_slowly(client: BookingClient, write: Write) -> object:
        return slow.write(client, write)

    monkeypatch.setattr(BookingClient, "write", write_slowly)
    yield slow, request.param
    slow.let_go.set()


def book_until_held(walk: Walk, slow: SlowLine) -> None:
    for screen in RESERVE.steps:
        walk.glass.wait_for(screen)
        RESERVE.act(walk.glass, screen)
    walk.wait_until(slow.held.is_set, "the write being under way")


def assert_ended_unseen(walk: Walk, *, booked: bool) -> None:
    """The write ended as the service says, once, and nobody was told."""
    [row] = walk.outbox()
    assert (row.state, row.answer_code) == (("settled", "done") if booked else ("not_sent", None))
    assert row.known_to == "nobody"
    assert len(walk.witness.reservations(CHOIR)) == booked
    assert walk.papers == 0


def test_walking_away_while_it_books(walk: Walk, line: tuple[SlowLine, bool]) -> None:
    """The write ends as the service says, nobody was told, and nothing is shown to the next."""
    slow, booked = line
    book_until_held(walk, slow)
    left = walk.kiosk.kiosk.session.seconds_until_wipe()
    assert left is not None
    walk.machine_clock.advance(left)
    walk.wait_until(lambda: walk.screen == "start", "the wipe")
    walk.wait_until(lambda: not walk.open_writes(), "the write's end")
    walk.follow(LogIn(PAINTERS))
    slow.let_go.set()
    walk.glass.tap("menu.reservations")
    walk.glass.wait_for("my_reservations")
    for word in (CHOIR.name, CHOIR.number):
        assert word not in walk.words_anywhere()
    walk.restart()  # waits for whatever is still under way
    assert_ended_unseen(walk, booked=booked)


def test_staff_open_maintenance_while_it_books(walk: Walk, line: tuple[SlowLine, bool]) -> None:
    """The resident is logged out first and nothing of them stays; staff find the write's end."""
    slow, booked = line
    book_until_held(walk, slow)
    visit = walk.kiosk.kiosk.session.visit
    assert visit is not None
    private = (CHOIR.name, CHOIR.number, str(visit.token))
    del visit

    def assert_nothing_stays() -> None:
        held = walk.words_anywhere() + repr(walk.kiosk.window.stage.trail.places)
        assert [word for word in private if word in held] == []

    walk.staff_come_in()
    assert walk.kiosk.kiosk.session.visit is None
    assert_nothing_stays()
    walk.wait_until(lambda: not walk.open_writes(), "the write's end")
    slow.let_go.set()
    walk.glass.tap("door.writes")
    walk.glass.wait_for("staff_writes")
    assert walk.glass.names_beginning("write.") == ["write.1"]
    assert ("できました" if booked else "届きませんでした") in walk.reads()
    assert_nothing_stays()
    walk.restart()  # waits for whatever is still under way
    assert_ended_unseen(walk, booked=booked)
