"""Draws, from the commitment to the published result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from booking_service.storage.records import (
    ApplicationRecord,
    DigitsRecord,
    DrawPlan,
    DrawRecord,
    HoldingRecord,
    Json,
    ListedApplication,
)


class DrawReader(Protocol):
    """Questions that change nothing."""

    def draw(self, draw_id: str) -> DrawRecord | None: ...
    def commitment(self, draw_id: str) -> str | None:
        """What was committed to for a draw; None before that."""
        ...

    def draws(self, since: date) -> list[DrawRecord]:
        """Every draw with a day of use from ``since`` on, by its first day and name."""
        ...

    def draw_parts(self, draw_id: str, kind: str) -> list[bytes]:
        """A file of a draw, in its parts."""
        ...

    def digits(self, draw_id: str) -> list[DigitsRecord]:
        """What officers have typed for a draw, in the order in which it came."""
        ...

    def waiting_for(self, draw_id: str, after: int, limit: int) -> list[ListedApplication]:
        """Applications that wait for a draw, by id, from the first after ``after`` on."""
        ...

    def count_waiting_for(self, draw_id: str) -> int: ...
    def wanted_of(self, draw_id: str, day: date) -> list[tuple[str, tuple[str, ...], range]]:
        """What the applications that wait for a draw ask for on a day: room, units (none where any
        will do) and slots."""
        ...

    def held_beside(self, draw_id: str, first: date, last: date) -> list[tuple[int, HoldingRecord]]:
        """What everybody holds for these days, by registrant: reservations, and wins of other
        draws that wait to be claimed."""
        ...

    def drawn_of(self, tokens: Sequence[str]) -> dict[str, tuple[ApplicationRecord, str | None]]:
        """The applications of these tokens, each with what its draw found so far."""
        ...

    def won_in(self, draw_id: str) -> frozenset[str]:
        """The tokens of the wins that a draw has kept."""
        ...

    def unpublished_of(self, draw_id: str, limit: int) -> list[tuple[ApplicationRecord, str]]:
        """Applications with a result that is not shown yet, each with ``won`` or ``lost``."""
        ...

    def lost_on(self, draw_id: str, day: date) -> list[ApplicationRecord]:
        """The losers of a draw that asked for a day."""
        ...

    def won_on(self, draw_id: str, day: date) -> list[ApplicationRecord]:
        """The wins of a draw for a day that nobody has claimed yet."""
        ...


class DrawStore(DrawReader, Protocol):
    """What a command may change."""

    def commit_draw(self, plan: DrawPlan) -> None:
        """Keeps a draw once. The secret of one that is there stays; its instants follow the city's
        rules until its list is published."""
        ...

    def keep_draw_parts(self, draw_id: str, kind: str, first: int, parts: Iterable[bytes]) -> None:
        """Keeps parts of a file from place ``first`` on; those from there on are dropped before."""
        ...

    def note_listed(
        self, draw_id: str, list_hash: str, applications: int, at: datetime
    ) -> None: ...
    def note_started(
        self, draw_id: str, entropy: Json, withdrawn: Sequence[str], at: datetime
    ) -> None: ...
    def note_drawn(self, draw_id: str, seed: str, at: datetime) -> None: ...
    def note_published(self, draw_id: str, at: datetime) -> None: ...
    def keep_digits(self, draw_id: str, digits: DigitsRecord) -> None: ...
    def set_drawn_won(self, application_id: int, units: Sequence[str]) -> None:
        """Keeps that an application won, and which units; it is not shown yet."""
        ...

    def set_drawn_lost(self, application_id: int, because: Json) -> None:
        """Keeps that it lost, and why; it is not shown yet."""
        ...

    def show_slots(self, holder: tuple[str, int]) -> None:
        """Shows the slots of a holder as taken."""
        ...

    def set_second_chance(
        self, application_id: int, units: Sequence[str], until: datetime, at: datetime
    ) -> None:
        """A runner-up wins after all, and has until ``until`` to claim."""
        ...
