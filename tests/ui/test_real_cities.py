"""What the booking service says of each real city, on the kiosk's own screens."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from booking_service.cities.loader import city_names, known_city
from booking_service.policy.instants import add_months
from booking_service.service.agenda.calendar import calendar
from booking_service.service.looking import city as city_told
from booking_service.service.looking import counters as counters_told
from booking_service.service.looking import facilities as facilities_told
from booking_service.service.looking import guide as guide_told
from kiosk import guide
from kiosk.booking_client import Facilities
from kiosk.happenings import CityMonth, MonthOfCity
from kiosk.model import City
from kiosk.search import Question
from ui.directory import Directory
from ui.gallery import Shape, gallery_window
from ui.places import (
    CancelElsewhere,
    CityCalendar,
    Contact,
    Counters,
    CountersBy,
    GuideSection,
    Menu,
    Place,
    SearchResults,
)
from ui.places import Facilities as FacilitiesPlace
from ui.samples import mine
from ui.samples.searching import search_answer
from ui.screens.screen import Screen
from ui.widgets.button import BigButton
from ui.widgets.time_chart import TimeChart, room_for_label
from ui.window import KioskWindow
from ui.wording.words import JAPAN

PORTRAIT = Shape(1080, 1920, 268.0)
NOW = datetime(2026, 12, 8, 10, 0, tzinfo=JAPAN)


@cache
def directory(name: str) -> Directory:
    """A city's facilities as a kiosk knows them."""
    real = known_city(name)
    city = msgspec.json.decode(msgspec.json.encode(city_told(real)), type=City)
    told = msgspec.json.encode(facilities_told(real, NOW.date()))
    return Directory(city, msgspec.json.decode(told, type=Facilities).facilities)


@pytest.fixture
def window(qtbot: QtBot) -> KioskWindow:
    window = gallery_window(PORTRAIT, "ja")
    qtbot.addWidget(window)
    return window


def _charts(window: KioskWindow) -> list[TimeChart]:
    """Those of the screen that is shown."""
    assert window.stage.current is not None
    return window.stage.current.findChildren(TimeChart)


@pytest.mark.parametrize("name", sorted(city_names()))
def test_every_month_of_every_city_can_be_seen(window: KioskWindow, name: str) -> None:
    window.stage.around.know(directory(name))
    for ahead in range(12):
        month = add_months(date(2026, 4, 1), ahead)
        told = msgspec.json.encode(calendar(known_city(name), month))
        events = msgspec.json.decode(told, type=CityMonth).events
        assert events
        window.stage.show_screen(CityCalendar(month), MonthOfCity(month, events, NOW))
        window.grab()
        drawn = [chart.line for chart in _charts(window) if chart.line.bars]
        if name == "fukuoka":
            assert not drawn  # eighty lines: of which facilities, is asked first
            continue
        assert len(drawn) >= 4  # a picture, not a list of rules
        assert all(line.today == 8 for line in drawn) == (month == NOW.date().replace(day=1))


def test_a_city_of_many_facilities_asks_for_which_of_them(window: KioskWindow) -> None:
    fukuoka = directory("fukuoka")
    window.stage.around.know(fukuoka)
    month = date(2026, 12, 1)
    told = msgspec.json.encode(calendar(known_city("fukuoka"), month))
    events = msgspec.json.decode(told, type=CityMonth).events
    window.stage.show_screen(CityCalendar(month), MonthOfCity(month, events, NOW))
    asked = {button.objectName().rpartition(".")[2] for button in window.findChildren(BigButton)}
    shown = set()
    for class_id in (kind.id for kind in fukuoka.city.classes):
        place = CityCalendar(month, class_id)
        window.stage.show_screen(place, MonthOfCity(month, events, NOW))
        lines = [chart.line.title for chart in _charts(window)]
        assert (class_id in asked) == bool(lines)
        assert len(lines) <= 12
        shown.update(lines)
    told_of = {(one.kind, one.name["ja"], one.use_month) for one in events}
    assert len(shown) == len(told_of)  # nothing is lost


