"""Lottery applications and draws."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from booking_service.storage.records import ApplicationRecord, DrawRecord, Json


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

    def draw(self, draw_id: str) -> DrawRecord | None: ...


class LotteryStore(LotteryReader, Protocol):
    """What a command may change."""

    def add_application(self, application: ApplicationRecord) -> None: ...
    def set_application_state(
        self, application_id: int, state: str, reservation_id: int | None, at: datetime
    ) -> None: ...
    def set_draw_result(self, application_id: int, state: str, because: Json | None) -> None: ...
    def commit_draw(self, draw: DrawRecord, at: datetime) -> None: ...
    def note_drawn(self, draw_id: str, list_hash: str, seed: str, at: datetime) -> None: ...
    def publish_draw(self, draw_id: str, at: datetime) -> None:
        """Makes what was drawn the state of the applications, and shows the slots as taken."""
        ...
