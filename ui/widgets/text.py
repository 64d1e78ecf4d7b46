"""Running text that wraps and is never cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.theme.theme import Theme, Type
from ui.widgets.typeset import Paragraph, Typesetter
from ui.wording.ruby import plain

#: Where a long text may go on on another page: after a sentence.
_END_OF_SENTENCE: Final = re.compile(r"(?<=[。！？])|(?<=[.!?])(?=\s)|\n")


def parts_of(text: str) -> tuple[str, ...]:
    """The sentences and paragraphs of a long text, as blocks that a page may end after."""
    return tuple(part.strip() for part in _END_OF_SENTENCE.split(text) if part.strip())


class Text(QLabel):
    """A line or a paragraph. Plain text only: what a city or a resident wrote is never markup."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        type_: Type = Type.BODY,
        *,
        bold: bool = False,
        colour: str | None = None,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        super().__init__()
        self._theme, self._type, self._bold = theme, type_, bold
        self.setText(text)
        self._typesetter = Typesetter()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(type_, bold=bold))
        self.setWordWrap(True)
        self.setAlignment(align)
        self._colour = QColor(colour or theme.palette.ink)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:  # noqa: N802 (Qt's name)
        """``text`` may have readings above its kanji; who listens hears it without them."""
        super().setText(text)
        if plain(text) != text:
            self.setAccessibleName(plain(text))

    def parts(self) -> Sequence[Text]:
        """Its sentences, for a page that is too low for all of them."""
        sentences = parts_of(self.text())
        if len(sentences) < 2:  # noqa: PLR2004 (nothing to be parted)
            return (self,)
        return [
            Text(
                self._theme,
                sentence,
                self._type,
                bold=self._bold,
                colour=self.colour,
                align=self.alignment(),
            )
            for sentence in sentences
        ]

    @property
    def colour(self) -> str:
        """The colour of the writing, as ``#rrggbb``."""
        return self._colour.name()

    def set_colour(self, colour: str) -> None:
        self._colour = QColor(colour)
        self.update()

    def paragraph(self, width: float) -> Paragraph:
        """The text as it is laid out in ``width`` pixels; on one line if it may not wrap."""
        across = width if self.wordWrap() else max(width, self._one_line().widest)
        return self._typesetter.paragraph(self.text(), self.font(), across, self.alignment())

    def fits(self) -> bool:
        """Whether all of it is seen at its present size."""
        laid_out = self.paragraph(self.width())
        return laid_out.height <= self.height() + 1 and laid_out.widest <= self.width() + 1

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        line = self._one_line()
        return QSize(ceil(line.widest), ceil(line.height))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        if self.wordWrap():
            return QSize(self.font().pixelSize() * 2, ceil(self._one_line().height))
        return QSize(0, ceil(self._one_line().height))

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return ceil(self.paragraph(width).height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setPen(self._colour)
        laid_out = self.paragraph(self.width())
        laid_out.draw(painter, 0, (self.height() - laid_out.height) / 2)

    def _one_line(self) -> Paragraph:
        return self._typesetter.line(self.text(), self.font())
