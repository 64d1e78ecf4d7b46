"""A list in pages that fill the room there is: no scrolling, no half-shown row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.theme.theme import Theme, Type
from ui.widgets.button import BigButton
from ui.widgets.pages import Pages
from ui.wording.words import Words

#: How much wider than its column a row may get.
_WIDEST = 2.2
#: So many rows stand on a page, if smaller type alone does it.
_FEWEST_ROWS = 2
#: What a row says, from the most to the least: its type, and whether with its second line.
_SAYINGS = (
    (Type.LABEL, True),
    (Type.BODY, True),
    (Type.NOTE, True),
    (Type.BODY, False),
    (Type.NOTE, False),
)


class PagedList(Pages):
    """Rows of equal height in as many columns as fit ``column_mm``, read down the columns; in
    fewer where these would not be full, and all have room on one page."""

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
        self._columns = 0

    def columns_in(self, width: int) -> int:
        gap = self.theme.gap
        return max(1, (width + gap) // (self.theme.glass.px(self._column_mm) + gap))

    @property
    def columns_here(self) -> int:
        return self._columns or self.columns_in(self.width())

    def least_cell(self, width: int) -> int:
        """The height that the fullest row needs, so that all are alike.

        Laying out every row of a long list takes longer than a tap may; it is done once a width.
        """
        if width not in self._heights:
            needed = (row.heightForWidth(width) for row in self.cells)
            self._heights[width] = max(self.theme.glass.px(self._row_mm), *needed, 0)
        return self._heights[width]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        if self._said:
            self._say(0)
        self._columns = 0
        self._columns = self._full_columns()
        self._say_what_fits()
        super().resizeEvent(event)

    def _full_columns(self) -> int:
        """How many columns stand: fewer than have room, if that leaves no hole in the last."""
        most, count = self.columns_in(self.width()), len(self.cells)
        for columns in range(most, 0, -1):
            if count % columns == 0 and (columns == most or self._stand_in(columns)):
                return columns
        return most

    def _stand_in(self, columns: int) -> bool:
        """Whether all rows have room on one page in so many columns, and none gets too wide."""
        width, lines = self._cell_width(self.width(), columns), self._lines_of(columns)
        if width > self.theme.glass.px(self._column_mm * _WIDEST):
            return False
        # Of a long list no row is laid out in vain.
        room = self.height()
        if self._height_of(lines, self.theme.glass.px(self._row_mm)) > room:
            return False
        return self._height_of(lines, self.least_cell(width)) <= room

    def _say_what_fits(self) -> None:
        """Rows of which a page has room for one only are set in smaller type; those that are higher
        than their page say less at last."""
        width = self._cell_width(self.width(), self.columns_here)
        while self._page_is_too_low(width):
            self._say(self._said + 1)

    def _page_is_too_low(self, width: int) -> bool:
        """Whether the rows shall say less, and can."""
        if self._said + 1 == len(_SAYINGS):
            return False
        smaller_alone = _SAYINGS[self._said + 1][1]
        rows = _FEWEST_ROWS if smaller_alone and len(self.cells) > 1 else 1
        return self._height_of(rows, self.least_cell(width)) > self.height()

    def _say(self, saying: int) -> None:
        self._said = saying
        type_, more = _SAYINGS[saying]
        for row in self.cells:
            if isinstance(row, BigButton):
                row.say_in(type_, more=more)
        self._heights.clear()
