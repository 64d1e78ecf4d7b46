"""What the screens about registrants are put together from: facts in cards, and large rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ui.screens.screen import Screen
from ui.theme.theme import Type
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon
from ui.widgets.text import Text


def joined(names: Sequence[str]) -> str:
    """Several names in one value, in a way that every language reads."""
    return " / ".join(names)


def tell_card(screen: Screen, title: str, *lines: str) -> None:
    """A heading with what belongs to it; without anything, a sentence by itself."""
    theme = screen.theme
    colour = theme.palette.accent if lines else None
    heading = Text(theme, title, Type.LABEL, bold=bool(lines), colour=colour)
    texts = [Text(theme, line, Type.LABEL) for line in lines]
    screen.tell_card([heading, *texts])


def add_row(
    screen: Screen,
    name: str,
    text: str,
    then: Callable[[], object],
    *,
    look: Look = Look.SECONDARY,
    icon: Icon | None = None,
    sub: str = "",
) -> BigButton:
    """A large button across the screen."""
    button = BigButton(screen.theme, text, sub=sub, look=look, icon=icon)
    button.setObjectName(name)
    button.setMinimumHeight(screen.theme.glass.px(22))
    button.clicked.connect(then)
    screen.add(button)
    return button
