"""Reserving adjoining hours, from the start screen to the paper and back again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from booking_service.clock import TOKYO
from kiosk.journeys.deed_kind import DeedKind
from tests.end_to_end.errands import (
    CANCEL_RESERVATION,
    DRAWN,
    FREE,
    LOOKING,
    RESERVE,
    Booking,
    LogIn,
)
from tests.end_to_end.people import CHOIR, PAINTERS
from tests.end_to_end.walk import Walk


def test_reserve_see_cancel(walk: Walk) -> None:
    assert walk.follow(RESERVE) == "receipt_taken"
    walk.glass.wait_for_paper()
    [reservation] = walk.witness.reservations(CHOIR)
    assert reservation["state"] == "provisional"
    assert (reservation["date"], reservation["slot_count"]) == (FREE.day.isoformat(), 2)
    assert reservation["fee_yen"] == 700
    assert reservation["number"] in walk.reads()
    assert "控えが出ました" in walk.reads()
    assert walk.papers == 1
    walk.glass.tap("receipt.menu")
    walk.glass.wait_for("menu")
    assert walk.follow(CANCEL_RESERVATION) == "receipt_taken"
    walk.glass.wait_for_paper()
    assert walk.witness.states(CHOIR)["reservations"] == ["cancelled"]
    assert walk.witness.slots(FREE.room, FREE.day)[1:3] == "ff"
    assert walk.papers == 2
    walk.leave()
    assert walk.open_writes() == []


def test_somebody_was_quicker(walk: Walk) -> None:
    def take_it() -> None:
        assert walk.witness.book(PAINTERS, FREE.body()).status_code == 201

    assert walk.follow(RESERVE, before={"secret_again": take_it}) == "refused"
    assert walk.witness.reservations(CHOIR) == []
    assert walk.open_writes() == []
    assert walk.papers == 0
    assert [row.answer_code for row in walk.outbox()] == ["slot_taken"]
    walk.wait_until_told()


def test_two_taps_on_the_commitment_are_one_booking(walk: Walk) -> None:
    def tap_once_more() -> None:
        walk.glass.type_on_keypad(CHOIR.secret)
        button = walk.kiosk.window.findChild(QAbstractButton, "secret.commit")
        assert isinstance(button, QAbstractButton)
        place = button.mapTo(walk.kiosk.window, button.rect().center())
        for _ in range(2):
            QTest.mouseClick(
                walk.kiosk.window.windowHandle(),
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
                place,
            )

    for screen in RESERVE.steps[:-1]:
        walk.glass.wait_for(screen)
        RESERVE.act(walk.glass, screen)
    walk.glass.wait_for("secret_again")
    tap_once_more()
    walk.glass.wait_for("receipt_taken")
    walk.glass.wait_for_paper()
    assert len(walk.witness.reservations(CHOIR)) == 1
    assert len(walk.outbox()) == 1
    assert walk.papers == 1


def test_in_english_and_japanese_again_for_the_next(walk: Walk) -> None:
    walk.glass.tap("language.en")
    assert walk.follow(RESERVE) == "receipt_taken"
    walk.glass.wait_for_paper()
    assert "Booked (provisional booking)" in walk.reads()
    assert "Your receipt is out" in walk.reads()
    walk.leave()
    assert "施設の予約ができます" in walk.reads()


def test_a_january_day_opens_to_the_second(walk: Walk) -> None:
    january = Booking(DeedKind.RESERVE, DRAWN)
    opening = datetime(2026, 12, 1, 8, 30, tzinfo=TOKYO)
    walk.lobby.move_clock_to(opening - timedelta(seconds=10))
    the_kiosk_knows_the_time(walk)
    for screen in LOOKING[:-1]:
        walk.glass.wait_for(screen)
        january.act(walk.glass, screen)
    walk.glass.wait_for("day")
    walk.glass.tap(f"slot.{DRAWN.first_slot}")
    assert walk.glass.wait_for("day", "refused") == "refused"
    assert "12月1日" in walk.reads()
    assert "8:30" in walk.reads()
    walk.glass.tap("stop")
    walk.lobby.move_clock_to(opening)
    the_kiosk_knows_the_time(walk)
    assert walk.follow(january) == "receipt_taken"
    assert walk.witness.states(CHOIR)["reservations"] == ["provisional"]


def test_the_last_six_days_are_for_the_counter(walk: Walk) -> None:
    soon = Booking(DeedKind.RESERVE, replace(FREE, day=date(2026, 11, 14)))
    for screen in LOOKING[:-1]:
        walk.glass.wait_for(screen)
        soon.act(walk.glass, screen)
    walk.glass.wait_for("day")
    walk.glass.tap("slot.1")
    walk.glass.wait_for("refused")
    assert "047-492-1011" in walk.reads()


def test_an_unpaid_booking_goes_by_itself_and_says_so(walk: Walk) -> None:
    walk.succeed(RESERVE)
    walk.lobby.move_clock_to(datetime(2026, 11, 27, 0, 0, 1, tzinfo=TOKYO))
    assert walk.witness.states(CHOIR)["reservations"] == ["expired"]
    assert walk.witness.slots(FREE.room, FREE.day)[1:3] == "ff"
    walk.follow(LogIn())
    walk.glass.tap("menu.reservations")
    walk.glass.wait_for("my_reservations")
    assert "失効" in walk.reads()


def test_a_session_that_the_service_ended_books_nothing(walk: Walk) -> None:
    def too_long() -> None:
        walk.lobby.clock.advance(timedelta(minutes=11))

    assert walk.follow(RESERVE, before={"secret_again": too_long}) == "refused"
    assert walk.witness.reservations(CHOIR) == []
    assert walk.open_writes() == []
    walk.glass.tap("refused.next")
    walk.glass.wait_for("start")
    assert walk.kiosk.kiosk.session.registrant is None


def the_kiosk_knows_the_time(walk: Walk) -> None:
    """The kiosk learns the service's time from its next answer."""
    walk.wait_until(
        lambda: (
            abs(walk.kiosk.kiosk.terminal.now() - walk.lobby.service_time()) < timedelta(seconds=2)
        ),
        "the kiosk's clock being set right",
    )


def test_an_unpaid_reservation_is_given_an_hour_more(walk: Walk) -> None:
    walk.succeed(RESERVE)
    walk.follow(LogIn())
    glass = walk.glass
    glass.tap("attention.pay")
    glass.wait_for("reservation")
    glass.tap("reservation.change")
    glass.wait_for("month")
    glass.tap(f"month.{FREE.day.isoformat()}")
    glass.wait_for("day")
    glass.tap(f"slot.{FREE.first_slot + FREE.slot_count}")
    glass.tap("day.change")
    glass.wait_for("people")
    glass.tap(f"people.{FREE.people}")
    glass.wait_for("confirm")
    glass.tap("confirm.change_reservation")
    glass.wait_for("secret_again")
    glass.type_on_keypad(CHOIR.secret)
    glass.tap("secret.commit")
    glass.wait_for("receipt_taken")
    [reservation] = walk.witness.reservations(CHOIR)
    assert (reservation["slot_count"], reservation["fee_yen"]) == (FREE.slot_count + 1, 1050)
    assert walk.witness.slots(FREE.room, FREE.day)[1:4] == "ttt"
