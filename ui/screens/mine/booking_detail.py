"""One application or reservation: its facts, its state in a sentence, what can be done with it."""

from __future__ import annotations

from ui.deeds import Deed, DeedKind
from ui.places import Sure
from ui.screens.mine.booking_facts import (
    Item,
    detail_facts,
    kind_of,
    state_tone,
    state_word,
    use_facts,
)
from ui.screens.screen import Screen
from ui.widgets.button import Look
from ui.widgets.card import Card, NoticeCard
from ui.widgets.facts import FactTable
from ui.widgets.icons import Icon


class BookingDetailScreen(Screen):
    """The base of both details."""

    def fill(self, item: Item, icon: Icon, what_now: str) -> None:
        """Lays the facts out. ``what_now`` says what the state means for the resident."""
        words = self.words
        self.head(words.text(f"{kind_of(item)}.title"))
        first, second = self.halves(0, 1)
        use, rest = Card(self.theme), Card(self.theme)
        use.inside.addWidget(FactTable(self.theme, use_facts(words, self.directory, item)))
        rest.inside.addWidget(FactTable(self.theme, detail_facts(words, self.directory, item)))
        first.addWidget(use)
        self.end_half(first)
        state = state_word(words, item)
        second.addWidget(NoticeCard(self.theme, state_tone(item), icon, state, what_now))
        second.addWidget(rest)
        second.addStretch(1)

    def offer(self, item: Item, verb: str, kind: DeedKind, look: Look) -> None:
        """A button for something that can be done; it is asked about once more."""
        text = self.words.text(f"deed.{kind.value}.verb")
        button = self.action(f"{kind_of(item)}.{verb}", text, look)
        button.clicked.connect(lambda: self.stage.go(Sure(Deed(kind, item.id), item)))
