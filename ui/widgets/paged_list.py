"""A list in pages that fill the room there is: no scrolling, no half-shown row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.theme.theme import Theme, Type
from ui.widgets.button import BigButton
from ui.widgets.pages import Pages
from ui.wording.words import Words

#: What a row says, from the most to the least: its type, and whether with its second line.
_SAYINGS = (
    (Type.LABEL, True),
    (Type.BODY, True),
    (Type.NOTE, True),
    (Type.BODY, False),
    (Type.NOTE, False),
)


class PagedList(Pages):
    """Rows of equal height in as many columns as fit ``column_mm``, read down the columns."""

    def __init__(
        self,
        theme: Theme,
        words: Words,
        rows: Sequence[QWidget],
        *,
        row_mm: float = 24.0,
        column_mm: float = 170.0,
    ) -> None:
        """``row_mm`` is the least height of a row; where there is room, rows grow by half."""
        super().__init__(theme, words, rows)
        self._row_mm, self._column_mm = row_mm, column_mm
        self._heights: dict[int, int] = {}  # of the fullest row, by its width
        self._said = 0

    def columns_in(self, width: int) -> int:
        gap = self.theme.gap
        return max(1, (width + gap) // (self.theme.glass.px(self._column_mm) + gap))

    def least_cell(self, width: int) -> int:
        """The height that the fullest row needs, so that all are alike.

        Laying out every row of a long list takes longer than a tap may; it is done once a width.
        """
        if width not in self._heights:
            needed = (row.heightForWidth(width) for row in self.cells)
            self._heights[width] = max(self.theme.glass.px(self._row_mm), *needed, 0)
        return self._heights[width]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self._say_what_fits()
        super().resizeEvent(event)

    def _say_what_fits(self) -> None:
        """Rows that are higher than their page are set in smaller type, and at last say less."""
        width = self._cell_width(self.width(), self.columns_in(self.width()))
        if self._said:
            self._say(0)
        while self.least_cell(width) > self.height() and self._said + 1 < len(_SAYINGS):
            self._say(self._said + 1)

    def _say(self, saying: int) -> None:
        self._said = saying
        type_, more = _SAYINGS[saying]
        for row in self.cells:
            if isinstance(row, BigButton):
                row.say_in(type_, more=more)
        self._heights.clear()
