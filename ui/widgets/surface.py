"""The rounded surface with a line around it, which controls and cards are drawn upon."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget


def draw_surface(
    painter: QPainter, widget: QWidget, line: str, surface: str, *, edge: float, radius: float
) -> QRectF:
    """Fill all of ``widget``, with a line of ``edge`` pixels in it; returns the frame it runs on.
    What is drawn next is smooth, too."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(line), edge))
    painter.setBrush(QColor(surface))
    frame = QRectF(widget.rect()).adjusted(edge, edge, -edge, -edge)
    painter.drawRoundedRect(frame, radius, radius)
    return frame
