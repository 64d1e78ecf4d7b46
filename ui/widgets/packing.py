"""Which block stands where: blocks one below the other, in columns, over pages. Plain Python.

No block is split or left out, and none is moved before another: what does not fit stands in the
next column, or on the next page. A heading goes there with what follows it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Block:
    """``height`` is asked for a width. ``touched``: a control, which must lie low enough;
    ``grow``: takes the height that is left in its column; ``keep``: stands with the next block;
    ``joined``: goes on without a gap from the block before, of which each gives up ``tuck``."""

    height: Callable[[int], int]
    touched: bool = False
    grow: bool = False
    keep: bool = False
    joined: bool = False
    tuck: int = 0


@dataclass(frozen=True, slots=True)
class Room:
    """A page: its size, the space between blocks and between columns, and the line above which
    nothing is touched. ``airy``: how much wider that between blocks may become where height is
    left."""

    width: int
    height: int
    gap: int
    gutter: int
    touch_from: int = 0
    airy: int = 0


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
    # A widget lays its texts out anew for every width it is asked about.
    blocks = [replace(block, height=cache(block.height)) for block in blocks]
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
    width = _column_width(room)
    for cut in _cuts(blocks, room, width):
        left = _column(blocks[:cut], 0, room, width)
        right = _column(blocks[cut:], cut, room, width)
        if left is not None and right is not None:
            across = width + room.gutter
            return (*left, *(replace(p, left=across) for p in right))
    return None


def _cuts(blocks: Sequence[Block], room: Room, width: int) -> Sequence[int]:
    """Where the second of two columns may begin: the best place, and if that will not do another
    that parts a card. A heading stands with what follows it."""
    touched = [block.touched for block in blocks]
    reading = touched.index(True) if True in touched else len(blocks)
    while 0 < reading < len(blocks) and blocks[reading - 1].keep:
        reading -= 1
    if 0 < reading < len(blocks):
        return (reading,)
    # What grows is given a column for itself rather than what is left of one.
    heights = [room.height if block.grow else block.height(width) for block in blocks]
    cuts = [cut for cut in range(1, len(blocks)) if not blocks[cut - 1].keep]
    cuts.sort(key=lambda cut: abs(sum(heights[:cut]) - sum(heights[cut:])))
    whole = [cut for cut in cuts if not blocks[cut].joined]
    return (*whole[:1], *cuts[:1])


def _column(
    blocks: Sequence[Block], first: int, room: Room, width: int
) -> tuple[Placed, ...] | None:
    """All of ``blocks`` in one column of one page, if they fit there."""
    placed = _fill(blocks, replace(room, width=width, gutter=0), 1)
    if _pages(placed) > 1 or any(p.bottom > room.height for p in placed):
        return None
    return tuple(Placed(p.index + first, 0, p.left, p.top, p.width, p.height) for p in placed)


def _fill(blocks: Sequence[Block], room: Room, columns: int) -> tuple[Placed, ...]:
    """Column after column, page after page."""
    width = room.width if columns == 1 else _column_width(room)
    strips: list[list[Placed]] = [[]]
    for index, block in enumerate(blocks):
        if strips[-1] and _ends_below(blocks, index, strips[-1][-1], room):
            strips.append([])
        page, column = divmod(len(strips) - 1, columns)
        before = strips[-1][-1] if strips[-1] else None
        if before is not None and block.joined:
            strips[-1][-1] = replace(before, height=before.height - block.tuck)
        top, height = _spot(block, before, room, width)
        strips[-1].append(Placed(index, page, column * (width + room.gutter), top, width, height))
    return tuple(placed for strip in strips for placed in _stretched(strip, blocks, room))


def _spot(block: Block, before: Placed | None, room: Room, width: int) -> tuple[int, int]:
    """Top and height of a block below the one before, or at the top of a column."""
    lowest = room.touch_from if block.touched else 0
    height = block.height(width)
    if block.grow:
        # It lives with less rather than being cut.
        height = min(height, room.height - lowest)
    if before is None:
        return lowest, height
    if block.joined:
        return before.bottom - block.tuck, height - block.tuck
    return max(lowest, before.bottom + room.gap), height


def _ends_below(blocks: Sequence[Block], index: int, before: Placed, room: Room) -> bool:
    """Whether a block does not fit below the one before, or not with what it is kept with,
    which the next column has the room for."""
    here = _bottoms(blocks, index, before, room)
    if here[0] > room.height:
        return True
    afresh = _bottoms(blocks, index, None, room, before.width)
    return here[-1] > room.height >= afresh[-1]


def _bottoms(
    blocks: Sequence[Block], index: int, before: Placed | None, room: Room, width: int = 0
) -> list[int]:
    """Where a block ends, and where each ends that is kept with it."""
    width = before.width if before is not None else width
    bottoms = []
    while True:
        block = blocks[index]
        top, height = _spot(block, before, room, width)
        before = Placed(index, 0, 0, top, width, height)
        bottoms.append(before.bottom)
        index += 1
        if not block.keep or index == len(blocks):
            return bottoms


def _stretched(column: Sequence[Placed], blocks: Sequence[Block], room: Room) -> list[Placed]:
    """A column whose growing blocks share what is left of its height, or else its gaps."""
    if not column:
        return []
    growing = [p.index for p in column if blocks[p.index].grow]
    spare = room.height - column[-1].bottom
    if not growing and room.airy and spare > 0:
        return _spread(column, blocks, room, spare)
    if not growing or spare <= 0:
        return list(column)
    share, down, result = spare // len(growing), 0, []
    for p in column:
        more = share if p.index in growing else 0
        result.append(Placed(p.index, p.page, p.left, p.top + down, p.width, p.height + more))
        down += more
    return result


def _spread(
    column: Sequence[Placed], blocks: Sequence[Block], room: Room, spare: int
) -> list[Placed]:
    """A column that shares out ``spare`` between its blocks, and gives half of what each gap gets
    to what is touched below it; what belongs together stays so."""
    apart = [
        not (blocks[p.index].joined or blocks[before.index].keep) for before, p in pairwise(column)
    ]
    if not any(apart):
        return list(column)
    share, down, result = min(room.airy, spare // sum(apart)), 0, [column[0]]
    for p, parted in zip(column[1:], apart, strict=True):
        down += share if parted else 0
        taller = share // 2 if parted and blocks[p.index].touched else 0
        result.append(replace(p, top=p.top + down - taller, height=p.height + taller))
    return result
