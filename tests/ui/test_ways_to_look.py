"""A resident looks: at a house's week, for a purpose on a Sunday, at the city's month."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from msgspec.structs import replace

from kiosk.availability import Now
from kiosk.line import LineState
from kiosk.outcome import Refused
from kiosk.search import Condition, Question
from tests.ui.resident import Resident
from ui.places import (
    CityCalendar,
    Competition,
    Kept,
    Lotteries,
    Month,
    SearchDay,
    SearchResults,
)
from ui.samples import mine
from ui.samples.calendars import month_view
from ui.samples.searching import city_days, lotteries, month_of_city, search_answer
from ui.samples.values import NOW, ROOM


def test_the_rooms_of_this_house_are_one_touch_away(resident: Resident) -> None:
    resident.tap("start.look", "look")
    resident.tap("facility.nishi-shiroi", "rooms")
    resident.tap("rooms.facility", "facility_detail")
    assert "047-492-1011" in resident.reads()
    resident.tap("room_detail.nishi-shiroi-hall", "room_detail")
    resident.tap("room_detail.month", "month")
    resident.tap("back", "room_detail")


def test_a_week_of_a_house_leads_to_a_day(resident: Resident) -> None:
    resident.tap("start.look", "look")
    resident.tap("facility.nishi-shiroi", "rooms")
    resident.tap("rooms.week", "facility_week")
    resident.tap(f"week.nishi-shiroi-craft_{NOW.date().isoformat()}", "day")
    resident.tap("back", "facility_week")
    resident.tap("week.next", "facility_week")
    assert not resident.sees_button(f"week.nishi-shiroi-craft_{NOW.date().isoformat()}")
    resident.tap("week.previous", "facility_week")
    assert resident.sees_button(f"week.nishi-shiroi-craft_{NOW.date().isoformat()}")


def test_a_search_is_narrowed_touch_by_touch_and_leads_to_the_hours(resident: Resident) -> None:
    resident.tap("start.look", "look")
    resident.tap("look.purpose", "search_by")
    resident.tap("choice.2", "search")
    assert "ダンス・体操" in resident.reads()
    resident.tap("search.days", "search_by")
    resident.tap("search_by.period", "search_day")
    resident.tap("month.2026-12-12", "search_day")
    resident.tap("month.2026-12-20", "search")
    assert "12月12日（土）～12月20日（日）" in resident.reads().replace("\u3000", " ")
    resident.tap("search.days", "search_by")
    resident.tap("search_by.day", "search_day")
    resident.tap("search_day.typed", "enter_date")
    resident.tap("calendar.reiwa", "enter_date")
    resident.types("081232")
    resident.tap("entry.next", "enter_date")
    assert "その日はありません" in resident.reads()
    for _ in range(2):
        resident.tap("key.delete")
    resident.types("12")
    assert "2026年12月12日" in resident.reads()
    resident.tap("entry.next", "search")
    assert "12月12日（土）" in resident.reads().replace("\u3000", " ")
    resident.tap("search.days", "search_by")
    resident.tap("search_by.period", "search_day")
    resident.tap("month.2026-12-12", "search_day")
    resident.tap("month.2026-12-20", "search")
    resident.tap("search.weekdays", "search_by")
    resident.tap("weekday.6")
    resident.tap("search_by.next", "search")
    resident.tap("search.find", "search_results")
    place = resident.window.stage.trail.here
    assert isinstance(place, SearchResults)
    assert place.question.weekdays == frozenset({6})
    assert set(place.question.narrowed_by) == {
        Condition.PURPOSE,
        Condition.DAYS,
        Condition.WEEKDAYS,
    }
    resident.tap("found.0", "day")
    resident.tap("back", "search_results")
    resident.tap("found.change", "search")
    resident.tap("search.clear", "search")
    assert not resident.button("search.clear").isEnabled()


def test_where_nothing_is_free_a_touch_drops_what_is_in_the_way(resident: Resident) -> None:
    day = NOW.date() + timedelta(days=1)
    stage = resident.window.stage
    question = Question(first=day, last=day, people=200)
    stage.show_screen(SearchResults(question), search_answer(0))
    resident.tap("looser.people", "search_results")
    here = stage.trail.here
    assert isinstance(here, SearchResults)
    assert here.question == question.without(Condition.PEOPLE)


def test_the_months_of_the_city_can_be_turned(resident: Resident) -> None:
    resident.tap("start.look", "look")
    resident.tap("look.calendar", "city_calendar")
    assert "2026年12月" in resident.reads()
    resident.tap("month.next", "city_calendar")
    assert "2027年1月" in resident.reads()
    resident.tap("back", "look")


def test_what_is_looked_at_follows_the_clock_and_says_so(
    resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The day is over, a lottery closes, a room is taken, somebody applies."""
    script, terminal = resident.script, resident.window.stage.around.terminal
    days = city_days(NOW.date())
    answers: dict[str, object] = {
        "search": search_answer(3),
        "lotteries": lotteries(5),
        "competition": (1,) * 12,
        "city_days": days,
    }
    for name in ("search", "lotteries", "city_days"):
        monkeypatch.setattr(terminal.searching, name, lambda *_, name=name: answers[name])
    monkeypatch.setattr(terminal.looking, "competition", lambda *_: answers["competition"])
    later: dict[str, dict[str, object]] = {
        "search_results": {"search": search_answer(2)},
        "lotteries": {"lotteries": lotteries(4)},
        "competition": {"competition": (2,) * 12},
        "search_day": {"city_days": dataclasses.replace(days, days=days.days[1:])},
    }
    places = (
        SearchResults(Question()),
        Lotteries(),
        Competition(ROOM.id, NOW.date()),
        SearchDay(Question(), NOW.date()),
        CityCalendar(NOW.date()),
    )
    for place in places:
        resident.window.stage.go(place)
        resident.waits_for(place.name)
        assert "見ている間に" not in resident.reads()
        answers |= later.get(place.name, {})
        script.now += timedelta(days=1)
        resident.qtbot.waitUntil(lambda: "見ている間に" in resident.reads())
        assert resident.screen == place.name
    script.line = LineState.DOWN
    resident.qtbot.waitUntil(lambda: "通信が切れています" in resident.reads())