def test_what_goes_by_day_of_use_is_told_for_today_and_for_the_month(window: KioskWindow) -> None:
    window.stage.around.know(directory("sapporo"))
    told = msgspec.json.encode(calendar(known_city("sapporo"), date(2026, 12, 1)))
    events = msgspec.json.decode(told, type=CityMonth).events
    place = CityCalendar(date(2026, 12, 1))
    window.stage.show_screen(place, MonthOfCity(place.month, events, NOW))
    lines = [chart.line for chart in window.findChildren(TimeChart)]
    assert [line.title for line in lines][4:8] == [
        "預かり（抽選）の申込み　区民ホール以外",
        "抽選をする日　区民ホール以外",
        "結果を見られる　区民ホール以外",
        "先着順の受付　区民ホール以外",
    ]
    assert "今日は、2月9日（火） から 2月15日（月） までに使う分" in lines[4].when
    assert "今日は、2月8日（月）に使う分" in lines[7].when
    assert "例：2月15日（月）に使う分は、12月8日（火） から 12月14日（月） まで" in lines[4].when
    # One band without a gap, and none for the days of use that no February has.
    bands = [[(bar.first, bar.last, bar.label) for bar in line.bars] for line in lines[4:8]]
    assert bands == [[(1, 31, "毎日")], *[[(1, 28, "毎日")]] * 3]


def test_what_happens_once_a_month_is_one_row_with_its_first_and_last_day(
    window: KioskWindow,
) -> None:
    window.stage.around.know(directory("kodaira"))
    told = msgspec.json.encode(calendar(known_city("kodaira"), date(2026, 12, 1)))
    events = msgspec.json.decode(told, type=CityMonth).events
    place = CityCalendar(date(2026, 12, 1))
    window.stage.show_screen(place, MonthOfCity(place.month, events, NOW))
    lines = [chart.line for chart in window.findChildren(TimeChart)]
    drawn = [line.when for line in lines if "抽選予約" in line.title]
    assert drawn == [
        "12月10日（木） から 12月19日（土） まで\n利用する月の2か月前の10日から19日まで",
        "12月20日（日）\n利用する月の2か月前の20日",
        "12月20日（日） から\n利用する月の2か月前の20日から",
    ]


def _pixels(least: int, most: int) -> st.SearchStrategy[float]:
    """In eighths, which add up without being rounded: edges that meet are the same number."""
    return st.integers(least * 8, most * 8).map(lambda eighths: eighths / 8)


@given(
    left=_pixels(0, 500),
    across=_pixels(1, 500),
    width=_pixels(1, 300),
    today=st.none() | _pixels(0, 1000),
)
def test_no_label_stands_where_the_line_of_today_goes(
    left: float, across: float, width: float, today: float | None
) -> None:
    bar = QRectF(left, 0, across, 10)
    room = room_for_label(bar, width, today)
    if room is None:
        assert width * 2 > across or (today is None and width > across)
        return
    assert room.width() >= width
    assert bar.contains(room)
    assert today is None or not room.left() < today < room.right()


@pytest.mark.parametrize(
    ("name", "applications", "reservations"),
    [
        ("sapporo", "申込みの取消し、結果の確認", "利用申込みを確かめる"),
        ("kodaira", "申込みの取消し、結果の確認", "予約を確かめる・取り消す"),
        ("shiroi", "取消し、当選したときの利用申請（仮予約）や辞退", "予約を確かめる・取り消す"),
        ("fukuoka", "取消し、当選したときの予約申込み（当選振替）", "予約を確かめる・取り消す"),
    ],
)
def test_the_menu_names_what_can_be_done_in_the_city(
    window: KioskWindow, name: str, applications: str, reservations: str
) -> None:
    window.stage.around.know(directory(name))
    window.stage.around.terminal.logging_in.log_in("", "")
    window.stage.show_screen(Menu(), mine.QUIET)
    told = {button.objectName(): button for button in window.findChildren(BigButton)}
    assert applications in told["menu.applications"].accessibleName()
    assert told["menu.reservations"].accessibleName().startswith(f"{reservations} ")


def test_what_happens_on_a_day_does_not_last(window: KioskWindow) -> None:
    window.stage.around.know(directory("shiroi"))
    month = date(2026, 12, 1)
    told = msgspec.json.encode(calendar(known_city("shiroi"), month))
    events = msgspec.json.decode(told, type=CityMonth).events
    window.stage.show_screen(CityCalendar(month), MonthOfCity(month, events, NOW))
    lines = [chart.accessibleName() for chart in window.findChildren(TimeChart)]
    lapse = next(line for line in lines if "手続きのなかった当選の取消し" in line)
    assert "12月26日（土）\n" in lapse


