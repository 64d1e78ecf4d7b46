"""Line icons, drawn rather than loaded: sharp at every size, in every colour."""

from __future__ import annotations

from enum import Enum
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

#: Icons are drawn on a square of this many units.
_UNITS = 24.0


class Icon(Enum):
    BACK = "back"
    FORWARD = "forward"
    STOP = "stop"
    HELP = "help"
    CALENDAR = "calendar"
    CARD = "card"
    CHECK = "check"
    CROSS = "cross"
    WARNING = "warning"
    PRINTER = "printer"
    LINE_DOWN = "line_down"
    LIST = "list"
    CLOCK = "clock"
    TICKET = "ticket"
    PHONE = "phone"
    ERASE = "erase"
    HOME = "home"
    BELL = "bell"
    HAND = "hand"


def draw_icon(painter: QPainter, icon: Icon, rect: QRectF, colour: QColor) -> None:
    """Draws ``icon`` into the square ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / _UNITS, rect.height() / _UNITS)
    pen = QPen(colour, 2.0)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_path(icon))
    painter.restore()


def _path(icon: Icon) -> QPainterPath:
    path = QPainterPath()
    match icon:
        case Icon.BACK:
            _lines(path, (15, 4), (7, 12), (15, 20))
        case Icon.FORWARD:
            _lines(path, (9, 4), (17, 12), (9, 20))
        case Icon.STOP | Icon.CROSS:
            _lines(path, (5, 5), (19, 19))
            _lines(path, (19, 5), (5, 19))
        case Icon.HELP:
            path.addEllipse(QRectF(2, 2, 20, 20))
            path.moveTo(9, 9)
            path.cubicTo(9, 5, 15.5, 5, 15.5, 9)
            path.cubicTo(15.5, 11.5, 12, 11.5, 12, 14)
            _lines(path, (12, 17.4), (12, 17.6))
        case Icon.CALENDAR:
            path.addRoundedRect(QRectF(3, 5, 18, 16), 2, 2)
            _lines(path, (3, 10), (21, 10))
            _lines(path, (8, 2.5), (8, 7))
            _lines(path, (16, 2.5), (16, 7))
            _lines(path, (8, 15), (11, 18), (16, 13))
        case Icon.CARD:
            path.addRoundedRect(QRectF(2, 5, 20, 14), 2, 2)
            _lines(path, (2, 10), (22, 10))
            _lines(path, (6, 15), (11, 15))
        case Icon.CHECK:
            _lines(path, (4, 13), (9.5, 18.5), (20, 6))
        case Icon.WARNING:
            _lines(path, (12, 3), (22, 20.5), (2, 20.5), (12, 3))
            _lines(path, (12, 9.5), (12, 14.5))
            _lines(path, (12, 17.6), (12, 17.8))
        case Icon.PRINTER:
            _lines(path, (7, 9), (7, 3), (17, 3), (17, 9))
            path.addRoundedRect(QRectF(2.5, 9, 19, 8), 1.5, 1.5)
            _lines(path, (7, 14), (17, 14), (17, 21.5), (7, 21.5), (7, 14))
        case Icon.LINE_DOWN:
            _lines(path, (3, 3), (21, 21))
            for radius in (4.5, 8.5):
                path.arcMoveTo(QRectF(12 - radius, 18 - radius, 2 * radius, 2 * radius), 45)
                path.arcTo(QRectF(12 - radius, 18 - radius, 2 * radius, 2 * radius), 45, 90)
            _lines(path, (12, 18), (12, 18.2))
        case Icon.LIST:
            for y in (6, 12, 18):
                _lines(path, (4, y), (4.2, y))
                _lines(path, (8.5, y), (20.5, y))
        case Icon.CLOCK:
            path.addEllipse(QRectF(2.5, 2.5, 19, 19))
            _lines(path, (12, 7), (12, 12), (15.5, 14.5))
        case Icon.TICKET:
            _lines(path, (2, 7), (22, 7), (22, 17), (2, 17), (2, 7))
            _lines(path, (15, 10), (15, 10.5))
            _lines(path, (15, 13.5), (15, 14))
        case Icon.PHONE:
            path.addRoundedRect(QRectF(6.5, 2, 11, 20), 2, 2)
            _lines(path, (11, 18.5), (13, 18.5))
        case Icon.ERASE:
            _lines(path, (8, 5), (22, 5), (22, 19), (8, 19), (1.5, 12), (8, 5))
            _lines(path, (12, 9.5), (17, 14.5))
            _lines(path, (17, 9.5), (12, 14.5))
        case Icon.HOME:
            _lines(path, (3, 11.5), (12, 3.5), (21, 11.5))
            _lines(path, (5.5, 10), (5.5, 20.5), (18.5, 20.5), (18.5, 10))
        case Icon.BELL:
            path.moveTo(5, 17)
            path.cubicTo(7.5, 14, 5, 5, 12, 5)
            path.cubicTo(19, 5, 16.5, 14, 19, 17)
            path.closeSubpath()
            _lines(path, (10.5, 20.5), (13.5, 20.5))
        case Icon.HAND:
            path.addEllipse(QPointF(12, 12), 3, 3)
            for step in range(8):
                dx, dy = cos(step * pi / 4), sin(step * pi / 4)
                _lines(path, (12 + 6 * dx, 12 + 6 * dy), (12 + 9 * dx, 12 + 9 * dy))
    return path


def _lines(path: QPainterPath, *points: tuple[float, float]) -> None:
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
