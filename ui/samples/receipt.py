"""A sample receipt picture."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from kiosk.terminal import ReceiptView
from ui.theme.fonts import FAMILIES

_WIDTH, _HEIGHT = 576, 900
_LINES = (
    (44, "白井市"),
    (52, "仮予約の控え"),
    (30, ""),
    (46, "2027年2月13日（土）"),
    (60, "10:00～13:00"),
    (40, "西白井複合センター"),
    (40, "レクリエーションホール"),
    (30, ""),
    (36, "使用料　2,910円"),
    (36, "予約番号　R-2027-000123"),
)


def sample_receipt(id_: str = "sample") -> ReceiptView:
    """A picture on the pattern of the real ones, which ``printing`` draws."""
    image = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    painter = QPainter(image)
    top = 30.0
    for size, line in _LINES:
        font = QFont(list(FAMILIES))
        font.setPixelSize(size)
        painter.setFont(font)
        rect = QRectF(20, top, _WIDTH - 40, size * 1.5)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), line)
        top += size * 1.5
    painter.fillRect(QRectF(_WIDTH / 2 - 110, top + 20, 220, 220), QColor("black"))
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return ReceiptView(id_, bytes(data.data()), "https://example.jp/status/abc")
