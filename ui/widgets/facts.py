"""What has been chosen or agreed, as rows of name and value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.theme.theme import Theme, Type
from ui.widgets.text import Text
from ui.wording.ruby import plain


@dataclass(frozen=True, slots=True)
class Fact:
    """``strong`` values are those the resident must not miss: the day, the fee, the deadline."""

    name: str
    value: str
    strong: bool = False


class FactTable(QWidget):
    """Names on the left, values on the right; long values wrap."""

    def __init__(self, theme: Theme, facts: Sequence[Fact]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.pad)
        grid.setVerticalSpacing(theme.gap if theme.glass.portrait else 0)
        grid.setColumnStretch(1, 1)
        usual, strong = (
            (Type.LABEL, Type.TITLE) if theme.glass.portrait else (Type.BODY, Type.HEADING)
        )
        for line, fact in enumerate(facts):
            name = Text(theme, fact.name, Type.BODY, colour=theme.palette.ink_soft)
            kind = strong if fact.strong else usual
            name.setWordWrap(False)
            name.setMinimumWidth(name.sizeHint().width())
            value = Text(theme, fact.value, kind, bold=True)
            value.setAccessibleName(plain(f"{fact.name} {fact.value}"))
            grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(value, line, 1)
