"""The steps between choosing the hours and holding the receipt."""

from __future__ import annotations

from enum import Enum

from ui.theme.theme import Theme
from ui.widgets.steps import Steps
from ui.wording.words import Words


class BookingStep(Enum):
    WHEN = "when"
    UNIT = "unit"
    PURPOSE = "purpose"
    PEOPLE = "people"
    CONFIRM = "confirm"
    DONE = "done"


def booking_steps(theme: Theme, words: Words, here: BookingStep, *, by_unit: bool = False) -> Steps:
    """The row of steps with ``here`` as the present one; ``by_unit``: a part of the room is asked
    for too."""
    steps = [step for step in BookingStep if by_unit or step is not BookingStep.UNIT]
    names = [words.text(f"step.{step.value}") for step in steps]
    index = steps.index(here)
    said = words.text("step.of", number=index + 1, all=len(steps), name=names[index])
    return Steps(theme, names, index, said)
