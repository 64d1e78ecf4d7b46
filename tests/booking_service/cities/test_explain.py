"""``explain`` against the guides, worked out a second time in ``explain_oracle``."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_service import cities
from booking_service.cities.explain.explanation import Rules, explain, explain_names, rules_of
from booking_service.cities.explain.json import as_json
from booking_service.cities.explain.text import as_text
from booking_service.cities.explain.values import Explanation, Question, Wrong
from tests.booking_service.cities import explain_oracle as oracle

KODAIRA = Path(cities.__path__[0]) / "kodaira"
KEYS = {"lottery", "first_come", "counter", "cancellation", "payment_due", "sources"}

#: Month ends, leap days, the turn of the year, first and last days, and a year day by day.
DAYS = (
    *(date(2027, 1, 1) + timedelta(days=ahead) for ahead in range(0, 366, 3)),
    *(date(2028, month, 29) for month in range(1, 13)),
    *(date(2024, month, 1) - timedelta(days=1) for month in range(1, 13)),
    *(date(2096, month, 1) - timedelta(days=1) for month in range(1, 13)),
    date(2022, 1, 1),
    date(2099, 12, 31),
)

ALL = [(city, name) for city, classes in oracle.CLASSES.items() for name in classes]


@cache
def rules(city: str) -> Rules:
    return rules_of(city)


def asked(city: str, question: Question) -> Explanation:
    found = explain(rules(city), question)
    assert isinstance(found, Explanation), found
    return found


def answer(city: str, use: date, **given: Any) -> dict[str, Any]:
    """What a program reads, through text and back."""
    found = asked(city, Question(use_date=use, **given))
    read: dict[str, Any] = json.loads(json.dumps(as_json(found)))
    assert read.keys() >= KEYS
    return read


def date_and_time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def instants(value: Any) -> Iterator[str]:
    """Every instant of an answer."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from instants(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from instants(inner)
    elif isinstance(value, str) and value[4:5] == "-" and "T" in value:
        yield value


def check(found: dict[str, Any], expected: oracle.Expected, use: date) -> None:
    lottery = found["lottery"]
    if expected.lottery is None:
        assert lottery is None, use
    else:
        assert lottery.keys() == {"opens", "closes", "draw", "result_from", "claim"}
        assert lottery | expected.lottery == lottery, use
    assert found["first_come"] == expected.first_come, use
    assert found["counter"] == expected.counter, use
    assert found["cancellation"]["online_until"] == expected.online_until, use
    assert found["cancellation"]["fee_steps"] == expected.fee_steps, use


@pytest.mark.parametrize(("city", "name"), ALL)
def test_a_class_on_many_days(city: str, name: str) -> None:
    for use in DAYS:
        check(answer(city, use, class_name=name), oracle.CLASSES[city][name](use), use)


@given(
    use=st.dates(date(2022, 1, 1), date(2099, 12, 31)),
    subject=st.sampled_from(ALL),
)
def test_a_class_on_any_day(use: date, subject: tuple[str, str]) -> None:
    city, name = subject
    found = answer(city, use, class_name=name)
    check(found, oracle.CLASSES[city][name](use), use)
    assert all(instant.endswith("+09:00") for instant in instants(found))


@pytest.mark.parametrize(("city", "name"), ALL)
def test_every_value_names_a_rule_and_a_source(city: str, name: str) -> None:
    found = answer(city, date(2027, 7, 14), class_name=name, booked_on=date(2027, 7, 1))
    named = {entry["key"]: entry for entry in found["sources"]}
    for key in ("lottery", "first_come", "counter"):
        inner = found[key]
        if inner is None:
            assert named[key]["note"]["en"]
            continue
        for part, value in inner.items():
            if part == "claim" and value is not None:
                assert {"lottery.claim.from", "lottery.claim.until"} <= named.keys()
            else:
                assert f"{key}.{part}" in named
    steps = found["cancellation"]["fee_steps"]
    assert {f"cancellation.fee_steps[{place}]" for place in range(len(steps))} <= named.keys()
    assert {"cancellation.online_until", "payment_due"} <= named.keys()
    for entry in found["sources"]:
        assert entry["rule"]
        assert entry["kind"] in {"document", "public", "decision", "sample"}
        assert entry["reference"]


