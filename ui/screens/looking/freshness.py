"""How old is what is shown, said plainly when the line is down."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.line import LineState
from ui.theme.palette import Tone
from ui.theme.theme import Theme, Type
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.text import Text
from ui.wording.words import JAPAN, Words


class Freshness(QWidget):
    """A quiet line with the time, and a notice in its place while the line is down.

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

    def show_state(self, words: Words, as_of: datetime, now: datetime, line: LineState) -> None:
        """``as_of``: when what is shown was last known to be so."""
        down, at = line is LineState.DOWN, words.short_instant(as_of)
        # Between the start and the first answer, what is shown may be of another day.
        today = as_of.astimezone(JAPAN).date() == now.astimezone(JAPAN).date()
        self._shown = (words, as_of, now, line)
        self._quiet.setText(words.text(self._key, time=words.time(as_of) if today else at))
        self._said.setText(words.text("as_of.line_down", time=at))
        self._quiet.setVisible(not down)
        self._loud.setVisible(down)

    def say_changed(self) -> None:
        """From now on says, too, that something changed while it was looked at."""
        self._key = "as_of.changed"
        self.show_state(*self._shown)
