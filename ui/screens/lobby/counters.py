"""Where one registers and for what, or where terminals like this one stand.

Touched here: ``counters.by_area``, ``counters.by_kind``, ``counters.all``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kiosk import guide
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import Counters, CountersBy, Place
from ui.preview import Preview
from ui.screens.people.rows import joined
from ui.screens.screen import Screen
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


#: So many are read through at a glance.
_FEW = 6


class CountersScreen(Screen):
    def __init__(self, stage: Stage, place: Counters, answer: guide.Counters) -> None:
        super().__init__(stage, place)
        words = self.words
        taken = {kind for counter in answer.counters for kind in counter.kinds}
        every = self.directory.city.registration.kinds
        #: For what one registers at some counter, in the city's order.
        self._kinds = {kind.id: kind for kind in every if kind.id in taken}
        #: Where all of them take everything, no kind leads to fewer of them.
        self._differ = len({counter.kinds for counter in answer.counters}) > 1
        self.head(words.text(f"{place.what}.title"), self._narrowed(place))
        shown: Sequence[guide.Counter | guide.OtherTerminal] = (
            [counter for counter in answer.counters if _fits(counter, place)]
            if place.what == "counters"
            else [one for one in answer.terminals if place.area in (None, one.area["ja"])]
        )
        for one in shown:
            match one:
                case guide.Counter():
                    self._counter(one)
                case guide.OtherTerminal():
                    self._terminal(one)
        if not shown:
            self.tell(Text(self.theme, words.text("counters.none"), Type.LABEL))
        self._offer_ways(place, len(shown))

    @staticmethod
    def ask(place: Counters, terminal: Terminal) -> guide.Counters:
        found = terminal.guide.counters()
        return guide.Counters(counters=()) if isinstance(found, Refused) else found

    def _narrowed(self, place: Counters) -> str:
        """The part of the city, or the kind of registration, that was chosen."""
        areas = (area for area in self.directory.city.areas if area.name["ja"] == place.area)
        kind = self._kinds.get(place.kind or "")
        chosen = next((area.name for area in areas), kind.name if kind is not None else None)
        return "" if chosen is None else self.words.of(chosen)

    def _offer_ways(self, place: Counters, shown: int) -> None:
        """Among many one chooses by ward or by kind; among few there is nothing to choose."""
        if place.area is not None or place.kind is not None:
            self._offer("counters.all", Counters(place.what))
        elif shown > _FEW:
            if len(self.directory.city.areas) > 1:
                self._offer("counters.by_area", CountersBy("area", place.what))
            if place.what == "counters" and self._differ:
                self._offer("counters.by_kind", CountersBy("kind"))

    def _offer(self, name: str, to: Place) -> None:
        button = self.action(name, self.words.text(name), Look.SECONDARY)
        button.clicked.connect(lambda: self.stage.go(to))

    def _counter(self, counter: guide.Counter) -> None:
        words = self.words
        lines = [words.of(counter.address)]
        kinds = [self._kinds[kind] for kind in counter.kinds if kind in self._kinds]
        if kinds and len(self._kinds) > 1:
            names = joined([words.of(kind.name) for kind in kinds])
            lines.append(words.text("counters.kinds", kinds=names))
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
        # Name and telephone here and the address there would be two halves of nothing.
        self.tell_card(rows, whole=True)


def _fits(counter: guide.Counter, place: Counters) -> bool:
    """Whether it lies in the part of the city, which its address begins with, and takes the
    kind."""
    here = place.area is None or counter.address["ja"].startswith(place.area)
    return here and (place.kind is None or place.kind in counter.kinds)


def previews() -> Iterator[Preview]:
    from ui.samples.guide import COUNTERS, MANY_COUNTERS
    from ui.samples.wards import WARDS

    yield Preview("counters", Counters(), COUNTERS)
    yield Preview("terminals", Counters("terminals"), COUNTERS)
    yield Preview("of_a_kind", Counters(kind="kominkan"), COUNTERS)
    yield Preview("many", Counters(), MANY_COUNTERS, city=WARDS)
    yield Preview("none", Counters(), guide.Counters(counters=()))


SCREEN = CountersScreen
