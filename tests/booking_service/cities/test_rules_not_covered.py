"""``docs/rules-not-covered.md`` says only what is true of the data today."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from booking_service.cities.loader import city_names, known_city
from booking_service.policy.model import City

PAGE = Path(__file__).parents[3] / "docs" / "rules-not-covered.md"
_ROW = re.compile(
    r"^\| (?P<rule>[^|]+) \| (?P<places>`[^|]+`) \| (?P<why>[^|]+) \|(?P<who>[^|]*)\|$"
)
_PLACE = re.compile(r"`([^`]+)`")

Stands = Callable[[City], bool]


def loaded(city: str) -> City:
    return known_city(city)


def rows() -> dict[str, tuple[str, str]]:
    """By place: the rule, and why it is not covered."""
    found: dict[str, tuple[str, str]] = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        row = _ROW.match(line)
        for place in _PLACE.findall(row["places"]) if row is not None else ():
            assert place not in found, place
            found[place] = (row["rule"], row["why"])
    return found


def no_counter_window(city: City) -> bool:
    return all(klass.counter is None for klass in city.classes)


def no_purpose(word: str) -> Stands:
    return lambda city: (
        not [
            one
            for klass in city.classes
            for one in klass.purposes
            if re.search(word, one.name["ja"])
        ]
    )


def no_feature(word: str) -> Stands:
    return lambda city: not [name for name in city.features if word in name]


def no_special_day(city: City) -> bool:
    return all(not one.closed_days.special for one in city.facilities)


def no_hourly_price(city: City) -> bool:
    return all(
        price.per_hour_yen is None for room in city.rooms for _, price in room.price.versions
    )


def only_samples_beyond_eight(city: City) -> bool:
    return [one.name["ja"].startswith("見本") for one in city.facilities].count(True) == 11


def always_shown(city: City) -> bool:
    return "availability" in city.features and city.service_hours is None


#: What can be seen of a row in the data. The other rows are about papers, people and screens.
STANDS: dict[str, Stands] = {
    "sapporo.channels.counter": no_counter_window,
    "public: sapporo.reception_start.hourly_use": no_hourly_price,
    "public: sapporo.reception_start.hall_half_or_commercial": no_purpose("営業|販売|商"),
    "kodaira.registration.group": lambda city: city.registration.min_members == 5,
    "kodaira.registration.forgotten_password": lambda city: city.registration.reset_by_mail,
    "public: kodaira.closed_days.special": no_special_day,
    "kodaira.facilities": only_samples_beyond_eight,
    "shiroi.availability_view": always_shown,
    "shiroi.priority_use": no_purpose("優先"),
}


def test_every_row_is_read_and_names_a_city() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    body = [line for line in lines if line.startswith("| ") and not line.startswith("| rule ")]
    assert [line for line in body if not _ROW.match(line)] == []
    for place, (rule, why) in rows().items():
        city = place.removeprefix("public: ").split(".")[0]
        assert city in city_names(), place
        assert rule
        assert why


@pytest.mark.parametrize("place", STANDS)
def test_a_row_is_still_true(place: str) -> None:
    assert place in rows()
    city = loaded(place.removeprefix("public: ").split(".")[0])
    assert STANDS[place](city), f"{place} is covered now: take its row out of {PAGE.name}"
