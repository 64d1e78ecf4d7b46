"""What the glass shows to an empty lobby: touch here, in every language, quietly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QObject,
    QRectF,
    Qt,
    QTimer,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import QColor, QHideEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.theme.theme import Theme, Type
from ui.widgets.icons import Icon, draw_icon
from ui.widgets.typeset import Paragraph, Typesetter
from ui.wording.words import Words

_SIGN_MM = 44.0
#: How far everything wanders from the middle, so that no pixel shows the same for days.
_WANDER_MM = 14.0
_PLACES = ((0, 0), (1, -1), (-1, 1), (1, 1), (-1, -1), (0, 1), (0, -1))


class Attract(QWidget):
    """Covers the window; ``woken`` comes with the touch that presses nothing else.

    One language after the other, each for a while, now here and now there on the glass.
    """

    woken = Signal()

    def __init__(
        self, theme: Theme, languages: Sequence[str], parent: QWidget, *, step_ms: int, fade_ms: int
    ) -> None:
        """``fade_ms`` of 0 is for whoever wants no motion."""
        super().__init__(parent)
        self._languages = [
            (Words(tag), replace(theme, language=tag, _fonts={})) for tag in languages
        ]
        self._theme, self._covered, self._step = theme, parent, 0
        self._typesetter = Typesetter()
        self.setObjectName("attract")
        self.setAccessibleName(Words(languages[0]).text("attract.touch"))
        self._timer = QTimer(self)
        self._timer.setInterval(step_ms)
        self._timer.timeout.connect(self._change)
        self._fade = QVariantAnimation(self)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.setDuration(fade_ms)
        self._fade.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._fade.valueChanged.connect(self.update)
        parent.installEventFilter(self)
        self.hide()

    def cover(self) -> None:
        """Lays itself over the window."""
        self.setGeometry(self._covered.rect())
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Stays as large as what it covers."""
        if event.type() == QEvent.Type.Resize and watched is self._covered:
            self.setGeometry(self._covered.rect())
        return False

    def fits(self) -> bool:
        """Whether what is said stands on the glass in every language."""
        return all(
            title.widest <= self._room and self._height(title, body) <= self.height()
            for title, body in map(self._said, range(len(self._languages)))
        )

    @property
    def _room(self) -> int:
        return self.width() - 2 * self._theme.glass.px(_WANDER_MM) - 2 * self._theme.pad

    def _change(self) -> None:
        self._step += 1
        if self._fade.duration() > 0:
            self._fade.start()
        self.update()

    def _said(self, index: int) -> tuple[Paragraph, Paragraph]:
        words, theme = self._languages[index % len(self._languages)]
        centre = Qt.AlignmentFlag.AlignHCenter
        title = words.text("attract.touch"), theme.font(Type.FIGURE, bold=True)
        body = words.text("attract.body"), theme.font(Type.LABEL)
        return (
            self._typesetter.paragraph(*title, self._room, centre),
            self._typesetter.paragraph(*body, self._room, centre),
        )

    def _height(self, title: Paragraph, body: Paragraph) -> float:
        sign = self._theme.glass.px(_SIGN_MM)
        return sign + title.height + body.height + 2 * self._theme.pad

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        theme, palette = self._theme, self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(palette.accent))
        across, down = _PLACES[self._step % len(_PLACES)]
        wander = theme.glass.px(_WANDER_MM)
        painter.translate(across * wander, down * wander)
        fading = self._fade.state() is QVariantAnimation.State.Running
        painter.setOpacity(float(self._fade.currentValue()) if fading else 1.0)
        title, body = self._said(self._step)
        top = (self.height() - self._height(title, body)) / 2
        sign = theme.glass.px(_SIGN_MM)
        self._paint_sign(painter, QRectF((self.width() - sign) / 2, top, sign, sign))
        painter.setPen(QColor(palette.on_accent))
        left, top = (self.width() - self._room) / 2, top + sign + theme.pad
        title.draw(painter, left, top)
        body.draw(painter, left, top + title.height + theme.pad)

    def _paint_sign(self, painter: QPainter, rect: QRectF) -> None:
        """A finger on a ring."""
        ink = QColor(self._theme.palette.on_accent)
        painter.setPen(QPen(ink, self._theme.stroke * 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(rect.adjusted(4, 4, -4, -4))
        inset = rect.width() * 0.22
        draw_icon(painter, Icon.TOUCH, rect.adjusted(inset, inset, -inset, -inset), ink)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The touch that wakes the glass presses nothing."""
        event.accept()
        self.woken.emit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._timer.stop()
        self._fade.stop()
