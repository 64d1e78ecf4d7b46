"""Number or secret forgotten: how to get a new one by mail, or whom to ask and what to bring.

Touched here: ``forgotten.ask``, ``forgotten.counters``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.model import City
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.forms.people import forgotten_form
from ui.places import Counters, Forgotten
from ui.places.entry import begin
from ui.preview import Preview
from ui.screens.people.rows import tell_card
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class ForgottenScreen(Screen):
    @staticmethod
    def ask(place: Forgotten, terminal: Terminal) -> City | Refused:
        return terminal.looking.city()

    def __init__(self, stage: Stage, place: Forgotten, answer: City) -> None:
        super().__init__(stage, place)
        words, by_mail = self.words, answer.registration.reset_by_mail
        self.head(words.text("forgotten.title", **self.terms))
        if by_mail:
            self._notice(Icon.CHECK, "forgotten.mail", "forgotten.mail.hint")
        every = "number" if by_mail else "all"
        self._notice(Icon.HELP, "forgotten.counter", f"forgotten.counter.{every}")
        if by_mail:
            # At the bottom, so that it is seen from the first page on.
            self.action("forgotten.ask", words.text("forgotten.ask")).clicked.connect(self._begin)
        tell_card(self, words.text("forgotten.bring"), words.text("forgotten.bring.what"))
        contact = answer.contact
        facts = [
            Fact(words.text("forgotten.where"), words.of(contact.name)),
            Fact(words.text("forgotten.tel"), contact.tel),
        ]
        if contact.hours is not None:
            facts.append(Fact(words.text("forgotten.hours"), words.of(contact.hours)))
        self.tell_facts(facts)
        counters = words.text("registration.counters")
        self.action("forgotten.counters", counters, Look.SECONDARY, Icon.PHONE).clicked.connect(
            lambda: self.stage.go(Counters())
        )

    def _begin(self) -> None:
        today = self.terminal.now().date()
        self.stage.go(begin(forgotten_form(self.directory.city, today)))

    def _notice(self, icon: Icon, title: str, body: str) -> None:
        words = self.words
        self.tell(
            NoticeCard(
                self.theme,
                Tone.ACCENT,
                icon,
                words.text(title, **self.terms),
                words.text(body, **self.terms),
                title_type=Type.HEADING,
            )
        )


def previews() -> Iterator[Preview]:
    from msgspec.structs import replace

    from ui.samples import people
    from ui.samples.values import CITY

    yield Preview("at_the_counter", Forgotten(), CITY)
    yield Preview("by_mail", Forgotten(), replace(CITY, registration=people.ALL_HERE))


SCREEN = ForgottenScreen
