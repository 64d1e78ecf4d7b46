"""An e-mail address: letters, digits, signs, and how most addresses end.

Touched here: ``key.KEY`` for every key of the board, ``entry.next``, ``entry.skip``.
"""

from __future__ import annotations

from collections.abc import Iterator

from ui.preview import Preview
from ui.screens.entry.typing_screen import TypingScreen


class EnterEmailScreen(TypingScreen):
    """Nothing beyond what all such questions do."""


def previews() -> Iterator[Preview]:
    from ui.samples import forms

    yield Preview("empty", forms.ask("email"))
    yield Preview("typed", forms.ask("email", answered=True))


SCREEN = EnterEmailScreen
