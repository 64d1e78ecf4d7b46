"""Filling in a form: one place a question, by what kind of question it is, and the review.

``begin(form)`` is the way in. A sheet is shared by all places of one way through a form, so what
was written stands there again whichever way somebody comes back; it goes with the way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Final

from kiosk.outcome import Refused
from ui.entry.rules import Kind
from ui.entry.towns import Town
from ui.forms.form import Answers, Form, Sheet
from ui.places.place import Place


@dataclass(frozen=True, slots=True)
class Question(Place):
    """A question of a form. ``mending``: asked again from the review, and leading back there.

    ``refused``: why the answer there was before was not taken by the service.
    """

    sheet: Sheet = field(repr=False)
    index: int
    mending: bool = False
    refused: Refused | None = None

    @property
    def mark(self) -> object:
        return (self.sheet.form.id, self.index, self.mending)


@dataclass(frozen=True, slots=True)
class EnterText(Question):
    """A name, a reading, an address."""

    name: ClassVar[str] = "enter_text"


@dataclass(frozen=True, slots=True)
class EnterDigits(Question):
    """A telephone number, any other number."""

    name: ClassVar[str] = "enter_digits"


@dataclass(frozen=True, slots=True)
class EnterPostcode(Question):
    """A postcode, and which town of it."""

    name: ClassVar[str] = "enter_postcode"


@dataclass(frozen=True, slots=True)
class EnterTown(Question):
    """Which of the towns that share a postcode."""

    name: ClassVar[str] = "enter_town"
    towns: tuple[Town, ...] = field(default=(), repr=False)

    @property
    def mark(self) -> object:
        return (self.sheet.form.id, self.index, self.mending, "town")


@dataclass(frozen=True, slots=True)
class EnterEmail(Question):
    name: ClassVar[str] = "enter_email"


@dataclass(frozen=True, slots=True)
class EnterDate(Question):
    """A day: the calendar, then year, month and day, each a place, or all three ``typed`` in
    digits. ``calendar`` is the name of an era or ``western``."""

    name: ClassVar[str] = "enter_date"
    calendar: str | None = None
    year: int | None = field(default=None, repr=False)
    month: int | None = field(default=None, repr=False)
    typed: bool = False

    @property
    def mark(self) -> object:
        chosen = (self.calendar, self.year, self.month)
        typed = self.typed and self.calendar is not None
        return (self.sheet.form.id, self.index, self.mending, typed, chosen.count(None))


@dataclass(frozen=True, slots=True)
class EnterSecret(Question):
    """A new secret, twice: ``first`` is what was typed the first time."""

    name: ClassVar[str] = "enter_secret"
    first: str = field(default="", repr=False)
    #: What was typed the second time was something else.
    differed: bool = False

    @property
    def mark(self) -> object:
        return (self.sheet.form.id, self.index, self.mending, bool(self.first))


@dataclass(frozen=True, slots=True)
class EnterChoice(Question):
    """One of several, or several of many."""

    name: ClassVar[str] = "enter_choice"


@dataclass(frozen=True, slots=True)
class FormReview(Place):
    """All answers once more, each of which can be mended."""

    name: ClassVar[str] = "form_review"
    sheet: Sheet = field(repr=False)


_KINDS: Final[dict[Kind, type[Question]]] = {
    Kind.TEXT: EnterText,
    Kind.KANA: EnterText,
    Kind.DIGITS: EnterDigits,
    Kind.TEL: EnterDigits,
    Kind.POSTCODE: EnterPostcode,
    Kind.EMAIL: EnterEmail,
    Kind.DATE: EnterDate,
    Kind.SECRET: EnterSecret,
    Kind.CHOICE: EnterChoice,
}


def begin(form: Form, answers: Answers | None = None) -> Question:
    """The first question of a form, with what is known already filled in."""
    sheet = Sheet(form, answers)
    return question(sheet, sheet.asked[0])


def question(
    sheet: Sheet, index: int, *, mending: bool = False, refused: Refused | None = None
) -> Question:
    """The place of a field of the form."""
    kind = _KINDS[sheet.form.fields[index].rules.kind]
    return kind(sheet, index, mending, refused)
