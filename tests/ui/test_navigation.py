"""The way back."""

from __future__ import annotations

from datetime import date

from ui.navigation import Trail
from ui.places import (
    Day,
    Facilities,
    LogInNumber,
    LogInSecret,
    Menu,
    Month,
    Place,
    Rooms,
    Start,
)

JANUARY, FEBRUARY = date(2027, 1, 1), date(2027, 2, 1)


def way(*places: Place) -> Trail:
    trail = Trail()
    for place in places:
        trail.arrive(place)
    return trail


def test_it_begins_at_the_start_and_never_goes_before_it() -> None:
    trail = Trail()
    assert trail.before is None
    assert trail.back() == Start()


def test_back_leads_the_way_one_came() -> None:
    trail = way(Facilities(), Rooms("a"))
    assert trail.back() == Facilities()
    assert trail.back() == Start()


def test_turning_the_month_does_not_lengthen_the_way() -> None:
    trail = way(Facilities(), Rooms("a"), Month("r", JANUARY), Month("r", FEBRUARY))
    assert trail.back() == Rooms("a")


def test_coming_again_shortens_the_way() -> None:
    trail = way(Facilities(), Rooms("a"), Month("r", JANUARY), Facilities())
    assert trail.places == (Start(), Facilities())


def test_after_the_log_in_the_way_back_leads_past_it() -> None:
    day = Day("r", JANUARY)
    trail = way(Facilities(), day, LogInNumber(Menu()), LogInSecret("1", Menu()))
    trail.forget_log_in()
    trail.arrive(Menu())
    assert trail.back() == day


def test_whoever_began_with_the_log_in_has_the_menu_behind_them() -> None:
    trail = way(LogInNumber(Facilities()), LogInSecret("1", Facilities()))
    trail.forget_log_in()
    trail.arrive(Facilities())
    assert trail.places == (Start(), Menu(), Facilities())
    start = way()
    start.forget_log_in()
    assert start.places == (Start(),)


def test_resetting_forgets_everything() -> None:
    trail = way(Facilities(), Rooms("a"))
    trail.reset()
    assert trail.places == (Start(),)
