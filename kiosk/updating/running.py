"""The updater of a running kiosk, between the heartbeat, its own thread and the technician."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from kiosk.background import Background
from kiosk.updating.release import NO_UPDATE, Release, UpdateReport

if TYPE_CHECKING:
    from kiosk.updating.updater import Updater

#: Nothing of an update is urgent. Seconds after the start.
_FIRST_LOOK_SECONDS: Final = 60.0


class RunningUpdates:
    """``make`` makes the updater, which is not loaded before the first screen is on the glass."""

    def __init__(self, make: Callable[[], Updater]) -> None:
        self._make = make
        self._made: Updater | None = None
        self._work = Background("update", self._step)
        #: What the service wants to run here; None if it has said nothing.
        self.wanted_version: str | None = None

    def start(self) -> None:
        _ = self.updater
        self._work.start(_FIRST_LOOK_SECONDS)

    def stop(self) -> None:
        self._work.stop()

    @property
    def updater(self) -> Updater:
        if self._made is None:
            self._made = self._make()
        return self._made

    def heard(self, release: Release | None) -> None:
        """The service said what is to run here; something new is looked at now."""
        before = self.wanted_version
        self.wanted_version = None if release is None else release.version
        if self._made is not None:
            self._made.heard(release)
        if self.wanted_version != before:
            self._work.wake()

    def report(self) -> UpdateReport:
        """How the update stands, for the heartbeat."""
        return NO_UPDATE if self._made is None else self._made.report()

    def _step(self) -> float:
        return self.updater.step()
