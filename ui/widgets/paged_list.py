"""A list in pages that fill the room there is: no scrolling, no half-shown row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.theme import Theme
from ui.widgets.pager import Pager
from ui.wording.words import Words


class PagedList(QWidget):
    """Rows of equal height in as many columns as fit ``column_mm``."""

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
        super().__init__()
        self._theme, self._rows = theme, list(rows)
        self._row_mm, self._column_mm, self._page = row_mm, column_mm, 0
        self._shown: list[QWidget] = []
        self._heights: dict[int, int] = {}  # of the fullest row, by its width
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.pad)
        self._area = QWidget()
        # The rows follow the room there is; they must not hold it open.
        self._area.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._area.setMinimumHeight(theme.glass.px(row_mm))
        self._grid = QGridLayout(self._area)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.gap)
        column.addWidget(self._area, 1)
        self._turn = Pager(theme, words)
        self._turn.turned.connect(lambda step: self.show_page(self._page + step))
        column.addWidget(self._turn)
        for row in self._rows:
            row.setParent(self._area)
            row.hide()

    @property
    def pages(self) -> int:
        columns, lines = self._shape()
        return max(1, -(-len(self._rows) // (columns * lines)))

    def show_page(self, page: int) -> None:
        """Shows page ``page``, counted from 0; beyond the ends the nearest there is."""
        self._page = max(0, min(page, self.pages - 1))
        columns, lines = self._shape()
        height = self._grown(self._row_height(self._column_width(columns)), lines)
        first = self._page * columns * lines
        for row in self._shown:
            self._grid.removeWidget(row)
            row.hide()
        self._shown = self._rows[first : first + columns * lines]
        for index, row in enumerate(self._shown):
            # Down the first column, then down the next: as one reads a list.
            row.setFixedHeight(height)
            self._grid.addWidget(row, index % lines, index // lines)
            row.show()
        for line in range(self._grid.rowCount()):
            self._grid.setRowStretch(line, 0)
        self._grid.setRowStretch(lines, 1)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self._turn.setVisible(self.pages > 1)
        self._turn.show_page(self._page, self.pages)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self.show_page(self._page)

    def _shape(self) -> tuple[int, int]:
        """Columns, and lines of a page, that fit into the room there is."""
        gap = self._theme.gap
        columns = max(1, (self.width() + gap) // (self._theme.glass.px(self._column_mm) + gap))
        row = self._row_height(self._column_width(columns))
        lines = max(1, (self.height() + gap) // (row + gap))
        if len(self._rows) > columns * lines:
            lines = max(1, (self._room_beside_turning() + gap) // (row + gap))
        else:
            lines = -(-len(self._rows) // columns)
        return columns, lines

    def _room_beside_turning(self) -> int:
        return self.height() - self._theme.target - self._theme.pad

    def _column_width(self, columns: int) -> int:
        return (self.width() - self._theme.gap * (columns - 1)) // columns

    def _row_height(self, width: int) -> int:
        """The height that the fullest row needs, so that all are alike.

        Laying out every row of a long list takes longer than a tap may; it is done once a width.
        """
        if width not in self._heights:
            needed = (row.heightForWidth(width) for row in self._rows)
            self._heights[width] = max(self._theme.glass.px(self._row_mm), *needed, 0)
        return self._heights[width]

    def _grown(self, height: int, lines: int) -> int:
        """The rows of a page share its spare height, up to half of their own."""
        room = self.height() if self.pages == 1 else self._room_beside_turning()
        share = (room - self._theme.gap * (lines - 1)) // lines
        return max(height, min(share, height * 3 // 2))
