"""A month's calendar against what the four guides say of it, typed out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_service.cities.loader import city_names, known_city
from booking_service.policy.agenda import Entry, Event, agenda
from booking_service.policy.instants import add_months, start_of
from booking_service.policy.lottery import draw_id, lotteries_between, times_of_rule
from booking_service.policy.rules import Origin
from booking_service.service.agenda.words import counted, when

FEBRUARY = date(2027, 2, 1)
DECEMBER = date(2026, 12, 1)
CITIES = {name: known_city(name) for name in city_names()}


def _line(entry: Entry) -> tuple[str, str | None, str | None, str | None]:
    span = entry.span
    return (
        entry.kind.value,
        None if span is None else f"{span.from_:%m-%d %H:%M}",
        None if span is None or span.until is None else f"{span.until:%m-%d %H:%M}",
        None if entry.use_month is None else f"{entry.use_month:%Y-%m}",
    )


def _lines(city: str, month: date) -> list[tuple[str, str | None, str | None, str | None]]:
    return [_line(entry) for entry in agenda(CITIES[city], month)]


def test_a_month_of_shiroi_is_that_of_its_time_chart() -> None:
    """003 §6; to be paid by noon of the last open day: Sunday the 28th where Mondays are closed or
    Tuesdays, Saturday the 27th where Sundays are."""
    assert _lines("shiroi", FEBRUARY) == [
        ("first_come", "02-01 08:30", None, "2027-03"),
        ("lottery_open", "02-05 08:30", "02-16 00:00", "2027-04"),
        ("draw", "02-16 00:00", "02-18 00:00", "2027-04"),
        ("result", "02-18 00:00", "02-26 00:00", "2027-04"),
        ("claim", "02-18 00:00", "02-26 00:00", "2027-04"),
        ("payment", "02-18 00:00", "02-28 12:00", "2027-04"),
        ("payment", "02-18 00:00", "02-27 12:00", "2027-04"),
        ("lapse", "02-26 00:00", None, "2027-04"),
        ("counter_only", None, None, None),
        ("payment", None, None, None),
    ]
    by_due = {
        entry.span.until.day: set(entry.facility_ids)
        for entry in agenda(CITIES["shiroi"], FEBRUARY)
        if entry.span is not None and entry.span.until is not None and entry.facility_ids
    }
    assert by_due[27] == {"komin", "seishonen-josei", "rojin-fukushi"}
    assert len(by_due[28]) == 6


def test_a_month_of_kodaira() -> None:
    """002 (2), (3): 10th to 19th, result from the 20th; the first of December is a closed Tuesday,
    so first-come opens on the second."""
    assert _lines("kodaira", DECEMBER) == [
        ("first_come", "12-02 09:00", None, "2027-01"),
        ("lottery_open", "12-10 00:00", "12-20 00:00", "2027-02"),
        ("draw", "12-20 00:00", None, "2027-02"),
        ("result", "12-20 00:00", None, "2027-02"),
        ("counter_only", None, None, None),
        ("payment", None, None, None),
    ]


def test_what_sapporo_does_by_day_of_use_is_said_once() -> None:
    """What a booking meets first comes first: halls three months before, half a hall one month."""
    entries = agenda(CITIES["sapporo"], DECEMBER)
    assert all(entry.span is None for entry in entries)
    assert [entry.id for entry in entries] == [
        f"{kind}/{rooms}"
        for rooms in ("hall", "rooms", "hall-half")
        for kind in ("lottery_open", "draw", "result", "first_come")
    ]


def test_what_sapporo_does_by_day_of_use_has_dates_in_a_month() -> None:
    """The deposit week ends the day before the reception start day, two months before the use."""
    entries = {entry.id: entry.days for entry in agenda(CITIES["sapporo"], DECEMBER)}

    def told(name: str, day: date) -> list[str | None]:
        [one] = [one for one in entries[name] if one.use_date == day]
        until = None if one.until is None else f"{one.until:%m-%d %H:%M}"
        return [f"{one.from_:%m-%d %H:%M}", until]

    day = date(2027, 2, 9)
    assert told("lottery_open/rooms", day) == ["12-02 00:00", "12-09 00:00"]
    assert told("result/rooms", day) == told("first_come/rooms", day) == ["12-09 09:00", None]
    assert told("first_come/hall", date(2027, 3, 9)) == ["12-09 09:00", None]
    # Nobody uses a room while the centres are closed over the New Year.
    closed = {one.use_date for one in entries["first_come/hall-half"]}
    assert min(closed) == date(2027, 1, 4)


def test_a_month_of_fukuoka() -> None:
    """004 §3: twelve lotteries from the 1st to the 14th, drawn on the 15th, claimed from the 16th
    to the 19th; first-come on the 20th or 21st; debited on the 15th."""
    entries = agenda(CITIES["fukuoka"], DECEMBER)
    opened = {
        entry.id.split("/")[1]: f"{entry.use_month:%Y-%m}"
        for entry in entries
        if _line(entry)[:3] == ("lottery_open", "12-01 00:00", "12-15 00:00")
    }
    assert opened == {
        "tennis": "2027-01",
        "baseball": "2027-01",
        "ball": "2027-01",
        "gym": "2027-03",
        "civic-room": "2027-03",
        "amikas": "2027-03",
        "asumin": "2027-03",
        "community-room": "2027-03",
        "music": "2027-04",
        "music-large": "2027-06",
        "civic-hall": "2027-09",
        "community-hall": "2027-09",
    }
    spans = {_line(one)[:3] for one in entries if one.kind in {"draw", "result", "claim", "lapse"}}
    assert spans == {
        ("draw", "12-15 00:00", "12-16 00:00"),
        ("result", "12-16 00:00", "12-20 00:00"),
        ("claim", "12-16 00:00", "12-20 00:00"),
        ("lapse", "12-20 00:00", None),
    }
    first_come = {
        entry.id.split("/")[1]: (_line(entry)[1], _line(entry)[3])
        for entry in entries
        if entry.kind == "first_come"
    }
    assert first_come == {
        "maizuru-tennis": ("12-21 12:00", "2027-01"),
        "tennis": ("12-21 12:00", "2027-01"),
        "field": ("12-20 12:00", "2027-01"),
        "gym": ("12-20 09:00", "2027-03"),
        "civic-hall": ("12-21 09:00", "2027-09"),
        "civic-room": ("12-21 09:00", "2027-03"),
        "amikas": ("12-21 09:00", "2027-03"),
        "kenko": (None, None),
        "music-large": ("12-21 09:00", "2027-06"),
        "music": ("12-21 09:00", "2027-04"),
        "asumin": ("12-20 10:00", "2027-03"),
        "community-hall": ("12-20 09:00", "2027-09"),
        "community-room": ("12-20 09:00", "2027-03"),
    }
    [debit] = [one for one in entries if one.kind == "payment" and one.span is not None]
    assert _line(debit) == ("payment", "12-15 00:00", "12-16 00:00", "2026-11")


def test_a_counter_that_alone_books_a_room_has_days_of_its_own() -> None:
    """004 §3(1), note 4: the whole seminar room, at the counter, six to four months before."""
    counter = [one for one in agenda(CITIES["fukuoka"], DECEMBER) if one.kind == "counter_only"]
    assert [_line(one)[1:] for one in counter if "asumin-all" in one.id] == [
        ("10-01 00:00", "01-01 00:00", "2027-04"),
        ("11-01 00:00", "02-01 00:00", "2027-05"),
        ("12-01 00:00", "03-01 00:00", "2027-06"),
    ]


@given(st.sampled_from(sorted(CITIES)), st.integers(min_value=0, max_value=120))
def test_every_step_of_every_lottery_stands_in_its_month(name: str, months: int) -> None:
    city, month = CITIES[name], add_months(date(2026, 4, 1), months)
    starts, ends = start_of(month), start_of(add_months(month, 1))
    entries = agenda(city, month)
    assert len({entry.id for entry in entries}) == len(entries)
    for entry in entries:
        if entry.span is not None:
            assert entry.span.from_ < ends
            assert (entry.span.until or entry.span.from_) >= starts
    opens = {entry.id for entry in entries if entry.kind == "lottery_open"}
    for rule, start in lotteries_between(city, month, add_months(month, 12)):
        times = times_of_rule(city, None, rule, start)
        if rule.period == "use_month" and starts <= times.opens < ends:
            assert f"lottery_open/{draw_id(rule, start)}" in opens


@pytest.mark.parametrize("name", sorted(CITIES))
def test_a_rule_is_said_in_all_languages(name: str) -> None:
    for entry in agenda(CITIES[name], DECEMBER):
        said = when(entry.opens, entry.closes, counted(entry.event, CITIES[name].terms))
        assert set(said) == {"ja", "kana", "ja-easy", "en", "zh-Hans", "ko"}
        assert not set(said["kana"]) & set("利用月日前後翌末年休館開同申込当選確定銀行営業次最")
        assert all(said.values())


def test_rules_in_words() -> None:
    said = {
        entry.id.partition("/2")[0]: when(entry.opens, entry.closes)
        for name in ("shiroi", "kodaira", "sapporo", "fukuoka")
        for entry in reversed(agenda(CITIES[name], DECEMBER))
    }
    assert said["lottery_open/kominkan"] == {
        "ja": "利用する月の2か月前の5日 8:30から15日まで",
        "kana": "りようするつきの2かげつまえの5にち 8:30から15にちまで",
        "en": "From the 5th of the month 2 months before the use, 8:30 "
        "until the 15th of the same month",
        "zh-Hans": "从使用月份2个月前的5日 8:30起，到15日为止",
        "ko": "이용하는 달의 2개월 전 5일 8:30부터 15일까지",
        "ja-easy": "｜使《つか》う ｜月《つき》の 2か｜月前《げつまえ》の 5｜日《にち》 8:30から "
        "15｜日《にち》まで",
    }
    assert said["counter_only/kominkan"]["ja"] == "利用する日の6日前から利用する日まで"
    assert said["lottery_open/rooms"]["ja"] == (
        "利用する日の2か月前の同じ日の7日前からその前日まで"
    )
    assert said["lottery_open/rooms"]["en"] == (
        "From 7 days before the same date 2 months before the use until the day before that date"
    )
    assert said["lottery_open/rooms"]["zh-Hans"] == (
        "从使用日2个月前的同一天的7天前起，到该日的前一天为止"
    )
    assert said["lottery_open/rooms"]["ko"] == "이용일의 2개월 전 같은 날의 7일 전부터 그 전날까지"
    assert said["first_come/chiiki-center"]["en"] == (
        "From the 1st of the month before the use, 9:00 (the next open day if it is a closed day) "
        "until 8 days before the day of use"
    )


def test_paying_counts_from_what_the_city_has_its_winners_do() -> None:
    """003 §3: in Shiroi a win is applied for, and nothing is "confirmed"; in Kodaira nobody has to
    do anything (002 ②)."""
    shiroi, kodaira = CITIES["shiroi"], CITIES["kodaira"]
    [klass, *others] = kodaira.classes
    rules = (rule for one in shiroi.classes for rule in one.payment.values())
    due = next(rule for rule in rules if rule.due is not None and rule.due.counts_from_event)
    payment = {Origin.LOTTERY: due, Origin.FIRST_COME: due}
    kodaira = replace(kodaira, classes=(replace(klass, payment=payment), *others))
    said = {
        (city.id, entry.event): when(None, entry.closes, counted(entry.event, city.terms))
        for city in (shiroi, kodaira)
        for entry in agenda(city, DECEMBER)
        if entry.kind == "payment" and entry.closes and entry.closes.counts_from_event
    }
    last = "の最後の開館日 12:00まで"
    assert {key: text["ja"] for key, text in said.items()} == {
        ("shiroi", Event.CLAIMED): f"利用申請（仮予約）をした月{last}",
        ("kodaira", Event.WON): f"当選した月{last}",
        ("kodaira", Event.BOOKED): f"申し込んだ月{last}",
    }
    assert said["shiroi", Event.CLAIMED]["ko"] == "이용 신청(가예약)한 달의 마지막 개관일 12:00까지"