def test_without_a_copy_the_citys_month_says_that_the_line_is_down(resident: Resident) -> None:
    resident.script.refuse["month_of_city"] = Refused("line_down")
    resident.tap("start.look", "look")
    resident.tap("look.calendar", "line_down")
    resident.tap("line_down.look", "look")


def test_what_cannot_be_shown_leads_back_and_says_that_nothing_was_done(
    resident: Resident,
) -> None:
    resident.script.refuse["month_of_city"] = Refused("service_answer_wrong")
    resident.tap("start.look", "look")
    resident.tap("look.calendar", "refused")
    assert "手続き" not in resident.reads()
    resident.tap("refused.next", "look")


def test_who_moves_a_booking_hears_what_can_be_chosen_and_that_paying_comes_first(
    resident: Resident,
) -> None:
    stage, month = resident.window.stage, NOW.date().replace(day=1)
    won = replace(mine.CHANGEABLE, origin="lottery")  # its deadline does not move with the day
    moving = Month(ROOM.id, month, Kept.of(won, changes=True))
    stage.show_screen(moving, month_view(every=Now.NOT_YET))
    due = mine.CHANGEABLE.payment_due
    assert due is not None
    assert "今すぐ変えられる日がありません" in resident.reads()
    assert resident.window.stage.around.words.deadline(due) in resident.reads()
    stage.show_screen(moving, month_view())
    assert "「空き」の日にだけ変えられます" in resident.reads()


def test_a_facility_is_found_by_a_part_of_its_name(resident: Resident) -> None:
    resident.tap("start.look", "look")
    resident.tap("look.facilities", "facilities")
    resident.tap("facilities.named", "facilities_named")
    assert not resident.button("facilities_named.show").isEnabled()
    for key in "ふし":
        resident.tap(f"key.{key}")
    assert not resident.button("facilities_named.show").isEnabled()
    resident.tap("key.voiced")
    resident.tap("facilities_named.show", "facilities_of")
    assert resident.sees_button("facility.fuji")
    assert not resident.sees_button("facility.sakuradai")
    resident.tap("back", "facilities_named")
    assert resident.button("facilities_named.show").isEnabled()


def test_a_month_without_dates_speaks_of_no_line(resident: Resident) -> None:
    today = CityCalendar(NOW.date())
    for answer, said in (
        (month_of_city(NOW.date(), events=()), False),
        (month_of_city(NOW.date()), True),
    ):
        resident.window.stage.show_screen(today, answer)
        assert ("たての線が今日です" in resident.reads()) is said
