"""Why was it not drawn? The reason, what may still come of it, and how anybody can check it.

Touched here: ``lost.look``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout

from kiosk.model import Application
from ui.places import Lost, Month
from ui.preview import Preview
from ui.screens.mine.booking_facts import when, where
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.card import Card, NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon
from ui.widgets.qr_picture import QrPicture
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage

#: The reasons that a draw gives; another one is told as the first.
_REASONS: Final = ("slot_taken", "quota_full", "clash", "not_free")
#: The facility took the hours before the draw: no ticket decided, and there is nothing to check.
_WITHOUT_A_DRAW: Final = frozenset({"not_free"})
_QR_MM = 42.0


class LostScreen(Screen):
    def __init__(self, stage: Stage, place: Lost, answer: None = None) -> None:
        super().__init__(stage, place)
        words, item = self.words, place.application
        because = item.lost_because or {}
        code = because.get("code") if because.get("code") in _REASONS else _REASONS[0]
        self.head(
            words.text("lost.title"), f"{when(words, item)}　{where(words, self.directory, item)}"
        )
        self.columns = 1
        self.tell(
            NoticeCard(
                self.theme,
                Tone.MUTED,
                Icon.TICKET,
                words.text(f"lost.{code}"),
                words.text(f"lost.{code}.more"),
            )
        )
        self.tell(self._what_next(item))
        if code not in _WITHOUT_A_DRAW:
            facts = [Fact(words.text("lost.token"), item.token)]
            witness = because.get("witness")
            if isinstance(witness, str):
                facts.append(Fact(words.text("lost.witness"), witness))
            self.tell_facts(facts)
            self.tell(self._check(item))
        if self.directory.room(item.room_id) is not None:
            look = self.action("lost.look", words.text("lost.look"), Look.SECONDARY, Icon.CALENDAR)
            look.clicked.connect(lambda: self.stage.go(Month(item.room_id, item.date)))

    def _what_next(self, item: Application) -> NoticeCard:
        words = self.words
        if item.waiting is None:
            title, body = words.text("lost.over"), words.text("lost.over.more")
            return NoticeCard(self.theme, Tone.ACCENT, Icon.CALENDAR, title, body)
        until = item.draw.claim_until
        body = words.text("lost.waiting.more")
        if until is not None:
            body = words.text("lost.waiting.until", until=words.short_deadline(until))
        title = words.text("lost.waiting", place=item.waiting.place, of=item.waiting.of)
        return NoticeCard(self.theme, Tone.LOTTERY, Icon.CLOCK, title, body)

    def _check(self, item: Application) -> Card:
        words = self.words
        card, row = Card(self.theme), QHBoxLayout()
        row.setSpacing(self.theme.pad)
        row.addWidget(QrPicture(self.theme, item.status_url, words.text("lost.qr"), _QR_MM))
        row.addWidget(Text(self.theme, words.text("lost.check"), Type.BODY), 1)
        card.inside.addLayout(row)
        return card


def previews() -> Iterator[Preview]:
    from msgspec.structs import replace

    from ui.samples import mine

    for code in _REASONS:
        because: dict[str, object] = {"code": code, "witness": "8c41-0f2e", "slot": 1}
        yield Preview(code, Lost(replace(mine.LOST, lost_because=because)))
    yield Preview("waiting", Lost(mine.WAITING))


SCREEN = LostScreen