# Sapporo: what counts from the day of application.


@pytest.mark.parametrize(("name", "months"), [("区民ホール", 3), ("区民ホール以外", 2)])
def test_sapporo_counts_its_fee_from_the_day_of_application(name: str, months: int) -> None:
    for use in (date(2027, 2, 28), date(2028, 3, 1), date(2026, 12, 31), date(2027, 5, 31)):
        for ahead in range(95):
            booked = use - timedelta(days=ahead)
            found = answer("sapporo", use, class_name=name, booked_on=booked)
            expected = oracle.sapporo(months, lambda _use, booked=booked: booked)(use)
            check(found, expected, use)


def test_sapporo_says_that_a_step_is_left_out() -> None:
    use = date(2027, 2, 28)
    told = answer("sapporo", use, class_name="区民ホール以外")["sources"]
    assert [one for one in told if "--booked-on" in str(one.get("note"))]
    told = answer("sapporo", use, class_name="区民ホール以外", booked_on=use)["sources"]
    assert not [one for one in told if "--booked-on" in str(one.get("note"))]


def test_sapporo_on_the_last_days() -> None:
    """Nothing on the day of application, everything from the next on; nothing after the use."""
    use = date(2027, 2, 28)
    found = answer("sapporo", use, class_name="区民ホール", booked_on=date(2027, 2, 27))
    assert found["cancellation"]["fee_steps"] == [
        {"from_day": None, "percent": 0},
        {"from_day": "2027-02-28", "percent": 100},
    ]
    found = answer("sapporo", use, class_name="区民ホール", booked_on=use)
    assert found["cancellation"]["fee_steps"] == [{"from_day": None, "percent": 0}]


# Kodaira: what counts from the day of booking, and days on which the whole city is closed.


def test_kodaira_cancels_online_until_midnight_of_the_day_of_booking() -> None:
    found = answer(
        "kodaira", date(2027, 2, 28), class_name="地域センター", booked_on=date(2027, 1, 31)
    )
    assert found["cancellation"]["online_until"] == "2027-02-01T00:00:00+09:00"
    found = answer("kodaira", date(2027, 2, 28), class_name="地域センター")
    assert found["cancellation"]["online_until"] is None
    notes = {one["key"]: one.get("note") for one in found["sources"]}
    assert "--booked-on" in notes["cancellation.online_until"]["en"]


def test_kodaira_moves_a_closed_first_of_the_month() -> None:
    """The 1st of June 2027 is a closed Tuesday; New Year is closed until the 3rd, and the 4th of
    January 2028 is a Tuesday again."""
    found = answer("kodaira", date(2027, 7, 20), class_name="地域センター")
    assert found["first_come"]["opens"] == "2027-06-02T09:00:00+09:00"
    found = answer("kodaira", date(2028, 2, 20), class_name="地域センター")
    assert found["first_come"]["opens"] == "2028-01-05T09:00:00+09:00"


def test_every_hall_of_kodaira_answers_like_the_class() -> None:
    for day in (date(2027, 7, 21), date(2028, 2, 21), date(2027, 11, 30)):
        for room in rules("kodaira").city.rooms:
            found = answer("kodaira", day, room_id=room.id)
            check(found, oracle.kodaira(day), day)


# Closed days of use.


@pytest.mark.parametrize(
    ("city", "room", "day", "why"),
    [
        ("shiroi", "shiroi-ekimae-hall", date(2027, 2, 15), "月曜日"),
        ("shiroi", "shiroi-ekimae-hall", date(2027, 2, 11), "建国記念の日"),
        ("sapporo", "kita-hall", date(2026, 12, 31), "年末年始"),
        ("kodaira", "kihei-tatami", date(2027, 2, 2), "火曜日"),
        ("kodaira", "kihei-tatami", date(2027, 1, 2), "年末年始"),
    ],
)
def test_a_closed_day_offers_nothing_and_says_why(
    city: str, room: str, day: date, why: str
) -> None:
    found = answer(city, day, room_id=room)
    assert (found["lottery"], found["first_come"], found["counter"]) == (None, None, None)
    assert found["payment_due"] is None
    notes = {one["key"]: one["note"]["ja"] for one in found["sources"] if "note" in one}
    assert all(why in notes[key] for key in ("lottery", "first_come", "counter", "payment_due"))


