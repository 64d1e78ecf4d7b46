"""One of several, or several of many.

Touched here: ``option.ID``, and for several ``entry.next``, ``entry.skip``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ui.entry.rules import Option
from ui.places import EnterChoice
from ui.preview import Preview
from ui.screens.entry.asking import Asking
from ui.widgets.button import BigButton, Look
from ui.widgets.icons import Icon
from ui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from ui.stage import Stage


class EnterChoiceScreen(Asking):
    """Of one answer a touch goes on; several are marked, then gone on with."""

    def __init__(self, stage: Stage, place: EnterChoice, answer: None = None) -> None:
        super().__init__(stage, place)
        self.ask_it()
        written = self.sheet.written(self.index)
        self._chosen = [one for one in written.split(",") if one]
        self._rows = {option.id: self._row(option) for option in self.field.rules.options}
        self.list = PagedList(self.theme, self.words, list(self._rows.values()))
        self.add(self.list, grow=True)
        if self.field.rules.several or self.field.optional:
            self.next_button().clicked.connect(lambda: self.take(",".join(self._chosen)))

    def _row(self, option: Option) -> BigButton:
        about = self.words.of(option.about) if option.about else ""
        name = self.words.of(option.name)
        # What is chosen looks so as everywhere: filled, with a tick instead of the ring.
        row = BigButton(self.theme, name, sub=about, look=Look.CHOICE, icon=Icon.RING)
        row.setChecked(option.id in self._chosen)
        row.setObjectName(f"option.{option.id}")
        row.clicked.connect(lambda: self._touch(option.id))
        return row

    def _touch(self, id_: str) -> None:
        if not self.field.rules.several:
            self.take(id_)
            return
        if id_ in self._chosen:
            self._chosen.remove(id_)
        else:
            self._chosen.append(id_)
        self.keep(",".join(self._chosen))
        self._rows[id_].setChecked(id_ in self._chosen)


def previews() -> Iterator[Preview]:
    from ui.samples import forms

    yield Preview("one", forms.ask("holder"))
    yield Preview("answered", forms.ask("holder", answered=True))
    yield Preview("several", forms.ask("rooms", answered=True))


SCREEN = EnterChoiceScreen
