"""The steps between choosing the hours and holding the receipt."""

from __future__ import annotations

from enum import Enum

from ui.theme.theme import Theme
from ui.widgets.steps import Steps
from ui.wording.words import Words


class BookingStep(Enum):
    WHEN = "when"
    PURPOSE = "purpose"
    PEOPLE = "people"
    CONFIRM = "confirm"
    DONE = "done"


def booking_steps(theme: Theme, words: Words, here: BookingStep) -> Steps:
    """The row of steps with ``here`` as the present one."""
    steps = list(BookingStep)
    names = [words.text(f"step.{step.value}") for step in steps]
    index = steps.index(here)
    said = words.text("step.of", number=index + 1, all=len(steps), name=names[index])
    return Steps(theme, names, index, said)
