"""Blocks one below the other; what does not fit stands on the next page.

Nothing scrolls and nothing is cut: the same screen stands on every glass, in every language and
size of type, on as many pages as it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Signal
from PySide6.QtGui import QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.theme import Theme
from ui.widgets.card import CardRow, NoticeCard, Splittable
from ui.widgets.doors import Doors
from ui.widgets.packing import Block, Placed, Room, pack
from ui.widgets.pager import Pager
from ui.widgets.pages import Paged
from ui.wording.words import Words

#: How much wider the space between blocks may become where height is left.
_AIRY_PADS = 4


class Flow(QWidget):
    """``add`` the blocks in their order; ``columns`` is how many a wide glass may have."""

    #: Another page is shown, or there are more of them or fewer.
    stood = Signal()

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme = theme
        self.columns = 1 if theme.glass.portrait else 2
        #: Whether the blocks stand further apart where the glass has height to spare.
        self.airy = False
        self._blocks: list[tuple[QWidget, Block]] = []
        self._lead: QWidget | None = None
        self._placed: tuple[Placed, ...] = ()
        #: Its size when its blocks were arranged, and where it began.
        self._arranged_in: tuple[QSize, int] | None = None
        #: Page of blocks, and page within those of its blocks that have several.
        self._turns: list[tuple[int, int]] = [(0, 0)]
        self._page = 0
        self._reached_end = False
        self._pager = Pager(theme, words, upright=not theme.glass.portrait)
        self._pager.setParent(self)
        self._pager.turned.connect(self._turn)
        self._pager.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def add(
        self, widget: QWidget, *, touched: bool, grow: bool = False, keep: bool = False
    ) -> None:
        """The next block. ``touched``: there is something to touch in it; ``grow``: it takes the
        spare height, and lives with its ``minimumSizeHint``; ``keep``: it stands on one page with
        the next, as a heading does."""
        self._blocks.append((widget, _block(widget, touched=touched, grow=grow, keep=keep)))
        if isinstance(widget, Paged):
            widget.hosted = True
        widget.setParent(self)
        widget.hide()

    def lead(self, widget: QWidget) -> None:
        """The first block, which helps with the others: where none of them stands on one page with
        it, it comes last, for the first page is for what is touched."""
        self.add(widget, touched=False)
        self._lead = widget

    def in_order(self) -> list[QWidget]:
        """The blocks as they are read, and then what turns their pages."""
        return [*(widget for widget, _ in self._blocks), self._pager]

    @property
    def pages(self) -> int:
        """How many pages there are at the present size, those within a block counted as well."""
        return len(self._turns)

    @property
    def page(self) -> int:
        return self._page

    def show_page(self, page: int) -> None:
        """Shows page ``page``, counted from 0; beyond the ends the nearest there is."""
        self._page = max(0, min(page, self.pages - 1))
        self._reached_end |= 0 < self._page == self.pages - 1
        here, within = self._turns[self._page]
        for placed in self._placed:
            widget = self._blocks[placed.index][0]
            if placed.page == here and isinstance(widget, Paged):
                widget.show_page(within)
            widget.setVisible(placed.page == here)
        self._pager.setVisible(self.pages > 1)
        self._pager.show_page(self._page, self.pages)
        self.stood.emit()

    @property
    def read(self) -> bool:
        """Whether the last page has been shown, or there is but one."""
        return self.pages == 1 or self._reached_end

    @property
    def seen(self) -> int:
        """The first block of the page that is shown."""
        here = self._turns[self._page][0]
        return next((placed.index for placed in self._placed if placed.page == here), 0)

    def see(self, block: int) -> None:
        """Shows the page on which a block stands, counted from 0."""
        for placed in self._placed:
            if placed.index == block:
                self.show_page([page for page, _ in self._turns].index(placed.page))

    def arrange(self) -> None:
        """Finds every block its place in the room there is."""
        self._arranged_in = (self.size(), self._above)
        self._split_what_is_too_high()
        self._pack(QSize(0, 0))
        if self.pages > 1:
            self._pack(self._place_pager())
            if self._lead_stands_alone():
                self._blocks.append(self._blocks.pop(0))
                self._pack(self._place_pager())
        self.show_page(self._page)

    def _lead_stands_alone(self) -> bool:
        if self._lead is None or self._blocks[0][0] is not self._lead or len(self._placed) == 1:
            return False
        return self._placed[0].page < self._placed[1].page and self._has_its_width

    @property
    def _has_its_width(self) -> bool:
        """Whether the screen has its size: what is moved or split stays so."""
        return self.width() >= self._theme.glass.width_px - 2 * self._theme.pad

    def _split_what_is_too_high(self) -> None:
        """A text or a notice that is higher than a page goes on on the next one."""
        if not self._has_its_width:
            return
        room = self._room(self._place_pager())
        self._blocks = [part for entry in self._blocks for part in self._split(*entry, room)]

    def _split(self, widget: QWidget, block: Block, room: Room) -> Iterator[tuple[QWidget, Block]]:
        """The block, or those that it is split into."""
        parts: Sequence[QWidget] = (widget,)
        reached = room.height - (room.touch_from if block.touched else 0)
        if block.height(room.width) > reached and isinstance(widget, Splittable):
            parts = widget.parts()
        if tuple(parts) == (widget,):
            yield widget, block
            return
        widget.hide()
        for part in parts:
            part.setParent(self)
            part.hide()
            # The headline of a notice stays with what it says, a name with its value.
            leads = isinstance(part, NoticeCard) or (part is parts[0] and isinstance(part, CardRow))
            keep = block.keep if part is parts[-1] else leads
            piece = _block(part, touched=block.touched, keep=keep)
            if part is parts[0]:
                piece = replace(piece, joined=block.joined)
            yield from self._split(part, piece, room)

    def _pack(self, taken: QSize) -> None:
        blocks = [block for _, block in self._blocks]
        self._placed = pack(blocks, self._room(taken), self.columns)
        turns: list[tuple[int, int]] = []
        for page in range(max((placed.page for placed in self._placed), default=0) + 1):
            within = 1
            for placed in self._placed:
                widget = self._blocks[placed.index][0]
                if placed.page == page:
                    widget.setGeometry(placed.left, placed.top, placed.width, placed.height)
                    within = max(within, widget.pages if isinstance(widget, Paged) else 1)
            turns += [(page, part) for part in range(within)]
        self._turns = turns
        self._close_cards()

    def _close_cards(self) -> None:
        """Tells each row of a card whether the card begins or ends with it on its page."""
        spots: list[Placed | None] = [None, *self._placed, None]
        for before, here in pairwise(spots):
            joined = (
                before is not None
                and here is not None
                and self._blocks[here.index][1].joined
                and (before.page, before.left) == (here.page, here.left)
            )
            if before is not None and isinstance(row := self._blocks[before.index][0], CardRow):
                row.ends(below=not joined)
            if here is not None and isinstance(row := self._blocks[here.index][0], CardRow):
                row.ends(above=not joined)

    def _room(self, taken: QSize) -> Room:
        return Room(
            width=max(1, self.width() - taken.width()),
            height=max(1, self.height() - taken.height()),
            gap=self._theme.gap,
            gutter=self._theme.pad,
            touch_from=max(0, self._theme.touch_from - self._above),
            airy=_AIRY_PADS * self._theme.pad if self.airy else 0,
        )

    @property
    def _above(self) -> int:
        """Where it begins on the glass, in pixels from the top."""
        glass = self.window() if self.parentWidget() is not None else self
        return self.mapTo(glass, QPoint(0, 0)).y()

    def _place_pager(self) -> QSize:
        """Beside the blocks of a wide glass, below those of an upright one. Returns what it and
        the space beside it take."""
        theme, pager = self._theme, self._pager
        if theme.glass.portrait:
            height = pager.needed
            pager.setGeometry(0, self.height() - height, self.width(), height)
            return QSize(0, height + theme.pad)
        width = pager.width()
        low = self._room(QSize(0, 0)).touch_from
        least = pager.minimumSizeHint().height()
        top = min(low, max(0, self.height() - least))
        pager.setGeometry(QRect(self.width() - width, top, width, self.height() - top))
        return QSize(width + theme.pad, 0)

    def _turn(self, step: int) -> None:
        self.show_page(self._page + step)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._follow()

    def moveEvent(self, event: QMoveEvent) -> None:  # noqa: N802
        super().moveEvent(event)
        self._follow()

    def _follow(self) -> None:
        """Arranges the blocks in another place or size: once, though Qt tells of each."""
        if self._arranged_in != (self.size(), self._above):
            self.arrange()

    def event(self, event: QEvent) -> bool:
        """A block that says something longer now may need another place."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.arrange()
        return super().event(event)


def _block(
    widget: QWidget, *, touched: bool = False, grow: bool = False, keep: bool = False
) -> Block:
    height: Callable[[int], int] = partial(_least if grow else _needed, widget)
    joined, tuck = (False, 0)
    if isinstance(widget, CardRow):
        joined, tuck = not widget.leads, widget.tuck
    return Block(height, touched, grow, keep, joined, tuck)


def _needed(widget: QWidget, width: int) -> int:
    """The height of a block that shows all it has in this width."""
    height = widget.heightForWidth(width) if widget.hasHeightForWidth() else -1
    if height < 0:
        height = widget.sizeHint().height()
    height = max(height, widget.minimumHeight(), min(widget.minimumSizeHint().height(), height))
    return min(height, widget.maximumHeight())


def _least(widget: QWidget, width: int) -> int:
    if isinstance(widget, Paged | Doors):
        return widget.least_height(width)
    return max(widget.minimumSizeHint().height(), widget.minimumHeight())
