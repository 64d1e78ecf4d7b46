"""Sapporo's files against its guide, its manual and the public pages, written down once more."""

from __future__ import annotations

import re
from datetime import date, datetime
from itertools import combinations

import pytest

from booking_service.cities.loader import check_city, known_city
from booking_service.policy.changing import Move, check_move
from booking_service.policy.checks import Booked, Refusal
from booking_service.policy.fees import fee_lines, total_yen
from booking_service.policy.instants import TOKYO
from booking_service.policy.model import (
    AtKiosk,
    City,
    HolderKind,
    ReservationState,
    Room,
    Takes,
)
from booking_service.policy.rules import CancelBy, Confirmed, Origin

#: Document 000 §4(1).
CENTRES = """
中央区民センター 中央区南2条西10丁目 011-271-1100 011-261-7405
北区民センター 北区北25条西6丁目 011-757-3511 011-717-1139
東区民センター 東区北11条東7丁目 011-742-5500 011-711-6970
白石区民センター 白石区本郷通3丁目北 011-861-3100 011-861-4164
厚別区民センター 厚別区厚別中央1条5丁目 011-894-1581 011-895-4471
豊平区民センター 豊平区平岸6条10丁目 011-812-7181 011-812-7185
清田区民センター 清田区清田1条2丁目 011-883-2050 011-883-2237
南区民センター 南区真駒内幸町2丁目 011-584-2100 011-583-5548
西区民センター 西区琴似2条7丁目 011-641-4791 011-641-5891
手稲区民センター 手稲区前田1条11丁目 011-681-5121 011-681-1881
篠路コミュニティセンター 北区篠路3条8丁目 011-771-3700 011-771-3696
手稲コミュニティセンター 手稲区手稲本町3条1丁目 011-681-2133 011-681-2050
"""

#: The rooms of a district centre (public page), with 午前 / 午後 / 夜間 / 全日.
ROOMS = {
    "集会室A": (30, 1200, 1500, 1800, 3600),
    "集会室B": (24, 1200, 1500, 1800, 3600),
    "集会室AB": (54, 1900, 2400, 2900, 5700),
    "実習室": (24, 1200, 1500, 1800, 3600),
    "和室": (18, 750, 950, 1100, 2300),
    "ホール（全面）": (300, 10300, 12900, 15500, 30900),
    "ホール（半面）": (150, 5150, 6450, 7750, 15450),
}
DAY = date(2027, 2, 28)


def load_once() -> City:
    return known_city("sapporo")


@pytest.fixture
def sapporo() -> City:
    return load_once()


def test_the_twelve_centres_are_those_of_the_guide(sapporo: City) -> None:
    found = [
        f"{one.name['ja']} {one.address['ja']} {one.tel} {one.fax}" for one in sapporo.facilities
    ]
    assert found == CENTRES.strip().splitlines()
    for facility in sapporo.facilities:
        assert facility.area is not None
        assert facility.address["ja"].startswith(facility.area["ja"])


def test_every_centre_takes_registrations(sapporo: City) -> None:
    found = [
        f"{one.name['ja']} {one.address['ja']} {one.tel} {one.fax}" for one in sapporo.counters
    ]
    assert found == CENTRES.strip().splitlines()
    assert all(set(one.kinds) == {"person", "group"} for one in sapporo.counters)


def test_the_rooms_are_those_of_the_public_page(sapporo: City) -> None:
    for facility in sapporo.facilities:
        found = {}
        for room in facility.rooms:
            price = room.price.on(DAY).by_slot
            kinds = ("am", "pm", "night", "all-day")
            found[room.name["ja"]] = (room.capacity, *(price[kind] for kind in kinds))
        assert found == ROOMS


def test_the_parts_of_the_day(sapporo: City) -> None:
    [pattern] = sapporo.patterns
    assert [
        f"{slot.name['ja']} {slot.from_} {slot.until}" for slot in pattern.slots if slot.name
    ] == [
        "午前 09:00 12:00",
        "午後 13:00 17:00",
        "夜間 18:00 21:00",
        "夜間延長 21:00 22:00",
    ]
    [whole] = pattern.combined
    assert (whole.name["ja"], whole.slots) == ("全日", ("am", "pm", "night"))
    assert [slot.needs for slot in pattern.slots] == [None, None, None, "night"]


def test_a_whole_day_is_not_the_sum_of_its_parts(sapporo: City) -> None:
    room = sapporo.room("chuo-ab")

    def cost(first: int, count: int) -> int:
        return total_yen(fee_lines(sapporo, room, DAY, first, count))

    assert cost(0, 3) == 5700  # not 1900 + 2400 + 2900
    assert cost(0, 4) == 5700 + 966
    assert cost(0, 2) == 1900 + 2400
    assert cost(1, 2) == 2400 + 2900
    assert cost(2, 2) == 2900 + 966


def excluding(rooms: tuple[Room, ...]) -> set[frozenset[str]]:
    """The pairs of rooms that cannot both be used, by their names: those of which no choice of
    units leaves both enough."""
    pairs = set()
    for one, other in combinations(rooms, 2):
        shared = {unit.id for unit in one.units} & {unit.id for unit in other.units}
        if shared and Takes.ALL in (one.takes, other.takes):
            pairs.add(frozenset((one.name["ja"], other.name["ja"])))
    return pairs


