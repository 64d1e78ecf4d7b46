"""The resident walks away while the request of a booking is on its way."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest

from kiosk.booking_client import BookingClient, Write
from tests.end_to_end.errands import RESERVE, LogIn
from tests.end_to_end.people import CHOIR, PAINTERS
from tests.end_to_end.walk import Walk

_PATIENCE_SECONDS = 20.0


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


def test_walking_away_while_it_books(walk: Walk, line: tuple[SlowLine, bool]) -> None:
    """The write ends as the service says, nobody was told, and nothing is shown to the next."""
    slow, booked = line
    for screen in RESERVE.steps:
        walk.glass.wait_for(screen)
        RESERVE.act(walk.glass, screen)
    walk.wait_until(slow.held.is_set, "the write being under way")
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
    [row] = walk.outbox()
    assert (row.state, row.answer_code) == (("settled", "done") if booked else ("not_sent", None))
    assert row.known_to == "nobody"
    assert len(walk.witness.reservations(CHOIR)) == booked
    assert walk.papers == 0
