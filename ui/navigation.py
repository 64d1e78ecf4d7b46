"""The way a resident has come, as a list of places. Plain Python, no screens."""

from __future__ import annotations

from collections.abc import Sequence

from ui.forms.form import Sheet
from ui.places import (
    AnswerUnclear,
    FormReview,
    Help,
    LineDown,
    LogInNumber,
    LogInSecret,
    Menu,
    Place,
    StaffRefused,
    Start,
    WhyNot,
)
from ui.places.entry import Question

#: Places about how things stood when they were shown. Who goes on never comes back to them.
_PASSING = (AnswerUnclear, Help, LineDown, StaffRefused, WhyNot)


class Trail:
    """Where the resident is and how they came there. It always begins at the start screen."""

    def __init__(self) -> None:
        self._places: list[Place] = [Start()]

    @property
    def here(self) -> Place:
        return self._places[-1]

    @property
    def before(self) -> Place | None:
        """Where the way back leads; None at the start."""
        return self._places[-2] if len(self._places) > 1 else None

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(self._places)

    @property
    def aim(self) -> Place:
        """Where a resident who logs in now wants to go on to."""
        for place in reversed(self._places):
            match place:
                case LogInNumber(then=then) | LogInSecret(then=then):
                    return then
                case Start():
                    return Menu()
                case AnswerUnclear() | Help() | LineDown() | WhyNot():
                    continue
                case _:
                    return place
        return Menu()

    def passes(self, kind: type[Place]) -> bool:
        """Whether a place of this kind is on the way."""
        return any(isinstance(place, kind) for place in self._places)

    def arrive(self, place: Place) -> None:
        """Adds ``place``. Coming again to a place of its mark shortens the way to it: no loops."""
        # Help is read in between: the way back from it leads to where one was, whatever that is.
        while isinstance(self.here, _PASSING) and not isinstance(place, Help):
            self._places.pop()
        for index, passed in enumerate(self._places):
            if passed.mark == place.mark:
                del self._places[index:]
                break
        self._places.append(place)

    def remember(self, place: Place) -> None:
        """Keeps what was chosen here for who comes back: ``place`` is the present one with it."""
        if self.here.mark == place.mark:
            self._places[-1] = place

    def back(self) -> Place:
        """Steps back and returns where that is."""
        if len(self._places) > 1:
            self._places.pop()
        return self.here

    def turn_back_to(self, kind: type[Place]) -> None:
        """Steps back to the last place of this kind; stays if none is on the way."""
        for index in range(len(self._places) - 1, 0, -1):
            if isinstance(self._places[index], kind):
                del self._places[index + 1 :]
                return

    def forget_log_in(self) -> None:
        """After the log-in the way back leads past it; whoever began with it has the menu there."""
        kept = [p for p in self._places if not isinstance(p, LogInNumber | LogInSecret)]
        began = len(kept) == 1 < len(self._places)
        self._places = [*kept, Menu()] if began else kept

    def forget_form(self, sheet: Sheet) -> None:
        """After a form was handed in the way back leads past it."""
        asked = (Question, FormReview)
        self._places = [p for p in self._places if not (isinstance(p, asked) and p.sheet is sheet)]

    def reset(self, way: Sequence[Place] = ()) -> None:
        """Back to the start, or straight to the end of ``way`` after it."""
        self._places = [Start(), *way]
