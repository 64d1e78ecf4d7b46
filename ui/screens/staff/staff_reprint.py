"""What came out lately, once more: its number is typed as the receipt says it.

Touched here: ``letter.R``, ``letter.L``, ``key.0`` … ``key.9``, ``key.delete``, ``reprint.print``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ui.entry.rules import digits
from ui.places.staff import StaffReprint
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.card import NoticeCard
from ui.widgets.choices import Choices, Option
from ui.widgets.icons import Icon
from ui.widgets.keyboards.desk import Desk

if TYPE_CHECKING:
    from ui.stage import Stage

#: Before the number of a reservation, and of an application.
LETTERS: Final = ("R", "L")
#: As many digits as receipts print; zeros in front need not be typed.
DIGITS: Final = 8


class StaffReprintScreen(StaffScreen):
    def __init__(self, stage: Stage, place: StaffReprint, answer: None = None) -> None:
        super().__init__(stage, place)
        words, theme = self.words, self.theme
        self._letter = LETTERS[0]
        title = words.text("maintenance.reprint.title")
        hours = f"{self.terminal.staff.printed_hours:g}"
        self.head(title, words.text("maintenance.reprint.lead", hours=hours))
        if place.printed:
            printed = words.text("maintenance.reprint.printed", number=place.printed)
            self.tell(NoticeCard(theme, Tone.GOOD, Icon.PRINTER, printed))
        options = [
            Option(one, words.text(f"maintenance.reprint.letter.{one.lower()}")) for one in LETTERS
        ]
        letters = Choices(theme, "letter", options, self._letter)
        letters.chosen.connect(self._choose)
        self.add(letters)
        self.desk = Desk(theme, words, title, digits(1, DIGITS))
        self.desk.stand_on(self)
        self._print = self.action(
            "reprint.print", words.text("maintenance.reprint.print"), icon=Icon.PRINTER
        )
        self._print.clicked.connect(self._do)
        self.desk.changed.connect(self._typed)
        self._typed("")

    def _choose(self, letter: str) -> None:
        self._letter = letter

    def _typed(self, typed: str) -> None:
        why = self.words.text("maintenance.reprint.type")
        self._print.allow(when=bool(typed), otherwise=why)

    def _do(self) -> None:
        number = f"{self._letter}{self.desk.typed:0>{DIGITS}}"
        asked = Request(self.terminal.staff, "reprint", (number,))
        self.do(asked, lambda _: self.stage.go(StaffReprint(number)), self.refuse)


def previews() -> Iterator[Preview]:
    def typed(screen: Screen) -> None:
        assert isinstance(screen, StaffReprintScreen)  # noqa: S101 (a preview of this screen)
        screen.desk.type("4821")

    yield Preview("empty", StaffReprint())
    yield Preview("typed", StaffReprint(), prepare=typed)
    yield Preview("printed", StaffReprint("R00004821"))


SCREEN = StaffReprintScreen
