"""The one button of the kiosk: a verb on a large surface."""

from __future__ import annotations

from enum import Enum
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from ui.theme.palette import Pair, Tone
from ui.theme.theme import Theme, Type
from ui.widgets.control import Control, draw_focus, purpose_of
from ui.widgets.icons import Icon, draw_icon
from ui.widgets.surface import draw_surface
from ui.widgets.typeset import Paragraph, Typesetter
from ui.wording.ruby import plain

#: Beside one line, and beside two.
_ICON_MM = 9.0
_LARGE_ICON_MM = 17.0
#: In the corner of a button that is chosen.
_TICK_MM = 6.0
#: Between the writing of a row and the line around it, at least.
_AIR_MM = 2.0
#: A verb on more lines than these is not read at a glance.
_MOST_LINES = 2


class Look(Enum):
    """PRIMARY is the next step, once a screen; DANGER gives something up; ROW is one of a list;
    CHOICE is one of several that may be chosen; URGENT is one that must not be missed; KEY is one
    of a keypad."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    DANGER = "danger"
    ROW = "row"
    CHOICE = "choice"
    URGENT = "urgent"
    KEY = "key"


class BigButton(Control):
    """Text with, where it helps, a second line, an icon before it and a mark at the far end.

    Stacked, the icon stands above the text: for narrow buttons in a row.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        sub: str = "",
        mark: str = "",
        mark_tone: Tone = Tone.NEUTRAL,
        look: Look = Look.PRIMARY,
        icon: Icon | None = None,
        type_: Type = Type.LABEL,
    ) -> None:
        super().__init__()
        self._stacked = False
        self._theme, self._sub, self._mark, self._mark_tone = theme, sub, mark, mark_tone
        self._look, self._icon, self._type = look, icon, type_
        self._whole_sub = sub
        self._typesetter = Typesetter()
        self.setCheckable(look is Look.CHOICE)
        self.setText(text)
        self.setAccessibleName(plain(" ".join(part for part in (text, sub, mark) if part)))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumSize(theme.target, theme.target)

    def purpose(self) -> str:
        return purpose_of(self.objectName(), self._look.value)

    def set_sub(self, sub: str) -> None:
        """Changes the second line, where it is shown."""
        self._whole_sub = sub
        self._sub = sub if self._sub else ""
        self.set_mark(self._mark)

    def set_mark(self, mark: str) -> None:
        """Changes the mark at the far end; empty takes it away."""
        self._mark = mark
        parts = (self.text(), self._sub, mark)
        self.setAccessibleName(" ".join(plain(part) for part in parts if part))
        self.updateGeometry()
        self.update()

    def say_in(self, type_: Type, *, more: bool) -> None:
        """Sets its text in ``type_``, with its second line or without; what is said of it to
        those who do not see it stays."""
        self._type, self._sub = type_, self._whole_sub if more else ""
        self.update()

    # -- size -----------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        font = self._theme.font(self._type, bold=True)
        text = self._typesetter.line(self.text(), font).widest
        if self._sub:
            text = max(text, self._typesetter.line(self._sub, self._theme.font(Type.NOTE)).widest)
        width = ceil(text) + self._aside() + 2 * self._inset
        width = min(width + self._theme.gap, self._theme.glass.width_px // 2)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.minimumSize()

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return max(self.minimumHeight(), ceil(self.text_height(width)) + 2 * self._air)

    def text_height(self, width: int) -> float:
        """The height that the text and the second line need in a button of ``width`` pixels."""
        return self._above() + sum(paragraph.height for paragraph in self._paragraphs(width))

    def fits(self) -> bool:
        """Whether all of it is seen at its present size."""
        room = self.width() - 2 * self._inset - self._aside()
        widest = max(paragraph.widest for paragraph in self._paragraphs(self.width()))
        tall = self.text_height(self.width()) + 2 * self._air
        return tall <= self.height() + 1 and widest <= room + 1

    def stack(self) -> None:
        """Sets the icon above the text."""
        self._stacked = True
        self.updateGeometry()

    def stands_in(self, width: int) -> bool:
        """Whether it reads well in this width: two lines at most, and no word broken."""
        room = width - 2 * self._inset - self._aside()
        texts = [(self.text(), self._theme.font(self._type, bold=True))]
        if self._sub:
            texts.append((self._sub, self._theme.font(Type.NOTE)))
        words = ((word, font) for text, font in texts for word in text.split())
        return all(p.lines <= _MOST_LINES for p in self._paragraphs(width)) and all(
            self._typesetter.line(word, font).widest <= room
            for word, font in words
            if word.isascii()
        )

    def _paragraphs(self, width: int) -> list[Paragraph]:
        """The text and, if there is one, the second line, as laid out in this width."""
        room = width - 2 * self._inset - self._aside()
        side = Qt.AlignmentFlag.AlignHCenter if self._centred else Qt.AlignmentFlag.AlignLeft
        if self._icon is not None and not self._stacked:
            side = Qt.AlignmentFlag.AlignLeft
        lines = [(self.text(), self._theme.font(self._type, bold=True))]
        if self._sub:
            lines.append((self._sub, self._theme.font(Type.NOTE)))
        return [self._typesetter.paragraph(text, font, room, side) for text, font in lines]

    @property
    def _centred(self) -> bool:
        rows = (Look.ROW, Look.CHOICE, Look.URGENT)
        return self._stacked or (self._look not in rows and not self._whole_sub)

    @property
    def _air(self) -> int:
        """Above and below the writing."""
        roomy = self._look in (Look.ROW, Look.URGENT) or bool(self._sub)
        return self._theme.glass.px(_AIR_MM) if roomy else self._theme.stroke

    @property
    def _inset(self) -> int:
        slim = self._stacked or self._look is Look.KEY or not self.text()
        return self._theme.glass.px(2.0 if slim else 4.5)

    @property
    def _icon_size(self) -> int:
        large = self._sub and self._look is not Look.CHOICE
        return self._theme.glass.px(_LARGE_ICON_MM if large else _ICON_MM)

    @property
    def _icon_gap(self) -> int:
        if not self.text():
            return 0
        return self._theme.pad if self._sub else self._theme.gap

    def _mark_width(self) -> int:
        if not self._mark:
            return 0
        return ceil(self._mark_line().widest) + self._theme.glass.px(6.0)

    def _mark_line(self) -> Paragraph:
        return self._typesetter.line(self._mark, self._theme.font(Type.NOTE, bold=True))

    def _aside(self) -> int:
        """The width taken by icon and mark."""
        aside = self._icon_size + self._icon_gap if self._icon and not self._stacked else 0
        if self._mark:
            aside += self._mark_width() + self._theme.gap
        return aside

    def _above(self) -> int:
        """The height taken by the icon of a stacked button."""
        return self._icon_size if self._icon and self._stacked else 0

    # -- paint ----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        theme, pair = self._theme, self._colours()
        painter = QPainter(self)
        edge = theme.stroke * (1 if self._look in (Look.ROW, Look.CHOICE, Look.KEY) else 1.5)
        frame = draw_surface(painter, self, pair.line, pair.surface, edge=edge, radius=theme.radius)
        if self.hasFocus():
            draw_focus(painter, theme, frame, theme.radius)
        left, right = self._inset, self.width() - self._inset
        if self._icon is not None:
            left = self._paint_icon(painter, pair, left)
        if self._mark:
            self._paint_mark(painter, right)
        self._paint_text(painter, pair, left)
        if self.isChecked() and self._look is not Look.CHOICE:
            size = theme.glass.px(_TICK_MM)
            tick = QRectF(self.width() - size * 1.2, size * 0.2, size, size)
            draw_icon(painter, Icon.CHECK, tick, QColor(pair.ink))

    def _paint_icon(self, painter: QPainter, pair: Pair, left: int) -> int:
        size = self._icon_size
        if self._stacked:
            top = (self.height() - self.text_height(self.width())) / 2
            above = QRectF((self.width() - size) / 2, top, size, size)
            draw_icon(painter, self._icon or Icon.FORWARD, above, QColor(pair.ink))
            return left
        if self._centred:
            text = ceil(self._paragraphs(self.width())[0].widest)
            left = max(left, (self.width() - text - size - self._icon_gap) // 2)
        rect = QRectF(left, (self.height() - size) / 2, size, size)
        icon = Icon.CHECK if self.isChecked() else self._icon
        draw_icon(painter, icon or Icon.FORWARD, rect, QColor(pair.ink))
        return left + size + self._icon_gap

    def _paint_mark(self, painter: QPainter, right: int) -> None:
        pair, width = self._theme.tone(self._mark_tone), self._mark_width()
        height = max(self._theme.glass.px(10.0), self._mark_line().height)
        rect = QRectF(right - width, (self.height() - height) / 2, width, height)
        painter.setPen(QPen(QColor(pair.line), self._theme.stroke))
        painter.setBrush(QColor(pair.surface))
        painter.drawRoundedRect(rect, height / 2, height / 2)
        painter.setPen(QColor(pair.ink))
        font = self._theme.font(Type.NOTE, bold=True)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._typesetter.draw_line(painter, rect, centre, self._mark, font)

    def _paint_text(self, painter: QPainter, pair: Pair, left: int) -> None:
        paragraphs = self._paragraphs(self.width())
        filled = self._look is Look.PRIMARY or self.isChecked()
        soft = pair.ink if filled else self._theme.palette.ink_soft
        top = (self.height() - self.text_height(self.width())) / 2 + self._above()
        for paragraph, ink in zip(paragraphs, (pair.ink, soft), strict=False):
            painter.setPen(QColor(ink))
            paragraph.draw(painter, left, top)
            top += paragraph.height

    def _colours(self) -> Pair:
        palette = self._theme.palette
        if not self.isEnabled():
            muted = self._theme.tone(Tone.MUTED)
            return Pair(palette.ink_soft, muted.surface, muted.line)
        down = self.isDown()
        if self.isChecked():
            surface = palette.accent_pressed if down else palette.accent
            return Pair(palette.on_accent, surface, palette.accent)
        match self._look:
            case Look.PRIMARY:
                surface = palette.accent_pressed if down else palette.accent
                return Pair(palette.on_accent, surface, surface)
            case Look.SECONDARY:
                surface = palette.pressed if down else palette.card
                return Pair(palette.accent, surface, palette.accent)
            case Look.DANGER:
                surface = palette.pressed if down else palette.card
                return Pair(palette.danger, surface, palette.danger)
            case Look.URGENT:
                pair = self._theme.tone(Tone.WARNING)
                surface = palette.pressed if down else pair.surface
                return Pair(palette.ink, surface, pair.line)
            case Look.ROW | Look.CHOICE | Look.KEY:
                surface = palette.pressed if down else palette.card
                return Pair(palette.ink, surface, palette.line)
