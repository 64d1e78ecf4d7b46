"""Line icons, drawn rather than loaded: sharp at every size, in every colour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

#: Icons are drawn on a square of this many units.
_UNITS = 24.0


class Icon(Enum):
    BACK = "back"
    FORWARD = "forward"
    UP = "up"
    DOWN = "down"
    STOP = "stop"
    HELP = "help"
    CALENDAR = "calendar"
    CARD = "card"
    CHECK = "check"
    WARNING = "warning"
    PRINTER = "printer"
    LINE_DOWN = "line_down"
    LIST = "list"
    CLOCK = "clock"
    TICKET = "ticket"
    PHONE = "phone"
    LOCK = "lock"
    HOUSE = "house"
    MAP = "map"
    PERSON = "person"
    YEN = "yen"
    PLACE = "place"
    SEARCH = "search"
    PENCIL = "pencil"
    LAMP = "lamp"
    CANCEL = "cancel"
    QR = "qr"
    BUILDING = "building"
    BELL = "bell"
    BOOK = "book"
    RECEIPT = "receipt"
    GLOBE = "globe"
    TYPE = "type"
    RING = "ring"
    PLUS = "plus"
    MINUS = "minus"
    ERASE = "erase"
    TOUCH = "touch"


def icon_named(name: str) -> Icon | None:
    """The icon that data name; None for one that is not drawn here."""
    return next((icon for icon in Icon if icon.value == name), None)


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
    path = QPainterPath()
    for stroke in _STROKES[icon]:
        stroke.add_to(path)
    painter.drawPath(path)
    painter.restore()


Point = tuple[float, float]


class _Lines:
    """A line through points."""

    def __init__(self, *points: Point) -> None:
        self._points = points

    def add_to(self, path: QPainterPath) -> None:
        path.moveTo(*self._points[0])
        for point in self._points[1:]:
            path.lineTo(*point)


@dataclass(frozen=True, slots=True)
class _Curve:
    """A Bézier curve between two points, pulled towards two others."""

    start: Point
    pulled_by: tuple[Point, Point]
    end: Point

    def add_to(self, path: QPainterPath) -> None:
        path.moveTo(*self.start)
        path.cubicTo(*self.pulled_by[0], *self.pulled_by[1], *self.end)


@dataclass(frozen=True, slots=True)
class _Box:
    """A rectangle with round corners; with ``radius`` half its side, a ring."""

    left: float
    top: float
    width: float
    height: float
    radius: float = 2.0

    def add_to(self, path: QPainterPath) -> None:
        rect = QRectF(self.left, self.top, self.width, self.height)
        path.addRoundedRect(rect, self.radius, self.radius)


@dataclass(frozen=True, slots=True)
class _Wave:
    """A quarter of a circle above the foot of the aerial."""

    radius: float

    def add_to(self, path: QPainterPath) -> None:
        around = QRectF(12 - self.radius, 18 - self.radius, 2 * self.radius, 2 * self.radius)
        path.arcMoveTo(around, 45)
        path.arcTo(around, 45, 90)


_Stroke = _Lines | _Curve | _Box | _Wave


def _dot(x: float, y: float) -> _Lines:
    return _Lines((x, y), (x, y + 0.2))


_STROKES: Final[dict[Icon, tuple[_Stroke, ...]]] = {
    Icon.BACK: (_Lines((15, 4), (7, 12), (15, 20)),),
    Icon.FORWARD: (_Lines((9, 4), (17, 12), (9, 20)),),
    Icon.UP: (_Lines((4, 16), (12, 8), (20, 16)),),
    Icon.DOWN: (_Lines((4, 8), (12, 16), (20, 8)),),
    Icon.STOP: (_Lines((5, 5), (19, 19)), _Lines((19, 5), (5, 19))),
    Icon.HELP: (
        _Box(2, 2, 20, 20, 10),
        _Curve((9, 9), ((9, 5), (15.5, 5)), (15.5, 9)),
        _Curve((15.5, 9), ((15.5, 11.5), (12, 11.5)), (12, 14)),
        _dot(12, 17.4),
    ),
    Icon.CALENDAR: (
        _Box(3, 5, 18, 16),
        _Lines((3, 10), (21, 10)),
        _Lines((8, 2.5), (8, 7)),
        _Lines((16, 2.5), (16, 7)),
        _Lines((8, 15), (11, 18), (16, 13)),
    ),
    Icon.CARD: (_Box(2, 5, 20, 14), _Lines((2, 10), (22, 10)), _Lines((6, 15), (11, 15))),
    Icon.CHECK: (_Lines((4, 13), (9.5, 18.5), (20, 6)),),
    Icon.WARNING: (
        _Lines((12, 3), (22, 20.5), (2, 20.5), (12, 3)),
        _Lines((12, 9.5), (12, 14.5)),
        _dot(12, 17.6),
    ),
    Icon.PRINTER: (
        _Lines((7, 9), (7, 3), (17, 3), (17, 9)),
        _Box(2.5, 9, 19, 8, 1.5),
        _Lines((7, 14), (17, 14), (17, 21.5), (7, 21.5), (7, 14)),
    ),
    Icon.LINE_DOWN: (_Lines((3, 3), (21, 21)), _Wave(4.5), _Wave(8.5), _dot(12, 18)),
    Icon.LIST: tuple(
        stroke for y in (6, 12, 18) for stroke in (_dot(4, y), _Lines((8.5, y), (20.5, y)))
    ),
    Icon.CLOCK: (_Box(2.5, 2.5, 19, 19, 9.5), _Lines((12, 7), (12, 12), (15.5, 14.5))),
    Icon.TICKET: (_Box(2, 7, 20, 10, 1), _Lines((15, 9.5), (15, 10)), _Lines((15, 14), (15, 14.5))),
    Icon.PHONE: (_Box(6.5, 2, 11, 20), _Lines((11, 18.5), (13, 18.5))),
    Icon.LOCK: (
        _Box(4, 11, 16, 11),
        _Curve((7.5, 11), ((7.5, 0.5), (16.5, 0.5)), (16.5, 11)),
        _Lines((12, 15), (12, 18)),
    ),
    Icon.HOUSE: (
        _Lines((2.5, 11.5), (12, 3), (21.5, 11.5)),
        _Lines((5, 9.5), (5, 21), (19, 21), (19, 9.5)),
        _Lines((10, 21), (10, 14), (14, 14), (14, 21)),
    ),
    Icon.MAP: (
        _Lines((2.5, 6), (9, 3), (15, 6), (21.5, 3), (21.5, 18), (15, 21), (9, 18), (2.5, 21)),
        _Lines((2.5, 6), (2.5, 21)),
        _Lines((9, 3), (9, 18)),
        _Lines((15, 6), (15, 21)),
    ),
    Icon.PERSON: (
        _Box(8, 2.5, 8, 8, 4),
        _Curve((3.5, 21.5), ((3.5, 10.5), (20.5, 10.5)), (20.5, 21.5)),
        _Lines((3.5, 21.5), (20.5, 21.5)),
    ),
    Icon.YEN: (
        _Box(2, 2, 20, 20, 10),
        _Lines((8, 6.5), (12, 12), (16, 6.5)),
        _Lines((12, 12), (12, 18)),
        _Lines((8.5, 12.5), (15.5, 12.5)),
        _Lines((8.5, 15.3), (15.5, 15.3)),
    ),
    Icon.PLACE: (
        _Curve((12, 22), ((1.5, 11), (4.5, 2)), (12, 2)),
        _Curve((12, 2), ((19.5, 2), (22.5, 11)), (12, 22)),
        _Box(9.3, 6.8, 5.4, 5.4, 2.7),
    ),
    Icon.SEARCH: (_Box(2.5, 2.5, 14, 14, 7), _Lines((14.8, 14.8), (21.5, 21.5))),
    Icon.PENCIL: (
        _Lines((3, 21), (4.5, 15.5), (16.5, 3.5), (20.5, 7.5), (8.5, 19.5), (3, 21)),
        _Lines((13.5, 6.5), (17.5, 10.5)),
    ),
    Icon.LAMP: (
        _Curve((9, 16.5), ((2, 11), (5, 2)), (12, 2)),
        _Curve((12, 2), ((19, 2), (22, 11)), (15, 16.5)),
        _Lines((9, 16.5), (15, 16.5), (15, 19.5), (9, 19.5), (9, 16.5)),
        _Lines((11, 22), (13, 22)),
    ),
    Icon.CANCEL: (_Box(2, 2, 20, 20, 10), _Lines((8, 8), (16, 16)), _Lines((16, 8), (8, 16))),
    Icon.QR: (
        _Box(2.5, 2.5, 7.5, 7.5, 1),
        _Box(14, 2.5, 7.5, 7.5, 1),
        _Box(2.5, 14, 7.5, 7.5, 1),
        _Lines((14, 14), (14, 17)),
        _Lines((21.5, 14), (18, 14), (18, 17.5), (21.5, 17.5)),
        _Lines((14, 21.5), (17, 21.5)),
        _dot(21.3, 21.3),
    ),
    Icon.BUILDING: (
        _Lines((4, 21.5), (4, 3), (15, 3), (15, 21.5)),
        _Lines((15, 10), (20.5, 10), (20.5, 21.5)),
        _Lines((2, 21.5), (22, 21.5)),
        _Lines((8, 7.5), (11, 7.5)),
        _Lines((8, 12), (11, 12)),
        _Lines((8, 16.5), (11, 16.5)),
    ),
    Icon.BELL: (
        _Curve((4, 18), ((7.5, 14), (3.5, 3.5)), (12, 3.5)),
        _Curve((12, 3.5), ((20.5, 3.5), (16.5, 14)), (20, 18)),
        _Lines((4, 18), (20, 18)),
        _Lines((10, 21.5), (14, 21.5)),
    ),
    Icon.RECEIPT: (
        _Lines((5, 2.5), (19, 2.5), (19, 21.5), (16.7, 19.5), (14.3, 21.5), (12, 19.5)),
        _Lines((12, 19.5), (9.7, 21.5), (7.3, 19.5), (5, 21.5), (5, 2.5)),
        _Lines((9, 8), (15, 8)),
        _Lines((9, 12.5), (15, 12.5)),
    ),
    Icon.BOOK: (
        _Lines((12, 5.5), (12, 21)),
        _Curve((12, 5.5), ((9, 3), (5, 3)), (2, 4.5)),
        _Lines((2, 4.5), (2, 19.5)),
        _Curve((2, 19.5), ((5, 18), (9, 18.5)), (12, 21)),
        _Curve((12, 5.5), ((15, 3), (19, 3)), (22, 4.5)),
        _Lines((22, 4.5), (22, 19.5)),
        _Curve((22, 19.5), ((19, 18), (15, 18.5)), (12, 21)),
    ),
    Icon.GLOBE: (
        _Box(2, 2, 20, 20, 10),
        _Curve((12, 2), ((6, 7), (6, 17)), (12, 22)),
        _Curve((12, 2), ((18, 7), (18, 17)), (12, 22)),
        _Lines((3, 8.5), (21, 8.5)),
        _Lines((3, 15.5), (21, 15.5)),
    ),
    Icon.TYPE: (
        _Lines((1.5, 20), (8, 4), (14.5, 20)),
        _Lines((4, 14.5), (12, 14.5)),
        _Box(15.5, 13, 6, 7, 3),
        _Lines((21.5, 12.5), (21.5, 20.5)),
    ),
    Icon.RING: (_Box(4, 4, 16, 16, 8),),
    Icon.PLUS: (_Lines((12, 4), (12, 20)), _Lines((4, 12), (20, 12))),
    Icon.ERASE: (
        _Lines((8, 5), (21.5, 5), (21.5, 19), (8, 19), (2, 12), (8, 5)),
        _Lines((11, 9), (17, 15)),
        _Lines((17, 9), (11, 15)),
    ),
    Icon.TOUCH: (
        _Lines((9, 13), (9, 3.5)),
        _Curve((9, 3.5), ((9, 1), (12.5, 1)), (12.5, 3.5)),
        _Lines((12.5, 3.5), (12.5, 10), (18, 11.5)),
        _Curve((18, 11.5), ((20, 12), (20.5, 13.5)), (20, 15.5)),
        _Lines((20, 15.5), (18.5, 22), (10.5, 22), (5, 14.5)),
        _Curve((5, 14.5), ((4.5, 12), (7, 11.5)), (9, 14)),
    ),
    Icon.MINUS: (_Lines((4, 12), (20, 12)),),
}
