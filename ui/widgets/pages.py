"""Cells of equal size over as many pages as the room takes: the base of lists and calendars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.theme import Theme
from ui.widgets.pager import Pager
from ui.wording.words import Words


@dataclass(frozen=True, slots=True)
class Shape:
    """Lines and columns of a page, with the size of their cells."""

    lines: int
    columns: int
    width: int
    height: int


class Paged:
    """What has pages of its own, which a ``Flow`` turns together with those of the screen
    (``hosted``).

    A base and no protocol: whether something keeps to a protocol is found out by asking it for all
    that is in it, and a layout would have the pages counted again each time.
    """

    hosted: bool

    @property
    def pages(self) -> int:
        raise NotImplementedError

    def show_page(self, page: int) -> None:
        raise NotImplementedError

    def least_height(self, width: int) -> int:
        """The height with which it can live in this width."""
        raise NotImplementedError


class Pages(QWidget, Paged):
    """Subclasses say how many columns there are and how high a cell must be at least.

    Within a ``Flow`` its pages are turned together with those of the screen (``hosted``);
    elsewhere the cells bring a pager of their own.
    """

    #: Whether cells are read along the line, as days are, or down the column, as lists are.
    along = False

    def __init__(self, theme: Theme, words: Words, cells: Sequence[QWidget]) -> None:
        super().__init__()
        self.theme, self.cells = theme, list(cells)
        self.hosted = False
        self._page = 0
        self._pager = Pager(theme, words)
        self._pager.setParent(self)
        self._pager.turned.connect(lambda step: self.show_page(self._page + step))
        for cell in self.cells:
            cell.setParent(self)
            cell.hide()
        self._pager.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # -- what subclasses say ----------------------------------------------------------------------

    def columns_in(self, width: int) -> int:
        """How many columns stand in this width."""
        return 1

    @property
    def columns_here(self) -> int:
        """How many columns stand at the present size."""
        return self.columns_in(self.width())

    def least_cell(self, width: int) -> int:
        """The height that a cell of this width needs, at least a finger's; it is asked often."""
        return self.theme.target

    def most_cell(self, least: int) -> int:
        """The height up to which a cell grows where there is room."""
        return least * 2 if self.theme.glass.portrait else least * 3 // 2

    @property
    def left_out(self) -> int:
        """The places before the first cell that stay empty."""
        return 0

    @property
    def above(self) -> int:
        """The height of what stands above the cells of every page."""
        return 0

    def arranged(self, shape: Shape) -> None:
        """The cells have their places: time to place what stands above them."""

    # -- pages ------------------------------------------------------------------------------------

    @property
    def pages(self) -> int:
        lines = self._shape().lines
        return max(1, -(-self._all_lines // lines))

    @property
    def page(self) -> int:
        return self._page

    def in_order(self) -> list[QWidget]:
        """What stands above the cells, the cells, and what turns their pages."""
        own = (*self.cells, self._pager)
        above = [c for c in self.children() if isinstance(c, QWidget) and c not in own]
        return [*above, *own]

    def show_page(self, page: int) -> None:
        """Shows page ``page``, counted from 0; beyond the ends the nearest there is."""
        shape = self._shape()
        self._page = max(0, min(page, self.pages - 1))
        first = self._page * shape.lines * shape.columns - self.left_out
        gap = self.theme.gap
        for index, cell in enumerate(self.cells):
            spot = index - first
            here = 0 <= spot < shape.lines * shape.columns
            if here:
                if self.along:
                    line, column = divmod(spot, shape.columns)
                else:
                    column, line = divmod(spot, self._lines_here(shape))
                cell.setGeometry(
                    column * (shape.width + gap),
                    self.above + line * (shape.height + gap),
                    shape.width,
                    shape.height,
                )
            cell.setVisible(here)
        self._place_pager(shape)
        self.arranged(shape)

    def _lines_here(self, shape: Shape) -> int:
        """Lines of the present page; the last may have fewer, all columns alike."""
        rest = len(self.cells) - self._page * shape.lines * shape.columns
        return max(1, min(shape.lines, -(-rest // shape.columns)))

    def _place_pager(self, shape: Shape) -> None:
        pages = self.pages
        self._pager.setVisible(pages > 1 and not self.hosted)
        self._pager.show_page(self._page, pages)
        tall = self._pager.needed
        self._pager.setGeometry(0, self.height() - tall, self.width(), tall)

    def least_height(self, width: int) -> int:
        """The height with which it can live in this width: two lines of cells, or all."""
        columns = self.columns_in(width)
        least = self.least_cell(self._cell_width(width, columns))
        lines = max(1, min(2, self._lines_of(columns)))
        turning = lines < self._lines_of(columns) and not self.hosted
        return self._height_of(lines, least) + (self._turner if turning else 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        width = max(self.theme.target, self.width())
        return QSize(self.theme.target, self.least_height(width))

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.show_page(self._page)

    @property
    def _turner(self) -> int:
        """The height of the pager with the space above it."""
        return self._pager.needed + self.theme.pad

    def _lines_of(self, columns: int) -> int:
        return -(-(len(self.cells) + self.left_out) // columns)

    @property
    def _all_lines(self) -> int:
        return self._lines_of(self.columns_here)

    def _cell_width(self, width: int, columns: int) -> int:
        return max(1, (width - self.theme.gap * (columns - 1)) // columns)

    def _height_of(self, lines: int, cell: int) -> int:
        return self.above + lines * (cell + self.theme.gap) - self.theme.gap

    def _shape(self) -> Shape:
        """What fits into the room there is."""
        columns = self.columns_here
        width = self._cell_width(self.width(), columns)
        least, every, gap = self.least_cell(width), self._lines_of(columns), self.theme.gap
        room = self.height() - self.above
        lines = (room + gap) // (least + gap)
        if lines < every:
            if not self.hosted:
                room -= self._turner
            lines = max(1, (room + gap) // (least + gap))
            # Pages as full as each other: four weeks and two are three and three.
            pages = -(-every // lines)
            lines = -(-every // pages)
        else:
            lines = max(1, every)
        share = (room - gap * (lines - 1)) // lines
        return Shape(lines, columns, width, max(least, min(share, self.most_cell(least))))
