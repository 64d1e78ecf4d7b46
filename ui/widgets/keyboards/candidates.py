"""The writings a reading may have: large, one touch each, in pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.theme import Theme, Type
from ui.widgets.button import BigButton, Look
from ui.wording.words import Words

#: A writing stands in at least this width.
_COLUMN_MM = 34.0
_ROW_MM = 23.0


class Candidates(QWidget):
    """Touched here: ``candidate.NUMBER``, ``candidate.previous``, ``candidate.next``."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self._buttons: list[BigButton] = []
        self._page = 0
        self._next = self._turner("candidate.next", words.text("entry.candidates.next"), 1)
        self._previous = self._turner(
            "candidate.previous", words.text("entry.candidates.previous"), -1
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def offer(self, writings: Sequence[str]) -> None:
        """Shows other writings, from the first page on."""
        for old in self._buttons:
            old.hide()
            old.deleteLater()
        self._buttons = []
        for index, writing in enumerate(writings):
            button = BigButton(self._theme, writing, look=Look.KEY, type_=Type.HEADING)
            button.setObjectName(f"candidate.{index}")
            button.setParent(self)
            button.hide()
            button.clicked.connect(lambda _=False, text=writing: self.chosen.emit(text))
            self._buttons.append(button)
        self._page = 0
        self.arrange()

    def in_order(self) -> list[QWidget]:
        """The writings of the page, then what turns it."""
        return [*self._buttons, self._previous, self._next]

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(0, self._theme.target)

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Lays the pages out in the room there is."""
        theme, gap = self._theme, self._theme.gap
        lines = max(1, (self.height() + gap) // (theme.target + gap))
        height = min((self.height() - gap * (lines - 1)) // lines, theme.glass.px(_ROW_MM))
        pages = self._pages(lines, self.width())
        if len(pages) > 1:
            pages = self._pages(lines, self.width() - self._turning() - gap)
        self._page = max(0, min(self._page, len(pages) - 1))
        shown = pages[self._page] if pages else []
        for button in self._buttons:
            button.hide()
        for index, left, line, width in shown:
            self._buttons[index].setGeometry(left, line * (height + gap), width, height)
            self._buttons[index].show()
        side = self._turning() // 2 - gap // 2
        left = self.width() - self._turning()
        for number, turner in enumerate((self._previous, self._next)):
            turner.setGeometry(left + number * (side + gap), 0, side, height)
            turner.setVisible(len(pages) > 1)
        words, last = self._words, len(pages) - 1
        self._previous.allow(when=self._page > 0, otherwise=words.text("off.first"))
        self._next.allow(when=self._page < last, otherwise=words.text("off.last"))

    def _pages(self, lines: int, width: int) -> list[list[tuple[int, int, int, int]]]:
        """For each page: index, left, line and width of every button."""
        gap, pages = self._theme.gap, []
        page: list[tuple[int, int, int, int]] = []
        left = line = 0
        for index, button in enumerate(self._buttons):
            wide = min(width, max(self._theme.glass.px(_COLUMN_MM), self._least(button)))
            if left and left + wide > width:
                left, line = 0, line + 1
            if line == lines:
                pages.append(page)
                page, line = [], 0
            page.append((index, left, line, wide))
            left += wide + gap
        return [*pages, page] if page else pages

    def _least(self, button: BigButton) -> int:
        """The width in which a writing stands on one line."""
        text = self._theme.metrics(Type.HEADING, bold=True).horizontalAdvance(button.text())
        return text + 2 * self._theme.pad

    def _turning(self) -> int:
        return 2 * self._theme.target + self._theme.gap

    def _turner(self, name: str, said: str, by: int) -> BigButton:
        button = BigButton(self._theme, "‹" if by < 0 else "›", look=Look.SECONDARY)
        button.setObjectName(name)
        button.setAccessibleName(said)
        button.setParent(self)
        button.hide()
        button.clicked.connect(lambda: self._turn(by))
        return button

    def _turn(self, by: int) -> None:
        self._page += by
        self.arrange()
