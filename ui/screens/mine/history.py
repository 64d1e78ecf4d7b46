"""What lies behind: used, cancelled, lost, a month of use at a time.

Touched here: ``application.NUMBER``, ``reservation.NUMBER``, ``history.earlier``,
``history.later``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kiosk.journeys.attention import is_over
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import History
from ui.preview import Preview
from ui.screens.mine.booking_facts import Item
from ui.screens.mine.booking_list import booking_row
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.paged_list import PagedList
from ui.wording.words import JAPAN

if TYPE_CHECKING:
    from ui.stage import Stage


@dataclass(frozen=True, slots=True)
class HistoryAnswer:
    """Everything that is over, the latest first."""

    items: tuple[Item, ...]


class HistoryScreen(Screen):
    """As far back as the city keeps it; the months that hold something can be turned."""

    def __init__(self, stage: Stage, place: History, answer: HistoryAnswer) -> None:
        super().__init__(stage, place)
        words = self.words
        months = sorted({_month(item) for item in answer.items})
        kept = words.text("history.kept", months=self.directory.city.history_months)
        if not months:
            self.head(words.text("history.title"), kept)
            none = words.text("history.none")
            self.tell(NoticeCard(self.theme, Tone.ACCENT, Icon.CLOCK, none))
            return
        month = place.month if place.month in months else months[-1]
        self.head(words.text("history.of", month=words.month(month)), kept)
        self.columns = 1
        rows = [booking_row(self, item) for item in answer.items if _month(item) == month]
        self.add(PagedList(self.theme, words, rows, row_mm=30.0), grow=True)
        if len(months) > 1:
            here = months.index(month)
            self._turn("history.earlier", Icon.BACK, months[max(0, here - 1)], month)
            self._turn("history.later", Icon.FORWARD, months[min(len(months) - 1, here + 1)], month)

    @staticmethod
    def ask(place: History, terminal: Terminal) -> HistoryAnswer | Refused:
        applications = terminal.my_bookings.applications()
        if isinstance(applications, Refused):
            return applications
        reservations = terminal.my_bookings.reservations()
        if isinstance(reservations, Refused):
            return reservations
        return over((*applications, *reservations), terminal)

    def _turn(self, name: str, icon: Icon, to: date, here: date) -> None:
        button = self.action(name, self.words.text(name), Look.SECONDARY, icon)
        end = "off.first" if icon is Icon.BACK else "off.last"
        button.allow(when=to != here, otherwise=self.words.text(end))
        button.clicked.connect(lambda: self.stage.go(History(to)))


def over(items: tuple[Item, ...], terminal: Terminal) -> HistoryAnswer:
    """Of all that a resident has, what lies behind."""
    now = terminal.now()
    behind = [item for item in items if is_over(item, now)]
    return HistoryAnswer(tuple(sorted(behind, key=lambda item: item.from_, reverse=True)))


def _month(item: Item) -> date:
    return item.from_.astimezone(JAPAN).date().replace(day=1)


def previews() -> Iterator[Preview]:
    from ui.samples import mine

    yield Preview("two_months", History(), HistoryAnswer(mine.BEHIND))
    yield Preview("none", History(), HistoryAnswer(()))


SCREEN = HistoryScreen
