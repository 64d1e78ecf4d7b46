"""Surfaces: a plain card, and a notice that says how serious it is by colour, icon and words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.palette import Tone
from ui.theme.theme import Theme, Type
from ui.widgets.icons import Icon, draw_icon
from ui.widgets.surface import draw_surface
from ui.widgets.text import Text


@runtime_checkable
class Splittable(Protocol):
    """A block that can stand as several where a page is too low for it."""

    def parts(self) -> Sequence[QWidget]: ...


class Card(QWidget):
    """A rounded surface; put things into ``inside``."""

    def __init__(self, theme: Theme, tone: Tone = Tone.NEUTRAL) -> None:
        super().__init__()
        self._theme, self._tone = theme, tone
        self.inside = QVBoxLayout(self)
        pad = theme.glass.px(5.0)
        self.inside.setContentsMargins(pad, pad, pad, pad)
        self.inside.setSpacing(theme.gap)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        theme, pair = self._theme, self._theme.tone(self._tone)
        painter = QPainter(self)
        draw_surface(painter, self, pair.line, pair.surface, edge=theme.stroke, radius=theme.radius)


class CardRow(QWidget):
    """A row of a card that may go on in the next column or on the next page: the rows stand one
    below the other without a gap, and each paints its part of the card.

    ``leads``: the first of its card. ``tuck``: what it is lower by at an end where the card goes
    on, in pixels.
    """

    def __init__(self, theme: Theme, inside: QWidget, *, leads: bool) -> None:
        super().__init__()
        self._theme, self._inside, self.leads = theme, inside, leads
        self._pad = theme.glass.px(5.0)
        self._between = theme.gap if theme.glass.portrait else theme.glass.px(1.5)
        self.tuck = self._pad - self._between // 2
        self._above = self._below = True
        inside.setParent(self)

    def ends(self, *, above: bool | None = None, below: bool | None = None) -> None:
        """Whether the card ends above and below it; None leaves it as it is."""
        self._above = self._above if above is None else above
        self._below = self._below if below is None else below
        self._lay_out()
        self.update()

    def parts(self) -> Sequence[QWidget]:
        """The same as several rows, for a page that is too low for it."""
        texts = self._inside.parts() if isinstance(self._inside, Splittable) else ()
        if len(texts) < 2:  # noqa: PLR2004 (nothing to be parted)
            return (self,)
        return [CardRow(self._theme, text, leads=self.leads and text is texts[0]) for text in texts]

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return self._inside.heightForWidth(max(1, width - 2 * self._pad)) + 2 * self._pad

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        top = self._pad - (0 if self._above else self.tuck)
        bottom = self._pad - (0 if self._below else self.tuck)
        self._inside.setGeometry(
            self._pad, top, self.width() - 2 * self._pad, self.height() - top - bottom
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        pair, theme = self._theme.tone(Tone.NEUTRAL), self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(pair.line), theme.stroke))
        painter.setBrush(QColor(pair.surface))
        edge, on = theme.stroke, 2 * theme.radius
        top, bottom = edge if self._above else -on, -edge if self._below else on
        frame = QRectF(self.rect()).adjusted(edge, top, -edge, bottom)
        painter.drawRoundedRect(frame, theme.radius, theme.radius)


class IconMark(QWidget):
    """An icon of ``size_mm`` by itself."""

    def __init__(self, theme: Theme, icon: Icon, colour: str, size_mm: float) -> None:
        super().__init__()
        self.icon, self._colour = icon, colour
        self.setFixedSize(theme.glass.px(size_mm), theme.glass.px(size_mm))

    def show_icon(self, icon: Icon, colour: str) -> None:
        self.icon, self._colour = icon, colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        draw_icon(painter, self.icon, QRectF(self.rect()), QColor(self._colour))


class NoticeCard(Card):
    """Something to know: icon, headline, and what to do."""

    def __init__(
        self,
        theme: Theme,
        tone: Tone,
        icon: Icon,
        title: str,
        body: str = "",
        *,
        title_type: Type = Type.LABEL,
    ) -> None:
        super().__init__(theme, tone)
        ink = theme.tone(tone).ink
        row = QHBoxLayout()
        row.setSpacing(theme.pad)
        self._icon = IconMark(theme, icon, ink, 13.0)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(theme.glass.px(1.0))
        self.title = Text(theme, title, title_type, bold=True, colour=ink)
        self.body = Text(theme, body, Type.BODY)
        column.addWidget(self.title)
        column.addWidget(self.body)
        self.body.setVisible(bool(body))
        row.addLayout(column, 1)
        self.inside.addLayout(row)
        self._title_type = title_type
        self._split: tuple[NoticeCard, Text] | None = None

    def parts(self) -> Sequence[QWidget]:
        """The same as two blocks, for a page that is too low for both together; a headline by
        itself in smaller type, and then sentence by sentence."""
        if self._split is None and self.body.text():
            head = NoticeCard(self._theme, self._tone, self._icon.icon, self.title.text())
            self._split = head, Text(self._theme, self.body.text(), Type.BODY)
        if self._split is None and self._title_type is not Type.LABEL:
            return (NoticeCard(self._theme, self._tone, self._icon.icon, self.title.text()),)
        if self._split is None:
            ink = self.title.colour
            return Text(self._theme, self.title.text(), Type.BODY, bold=True, colour=ink).parts()
        return self._split

    def say(self, tone: Tone, icon: Icon, title: str, body: str) -> None:
        """Says something else in the same place."""
        self._tone = tone
        ink = self._theme.tone(tone).ink
        self._icon.show_icon(icon, ink)
        self.title.setText(title)
        self.title.set_colour(ink)
        self.body.setText(body)
        self.body.setVisible(bool(body))
        if self._split is not None:
            head, text = self._split
            head.say(tone, icon, title, "")
            text.setText(body)
        self.update()
        # A block on another page than the one that is shown may need another place as well.
        # While it is hidden, Qt keeps what it knew of its height.
        self.inside.invalidate()
        self.inside.activate()
        if (flow := self.parentWidget()) is not None:
            QCoreApplication.postEvent(flow, QEvent(QEvent.Type.LayoutRequest))
