"""A QR code on the glass, for the resident's own telephone."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.theme import Theme

#: Blank modules around a QR code (ISO/IEC 18004, "quiet zone").
_QUIET = 4


class QrPicture(QWidget):
    """``data`` as a QR code of ``side_mm``, black on white in every palette."""

    def __init__(self, theme: Theme, data: str, name: str, side_mm: float = 50.0) -> None:
        super().__init__()
        self._data = data
        side = theme.glass.px(side_mm)
        self.setFixedSize(side, side)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return self.minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        modules = self._modules
        side = self.width() / (len(modules) + 2 * _QUIET)
        for row, line in enumerate(modules):
            for column, dark in enumerate(line):
                if dark:
                    left, top = (column + _QUIET) * side, (row + _QUIET) * side
                    # Half a pixel more, so that no line shows between two modules.
                    painter.fillRect(QRectF(left, top, side + 0.5, side + 0.5), QColor("black"))

    @cached_property
    def _modules(self) -> list[list[bool]]:
        from qrcode.constants import ERROR_CORRECT_M
        from qrcode.main import QRCode

        code = QRCode(border=0, error_correction=ERROR_CORRECT_M)
        code.add_data(self._data)
        code.make(fit=True)
        return [[bool(dark) for dark in line] for line in code.modules]
