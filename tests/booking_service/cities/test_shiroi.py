"""Shiroi's files against the tables of document 003, written down here a second time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from booking_service.cities.loader import check_city, city_names, known_city
from booking_service.policy.calendar import when
from booking_service.policy.model import AtKiosk, City, Room

#: Document 003 §5: yen an hour and capacity, room by room in the order of the tables.
HOURLY_UNTIL_NINE = {
    "西白井複合センター": "350/24 720/36 350/30 350/40 780/50 970/150",
    "白井駅前センター": "250/18 250/24 350/36 720/24 780/42 970/100",
    "桜台センター": "350/40 350/38 720/24 780/40 970/100",
    "学習等供用施設（富士センター）": "350/20 350/36 720/24 780/20 970/100",
    "公民センター": "350/30 250/10 250/10 350/30 780/30 720/20 970/300",
}
HOURLY_UNTIL_TEN = {
    "青少年女性センター（福祉センター内）": "250/36 250/36 720/36 970/139",
    "老人福祉センター（福祉センター内）": "0/13 0/30",
    "白井コミュニティセンター": "720/24 350/12 970/200 350/30 350/50 250/18 250/18",
    "西白井コミュニティプラザ": "350/30 350/30 350/30 720/24 250/18 250/18",
}
PRICES = HOURLY_UNTIL_NINE | HOURLY_UNTIL_TEN

#: Document 003 §1 and §2.
PLACES = {
    "西白井複合センター": ("清水口 1-2-1", "047-492-1011"),
    "白井駅前センター": ("堀込 1-2-2", "047-497-1151"),
    "桜台センター": ("桜台 2-14", "047-491-7111"),
    "学習等供用施設（富士センター）": ("富士 239-2", "047-446-1911"),
    "公民センター": ("中 98-17", "047-492-5266"),
    "青少年女性センター（福祉センター内）": ("清戸 766-1", "047-492-2022"),
    "老人福祉センター（福祉センター内）": ("清戸 766-1", "047-492-2022"),
    "白井コミュニティセンター": ("復 1458-1", "047-491-1505"),
    "西白井コミュニティプラザ": ("西白井 2-16-1", "047-497-5771"),
}


@pytest.fixture(scope="module")
def shiroi() -> City:
    return known_city("shiroi")


def texts(value: object) -> Iterator[dict[str, str]]:
    """Every text anywhere inside a city."""
    if isinstance(value, dict):
        if "ja" in value:
            yield value
        else:
            for inner in value.values():
                yield from texts(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from texts(inner)
    elif is_dataclass(value):
        for field in fields(value):
            if not field.name.startswith("_"):
                yield from texts(getattr(value, field.name))


def test_the_rooms_are_those_of_the_guide(shiroi: City) -> None:
    def yen(room: Room) -> int | None:
        return room.price.on(date(2027, 4, 14)).per_hour_yen

    def row(room: Room) -> str:
        return f"{yen(room)}/{room.capacity}"

    found = {f.name["ja"]: " ".join(row(room) for room in f.rooms) for f in shiroi.facilities}
    assert found == PRICES
    assert sum(bool(yen(room)) for room in shiroi.rooms) == 46


def test_the_facilities_are_where_the_guide_says(shiroi: City) -> None:
    found = {f.name["ja"]: (f.address["ja"], f.tel) for f in shiroi.facilities}
    assert found == PLACES


def test_houses_open_until_nine_or_ten(shiroi: City) -> None:
    for facility in shiroi.facilities:
        ends = {
            shiroi.pattern(room.patterns[0].pattern_id).slots[-1].until for room in facility.rooms
        }
        assert ends == {"21:00" if facility.name["ja"] in HOURLY_UNTIL_NINE else "22:00"}
        assert facility.opening["ja"].endswith(ends.pop())


def test_slots_are_whole_hours_from_nine(shiroi: City) -> None:
    for pattern in shiroi.patterns:
        assert pattern.slots[0].from_ == "09:00"
        for number, slot in enumerate(pattern.slots):
            assert (slot.start, slot.end) == ((9 + number) * 60, (10 + number) * 60)


def test_every_text_can_be_read_sorted_and_spoken(shiroi: City) -> None:
    found = list(texts(shiroi))
    assert len(found) > 90
    for text in found:
        assert set(text) >= {"ja", "kana", "en"}
        assert not re.search(r"[\u3400-\u9fff]", text["kana"])
        assert text["en"].isascii()


def test_kana_puts_numbered_rooms_in_order(shiroi: City) -> None:
    rooms = shiroi.facility("nishishiroi-plaza").rooms
    in_kana_order = sorted(rooms, key=lambda room: room.name["kana"])
    meeting = [room.name["ja"] for room in in_kana_order if "会議室" in room.name["ja"]]
    assert meeting == ["会議室1", "会議室2", "会議室3"]


def test_commercial_use_is_no_purpose(shiroi: City) -> None:
    names = [purpose.name["ja"] for purpose in shiroi.klass("kominkan").purposes]
    assert not [name for name in names if re.search("営業|販売|商", name)]


def test_number_and_secret(shiroi: City) -> None:
    assert re.fullmatch(shiroi.registration_number.pattern, "1234567")
    assert not re.fullmatch(shiroi.registration_number.pattern, "123456")
    assert re.fullmatch(shiroi.secret.pattern, "0000")


def test_notices_come_newest_first(shiroi: City) -> None:
    dates = [notice.date for notice in shiroi.notices]
    assert dates == sorted(dates, reverse=True)


@pytest.mark.parametrize("lookup", ["room", "facility", "klass", "pattern"])
def test_an_unknown_id_is_a_key_error(shiroi: City, lookup: str) -> None:
    with pytest.raises(KeyError):
        getattr(shiroi, lookup)("nowhere")


def test_lookups_find_what_is_listed(shiroi: City) -> None:
    assert all(shiroi.room(room.id) is room for room in shiroi.rooms)
    assert all(shiroi.facility(one.id) is one for one in shiroi.facilities)


def test_shiroi_is_known_by_name_and_by_path() -> None:
    assert "shiroi" in city_names()
    assert check_city("shiroi").city == known_city("shiroi")


def test_the_samples_are_the_ones_the_guide_leaves_open() -> None:
    places = {(value.file, value.key) for value in check_city("shiroi").samples}
    assert places == {
        ("city.toml", "registration_number"),
        ("city.toml", "secret"),
        ("classes.toml", "class[0].purposes"),
        ("closed_days.toml", "yearly[0]"),
        ("facilities.toml", "equipment"),
        ("facilities.toml", "*.equipment"),
        ("notices.toml", ""),
    }


def test_the_publisher_answers_questions(shiroi: City) -> None:
    assert shiroi.system_name["ja"] == "白井市施設予約システム（公民館等施設用）"
    assert shiroi.contact.tel == "047-401-8942"
    assert shiroi.contact.name["ja"] == "白井市教育委員会 教育部 生涯学習課"
    assert shiroi.service_hours is None  # day and night


def test_registering_begins_at_the_kiosk_and_ends_at_the_counter(shiroi: City) -> None:
    rule = shiroi.registration
    assert rule.at_kiosk is AtKiosk.COUNTER
    assert (rule.valid_years, rule.renewable_months_before, rule.min_members) == (3, 3, 5)
    found = {one.name["ja"]: (one.address["ja"], one.tel) for one in shiroi.counters}
    assert found == PLACES


def test_a_paid_booking_is_moved_once_within_the_fiscal_year(shiroi: City) -> None:
    """Until the end of the open day before the use (document 003 §4, §5)."""
    rule = shiroi.klass("kominkan").paid
    assert rule is not None
    assert (rule.moves, rule.within_fiscal_year, rule.refunded) == (1, True, False)
    house = shiroi.facility("shiroi-ekimae")
    until = when(shiroi, house, rule.until, date(2027, 3, 23))
    assert until.isoformat() == "2027-03-21T00:00:00+09:00"  # the 21st and 22nd are closed