def test_a_class_knows_no_closed_day() -> None:
    """A Monday on which every Shiroi house of the group is closed."""
    day = date(2027, 2, 15)
    check(answer("shiroi", day, class_name="公民館等施設"), oracle.shiroi(day), day)


def test_a_class_of_kodaira_says_that_everything_is_closed() -> None:
    found = answer("kodaira", date(2027, 2, 2), class_name="地域センター")
    notes = {one["key"]: one["note"]["en"] for one in found["sources"] if "note" in one}
    assert "every facility is closed" in notes["use_date"]


# Public holidays that are not yet announced.


def unannounced(found: dict[str, Any]) -> list[str]:
    return [one["note"]["en"] for one in found["sources"] if one["key"] == "public_holidays"]


def test_it_says_where_public_holidays_are_not_yet_announced() -> None:
    assert not unannounced(answer("kodaira", date(2027, 12, 25), class_name="地域センター"))
    [note] = unannounced(answer("kodaira", date(2028, 2, 20), class_name="地域センター"))
    assert "2028" in note
    assert "2027-12-31" in note
    assert "first_come" in note
    [note] = unannounced(answer("sapporo", date(2028, 2, 20), class_name="区民ホール"))
    assert "nothing printed here rests on them" in note


# Paying, and what cancelling costs.


@pytest.mark.parametrize(
    ("city", "name", "due"),
    [
        ("shiroi", "公民館等施設", "2027-07-08T00:00:00+09:00"),  # seven days before, whole
        ("kodaira", "地域センター", "2027-07-15T00:00:00+09:00"),  # on the day
        ("sapporo", "区民ホール", None),  # no page says until when
    ],
)
def test_payment_is_that_of_a_first_come_booking(city: str, name: str, due: str | None) -> None:
    assert answer(city, date(2027, 7, 14), class_name=name)["payment_due"] == due


def test_a_debit_on_a_bank_holiday() -> None:
    """The 15th of August 2026 is a Saturday. A class shows the day of the rule and says that it
    moves, a room the day itself."""
    use = date(2026, 7, 14)
    found = answer("fukuoka", use, class_name="体育館")
    assert found["payment_due"] == "2026-08-16T00:00:00+09:00"
    [note] = [one["note"]["en"] for one in found["sources"] if one["key"] == "payment_due"]
    assert "2026-08-17" in note
    room = next(one for one in rules("fukuoka").city.rooms if one.class_id == "gym")
    found = answer("fukuoka", use, room_id=room.id)
    assert found["payment_due"] == "2026-08-18T00:00:00+09:00"


def test_a_room_of_fukuoka_ends_earlier_if_the_day_before_is_closed() -> None:
    """The civic centre is closed on the last Monday, 28 June 2027, and over the New Year."""
    for use, last in (
        (date(2027, 6, 29), date(2027, 6, 27)),
        (date(2027, 1, 4), date(2026, 12, 27)),
        (date(2027, 6, 30), date(2027, 6, 29)),
    ):
        found = answer("fukuoka", use, room_id="chuo-civic-meeting-1")
        assert found["first_come"]["closes"] == oracle.at(last, "18:00")
        found = answer("fukuoka", use, class_name="市民センター ホール以外")
        assert found["first_come"]["closes"] == oracle.at(oracle.before(use, 1), "18:00")


def test_a_free_room_has_nothing_to_pay() -> None:
    room = next(one for one in rules("shiroi").city.rooms if one.price.on(date.min).free)
    assert answer("shiroi", date(2027, 7, 14), room_id=room.id)["payment_due"] is None


