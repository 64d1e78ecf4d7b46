"""Why the booking service cannot be reached while the kiosk runs, or how wrong its clock is: staff
read it in maintenance mode, and on the glass where nothing else can be shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from kiosk.clock import ServiceClock
from kiosk.line import Line
from kiosk.outcome import Refused

if TYPE_CHECKING:
    from kiosk.service_look import ServiceFound

#: Between two looks while the line is down; while it is up nobody asks.
LOOK_SECONDS: Final = 30.0
_RESTING_SECONDS: Final = 3600.0
_MINUTE: Final = 60


class ServiceWay:
    """``step`` is for ``Background``, to be woken when the line changes."""

    def __init__(
        self, look: Callable[[], ServiceFound | Refused], line: Line, clock: ServiceClock
    ) -> None:
        """``look``: ``service_look.look`` with this terminal's site and machine clock."""
        self._look, self._line, self._clock = look, line, clock
        self._why: Refused | None = None

    def trouble(self) -> Refused | None:
        """What was found last; None for nothing, or not yet. Does not wait.

        Codes are those of ``service_look.look``. A wrong clock is told while the line is up too:
        what residents see is set right by the service, but not what is noted before it answers.
        """
        return self._clock_trouble() if self._line.is_up() else self._why

    def step(self) -> float:
        """Look once if nobody answers. Returns when to look again."""
        if self._line.is_up():
            self._why = None
            return _RESTING_SECONDS
        found = self._look()
        if isinstance(found, Refused):
            self._why = _in_minutes(found)
        else:
            self._why = None
        return LOOK_SECONDS

    def _clock_trouble(self) -> Refused | None:
        from kiosk.service_look import CLOCK_TOLERANCE

        behind = self._clock.offset
        if abs(behind) <= CLOCK_TOLERANCE:
            return None
        return _in_minutes(Refused("clock_wrong", {"behind_seconds": behind.total_seconds()}))


def _in_minutes(why: Refused) -> Refused:
    """Of seconds every look finds others, and a screen that shows them would never stand still."""
    behind = why.details.get("behind_seconds")
    if not isinstance(behind, int | float):
        return why
    return Refused(why.code, {"behind_seconds": round(behind / _MINUTE) * _MINUTE})
