"""A postcode, which begins the address.

Touched here: ``key.0`` … ``key.9``, ``key.delete``, ``entry.next``, ``entry.skip``.
"""

from __future__ import annotations

from collections.abc import Iterator

from ui.entry.rules import cleaned
from ui.entry.towns import Town
from ui.places.entry import EnterTown
from ui.preview import Preview
from ui.request import Request
from ui.screens.entry.typing_screen import TypingScreen


class EnterPostcodeScreen(TypingScreen):
    """Where no towns are known the postcode is an answer like any other."""

    #: A postcode that no town was found for. Who says it again goes on with it.
    _unknown = ""

    def go_on(self) -> None:
        code = cleaned(self.sheet.written(self.index), self.field.rules)
        towns = self.stage.around.aids.towns
        if not code or not towns.known or self.field.fills is None or code == self._unknown:
            super().go_on()
        else:
            self.stage.ask(Request(towns, "find", (code,)), self._found)

    def _found(self, towns: tuple[Town, ...]) -> None:
        if not towns:
            self._unknown = cleaned(self.sheet.written(self.index), self.field.rules)
            self.say(self.words.text("entry.no_town"))
        elif len(towns) == 1:
            self.sheet.write_town(self.index, towns[0].address)
            super().go_on()
        else:
            self.stage.go(EnterTown(self.sheet, self.index, self.asked.mending, towns=towns))


def previews() -> Iterator[Preview]:
    from ui.samples import forms

    yield Preview("empty", forms.ask("postcode"))
    yield Preview("typed", forms.ask("postcode", answered=True))


SCREEN = EnterPostcodeScreen
