"""It is done: the receipt on screen, and how its printing went."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.terminal import PaperEnd
from ui.places import Menu, ReceiptTaken
from ui.preview import Preview
from ui.request import Request
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.card import Card, NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.receipt_picture import ReceiptPicture
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


class ReceiptTakenScreen(Screen):
    """Prints by itself once, and again on request. What is done stays done without paper."""

    has_back = False

    def __init__(self, stage: Stage, place: ReceiptTaken, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        self._receipt = place.receipt
        #: Whether it is still open how printing ends.
        self.printing = True
        self.head(words.text(f"receipt_taken.{place.what}"))
        info, paper = self.halves(0, 1)
        if place.number is not None:
            info.addWidget(self._number(place.number))
        self._paper = NoticeCard(self.theme, Tone.ACCENT, Icon.PRINTER, "")
        info.addWidget(self._paper)
        if place.receipt.status_url is not None:
            info.addWidget(Text(self.theme, words.text("receipt_taken.qr")))
        self.end_half(info)
        picture = ReceiptPicture(self.theme, place.receipt.png, words.text("receipt.picture"))
        paper.addWidget(picture, 1)
        self._again = self.action(
            "receipt.print_again", words.text("receipt.print_again"), Look.SECONDARY, Icon.PRINTER
        )
        self._again.clicked.connect(self.print)
        menu = self.action("receipt.menu", words.text("receipt.menu"), Look.SECONDARY)
        menu.clicked.connect(lambda: self.stage.go(Menu()))
        self._say("paper.printing", Tone.ACCENT, Icon.PRINTER)
        self._again.hide()
        self.print()

    def print(self) -> None:
        """Sends the receipt to the printer. The resident may go on meanwhile."""
        self.printing = True
        self._say("paper.printing", Tone.ACCENT, Icon.PRINTER)
        self._again.hide()
        printing = Request(self.terminal.receipts, "print", (self._receipt.id,))
        job = self.stage.jobs.submit(printing, owner=self)
        job.done.connect(self.show_paper)
        job.crashed.connect(self.stage.crash)

    def show_paper(self, end: PaperEnd) -> None:
        """Says how printing ended; everything but a print that is out offers another try."""
        self.printing = False
        printed = end is PaperEnd.PRINTED
        tone = Tone.GOOD if printed else Tone.WARNING
        self._say(f"paper.{end.value}", tone, Icon.CHECK if printed else Icon.WARNING)
        self._again.setVisible(not printed)

    def _say(self, key: str, tone: Tone, icon: Icon) -> None:
        self._paper.say(tone, icon, self.words.text(key), self.words.text(f"{key}.hint"))

    def _number(self, number: str) -> Card:
        card = Card(self.theme)
        soft = self.theme.palette.ink_soft
        name = self.words.text("fact.number")
        card.inside.addWidget(Text(self.theme, name, Type.NOTE, colour=soft))
        card.inside.addWidget(Text(self.theme, number, Type.FIGURE, bold=True))
        return card


def previews() -> Iterator[Preview]:
    from functools import partial

    from ui.samples.receipt import sample_receipt

    def shown(screen: Screen, end: PaperEnd) -> None:
        assert isinstance(screen, ReceiptTakenScreen)  # noqa: S101
        screen.show_paper(end)

    place = ReceiptTaken(sample_receipt(), "reserve", "R-2027-000123")
    yield Preview("printing", place)
    for end in PaperEnd:
        yield Preview(end.value, place, prepare=partial(shown, end=end))
    yield Preview("list", ReceiptTaken(sample_receipt(), "list_reservations"))


SCREEN = ReceiptTakenScreen
