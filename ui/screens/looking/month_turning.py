"""The name of a month between the buttons that lead to the one before and the one after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.screens.screen import Screen
from ui.theme.theme import Type
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon
from ui.widgets.text import Text

#: Longer than any month: the first day plus this lies in the next month.
_OVER_A_MONTH = timedelta(days=31)


def month_turner(
    screen: Screen, month: date, bounds: tuple[date, date], turned: Callable[[date], None]
) -> QWidget:
    """``bounds``: the first days of the first and last month there is. ``turned`` is called with
    the first day of the month that was asked for."""
    words, theme = screen.words, screen.theme
    first = month.replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    after = (first + _OVER_A_MONTH).replace(day=1)
    name = Text(
        theme, words.month(first), Type.HEADING, bold=True, align=Qt.AlignmentFlag.AlignHCenter
    )
    whole, row = QWidget(), QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.pad)
    row.addWidget(_button(screen, "month.previous", before, before >= bounds[0], turned), 2)
    row.addWidget(name, 3)
    row.addWidget(_button(screen, "month.next", after, after <= bounds[1], turned), 2)
    whole.setLayout(row)
    return whole


def _button(
    screen: Screen, name: str, to: date, possible: bool, turned: Callable[[date], None]
) -> BigButton:
    icon = Icon.BACK if name == "month.previous" else Icon.FORWARD
    button = BigButton(screen.theme, screen.words.text(name), look=Look.SECONDARY, icon=icon)
    button.setObjectName(name)
    button.setEnabled(possible)
    button.clicked.connect(lambda: turned(to))
    return button
