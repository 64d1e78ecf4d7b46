"""The name of a month or a week between the buttons that lead to the one before and after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.screens.screen import Screen
from ui.theme.theme import Type
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon
from ui.widgets.text import Text

#: Longer than any month: the first day plus this lies in the next month.
_OVER_A_MONTH = timedelta(days=31)
#: A name of more characters, such as that of a week, is set in smaller type.
_SHORT = 12


def month_turner(
    screen: Screen,
    month: date,
    bounds: tuple[date, date],
    turned: Callable[[date], None],
    *,
    slim: bool = False,
) -> QWidget:
    """``bounds``: the first days of the first and last month there is. ``turned`` is called with
    the first day of the month that was asked for. ``slim``: there is a part of the width only."""
    first = month.replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    after = (first + _OVER_A_MONTH).replace(day=1)
    ways = (before, before >= bounds[0]), (after, after <= bounds[1])
    return turner(screen, "month", screen.words.month(first), ways, turned, slim=slim)


def turner(
    screen: Screen,
    subject: str,
    name: str,
    ways: tuple[tuple[date, bool], tuple[date, bool]],
    turned: Callable[[date], None],
    *,
    slim: bool = False,
) -> QWidget:
    """``ways``: where ``SUBJECT.previous`` and ``SUBJECT.next`` lead, and whether they do.

    The name stands between them, or above them where it would break their words."""
    theme = screen.theme
    type_ = Type.HEADING if len(name) <= _SHORT else Type.LABEL
    said = Text(theme, name, type_, bold=True, align=Qt.AlignmentFlag.AlignHCenter)
    before = _button(screen, f"{subject}.previous", Icon.BACK, ways[0], turned)
    after = _button(screen, f"{subject}.next", Icon.FORWARD, ways[1], turned)
    room = theme.glass.width_px - 4 * theme.pad
    needed = before.sizeHint().width() + after.sizeHint().width() + said.sizeHint().width()
    abreast = not slim and (needed <= room or not theme.glass.portrait)
    whole, row = QWidget(), QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.gap if slim else theme.pad)
    row.addWidget(before, 2)
    if abreast:
        row.addWidget(said, 3)
    row.addWidget(after, 2)
    if abreast:
        whole.setLayout(row)
        return whole
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.gap)
    column.addWidget(said)
    column.addLayout(row)
    return whole


def _button(
    screen: Screen, name: str, icon: Icon, way: tuple[date, bool], turned: Callable[[date], None]
) -> BigButton:
    to, possible = way
    button = BigButton(screen.theme, screen.words.text(name), look=Look.SECONDARY, icon=icon)
    button.setObjectName(name)
    end = "off.first" if icon is Icon.BACK else "off.last"
    button.allow(when=possible, otherwise=screen.words.text(end))
    button.clicked.connect(lambda: turned(to))
    return button
