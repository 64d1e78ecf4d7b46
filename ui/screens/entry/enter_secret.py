"""A new secret, twice, so that a slip of the finger locks nobody out.

Touched here: ``key.KEY`` for every key of the board, ``entry.next``, ``entry.skip``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kiosk.outcome import Refused
from ui.places import EnterSecret
from ui.preview import Preview
from ui.screens.entry.asking import Asking
from ui.widgets.keyboards.desk import Desk

if TYPE_CHECKING:
    from ui.stage import Stage


class EnterSecretScreen(Asking):
    """Nothing half typed is kept."""

    def __init__(self, stage: Stage, place: EnterSecret, answer: None = None) -> None:
        super().__init__(stage, place)
        self._place = place
        words, terms, rules = self.words, self.terms, self.field.rules
        if place.first:
            lead = words.text("entry.secret.again.lead", **terms)
            self.ask_it(words.text("entry.secret.again", **terms), lead)
        else:
            kind = "letters" if rules.letters else "digits"
            same = "" if rules.least != rules.most else "_exactly"
            count = {"least": rules.least, "most": rules.most}
            rule = words.text(f"entry.secret.rule.{kind}{same}", **count)
            easy = words.text("entry.secret.rule.easy")
            self.ask_it(lead=f"{rule}\n{easy}")
        if place.differed:
            self.say(words.text("entry.secret.differed", **terms))
        self.desk = Desk(self.theme, words, self.names, rules)
        self.desk.stand_on(self)
        self.desk.refused.connect(self.say_why)
        self.desk.changed.connect(lambda typed: self.unsay() if typed else None)
        self.next_button().clicked.connect(self._next)

    def _next(self) -> None:
        typed, first = self.desk.typed, self._place.first
        self.desk.clear()
        if first:
            if typed == first:
                self.take(typed)
            else:
                self.stage.go(replace(self._place, first="", differed=True))
            return
        self.keep(typed)
        problem = self.sheet.problem(self.index)
        self.keep("")
        if problem is not None:
            self.say_why(problem)
        else:
            self.stage.go(replace(self._place, first=typed, differed=False, refused=None))


def previews() -> Iterator[Preview]:
    from ui.samples import forms

    for id_ in ("secret", "password"):
        asked = forms.ask(id_)
        assert isinstance(asked, EnterSecret)  # noqa: S101 (its own preview)
        yield Preview(f"{id_}_new", asked)
        yield Preview(f"{id_}_again", replace(asked, first="2750"))
        yield Preview(f"{id_}_differed", replace(asked, differed=True))
        weak = Refused("secret_too_weak", {"reason": "running"})
        yield Preview(f"{id_}_too_weak", replace(asked, refused=weak))


SCREEN = EnterSecretScreen
