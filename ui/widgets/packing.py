"""Which block stands where: blocks one below the other, in columns, over pages. Plain Python.

No block is split or left out, and none is moved before another: what does not fit stands in the
next column, or on the next page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """``height`` is asked for a width. ``touched``: a control, which must lie low enough;
    ``grow``: takes the height that is left in its column."""

    height: Callable[[int], int]
    touched: bool = False
    grow: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """A page: its size, the space between blocks and between columns, and the line above which
    nothing is touched."""

    width: int
    height: int
    gap: int
    gutter: int
    touch_from: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """Where block ``index`` stands."""

    index: int
    page: int
    left: int
    top: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        return self.top + self.height


def pack(blocks: Sequence[Block], room: Room, columns: int) -> tuple[Placed, ...]:
    """All blocks in their order. ``columns`` is 1 or 2; two are used where they save a page, or
    where reading matter and controls can stand side by side."""
    one = _fill(blocks, room, 1)
    if columns == 1 or len(blocks) == 1:
        return one
    beside = _side_by_side(blocks, room)
    if beside is not None:
        return beside
    return min(one, _fill(blocks, room, 2), key=lambda way: (_cut(way, room), _pages(way)))


def _cut(placed: Sequence[Placed], room: Room) -> int:
    """By how much the blocks of a way to place them are too high for their page."""
    return sum(max(0, p.bottom - room.height) for p in placed)


def _pages(placed: Sequence[Placed]) -> int:
    return max((p.page for p in placed), default=0) + 1


def _column_width(room: Room) -> int:
    return (room.width - room.gutter) // 2


def _side_by_side(blocks: Sequence[Block], room: Room) -> tuple[Placed, ...] | None:
    """What is read on the left, what is touched on the right, where both go on one page and all
    that is read comes first; else the blocks halved where the halves are most alike."""
    touched = [block.touched for block in blocks]
    reading = touched.index(True) if True in touched else len(blocks)
    cuts = range(1, len(blocks))
    if 0 < reading < len(blocks):
        cuts_first: Sequence[int] = (reading,)
    else:
        width = _column_width(room)
        heights = [block.height(width) for block in blocks]
        cuts_first = sorted(cuts, key=lambda cut: abs(sum(heights[:cut]) - sum(heights[cut:])))[:1]
    for cut in cuts_first:
        width = _column_width(room)
        left = _column(blocks[:cut], 0, room, width)
        right = _column(blocks[cut:], cut, room, width)
        if left is not None and right is not None:
            moved = tuple(
                Placed(p.index, 0, width + room.gutter, p.top, p.width, p.height) for p in right
            )
            return (*left, *moved)
    return None


def _column(
    blocks: Sequence[Block], first: int, room: Room, width: int
) -> tuple[Placed, ...] | None:
    """All of ``blocks`` in one column of one page, if they fit there."""
    placed = _fill(blocks, Room(width, room.height, room.gap, 0, room.touch_from), 1)
    if _pages(placed) > 1 or any(p.bottom > room.height for p in placed):
        return None
    return tuple(Placed(p.index + first, 0, p.left, p.top, p.width, p.height) for p in placed)


def _fill(blocks: Sequence[Block], room: Room, columns: int) -> tuple[Placed, ...]:
    """Column after column, page after page."""
    width = room.width if columns == 1 else _column_width(room)
    strips: list[list[Placed]] = [[]]
    for index, block in enumerate(blocks):
        lowest = room.touch_from if block.touched else 0
        height = block.height(width)
        if block.grow:
            # It lives with less rather than being cut.
            height = min(height, room.height - lowest)
        top = max(lowest, strips[-1][-1].bottom + room.gap) if strips[-1] else lowest
        if strips[-1] and top + height > room.height:
            strips.append([])
            top = lowest
        page, column = divmod(len(strips) - 1, columns)
        left = column * (width + room.gutter)
        strips[-1].append(Placed(index, page, left, top, width, height))
    return tuple(placed for strip in strips for placed in _stretched(strip, blocks, room))


def _stretched(column: Sequence[Placed], blocks: Sequence[Block], room: Room) -> list[Placed]:
    """A column whose growing blocks share what is left of its height."""
    if not column:
        return []
    growing = [p.index for p in column if blocks[p.index].grow]
    spare = room.height - column[-1].bottom
    if not growing or spare <= 0:
        return list(column)
    share, down, result = spare // len(growing), 0, []
    for p in column:
        more = share if p.index in growing else 0
        result.append(Placed(p.index, p.page, p.left, p.top + down, p.width, p.height + more))
        down += more
    return result
