"""Every journey of a resident, through the real window."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from kiosk.availability import Now
from kiosk.cards.shown import UnreadableBecause
from kiosk.journeys.outcomes import PaperEnd
from kiosk.line import LineState
from kiosk.outcome import Refused
from tests.ui.resident import NUMBER, SECRET, Resident
from ui.samples.terminal import Script
from ui.widgets.adjoining import Run
from ui.widgets.slot_grid import SlotGrid
from ui.wording.words import JAPAN


def test_availability_can_be_seen_without_logging_in(resident: Resident) -> None:
    resident.tap("start.look")
    resident.finds_a_day()
    assert set(resident.script.calls) == {"city", "facilities", "month", "day"}
    assert "log_in" not in resident.script.calls


def test_reserving_from_the_start_to_the_receipt(resident: Resident) -> None:
    resident.tap("start.look")
    resident.finds_a_day()
    resident.tap("slot.1")
    resident.tap("slot.3")
    resident.tap("day.reserve")
    resident.logs_in(then="purpose")
    resident.tap("purpose.dance", "people")
    resident.tap("people.25", "confirm")
    assert "2,910円" in resident.reads()
    resident.tap("confirm.reserve", "secret_again")
    resident.types(SECRET)
    resident.tap("secret.commit", "receipt_taken")
    assert "R-2027-000001" in resident.reads()
    assert "控えが出ました" in resident.reads()
    assert resident.script.calls.count("reserve") == 1
    resident.tap("stop", "ended")
    resident.tap("ended.start", "start")


def test_who_goes_back_finds_the_same_hours_chosen(resident: Resident) -> None:
    resident.tap("start.look")
    resident.finds_a_day()
    resident.tap("slot.1")
    resident.tap("slot.3")
    resident.tap("day.reserve")
    resident.logs_in(then="purpose")
    chosen = resident.window.stage.trail.before
    resident.tap("purpose.dance", "people")
    resident.tap("people.25", "confirm")
    for before in ("people", "purpose", "day"):
        resident.tap("back", before)
    assert resident.window.stage.trail.here == chosen
    grid = resident.window.findChild(SlotGrid)
    assert grid is not None
    assert grid.run == Run(1, 3)
    assert resident.button("day.reserve").isEnabled()


def test_applying_for_the_lottery(resident: Resident) -> None:
    resident.script.slots = Now.LOTTERY
    resident.tap("start.log_in")
    resident.logs_in()
    resident.tap("menu.reserve")
    resident.finds_a_day()
    resident.qtbot.waitUntil(lambda: "抽選：申込み 12件" in resident.reads())
    resident.tap("slot.0")
    resident.tap("day.apply", "purpose")
    resident.tap("purpose.meeting", "people")
    resident.tap("people.less")
    resident.tap("people.next", "confirm")
    resident.tap("confirm.apply", "secret_again")
    resident.types(SECRET)
    resident.tap("secret.commit", "receipt_taken")
    assert resident.script.calls.count("apply") == 1


def test_a_look_at_how_many_apply_keeps_the_chosen_hours(resident: Resident) -> None:
    resident.script.slots = Now.LOTTERY
    resident.tap("start.look")
    resident.finds_a_day()
    resident.tap("slot.0")
    resident.tap("day.competition", "competition")
    resident.tap("competition.next", "competition")
    resident.tap("competition.previous", "competition")
    resident.tap("competition.day", "day")
    assert resident.button("slot.0").isChecked()
    resident.tap("day.competition", "competition")
    resident.tap("back", "day")
    assert resident.button("slot.0").isChecked()
    resident.tap("day.competition", "competition")
    resident.tap("competition.next", "competition")
    resident.tap("competition.day", "day")
    assert not resident.button("slot.0").isChecked()
    resident.tap("back", "month")


@pytest.mark.parametrize(
    ("number", "button", "method"),
    [
        ("application.L-2027-000001", "application.claim", "claim"),
        ("application.L-2027-000001", "application.waive", "waive"),
        ("application.L-2027-000002", "application.cancel", "cancel_application"),
        ("reservation.R-2027-000001", "reservation.cancel", "cancel_reservation"),
    ],
)
def test_deciding_about_what_one_has(
    resident: Resident, number: str, button: str, method: str
) -> None:
    kind = number.split(".", maxsplit=1)[0]
    resident.tap("start.log_in")
    resident.logs_in()
    resident.tap(f"menu.{kind}s", f"my_{kind}s")
    resident.tap(number, kind)
    resident.tap(button, "sure")
    resident.tap("sure.no", kind)
    assert method not in resident.script.calls
    resident.tap(button, "sure")
    resident.tap("sure.yes", "secret_again")
    resident.types(SECRET)
    resident.tap("secret.commit", "receipt_taken")
    assert resident.script.calls.count(method) == 1
    resident.tap("receipt.menu", "menu")


@pytest.mark.parametrize("kind", ["applications", "reservations"])
def test_taking_a_list_on_paper(resident: Resident, kind: str) -> None:
    resident.tap("start.log_in")
    resident.logs_in()
    resident.tap(f"menu.{kind}", f"my_{kind}")
    resident.tap("list.print", "receipt_taken")
    assert resident.script.calls[-2:] == [f"list_{kind}", "print"]


def test_a_card_at_the_start_asks_for_the_secret(resident: Resident) -> None:
    """However often it is shown: whoever has it, or a copy of what it says, is nobody yet."""
    for number in (NUMBER, "012E4CD8A1B2C3D4", NUMBER):
        resident.shows_card(number)
        resident.waits_for("log_in_secret")
        assert not resident.button("secret.next").isEnabled()
    assert "log_in" not in resident.script.calls
    resident.types(SECRET)
    resident.tap("secret.next", "menu")


def test_nobody_is_asked_for_a_card_that_no_reader_would_see(resident: Resident) -> None:
    assert "カードを読み取り機にかざ" in resident.reads()
    resident.script.reads_cards = False
    resident.tap("start.log_in", "log_in_number")
    assert "かざ" not in resident.reads()
    resident.tap("stop", "start")
    assert "かざ" not in resident.reads()


def test_a_card_while_looking_comes_back_to_the_day(resident: Resident) -> None:
    resident.tap("start.look")
    resident.finds_a_day()
    resident.shows_card()
    resident.waits_for("log_in_secret")
    resident.types(SECRET)
    resident.tap("secret.next", "day")


def test_a_card_of_another_city_says_so_and_lets_one_type(resident: Resident) -> None:
    said: dict[UnreadableBecause, str] = {
        "another_card": "ほかの自治体や施設のカードのようです",
        "misread": "カードをうまく読めませんでした",
        "incomplete": "カードを最後まで読めませんでした",
        "not_a_card_of_this_city": "このカードは使えません",
    }
    for why, words in said.items():
        resident.shows_bad_card(why)
        resident.waits_for("log_in_number")
        assert words in resident.reads()
    resident.logs_in()


def test_a_wrong_secret_can_be_typed_again(resident: Resident) -> None:
    resident.script.refuse["log_in"] = Refused("wrong_credentials")
    resident.tap("start.log_in")
    resident.logs_in(then="refused")
    resident.script.refuse.clear()
    resident.tap("refused.next", "log_in_secret")
    resident.types(SECRET)
    resident.tap("secret.next", "menu")


@pytest.mark.parametrize("end", [end for end in PaperEnd if not end.is_out])
def test_without_paper_the_receipt_stays_and_printing_can_be_tried_again(
    resident: Resident, end: PaperEnd
) -> None:
    resident.script.paper = end
    resident.tap("start.log_in")
    resident.logs_in()
    resident.tap("menu.reservations", "my_reservations")
    resident.tap("list.print", "receipt_taken")
    assert "控えが出ました" not in resident.reads()
    resident.script.paper = PaperEnd.PRINTED
    resident.tap("receipt.print_again", "receipt_taken")
    assert "控えが出ました" in resident.reads()
    assert not resident.sees_button("receipt.print_again")


def test_the_line_is_cut_before_a_write(resident: Resident) -> None:
    resident.tap("start.log_in")
    resident.logs_in()
    resident.script.refuse["reservations"] = Refused("line_down")
    resident.tap("menu.reservations", "line_down")
    resident.tap("line_down.again", "line_down")
    resident.script.refuse.clear()
    resident.tap("line_down.again", "my_reservations")


def test_availability_says_how_old_it_is_when_the_line_is_down(resident: Resident) -> None:
    resident.script.line = LineState.DOWN
    resident.tap("start.look")
    resident.finds_a_day()
    assert "通信が切れています。12月8日（火） 10:24 現在のものです" in resident.reads()
    assert "competition" not in resident.script.calls


def test_an_answer_that_did_not_come_is_asked_for_until_it_is_known(resident: Resident) -> None:
    unclear = Refused("answer_unclear", {"key": "k1"})
    resident.script.refuse |= {"cancel_reservation": unclear, "settle": unclear}
    resident.tap("start.log_in")
    resident.logs_in()
    resident.tap("menu.reservations", "my_reservations")
    resident.tap("reservation.R-2027-000001", "reservation")
    resident.tap("reservation.cancel", "sure")
    resident.tap("sure.yes", "secret_again")
    resident.types(SECRET)
    resident.tap("secret.commit")
    resident.qtbot.waitUntil(lambda: resident.screen == "answer_unclear")
    assert not resident.sees_button("back")
    resident.qtbot.waitUntil(lambda: resident.script.calls.count("settle") > 1)
    del resident.script.refuse["settle"]
    resident.waits_for("receipt_taken")
    assert resident.script.calls.count("cancel_reservation") == 1


def test_a_write_that_never_arrived_is_told(resident: Resident) -> None:
    resident.script.refuse |= {
        "cancel_reservation": Refused("answer_unclear", {"key": "k1"}),
        "settle": Refused("not_sent"),
    }
    resident.tap("start.log_in")
    resident.logs_in()
    resident.tap("menu.reservations", "my_reservations")
    resident.tap("reservation.R-2027-000001", "reservation")
    resident.tap("reservation.cancel", "sure")
    resident.tap("sure.yes", "secret_again")
    resident.types(SECRET)
    resident.tap("secret.commit", "refused")
    assert "予約は取り消されていません" in resident.reads()


def test_a_slot_that_is_taken_says_why(resident: Resident) -> None:
    resident.tap("start.look")
    resident.finds_a_day()
    resident.tap("slot.5", "refused")
    resident.tap("back", "day")


@pytest.mark.parametrize("script", [Script(slots=Now.NOT_YET), Script(slots=Now.COUNTER)])
def test_a_slot_that_cannot_be_booked_here_says_what_to_do(resident: Resident) -> None:
    resident.tap("start.look")
    resident.finds_a_day()
    resident.tap("slot.0", "refused")
    assert "2027年1月" in resident.reads()


def test_an_empty_cache_is_out_of_service_until_it_is_filled(resident: Resident) -> None:
    resident.script.refuse["city"] = Refused("never_synced")
    resident.tap("start.look")
    resident.waits_for("look")
    resident.tap("stop")
    resident.waits_for("out_of_service")
    resident.script.refuse.clear()
    resident.waits_for("start")


def test_a_bug_ends_the_session_and_sends_to_the_counter(
    resident: Resident, caplog: pytest.LogCaptureFixture
) -> None:
    resident.tap("start.log_in")
    resident.logs_in()
    resident.script.raises.add("reservations")
    resident.tap("menu.reservations", "crashed")
    assert resident.window.stage.around.terminal.session.registrant is None
    assert SECRET not in caplog.text
    resident.tap("crashed.start", "start")


def test_help_and_back_lead_where_one_was(resident: Resident) -> None:
    resident.tap("start.look", "look")
    resident.tap("look.facilities", "facilities")
    resident.tap("facility.ekimae", "rooms")
    resident.tap("help", "help")
    resident.tap("back", "rooms")
    resident.tap("back", "facilities")
    resident.tap("back", "look")
    resident.tap("back", "start")


def test_notices_can_be_read(resident: Resident) -> None:
    resident.tap("start.home", "home")
    resident.tap("home.notices", "notices")
    resident.tap("notice.n2", "notice_detail")
    assert "すべての施設が休館です" in resident.reads()


def test_the_language_is_chosen_at_the_start_and_goes_back_after_the_visit(
    resident: Resident,
) -> None:
    resident.tap("language.en", "start")
    assert "Find a room" in resident.reads()
    resident.tap("start.look", "look")
    resident.tap("stop", "start")
    assert "部屋をさがす" in resident.reads()


def test_the_farewell_is_said_in_the_language_of_the_visit(resident: Resident) -> None:
    resident.tap("language.en", "start")
    resident.tap("start.log_in")
    resident.logs_in()
    resident.tap("stop", "ended")
    assert "Thank you" in resident.reads()
    resident.shows_card()
    resident.waits_for("log_in_secret")
    assert resident.window.words.language == "ja"


def test_a_bug_is_told_in_the_language_of_the_visit(resident: Resident) -> None:
    resident.tap("language.en", "start")
    resident.tap("start.log_in")
    resident.logs_in()
    resident.script.raises.add("reservations")
    resident.tap("menu.reservations", "crashed")
    assert "We are sorry" in resident.reads()
    resident.tap("crashed.start", "start")
    assert resident.window.words.language == "ja"


def test_what_opens_at_half_past_eight_can_be_touched_then(resident: Resident) -> None:
    resident.script.slots = Now.NOT_YET
    resident.tap("start.look")
    resident.finds_a_day()
    assert "1月1日（金） 8:30 から" in resident.reads()
    resident.script.slots = Now.RESERVE
    resident.script.now = datetime(2027, 1, 1, 8, 30, tzinfo=JAPAN)
    first = resident.button("slot.0")
    resident.qtbot.waitUntil(lambda: "予約ができます" in first.accessibleName())
    resident.tap("slot.0")
    assert resident.sees_button("day.reserve")


def test_chosen_slots_stay_chosen_when_the_clock_moves_on(resident: Resident) -> None:
    resident.tap("start.look")
    resident.finds_a_day()
    resident.tap("slot.1")
    resident.script.now += timedelta(days=90)
    resident.qtbot.waitUntil(
        lambda: "3月8日（月） 10:24" in resident.reads().replace("\u3000", " ")
    )
    resident.tap("slot.2")
    assert "10:00～12:00（2コマ）" in resident.reads()


def test_a_calendar_says_so_when_the_line_goes_down_and_comes_back(resident: Resident) -> None:
    resident.tap("start.look", "look")
    resident.tap("facility.nishi-shiroi", "rooms")
    resident.tap("room.nishi-shiroi-hall", "month")
    resident.script.line = LineState.DOWN
    resident.qtbot.waitUntil(lambda: "通信が切れています" in resident.reads())
    resident.script.line = LineState.UP
    resident.qtbot.waitUntil(lambda: "通信が切れています" not in resident.reads())
    assert "10:24 現在" in resident.reads().splitlines()
    # What agreed last with a service that answers, but sends nothing new, is of another day.
    resident.script.now += timedelta(days=1)
    old = "12月8日（火） 10:24 現在"
    resident.qtbot.waitUntil(lambda: old in resident.reads().splitlines())
