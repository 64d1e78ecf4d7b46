"""What the dock can do to the lobby: a port, implemented by the demonstration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

PrinterMood = Literal["ready", "no_paper", "cover_open", "not_answering"]
ClockStop = Literal["lottery_week", "before_first_come", "result_day", "next_day", "today"]

PRINTER_MOODS: tuple[PrinterMood, ...] = ("ready", "no_paper", "cover_open", "not_answering")
CLOCK_STOPS: tuple[ClockStop, ...] = (
    "lottery_week",
    "before_first_come",
    "result_day",
    "next_day",
    "today",
)


@dataclass(frozen=True, slots=True)
class SampleResident:
    """An invented resident. ``story`` is the catalogue key of what is special about them."""

    story: str
    number: str
    secret: str


class Lobby(Protocol):
    """Everything that happens around a kiosk. Calls return at once or within a second or two."""

    residents: Sequence[SampleResident]

    def show_card(self, number: str) -> None: ...
    def set_printer(self, mood: PrinterMood) -> None: ...
    def cut_line(self) -> None: ...
    def restore_line(self) -> None: ...
    def line_is_up(self) -> bool: ...
    def service_time(self) -> datetime: ...
    def move_clock(self, stop: ClockStop) -> None: ...
    def take_payment(self, reservation_number: str) -> str:
        """Work the counter: take the money. Returns the answer in words."""

    def book_at_counter(self) -> str:
        """Work the counter: book a free room for tomorrow. Returns the answer in words."""

    def receipt_pictures(self) -> Sequence[bytes]:
        """All receipts that came out of the printer so far, as PNG, oldest first."""
