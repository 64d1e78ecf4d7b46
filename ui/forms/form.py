"""A form as a value, and a sheet of it that somebody fills in. Plain Python.

A form says what is asked and what becomes of the answers; the screens of ``ui/screens/entry`` ask.
A sheet lives in places only: when the way is forgotten, so is what was written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ui.entry.rules import Problem, Rules, cleaned, problem_of

if TYPE_CHECKING:
    from kiosk.terminal import Terminal
    from ui.places import Place
    from ui.request import Request

#: Answers by the ids of their fields. A field left out has none.
Answers = Mapping[str, str]


def _always(_: Answers) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Field:
    """One question.

    ``key`` begins the keys of its wording: ``KEY.title`` is the question on the screen,
    ``KEY.lead`` a sentence of help below it, ``KEY.name`` the short name in the review. Each may
    use the city's terms (``{secret}``, ``{number_name}`` and so on).
    ``asked_if``: whether it is asked, after what was answered before. ``fills``: for a postcode,
    the field that the town is written into.
    """

    id: str
    rules: Rules
    key: str
    optional: bool = False
    asked_if: Callable[[Answers], bool] = _always
    fills: str | None = None


@dataclass(frozen=True, slots=True)
class HandIn:
    """The answers go to a journey. ``request`` is its call; ``then`` is where what it returns leads
    to, and the way back from there leads past the form.

    ``about``: which field a refusal is about, by its code: that field is asked again, and the
    refusal's wording stands above it. All others have the screen that says why not.
    """

    request: Callable[[Terminal, Answers], Request]
    then: Callable[[Any], Place]
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeadTo:
    """The answers only lead somewhere: to a search, to a screen that goes on with them."""

    place: Callable[[Answers], Place]


@dataclass(frozen=True, slots=True)
class Form:
    """``key`` begins the keys of its wording: ``KEY.review`` heads the review, ``KEY.lead`` stands
    below it, ``KEY.hand_in`` is the verb that ends it (on the last question of a form that is not
    ``reviewed``).
    """

    id: str
    key: str
    fields: tuple[Field, ...]
    end: HandIn | LeadTo
    reviewed: bool = True


class Sheet:
    """A form as far as somebody has filled it in.

    ``answers`` holds what was taken, ``written`` also what is half typed: it is there again when
    the resident comes back to the question. A secret is never kept half typed.
    """

    def __init__(self, form: Form, answers: Answers | None = None) -> None:
        self.form = form
        self._written: dict[str, str] = dict(answers or {})

    @property
    def answers(self) -> Answers:
        """Every answer that is right and still asked for."""
        found: dict[str, str] = {}
        for asked in self.form.fields:
            text = cleaned(self._written.get(asked.id, ""), asked.rules)
            if asked.asked_if(found) and text and problem_of(text, asked.rules) is None:
                found[asked.id] = text
        return found

    @property
    def asked(self) -> tuple[int, ...]:
        """Which fields are asked, after the answers there are, as indices into the form's."""
        answers = self.answers
        return tuple(i for i, f in enumerate(self.form.fields) if f.asked_if(answers))

    @property
    def missing(self) -> int | None:
        """The first field that still needs an answer; None where all is said."""
        answers = self.answers
        for index in self.asked:
            one = self.form.fields[index]
            if one.id not in answers and (not one.optional or self._written.get(one.id)):
                return index
        return None

    @property
    def empty(self) -> bool:
        """Nothing of anybody stands on it."""
        return not any(self._written.values())

    def after(self, index: int) -> int | None:
        """The field that is asked after this one; None after the last."""
        return next((other for other in self.asked if other > index), None)

    def written(self, index: int) -> str:
        """What stands in a field, half typed or whole."""
        return self._written.get(self.form.fields[index].id, "")

    def write(self, index: int, text: str) -> None:
        """Puts ``text`` into a field, whether or not it is right."""
        self._written[self.form.fields[index].id] = text

    def write_town(self, index: int, town: str) -> None:
        """Begins the field that a postcode fills with its town, unless it begins so already."""
        fills = self.form.fields[index].fills
        if fills is not None and not self._written.get(fills, "").startswith(town):
            self._written[fills] = town

    def problem(self, index: int) -> Problem | None:
        """Why what stands in a field is no answer; None where it is, or where none is needed."""
        asked = self.form.fields[index]
        text = cleaned(self.written(index), asked.rules)
        if not text and asked.optional:
            return None
        return problem_of(text, asked.rules)

    def wipe(self) -> None:
        """Forgets everything: it was handed in."""
        self._written.clear()
