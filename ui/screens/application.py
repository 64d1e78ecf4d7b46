"""One lottery application: its state, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.model import Application
from ui.deeds import Deed, DeedKind
from ui.places import ApplicationDetail, Sure
from ui.preview import Preview
from ui.screens.booking_facts import detail_facts, state_tone, use_facts
from ui.screens.screen import Screen
from ui.widgets.button import Look
from ui.widgets.card import Card, NoticeCard
from ui.widgets.facts import FactTable
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage

_DEEDS = {
    "cancel": (DeedKind.CANCEL_APPLICATION, Look.DANGER),
    "waive": (DeedKind.WAIVE, Look.DANGER),
    "claim": (DeedKind.CLAIM, Look.PRIMARY),
}
#: The safer deed stands first, the one most residents came for at the thumb's side.
_ORDER = ("cancel", "waive", "claim")


class ApplicationScreen(Screen):
    def __init__(self, stage: Stage, place: ApplicationDetail, answer: None = None) -> None:
        super().__init__(stage, place)
        item, words = place.application, self.words
        self.head(words.text("application.title"))
        first, second = self.halves(0, 1)
        use, rest = Card(self.theme), Card(self.theme)
        use.inside.addWidget(FactTable(self.theme, use_facts(words, self.directory, item)))
        rest.inside.addWidget(FactTable(self.theme, detail_facts(words, self.directory, item)))
        first.addWidget(use)
        self.end_half(first)
        second.addWidget(self._what_now(item))
        second.addWidget(rest)
        second.addStretch(1)
        for name in _ORDER:
            if name in item.can:
                self._offer(item, name)

    def _what_now(self, item: Application) -> NoticeCard:
        words, draw = self.words, item.draw
        body = words.text(
            f"application.now.{item.state}",
            draw=words.instant(draw.draw_at),
            result=words.instant(draw.result_from),
            until=words.deadline(draw.claim_until),
        )
        title = words.text(f"application.state.{item.state}")
        return NoticeCard(self.theme, state_tone(item), Icon.TICKET, title, body)

    def _offer(self, item: Application, name: str) -> None:
        kind, look = _DEEDS[name]
        button = self.action(
            f"application.{name}", self.words.text(f"deed.{kind.value}.verb"), look
        )
        button.clicked.connect(lambda: self.stage.go(Sure(Deed(kind, item.id), item)))


def previews() -> Iterator[Preview]:
    from ui.samples.values import APPLICATIONS

    for application in APPLICATIONS:
        yield Preview(application.state, ApplicationDetail(application))


SCREEN = ApplicationScreen
