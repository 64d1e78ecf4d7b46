"""My reservations.

Touched here: ``reservation.NUMBER``, ``list.print``, ``list.history``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.model import Reservation
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import MyReservations, Place
from ui.preview import Preview
from ui.screens.mine.booking_list import BookingListScreen

if TYPE_CHECKING:
    from ui.stage import Stage


class MyReservationsScreen(BookingListScreen):
    what = "my_reservations"

    def __init__(self, stage: Stage, place: Place, answer: tuple[Reservation, ...]) -> None:
        super().__init__(stage, place)
        self.fill(answer)

    @staticmethod
    def ask(place: Place, terminal: Terminal) -> tuple[Reservation, ...] | Refused:
        return terminal.my_bookings.reservations()


def previews() -> Iterator[Preview]:
    from ui.samples.values import RESERVATIONS

    yield Preview("every_state", MyReservations(), RESERVATIONS)
    yield Preview("none", MyReservations(), ())


SCREEN = MyReservationsScreen