def test_rooms_that_are_made_of_each_other_exclude_each_other(sapporo: City) -> None:
    for facility in sapporo.facilities:
        assert excluding(facility.rooms) == {
            frozenset(("集会室A", "集会室AB")),
            frozenset(("集会室B", "集会室AB")),
            frozenset(("ホール（全面）", "ホール（半面）")),
        }
        half = next(room for room in facility.rooms if room.class_id == "hall-half")
        assert half.takes is Takes.ONE
        assert len(half.units) == 2  # so it can be let twice at a time


def test_number_and_password(sapporo: City) -> None:
    assert re.fullmatch(sapporo.registration_number.pattern, "0000001")
    for wrong in ("123456", "12345678", "12345a7", "１２３４５６７"):
        assert not re.fullmatch(sapporo.registration_number.pattern, wrong)
    for right in ("a1B2", "0000", "Abcdefgh12345678"):
        assert re.fullmatch(sapporo.secret.pattern, right)
    for wrong in ("abc", "Abcdefgh123456789", "pass word", "パスワード"):
        assert not re.fullmatch(sapporo.secret.pattern, wrong)
    assert (sapporo.secret.min_length, sapporo.secret.max_length) == (4, 16)


def test_service_hours_and_the_stop_over_the_new_year(sapporo: City) -> None:
    hours = sapporo.service_hours
    assert hours is not None
    assert (hours.opens, hours.closes) == (9 * 60, 23 * 60)
    assert [(stop.first, stop.last) for stop in hours.closed] == [((12, 29), (1, 3))]


def test_registering_is_done_at_the_kiosk_with_an_address(sapporo: City) -> None:
    rule = sapporo.registration
    assert rule.at_kiosk is AtKiosk.COMPLETE
    assert rule.email_required
    assert rule.change_online
    assert rule.delete_online
    assert rule.reset_by_mail
    assert (rule.valid_years, rule.lapse, rule.min_members) == (None, None, None)
    assert rule.card_name["ja"] == "利用者登録証"
    kinds = {kind.name["ja"]: kind.holders for kind in rule.kinds}
    assert kinds == {
        "個人登録": {HolderKind.PERSON},
        "団体登録": {HolderKind.GROUP},
    }


def test_nothing_is_cancelled_at_the_kiosk(sapporo: City) -> None:
    assert not [feature for feature in sapporo.features if "cancel" in feature]
    for klass in sapporo.classes:
        rule = klass.cancellation_on(DAY)
        assert (rule.by, rule.afterwards) == (CancelBy.TELEPHONE, CancelBy.TELEPHONE)
        assert set(klass.confirmed.values()) == {Confirmed.AT_ONCE}
        assert klass.confirmed.keys() == set(Origin)


def test_commercial_use_is_no_purpose(sapporo: City) -> None:
    for klass in sapporo.classes:
        names = [purpose.name["ja"] for purpose in klass.purposes]
        assert not [name for name in names if re.search("営業|販売|商", name)]


def test_the_samples_are_what_guide_and_pages_leave_open() -> None:
    places = {(value.file, value.key) for value in check_city("sapporo").samples}
    assert places == {
        ("classes.toml", "class[0].purposes"),
        ("classes.toml", "class[1].purposes"),
        ("classes.toml", "class[2].purposes"),
        ("facilities.toml", "*.rooms"),
        ("facilities.toml", "*.extension"),
        ("facilities.toml", "equipment"),
        ("facilities.toml", "*.equipment"),
        ("facilities.toml", "*.area_m2"),
        ("notices.toml", ""),
    }


def test_the_help_desk_is_the_city_s(sapporo: City) -> None:
    contact = sapporo.contact
    assert (contact.tel, contact.fax) == ("011-211-2252", "011-218-5156")
    assert contact.hours is not None
    assert "8:45～17:15" in contact.hours["ja"]


def move(at: str, *, paid: bool = False, before: int = 0, to: date = DAY) -> Refusal | None:
    """Whether a booking for ``DAY``, of which cancelling would cost something, is moved now."""
    city = load_once()
    booked = Booked(
        room_id="kita-a",
        date=DAY,
        state=ReservationState.CONFIRMED,
        origin=Origin.FIRST_COME,
        fee_yen=1200,
        agreed_at=instant("2027-01-04T09:00"),
    )
    moved = Move(
        booked=booked,
        paid=paid,
        starts=instant("2027-02-28T09:00"),
        to_day=to,
        times=before if paid else 0,
        times_unpaid=0 if paid else before,
        fee_due=True,
        excused=False,
    )
    return check_move(city, moved, instant(at))


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


@pytest.mark.parametrize("paid", [False, True])
def test_a_booking_is_moved_once_until_six_days_before(*, paid: bool) -> None:
    """Paid or not, and for nothing, although cancelling costs half by then."""
    assert move("2027-02-22T23:59", paid=paid) is None
    assert move("2027-02-22T23:59", paid=paid, to=date(2027, 4, 1)) is None
    late = move("2027-02-23T00:00", paid=paid)
    assert late is not None
    assert late.details["because"] == "too-late"
    again = move("2027-02-01T10:00", paid=paid, before=1)
    assert again is not None
    assert again.details["because"] == "too-often"


def test_the_kiosk_does_what_a_personal_computer_may(sapporo: City) -> None:
    """Document 000 §3(1): everything but cancelling."""
    assert set(sapporo.features) == {"availability", "lottery", "reservation"}
    assert sapporo.registration.at_kiosk is AtKiosk.COMPLETE
    assert sapporo.system_name["ja"] == "札幌市コミュニティ施設予約システム"
