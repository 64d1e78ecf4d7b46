"""What is it about? The topics of the city's guide.

Touched here: ``guide.TOPIC_ID``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk import guide
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import Guide, GuideSection, GuideTopic, Place
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.button import BigButton, Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon, icon_named
from ui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from ui.stage import Stage


class GuideScreen(Screen):
    def __init__(self, stage: Stage, place: Place, answer: tuple[guide.GuideTopic, ...]) -> None:
        super().__init__(stage, place)
        words = self.words
        self.head(words.text("guide.title"), words.text("guide.lead"))
        self.columns = 1
        if answer:
            rows = [self._row(topic) for topic in answer]
            self.add(PagedList(self.theme, words, rows, row_mm=26.0), grow=True)
        else:
            self.tell(NoticeCard(self.theme, Tone.WARNING, Icon.CLOCK, words.text("guide.none")))

    @staticmethod
    def ask(place: Place, terminal: Terminal) -> tuple[guide.GuideTopic, ...]:
        """A guide that has not come yet is told as such: others answer meanwhile."""
        found = terminal.guide.guide()
        return () if isinstance(found, Refused) else found.topics

    def _row(self, topic: guide.GuideTopic) -> BigButton:
        words = self.words
        inside = "・" if words.language.startswith(("ja", "zh")) else ", "
        row = BigButton(
            self.theme,
            words.of(topic.title),
            sub=inside.join(words.of(section.title) for section in topic.sections[:2]),
            look=Look.ROW,
            icon=icon_named(topic.icon),
        )
        row.setObjectName(f"guide.{topic.id}")
        row.clicked.connect(lambda: self.stage.go(_way(topic)))
        return row


def _way(topic: guide.GuideTopic) -> Place:
    """Where a topic leads: to its questions, or to the answer if there is but one."""
    if len(topic.sections) == 1:
        return GuideSection(topic.id, topic.sections[0].id)
    return GuideTopic(topic.id)


def previews() -> Iterator[Preview]:
    from ui.samples.guide import GUIDE

    yield Preview("topics", Guide(), GUIDE.topics)
    yield Preview("not_yet", Guide(), ())


SCREEN = GuideScreen