def test_what_a_room_costs_and_what_cancelling_it_would() -> None:
    at = oracle.at(date(2027, 7, 9), "10:00")
    found = answer(
        "sapporo",
        date(2027, 7, 14),
        room_id="nishi-a",
        booked_on=date(2027, 7, 1),
        cancel_at=date_and_time(at),
    )
    fees = {"+".join(fee["slots"]): fee["yen"] for fee in found["usage_fee"]}
    assert fees == {"am": 1200, "pm": 1500, "night": 1800, "extension": 600, "all-day": 3600}
    cancelling = found["cancellation"]["at"]
    assert (cancelling["at"], cancelling["online"], cancelling["percent"]) == (at, False, 100)
    assert [one["yen"] for one in cancelling["by_slot"]] == [1200, 1500, 1800, 600, 3600]


@pytest.mark.parametrize(
    ("city", "booked", "at", "expected"),
    [
        ("sapporo", None, "2027-07-01T10:00", (False, None)),
        ("sapporo", None, "2027-07-09T00:00", (False, 100)),
        ("sapporo", date(2027, 7, 1), "2027-07-01T23:59", (False, 0)),
        ("sapporo", date(2027, 7, 1), "2027-07-02T00:00", (False, 50)),
        ("sapporo", date(2027, 7, 1), "2027-07-08T23:59", (False, 50)),
        ("kodaira", None, "2027-07-01T10:00", (None, 0)),
        ("kodaira", date(2027, 7, 1), "2027-07-01T23:59", (True, 0)),
        ("kodaira", date(2027, 7, 1), "2027-07-02T00:00", (False, 0)),
        ("shiroi", None, "2027-07-07T23:59", (True, 0)),
        ("shiroi", None, "2027-07-08T00:00", (False, 0)),
    ],
)
def test_cancelling_at_an_instant(
    city: str, booked: date | None, at: str, expected: tuple[bool | None, int | None]
) -> None:
    found = answer(
        city,
        date(2027, 7, 14),
        class_name=next(iter(oracle.CLASSES[city])),
        booked_on=booked,
        cancel_at=date_and_time(f"{at}:00+09:00"),
    )
    cancelling = found["cancellation"]["at"]
    assert (cancelling["online"], cancelling["percent"]) == expected
    assert cancelling["yen"] == (0 if cancelling["percent"] == 0 else None)


# The page for an officer.


@pytest.mark.parametrize("city", oracle.CLASSES)
def test_the_page_has_every_value_with_its_rule_and_source(city: str) -> None:
    for room in rules(city).city.rooms[::7]:
        found = asked(city, Question(use_date=date(2027, 7, 14), room_id=room.id))
        page = as_text(found)
        for fact in found.facts:
            assert f"{fact.source.kind.value}: {fact.source.reference}" in page
            assert fact.part is not None or f"[{fact.rule}]" in page


def test_the_page_writes_ends_as_the_guides_do() -> None:
    page = as_text(asked("shiroi", Question(date(2026, 9, 10), class_name="公民館等施設")))
    assert "2026-07-15 (水 Wed) 24:00" in page
    assert "2026-07-16 (木 Thu) 00:00" in page  # the draw is no end
    assert "1か月 15件（同じ施設）" in page


# Names.


@pytest.mark.parametrize("city", oracle.CLASSES)
def test_every_class_is_found_by_its_name(city: str) -> None:
    names = explain_names(rules(city).city)
    assert len(set(names.values())) == len(names)
    assert set(oracle.CLASSES[city]) <= set(names.values())
    for class_id, name in names.items():
        found = asked(city, Question(date(2027, 7, 14), class_name=name))
        assert found.subject.klass.id == class_id


@pytest.mark.parametrize(
    ("typed", "class_id"),
    [
        ("音楽・演劇練習場（上記以外）", "music"),  # the small and middle rooms stand first
        ("NPO・ボランティア交流センター（あすみん）", "asumin"),  # and not the whole room
        ("野球場 球技場", "baseball"),
        ("球技場", "ball"),  # a name of its own, though it shares the rule above
        ("男女共同参画推進センター(アミカス)", "amikas"),
        ("市民センターホール", "civic-hall"),
        ("civic-hall", "civic-hall"),
    ],
)
def test_a_class_is_found_as_it_is_typed(typed: str, class_id: str) -> None:
    found = asked("fukuoka", Question(date(2027, 7, 14), class_name=typed))
    assert found.subject.klass.id == class_id


