"""A resident's applications or reservations as a list, with a button to take it on paper."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.journeys.attention import is_over
from kiosk.model import Application
from ui.places import ApplicationDetail, History, Place, ReceiptTaken, ReservationDetail
from ui.request import Request
from ui.screens.mine.booking_facts import Item, kind_of, state_tone, state_word, when, where
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.button import BigButton, Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.paged_list import PagedList


class BookingListScreen(Screen):
    """The base of both lists. ``what`` names the list in the wording and in the journey."""

    what = ""

    def fill(self, items: Sequence[Item]) -> None:
        """Lays out what is still to come, the next first; what is over stands in the history."""
        words, now = self.words, self.terminal.now()
        self.head(words.text(f"{self.what}.title"), words.text(f"{self.what}.lead"))
        self.columns = 1
        coming = sorted((i for i in items if not is_over(i, now)), key=lambda item: item.from_)
        if coming:
            rows = [booking_row(self, item) for item in coming]
            self.add(PagedList(self.theme, words, rows, row_mm=30.0), grow=True)
        else:
            none = words.text(f"{self.what}.none")
            self.tell(NoticeCard(self.theme, Tone.ACCENT, Icon.LIST, none))
        history = self.action(
            "list.history", words.text("list.history"), Look.SECONDARY, Icon.CLOCK
        )
        history.clicked.connect(lambda: self.stage.go(History()))
        if coming:
            printing = words.text("list.print")
            take = self.action("list.print", printing, Look.SECONDARY, Icon.PRINTER)
            take.clicked.connect(self._print)

    def _print(self) -> None:
        what = f"list_{self.what.removeprefix('my_')}"
        self.stage.ask(
            Request(self.terminal.receipts, what),
            done=lambda receipt: self.stage.go(ReceiptTaken(receipt, what)),
        )


def booking_row(screen: Screen, item: Item) -> BigButton:
    """One booking as a row that leads to its detail."""
    words = screen.words
    row = BigButton(
        screen.theme,
        when(words, item),
        sub=where(words, screen.directory, item),
        mark=state_word(words, item),
        mark_tone=state_tone(item),
        look=Look.ROW,
    )
    row.setObjectName(f"{kind_of(item)}.{item.number}")
    row.clicked.connect(lambda: screen.stage.go(_detail(item)))
    return row


def _detail(item: Item) -> Place:
    if isinstance(item, Application):
        return ApplicationDetail(item)
    return ReservationDetail(item)
