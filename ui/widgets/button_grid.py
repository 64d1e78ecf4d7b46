"""Buttons side by side in as many columns as their words allow."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtWidgets import QAbstractButton, QGridLayout, QWidget

from ui.theme.theme import Theme
from ui.widgets.pager import UPRIGHT_MM


class ButtonGrid(QWidget):
    """``columns`` at most; fewer where a button would have to break its words.

    A wide glass may give the grid half of its width only: that is what is counted on there, unless
    it is ``alone`` in it but for the verbs that turn pages; its rows are then equally long.
    """

    def __init__(
        self,
        theme: Theme,
        buttons: Sequence[QAbstractButton],
        columns: int,
        *,
        alone: bool = False,
    ) -> None:
        super().__init__()
        glass = theme.glass
        room = glass.width_px - 2 * theme.pad
        if not glass.portrait:
            beside = glass.px(UPRIGHT_MM) + theme.gap
            room = room - beside if alone else (room - theme.pad) // 2
        widest = max((button.sizeHint().width() for button in buttons), default=1)
        fit = max(1, min(columns, (room + theme.gap) // (widest + theme.gap)))
        if alone and buttons:
            fit = ceil(len(buttons) / ceil(len(buttons) / fit))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.gap)
        for index, button in enumerate(buttons):
            grid.addWidget(button, index // fit, index % fit)
        for column in range(fit):
            grid.setColumnStretch(column, 1)
