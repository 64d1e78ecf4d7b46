"""Buttons side by side in as many columns as their words allow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractButton, QGridLayout, QWidget

from ui.theme.theme import Theme


class ButtonGrid(QWidget):
    """``columns`` at most; fewer where a button would have to break its words.

    A wide glass may give the grid half of its width only: that is what is counted on there.
    """

    def __init__(self, theme: Theme, buttons: Sequence[QAbstractButton], columns: int) -> None:
        super().__init__()
        glass = theme.glass
        room = glass.width_px - 2 * theme.pad
        room = room if glass.portrait else (room - theme.pad) // 2
        widest = max((button.sizeHint().width() for button in buttons), default=1)
        fit = max(1, min(columns, (room + theme.gap) // (widest + theme.gap)))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.gap)
        for index, button in enumerate(buttons):
            grid.addWidget(button, index // fit, index % fit)
        for column in range(fit):
            grid.setColumnStretch(column, 1)
