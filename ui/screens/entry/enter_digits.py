"""A number: telephone and others.

Touched here: ``key.0`` … ``key.9``, ``key.hyphen``, ``key.delete``, ``entry.next``, ``entry.skip``.
"""

from __future__ import annotations

from collections.abc import Iterator

from ui.preview import Preview
from ui.screens.entry.typing_screen import TypingScreen


class EnterDigitsScreen(TypingScreen):
    """Nothing beyond what all such questions do."""


def previews() -> Iterator[Preview]:
    from ui.samples import forms

    yield Preview("telephone", forms.ask("tel"))
    yield Preview("telephone_typed", forms.ask("tel", answered=True))


SCREEN = EnterDigitsScreen
