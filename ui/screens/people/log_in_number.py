"""Who are you? Show the card, or type the number on it.

Touched here: ``key.0`` … ``key.9``, ``key.delete``, ``number.next``, ``number.forgotten``,
``number.register``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.entry import rules
from ui.places import Forgotten, LogInNumber, LogInSecret, Menu, Registration
from ui.preview import Preview
from ui.screens.lobby.hours import open_now
from ui.screens.people.rows import add_row
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.keyboards.desk import Desk

if TYPE_CHECKING:
    from ui.stage import Stage


class LogInNumberScreen(Screen):
    def __init__(self, stage: Stage, place: LogInNumber, answer: None = None) -> None:
        super().__init__(stage, place)
        words, number = self.words, self.directory.city.registration_number
        self._then, self._least = place.then, number.min_length
        name = words.of(number.name)
        self.head(words.text("log_in_number.title", name=name))
        if place.card_problem is None and not self.terminal.reads_cards():
            notice = None
        elif place.card_problem is None:
            title, body = words.text("log_in_number.card"), words.text("log_in_number.card.hint")
            notice = NoticeCard(self.theme, Tone.ACCENT, Icon.CARD, title, body)
        else:
            title = words.text(f"card.{place.card_problem}")
            body = words.text("card.type_instead")
            notice = NoticeCard(self.theme, Tone.BAD, Icon.WARNING, title, body)
        if notice is not None:
            self.tell(notice)
        rule = rules.digits(number.min_length, number.max_length)
        if number.alphabet == "alphanumeric":
            rule = rules.written(number.max_length)
        self.desk = Desk(self.theme, words, name, rule)
        self.desk.changed.connect(self._typed)
        self.desk.stand_on(self)
        forgotten = words.text("log_in.forgotten", **self.terms)
        add_row(self, "number.forgotten", forgotten, lambda: self.stage.go(Forgotten()))
        unknown = words.text("log_in.not_registered")
        add_row(self, "number.register", unknown, lambda: self.stage.go(Registration()))
        self._next = self.action("number.next", words.text("number.next"))
        self._typed("")
        self._next.clicked.connect(lambda: self._go_on(self.desk.typed))

    @staticmethod
    def ask(place: LogInNumber, terminal: Terminal) -> Refused | None:
        """Nobody types anything while it could not be used."""
        return open_now(terminal)

    def _typed(self, typed: str) -> None:
        why = self.words.text("off.enter_all", count=self._least)
        self._next.allow(when=len(typed) >= self._least, otherwise=why)

    def _go_on(self, number: str) -> None:
        self.stage.go(LogInSecret(number, self._then))


def previews() -> Iterator[Preview]:
    yield Preview("card_or_number", LogInNumber(Menu()))
    yield Preview("card_unreadable", LogInNumber(Menu(), "not_a_card_of_this_city"))
    yield Preview("card_of_another_city", LogInNumber(Menu(), "another_card"))
    yield Preview("card_without_a_number", LogInNumber(Menu(), "no_number"))


SCREEN = LogInNumberScreen
