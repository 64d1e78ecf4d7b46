"""Looking rooms up without a log-in, with the line and without it."""

from __future__ import annotations

from kiosk.journeys.deed_kind import DeedKind
from tests.end_to_end.errands import DRAWN, FREE, LOOKING, RESERVE, Booking
from tests.end_to_end.people import PAINTERS
from tests.end_to_end.walk import Walk

AS_OF_NOW = "11月10日（火） 10:00 現在"


def look(walk: Walk, errand: Booking = RESERVE) -> None:
    """Go as far as the hours of a day, without choosing any."""
    for screen in LOOKING[:-1]:
        walk.glass.wait_for(screen)
        errand.act(walk.glass, screen)
    walk.glass.wait_for("day")


def test_everybody_may_look(walk: Walk) -> None:
    look(walk)
    assert "工芸室" in walk.reads()
    assert walk.kiosk.kiosk.session.registrant is None
    walk.glass.tap("stop")
    walk.glass.wait_for("start")


def test_what_somebody_else_took_is_seen_soon(walk: Walk) -> None:
    assert walk.witness.book(PAINTERS, FREE.body()).status_code == 201

    def taken() -> bool:
        day = walk.kiosk.kiosk.terminal.looking.day(FREE.room, FREE.day)
        return "taken" in str(day)

    walk.wait_until(taken, "the feed")
    look(walk)
    walk.glass.tap(f"slot.{FREE.first_slot}")
    assert walk.glass.wait_for("refused") == "refused"
    assert not walk.glass.can_tap("day.reserve")


def test_the_number_of_applications_is_told_before_one_applies(walk: Walk) -> None:
    walk.succeed(Booking(DeedKind.APPLY, DRAWN, PAINTERS))
    look(walk, Booking(DeedKind.APPLY, DRAWN))
    walk.wait_until(lambda: "申込み 1件" in walk.reads(), "the number of applications")


def test_the_calendar_stays_when_the_line_is_down_and_says_from_when_it_is(walk: Walk) -> None:
    walk.lobby.cut_line()
    walk.wait_until(lambda: not walk.kiosk.kiosk.line.is_up(), "the kiosk noticing the cut")
    look(walk)
    assert AS_OF_NOW in walk.reads()
    assert "通信が切れています" in walk.reads()


def test_the_calendar_is_there_when_the_kiosk_starts_without_a_line(walk: Walk) -> None:
    walk.lobby.cut_line()
    walk.restart()
    look(walk)
    assert AS_OF_NOW in walk.reads()
