"""Reservations, and what registrants hold."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from booking_service.storage.records import HoldingRecord, PlaceRecord, ReservationRecord


class BookingReader(Protocol):
    """Questions that change nothing."""

    def reservation(self, reservation_id: int) -> ReservationRecord | None: ...
    def reservations_of(self, registrant_id: int, since: date) -> list[ReservationRecord]:
        """All reservations of a registrant with a day of use from ``since`` on, by day."""
        ...

    def holdings(self, registrant_id: int, first: date, last: date) -> list[HoldingRecord]:
        """What a registrant holds for the days from ``first`` to ``last``."""
        ...

    def booked_places(self, since: date) -> list[PlaceRecord]:
        """The rooms and days of every booking with a day of use from ``since`` on."""
        ...


class BookingStore(BookingReader, Protocol):
    """What a command may change."""

    def add_reservation(self, reservation: ReservationRecord) -> None: ...
    def set_reservation_state(self, reservation_id: int, state: str, at: datetime) -> None: ...
    def set_reservation_paid(self, reservation_id: int, state: str, at: datetime) -> None: ...
    def keep_reservation(self, reservation: ReservationRecord) -> None:
        """Makes the row of a reservation what the record says."""
        ...
