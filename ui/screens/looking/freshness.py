"""How old is what is shown, said plainly when the line is down."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.palette import Tone
from ui.theme.theme import Theme, Type
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.text import Text
from ui.wording.words import Words


class Freshness(QWidget):
    """A quiet line with the time while the line is up, a notice while it is down.

    On a wide glass, where height is scarce, the notice is a line of type too.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._quiet = Text(theme, "", Type.NOTE, colour=theme.palette.ink_soft)
        self._notice: NoticeCard | None = None
        self._said = Text(theme, "", Type.NOTE, bold=True, colour=theme.tone(Tone.WARNING).ink)
        self._loud: QWidget = self._said
        if theme.glass.portrait:
            self._notice = NoticeCard(theme, Tone.WARNING, Icon.LINE_DOWN, "")
            self._said = self._notice.title
            self._loud = self._notice
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._quiet)
        column.addWidget(self._loud)
        self._key = "as_of"

    def show_state(self, words: Words, as_of: datetime, line_up: bool) -> None:
        """``as_of``: when what is shown was last known to be so."""
        self._shown = (words, as_of, line_up)
        self._quiet.setText(words.text(self._key, time=words.time(as_of)))
        self._said.setText(words.text("as_of.line_down", time=words.short_instant(as_of)))
        self._quiet.setVisible(line_up)
        self._loud.setVisible(not line_up)

    def say_changed(self) -> None:
        """From now on says, too, that something changed while it was looked at."""
        self._key = "as_of.changed"
        self.show_state(*self._shown)
