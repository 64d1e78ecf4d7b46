"""One of several: a row of toggle buttons that goes on in the next line where it must."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from ui.theme.theme import Theme, Type
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon


@dataclass(frozen=True, slots=True)
class Option:
    """``id`` is the end of the button's name. ``theme``: where it looks unlike the others."""

    id: str
    text: str
    sub: str = ""
    theme: Theme | None = None


class Choices(QWidget):
    """``chosen`` carries the id of the option touched; the buttons are called ``NAME.ID``.

    As many stand in a line as have room for their text on one line, or two in its words; all are
    equally wide and high.
    """

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        name: str,
        options: Sequence[Option],
        chosen: str | None = None,
        *,
        type_: Type = Type.LABEL,
        most_columns: int = 6,
    ) -> None:
        super().__init__()
        self._theme, self._most = theme, most_columns
        self._group = QButtonGroup(self)
        self._buttons: dict[str, BigButton] = {}
        for option in options:
            button = BigButton(
                option.theme or theme,
                option.text,
                sub=option.sub,
                look=Look.CHOICE,
                icon=Icon.RING,
                type_=type_,
            )
            button.setObjectName(f"{name}.{option.id}")
            button.setParent(self)
            button.clicked.connect(lambda _=False, which=option.id: self.chosen.emit(which))
            self._group.addButton(button)
            self._buttons[option.id] = button
        if chosen is not None:
            self.choose(chosen)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def choose(self, which: str) -> None:
        """Shows ``which`` as the chosen one, without a signal."""
        self._buttons[which].setChecked(True)

    def parts(self) -> Sequence[QWidget]:
        """Its buttons, one by one, for a page that is too low for all of them."""
        return list(self._buttons.values())

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        _, lines, _, height = self._shape(width)
        return lines * (height + self._theme.gap) - self._theme.gap

    def sizeHint(self) -> QSize:  # noqa: N802
        widest = max(button.sizeHint().width() for button in self._buttons.values())
        width = min(widest * len(self._buttons), self._theme.glass.width_px // 2)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._theme.target, self._theme.target)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if any(button.parentWidget() is not self for button in self._buttons.values()):
            return  # they stand by themselves (``parts``)
        columns, _, width, height = self._shape(self.width())
        gap = self._theme.gap
        for index, button in enumerate(self._buttons.values()):
            line, column = divmod(index, columns)
            left, top = column * (width + gap), line * (height + gap)
            button.setGeometry(left, top, width, height)

    def _shape(self, width: int) -> tuple[int, int, int, int]:
        """Columns, lines, and the width and height of a button."""
        most = max(1, min(len(self._buttons), self._most))
        ways = [self._way(width, columns) for columns in range(most, 0, -1)]
        standing = [way for way in ways if self._stands(way[2])] or ways[-1:]
        # The lowest of those in which every text reads well; of two as low, the one in fewer lines.
        return min(standing, key=lambda way: way[1] * (way[3] + self._theme.gap))

    def _way(self, width: int, columns: int) -> tuple[int, int, int, int]:
        gap, count = self._theme.gap, len(self._buttons)
        lines = -(-count // columns)
        # As many in each line as in the others: five are three and two, not four and one.
        columns = -(-count // lines)
        across = (width - gap * (columns - 1)) // columns
        return columns, lines, across, max(b.heightForWidth(across) for b in self._buttons.values())

    def _stands(self, across: int) -> bool:
        return all(button.stands_in(across) for button in self._buttons.values())
