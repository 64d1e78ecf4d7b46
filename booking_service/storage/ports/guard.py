"""The guard against double bookings."""

from __future__ import annotations

from datetime import date
from typing import Protocol


class GuardReader(Protocol):
    """Questions that change nothing."""

    def booked_slots(self, room_id: str, day: date) -> frozenset[int]: ...
    def booked_by_others(
        self, draw_id: str, first: date, last: date
    ) -> frozenset[tuple[str, date, int]]:
        """Room-slots of these days that are held by anything but an application of the draw."""
        ...


class GuardStore(GuardReader, Protocol):
    """What a command may change."""

    def occupy(
        self, room_id: str, day: date, slots: range, holder: tuple[str, int], shown: bool
    ) -> bool:
        """Takes all the slots for a holder, or none: False if one of them is held already."""
        ...

    def hand_over(self, old: tuple[str, int], new: tuple[str, int]) -> None: ...
    def free(self, holder: tuple[str, int]) -> None: ...
