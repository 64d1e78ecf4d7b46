"""What a guide is made of: numbered steps, a list to tick off, and short facts under a sign."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.palette import Tone
from ui.theme.theme import Theme, Type
from ui.widgets.card import Card, IconMark
from ui.widgets.icons import Icon
from ui.widgets.surface import draw_surface
from ui.widgets.text import Text

_BADGE_MM = 12.0
_BOX_MM = 8.0
_SIGN_MM = 11.0


class _Badge(QWidget):
    """The number of a step in a disc."""

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__()
        self._theme, self._number = theme, number
        side = max(theme.glass.px(_BADGE_MM), theme.font(Type.LABEL).pixelSize() * 3 // 2)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        palette, painter = self._theme.palette, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.accent))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(QColor(palette.on_accent))
        painter.setFont(self._theme.font(Type.LABEL, bold=True))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), str(self._number))


class _Box(QWidget):
    """An empty box, as on a list that is ticked off."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(theme.glass.px(_BOX_MM), theme.glass.px(_BOX_MM))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        theme, palette = self._theme, self._theme.palette
        painter = QPainter(self)
        edge, radius = theme.stroke * 2, theme.radius / 2
        draw_surface(painter, self, palette.accent, palette.card, edge=edge, radius=radius)


class _Row(QWidget):
    """A sign and the text beside it."""

    def __init__(self, theme: Theme, sign: QWidget, text: Text) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.pad)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(text, 1, Qt.AlignmentFlag.AlignVCenter)


class Step(Card):
    """One step of a procedure, with its number."""

    def __init__(self, theme: Theme, number: int, text: str) -> None:
        super().__init__(theme)
        said = Text(theme, text, Type.LABEL)
        said.setAccessibleName(f"{number}. {text}")
        self.inside.addWidget(_Row(theme, _Badge(theme, number), said))


class Checklist(Card):
    """What to bring, one thing a line; without a title it goes on with the one before."""

    def __init__(self, theme: Theme, title: str, things: tuple[str, ...]) -> None:
        super().__init__(theme, Tone.ACCENT)
        if title:
            heading = Text(theme, title, Type.BODY, bold=True, colour=theme.palette.accent)
            self.inside.addWidget(heading)
        for thing in things:
            self.inside.addWidget(_Row(theme, _Box(theme), Text(theme, thing, Type.LABEL)))


class Told(Card):
    """A short fact under a sign: where, until when, a telephone number."""

    def __init__(
        self,
        theme: Theme,
        label: str,
        value: str,
        icon: Icon | None = None,
        tone: Tone = Tone.NEUTRAL,
        *,
        value_type: Type = Type.LABEL,
        more: tuple[str, ...] = (),
    ) -> None:
        """``more``: further lines below the value, in smaller type."""
        super().__init__(theme, tone)
        self._said, self._icon, self._value_type = (label, value), icon, value_type
        self._more = more
        row = QHBoxLayout()
        row.setSpacing(theme.pad)
        if icon is not None:
            mark = IconMark(theme, icon, theme.palette.accent, _SIGN_MM)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(theme.glass.px(1.0))
        name = Text(theme, label, Type.NOTE, colour=theme.palette.ink_soft)
        if tone is not Tone.NEUTRAL:
            name.set_colour(theme.palette.ink)
        shown = Text(theme, value, value_type, bold=True)
        shown.setAccessibleName(f"{label} {value}")
        column.addWidget(name)
        column.addWidget(shown)
        for line in more:
            column.addWidget(Text(theme, line, Type.BODY))
        row.addLayout(column, 1)
        self.inside.addLayout(row)

    def parts(self) -> Sequence[QWidget]:
        """The same as two or more blocks, for a page that is too low for it."""
        if not self._more:
            return (self,)
        theme, tone, value_type = self._theme, self._tone, self._value_type
        short = Told(theme, *self._said, self._icon, tone, value_type=value_type)
        return [short, *(Text(theme, line, Type.BODY) for line in self._more)]
