"""The base of the screens at which a visit ends, well or not."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.card import Card, IconMark
from ui.widgets.icons import Icon
from ui.widgets.text import Text

_MS = 1000
_MARK_MM = 60.0
_PICTURE_MM = 48.0


class FarewellScreen(Screen):
    """A sign, a sentence, and a button that leads to the start, which also comes by itself."""

    has_back = False
    has_stop = False

    def say(
        self, name: str, icon: Icon, tone: Tone, *, take: tuple[tuple[Icon, str], ...] = ()
    ) -> None:
        """``name`` is the key of the wording and of the button; ``take``: pictures, with their
        words, of what must not be left behind."""
        theme, words, centre = self.theme, self.words, Qt.AlignmentFlag.AlignHCenter
        title, body = words.text(f"{name}.title"), words.text(f"{name}.body")
        if take:
            # Nothing stands before what would be left behind.
            self.head(title)
            for picture, text in take:
                self.tell(self._thing(picture, text))
            self.tell(Text(theme, body, Type.LABEL))
        else:
            self.columns = 1
            sign = QWidget()
            column = QVBoxLayout(sign)
            column.setSpacing(theme.pad)
            mark = IconMark(theme, icon, theme.tone(tone).line, _MARK_MM * self._scale)
            column.addWidget(mark, 0, centre)
            column.addWidget(Text(theme, title, Type.TITLE, bold=True, align=centre))
            column.addWidget(Text(theme, body, Type.LABEL, align=centre))
            self.tell(sign)
        start = self.action(f"{name}.start", words.text(f"{name}.start"))
        start.clicked.connect(self.stage.leave)
        delay = round(self.stage.around.settings.ended_seconds * _MS)
        QTimer.singleShot(delay, self, self.stage.leave)

    @property
    def _scale(self) -> float:
        """Pictures are smaller on a wide glass, which is less high."""
        return 1.0 if self.theme.glass.portrait else 0.5

    def _thing(self, picture: Icon, text: str) -> Card:
        """Something the resident must take along, drawn large."""
        theme, centre = self.theme, Qt.AlignmentFlag.AlignHCenter
        card = Card(theme, Tone.WARNING)
        mark = IconMark(theme, picture, theme.tone(Tone.WARNING).ink, _PICTURE_MM * self._scale)
        card.inside.addWidget(mark, 0, centre)
        card.inside.addWidget(Text(theme, text, Type.HEADING, bold=True, align=centre))
        return card
