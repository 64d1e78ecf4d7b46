"""After the log-in: what needs attention, booking again, units, changing, history, reasons."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QAbstractButton

from kiosk.outcome import Refused
from tests.ui.resident import SECRET, Resident
from ui.directory import Directory
from ui.places import Draft, Lost, Month, ReservationDetail, SameAgain, Unit
from ui.samples import mine
from ui.samples.terminal import Script
from ui.samples.values import BY_SLOT, CITY, DAY, QUOTE, REGISTRANT

BUSY = pytest.mark.parametrize("script", [Script(overview=mine.BUSY)])


def logs_in(resident: Resident) -> None:
    resident.tap("start.log_in")
    resident.logs_in()


@BUSY
def test_what_needs_attention_leads_straight_to_what_is_to_be_done(resident: Resident) -> None:
    logs_in(resident)
    seen = resident.reads()
    assert "12月25日（金） 24:00 まで" in seen
    ways = {"claim": "sure", "pay": "reservation", "waiting": "lost"}
    ways |= {"suspended": "refused", "ending": "account"}
    for matter, screen in ways.items():
        resident.tap(f"attention.{matter}", screen)
        resident.tap("back", "menu")
    resident.tap("attention.claim", "sure")
    resident.tap("sure.yes", "secret_again")
    resident.types(SECRET)
    resident.tap("secret.commit", "receipt_taken")
    assert resident.script.calls.count("claim") == 1


@BUSY
def test_until_when_is_said_where_no_label_says_it(resident: Resident) -> None:
    logs_in(resident)
    resident.window.speak("en")
    resident.waits_for("menu")
    said = resident.button("attention.claim").accessibleName().replace("\xa0", " ")
    assert "By Fri 25 Dec 24:00" in said


@pytest.mark.parametrize(
    "script",
    [Script(registrant=replace(REGISTRANT, standing="suspended", standing_since=DAY))],
)
def test_who_is_suspended_finds_the_door_closed_before_the_first_question(
    resident: Resident,
) -> None:
    resident.tap("start.look", "look")
    resident.finds_a_day()
    resident.tap("slot.1")
    resident.tap("day.reserve", "log_in_number")
    resident.logs_in(then="refused")
    assert "今は利用が停止されています" in resident.reads()
    assert "2027年2月13日" in resident.reads()
    assert "quote" not in resident.script.calls
    # Past the log-in that lies behind them; who tries again hears the same.
    resident.tap("back", "day")
    resident.tap("day.reserve", "refused")
    resident.tap("refused.next", "menu")


def test_the_menu_is_there_while_the_service_cannot_be_asked(resident: Resident) -> None:
    resident.script.overview = mine.BLIND
    logs_in(resident)
    assert "今は通信ができません" in resident.reads()
    resident.tap("menu.here", "rooms")


def test_booking_the_same_again_takes_eight_touches_with_the_secret(resident: Resident) -> None:
    logs_in(resident)
    before = resident.taps
    resident.tap("menu.again", "same_again")
    resident.tap(f"again.{DAY.isoformat()}", "confirm")
    resident.tap("confirm.reserve", "secret_again")
    resident.types(SECRET)
    resident.tap("secret.commit", "receipt_taken")
    assert resident.taps - before == 8
    assert resident.script.calls.count("reserve") == 1


def test_a_new_booking_here_takes_nine_touches_before_the_secret(resident: Resident) -> None:
    logs_in(resident)
    before = resident.taps
    resident.tap("menu.here", "rooms")
    resident.tap("room.nishi-shiroi-hall", "month")
    resident.tap("month.2026-12-12", "day")
    resident.tap("slot.1")
    resident.tap("slot.3")
    resident.tap("day.reserve", "purpose")
    resident.tap("purpose.dance", "people")
    resident.tap("people.25", "confirm")
    resident.tap("confirm.reserve", "secret_again")
    assert resident.taps - before == 9


def test_what_was_booked_before_is_not_asked_again(resident: Resident) -> None:
    logs_in(resident)
    resident.tap("menu.again", "same_again")
    resident.tap("again.other", "month")
    resident.tap("month.2026-12-12", "day")
    assert "10:00～13:00（3コマ）" in resident.reads()
    resident.tap("day.reserve", "confirm")
    assert "ダンス・体操" in resident.reads()


def test_a_reservation_is_changed_with_the_old_one_in_sight(resident: Resident) -> None:
    logs_in(resident)
    resident.window.stage.go(ReservationDetail(mine.CHANGEABLE))
    resident.waits_for("reservation")
    resident.tap("reservation.change", "month")
    # What was booked at once is paid by its day of use: the deadline moves with it.
    assert "お支払いの期限" not in resident.reads()
    resident.tap("month.2027-02-14", "day")
    assert "今の予約" in resident.reads()
    resident.tap("day.change", "people")
    resident.tap("people.20", "confirm")
    assert "変更する前の予約" in resident.reads()
    resident.tap("confirm.change_reservation", "secret_again")
    resident.types(SECRET)
    resident.tap("secret.commit", "receipt_taken")
    assert resident.script.calls.count("change_reservation") == 1
    assert "reserve" not in resident.script.calls


def test_a_change_within_its_own_hours_shows_its_fee(resident: Resident) -> None:
    resident.script.refuse["quote"] = Refused("slot_taken")  # as somebody else's choice
    logs_in(resident)
    resident.window.stage.go(ReservationDetail(mine.CHANGEABLE))
    resident.waits_for("reservation")
    resident.tap("reservation.change", "month")
    resident.tap("month.2027-02-14", "day")
    resident.tap("day.change", "people")
    resident.tap("people.20", "confirm")
    assert resident.screen == "confirm"
    assert f"{QUOTE.fee_yen:,}円" in resident.reads()


def test_a_part_that_is_taken_in_these_hours_is_not_offered(resident: Resident) -> None:
    logs_in(resident)
    stage = resident.window.stage
    stage.around.directory = Directory(CITY, (BY_SLOT,))
    east, west = (unit.id for unit in mine.HALF.units)
    stage.go(Unit(Draft("reservation", mine.HALF.id, DAY, 5, 2)))
    resident.qtbot.waitUntil(lambda: not resident.window.busy)
    assert resident.screen == "unit"
    assert not resident.button(f"unit.{east}").isEnabled()
    resident.tap(f"unit.{west}", "purpose")
    resident.tap("back", "unit")
    resident.tap("unit.any", "purpose")


def test_why_it_was_lost_and_what_was_before(resident: Resident) -> None:
    logs_in(resident)
    resident.tap("menu.applications", "my_applications")
    resident.tap("application.L-2027-000003", "application")
    resident.tap("application.why", "lost")
    assert "ほかの申込みが先に当たりました" in resident.reads()
    resident.tap("lost.look", "month")
    assert isinstance(resident.window.stage.trail.here, Month)
    resident.tap("back", "lost")
    resident.tap("back", "application")
    resident.tap("back", "my_applications")
    resident.tap("list.history", "history")
    assert "利用済み" in resident.reads()


def test_ten_taps_on_a_day_that_is_offered_again_are_one_question(resident: Resident) -> None:
    logs_in(resident)
    resident.tap("menu.again", "same_again")
    quotes = resident.script.calls.count("quote")
    button = resident.button(f"again.{DAY.isoformat()}")
    assert isinstance(button, QAbstractButton)
    for _ in range(10):
        button.click()
    resident.waits_for("confirm")
    assert resident.script.calls.count("quote") == quotes + 1


def test_a_room_that_is_gone_is_named_in_words_and_leads_on(resident: Resident) -> None:
    logs_in(resident)
    gone = replace(mine.USED, room_id="gone-1", facility_id="gone-2")
    resident.window.stage.go(SameAgain(gone))
    resident.waits_for("same_again")
    assert "前に使えた部屋" in resident.reads()
    assert "gone" not in resident.reads()
    resident.tap("again.another", "look")


def test_what_the_facility_took_before_the_draw_shows_no_ticket(resident: Resident) -> None:
    logs_in(resident)
    for code, shown in (("not_free", False), ("slot_taken", True)):
        lost = replace(mine.LOST, lost_because={"code": code})
        resident.window.stage.go(Lost(lost))
        resident.waits_for("lost")
        assert (mine.LOST.token in resident.reads()) is shown
        resident.tap("back", "menu")
