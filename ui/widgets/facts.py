"""What has been chosen or agreed, as rows of name and value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.theme import Theme, Type
from ui.widgets.text import Text
from ui.wording.ruby import plain

#: The names may take this share of the width; wider ones stand above their values.
_WIDEST_NAMES = 0.42
#: A value of more lines may stand below its name after all.
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Fact:
    """``strong`` values are those the resident must not miss: the day, the fee, the deadline."""

    name: str
    value: str
    strong: bool = False


class NameColumn:
    """How wide the names of all tables of one screen are, so that their values stand in line.

    ``groups`` are tables that belong together: those whose names are too long for the room there
    is do without the line, and the others do not wait for them.
    """

    def __init__(self) -> None:
        self._groups: list[int] = []

    def group(self, theme: Theme, facts: Sequence[Fact]) -> NameGroup:
        """A table, or several that may be parted by the end of a page."""
        names = (Text(theme, fact.name, Type.BODY).sizeHint().width() for fact in facts)
        self._groups.append(max(names, default=0))
        return NameGroup(self._groups, len(self._groups) - 1)


@dataclass(frozen=True, slots=True)
class NameGroup:
    """One of the groups of a ``NameColumn``."""

    _groups: list[int]
    _own: int

    def width_in(self, width: int) -> int:
        """How wide the names are in a table of this width; 0: each stands above its value."""
        most = width * _WIDEST_NAMES
        if self._groups[self._own] > most:
            return 0
        return max(names for names in self._groups if names <= most)


class FactTable(QWidget):
    """Names on the left, values on the right; where the names are long for the room there is,
    each stands above its value. Long values wrap.

    ``names``: the group it belongs to, where there are more tables on the screen.
    """

    def __init__(self, theme: Theme, facts: Sequence[Fact], names: NameGroup | None = None) -> None:
        super().__init__()
        portrait = theme.glass.portrait
        self._between = theme.gap if portrait else theme.glass.px(1.5)
        self._gutter = theme.pad
        self._group = names or NameColumn().group(theme, facts)
        usual, strong = (Type.LABEL, Type.TITLE) if portrait else (Type.BODY, Type.HEADING)
        self._rows: list[tuple[Text, Text]] = []
        for fact in facts:
            name = Text(theme, fact.name, Type.BODY, colour=theme.palette.ink_soft)
            value = Text(theme, fact.value, strong if fact.strong else usual, bold=True)
            value.setAccessibleName(plain(f"{fact.name} {fact.value}"))
            name.setParent(self)
            value.setParent(self)
            self._rows.append((name, value))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def parts(self) -> Sequence[QWidget]:
        """Its texts, for a page that is too low for a row: the name, the value by sentences. They
        are given away: Qt may tell the empty table of a size even though nobody sees it."""
        rows, self._rows = self._rows, []
        return [text for name, value in rows for text in (name, *value.parts())]

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        values = max((value.sizeHint().width() for _, value in self._rows), default=0)
        names = max((name.sizeHint().width() for name, _ in self._rows), default=0)
        width = names + self._gutter + values
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(max((v.minimumSizeHint().width() for _, v in self._rows), default=0), 0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return self._lay_out(width, move=False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._lay_out(self.width(), move=True)

    def _lay_out(self, width: int, *, move: bool) -> int:
        """Places every row if ``move``; returns the height that all take."""
        column = self._group.width_in(width)
        top = 0
        for name, value in self._rows:
            names = column
            row = value.heightForWidth(max(1, width - names - self._gutter)) if names else 0
            if row > value.sizeHint().height() * _MOST_LINES and row > _stacked(name, value, width):
                names = 0  # broken into single words, it is higher than below its name
            left = names + self._gutter if names else 0
            if names:
                above, row = 0, max(row, name.heightForWidth(names))
            else:
                above, row = name.heightForWidth(width), value.heightForWidth(width)
            if move:
                name.setGeometry(0, top, names or width, row if names else above)
                value.setGeometry(left, top + above, width - left, row)
            top += above + row + self._between
        return max(0, top - self._between)


def _stacked(name: Text, value: Text, width: int) -> int:
    """The height of a row whose value stands below its name."""
    return name.heightForWidth(width) + value.heightForWidth(width)
