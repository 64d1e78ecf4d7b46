"""One key of a board: a button with little air around its sign."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtGui import QFont, QResizeEvent

from ui.theme.theme import Theme, Type
from ui.widgets.button import BigButton, Look

_AIR_MM = 0.6
_LARGEST_FIRST = (Type.FIGURE, Type.TITLE, Type.HEADING)
#: How many sizes of its type a sign wants around itself.
_ROOM = 1.25


@dataclass(frozen=True, slots=True)
class Face:
    """``name`` is the key's after ``key.``; ``text`` is what stands on it, ``said`` what a screen
    reader says for it, if that is something else."""

    name: str
    text: str
    said: str = ""
    look: Look = Look.KEY
    type_: Type = Type.LABEL


class Key(BigButton):
    """At least 15 mm high and wide, whatever stands on it."""

    def __init__(self, theme: Theme, face: Face) -> None:
        super().__init__(theme, face.text, look=face.look, type_=face.type_)
        self.setObjectName(f"key.{face.name}")
        self.setAccessibleName(face.said or face.text)
        self.setMinimumSize(theme.key, theme.key)

    def purpose(self) -> str:
        return "key" if self._look is Look.KEY else "key_tool"

    def say(self, text: str, said: str = "") -> None:
        """Stands for something else now."""
        self.setText(text)
        self.setAccessibleName(said or text)
        self.update()

    @property
    def natural_width(self) -> int:
        """The width in which its sign stands on one line, in pixels."""
        if len(self.text()) == 1:
            return self.minimumWidth()
        line = self._typesetter.line(self.text(), self._font())
        return max(self.minimumWidth(), ceil(line.widest) + 2 * self._inset + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """A single sign is written as large as its key allows."""
        super().resizeEvent(event)
        if len(self.text()) == 1:
            side = min(self.width() - 2 * self._inset, self.height())
            sizes = (t for t in _LARGEST_FIRST if self._theme.font(t).pixelSize() * _ROOM <= side)
            self._type = next(sizes, Type.LABEL)

    def fits(self) -> bool:
        """Whether the sign has room: one line, whose own height counts without the air that
        running text has above and below."""
        line = self._typesetter.paragraph(self.text(), self._font(), self.width() - 2 * self._inset)
        return line.lines == 1 and self._font().pixelSize() <= self.height()

    def _font(self) -> QFont:
        return self._theme.font(self._type, bold=True)

    @property
    def _inset(self) -> int:
        return self._theme.glass.px(_AIR_MM)
