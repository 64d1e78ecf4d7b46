"""The way a resident has come, as a list of places. Plain Python, no screens."""

from __future__ import annotations

from collections.abc import Sequence

from ui.places import LogInNumber, LogInSecret, Place, Start


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

    def arrive(self, place: Place) -> None:
        """Adds ``place``. Coming again to a kind of place shortens the way to it: no loops."""
        for index, passed in enumerate(self._places):
            if type(passed) is type(place):
                del self._places[index:]
                break
        self._places.append(place)

    def back(self) -> Place:
        """Steps back and returns where that is."""
        if len(self._places) > 1:
            self._places.pop()
        return self.here

    def forget_log_in(self) -> None:
        """After the log-in the way back leads past it."""
        self._places = [p for p in self._places if not isinstance(p, LogInNumber | LogInSecret)]

    def reset(self, way: Sequence[Place] = ()) -> None:
        """Back to the start, or straight to the end of ``way`` after it."""
        self._places = [Start(), *way]
