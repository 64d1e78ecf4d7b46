"""Puts into the audit log that settings which were tried have gone back by themselves.

Root's side does that when nobody keeps them, or after a power cut; the program is just starting
anew then, or nobody stands before it. So root's side leaves a mark, and this looks for it: once
after the start, and from when network settings are tried until they are kept or gone.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from kiosk.maintenance.audit import Actor, AuditLog, NotKept, Result
from kiosk.maintenance.files import write_private

if TYPE_CHECKING:
    from kiosk.machine.client import Machine
    from kiosk.machine.state import TrialsState

#: Which marks stand in the audit log, so that each stands there once.
NOTED: Final = "went-back"
#: Between two looks while there is something to look for.
LOOK_SECONDS: Final = 30.0
#: What is looked at first comes when the first screen has long been there. Seconds after the start.
FIRST_LOOK_SECONDS: Final = 60.0


class WentBack:
    """``step`` is for ``Background``."""

    def __init__(self, machine: Callable[[], Machine], audit: AuditLog, folder: Path) -> None:
        """``machine`` is not loaded before the first look."""
        self._machine, self._audit, self._folder = machine, audit, folder
        self._noted: dict[str, str] | None = None
        self._to_look = True

    def expect(self) -> None:
        """Settings are tried from now on. Does not wait for anything."""
        self._to_look = True

    def step(self) -> float:
        """Look, if there may be something; in how many seconds to do so again."""
        if self._to_look:
            self._to_look = False  # before it looks: what is tried meanwhile is looked for again
            if self._look():
                self._to_look = True
        return LOOK_SECONDS

    def _look(self) -> bool:
        """Whether to look again."""
        from kiosk.machine.state import TrialsState, told
        from kiosk.machine.tasks import ReadTrials

        found = told(self._machine().do(ReadTrials()), TrialsState)
        return found is not None and (not self._note(found) or found.trying)

    def _note(self, found: TrialsState) -> bool:
        """Whether all of it stands in the audit log now."""
        if self._noted is None:
            self._noted = _read(self._folder / NOTED)
        noted = dict(self._noted)
        for name, mark in (("network", found.network), ("screen", found.screen)):
            if mark is None or noted.get(name) == mark.token:
                continue
            action = f"{name}.went_back"
            if isinstance(self._audit.say(Actor.KIOSK, action, Result.DONE, mark.why), NotKept):
                return False
            noted[name] = mark.token
        if noted != self._noted:
            self._noted = noted
            with suppress(OSError):  # it stands there twice after the next start
                write_private(self._folder / NOTED, msgspec.json.encode(noted))
        return True


def _read(file: Path) -> dict[str, str]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.MsgspecError, UnicodeError):
        return {}
