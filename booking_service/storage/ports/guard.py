"""The guard against double bookings: one holder for a unit, a day and a slot.

A unit is what cannot be used twice at a time: an ordinary room is one, with its own id; a room that
joins others takes all of theirs; of a place with several courts a use takes one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol


class GuardReader(Protocol):
    """Questions that change nothing."""

    def booked_units(self, units: Sequence[str], day: date) -> frozenset[tuple[str, int]]:
        """(unit, slot) of these units that are held on a day."""
        ...

    def booked_by_others(
        self, draw_id: str, first: date, last: date
    ) -> frozenset[tuple[str, date, int]]:
        """Unit-slots of these days that are held by anything but an application of the draw."""
        ...

    def units_booked(self, since: date) -> frozenset[str]:
        """Every unit that is held on a day from ``since`` on."""
        ...


class GuardStore(GuardReader, Protocol):
    """What a command may change."""

    def occupy(
        self, units: Sequence[str], day: date, slots: range, holder: tuple[str, int], shown: bool
    ) -> bool:
        """Takes all the slots of all the units for a holder, or none: False if one is held."""
        ...

    def hand_over(self, old: tuple[str, int], new: tuple[str, int]) -> None: ...
    def free(self, holder: tuple[str, int]) -> None: ...
