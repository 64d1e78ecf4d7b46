"""``kill -9`` of the booking service in the middle of a booking, and a new start."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.availability import Now
from kiosk.demo.line import Moment
from kiosk.journeys.deed_kind import DeedKind
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from offline_cache.outbox import Outbox, OutboxWrite
from tests.end_to_end.errands import Booking, Wish
from tests.end_to_end.people import CHOIR
from tests.end_to_end.walk import Walk, walking
from tests.faults.served import ServedService, served_lobby

ROOM = "nishishiroi-fukugo-craft"
_OVER_A_MONTH = timedelta(days=31)


@pytest.fixture
def standing(qapp: object, tmp_path: Path) -> Iterator[tuple[Walk, ServedService]]:
    """A kiosk whose service is a process of its own, on today's date."""
    with served_lobby(tmp_path / "lobby") as (lobby, service), walking(lobby) as walk:
        yield walk, service


def a_free_hour(terminal: Terminal) -> Wish:
    """The first hour that can be reserved today, whatever day today is."""
    view = terminal.looking.month(ROOM, terminal.now().date())
    while not isinstance(view, Refused):
        for summary in view.days:
            day = terminal.looking.day(ROOM, summary.date)
            assert not isinstance(day, Refused)
            for slot in day.slots:
                if slot.now is Now.RESERVE:
                    return Wish(summary.date, slot.index, 1, room=ROOM)
        next_month = (view.month.replace(day=1) + _OVER_A_MONTH).replace(day=1)
        view = terminal.looking.month(ROOM, next_month)
    raise AssertionError("nothing can be reserved")


def errand(walk: Walk) -> Booking:
    terminal = walk.kiosk.kiosk.terminal
    walk.wait_until(
        lambda: not isinstance(terminal.looking.month(ROOM, terminal.now().date()), Refused),
        "the calendar",
    )
    return Booking(DeedKind.RESERVE, a_free_hour(terminal))


def ends_with_one_booking(walk: Walk) -> None:
    walk.glass.wait_for("receipt_taken")
    walk.glass.wait_for_paper()
    assert walk.papers == 1
    assert [row["state"] for row in walk.witness.reservations(CHOIR)] == ["provisional"]
    assert walk.open_writes() == []


@pytest.mark.parametrize("moment", list(Moment), ids=lambda moment: moment.value)
def test_killed_on_either_side_of_the_booking(
    standing: tuple[Walk, ServedService], moment: Moment
) -> None:
    """What was answered before the kill is there after it; what was not seen is sent again."""
    walk, service = standing

    def cut() -> None:
        walk.lobby.line.cut_at(b"POST /v1/reservations ", moment)

    assert walk.follow(errand(walk), before={"secret_again": cut}) == "answer_unclear"
    service.kill()
    service.start()
    booked = len(walk.witness.reservations(CHOIR))
    assert booked == (1 if moment is Moment.BEFORE_ANSWER else 0)
    walk.lobby.restore_line()
    ends_with_one_booking(walk)


@pytest.mark.parametrize("stays", [True, False], ids=["resident stays", "resident leaves"])
def test_killed_while_it_books(
    standing: tuple[Walk, ServedService], monkeypatch: pytest.MonkeyPatch, stays: bool
) -> None:
    """The request is in the service and waits for the disk; there the service dies."""
    walk, service = standing
    booking = errand(walk)
    mark_sent = Outbox.mark_sent
    with service.held_up_when_asked() as hold_up:

        def mark_sent_and_hold_up(outbox: Outbox, write: OutboxWrite) -> object:
            hold_up()
            return mark_sent(outbox, write)

        monkeypatch.setattr(Outbox, "mark_sent", mark_sent_and_hold_up)
        for screen in booking.steps:
            walk.glass.wait_for(screen)
            booking.act(walk.glass, screen)
        walk.wait_until(lambda: walk.screen == "working", "the request being under way")
        service.kill()
    monkeypatch.undo()
    walk.glass.wait_for("answer_unclear")
    assert [row.state for row in walk.open_writes()] == ["sent"]
    if not stays:
        walk.glass.tap("answer_unclear.leave")
        walk.glass.wait_for("ended")
    service.start()
    if stays:
        ends_with_one_booking(walk)
    else:
        walk.wait_until(lambda: not walk.open_writes(), "the write's end")
        assert [row.state for row in walk.outbox()] == ["not_sent"]
        assert len(walk.kiosk.kiosk.settling.for_staff()) == 1
        assert walk.witness.reservations(CHOIR) == []
