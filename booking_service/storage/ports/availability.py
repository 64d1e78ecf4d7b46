"""Room-days and offer-days, as the feed shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

from booking_service.storage.records import FeedRow, RoomDayRecord, RoomUnitsRecord


class AvailabilityReader(Protocol):
    """Questions that change nothing."""

    def room_day(self, room_id: str, day: date) -> RoomDayRecord | None: ...
    def room_days_made(self) -> tuple[date, date] | None:
        """The first and the last day that can be seen; None if there is none."""
        ...

    def last_change(self) -> int:
        """The number of the last change there was."""
        ...

    def feed(self, after: int, limit: int) -> list[FeedRow]: ...
    def room_day_feed(self, after: int, limit: int) -> list[FeedRow]:
        """The same without the offer-days."""
        ...


class AvailabilityStore(AvailabilityReader, Protocol):
    """What a command may change."""

    def keep_rooms(self, rooms: Iterable[RoomUnitsRecord]) -> None:
        """Says what every room of the city is made of; the letters of days follow it."""
        ...

    def put_room_days(self, days: Iterable[RoomDayRecord]) -> None:
        """Makes or renews room-days; ``slots`` is worked out from ``facts`` and what is booked."""
        ...

    def put_offer_days(self, days: Iterable[tuple[str, str, date, str]]) -> None:
        """Makes or renews (facility, class, date, offers as JSON)."""
        ...

    def delete_days_before(self, day: date, at: datetime) -> None: ...
    def delete_days_of_others(
        self, rooms: Iterable[str], offers: Iterable[tuple[str, str]], at: datetime
    ) -> None:
        """Takes away the days of all rooms, and all (facility, class), but these."""
        ...
