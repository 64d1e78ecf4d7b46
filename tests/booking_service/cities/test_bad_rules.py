"""Mistakes in what other cities than Shiroi need: units, combined slots, versions, counters."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from booking_service import cities
from booking_service.cities.errors import CityError
from booking_service.cities.loader import load_city
from tests.booking_service.cities.test_bad_files import Mistake, line_of

CITIES = Path(cities.__path__[0])

TEXT = '{ ja = "名", kana = "めい" }'
ALL_DAY = 'slots = ["am", "pm", "night"]'
AB = 'made_of = ["chuo-a", "chuo-b"]'
HALVES = 'one_of = ["chuo-hall-1", "chuo-hall-2"]'
YEN = "prices = { am = 1200"
HALF_STEP = 'steps = [{ from = { of = "event", days = 1 }, percent = 50 }'

SAPPORO = [
    # slots
    Mistake("classes.toml", ALL_DAY, 'slots = ["am", "night"]', "", "do not adjoin"),
    Mistake("classes.toml", ALL_DAY, 'slots = ["pm", "am"]', "", "do not adjoin"),
    Mistake("classes.toml", ALL_DAY, 'slots = ["am"]', "", "do not adjoin"),
    Mistake("classes.toml", ALL_DAY, 'slots = ["am", "noon"]', "", "'noon' is not known"),
    Mistake("classes.toml", 'id = "all-day"', 'id = "am"', "", "is a slot already"),
    Mistake("classes.toml", 'needs = "night"', 'needs = "am"', "", "does not adjoin"),
    Mistake("classes.toml", 'needs = "night"', 'needs = "dawn"', "", "no slot 'dawn'"),
    Mistake("classes.toml", '{ id = "pm"', '{ id = "am"', "", "given twice"),
    # units
    Mistake("facilities.toml", AB, 'made_of = ["chuo-a", "chuo-z"]', "", "'chuo-z' is no room"),
    Mistake("facilities.toml", AB, 'made_of = ["chuo-a", "chuo-ab"]', "", "'chuo-ab' is no room"),
    Mistake("facilities.toml", AB, "made_of = []", "", "empty"),
    Mistake("facilities.toml", AB, 'made_of = ["chuo-a"]', "", "only one room"),
    Mistake("facilities.toml", 'tel = "011-', 'tel = "call 011-', "", "no telephone number"),
    Mistake("facilities.toml", 'tel = "011-', 'tel = "0111-222-', "", "no telephone number"),
    Mistake("facilities.toml", AB, f"{AB}, units = 2", "", "made_of is given too"),
    Mistake("facilities.toml", HALVES, f'{HALVES}, takes = "some"', "", "'some' is not known"),
    Mistake("facilities.toml", HALVES, f"{HALVES}, {AB}", "", "made_of is given too"),
    # prices
    Mistake("facilities.toml", YEN, "prices = { noon = 1, am = 1200", "", "unknown key"),
    Mistake("facilities.toml", YEN, "prices = { am = -1", "", "out of range"),
    Mistake("facilities.toml", YEN + ", ", "prices = { ", "", "missing"),
    Mistake(
        "facilities.toml", YEN, f"price_per_hour_yen = 1, {YEN}", "", "price_per_hour_yen is given"
    ),
    # cancelling
    Mistake("classes.toml", 'by = "telephone"', 'by = "online"', "", "missing", "[[cancellation]]"),
    Mistake("classes.toml", 'by = "telephone"', 'by = "pigeon"', "", "'pigeon' is not known"),
    Mistake("classes.toml", "percent = 50", "percent = 101", "", "out of range"),
    Mistake(
        "classes.toml",
        '{ from = { of = "use_date", days = -5 }, percent = 100 }',
        '{ from = { of = "use_date", days = -5 }, percent = 40 }',
        "cancellation[0].steps[1].percent",
        "less than the 50",
    ),
    Mistake(
        "classes.toml",
        '{ from = { of = "use_date", days = -5 }, percent = 100 }',
        '{ from = { of = "use_date", days = 1 }, percent = 100 }',
        "cancellation[0].steps[1].from",
        "after the use",
    ),
    # the lottery
    Mistake("classes.toml", 'period = "use_date"', 'period = "week"', "", "'week' is not known"),
    Mistake(
        "classes.toml",
        'period = "use_date"',
        'period = "use_month"',
        "lottery[0].opens",
        "whole month",
        "opens = {",
    ),
    Mistake("classes.toml", 'clash = "', 'clash = "x', "", "is not known"),
    # the city
    Mistake(
        "city.toml",
        'opens = "09:00"',
        'opens = "23:30"',
        "service_hours.closes",
        "before",
        'closes = "23:00"',
    ),
    Mistake("city.toml", 'holders = ["person"]', "holders = []", "", "nobody could"),
    Mistake("city.toml", 'at_kiosk = "complete"', 'at_kiosk = "maybe"', "", "'maybe'"),
    Mistake("city.toml", "history_months = ", "history_months = 0 #", "history_months", "range"),
    # counters
    Mistake("counters.toml", 'kinds = ["', 'kinds = ["x', "counter[0].kinds", "is not known"),
    # the kiosk offers what no rule knows
    Mistake(
        "city.toml",
        '"lottery", "reservation"',
        '"lottery", "lottery-claim", "reservation"',
        "features",
        "no lottery has wins that are claimed",
    ),
    # numbers
    Mistake(
        "city.toml",
        "max_length = 16",
        "max_length = 17",
        "secret.max_length",
        "17 characters never fit",
    ),
    Mistake(
        "city.toml",
        "min_length = 4",
        "min_length = 3",
        "secret.min_length",
        "3 characters never fit",
    ),
    # first-come before the lottery is over: the result is out at the very opening, which is fine
    Mistake(
        "classes.toml",
        'opens = { of = "use_date", months = -2, at = "09:00" }',
        'opens = { of = "use_date", months = -2, days = -1, at = "09:00" }',
        "class[1].first_come",
        "but closes of the lottery 'rooms'",
        'first_come = "rooms"',
    ),
    # a window past the use
    Mistake(
        "classes.toml",
        'closes = { of = "use_date", at = "24:00" }',
        'closes = { of = "use_date", days = 1, at = "00:01" }',
        "first_come[0].closes",
        "after the use",
    ),
]

REDUCTION = 'classes = ["chiiki-center"]'
RESULT = 'result = { of = "use_month", months = -2, day = 20 }'
DRAW = 'draw = { of = "use_month", months = -2, day = 20 }'
NTH = '{ nth = 1, weekday = "tue"'

KODAIRA = [
    Mistake("city.toml", REDUCTION, 'classes = ["arena"]', "", "'arena' is not known"),
    Mistake("city.toml", "percent = 100", "percent = 101", "", "out of range"),
    Mistake("closed_days.toml", NTH, NTH.replace("1", "0"), "", "no week of a month"),
    Mistake("closed_days.toml", NTH, NTH.replace("1", "6"), "", "out of range"),
    Mistake("closed_days.toml", NTH, NTH.replace("tue", "tues"), "", "'tues' is not known"),
    Mistake("closed_days.toml", 'if_holiday = "next_day"', 'if_holiday = "never"', "", "'never'"),
    Mistake("classes.toml", 'unit = "slots"', 'unit = "hours"', "", "'hours' is not known"),
    Mistake("classes.toml", 'quotas = ["', 'quotas = ["x', "class[0].quotas", "is not known"),
    Mistake("classes.toml", 'lottery = "', 'lottery = "x', "class[0].lottery", "is not known"),
    Mistake("classes.toml", 'first_come = "next_day"', 'first_come = "soon"', "", "'soon'"),
    Mistake(
        "classes.toml",
        'shift = "forwards"',
        'shift = "forwards", over = "weekends"',
        "",
        "'weekends' is not known",
    ),
    # one draw for nineteen halls has one time
    Mistake(
        "classes.toml",
        DRAW,
        DRAW.replace(" }", ', shift = "forwards" }'),
        "lottery[0].draw",
        "one time for all its facilities",
    ),
    Mistake(
        "classes.toml",
        RESULT,
        RESULT.replace("20", '"last_open"'),
        "lottery[0].result",
        "one time for all its facilities",
    ),
    Mistake(
        "classes.toml",
        'closes = { of = "use_month", months = -2, day = 19, at = "24:00" }',
        'closes = { of = "use_month", months = -2, day = 19, at = "24:00", shift = "backwards" }',
        "lottery[0].closes",
        "one time for all its facilities",
    ),
    Mistake("counters.toml", 'kinds = ["group"]', "kinds = []", "counter[0].kinds", "nobody"),
]

FUKUOKA = [
    Mistake(
        "classes.toml",
        '{ from = "04-16", until = "09-15", starts = "19:00" }',
        '{ from = "04-17", until = "09-15", starts = "19:00" }',
        "lighting[0].seasons",
        "04-16 is in none",
        "seasons = [",
    ),
    Mistake(
        "classes.toml",
        '{ from = "04-16", until = "09-15", starts = "19:00" }',
        '{ from = "04-15", until = "09-15", starts = "19:00" }',
        "lighting[0].seasons",
        "04-15 is in 2",
        "seasons = [",
    ),
    Mistake(
        "classes.toml",
        'online_until = { of = "use_date", days = -1, at = "19:00" }',
        'online_until = { of = "use_date", days = 2, at = "19:00" }',
        "cancellation[0].online_until",
        "after the use",
    ),
]


def told(tmp_path: Path, name: str, mistake: Mistake) -> None:
    """Loads a city with one mistake, and looks at what is said of it."""
    folder = Path(shutil.copytree(CITIES / name, tmp_path / "city"))
    file = folder / mistake.file
    text = file.read_text(encoding="utf-8")
    assert mistake.right in text
    line = line_of(text, mistake.marker or mistake.right)
    file.write_text(text.replace(mistake.right, mistake.wrong, 1), encoding="utf-8")
    with pytest.raises(CityError) as raised:
        load_city(folder)
    assert raised.value.file == mistake.file
    assert mistake.problem in raised.value.problem
    assert raised.value.remedy
    if mistake.key:
        assert raised.value.key == mistake.key
    assert raised.value.line == line


@pytest.mark.parametrize("mistake", SAPPORO, ids=str)
def test_a_mistake_in_sapporo(tmp_path: Path, mistake: Mistake) -> None:
    told(tmp_path, "sapporo", mistake)


@pytest.mark.parametrize("mistake", KODAIRA, ids=str)
def test_a_mistake_in_kodaira(tmp_path: Path, mistake: Mistake) -> None:
    told(tmp_path, "kodaira", mistake)


@pytest.mark.parametrize("mistake", FUKUOKA, ids=str)
def test_a_mistake_in_fukuoka(tmp_path: Path, mistake: Mistake) -> None:
    told(tmp_path, "fukuoka", mistake)


# --- what takes more than one change


def changed(tmp_path: Path, name: str, file: str, *changes: tuple[str, str]) -> CityError:
    folder = Path(shutil.copytree(CITIES / name, tmp_path / "city"))
    text = (folder / file).read_text(encoding="utf-8")
    for right, wrong in changes:
        assert right in text
        text = text.replace(right, wrong, 1)
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(CityError) as raised:
        load_city(folder)
    return raised.value


FIRST_COME = '[[first_come]]\nid = "kominkan"\n'
COPY = f"""{FIRST_COME}name = {TEXT}
opens = {{ of = "use_month", months = -1, day = 1 }}
closes = {{ of = "use_date" }}
"""


def test_two_versions_of_a_rule_from_one_day(tmp_path: Path) -> None:
    error = changed(
        tmp_path,
        "shiroi",
        "classes.toml",
        (FIRST_COME, f"{COPY}valid_from = 2027-04-01\n{COPY}valid_from = 2027-04-01\n{FIRST_COME}"),
    )
    assert error.key == "first_come[1].valid_from"
    assert "two versions from the same day" in error.problem


def test_two_rules_of_one_id(tmp_path: Path) -> None:
    error = changed(tmp_path, "shiroi", "classes.toml", (FIRST_COME, f"{COPY}{FIRST_COME}"))
    assert error.key == "first_come[1].id"


def test_a_later_version_is_taken_for_later_uses(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(CITIES / "shiroi", tmp_path / "city"))
    file = folder / "classes.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace(FIRST_COME, f"{COPY}valid_from = 2027-04-01\n\n{FIRST_COME}"), encoding="utf-8"
    )
    klass = load_city(folder).klass("kominkan")
    before = klass.first_come_on(date(2027, 3, 31))
    after = klass.first_come_on(date(2027, 4, 1))
    assert before is not None
    assert after is not None
    assert (before.window.opens.at, after.window.opens.at) == (8 * 60 + 30, 0)


def test_rooms_that_share_a_unit_are_cut_alike(tmp_path: Path) -> None:
    hall = '{ id = "komin-hall",'
    shares = 'made_of = ["komin-meeting", "komin-consultation"], pattern = "hourly-9-22",'
    error = changed(tmp_path, "shiroi", "facilities.toml", (hall, f"{hall} {shares}"))
    assert error.key == "facility[4].rooms[6].pattern"
    assert "'komin-hall' shares the unit 'komin-meeting'" in error.problem


def test_a_unit_belongs_to_one_room_of_the_city(tmp_path: Path) -> None:
    error = changed(
        tmp_path,
        "shiroi",
        "facilities.toml",
        (
            'id = "komin-meeting"',
            'units = [{ id = "fuji-assembly", name = ' + TEXT + ' }], id = "komin-meeting"',
        ),
    )
    assert "is given twice" in error.problem


def test_closed_days_that_shift_a_window_to_nothing(tmp_path: Path) -> None:
    """A facility that opens on one day of the week, and a window of two days over it."""
    opens = 'opens = { of = "use_month", months = -1, day = 1, at = "08:30" }'
    closes = 'closes = { of = "use_date", days = -7, at = "24:00" }'
    shifted = (
        'opens = { of = "use_date", days = -2, at = "08:30", shift = "forwards" }\n'
        'closes = { of = "use_date", days = -1, at = "24:00", shift = "backwards" }'
    )
    error = changed(tmp_path, "shiroi", "classes.toml", (f"{opens}\n{closes}", shifted))
    assert (error.file, error.key) == ("facilities.toml", "facility[0].id")
    assert "'kominkan' close at" in error.problem


def test_a_facility_that_never_opens(tmp_path: Path) -> None:
    every = '["mon", "tue", "wed", "thu", "fri", "sat", "sun"]'
    error = changed(tmp_path, "shiroi", "closed_days.toml", ('["mon"]', every))
    assert error.file == "facilities.toml"
    assert "on end" in error.problem


def test_patterns_that_leave_days_out(tmp_path: Path) -> None:
    error = changed(
        tmp_path,
        "shiroi",
        "facilities.toml",
        (
            'pattern = "hourly-9-21"',
            'patterns = [{ pattern = "hourly-9-21", from = "04-01", until = "10-31" }]',
        ),
    )
    assert "some days fit none" in error.problem


def test_the_whole_city_closed_every_day(tmp_path: Path) -> None:
    every = 'weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]'
    city = f"[city]\n{every}\npublic_holidays = false\nreason = {TEXT}\n\n[[group]]"
    error = changed(tmp_path, "shiroi", "closed_days.toml", ("[[group]]", city))
    assert (error.file, error.key) == ("closed_days.toml", "city")
    text = (tmp_path / "city" / "closed_days.toml").read_text(encoding="utf-8")
    assert error.line == line_of(text, "[city]")
    assert "on end" in error.problem
    assert "leave [city] out" in error.remedy


@pytest.mark.parametrize(
    ("at", "key"),
    [("day = 10", "closes"), ('day = 15, at = "12:00"', "closes"), ("day = 20", "lapse")],
)
def test_first_come_before_the_lottery_is_over(tmp_path: Path, at: str, key: str) -> None:
    """What a resident applies for must not be given away before it is drawn, claimed or lapsed."""
    opens = 'opens = { of = "use_month", months = -1, day = 1, at = "08:30" }'
    early = f'opens = {{ of = "use_month", months = -2, {at} }}'
    error = changed(tmp_path, "shiroi", "classes.toml", (opens, early))
    assert (error.file, error.key) == ("classes.toml", "class[0].first_come")
    assert f"but {key} of the lottery 'kominkan'" in error.problem
    assert error.line is not None
    assert "when the lottery is over" in error.remedy


def test_a_later_first_come_before_the_lottery_is_over(tmp_path: Path) -> None:
    early = COPY.replace("months = -1, day = 1", "months = -2, day = 20")
    error = changed(
        tmp_path,
        "shiroi",
        "classes.toml",
        (FIRST_COME, f"{early}valid_from = 2029-04-01\n\n{FIRST_COME}"),
    )
    assert error.key == "class[0].first_come"


def test_closed_days_move_no_opening_into_the_lottery(tmp_path: Path) -> None:
    opens = 'opens = { of = "use_month", months = -1, day = 1, at = "08:30" }'
    error = changed(
        tmp_path, "shiroi", "classes.toml", (opens, opens.replace(" }", ', shift = "backwards" }'))
    )
    assert error.key == "class[0].first_come"
    assert "open earlier" in error.problem


def test_the_first_version_holds_from_the_beginning(tmp_path: Path) -> None:
    """A ``valid_from`` there would mean a day before which there is no rule."""
    error = changed(
        tmp_path, "shiroi", "classes.toml", (FIRST_COME, f"{FIRST_COME}valid_from = 2027-04-01\n")
    )
    assert error.key == "first_come[0].valid_from"
    assert "no version before 2027-04-01" in error.problem
    assert "leave valid_from out" in error.remedy