@pytest.mark.parametrize("typed", ["", " ", "テニス"])
def test_a_name_that_is_none_finds_nothing(typed: str) -> None:
    found = explain(rules("fukuoka"), Question(date(2027, 7, 14), class_name=typed))
    assert isinstance(found, Wrong)
    assert "舞鶴公園テニスコート" in found.remedy


# Where a day is the city's own and only its hour was decided.


@pytest.mark.parametrize(
    ("city", "name", "keys", "kind"),
    [
        ("kodaira", "地域センター", ("lottery.opens", "lottery.closes"), "document"),
        (
            "shiroi",
            "公民館等施設",
            ("lottery.result_from", "lottery.claim.from", "lottery.claim.until", "lottery.lapse"),
            "document",
        ),
        ("fukuoka", "体育館", ("payment_due",), "document"),
        ("fukuoka", "asumin", ("cancellation.online_until",), "document"),
        ("fukuoka", "asumin-all", ("cancellation.online_until",), "document"),
        ("sapporo", "区民ホール", ("lottery.opens", "lottery.closes"), "public"),
        ("sapporo", "区民ホール以外", ("lottery.opens", "lottery.closes"), "public"),
        ("sapporo", "区民ホール（半面）", ("lottery.opens", "lottery.closes"), "public"),
    ],
)
def test_a_day_of_the_city_is_told_before_the_hour_that_was_decided(
    city: str, name: str, keys: tuple[str, ...], kind: str
) -> None:
    told = answer(city, date(2027, 7, 14), class_name=name)["sources"]
    kinds = {one["key"]: one["kind"] for one in told}
    for key in keys:
        assert (kinds[key], kinds[f"{key}.at"]) == (kind, "decision"), key


# A day of booking on which nothing, or something else, is booked.


def note_of(found: dict[str, Any], key: str) -> str | None:
    notes = [one.get("note") for one in found["sources"] if one["key"] == key]
    return notes[0]["en"] if notes and notes[0] else None


@pytest.mark.parametrize(
    ("booked", "until"),
    [
        (date(2027, 5, 25), None),  # won
        (date(2027, 7, 6), "2027-07-07T00:00:00+09:00"),  # the last day of first-come
        (date(2027, 7, 7), None),  # the counter's days: confirmed at once
        (date(2027, 7, 14), None),
    ],
)
def test_what_is_confirmed_at_once_is_never_cancelled_online(
    booked: date, until: str | None
) -> None:
    found = answer(
        "kodaira",
        date(2027, 7, 14),
        class_name="地域センター",
        booked_on=booked,
        cancel_at=date_and_time(f"{booked}T10:00:00+09:00"),
    )
    assert found["cancellation"]["online_until"] == until
    assert found["cancellation"]["at"]["online"] is (until is not None)
    assert ("confirmed at once" in str(note_of(found, "cancellation.online_until"))) is (
        until is None
    )


@pytest.mark.parametrize(
    ("city", "name", "booked", "possible"),
    [
        ("sapporo", "区民ホール", date(2027, 4, 13), False),
        ("sapporo", "区民ホール", date(2027, 4, 14), True),
        ("kodaira", "地域センター", date(2027, 5, 19), False),  # applied for, and not yet drawn
        ("kodaira", "地域センター", date(2027, 5, 20), True),
    ],
)
def test_a_day_on_which_nothing_can_be_booked_is_told(
    city: str, name: str, booked: date, *, possible: bool
) -> None:
    found = answer(city, date(2027, 7, 14), class_name=name, booked_on=booked)
    assert (note_of(found, "booked_on") is None) is possible


def test_a_booking_after_the_use_is_refused() -> None:
    question = Question(date(2027, 7, 14), class_name="区民ホール", booked_on=date(2027, 7, 15))
    found = explain(rules("sapporo"), question)
    assert isinstance(found, Wrong)
    assert "2027-07-15" in found.problem


# A city that changes its rules.

