"""A resident's applications or reservations as a list, with a button to take it on paper."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.model import Application
from ui.places import ApplicationDetail, Place, ReceiptTaken, ReservationDetail
from ui.request import Request
from ui.screens.mine.booking_facts import Item, kind_of, state_tone, state_word
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.button import BigButton, Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.paged_list import PagedList
from ui.wording.words import JAPAN


class BookingListScreen(Screen):
    """The base of both lists. ``what`` names the list in the wording and in the journey."""

    what = ""

    def fill(self, items: Sequence[Item]) -> None:
        """Lays the list out; an empty one says so."""
        words = self.words
        self.head(words.text(f"{self.what}.title"), words.text(f"{self.what}.lead"))
        if not items:
            none = words.text(f"{self.what}.none")
            self.body.addWidget(NoticeCard(self.theme, Tone.ACCENT, Icon.LIST, none))
            self.body.addStretch(1)
            return
        rows = [self._row(item) for item in items]
        self.body.addWidget(PagedList(self.theme, words, rows, row_mm=30.0), 1)
        take = self.action("list.print", words.text("list.print"), Look.SECONDARY, Icon.PRINTER)
        take.clicked.connect(self._print)

    def _row(self, item: Item) -> BigButton:
        words = self.words
        facility, room = self.directory.names(item.room_id, item.facility_id)
        day = words.date(item.from_.astimezone(JAPAN).date())
        row = BigButton(
            self.theme,
            f"{day}　{words.time_span(item.from_, item.until)}",
            sub=f"{words.of(facility)}　{words.of(room)}",
            mark=state_word(words, item),
            mark_tone=state_tone(item),
            look=Look.ROW,
        )
        row.setObjectName(f"{kind_of(item)}.{item.number}")
        row.clicked.connect(lambda: self.stage.go(_detail(item)))
        return row

    def _print(self) -> None:
        what = f"list_{self.what.removeprefix('my_')}"
        self.stage.ask(
            Request(self.terminal.receipts, what),
            done=lambda receipt: self.stage.go(ReceiptTaken(receipt, what)),
        )


def _detail(item: Item) -> Place:
    if isinstance(item, Application):
        return ApplicationDetail(item)
    return ReservationDetail(item)
