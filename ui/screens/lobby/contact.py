"""Who answers: about the system, about this facility, and where else to ask.

Touched here: ``contact.counters``, ``contact.terminals``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk import guide, model
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.places import Contact, Counters, Place
from ui.preview import Preview
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.icons import Icon
from ui.widgets.reading import Told

if TYPE_CHECKING:
    from ui.stage import Stage


class ContactScreen(Screen):
    def __init__(self, stage: Stage, place: Place, answer: guide.Counters) -> None:
        super().__init__(stage, place)
        words = self.words
        self.head(words.text("contact.title"))
        self._system(self.directory.city.contact)
        home = self.directory.facility(stage.around.settings.home_facility_id or "")
        if home is not None:
            self._here(home)
        verbs = {"counters": "home.counters"}
        if answer.terminals:
            verbs = {"terminals": "contact.terminals"} | verbs
        for what, verb in verbs.items():
            button = self.action(f"contact.{what}", words.text(verb), Look.SECONDARY)
            button.clicked.connect(lambda _=False, what=what: self.stage.go(Counters(what)))

    @staticmethod
    def ask(place: Place, terminal: Terminal) -> guide.Counters:
        """Whether the city names other places with a terminal; whom to call is known anyhow."""
        found = terminal.guide.counters()
        return guide.Counters(counters=()) if isinstance(found, Refused) else found

    def _system(self, contact: model.Contact) -> None:
        words = self.words
        more = [words.of(contact.name)]
        if contact.fax is not None:
            more.append(f"{words.text('contact.fax')} {contact.fax}")
        if contact.hours is not None:
            more.append(words.of(contact.hours))
        self._told("contact.system", contact.tel, Icon.PHONE, Tone.ACCENT, more)

    def _here(self, home: model.Facility) -> None:
        words = self.words
        more = [words.of(home.name), words.of(home.address)]
        if home.fax is not None:
            more.append(f"{words.text('contact.fax')} {home.fax}")
        self._told("contact.here", home.tel, Icon.BUILDING, Tone.NEUTRAL, more)
        for name, text in (("opening", home.opening), ("closed", home.closed)):
            self.tell(Told(self.theme, words.text(f"contact.{name}"), words.of(text), Icon.CLOCK))

    def _told(self, label: str, tel: str, icon: Icon, tone: Tone, more: list[str]) -> None:
        said = self.words.text(label)
        self.tell(
            Told(self.theme, said, tel, icon, tone, value_type=Type.HEADING, more=tuple(more))
        )


def previews() -> Iterator[Preview]:
    from ui.samples.guide import COUNTERS

    yield Preview("contact", Contact(), COUNTERS, logged_in=False)


SCREEN = ContactScreen
