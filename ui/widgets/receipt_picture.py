"""The receipt as it comes out of the printer, as large as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from ui.theme.theme import Theme
from ui.widgets.control import Control, draw_focus
from ui.wording.ruby import plain

#: Between the two halves of a receipt that was folded to be read on a wide glass.
_FOLD_MM = 10.0
_MARGIN_MM = 4.0
#: The least that can be made out, in millimetres.
_LEAST_MM = 60.0
#: The fold may lie this part of the height away from the middle, where a row is blank.
_AROUND_MIDDLE = 0.15


class ReceiptPicture(Control):
    """Draws the very pixels of the paper. Long paper on a wide glass is shown in two columns.

    Pressed, by a touch or the keys, it is to be shown larger.
    """

    def __init__(self, theme: Theme, png: bytes, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage.fromData(png).convertToFormat(QImage.Format.Format_Grayscale8)
        self._blank_line = QImage(self._image.width(), 1, QImage.Format.Format_Grayscale8)
        self._blank_line.fill(QColor("white"))
        self.setObjectName("receipt.picture")
        self.setAccessibleName(plain(name))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def purpose(self) -> str:
        return "larger"

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(self._theme.glass.px(90), self._theme.glass.px(120))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._theme.glass.px(_LEAST_MM), self._theme.glass.px(_LEAST_MM))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        whole = [self._image.rect()]
        parts = max((whole, self._folded()), key=self._scale)
        scale = self._scale(parts)
        margin, gap = self._theme.glass.px(_MARGIN_MM), self._theme.glass.px(_FOLD_MM)
        width = self._image.width() * scale
        tallest = max(part.height() for part in parts)
        left = (self.width() - len(parts) * width - (len(parts) - 1) * gap) / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        palette, stroke = self._theme.palette, self._theme.stroke
        around = QPen(QColor(palette.line), stroke)
        if self.isDown():
            around = QPen(QColor(palette.accent), 3 * stroke)
        for part in parts:
            paper = QRectF(left, margin, width, part.height() * scale)
            painter.setPen(around)
            painter.setBrush(QColor("white"))
            # Both halves of the paper are as long as the longer one: none looks torn off.
            sheet = QRectF(left, margin, width, tallest * scale)
            painter.drawRect(sheet.adjusted(-margin / 2, -margin / 2, margin / 2, margin / 2))
            painter.drawImage(paper, self._image, QRectF(part))
            left += width + gap
        if self.hasFocus():
            inset = 2 * stroke  # so that all of the ring lies on the glass
            frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            draw_focus(painter, self._theme, frame, self._theme.radius)

    def _scale(self, parts: list[QRect]) -> float:
        """How large the parts can be drawn side by side."""
        margin, gap = self._theme.glass.px(_MARGIN_MM), self._theme.glass.px(_FOLD_MM)
        across = self.width() - 2 * margin - (len(parts) - 1) * gap
        down = self.height() - 2 * margin
        tallest = max(part.height() for part in parts)
        return min(across / (len(parts) * self._image.width()), down / tallest)

    def _folded(self) -> list[QRect]:
        """The upper and the lower part, cut where nothing is printed."""
        width, height = self._image.width(), self._image.height()
        fold = self._blank_row_near(height // 2)
        return [QRect(0, 0, width, fold), QRect(0, fold, width, height - fold)]

    def _blank_row_near(self, middle: int) -> int:
        reach = round(self._image.height() * _AROUND_MIDDLE)
        rows = (row for away in range(reach) for row in (middle + away, middle - away))
        return next((row for row in rows if self._is_blank(row)), middle)

    def _is_blank(self, row: int) -> bool:
        line = self._image.copy(0, row, self._image.width(), 1)
        return line == self._blank_line
