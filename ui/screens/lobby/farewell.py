"""The base of the screens at which a visit ends, well or not."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer

from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.card import IconMark
from ui.widgets.icons import Icon
from ui.widgets.text import Text

_MS = 1000


class FarewellScreen(Screen):
    """A sign, a sentence, and a button that leads to the start, which also comes by itself."""

    has_back = False
    has_stop = False

    def say(self, name: str, icon: Icon, tone: Tone) -> None:
        """``name`` is the key of the wording and of the button."""
        theme, words, centre = self.theme, self.words, Qt.AlignmentFlag.AlignHCenter
        self.body.addStretch(1)
        mark = IconMark(theme, icon, theme.tone(tone).line, 40.0)
        self.body.addWidget(mark, 0, centre)
        self.body.addSpacing(theme.pad)
        title = words.text(f"{name}.title")
        self.body.addWidget(Text(theme, title, Type.TITLE, bold=True, align=centre))
        self.body.addSpacing(theme.gap)
        self.body.addWidget(Text(theme, words.text(f"{name}.body"), Type.LABEL, align=centre))
        self.body.addStretch(2)
        start = self.action(f"{name}.start", words.text(f"{name}.start"))
        start.clicked.connect(self.stage.leave)
        delay = round(self.stage.around.settings.ended_seconds * _MS)
        QTimer.singleShot(delay, self, self.stage.leave)
