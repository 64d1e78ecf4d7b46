"""The city's other services: a code for the telephone each, since a kiosk opens no other site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kiosk.guide import Link
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import Place, Services
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.theme.theme import Type
from ui.widgets.card import Card
from ui.widgets.qr_picture import QrPicture
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


class ServicesScreen(Screen):
    def __init__(self, stage: Stage, place: Place, answer: tuple[Link, ...]) -> None:
        super().__init__(stage, place)
        words = self.words
        if answer:
            self.head(words.text("services.title"), words.text("services.lead"))
        else:
            self.head(words.text("services.title"))
            self.tell(Text(self.theme, words.text("services.none"), Type.LABEL))
        for link in answer:
            self.tell(self._card(link))

    @staticmethod
    def ask(place: Place, terminal: Terminal) -> tuple[Link, ...]:
        found = terminal.guide.links()
        return () if isinstance(found, Refused) else found

    def _card(self, link: Link) -> Card:
        words, theme = self.words, self.theme
        card, row, column = Card(theme), QHBoxLayout(), QVBoxLayout()
        name = words.of(link.name)
        row.setSpacing(theme.pad)
        row.addWidget(QrPicture(theme, link.url, name), 0, Qt.AlignmentFlag.AlignVCenter)
        column.addStretch(1)
        column.addWidget(Text(theme, name, Type.HEADING, bold=True))
        column.addWidget(Text(theme, words.of(link.about), Type.LABEL))
        column.addStretch(1)
        row.addLayout(column, 1)
        card.inside.addLayout(row)
        return card


def previews() -> Iterator[Preview]:
    from ui.samples.guide import LINKS

    yield Preview("two", Services(), LINKS)
    yield Preview("none", Services(), ())


SCREEN = ServicesScreen
