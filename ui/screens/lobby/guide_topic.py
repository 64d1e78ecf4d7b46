"""Which question? All that one topic of the guide answers.

Touched here: ``guide.SECTION_ID``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk import guide
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import GuideSection, GuideTopic
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.widgets.button import BigButton, Look
from ui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from ui.stage import Stage


class GuideTopicScreen(Screen):
    def __init__(self, stage: Stage, place: GuideTopic, answer: guide.GuideTopic) -> None:
        super().__init__(stage, place)
        words = self.words
        self.head(words.of(answer.title), words.text("guide_topic.lead"))
        self.columns = 1
        rows = [self._row(answer.id, section) for section in answer.sections]
        self.add(PagedList(self.theme, words, rows), grow=True)

    @staticmethod
    def ask(place: GuideTopic, terminal: Terminal) -> guide.GuideTopic | Refused:
        found = terminal.guide.guide()
        if isinstance(found, Refused):
            return found
        return found.topic(place.topic_id) or Refused("not_found")

    def _row(self, topic_id: str, section: guide.GuideSection) -> BigButton:
        row = BigButton(self.theme, self.words.of(section.title), look=Look.ROW)
        row.setObjectName(f"guide.{section.id}")
        row.clicked.connect(lambda: self.stage.go(GuideSection(topic_id, section.id)))
        return row


def previews() -> Iterator[Preview]:
    from ui.samples.guide import GUIDE, LONG_TOPIC

    yield Preview("two_questions", GuideTopic("register"), GUIDE.topics[1])
    yield Preview("many_questions", GuideTopic("long"), LONG_TOPIC)


SCREEN = GuideTopicScreen
