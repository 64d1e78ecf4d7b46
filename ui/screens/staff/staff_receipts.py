"""Receipts that did not come out, the oldest first, and files that hold none any more.

Touched here: ``waiting.NUMBER`` in the order in which they stand, ``receipts.reprint``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from kiosk.journeys.staff_works import Waiting, WaitingReceipt
from kiosk.outcome import Refused
from printing.spool import Damaged
from ui.places.staff import StaffReceipt, StaffReceipts, StaffReprint
from ui.preview import Preview
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.widgets.button import BigButton, Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from kiosk.terminal import Terminal
    from ui.stage import Stage

_ROW_MM, _COLUMN_MM = 22.0, 150.0


class StaffReceiptsScreen(StaffScreen):
    @staticmethod
    def ask(place: StaffReceipts, terminal: Terminal) -> Waiting | Refused:
        return terminal.staff.waiting()

    def __init__(self, stage: Stage, place: StaffReceipts, answer: Waiting) -> None:
        super().__init__(stage, place)
        words, theme = self.words, self.theme
        self.head(words.text("maintenance.receipts.title"))
        self.columns = 1
        if place.came:
            came = words.text(f"maintenance.receipts.came.{place.came}")
            self.tell(NoticeCard(theme, Tone.GOOD, Icon.CHECK, came))
        items: tuple[WaitingReceipt | Damaged, ...] = (*answer.receipts, *answer.damaged)
        if items:
            rows = [self._row(number, one) for number, one in enumerate(items, start=1)]
            self.add(PagedList(theme, words, rows, row_mm=_ROW_MM, column_mm=_COLUMN_MM), grow=True)
        else:
            none = words.text("maintenance.receipts.none")
            self.tell(NoticeCard(theme, Tone.NEUTRAL, Icon.CHECK, none))
        again = self.action(
            "receipts.reprint", words.text("maintenance.door.reprint"), Look.SECONDARY, Icon.SEARCH
        )
        again.clicked.connect(lambda: self.stage.go(StaffReprint()))

    def _row(self, number: int, one: WaitingReceipt | Damaged) -> BigButton:
        words = self.words
        if isinstance(one, Damaged):
            title, icon = words.text("maintenance.receipts.damaged"), Icon.WARNING
            sub = words.short_instant(one.since)
        else:
            title = words.text(f"maintenance.receipts.kind.{one.kind}")
            title, icon = f"{title}　{one.booking}".strip(), Icon.RECEIPT
            key = "begun" if one.begun else "made"
            sub = words.text(f"maintenance.receipts.{key}", instant=words.short_instant(one.made))
        button = BigButton(self.theme, title, sub=sub, look=Look.SECONDARY, icon=icon)
        button.setObjectName(f"waiting.{number}")
        button.clicked.connect(partial(self.stage.go, StaffReceipt(one)))
        return button


def previews() -> Iterator[Preview]:
    from ui.samples.staff import MANY_WAITING, WAITING

    yield Preview("three", StaffReceipts(), WAITING)
    yield Preview("every_kind", StaffReceipts("discarded"), MANY_WAITING)
    yield Preview("none", StaffReceipts("printed"), Waiting((), ()))


SCREEN = StaffReceiptsScreen
