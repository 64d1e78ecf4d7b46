"""A QR code for the resident's own telephone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from printing.qr import qr_modules
from ui.theme.theme import Theme

#: Pixels of a module below which cameras fail.
_LEAST_PX = 2


class QrPicture(QWidget):
    """``text`` is what the telephone opens; ``name`` is what a screen reader says of it."""

    def __init__(self, theme: Theme, text: str, name: str, side_mm: float = 50.0) -> None:
        super().__init__()
        self._modules = qr_modules(text)
        # The pixels of a large glass are large: there it takes more room rather than detail.
        self._size = max(theme.glass.px(side_mm), _LEAST_PX * len(self._modules))
        self.setAccessibleName(name)
        self.setMinimumSize(self._size, self._size)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(self._size, self._size)

    def fits(self) -> bool:
        """Whether every module is as large as a camera needs it."""
        return self._module >= _LEAST_PX

    @property
    def _module(self) -> int:
        """The side of a module in whole pixels: edges that are not blurred read best."""
        return min(self.width(), self.height()) // len(self._modules)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        module = self._module
        side = module * len(self._modules)
        left, top = (self.width() - side) // 2, (self.height() - side) // 2
        painter = QPainter(self)
        painter.fillRect(QRectF(left, top, side, side), QColor("white"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("black"))
        for line, row in enumerate(self._modules):
            for column, dark in enumerate(row):
                if dark:
                    painter.drawRect(
                        left + column * module,
                        top + line * module,
                        module,
                        module,
                    )
