"""Nothing can be shown yet: the availability was never fetched. Goes away by itself.

Touched here: ``language.LANGUAGE`` (it goes away by itself).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer

from ui.places import OutOfService, Place
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.card import IconMark
from ui.widgets.icons import Icon
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage

_MS = 1000


class OutOfServiceScreen(Screen):
    has_back = False
    has_stop = False
    has_languages = True

    def __init__(self, stage: Stage, place: Place, answer: None = None) -> None:
        super().__init__(stage, place)
        theme, words, centre = self.theme, self.words, Qt.AlignmentFlag.AlignHCenter
        self.body.addStretch(1)
        mark = IconMark(theme, Icon.CLOCK, theme.tone(Tone.WARNING).line, 40.0)
        self.body.addWidget(mark, 0, centre)
        self.body.addSpacing(theme.pad)
        title = words.text("out_of_service.title")
        self.body.addWidget(Text(theme, title, Type.TITLE, bold=True, align=centre))
        self.body.addSpacing(theme.gap)
        body = words.text("out_of_service.body")
        self.body.addWidget(Text(theme, body, Type.LABEL, align=centre))
        self.body.addStretch(2)
        timer = QTimer(self)
        timer.setInterval(round(stage.around.settings.ask_again_seconds * _MS))
        timer.timeout.connect(self.stage.find_city)
        timer.start()


def previews() -> Iterator[Preview]:
    yield Preview("never_synced", OutOfService())


SCREEN = OutOfServiceScreen
