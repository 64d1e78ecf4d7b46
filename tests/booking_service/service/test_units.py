"""Rooms that share units, and rooms that are let by the unit: never two uses of one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_service.cities.loader import known_city
from booking_service.policy.model import City
from booking_service.service.booking import Choice, free_units, hold, refusal_if_taken
from booking_service.storage.ports import Store

DAY = date(2027, 7, 14)
A, B, AB, HALL, HALF = "chuo-a", "chuo-b", "chuo-ab", "chuo-hall", "chuo-half"
HALVES = ("chuo-hall-1", "chuo-hall-2")


def sapporo() -> City:
    return known_city("sapporo")


@dataclass
class Guard:
    """The unique key of the database, and nothing else of it."""

    held: dict[tuple[str, date, int], int] = field(default_factory=dict)

    def booked_units(self, units: Sequence[str], day: date) -> frozenset[tuple[str, int]]:
        return frozenset(
            (unit, slot) for unit, on, slot in self.held if unit in units and on == day
        )

    def occupy(
        self, units: Sequence[str], day: date, slots: range, holder: tuple[str, int], shown: bool
    ) -> bool:
        wanted = [(unit, day, slot) for unit in units for slot in slots]
        if not wanted or any(cell in self.held for cell in wanted):
            return False
        self.held.update(dict.fromkeys(wanted, holder[1]))
        return True

    @property
    def store(self) -> Store:
        return cast("Store", self)


def wanted(room: str, first: int = 0, count: int = 1, unit: str | None = None) -> Choice:
    return Choice(room, DAY, first, count, "meeting", 5, unit)


@pytest.mark.parametrize(
    ("choice", "ways"),
    [
        (wanted(A), ((A,),)),
        (wanted(AB), ((A, B),)),
        (wanted(HALL), (HALVES,)),
        (wanted(HALF), ((HALVES[0],), (HALVES[1],))),
        (wanted(HALF, unit=HALVES[1]), ((HALVES[1],),)),
    ],
)
def test_what_would_serve(choice: Choice, ways: tuple[tuple[str, ...], ...]) -> None:
    assert choice.ways(sapporo()) == ways


def test_an_application_asks_for_its_units_or_for_any() -> None:
    city = sapporo()
    asked = [wanted(AB), wanted(HALF), wanted(HALF, unit=HALVES[1])]
    assert [choice.use(city).units for choice in asked] == [(A, B), (), (HALVES[1],)]


CHOICES = st.builds(
    wanted,
    st.sampled_from([A, B, AB, HALL, HALF]),
    st.integers(0, 2),
    st.integers(1, 2),
)


@given(st.lists(CHOICES, max_size=14))
def test_a_use_is_refused_exactly_if_it_would_share_a_unit(choices: list[Choice]) -> None:
    """Against a plain model: parts of the two rooms and of the hall, counted by hand."""
    city, guard = sapporo(), Guard()
    parts = {A: [A], B: [B], AB: [A, B], HALL: list(HALVES)}
    taken: set[tuple[str, int]] = set()
    for number, choice in enumerate(choices):
        needs = parts.get(choice.room_id) or next(
            ([half] for half in HALVES if all((half, slot) not in taken for slot in choice.slots)),
            [],
        )
        cells = {(part, slot) for part in needs for slot in choice.slots}
        fits = bool(cells) and not cells & taken
        assert (refusal_if_taken(guard.store, city, choice) is None) == fits
        use = hold(guard.store, city, choice, number)
        assert (use is not None) == fits
        if use is not None:
            assert list(use.units) == needs
            taken |= cells
    assert {(unit, slot) for unit, _, slot in guard.held} == taken


def test_the_unit_of_the_lowest_place_is_given_first() -> None:
    city, guard = sapporo(), Guard()
    picked = hold(guard.store, city, wanted(HALF, 1), 1)
    assert picked is not None
    assert picked.units == (HALVES[0],)
    # free in the morning, taken at noon: a run over both goes to the other half
    assert free_units(guard.store, city, wanted(HALF, 0, 2)) == (HALVES[1],)
    assert free_units(guard.store, city, wanted(HALF, 0, 1)) == (HALVES[0],)
    assert free_units(guard.store, city, wanted(HALF, 0, 2, HALVES[0])) is None
