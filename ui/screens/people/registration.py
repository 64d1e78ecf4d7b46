"""Registering: who may, what it needs, and how far one gets here.

Touched here: ``registration.person``, ``registration.group``, ``registration.counters``,
``registration.guide``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from kiosk.model import City
from kiosk.outcome import Refused
from kiosk.registration_rules import Holder, RegistrationRules
from kiosk.terminal import Terminal
from ui.forms.people import registration_form
from ui.places import Counters, GuideTopic, Place, Registration
from ui.places.entry import begin
from ui.preview import Preview
from ui.screens.people.rows import add_row, joined, tell_card
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage

_SIGNS = {"complete": Icon.CHECK, "counter": Icon.LIST, "none": Icon.WARNING}


class RegistrationScreen(Screen):
    @staticmethod
    def ask(place: Registration, terminal: Terminal) -> City | Refused:
        return terminal.looking.city()

    def __init__(self, stage: Stage, place: Registration, answer: City) -> None:
        super().__init__(stage, place)
        words, rules = self.words, answer.registration
        self.head(words.text("registration.title"))
        key = f"registration.{rules.at_kiosk}"
        title, hint = words.text(key), words.text(f"{key}.hint", **self.terms)
        tone = Tone.WARNING if rules.at_kiosk == "none" else Tone.ACCENT
        self.tell(
            NoticeCard(
                self.theme, tone, _SIGNS[rules.at_kiosk], title, hint, title_type=Type.HEADING
            )
        )
        self.tell_facts(tuple(self._facts(rules)))
        holders = _holders(rules) if rules.at_kiosk != "none" else ()
        if holders:
            self._tell_what_is_asked(rules, holders)
            for holder in holders:
                self._add_begin(holder, alone=len(holders) == 1)
        self._offer("registration.guide", Icon.HELP, GuideTopic("register"), below=not holders)
        self._offer("registration.counters", Icon.PHONE, Counters(), below=not holders)

    def _add_begin(self, holder: Holder, *, alone: bool) -> None:
        """The way into the form: at the bottom, so that it is seen from the first page on."""
        key = f"registration.{holder}"
        look = Look.PRIMARY if alone or holder == "person" else Look.SECONDARY
        self.action(key, self.words.text(key), look).clicked.connect(partial(self._begin, holder))

    def _offer(self, name: str, icon: Icon, to: Place, *, below: bool) -> None:
        """A way to more: a verb ``below`` where there is nothing else to do, else after the
        text."""
        text = self.words.text(name)
        if below:
            button = self.action(name, text, Look.SECONDARY, icon)
            button.clicked.connect(lambda: self.stage.go(to))
        else:
            add_row(self, name, text, lambda: self.stage.go(to), icon=icon)

    def _begin(self, holder: Holder) -> None:
        today = self.terminal.now().date()
        form = registration_form(self.directory.city, holder, self.words.language, today)
        self.stage.go(begin(form))

    def _facts(self, rules: RegistrationRules) -> Iterator[Fact]:
        words = self.words
        who = [words.text(f"registration.who.{holder}") for holder in _holders(rules)]
        if rules.min_members and "group" in _holders(rules):
            who[-1] = words.text("registration.who.members", members=rules.min_members)
        yield Fact(words.text("registration.who"), joined(who))
        kinds = [words.of(kind.name) for kind in rules.kinds]
        if len(kinds) > 1:
            yield Fact(words.text("registration.kinds"), joined(kinds))
        if rules.valid_years is not None:
            years = words.text("registration.valid.years", years=rules.valid_years)
            yield Fact(words.text("registration.valid"), years)

    def _tell_what_is_asked(self, rules: RegistrationRules, holders: tuple[Holder, ...]) -> None:
        words = self.words
        lines = [words.text(f"registration.asked.{holder}") for holder in holders]
        if rules.email_required:
            lines.append(words.text("registration.asked.email"))
        tell_card(self, words.text("registration.asked"), *lines)


def _holders(rules: RegistrationRules) -> tuple[Holder, ...]:
    """Who may register at all, persons first."""
    found = {holder for kind in rules.kinds for holder in kind.holders}
    return tuple(holder for holder in _EVERYBODY if holder in found)


_EVERYBODY: tuple[Holder, ...] = ("person", "group")


def previews() -> Iterator[Preview]:
    from msgspec.structs import replace

    from ui.samples import people
    from ui.samples.values import CITY

    for rules in (people.ALL_HERE, people.BEGUN_HERE, people.AT_COUNTER):
        city = replace(CITY, registration=rules)
        yield Preview(rules.at_kiosk, Registration(), city)


SCREEN = RegistrationScreen