def test_a_won_booking_that_can_be_cancelled_later_sends_nobody_to_the_telephone(
    window: KioskWindow,
) -> None:
    """Fukuoka's: document 004 §3(1), cancelling from the opening of first-come on."""
    opens = NOW + timedelta(days=5)
    won = replace(mine.BOOKED, cancel_by="online", cancel_from=opens, can=())
    window.stage.around.terminal.logging_in.log_in("", "")
    read = said(shown(window, CancelElsewhere(won), None))
    assert "2026年12月13日（日） 10:00 から、この端末で取り消せます" in read
    assert "電話" not in read


def test_what_is_drawn_is_called_in_what_is_found_as_elsewhere(window: KioskWindow) -> None:
    window.stage.around.know(directory("sapporo"))
    window.stage.show_screen(SearchResults(Question()), search_answer())
    drawn = [x for x in window.findChildren(BigButton) if "預かり（抽選）" in x.accessibleName()]
    assert drawn


def test_among_thirty_four_counters_one_chooses_by_ward_or_by_kind(window: KioskWindow) -> None:
    """Fukuoka's: document 004 §2(3)."""
    window.stage.around.know(directory("fukuoka"))
    told = msgspec.json.encode(counters_told(known_city("fukuoka")))
    counters = msgspec.json.decode(told, type=guide.Counters)
    buttons = {}
    ways: tuple[Literal["area", "kind"], ...] = ("area", "kind")
    for by in ways:
        assert f"counters.by_{by}" in names(shown(window, Counters(), counters))
        screen = shown(window, CountersBy(by), counters)
        rows = screen.findChildren(BigButton)
        buttons[by] = [row.text() for row in rows if row.objectName().startswith("choice.")]
    assert buttons["area"] == ["東区", "博多区", "中央区", "南区", "城南区", "早良区", "西区"]
    kinds = directory("fukuoka").city.registration.kinds
    assert buttons["kind"] == [kind.name["ja"] for kind in kinds]
    west = said(shown(window, Counters(area="西区"), counters))
    assert "今津運動公園管理事務所" in west
    assert "青葉公園管理事務所" not in west
    gyms = said(shown(window, Counters(kind="gym"), counters))
    assert "東体育館管理事務所" in gyms
    assert "青葉公園管理事務所" not in gyms


def test_no_door_is_offered_that_leads_to_nothing(window: KioskWindow) -> None:
    """Every counter of Sapporo takes everybody, and its guide knows no other terminals."""
    found = {}
    for name in ("sapporo", "fukuoka"):
        window.stage.around.know(directory(name))
        told = msgspec.json.encode(counters_told(known_city(name)))
        counters = msgspec.json.decode(told, type=guide.Counters)
        doors = names(shown(window, Counters(), counters))
        found[name] = doors | names(shown(window, Contact(), counters))
    ways = {"counters.by_kind", "contact.terminals"}
    assert not ways & found["sapporo"]
    assert ways <= found["fukuoka"]
    assert all({"counters.by_area", "contact.counters"} <= doors for doors in found.values())


def shown(window: KioskWindow, place: Place, answer: object) -> Screen:
    window.stage.show_screen(place, answer)
    assert window.stage.current is not None
    return window.stage.current


def names(screen: Screen) -> set[str]:
    return {button.objectName() for button in screen.findChildren(BigButton)}


def said(screen: Screen) -> str:
    return "\n".join(label.text() for label in screen.findChildren(QLabel))


def test_a_wide_glass_is_read_down_and_shows_facilities_before_ways_to_find_them(
    qtbot: QtBot,
) -> None:
    window = gallery_window(Shape(1280, 1024, 338.0), "ja")
    qtbot.addWidget(window)
    window.stage.around.know(directory("fukuoka"))
    told = msgspec.json.encode(guide_told(known_city("fukuoka")))
    section = msgspec.json.decode(told, type=guide.Guide).section("register", "rules")
    assert section is not None
    window.stage.show_screen(GuideSection("register", "rules"), section)
    window.grab()
    said = [one for one in window.findChildren(QLabel) if one.isVisible() and "。" in one.text()]
    assert len(said) >= len(section.paragraphs) > 2
    assert len({one.mapTo(window, one.rect().topLeft()).x() for one in said}) == 1

    window.stage.show_screen(FacilitiesPlace(), None)
    window.grab()
    ways = [window.findChild(BigButton, f"facilities.{way}") for way in ("kana", "named", "area")]
    tops = [way.mapTo(window, way.rect().topLeft()).y() for way in ways if way is not None]
    assert tops[0] == tops[1] < tops[2]
    rows = [
        one for one in window.findChildren(BigButton) if one.objectName().startswith("facility.")
    ]
    assert sum(row.isVisible() for row in rows) >= 4
