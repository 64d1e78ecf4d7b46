"""What would you like to do? After the log-in.

Touched here: ``menu.reserve``, ``menu.applications``, ``menu.reservations``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from kiosk.model import Registrant
from ui.places import Menu, MyApplications, MyReservations, Place, WaysToLook
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import BigButton, Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class MenuScreen(Screen):
    has_back = False

    def __init__(self, stage: Stage, place: Place, answer: None = None) -> None:
        super().__init__(stage, place)
        words = self.words
        registrant = self.terminal.session.registrant
        self.head(words.text("menu.title"), self._greeting(registrant))
        self.body.setSpacing(self.theme.pad)
        first, second = self.halves(1, 2)
        if registrant is not None and registrant.standing != "active":
            first.addWidget(self._standing(registrant))
        self._entry(first, "menu.reserve", WaysToLook(), Icon.CALENDAR, Look.PRIMARY)
        self._entry(second, "menu.applications", MyApplications(), Icon.TICKET, Look.SECONDARY)
        self._entry(second, "menu.reservations", MyReservations(), Icon.LIST, Look.SECONDARY)
        self.body.addStretch(1)

    def _greeting(self, registrant: Registrant | None) -> str:
        """By name; of the number only the end, which tells two groups apart."""
        if registrant is None:
            return ""
        return self.words.text("menu.greeting", name=registrant.name, tail=registrant.number_tail)

    def _standing(self, registrant: Registrant) -> NoticeCard:
        words = self.words
        since = registrant.standing_since
        title = words.text(f"menu.{registrant.standing}")
        body = words.text("menu.standing_since", date=words.date(since)) if since else ""
        return NoticeCard(self.theme, Tone.BAD, Icon.WARNING, title, body)

    def _entry(self, half: QVBoxLayout, name: str, to: Place, icon: Icon, look: Look) -> None:
        button = BigButton(
            self.theme,
            self.words.text(name),
            sub=self.words.text(f"{name}.sub"),
            look=look,
            icon=icon,
            type_=Type.HEADING,
        )
        button.setObjectName(name)
        button.setMinimumHeight(self.theme.glass.px(40))
        if self.theme.glass.portrait:
            button.setMaximumHeight(self.theme.glass.px(90))
        button.clicked.connect(lambda: self.stage.go(to))
        half.addWidget(button, 1)


def previews() -> Iterator[Preview]:
    from ui.widgets.countdown import Countdown, Meanwhile
    from ui.widgets.question import Question
    from ui.widgets.working import Working

    def count_down(screen: Screen) -> None:
        countdown = Countdown(screen.theme, screen.words, screen)
        countdown.show_seconds(20, Meanwhile.NOTHING)
        countdown.cover()

    def count_down_unclear(screen: Screen) -> None:
        countdown = Countdown(screen.theme, screen.words, screen)
        countdown.show_seconds(20, Meanwhile.UNCLEAR)
        countdown.cover()

    def ask_who(screen: Screen) -> None:
        Question(screen.theme, screen.words, screen, "occupied").cover()

    def work(screen: Screen) -> None:
        working = Working(screen.theme, screen)
        working.say(screen.words)
        working.cover()

    yield Preview("menu", Menu())
    yield Preview("countdown", Menu(), prepare=count_down)
    yield Preview("countdown_unclear", Menu(), prepare=count_down_unclear)
    yield Preview("occupied", Menu(), prepare=ask_who)
    yield Preview("working", Menu(), prepare=work)


SCREEN = MenuScreen
