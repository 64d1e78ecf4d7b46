"""What is shown is true: it follows the availability, is told once, and is left behind in time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from threading import Event

import pytest

from kiosk.availability import Now
from kiosk.journeys.outcomes import PaperEnd
from kiosk.outcome import Refused
from tests.ui.resident import SECRET, Resident
from ui.gallery.stand import SAMPLE_CITY
from ui.places import Day, LogInSecret, Menu, Start
from ui.places.place import kinds
from ui.samples import mine
from ui.samples.values import DAY, ROOM
from ui.screens import module_of


def chooses_hours(resident: Resident) -> None:
    resident.tap("start.log_in")
    resident.logs_in()
    resident.tap("menu.reserve")
    resident.finds_a_day()
    resident.tap("slot.1")


def comes_to_the_secret(resident: Resident) -> None:
    chooses_hours(resident)
    resident.tap("day.reserve", "purpose")
    resident.tap("purpose.meeting", "people")
    resident.tap("people.less")
    resident.tap("people.next", "confirm")
    resident.tap("confirm.reserve", "secret_again")
    resident.types(SECRET)


def comes_to_the_end_of_a_win(resident: Resident, verb: str) -> None:
    """To the secret before a win is claimed or waived."""
    resident.tap("start.log_in")
    resident.logs_in()
    resident.tap("menu.applications", "my_applications")
    resident.tap("application.L-2027-000001", "application")
    resident.tap(f"application.{verb}", "sure")
    resident.tap("sure.yes", "secret_again")
    resident.types(SECRET)


# -- paper -----------------------------------------------------------------------------------------


def test_a_receipt_is_printed_once_whatever_is_read_meanwhile(resident: Resident) -> None:
    comes_to_the_secret(resident)
    resident.tap("secret.commit", "receipt_taken")
    resident.tap("help", "help")
    resident.tap("back", "receipt_taken")
    assert resident.script.calls.count("print") == 1
    assert "控えが出ました" in resident.reads()


def test_how_printing_ended_is_known_also_after_reading_help(resident: Resident) -> None:
    resident.script.paper = PaperEnd.NO_PAPER
    resident.script.holds["print"] = Event()
    comes_to_the_secret(resident)
    resident.tap("secret.commit")
    resident.qtbot.waitUntil(lambda: resident.screen == "receipt_taken")
    resident.tap("help", "help")
    resident.script.holds["print"].set()
    resident.tap("back", "receipt_taken")
    assert "用紙がなく、印刷できません" in resident.reads()
    assert resident.script.calls.count("print") == 1


def test_a_list_without_paper_is_not_said_to_be_done(resident: Resident) -> None:
    resident.script.paper = PaperEnd.NO_PAPER
    resident.tap("start.log_in")
    resident.logs_in()
    resident.tap("menu.reservations", "my_reservations")
    resident.tap("list.print", "receipt_taken")
    assert "一覧は、この画面で読めます" in resident.reads()
    assert "QR" not in resident.reads().replace("控えのQRコード", "")


# -- the end of a write ----------------------------------------------------------------------------


def test_an_end_is_told_once_it_is_on_the_glass(resident: Resident) -> None:
    comes_to_the_secret(resident)
    resident.tap("secret.commit", "receipt_taken")
    resident.qtbot.waitUntil(lambda: "told" in resident.script.calls)
    assert resident.script.calls.count("told") == 1


def test_an_end_that_comes_after_the_resident_left_is_told_to_nobody(resident: Resident) -> None:
    resident.script.holds["reserve"] = Event()
    comes_to_the_secret(resident)
    resident.tap("secret.commit")
    resident.qtbot.waitUntil(lambda: "reserve" in resident.script.calls)
    resident.tap("stop", "ended")
    resident.script.holds["reserve"].set()
    resident.tap("ended.start", "start")
    resident.tap("start.look", "look")
    assert "told" not in resident.script.calls


def test_help_while_the_answer_is_unclear_hides_no_end(resident: Resident) -> None:
    unclear = Refused("answer_unclear", {"key": "k1"})
    resident.script.refuse |= {"reserve": unclear, "settle": unclear}
    comes_to_the_secret(resident)
    resident.tap("secret.commit")
    resident.qtbot.waitUntil(lambda: resident.screen == "answer_unclear")
    resident.tap("help", "help")
    del resident.script.refuse["settle"]
    assert "told" not in resident.script.calls
    resident.tap("back")
    resident.waits_for("receipt_taken")
    resident.qtbot.waitUntil(lambda: "told" in resident.script.calls)


def test_who_waits_for_an_answer_is_left_in_peace_for_long(resident: Resident) -> None:
    unclear = Refused("answer_unclear", {"key": "k1"})
    resident.script.refuse |= {"reserve": unclear, "settle": unclear}
    comes_to_the_secret(resident)
    resident.tap("secret.commit")
    resident.qtbot.waitUntil(lambda: resident.screen == "answer_unclear")
    resident.script.idle = resident.script.idle_limit + 100
    resident.window.idle.look()
    assert resident.screen == "answer_unclear"
    assert not resident.window.idle.counting
    patience = resident.window.stage.around.settings.unclear_idle_seconds
    resident.script.idle = patience - 10
    resident.window.idle.look()
    assert resident.window.idle.counting
    assert "手続きの結果がまだ届いていません" in resident.reads()
    resident.script.idle = patience
    resident.window.idle.look()
    resident.waits_for("start")


@pytest.mark.parametrize(
    ("verb", "said"),
    [("claim", "当選の手続きは、まだできていません"), ("waive", "当選は辞退されていません")],
)
def test_a_deed_that_did_not_reach_the_service_is_named(
    resident: Resident, verb: str, said: str
) -> None:
    resident.script.refuse[verb] = Refused("line_down", {"key": "k1"})
    comes_to_the_end_of_a_win(resident, verb)
    resident.tap("secret.commit", "line_down")
    assert said in resident.reads()
    assert "予約はできていません" not in resident.reads()


def test_where_to_look_for_an_unclear_end_depends_on_the_deed(resident: Resident) -> None:
    unclear = Refused("answer_unclear", {"key": "k1"})
    resident.script.refuse |= {"waive": unclear, "settle": unclear}
    comes_to_the_end_of_a_win(resident, "waive")
    resident.tap("secret.commit")
    resident.qtbot.waitUntil(lambda: resident.screen == "answer_unclear")
    assert "「抽選申込みと結果」" in resident.reads()


def test_a_busy_service_is_not_a_line_that_is_down(resident: Resident) -> None:
    resident.tap("start.log_in")
    resident.logs_in()
    resident.script.refuse["reservations"] = Refused("service_busy", {"retry_after": 1})
    resident.tap("menu.reservations", "line_down")
    assert "ただいま混み合っています" in resident.reads()
    assert "つながりません" not in resident.reads()


def test_the_second_secret_is_wrong_by_itself(resident: Resident) -> None:
    resident.script.refuse["reserve"] = Refused("wrong_credentials")
    comes_to_the_secret(resident)
    resident.tap("secret.commit", "refused")
    assert "登録番号" not in resident.reads()
    resident.tap("refused.next", "secret_again")


# -- the way back ----------------------------------------------------------------------------------


def test_a_line_that_is_up_again_is_not_on_the_way_back(resident: Resident) -> None:
    resident.tap("start.log_in")
    resident.logs_in()
    resident.script.refuse["reservations"] = Refused("line_down")
    resident.tap("menu.reservations", "line_down")
    resident.script.refuse.clear()
    resident.tap("line_down.again", "my_reservations")
    resident.tap("back", "menu")


@pytest.mark.parametrize("button", ["back", "refused.next"])
@pytest.mark.parametrize("method", ["quote", "reserve"])
def test_hours_that_somebody_took_lead_back_to_the_day(
    resident: Resident, method: str, button: str
) -> None:
    resident.script.refuse[method] = Refused("slot_taken")
    chooses_hours(resident)
    resident.tap("day.reserve", "purpose")
    resident.tap("purpose.meeting", "people")
    resident.tap("people.less")
    resident.tap("people.next")
    if method == "reserve":
        resident.waits_for("confirm")
        resident.tap("confirm.reserve", "secret_again")
        resident.types(SECRET)
        resident.tap("secret.commit")
    resident.waits_for("refused")
    assert "ほかの時間を選ぶ" in resident.reads()
    resident.tap(button, "day")
    *way, day = resident.window.stage.trail.places
    assert isinstance(day, Day)
    assert way[:2] == [Start(), Menu()]


# -- following the availability --------------------------------------------------------------------


def test_an_open_day_shows_what_the_counter_gave_away(resident: Resident) -> None:
    resident.tap("start.look")
    resident.finds_a_day()
    resident.tap("slot.1")
    resident.script.slots = Now.TAKEN
    resident.qtbot.waitUntil(lambda: "選んだ時間は、空きがなくなりました" in resident.reads())
    assert "予約ができます" not in resident.reads()
    assert not resident.button("day.reserve").isEnabled()


def test_a_day_without_a_free_hour_says_so_and_leads_to_others(resident: Resident) -> None:
    resident.script.slots = Now.TAKEN
    resident.tap("start.look")
    resident.finds_a_day()
    assert "この日は、空きがありません" in resident.reads()
    assert "使いたい時間にふれてください" not in resident.reads()
    assert not resident.sees_button("day.go_on")
    resident.tap("day.other_room", "rooms")
    resident.tap("room.nishi-shiroi-hall", "month")
    resident.tap("month.2026-12-12", "day")
    resident.tap("day.other_day", "month")
    resident.tap("month.2026-12-12", "day")
    resident.script.slots = Now.RESERVE
    resident.qtbot.waitUntil(lambda: "使いたい時間にふれてください" in resident.reads())
    assert not resident.sees_button("day.other_day")
    resident.script.slots = Now.NOT_YET
    resident.qtbot.waitUntil(lambda: "この日は、まだ申し込めません" in resident.reads())


def test_hours_let_as_one_can_be_pressed_while_all_of_them_are_free(resident: Resident) -> None:
    stage, named = resident.window.stage, mine.named_day(DAY)
    stage.around.know(SAMPLE_CITY)
    taken = replace(named.slots[1], now=Now.TAKEN)
    some = replace(named, slots=(named.slots[0], taken, *named.slots[2:]))
    none = replace(named, slots=tuple(replace(slot, now=Now.TAKEN) for slot in named.slots))
    stage.show_screen(Day(ROOM.id, DAY), named)
    assert resident.button("whole.all-day").isEnabled()
    stage.show_screen(Day(ROOM.id, DAY), some)
    assert not resident.button("whole.all-day").isEnabled()
    stage.show_screen(Day(ROOM.id, DAY), none)
    assert not resident.sees_button("whole.all-day")


def test_chosen_hours_that_stay_free_stay_chosen(resident: Resident) -> None:
    resident.tap("start.look")
    resident.finds_a_day()
    resident.tap("slot.1")
    looks = resident.script.calls.count("day")
    resident.qtbot.waitUntil(lambda: resident.script.calls.count("day") > looks + 1)
    assert resident.button("slot.1").isChecked()
    assert not resident.button("slot.2").isChecked()


def test_an_open_month_follows_too(resident: Resident) -> None:
    resident.tap("start.look", "look")
    resident.tap("facility.nishi-shiroi", "rooms")
    resident.tap("room.nishi-shiroi-hall", "month")
    assert "予約ができます" in day_names(resident)
    resident.script.days = Now.CLOSED
    resident.qtbot.waitUntil(lambda: "予約ができます" not in day_names(resident))


def day_names(resident: Resident) -> str:
    return "\n".join(
        name for name in resident.reads().splitlines() if name.startswith("2026年12月")
    )


def test_a_day_does_not_wait_for_how_many_applied(resident: Resident) -> None:
    resident.script.slots = Now.LOTTERY
    answers = resident.script.holds["competition"] = Event()
    resident.tap("start.look")
    resident.finds_a_day()
    assert "申込み 12件" not in resident.reads()
    resident.tap("slot.0")
    answers.set()
    resident.qtbot.waitUntil(lambda: "抽選：申込み 12件" in resident.reads())
    assert resident.button("slot.0").isChecked()


def test_hanging_questions_of_days_that_were_left_are_never_asked(resident: Resident) -> None:
    resident.script.slots = Now.LOTTERY
    answers = resident.script.holds["competition"] = Event()
    resident.tap("start.look")
    resident.finds_a_day()
    for _ in range(5):
        resident.tap("back", "month")
        resident.tap("month.2026-12-12", "day")
    answers.set()
    resident.qtbot.waitUntil(lambda: "抽選：申込み 12件" in resident.reads())
    assert resident.script.calls.count("competition") <= 3


def test_every_screen_is_loaded_before_anybody_asks_for_it(
    resident: Resident,
) -> None:
    screens = {module_of(kind) for kind in kinds()}
    resident.qtbot.waitUntil(lambda: screens <= set(sys.modules))


# -- cards -----------------------------------------------------------------------------------------


def test_a_card_keeps_the_chosen_hours(resident: Resident) -> None:
    resident.tap("start.look")
    resident.finds_a_day()
    resident.tap("slot.1")
    resident.shows_card()
    resident.waits_for("log_in_secret")
    resident.types(SECRET)
    resident.tap("secret.next", "purpose")


def test_a_card_after_a_refusal_goes_on_where_one_wanted_to(resident: Resident) -> None:
    resident.script.refuse["log_in"] = Refused("wrong_credentials")
    resident.tap("start.log_in")
    resident.logs_in(then="refused")
    resident.script.refuse.clear()
    resident.shows_card()
    resident.waits_for("log_in_secret")
    resident.types(SECRET)
    resident.tap("secret.next", "menu")


def test_of_two_cards_at_once_the_later_one_counts(resident: Resident) -> None:
    """Nobody is logged in yet: the number of one card never meets the secret of the other."""
    resident.shows_card()
    resident.shows_card("7654321")
    resident.waits_for("log_in_secret")
    numbers = [p.number for p in resident.window.stage.trail.places if isinstance(p, LogInSecret)]
    assert len(numbers) == 1
    assert not resident.window.idle.asking


def logs_in_and_is_forgotten(resident: Resident) -> None:
    resident.tap("start.log_in")
    resident.logs_in()
    resident.script.idle = 42.0
    resident.shows_card("7654321")


def test_a_card_in_a_session_asks_whose_it_is(resident: Resident) -> None:
    logs_in_and_is_forgotten(resident)
    assert "まだ前の方の手続き中です" in resident.reads()
    assert resident.script.idle == 42.0
    resident.tap("occupied.stay", "menu")
    assert not resident.window.idle.asking
    assert resident.script.idle == 0.0


def test_who_comes_next_can_end_a_forgotten_session(resident: Resident) -> None:
    logs_in_and_is_forgotten(resident)
    assert resident.button("occupied.end").accessibleName() == "人をかえる"
    resident.tap("occupied.end", "log_in_secret")
    assert resident.window.stage.around.terminal.session.registrant is None
    assert resident.window.stage.trail.places == (Start(), LogInSecret("7654321", Menu()))


def test_a_question_about_a_session_goes_with_it(resident: Resident) -> None:
    logs_in_and_is_forgotten(resident)
    resident.script.idle = resident.script.idle_limit
    resident.window.idle.look()
    resident.waits_for("start")
    assert not resident.window.idle.asking


@pytest.mark.parametrize(
    "touch", [lambda r: r.press(r.button("menu.reserve")), lambda r: r.tap("stop")]
)
def test_nothing_under_the_question_can_be_touched(
    resident: Resident, touch: Callable[[Resident], None]
) -> None:
    logs_in_and_is_forgotten(resident)
    touch(resident)
    resident.waits_for("menu")
    assert resident.window.idle.asking
    assert resident.script.idle == 42.0