LATER = """
[[cancellation]]
id = "provisional"
valid_from = 2028-04-01
source = [
  "document: the rules of April 2028",
  "decision (steps): on the day itself",
]
name = { ja = "取消し", kana = "とりけし", en = "Cancelling" }
by = "telephone"
paid = "online"
steps = [{ from = { of = "use_date" }, percent = 30 }]
"""
POLLING = """
[[special]]
source = "document: the notice of the election"
date = 2027-04-25
facilities = ["kihei"]
reason = { ja = "投票日", kana = "とうひょうび", en = "Polling day" }
"""


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    """Kodaira with a later version of one rule, and one hall closed for a day."""
    folder = Path(shutil.copytree(KODAIRA, tmp_path_factory.mktemp("changed") / "city"))
    for name, more in (("classes.toml", LATER), ("closed_days.toml", POLLING)):
        file = folder / name
        file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    return rules_of(folder)


@pytest.mark.parametrize(
    ("use", "steps", "reference"),
    [
        (date(2028, 3, 31), [0], "002 (3) notes"),
        (date(2028, 4, 1), [0, 30], "on the day itself"),
    ],
)
def test_a_rule_and_its_source_are_those_of_the_date_of_use(
    changed: Rules, use: date, steps: list[int], reference: str
) -> None:
    found = explain(changed, Question(use, class_name="地域センター"))
    assert isinstance(found, Explanation)
    read: Any = as_json(found)
    assert [one["percent"] for one in read["cancellation"]["fee_steps"]] == steps
    sources = {one["key"]: one["reference"] for one in read["sources"]}
    assert reference in sources["cancellation.fee_steps[0]"]


RENAMED = """
[[first_come]]
id = "chiiki-center"
valid_from = 2028-04-01
source = "document: the rules of April 2028"
name = { ja = "まちの家", kana = "まちのいえ", en = "Town houses" }
opens = { of = "use_month", months = -1, day = 1, at = "09:00", shift = "forwards" }
closes = { of = "use_date", days = -8, at = "24:00" }
"""


def test_a_rule_that_is_renamed_is_found_under_both_names(tmp_path: Path) -> None:
    """An officer asks by the name of the day, and by the other one too."""
    folder = Path(shutil.copytree(KODAIRA, tmp_path / "city"))
    file = folder / "classes.toml"
    text = file.read_text(encoding="utf-8").replace(
        'id = "chiiki-center"\nsource = [\n  "document: 002 (2) to (5)"',
        'id = "halls"\nsource = [\n  "document: 002 (2) to (5)"',
    )
    text = text.replace(
        'name = { ja = "地域センター", kana = "ちいきせんたー", en = "Community halls" }\nlottery',
        'name = { ja = "館", kana = "かん", en = "Halls" }\nlottery',
    )
    for city_file in ("facilities.toml", "city.toml"):
        other = folder / city_file
        changed_text = other.read_text(encoding="utf-8")
        changed_text = changed_text.replace('class = "chiiki-center"', 'class = "halls"')
        changed_text = changed_text.replace('classes = ["chiiki-center"]', 'classes = ["halls"]')
        other.write_text(changed_text, encoding="utf-8")
    file.write_text(text + RENAMED, encoding="utf-8")
    found = rules_of(folder)
    assert explain_names(found.city) == {"halls": "まちの家"}
    for use in (date(2028, 3, 31), date(2028, 4, 1)):
        for name in ("地域センター", "まちの家", " 地域センター "):
            assert isinstance(explain(found, Question(use, class_name=name)), Explanation), name


@pytest.mark.parametrize(("room", "closed"), [("kihei-tatami", True), ("nakajima-tatami", False)])
def test_one_day_of_one_hall(changed: Rules, room: str, *, closed: bool) -> None:
    found = explain(changed, Question(date(2027, 4, 25), room_id=room))
    assert isinstance(found, Explanation)
    read: Any = as_json(found)
    assert (read["first_come"] is None) is closed
    said = [one for one in read["sources"] if one["reference"] == "the notice of the election"]
    assert [one["key"] for one in said] == (["lottery", "first_come", "counter"] if closed else [])
