"""Fukuoka's files against document 004, written down here a second time."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from booking_service import cities
from booking_service.cities.errors import CityError
from booking_service.cities.loader import check_city, city_names, known_city, load_city
from booking_service.policy.calendar import is_closed
from booking_service.policy.checks import Ask, check_reservation
from booking_service.policy.facts import pattern_of
from booking_service.policy.model import City, Room, Takes
from booking_service.policy.offers import OfferKind
from booking_service.policy.quotas import Usage
from booking_service.policy.registration import Standing, StandingState
from booking_service.policy.rules import CancelBy, EntropyKind, HoldingEvent, QuotaUnit, Scope

TOKYO = ZoneInfo("Asia/Tokyo")

#: Document 004 §3(2), as `cities.yaml` writes them, in its order.
FIRST_COME = [
    "舞鶴公園テニスコート",
    "テニスコート（上記以外）",
    "野球場 球技場",
    "体育館",
    "市民センター ホール",
    "市民センター ホール以外",
    "男女共同参画推進センター（アミカス）",
    "健康づくりサポートセンター",
    "大橋・千早 大練習室",
    "音楽・演劇練習場（上記以外）",
    "NPO・ボランティア交流センター（あすみん）",
    "地域交流センター 多目的ホール",
    "地域交流センター 多目的ホール以外",
]

#: Document 004 §3(3): eleven rules, by the classes that share each; Maizuru's tennis courts have
#: the first of them with an earlier hour.
CANCELLATION = {
    "sports": {
        "tennis",
        "gannosu-tennis-volley",
        "baseball",
        "maizuru-baseball",
        "gannosu-youth-baseball",
        "ball",
        "maizuru-ball",
        "higashihirao-ball-hall",
    },
    "gym": {"gym"},
    "civic-hall": {"civic-hall"},
    "civic-room": {"civic-room"},
    "amikas-kenko": {"amikas", "amikas-hall", "kenko"},
    "music-large": {"music-large", "music-large-other"},
    "music-small": {"music"},
    "asumin-all": {"asumin-all"},
    "asumin": {"asumin"},
    "community-hall": {"community-hall"},
    "community-room": {"community-room"},
}
EXCEPTION = {"maizuru-tennis": {"maizuru-tennis"}}

#: Document 004 §2(3).
PARK_COUNTERS = """
雁の巣レクリエーションセンター管理事務所|東区大字奈多 1302-53|606-3458
青葉公園管理事務所|東区青葉 4丁目|691-5725
東平尾公園管理事務所|博多区東平尾公園 1丁目 1-1|611-1544
舞鶴公園管理事務所|中央区城内 1-4|781-2153
桧原運動公園管理事務所|南区桧原 5丁目 30-1|566-8208
西南杜の湖畔公園管理事務所|城南区七隈 6丁目外|863-7929
西部運動公園管理事務所|西区飯盛 385|811-5625
今津運動公園管理事務所|西区今津字津本|807-6625
小戸公園管理事務所|西区小戸 2丁目 58-1|883-3510
"""
GYM_COUNTERS = """
福岡市民体育館|博多区東公園 8-2|641-9135
東体育館管理事務所|東区香住ヶ丘 1丁目 12-2|672-0301
博多体育館管理事務所|博多区山王 1丁目 9-5|481-0301
中央体育館管理事務所|中央区赤坂 2丁目 5-5|741-0301
南体育館管理事務所|南区塩原 2丁目 8-1|552-0301
城南体育館管理事務所|城南区別府 6丁目 14-22|851-0303
早良体育館管理事務所|早良区四箇 6丁目 17-6|812-0301
西体育館管理事務所|西区拾六町 1丁目 13-35|882-5144
情報プラザ|中央区天神 1丁目 8-1 (市庁舎 1階)|733-5333
"""
EXAMINING_COUNTERS = """
東市民センター (なみきスクエア内)|東区千早4丁目 21-45|674-3981
博多市民センター|博多区山王1丁目 13-10|472-5991
中央市民センター|中央区赤坂2丁目 5-8|714-5521
南市民センター|南区塩原2丁目 8-2|561-2981
城南市民センター|城南区片江5丁目 3-25|862-2141
早良市民センター|早良区百道2丁目 2-1|831-2321
西市民センター|西区内浜1丁目 4-39|891-7021
福岡市男女共同参画推進センター (アミカス)|南区高宮3丁目 3-1|526-3755
健康づくりサポートセンター|中央区舞鶴2丁目 5-1 (あいれふ8階)|751-2827
千代音楽・演劇練習場 (パピオ・ビールーム)|博多区千代1丁目 15-30 (パピオ地下)|633-2180
大橋音楽・演劇練習場 (ゆめアール大橋)|南区大橋1丁目 3-25|557-2502
千早音楽・演劇練習場 (なみきスクエア内)|東区千早4丁目 21-45|674-3981
NPO・ボランティア交流センター (あすみん)|中央区今泉1丁目 19-22 (天神クラス4階)|724-4801
和白地域交流センター (コミセンわじろ)|東区和白丘1丁目 22-27|608-8480
博多南地域交流センター (さざんぴあ博多)|博多区南本町2丁目 3-1|502-8570
西部地域交流センター (さいとぴあ)|西区西都2丁目 1-1|807-8900
"""

#: Document 004 §4(4).
TERMINALS = """
東区|東体育館|香住ヶ丘1丁目12-2
東区|和白地域交流センター（コミセンわじろ）|和白丘1丁目22-27
東区|東市民センター（なみきスクエア内）千早音楽・演劇練習場|千早4丁目21-45
博多区|市民体育館|東公園8-2
博多区|博多体育館|山王1丁目9-5
博多区|千代音楽・演劇練習場（パピオ・ピールム）|千代1丁目15-30（パピオ地下）
博多区|東平尾公園：球技場|東平尾公園2丁目1-1
博多区|東平尾公園：テニスコート|東平尾公園1丁目1-1
博多区|博多南地域交流センター（さざんびあ博多）|南本町2丁目3-1
博多区|祇園音楽・演劇練習場（ぼんプラザホール）|祇園町8-3
中央区|中央市民センター|赤坂2丁目5-8
中央区|情報プラザ|天神1丁目8-1（市庁舎1階）
中央区|健康づくりサポートセンター|舞鶴2丁目5-1（あいれふ8階）
中央区|舞鶴公園：陸上競技場|城内1-4
南区|南体育館|塩原2丁目8-1
南区|桧原運動公園|桧原5丁目30-1
南区|男女共同参画推進センター（アミカス）|高宮3丁目3-1（アミカス1階）
南区|大橋音楽・演劇練習場（ゆめアール大橋）|大橋1丁目3-25
城南区|城南体育館|別府6丁目14-22
城南区|城南市民センター|片江5丁目3-25
早良区|早良体育館|四箇6丁目17-6
早良区|早良市民センター|百道2丁目2-1
西区|西体育館|拾六町1丁目13-35
西区|西市民センター|内浜1丁目4-39
西区|西部地域交流センター（さいとぴあ）|西都2丁目1-1
西区|西部運動公園|飯盛385
西区|今津運動公園：テニスクラブハウス|今津字津本
"""

#: Document 004 §7(1): from which hour lights are let on the days named; None where they are not.
LIT_DAYS = "04-01 04-15 04-16 09-15 09-16 10-15 10-16 10-31 11-01 03-31"
FIVE_PERIODS = [18, 18, 19, 19, 18, 18, 17, 17, None, None]
MERGED_CELL = [18, 18, 19, 19, 18, 18, 17, 17, 17, 17]
TENNIS_DAYS = "03-01 04-30 05-01 08-31 09-01 10-31 11-01 02-28 02-29"
TENNIS_LIT = [19, 19, 20, 20, 19, 19, 18, 18, 18]
HALF_DAYS = "04-01 09-30 10-01 03-31"
HALVES = [19, 19, 17, 17]
LIGHTING = {
    "shioi-park-baseball": (LIT_DAYS, FIVE_PERIODS),
    "suisan-ground-baseball": (LIT_DAYS, FIVE_PERIODS),
    "cleanpark-ground-softball": (LIT_DAYS, FIVE_PERIODS),
    "sanno-park-baseball": (LIT_DAYS, FIVE_PERIODS),
    "sharyo-ground-ball": (LIT_DAYS, MERGED_CELL),
    "momochi-park-ball": (LIT_DAYS, MERGED_CELL),
    "gannosu-ball-e": (HALF_DAYS, HALVES),
    "higashihirao-park-tennis": (HALF_DAYS, HALVES),
    "aoba-park-tennis": (TENNIS_DAYS, TENNIS_LIT),
    "hibaru-park-tennis": (TENNIS_DAYS, TENNIS_LIT),
    "imazu-park-tennis": (TENNIS_DAYS, TENNIS_LIT),
    "hibaru-park-baseball": (LIT_DAYS, [17] * 8 + [None] * 2),
}

#: Document 004 §7(2): by room, the early hours on a working day, a Saturday, a Sunday and a
#: holiday of April to October, and on a working day and a Sunday of November to March.
EVERY_DAY, NEVER = "every day", "never"
EARLY = {
    "heiwa-park-baseball": ("7-9", EVERY_DAY, "7-9"),
    "nagazumi-park-baseball": ("7-9", EVERY_DAY, "7-9"),
    "gannosu-baseball-a": ("6-8", EVERY_DAY, None),
    "hakozaki-park-baseball": ("6-8", EVERY_DAY, None),
    "maizuru-park-baseball": ("6-8", "sunday", None),
    "kashiwara-park-baseball": ("6-8", EVERY_DAY, None),
    "gannosu-baseball-b": ("7-9", "weekend", None),
    "shioi-park-baseball": ("7-9", EVERY_DAY, None),
    "enokida-park-baseball": ("7-9", EVERY_DAY, None),
    "kamitsukiguma-park-baseball": ("7-9", EVERY_DAY, None),
    "higashiaburayama-park-baseball": ("7-9", EVERY_DAY, None),
    "momochi-park-baseball": ("7-9", EVERY_DAY, None),
    "shika-ground-baseball": ("7-9", EVERY_DAY, None),
    "iiji-ground-baseball": ("7-9", EVERY_DAY, None),
    "atagohama-park-baseball": ("7-9", EVERY_DAY, None),
    "tajiri-ground-baseball": ("7-9", EVERY_DAY, None),
    "imazu-ground-baseball": ("7-9", "weekend", None),
    "gannosu-tennis": ("7-9", "weekend", None),
    "gannosu-tennis-volley": ("7-9", "weekend", None),
    "maizuru-park-tennis": ("6-9", EVERY_DAY, "7-9"),
    "gannosu-ball-d": ("7-9", "weekend", None),
    "gannosu-ball-e": ("7-9", "weekend", None),
    "gannosu-ball-other": ("7-9", "weekend", None),
    "imazu-park-ball": ("7-9", "weekend", None),
}


@pytest.fixture(scope="module")
def fukuoka() -> City:
    return known_city("fukuoka")


def rows(table: str) -> list[tuple[str, ...]]:
    return [tuple(line.split("|")) for line in table.strip().splitlines()]


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


def test_thirteen_first_come_rules_have_the_names_of_the_guide(fukuoka: City) -> None:
    rules = {
        rule.id: rule.name["ja"]
        for klass in fukuoka.classes
        if (rule := klass.first_come_on(date(2027, 1, 1)))
    }
    assert sorted(rules.values()) == sorted(FIRST_COME)
    assert len(rules) == 13


def test_eleven_rules_for_cancelling_and_one_exception(fukuoka: City) -> None:
    found: dict[str, set[str]] = {}
    for klass in fukuoka.classes:
        found.setdefault(klass.cancellation_on(date(2027, 1, 1)).id, set()).add(klass.id)
    assert len(CANCELLATION) == 11
    assert found == CANCELLATION | EXCEPTION


def test_the_classes_that_stand_first_answer_for_their_first_come_rule(fukuoka: City) -> None:
    first: dict[str, str] = {}
    for klass in fukuoka.classes:
        rule = klass.first_come_on(date(2027, 1, 1))
        assert rule is not None
        first.setdefault(rule.name["ja"], klass.id)
    assert first["音楽・演劇練習場（上記以外）"] == "music"
    assert first["NPO・ボランティア交流センター（あすみん）"] == "asumin"
    assert first["男女共同参画推進センター（アミカス）"] == "amikas"
    assert first["野球場 球技場"] == "baseball"


def test_rooms_of_one_building_follow_their_own_rules(fukuoka: City) -> None:
    def rules(room_id: str) -> tuple[str, str, str]:
        klass = fukuoka.klass(fukuoka.room(room_id).class_id)
        day = date(2027, 1, 1)
        lottery, first_come = klass.lottery_on(day), klass.first_come_on(day)
        assert lottery is not None
        assert first_come is not None
        return lottery.id, first_come.id, klass.cancellation_on(day).id

    assert rules("ohashi-music-large") == ("music-large", "music-large", "music-large")
    assert rules("chihaya-music-large") == ("music-large", "music-large", "music-large")
    assert rules("chiyo-music-large") == ("music", "music", "music-large")
    assert rules("ohashi-music-medium-1") == ("music", "music", "music-small")
    assert rules("higashihirao-park-hall") == ("ball", "field", "sports")
    assert rules("asumin-seminar-1") == ("asumin", "asumin", "asumin")
    assert rules("asumin-seminar-all") == ("asumin", "asumin", "asumin-all")


def test_the_34_counters(fukuoka: City) -> None:
    expected = rows(PARK_COUNTERS + GYM_COUNTERS.strip() + EXAMINING_COUNTERS)
    found = [(one.name["ja"], one.address["ja"], one.tel) for one in fukuoka.counters]
    assert found == [(name, address, f"092-{tel}") for name, address, tel in expected]
    assert len(found) == 34


def test_counters_register_for_what_the_guide_says(fukuoka: City) -> None:
    kinds = {one.name["ja"]: set(one.kinds) for one in fukuoka.counters}
    park = {"tennis", "baseball", "ball"}
    assert all(kinds[name] == park for name, _, _ in rows(PARK_COUNTERS))
    assert all(kinds[name] == park | {"gym"} for name, _, _ in rows(GYM_COUNTERS))
    examined = [kinds[name] for name, _, _ in rows(EXAMINING_COUNTERS)]
    assert all(len(one) == 1 for one in examined)
    assert len(set.union(*examined)) == 16  # each place examines for itself (note 2)
    notes = {one.id: one.note["ja"] for one in fukuoka.counters if one.note}
    assert "減免" in notes["joho-plaza"]
    assert "テニス競技場管理事務所" in notes["higashihirao"]


def test_the_27_terminals(fukuoka: City) -> None:
    found = [(one.area["ja"], one.name["ja"], one.address["ja"]) for one in fukuoka.terminals]
    assert found == rows(TERMINALS)
    assert len(found) == 27


def test_every_place_says_its_ward_and_a_telephone(fukuoka: City) -> None:
    wards = {row[0] for row in rows(TERMINALS)}
    for facility in fukuoka.facilities:
        assert facility.area is not None
        assert facility.area["ja"] in wards
        assert facility.address["ja"].startswith(facility.area["ja"])
        assert re.fullmatch(r"092-\d{3}-\d{4}", facility.tel)


def test_who_may_register_for_what(fukuoka: City) -> None:
    persons = {kind.id for kind in fukuoka.registration.kinds if "person" in kind.holders}
    assert persons == {"tennis", "music-chiyo", "music-ohashi", "music-chihaya"}
    assert all("group" in kind.holders for kind in fukuoka.registration.kinds)
    for room in fukuoka.rooms:
        kinds = fukuoka.klass(room.class_id).registration_kinds
        mine = kinds or fukuoka.facility(room.facility_id).registration_kinds
        assert len(mine) == 1, room.id
        assert mine <= fukuoka.facility(room.facility_id).registration_kinds


def test_registering_is_the_counter_s(fukuoka: City) -> None:
    rule = fukuoka.registration
    assert (rule.at_kiosk, rule.change_online, rule.delete_online) == ("none", False, False)
    assert not rule.reset_by_mail
    assert rule.valid_years is None
    assert rule.card_name["ja"] == "利用者登録カード"
    assert rule.min_members == 2
    assert rule.lapse is not None
    assert rule.lapse.years == 1
    assert rule.lapse.counts == {HoldingEvent.APPLIED, HoldingEvent.BOOKED}


def test_who_is_suspended_telephones_the_service_centre(fukuoka: City) -> None:
    assert fukuoka.registration.suspended_cancel_by is CancelBy.TELEPHONE
    assert fukuoka.contact.tel == "092-852-3434"
    assert fukuoka.contact.name["ja"] == "公共施設案内・予約システムサービスセンター"


def test_the_help_desk_has_a_fax_and_hours(fukuoka: City) -> None:
    assert fukuoka.contact.fax == "092-852-3435"
    assert fukuoka.contact.hours is not None
    assert "9時から18時" in fukuoka.contact.hours["ja"]
    assert "12月29日から1月3日" in fukuoka.contact.hours["ja"]


def test_the_system_is_open_day_and_night_and_shows_the_month_before(fukuoka: City) -> None:
    assert fukuoka.service_hours is None
    assert fukuoka.history_months == 1
    assert fukuoka.entropy.kind is EntropyKind.BEACON


def test_number_and_secret(fukuoka: City) -> None:
    assert re.fullmatch(fukuoka.registration_number.pattern, "12345678")
    assert not re.fullmatch(fukuoka.registration_number.pattern, "1234567")
    assert re.fullmatch(fukuoka.secret.pattern, "0000")


def test_the_name_of_the_system(fukuoka: City) -> None:
    assert fukuoka.system_name["ja"] == "福岡市公共施設案内・予約システム"


def test_the_terminal_does_what_the_guide_says(fukuoka: City) -> None:
    assert set(fukuoka.features) == {
        "availability",
        "lottery",
        "lottery-claim",
        "lottery-competition",
        "reservation",
        "reservation-cancel",
    }  # a win is never given up: what is not claimed is void


def test_a_reduction_serves_where_it_is_granted(fukuoka: City) -> None:
    (half,) = fukuoka.reductions
    assert half.percent == 50
    assert half.classes == {"gym", "community-room", "community-hall"}  # not shared (004 §2(3))


def test_the_keys_of_maizuru_park(fukuoka: City) -> None:
    assert "前日の9時から17時" in fukuoka.facility("maizuru-park").opening["ja"]


def test_the_limits_of_maizuru_park(fukuoka: City) -> None:
    limits = {}
    for klass in fukuoka.classes:
        quotas = klass.quotas_on(date(2027, 1, 1))
        if quotas or klass.max_slots_per_use:
            (quota,) = quotas
            assert (quota.id, quota.limit, quota.unit) == ("maizuru-10", 10, QuotaUnit.USES)
            assert quota.scope is Scope.FACILITY
            limits[klass.id] = klass.max_slots_per_use
    assert limits == {"maizuru-tennis": 4, "maizuru-baseball": 1, "maizuru-ball": 1}
    members = {room.class_id for room in fukuoka.facility("maizuru-park").rooms}
    assert members == set(limits)


@pytest.mark.parametrize(
    ("class_id", "within_days", "words"),
    [
        ("civic-hall", 5, ("窓口",)),
        ("community-hall", 5, ("窓口",)),
        ("asumin", 3, ("専用利用計画書",)),
        ("asumin-all", 3, ("専用利用計画書",)),
    ],
)
def test_what_is_still_to_be_done_after_booking(
    fukuoka: City, class_id: str, within_days: int, words: tuple[str, ...]
) -> None:
    (follow_up,) = fukuoka.klass(class_id).follow_ups
    assert follow_up.within_days == within_days
    assert all(word in follow_up.text["ja"] for word in words)
    if class_id.startswith("asumin"):
        assert follow_up.to is not None
        assert "yoyaku@fnvc.jp" in follow_up.to["ja"]
        assert "092-724-4901" in follow_up.to["ja"]


def test_nobody_else_has_anything_to_follow_up(fukuoka: City) -> None:
    following = {klass.id for klass in fukuoka.classes if klass.follow_ups}
    assert following == {"civic-hall", "community-hall", "asumin", "asumin-all"}


def test_not_cancelling_the_seminar_rooms_has_a_consequence_and_no_fee(fukuoka: City) -> None:
    for klass in fukuoka.classes:
        rule = klass.cancellation_on(date(2027, 1, 1))
        assert (rule.penalty is not None) == klass.id.startswith("asumin")
        assert (rule.steps == ()) == klass.id.startswith("asumin")
        assert rule.won_from_first_come
    for room in fukuoka.facility("asumin").rooms:
        assert room.price.on(date(2027, 1, 1)).free


def season(room: Room, fukuoka: City, day: str) -> int | None:
    """From which hour the lights of a room are let on a day of the year."""
    assert room.lighting_id is not None
    when = tuple(map(int, day.split("-")))
    for one in fukuoka.lighting(room.lighting_id).seasons:
        spans_new_year = one.last < one.first
        if (one.first <= when <= one.last) != spans_new_year and not spans_new_year:
            return None if one.starts is None else one.starts // 60
        if spans_new_year and (when >= one.first or when <= one.last):
            return None if one.starts is None else one.starts // 60
    raise AssertionError(f"no season holds {day}")


@pytest.mark.parametrize("room_id", LIGHTING)
def test_lights_are_let_from_the_hour_of_the_season(fukuoka: City, room_id: str) -> None:
    days, hours = LIGHTING[room_id]
    room = fukuoka.room(room_id)
    assert [season(room, fukuoka, day) for day in days.split()] == hours


def test_no_other_room_lets_lights(fukuoka: City) -> None:
    assert {room.id for room in fukuoka.rooms if room.lighting_id} == set(LIGHTING)


def test_no_slot_needs_lights_where_they_are_not_let(fukuoka: City) -> None:
    for room in fukuoka.rooms:
        if room.lighting_id and season(room, fukuoka, "01-15") is None:
            slots = pattern_of(fukuoka, room, date(2027, 1, 15)).slots
            assert slots[-1].end <= 17 * 60


def early_hours(fukuoka: City, room_id: str, day: date) -> str | None:
    """The hours before nine that are let, joined to one run; None if there are none."""
    slots = pattern_of(fukuoka, fukuoka.room(room_id), day).slots
    early = [slot for slot in slots if slot.start < 9 * 60]
    return f"{early[0].start // 60}-{early[-1].end // 60}" if early else None


@pytest.mark.parametrize("room_id", EARLY)
def test_early_mornings(fukuoka: City, room_id: str) -> None:
    hours, on, winter = EARLY[room_id]
    working_day, saturday, sunday = date(2027, 6, 2), date(2027, 6, 5), date(2027, 6, 6)
    holiday = date(2027, 7, 19)  # 海の日, a Monday
    open_on = {
        EVERY_DAY: {working_day, saturday, sunday, holiday},
        "weekend": {saturday, sunday, holiday},
        "sunday": {sunday, holiday},
    }[on]
    for day in (working_day, saturday, sunday, holiday):
        assert early_hours(fukuoka, room_id, day) == (hours if day in open_on else None)
    for day in (date(2027, 12, 1), date(2027, 12, 5), date(2028, 2, 29)):
        assert early_hours(fukuoka, room_id, day) == winter


def test_early_mornings_begin_and_end_with_their_months(fukuoka: City) -> None:
    for room_id, march in (("hakozaki-park-baseball", None), ("kashiwara-park-baseball", "6-8")):
        assert early_hours(fukuoka, room_id, date(2027, 2, 28)) is None
        assert early_hours(fukuoka, room_id, date(2027, 3, 1)) == march
        assert early_hours(fukuoka, room_id, date(2027, 4, 1)) == "6-8"
        assert early_hours(fukuoka, room_id, date(2027, 10, 31)) == "6-8"
        assert early_hours(fukuoka, room_id, date(2027, 11, 1)) is None


def test_no_other_room_opens_before_nine(fukuoka: City) -> None:
    for room in fukuoka.rooms:
        if room.id not in EARLY:
            for day in (date(2027, 6, 6), date(2027, 7, 19), date(2027, 12, 1)):
                assert early_hours(fukuoka, room.id, day) is None


def test_the_rooms_of_chuo_civic_centre(fukuoka: City) -> None:
    found = [(room.name["ja"], room.capacity) for room in fukuoka.facility("chuo-civic").rooms]
    assert found == [
        ("ホール", 500),
        ("会議室1", 76),
        ("会議室2", 36),
        ("会議室3", 16),
        ("視聴覚室", 76),
        ("実習室", 36),
        ("音楽室", 45),
        ("和室1", 12),
        ("和室2", 12),
    ]
    for room in fukuoka.facility("chuo-civic").rooms:
        slots = pattern_of(fukuoka, room, date(2027, 1, 5)).slots
        ends = "22:00" if room.name["ja"] == "ホール" else "21:00"
        assert (slots[0].from_, slots[-1].until) == ("09:00", ends)


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        (date(2027, 6, 28), True),  # the last Monday
        (date(2027, 6, 29), False),
        (date(2027, 6, 21), False),
        (date(2032, 9, 27), True),
        (date(2030, 4, 29), False),  # 昭和の日 is the last Monday: open
        (date(2030, 4, 30), True),  # and the next weekday is closed
        (date(2026, 12, 27), False),
        (date(2026, 12, 28), True),
        (date(2027, 1, 3), True),
        (date(2027, 1, 4), False),
    ],
)
def test_the_closed_days_of_chuo_civic_centre(fukuoka: City, day: date, closed: bool) -> None:
    assert is_closed(fukuoka, fukuoka.facility("chuo-civic"), day) == closed


def test_courts_that_are_alike_are_units_of_one_room(fukuoka: City) -> None:
    courts = [room for room in fukuoka.rooms if "テニスコート" in room.name["ja"]]
    assert len(courts) == 9
    for room in courts:
        assert room.takes is Takes.ONE
        assert len(room.units) >= 4
        assert len({unit.name["ja"] for unit in room.units}) == len(room.units)


def test_a_whole_arena_and_its_halves_exclude_each_other(fukuoka: City) -> None:
    whole, half = fukuoka.room("nishi-gym-arena"), fukuoka.room("nishi-gym-arena-half")
    assert (whole.takes, half.takes) == (Takes.ALL, Takes.ONE)
    assert whole.units == half.units
    assert len(whole.units) == 2


def test_the_whole_seminar_room_is_made_of_its_parts(fukuoka: City) -> None:
    parts = [room for room in fukuoka.facility("asumin").rooms if room.class_id == "asumin"]
    whole = fukuoka.room("asumin-seminar-all")
    assert whole.units == tuple(unit for room in parts for unit in room.units)
    assert whole.takes is Takes.ALL


def test_schools_and_sales_are_no_purpose(fukuoka: City) -> None:
    names = [purpose.name for klass in fukuoka.classes for purpose in klass.purposes]
    assert len(names) > 60
    for name in names:
        assert not re.search("スクール|教室|販売|営業|商|レッスン", name["ja"])
        assert not re.search("school|lesson|sale|shop", name["en"], re.IGNORECASE)


def test_more_people_than_the_room_holds_are_refused(fukuoka: City) -> None:
    standing = Standing(StandingState.ACTIVE, None, frozenset({"civic-chuo"}))
    now, day = datetime(2027, 6, 1, 12, 0, tzinfo=TOKYO), date(2027, 6, 9)

    def asked(people: int) -> str | None:
        ask = Ask(OfferKind.FIRST_COME, "chuo-civic-meeting-3", day, 0, 1, "meeting", people)
        refusal = check_reservation(fukuoka, ask, standing, Usage(()), now)
        return None if refusal is None else refusal.code

    assert asked(16) is None
    assert asked(17) == "over_capacity"


def test_every_text_can_be_read_sorted_and_spoken(fukuoka: City) -> None:
    found = list(texts(fukuoka))
    assert len(found) > 600
    for text in found:
        assert set(text) >= {"ja", "kana", "en"}
        assert not re.search(r"[\u3400-\u9fff]", text["kana"])
        assert text["en"].isascii()


@pytest.mark.parametrize(
    ("right", "wrong", "key", "problem"),
    [
        (
            'payment = { first_come = "direct-debit"',
            'payment = { first_come = "direct-debt"',
            "class[0].payment.first_come",
            "'direct-debt' is not known",
        ),
        (
            'payment = { first_come = "direct-debit"',
            "payment = { first_come = 15",
            "class[0].payment.first_come",
            "wrong type",
        ),
        ('id = "amikas-hall"\n', 'id = "civic-hall"\n', "payment[2].id", "given twice"),
    ],
)
def test_a_way_to_pay_that_is_wrong_is_told_with_its_place(
    tmp_path: Path, right: str, wrong: str, key: str, problem: str
) -> None:
    folder = Path(shutil.copytree(Path(cities.__path__[0]) / "fukuoka", tmp_path / "city"))
    file = folder / "classes.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(CityError) as caught:
        load_city(folder)
    assert caught.value.key == key
    assert problem in caught.value.problem
    assert caught.value.line == text[: text.index(right)].count("\n") + 1


def test_notices_come_newest_first(fukuoka: City) -> None:
    dates = [notice.date for notice in fukuoka.notices]
    assert len(dates) >= 3
    assert dates == sorted(dates, reverse=True)


def test_fukuoka_is_known_by_name() -> None:
    assert "fukuoka" in city_names()


def test_the_samples_are_what_the_guide_leaves_open() -> None:
    samples = check_city("fukuoka").samples
    files = {value.file for value in samples}
    assert files == {
        "city.toml",
        "classes.toml",
        "facilities.toml",
        "closed_days.toml",
        "notices.toml",
    }
    keys = {re.sub(r"\[\d+\]", "", value.key) for value in samples}
    assert keys == {
        "",  # all closed days but those of Chuo Civic Centre; all notices
        "registration_number",
        "secret",
        "reduction",
        "pattern",
        "pattern.slots",
        "lighting.per_hour_yen",
        "class.purposes",
        "equipment",
        "*.equipment",
        "facility.rooms",
        "facility.*.prices",
        "facility.opening",
        "facility.closed",
        "facility.tel",
        "facility.registration_kinds",
    }
