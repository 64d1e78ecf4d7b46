"""Keys in rows, on any glass: never smaller than 15 mm, rather on several pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.theme import Theme
from ui.widgets.keyboards.key import Face, Key

#: A key grows with the room there is, up to this.
WIDEST_MM: Final = 30.0
_HIGHEST_MM: Final = 30.0
#: A key beside the others is no wider than this.
_WIDEST_BESIDE_MM: Final = 56.0
#: Rows that a board shows at least.
_FEWEST_ROWS: Final = 2
MORE: Final = "more"


@dataclass(frozen=True, slots=True)
class Row:
    """Names of keys from left to right. A ``grid`` row has equal places, None an empty one, and a
    key that is named several times in a row has all these places; another shares its width by what
    stands on the keys, and goes on in further rows where it must."""

    keys: tuple[str | None, ...]
    grid: bool = True

    def places(self) -> Iterator[tuple[str, int, int]]:
        """The keys of a grid row, each with its first place and how many it has."""
        at = 0
        for name, group in groupby(self.keys):
            count = len(list(group))
            if name is not None:
                yield name, at, count
            at += count


def grid(*rows: Sequence[str | None]) -> tuple[Row, ...]:
    return tuple(Row(tuple(row)) for row in rows)


@dataclass(frozen=True, slots=True)
class Plan:
    """``rows`` may go on on a next page; ``always`` stands on each. ``beside`` stands at the right
    of ``rows``, line by line; where not all lines have room, another plan is taken."""

    rows: tuple[Row, ...]
    always: tuple[Row, ...] = ()
    #: The keys in the order in which they are walked; as they stand where it is empty.
    order: tuple[str, ...] = ()
    #: A key of a grid is no wider than this.
    widest_mm: float = WIDEST_MM
    #: Nor higher than this.
    highest_mm: float = _HIGHEST_MM
    beside: tuple[Row, ...] = ()

    @property
    def columns(self) -> int:
        return max(len(row.keys) for row in (*self.rows, *self.always) if row.grid)


class Board(QWidget):
    """``pressed`` carries the name of a key. The first of the plans that fits is taken."""

    pressed = Signal(str)

    def __init__(self, theme: Theme, faces: Iterable[Face], more: Face) -> None:
        """``more``: the key that turns to the next rows where not all have room."""
        super().__init__()
        self._theme = theme
        self._faces = {face.name: face for face in (*faces, more)}
        self._keys: dict[str, Key] = {}
        self._plans: tuple[Plan, ...] = ()
        self._page = 0
        self._pages = 1
        self._shown: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def keys(self) -> Mapping[str, Key]:
        """Those that stood in a plan so far."""
        return self._keys

    def lay(self, *plans: Plan) -> None:
        """Shows other keys: the first of ``plans`` for which there is room."""
        self._plans, self._page = plans, 0
        for plan in plans:
            for row in (*plan.rows, *plan.always, *plan.beside):
                self._make(name for name in row.keys if name is not None)
        self._make((MORE,))
        self.arrange()

    def _make(self, names: Iterable[str]) -> None:
        """Makes the keys that were not asked for before: most boards show a few of all."""
        for name in names:
            if name in self._keys:
                continue
            key = self._keys[name] = Key(self._theme, self._faces[name])
            key.setParent(self)
            key.hide()
            key.clicked.connect(lambda _=False, name=name: self._press(name))

    def in_order(self) -> list[QWidget]:
        """The keys as they are walked."""
        return [self._keys[name] for name in self._shown]

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        always = self._plans[0].always if self._plans else ()
        rows = max(_FEWEST_ROWS, 1 + len(self._wrapped(always, max(1, self.width()))))
        return QSize(self._theme.key, self._height_of(rows))

    def sizeHint(self) -> QSize:  # noqa: N802
        return self.minimumSizeHint()

    def natural_height(self, width: int, height: int) -> int:
        """The least height of the plan that is taken where there is room for ``height``."""
        if not self._plans:
            return 0
        plan = self._plan(width, height)
        return self._height_of(len(self._wrapped((*plan.rows, *plan.always), width)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Finds every key its place."""
        if not self._plans:
            return
        theme, width = self._theme, self.width()
        plan = self._plan(width, self.height())
        rows, always = self._wrapped(plan.rows, width), self._wrapped(plan.always, width)
        room = (self.height() + theme.gap) // (theme.key + theme.gap)
        if len(rows) + len(always) > room:
            if not any(MORE in row.keys for row in always):
                last = plan.always[-1].keys if plan.always else ()
                functions = (*plan.always[:-1], Row((MORE, *last), grid=False))
                always = self._wrapped(functions, width)
            rows = self._on_page(rows, max(1, room - len(always)))
        else:
            self._page, self._pages = 0, 1
        self._place([*rows, *always], plan)

    def _on_page(self, rows: list[Row], room: int) -> list[Row]:
        self._pages = -(-len(rows) // room)
        self._page %= self._pages
        # The last page is as full as the others: no key stands alone.
        first = min(self._page * room, len(rows) - room)
        return rows[first : first + room]

    def _plan(self, width: int, height: int) -> Plan:
        """The first plan that fits; else the lowest of those that are not too wide."""
        narrow = [plan for plan in self._plans if self._is_wide_enough(plan, width)]
        candidates = narrow or [min(self._plans, key=lambda p: p.columns)]
        heights = [
            self._height_of(len(self._wrapped((*p.rows, *p.always), width))) for p in candidates
        ]
        for plan, least in zip(candidates, heights, strict=True):
            if least <= height:
                return plan
        # What stands beside others cannot be parted from them.
        parted = [n for n, plan in enumerate(candidates) if not plan.beside]
        return candidates[min(parted or [0], key=heights.__getitem__)]

    def _is_wide_enough(self, plan: Plan, width: int) -> bool:
        """Whether what stands on the keys has room in as many columns."""
        place, gap = self._place_width(plan, width), self._theme.gap
        return all(
            self._keys[name].natural_width <= count * (place + gap) - gap
            for row in plan.rows
            if row.grid
            for name, _, count in row.places()
        )

    def _place_width(self, plan: Plan, width: int) -> int:
        gap = self._theme.gap
        room = width - self._beside_width(plan, self._least_beside(plan))
        share = (room - gap * (plan.columns - 1)) // plan.columns
        return min(share, self._theme.glass.px(plan.widest_mm))

    def _least_beside(self, plan: Plan) -> int:
        """The width of one place beside the rows in which all that stands there can be read."""
        gap = self._theme.gap
        spots = [spot for row in plan.beside for spot in row.places()]
        return max(
            (-(-(self._keys[name].natural_width + gap) // n) - gap for name, _, n in spots),
            default=0,
        )

    def _beside_width(self, plan: Plan, place: int) -> int:
        """All that stands beside the rows, with the space before it."""
        if not plan.beside:
            return 0
        return self._theme.pad + self._width(max(len(row.keys) for row in plan.beside), place)

    def _wrapped(self, rows: Iterable[Row], width: int) -> list[Row]:
        """Rows that are no grid, broken where the width ends."""
        result: list[Row] = []
        for row in rows:
            if row.grid:
                result.append(row)
                continue
            line: list[str | None] = []
            taken = 0
            for name in row.keys:
                least = self._keys[name].natural_width if name else 0
                if line and taken + self._theme.gap + least > width:
                    result.append(Row(tuple(line), grid=False))
                    line, taken = [], 0
                taken += least + (self._theme.gap if line else 0)
                line.append(name)
            result.append(Row(tuple(line), grid=False))
        return result

    def _place(self, rows: list[Row], plan: Plan) -> None:
        theme, gap = self._theme, self._theme.gap
        room = (self.height() - gap * (len(rows) - 1)) // max(1, len(rows))
        height = max(theme.key, min(room, theme.glass.px(plan.highest_mm)))
        # What is left on an upright glass stands above and below: keys lie before the hand.
        spare = self.height() - len(rows) * (height + gap) + gap
        top = max(0, spare) // 2 if theme.glass.portrait else 0
        shown: list[str] = []
        for number, row in enumerate(rows):
            beside = plan.beside[number] if number < len(plan.beside) else None
            for name, left, width in self._across(row, beside, plan):
                self._keys[name].setGeometry(left, top + number * (height + gap), width, height)
                shown.append(name)
        for name, key in self._keys.items():
            key.setVisible(name in shown)
        rank = {name: index for index, name in enumerate(plan.order)}
        self._shown = tuple(sorted(shown, key=lambda name: rank.get(name, len(rank))))

    def _across(self, row: Row, beside: Row | None, plan: Plan) -> Iterator[tuple[str, int, int]]:
        gap = self._theme.gap
        if row.grid:
            width = max(self._theme.key, self._place_width(plan, self.width()))
            all_of_it = self._width(plan.columns, width)
            side = self._side(plan, self.width() - all_of_it)
            left = (self.width() - all_of_it - self._beside_width(plan, side)) // 2
            yield from self._in_places(row, left, width)
            if beside is not None:
                yield from self._in_places(beside, left + all_of_it + self._theme.pad, side)
            return
        names = [name for name in row.keys if name is not None]
        widths = [self._keys[name].natural_width for name in names]
        spare = self.width() - sum(widths) - gap * (len(names) - 1)
        share, left = max(0, spare) // len(names), 0
        for name, least in zip(names, widths, strict=True):
            yield name, left, least + share
            left += least + share + gap

    def _in_places(self, row: Row, left: int, width: int) -> Iterator[tuple[str, int, int]]:
        for name, first, count in row.places():
            at = left + first * (width + self._theme.gap)
            yield name, at, self._width(count, width)

    def _side(self, plan: Plan, room: int) -> int:
        """The width of one place beside the rows: what is left of the board's, up to a limit."""
        if not plan.beside:
            return 0
        count = max(len(row.keys) for row in plan.beside)
        share = (room - self._theme.pad - self._theme.gap * (count - 1)) // count
        return min(share, self._theme.glass.px(_WIDEST_BESIDE_MM))

    def _width(self, columns: int, width: int) -> int:
        return columns * width + (columns - 1) * self._theme.gap

    def _height_of(self, rows: int) -> int:
        return rows * self._theme.key + (rows - 1) * self._theme.gap

    def _press(self, name: str) -> None:
        if name == MORE:
            self._page += 1
            self.arrange()
        else:
            self.pressed.emit(name)
