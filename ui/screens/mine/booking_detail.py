"""One application or reservation: its facts, its state in a sentence, what can be done with it."""

from __future__ import annotations

from kiosk.journeys.deed_kind import DeedKind
from kiosk.journeys.outcomes import ReceiptView
from ui.deeds import Deed
from ui.places import ReceiptTaken, Sure
from ui.request import Request
from ui.screens.mine.booking_facts import (
    Item,
    detail_facts,
    kind_of,
    state_tone,
    state_word,
    use_facts,
)
from ui.screens.screen import Screen
from ui.widgets.button import BigButton, Look
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon


class BookingDetailScreen(Screen):
    """The base of both details."""

    def fill(self, item: Item, icon: Icon, what_now: str, more: list[Fact] | None = None) -> None:
        """Lays the facts out. ``what_now`` says what the state means for the resident."""
        words = self.words
        self.head(words.text(f"{kind_of(item)}.title"))
        state = state_word(words, item)
        self.spread()
        self.tell(NoticeCard(self.theme, state_tone(item), icon, state, what_now))
        self.tell_facts(use_facts(words, self.directory, item))
        self.tell_facts([*detail_facts(words, self.directory, item), *(more or [])])

    def offer(self, item: Item, verb: str, kind: DeedKind, look: Look) -> None:
        """A verb for something that can be done; it is asked about once more."""
        text = self.words.text(f"deed.{kind.value}.verb")
        button = self.action(f"{kind_of(item)}.{verb}", text, look)
        button.clicked.connect(lambda: self.stage.go(Sure(Deed(kind, item.id), item)))

    def offer_paper(self, item: Item) -> None:
        """Its receipt once more, for who has none or no longer."""
        kind = kind_of(item)
        button = self.way_on(f"{kind}.print", self.words.text("booking.print"), Icon.PRINTER)

        def show(receipt: ReceiptView) -> None:
            self.stage.go(ReceiptTaken(receipt, f"reprint_{kind}", item.number))

        made = Request(self.terminal.receipts, "of_booking", (item,))
        button.clicked.connect(lambda: self.stage.ask(made, done=show))

    def way_on(self, name: str, text: str, icon: Icon) -> BigButton:
        """A button within the page, to something beside the verbs."""
        button = BigButton(self.theme, text, look=Look.SECONDARY, icon=icon)
        button.setObjectName(name)
        self.add(button)
        return button
