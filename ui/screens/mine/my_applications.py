"""My lottery applications.

Touched here: ``application.NUMBER``, ``list.print``, ``list.history``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.model import Application
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import MyApplications, Place
from ui.preview import Preview
from ui.screens.mine.booking_list import BookingListScreen

if TYPE_CHECKING:
    from ui.stage import Stage


class MyApplicationsScreen(BookingListScreen):
    what = "my_applications"

    def __init__(self, stage: Stage, place: Place, answer: tuple[Application, ...]) -> None:
        super().__init__(stage, place)
        self.fill(answer)

    @staticmethod
    def ask(place: Place, terminal: Terminal) -> tuple[Application, ...] | Refused:
        return terminal.my_bookings.applications()


def previews() -> Iterator[Preview]:
    from ui.samples.values import APPLICATIONS

    yield Preview("every_state", MyApplications(), APPLICATIONS)
    yield Preview("none", MyApplications(), ())


SCREEN = MyApplicationsScreen
