"""What is written and drawn on a widget, in which colour, and what lies behind it.

A painting is made once, with Qt's own calls for writing and for icons noted on the way: so every
class of widget is measured, whatever it is put together from, and a new one without a line here.
Writing is noted and left out: what lies behind it is seen whole, in half the time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QTextLayout
from PySide6.QtWidgets import QWidget

from ui.theme.palette import contrast_ratio

#: Points in a row and in a column of those that are looked at for what lies behind.
_ACROSS, _DOWN = 12, 6
#: What stands before the colour of a pixel.
_OPAQUE = 0xFF000000
#: What of an ink may be lost in mixing colours: less is not written at all (it fades in).
_SEEN = 0.99
#: Writing that is not cut where its place ends, or goes on in another line.
_UNCUT = int(Qt.TextFlag.TextDontClip) | int(Qt.TextFlag.TextWordWrap)
#: What the typesetter puts between signs, and nobody sees: an end of a line, a joint.
_WITHOUT_FORM = dict.fromkeys(map(ord, "\u2028\u2060"))

#: The same few colours meet on every screen.
_contrast = cache(contrast_ratio)


@dataclass(frozen=True, slots=True)
class Ink:
    """``what`` is written, or an icon; ``place`` is where on the picture."""

    what: str
    colour: str
    place: QRect
    #: Whether it stands on the picture.
    drawn: bool = False
    #: Whether it is larger than the room it was given, and loses its edges.
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Painting:
    """A picture of a widget with all that stands on it."""

    image: QImage
    inks: tuple[Ink, ...]

    def cut(self) -> Iterator[str]:
        """What was written in less room than its signs take."""
        yield from (
            f"cut off: {ink.what!r} in {ink.place.getRect()}" for ink in self.inks if ink.cut
        )

    def pale(self, least: float) -> Iterator[str]:
        """What stands out less than ``least`` from what was really painted behind it."""
        pixels = memoryview(self.image.constBits()).cast("B").cast("I")
        line = self.image.bytesPerLine() // 4
        for ink in self.inks:
            behind = self._behind(ink, pixels, line)
            if behind is not None and _contrast(ink.colour, behind) < least:
                yield f"pale: {ink.what!r} in {ink.colour} on {behind}"

    def _behind(self, ink: Ink, pixels: memoryview, line: int) -> str | None:
        """The colour that fills most of the place but for the ink; None off the picture."""
        place = ink.place.intersected(self.image.rect())
        if place.isEmpty():
            return None
        columns = range(place.left(), place.right() + 1, max(1, place.width() // _ACROSS))
        rows = range(place.top(), place.bottom() + 1, max(1, place.height() // _DOWN))
        seen: list[int] = []
        for y in rows:
            start = y * line
            seen += pixels[start + columns.start : start + columns.stop : columns.step].tolist()
        found = Counter(seen)
        if ink.drawn:
            # Of an icon that fills its place what is left may be no more than its edges.
            found.pop(_OPAQUE | int(ink.colour[1:], 16), None)
        return f"#{found.most_common(1)[0][0] & ~_OPAQUE:06x}" if found else ink.colour


def painting_of(widget: QWidget) -> Painting:
    """Paints ``widget`` with everything in it."""
    with _noted() as inks:
        image = widget.grab().toImage()
    return Painting(image.convertToFormat(QImage.Format.Format_RGB32), tuple(inks))


def _is_cut(painter: QPainter, given: tuple[Any, ...]) -> bool:
    """Whether a line is written with signs that are higher than its place, or is wider. Given a
    point it has all the room there is."""
    place, flags = given[0], given[1]
    if isinstance(place, QPointF) or not isinstance(flags, int) or flags & _UNCUT:
        return False
    metrics, width = painter.fontMetrics(), painter.fontMetrics().horizontalAdvance(given[-1])
    return metrics.capHeight() > place.height() + 1 or width > place.width() + 1


@contextmanager
def _noted() -> Iterator[list[Ink]]:
    """Notes what is written and drawn while it lasts."""
    inks: list[Ink] = []
    text, path, layout = QPainter.drawText, QPainter.drawPath, QTextLayout.draw

    def note(
        painter: QPainter, what: str, place: QRectF, *, drawn: bool = False, cut: bool = False
    ) -> None:
        if what.strip() and painter.opacity() > _SEEN:
            whole = painter.deviceTransform().mapRect(place).toAlignedRect()
            inks.append(Ink(what, painter.pen().color().name(), whole, drawn, cut))

    def note_text(painter: QPainter, *given: Any) -> None:
        place, said = given[0], str(given[-1])
        if isinstance(place, QPointF):
            size = painter.fontMetrics().boundingRect(said).size()
            place = QRectF(place.x(), place.y() - size.height(), size.width(), size.height())
        note(painter, said, QRectF(place), cut=_is_cut(painter, given))

    def note_path(painter: QPainter, drawn: QPainterPath) -> None:
        # A line has no height of its own.
        width = painter.pen().widthF()
        around = drawn.boundingRect().adjusted(-width, -width, width, width)
        note(painter, "an icon", around, drawn=True)
        path(painter, drawn)

    def note_layout(laid_out: QTextLayout, painter: QPainter, at: QPointF, *_more: Any) -> None:
        for index in range(laid_out.lineCount()):
            line = laid_out.lineAt(index)
            part = laid_out.text()[line.textStart() : line.textStart() + line.textLength()]
            note(painter, part.translate(_WITHOUT_FORM), line.naturalTextRect().translated(at))

    QPainter.drawText, QPainter.drawPath, QTextLayout.draw = note_text, note_path, note_layout
    try:
        yield inks
    finally:
        QPainter.drawText, QPainter.drawPath, QTextLayout.draw = text, path, layout
