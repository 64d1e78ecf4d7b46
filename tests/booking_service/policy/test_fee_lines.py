"""Fee lines: by the hour or by the slot, lights, surcharges, reductions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_service.policy.fees import FeeLine, fee_lines, is_free, lights_from, total_yen
from booking_service.policy.instants import start_of
from booking_service.policy.model import (
    City,
    Combined,
    PatternWhen,
    Price,
    ReservationState,
    Room,
    SlotPattern,
    SlotTime,
)
from booking_service.policy.payment import first_state, payment_due
from booking_service.policy.rules import (
    Dated,
    Lighting,
    LightingSeason,
    Origin,
    Reduction,
    Source,
    SourceKind,
    Surcharge,
    Text,
)

USE = date(2027, 7, 14)
SOURCE = Source(SourceKind.SAMPLE, "made up")


def text(words: str) -> Text:
    return {"ja": words, "kana": "よみ"}


PARTS = SlotPattern(
    "parts",
    (
        SlotTime("am", 9 * 60, 12 * 60, text("午前")),
        SlotTime("pm", 13 * 60, 17 * 60, text("午後")),
        SlotTime("night", 18 * 60, 21 * 60, text("夜間")),
        SlotTime("late", 21 * 60, 22 * 60, text("夜間延長"), needs="night"),
    ),
    SOURCE,
    (
        Combined("day", text("昼間"), ("am", "pm")),
        Combined("all-day", text("全日"), ("am", "pm", "night")),
    ),
)
YEN = {"am": 1200, "pm": 1500, "night": 1800, "late": 700, "day": 2500, "all-day": 3600}


@pytest.fixture
def city(shiroi: City) -> City:
    """Shiroi with one room that is let by parts of the day, with a lamp and commercial use."""
    klass = replace(
        shiroi.klass("kominkan"),
        surcharges=(Surcharge("fair", text("営利加算"), 50, frozenset({"crafts"}), SOURCE),),
    )
    komin = shiroi.facility("komin")
    first, second, *others = komin.rooms
    parted = replace(
        first, id="parted", price=Dated.always(Price(None, YEN)), patterns=(PatternWhen("parts"),)
    )
    lit = replace(second, id="lit", lighting_id="lamp")
    lamp = Lighting(
        "lamp",
        text("照明"),
        (
            LightingSeason((4, 1), (9, 30), 19 * 60),
            LightingSeason((10, 1), (10, 31), 17 * 60 + 30),
            LightingSeason((11, 1), (2, 29), None),
        ),
        1001,
        SOURCE,
    )
    every = frozenset({"kominkan"})
    return replace(
        shiroi,
        classes=(klass,),
        patterns=(*shiroi.patterns, PARTS),
        facilities=(replace(komin, rooms=(parted, lit, *others)),),
        lightings=(lamp,),
        reductions=(
            Reduction("half", text("減額"), 50, every, cancellation=True, source=SOURCE),
            Reduction("exempt", text("免除"), 100, every, cancellation=False, source=SOURCE),
            Reduction("elsewhere", text("他"), 90, frozenset(), cancellation=True, source=SOURCE),
        ),
    )


def lines(
    city: City, room: str, first: int, count: int, day: date = USE, **more: object
) -> dict[str, int]:
    found = fee_lines(city, city.room(room), day, first, count, **more)
    return {line.name["ja"]: line.yen for line in found}


@pytest.mark.parametrize(
    ("first", "count", "parts"),
    [
        (0, 1, {"会議室 午前": 1200}),
        (0, 2, {"会議室 昼間": 2500}),
        (0, 3, {"会議室 全日": 3600}),
        (0, 4, {"会議室 全日": 3600, "会議室 夜間延長": 700}),
        (1, 2, {"会議室 午後": 1500, "会議室 夜間": 1800}),
        (2, 2, {"会議室 夜間": 1800, "会議室 夜間延長": 700}),
    ],
)
def test_slots_that_are_sold_as_one_have_their_own_price(
    city: City, first: int, count: int, parts: dict[str, int]
) -> None:
    assert lines(city, "parted", first, count) == parts


def test_a_combined_slot_without_a_price_is_sold_in_parts(city: City) -> None:
    room = city.room("parted")
    rest = {name: yen for name, yen in YEN.items() if name != "all-day"}
    cheap = replace(room, price=Dated.always(Price(None, rest)))
    found = fee_lines(city, cheap, USE, 0, 3)
    assert [line.yen for line in found] == [2500, 1800]


def test_a_later_price_holds_from_its_day_of_use(city: City) -> None:
    room = replace(
        city.room("lit"),
        lighting_id=None,
        price=Dated(((date.min, Price(250)), (date(2027, 4, 1), Price(300)))),
    )
    assert total_yen(fee_lines(city, room, date(2027, 3, 31), 0, 2)) == 500
    assert total_yen(fee_lines(city, room, date(2027, 4, 1), 0, 2)) == 600


@pytest.mark.parametrize(
    ("day", "first", "count", "lamp"),
    [
        (date(2027, 9, 30), 8, 2, None),  # 17:00 to 19:00
        (date(2027, 9, 30), 9, 2, 1001),  # 18:00 to 20:00
        (date(2027, 10, 1), 8, 2, 1501),  # an hour and a half of 1001, the fraction dropped
        (date(2027, 11, 1), 9, 3, None),  # not let
        (date(2028, 2, 29), 9, 3, None),
        (date(2027, 3, 1), 9, 3, None),  # no season
    ],
)
def test_lights_cost_from_the_hour_of_the_season(
    city: City, day: date, first: int, count: int, lamp: int | None
) -> None:
    assert lines(city, "lit", first, count, day).get("照明") == lamp


@given(st.dates(date(2022, 1, 1), date(2099, 12, 31)))
def test_a_season_may_end_with_february(day: date) -> None:
    winter = Lighting("w", text("冬"), (LightingSeason((11, 1), (2, 29), 60),), 100, SOURCE)
    assert (lights_from(winter, day) == 60) == (day.month in {11, 12, 1, 2})


def test_a_surcharge_is_a_part_of_the_room_and_for_its_purposes_only(city: City) -> None:
    assert lines(city, "parted", 0, 1, purpose_id="meeting") == {"会議室 午前": 1200}
    charged = lines(city, "parted", 0, 1, purpose_id="crafts")
    assert charged == {"会議室 午前": 1200, "営利加算": 600}


@pytest.mark.parametrize(
    ("held", "left"),
    [
        (frozenset(), 1200),
        (frozenset({"half"}), 600),
        (frozenset({"half", "exempt"}), 0),
        (frozenset({"elsewhere"}), 1200),
        (frozenset({"unknown"}), 1200),
    ],
)
def test_the_reduction_that_takes_most_off_counts(
    city: City, held: frozenset[str], left: int
) -> None:
    found = fee_lines(city, city.room("parted"), USE, 0, 1, reductions=held)
    assert total_yen(found) == left


def test_a_reduction_for_the_use_only_leaves_the_cancellation_fee_whole(city: City) -> None:
    room = city.room("parted")
    exempt = fee_lines(city, room, USE, 0, 1, reductions=frozenset({"exempt"}))
    assert exempt[-1] == FeeLine(text("免除"), -1200, in_cancellation=False)
    assert total_yen(line for line in exempt if line.in_cancellation) == 1200
    half = fee_lines(city, room, USE, 0, 1, reductions=frozenset({"half"}))
    assert total_yen(line for line in half if line.in_cancellation) == 600


@given(st.integers(1, 100), st.integers(0, 9), st.integers(1, 3))
def test_a_reduced_fee_is_never_below_nothing_nor_above_the_whole(
    shiroi: City, percent: int, first: int, count: int
) -> None:
    every = frozenset({"kominkan"})
    one = Reduction("some", text("減額"), percent, every, cancellation=True, source=SOURCE)
    city = replace(shiroi, reductions=(one,))
    room = city.room("komin-hall")
    whole = total_yen(fee_lines(city, room, USE, first, count))
    left = total_yen(fee_lines(city, room, USE, first, count, reductions=frozenset({"some"})))
    assert left == whole * (100 - percent) // 100


def test_what_costs_nothing_is_confirmed_and_never_due(city: City) -> None:
    room, made = city.room("parted"), start_of(date(2027, 6, 1), 600)
    assert first_state(city, room, Origin.FIRST_COME, 0) is ReservationState.CONFIRMED
    assert payment_due(city, room, USE, Origin.FIRST_COME, made, fee_yen=0) is None
    assert payment_due(city, room, USE, Origin.FIRST_COME, made, fee_yen=600) is not None


def test_lights_make_a_free_room_cost_something(city: City) -> None:
    free = Dated.always(Price(0))
    assert is_free(replace(city.room("parted"), price=free), USE)
    assert not is_free(replace(city.room("lit"), price=free), USE)


def test_names_are_joined_in_every_language(city: City) -> None:
    named: Room = replace(city.room("parted"), name={"ja": "室", "kana": "しつ", "en": "Room"})
    (line,) = fee_lines(city, named, USE, 0, 1)
    assert line.name == {"ja": "室 午前", "kana": "しつ よみ", "en": "Room 午前"}
