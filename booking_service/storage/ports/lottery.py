"""Lottery applications."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from booking_service.storage.records import ApplicationRecord


class LotteryReader(Protocol):
    """Questions that change nothing."""

    def application(self, application_id: int) -> ApplicationRecord | None: ...
    def application_behind(self, reservation_id: int) -> int | None:
        """The id of the application that won a reservation; None if it was not won."""
        ...

    def applications_of(self, registrant_id: int, since: date) -> list[ApplicationRecord]: ...
    def applications_in(self, draw_id: str, state: str) -> list[ApplicationRecord]: ...
    def competing(self, room_id: str, day: date) -> list[tuple[int, int]]:
        """(first slot, slot count) of every application that waits for the draw."""
        ...

    def pseudonym(self, registrant_id: int, draw_id: str) -> str | None:
        """What the registrant is called in a draw, if they have applied for it."""
        ...


class LotteryStore(LotteryReader, Protocol):
    """What a command may change."""

    def add_application(self, application: ApplicationRecord) -> None: ...
    def set_application_state(
        self, application_id: int, state: str, reservation_id: int | None, at: datetime
    ) -> None: ...
