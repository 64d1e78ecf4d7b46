"""Where one registers, or where terminals like this one stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk import guide
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import Counters
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.theme.theme import Type
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


class CountersScreen(Screen):
    def __init__(self, stage: Stage, place: Counters, answer: guide.Counters) -> None:
        super().__init__(stage, place)
        words = self.words
        self.head(words.text(f"{place.what}.title"))
        if place.what == "counters":
            for counter in answer.counters:
                self._counter(counter)
        else:
            for terminal in answer.terminals:
                self._terminal(terminal)
        if not (answer.counters if place.what == "counters" else answer.terminals):
            self.tell(Text(self.theme, words.text("counters.none"), Type.LABEL))

    @staticmethod
    def ask(place: Counters, terminal: Terminal) -> guide.Counters:
        found = terminal.guide.counters()
        return guide.Counters(counters=()) if isinstance(found, Refused) else found

    def _counter(self, counter: guide.Counter) -> None:
        words = self.words
        lines = [words.of(counter.address)]
        if counter.fax is not None:
            lines.append(f"{words.text('contact.fax')} {counter.fax}")
        self._card(words.of(counter.name), counter.tel, lines)
        if counter.note is not None:
            self.tell_text(words.of(counter.note))

    def _terminal(self, terminal: guide.OtherTerminal) -> None:
        words = self.words
        area, address = words.of(terminal.area), words.of(terminal.address)
        where = address if address.startswith(area) else f"{area} {address}"
        self._card(words.of(terminal.name), "", [where])

    def _card(self, name: str, tel: str, lines: list[str]) -> None:
        rows = [Text(self.theme, name, Type.LABEL, bold=True)]
        if tel:
            said = self.words.text("contact.tel", tel=tel)
            rows.append(Text(self.theme, said, Type.LABEL))
        soft = self.theme.palette.ink_soft
        rows += [Text(self.theme, line, colour=soft) for line in lines]
        self.tell_card(rows)


def previews() -> Iterator[Preview]:
    from ui.samples.guide import COUNTERS

    yield Preview("counters", Counters(), COUNTERS)
    yield Preview("terminals", Counters("terminals"), COUNTERS)
    yield Preview("none", Counters(), guide.Counters(counters=()))


SCREEN = CountersScreen
