"""The answer to one question: what holds, step by step, what to bring, where, until when.

Touched here: ``guide_section.print``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from kiosk import guide
from kiosk.model import Text as CityText
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import GuideSection
from ui.preferences import TypeSize
from ui.preview import Preview
from ui.request import Request
from ui.screens.lobby.handing_out import offer_paper
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.card import Card
from ui.widgets.icons import Icon
from ui.widgets.qr_picture import QrPicture
from ui.widgets.reading import Checklist, Step, Told
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


#: In one list.
_MOST_THINGS = 6


class GuideSectionScreen(Screen):
    def __init__(self, stage: Stage, place: GuideSection, answer: guide.GuideSection) -> None:
        super().__init__(stage, place)
        words, theme = self.words, self.theme
        self.head(words.of(answer.title))
        if _is_text_alone(answer):
            self.columns = 1  # a few sentences are read down, not across
        for paragraph in answer.paragraphs:
            self.tell_text(words.of(paragraph), Type.LABEL)
        for number, step in enumerate(answer.steps, start=1):
            self.tell(Step(theme, number, words.of(step)))
        for fact in answer.facts:
            self.tell(Told(theme, words.of(fact.label), words.of(fact.value)))
        if answer.bring:
            self._bring([words.of(thing) for thing in answer.bring])
        self._short("where", answer.where, Icon.PLACE)
        self._short("until", answer.until, Icon.CLOCK, Tone.WARNING)
        if answer.tel is not None:
            label = words.text("guide_section.tel")
            self.tell(Told(theme, label, answer.tel, Icon.PHONE, value_type=Type.HEADING))
        if answer.url is not None:
            self.tell(self._address(answer.url))
        sheet = Request(self.terminal.handouts, "guide", (place.topic_id, place.section_id))
        offer_paper(self, "guide_section.print", sheet, "guide")

    @staticmethod
    def ask(place: GuideSection, terminal: Terminal) -> guide.GuideSection | Refused:
        found = terminal.guide.guide()
        if isinstance(found, Refused):
            return found
        return found.section(place.topic_id, place.section_id) or Refused("not_found")

    def _bring(self, things: list[str]) -> None:
        """A list, or a card for each thing where a list would be higher than the page."""
        title = self.words.text("guide_section.bring")
        low = not self.theme.glass.portrait or self.theme.type_size is TypeSize.LARGEST
        most = 1 if low else _MOST_THINGS
        for first in range(0, len(things), most):
            some = tuple(things[first : first + most])
            self.tell(Checklist(self.theme, title if first == 0 else "", some))

    def _short(
        self, name: str, text: CityText | None, icon: Icon, tone: Tone = Tone.NEUTRAL
    ) -> None:
        if text is not None:
            label = self.words.text(f"guide_section.{name}")
            self.tell(Told(self.theme, label, self.words.of(text), icon, tone))

    def _address(self, url: str) -> Card:
        """A kiosk opens no other site; a telephone does."""
        told = self.words.text("guide_section.url")
        card, row = Card(self.theme), QHBoxLayout()
        row.setSpacing(self.theme.pad)
        row.addWidget(QrPicture(self.theme, url, told), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Text(self.theme, told), 1, Qt.AlignmentFlag.AlignVCenter)
        card.inside.addLayout(row)
        return card


def _is_text_alone(section: guide.GuideSection) -> bool:
    beside = (section.where, section.until, section.tel, section.url)
    return not (section.steps or section.facts or section.bring or any(beside))


def previews() -> Iterator[Preview]:
    from ui.samples.guide import GUIDE, LONG_TOPIC

    for section in (*GUIDE.topics[1].sections, LONG_TOPIC.sections[0]):
        yield Preview(section.id, GuideSection("register", section.id), section)


SCREEN = GuideSectionScreen
