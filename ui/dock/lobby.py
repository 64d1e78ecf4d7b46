"""What the dock can do to the lobby: a port, implemented by the demonstration."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, Protocol

PrinterMood = Literal["ready", "no_paper", "cover_open", "not_answering"]
ClockStop = Literal["lottery_week", "before_first_come", "result_day", "next_day"]

PRINTER_MOODS: tuple[PrinterMood, ...] = ("ready", "no_paper", "cover_open", "not_answering")
CLOCK_STOPS: tuple[ClockStop, ...] = (
    "lottery_week",
    "before_first_come",
    "result_day",
    "next_day",
)


class SampleResident(Protocol):
    """An invented resident. ``story`` is the catalogue key of what is special about them."""

    @property
    def story(self) -> str: ...
    @property
    def number(self) -> str: ...
    @property
    def secret(self) -> str: ...


class CounterAnswer(Protocol):
    """What the counter's work came to: the reservation's number, or the refusal's code."""

    @property
    def number(self) -> str | None: ...
    @property
    def code(self) -> str | None: ...


class Lobby(Protocol):
    """Everything that happens around a kiosk. Calls return at once or within a second or two."""

    @property
    def residents(self) -> Sequence[SampleResident]: ...
    @property
    def staff_pin(self) -> str: ...
    @property
    def technician_pin(self) -> str: ...
    def show_card(self, number: str) -> None: ...
    def show_staff_card(self) -> None: ...
    def set_printer(self, mood: PrinterMood) -> None: ...
    def cut_line(self) -> None: ...
    def restore_line(self) -> None: ...
    def line_is_up(self) -> bool: ...
    def service_time(self) -> datetime: ...
    def move_clock(self, stop: ClockStop) -> None:
        """Move the service's clock on to the next such moment; it never goes back."""

    def take_payment(self, reservation_number: str) -> CounterAnswer: ...
    def book_at_counter(self) -> CounterAnswer: ...
    def receipt_pictures(self) -> Sequence[bytes]:
        """All receipts that came out of the printer so far, as PNG, oldest first."""
