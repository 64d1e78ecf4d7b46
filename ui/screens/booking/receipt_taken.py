"""It is done: the receipt on screen, and how its printing went.

Touched here: ``receipt.larger`` (``receipt.picture`` opens the same), ``receipt.print_again``,
``receipt.menu``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from kiosk.journeys.attention import is_to_be_paid
from kiosk.journeys.deed_kind import DeedKind
from kiosk.journeys.outcomes import PaperEnd
from kiosk.model import Reservation
from ui.places import Menu, ReceiptLarger, ReceiptTaken
from ui.preferences import Reach
from ui.preview import Preview
from ui.screens.booking.paying import fee_sentence, pay_sentence
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.card import Card, NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.qr_picture import QrPicture
from ui.widgets.receipt_picture import ReceiptPicture
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


#: What anybody may take along.
HANDOUTS = ("guide", "found", "registered")
#: The receipt of something done earlier.
_REPRINT = "reprint_"
#: Beside the number, as large as a telephone reads it from a hand's breadth away.
_QR_MM = 30.0


class ReceiptTakenScreen(Screen):
    """Prints by itself once, and again on request. What is done stays done without paper.

    From what anybody may take along one goes back to where it was offered.
    """

    def __init__(self, stage: Stage, place: ReceiptTaken, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        self._receipt, self._papers = place.receipt, stage.papers
        self.has_back = place.what in HANDOUTS
        #: A list can be read on the glass; a deed has a number to copy.
        self._is_list = place.number is None
        state = ".provisional" if place.provisional else ""
        self.head(words.text(f"receipt_taken.{place.what}{state}"))
        if place.number is not None:
            self.tell(self._number(_about(place.what), place.number))
        if sentence := self._to_pay(place.made):
            self.tell(NoticeCard(self.theme, Tone.WARNING, Icon.CLOCK, sentence))
        self._paper = NoticeCard(self.theme, Tone.ACCENT, Icon.PRINTER, "")
        self.tell(self._paper)
        if place.receipt.status_url is not None:
            self.tell(Text(self.theme, words.text("receipt_taken.qr")), heading=True)
        picture = ReceiptPicture(self.theme, place.receipt.png, words.text("receipt.picture"))
        picture.clicked.connect(lambda: self.stage.go(ReceiptLarger(place.receipt)))
        self.add(picture, grow=True)
        self._larger = self.action(
            "receipt.larger", words.text("receipt.larger"), Look.SECONDARY, Icon.SEARCH
        )
        self._larger.clicked.connect(picture.click)
        self._again = self.action(
            "receipt.print_again", words.text("receipt.print_again"), Look.SECONDARY, Icon.PRINTER
        )
        self._again.clicked.connect(lambda: self._papers.print(self._receipt.id))
        if not self.has_back:
            menu = self.action("receipt.menu", words.text("receipt.menu"), Look.SECONDARY)
            menu.clicked.connect(lambda: self.stage.go(Menu()))
        self._papers.changed.connect(self._paper_changed)
        self._papers.print_once(self._receipt.id)
        self.show_paper(self._papers.end_of(self._receipt.id))

    def _to_pay(self, made: Reservation | None) -> str:
        """What is to be paid of a booking that was made or given up."""
        if made is None:
            return ""
        if made.state == "cancelled":
            return fee_sentence(self.words, made)
        return pay_sentence(self.words, made) if is_to_be_paid(made) else ""

    @property
    def waiting(self) -> bool:
        """Whether it is still open how printing ends. The resident may go on meanwhile."""
        return self._papers.end_of(self._receipt.id) is None

    def show_paper(self, end: PaperEnd | None) -> None:
        """Says how printing ended, or with None that it goes on; everything but a print that is
        out offers another try."""
        match end:
            case None:
                self._say("paper.printing", Tone.ACCENT, Icon.PRINTER)
            case PaperEnd.PRINTED | PaperEnd.NOT_CUT:
                self._say(f"paper.{end.value}", Tone.GOOD, Icon.CHECK)
            case PaperEnd.CANNOT_TELL:
                self._say("paper.cannot_tell", Tone.ACCENT, Icon.PRINTER)
            case _:
                self._say(f"paper.{end.value}", Tone.WARNING, Icon.WARNING)
        again = end is not None and not end.is_out
        self._again.setVisible(again)
        # In larger type, or within reach of somebody who sits, a low glass has room for two verbs;
        # the picture itself still opens larger, by a touch and by the keys.
        seated = self.theme.low and self.theme.reach is Reach.SEATED
        self._larger.setVisible(not (again and (seated or self.theme.cramped)))

    def _paper_changed(self, receipt_id: str) -> None:
        if receipt_id == self._receipt.id:
            self.show_paper(self._papers.end_of(receipt_id))

    def _say(self, key: str, tone: Tone, icon: Icon) -> None:
        instead = self._is_list and tone is Tone.WARNING
        hint = self.words.text("paper.list.hint" if instead else f"{key}.hint")
        self._paper.say(tone, icon, self.words.text(key), hint)

    def _number(self, about: str, number: str) -> Card:
        card = Card(self.theme)
        soft, cramped = self.theme.palette.ink_soft, self.theme.cramped
        name = Text(self.theme, self.words.text(f"fact.number.{about}"), Type.NOTE, colour=soft)
        # In larger type on a low glass, how printing ended is to be seen below it.
        type_ = Type.HEADING if cramped else Type.FIGURE
        figures = Text(self.theme, number, type_, bold=True)
        said = QVBoxLayout()
        said.setSpacing(0 if cramped else self.theme.gap)
        said.addWidget(name)
        said.addWidget(figures)
        url = self._receipt.status_url
        if url is None:
            card.inside.addLayout(said)
            return card
        # With the number, on the first page: without paper, both are all there is to take away.
        code = QrPicture(self.theme, url, self.words.text("receipt_taken.qr"), _QR_MM)
        beside = figures.sizeHint().width() + code.sizeHint().width() + 4 * self.theme.pad
        upright = beside > self.theme.glass.width_px
        ways = QBoxLayout.Direction
        row = QBoxLayout(ways.TopToBottom if upright else ways.LeftToRight)
        row.addLayout(said, 1)
        row.addWidget(code, 0, Qt.AlignmentFlag.AlignRight)
        card.inside.addLayout(row)
        return card


def _about(what: str) -> str:
    """What the number on the screen is that of."""
    about = what.removeprefix(_REPRINT)
    return DeedKind(what).about if about == what else about


def previews() -> Iterator[Preview]:
    from dataclasses import replace
    from functools import partial

    from ui.samples.receipt import sample_handout, sample_list, sample_receipt
    from ui.samples.values import RESERVATIONS

    def shown(screen: Screen, end: PaperEnd | None) -> None:
        assert isinstance(screen, ReceiptTakenScreen)  # noqa: S101
        screen.show_paper(end)

    def in_language(place: ReceiptTaken, language: str) -> ReceiptTaken:
        sample = sample_list if place.number is None else sample_receipt
        return replace(place, receipt=sample(language=language))

    def preview(label: str, place: ReceiptTaken, **state: Any) -> Preview:  # noqa: ANN401
        return Preview(label, place, spoken=partial(in_language, place), **state)

    place = ReceiptTaken(sample_receipt(), "reserve", RESERVATIONS[0].number)
    yield preview("provisional", replace(place, provisional=True, made=RESERVATIONS[0]))
    yield preview("printing", place, prepare=partial(shown, end=None))
    for end in PaperEnd:
        yield preview(end.value, place, prepare=partial(shown, end=end))
    listed = ReceiptTaken(sample_list(), "list_reservations")
    yield preview("list", listed)
    yield preview("reprint", replace(place, what="reprint_reservation"))
    yield Preview("guide", ReceiptTaken(sample_handout(), "guide"))
    yield preview("list_no_paper", listed, prepare=partial(shown, end=PaperEnd.NO_PAPER))


SCREEN = ReceiptTakenScreen
