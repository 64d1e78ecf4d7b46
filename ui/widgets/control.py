"""What every control has beside its name: in a few words, what it is for.

Who sees it knows that from where it stands and how it looks; a screen reader has to say it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QShowEvent
from PySide6.QtWidgets import QAbstractButton

from ui.theme.theme import Theme
from ui.wording.ruby import plain
from ui.wording.words import Words

#: By the whole name of a control.
_BY_NAME = {
    **{name: name for name in ("back", "stop", "help", "display")},
    **{f"{sheet}.end": "stop" for sheet in ("countdown", "occupied")},
}
#: By the last part of its name.
_BY_VERB = {
    **dict.fromkeys(("previous", "next", "earlier", "later", "before", "more"), "turn"),
    **dict.fromkeys(("no", "stay"), "keep"),
}
#: By the first part of its name: what a row of a list, or one of several, leads to.
_BY_SUBJECT = {
    **dict.fromkeys(("language", "candidate"), ""),
    **dict.fromkeys(("area", "kana", "weekday", "whole"), "pick"),
    **dict.fromkeys(("facility", "room", "notice", "guide", "found", "lottery"), "open"),
    **dict.fromkeys(("reservation", "application", "attention"), "open"),
    **dict.fromkeys(("change", "mend", "search", "looser"), "amend"),
}
#: Looks of what is one of a list or a board, of which the name says what it is.
_ONE_OF_MANY = ("row", "choice", "urgent", "key")


def purpose_of(name: str, look: str) -> str:
    """What a button of this name and look is for, as the part of a catalogue's key after
    ``purpose.``."""
    subject, verb = name.partition(".")[0], name.rpartition(".")[2]
    if name in _BY_NAME:
        return _BY_NAME[name]
    if verb in ("no", "stay") or (look == "secondary" and verb in _BY_VERB):
        return _BY_VERB[verb]
    if subject in _BY_SUBJECT and (look in _ONE_OF_MANY or _BY_SUBJECT[subject] == "pick"):
        return _BY_SUBJECT[subject] or subject
    return "pick" if look in _ONE_OF_MANY else look


def draw_focus(painter: QPainter, theme: Theme, frame: QRectF, radius: float) -> None:
    """The ring around what the keys have come to: dark and light, so that it stands out from every
    surface. Drawn over the line around a control."""
    width = theme.stroke * 3
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.palette.ink), width))
    painter.drawRoundedRect(frame, radius, radius)
    painter.setPen(QPen(QColor(theme.palette.focus), width / 2))
    painter.drawRoundedRect(frame, radius, radius)
    painter.restore()


class Control(QAbstractButton):
    """Describes itself in the words of the window that it stands in, as soon as it is seen."""

    def purpose(self) -> str:
        """What it is for: the part of a catalogue's key after ``purpose.``; one of many, if no
        subclass knows more."""
        return "pick"

    #: Why it cannot be pressed now, in the resident's words; empty if it can.
    why_off: str = ""

    def allow(self, *, when: bool, otherwise: str) -> None:
        """Lets it be pressed ``when`` that is possible; who tries it ``otherwise`` is told why."""
        self.why_off = "" if when else otherwise
        self.setEnabled(when)
        self.describe()

    def describe(self) -> None:
        """Says what it is for, and whether it can be pressed and why not, as it stands now."""
        words = getattr(self.window(), "words", None)
        if isinstance(words, Words):
            said = [words.text(f"purpose.{self.purpose()}")]
            if not self.isEnabled():
                said = [words.text("purpose.off"), *filter(None, [self.why_off]), *said]
            self.setAccessibleDescription(" ".join(plain(text) for text in said))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        super().showEvent(event)
        self.describe()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange and self.isVisible():
            self.describe()
