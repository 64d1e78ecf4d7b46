"""How old is what is shown, said plainly when the line is down."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from ui.theme.palette import Tone
from ui.theme.theme import Theme, Type
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.text import Text
from ui.wording.words import Words


def freshness(theme: Theme, words: Words, as_of: datetime, line_up: bool) -> QWidget:
    """A quiet line with the time while the line is up, a notice while it is down.

    On a wide glass, where height is scarce, the notice is a line of type too.
    """
    if line_up:
        text = words.text("as_of", time=words.time(as_of))
        return Text(theme, text, Type.NOTE, colour=theme.palette.ink_soft)
    text = words.text("as_of.line_down", time=words.short_instant(as_of))
    if not theme.glass.portrait:
        return Text(theme, text, Type.NOTE, bold=True, colour=theme.tone(Tone.WARNING).ink)
    return NoticeCard(theme, Tone.WARNING, Icon.LINE_DOWN, text)
