"""Staff take the terminal out of service, with a reason that residents read, and back in.

Kept on the disk: a terminal that was switched off overnight is still out of service in the morning.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Final

import msgspec

from kiosk.clock import TOKYO
from kiosk.maintenance.files import held, write_private

FILE = "out-of-service.json"
_HOUR: Final = timedelta(hours=1)


class OutReason(Enum):
    """Why residents are not served; the wording is ``out_of_service.VALUE``."""

    PAPER = "paper"
    CLEANING = "cleaning"
    TRAINING = "training"
    CLOSED_TODAY = "closed_today"
    TECHNICAL = "technical"


class OutUntil(Enum):
    """When it goes back into service by itself."""

    HOUR = "hour"
    TODAY = "today"  # until midnight
    SWITCHED_ON = "switched_on"  # not by itself

    def ends(self, now: datetime) -> datetime | None:
        match self:
            case OutUntil.HOUR:
                return now + _HOUR
            case OutUntil.TODAY:
                local = now.astimezone(TOKYO)
                midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
                return midnight + timedelta(days=1)
            case OutUntil.SWITCHED_ON:
                return None


class Out(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Out of service, since and until when; ``until`` None: until it is switched on."""

    reason: OutReason
    since: datetime
    until: datetime | None = None

    def counts(self, now: datetime) -> bool:
        return self.until is None or now < self.until


class _OnDisk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    out: Out | None = None


class OutOfServiceSwitch:
    """The switch of one terminal, in ``folder``. Asking does not touch the disk after the start.

    A damaged file means: out of service for technical reasons, until somebody switches it on.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._folder, self._now = folder, now
        self._out = self._read()

    def state(self) -> Out | None:
        """None while residents are served."""
        out = self._out
        return out if out is not None and out.counts(self._now()) else None

    def switch_out(self, reason: OutReason, until: OutUntil) -> Out:
        """Out of service from now on. Raises ``OSError`` if that cannot be kept: then nothing
        changes."""
        now = self._now()
        out = Out(reason=reason, since=now, until=until.ends(now))
        self._keep(out)
        return out

    def switch_on(self) -> None:
        """Back in service. Raises ``OSError`` as ``switch_out``."""
        self._keep(None)

    def _keep(self, out: Out | None) -> None:
        with held(self._folder):
            write_private(self._folder / FILE, msgspec.json.encode(_OnDisk(out=out)))
        self._out = out

    def _read(self) -> Out | None:
        try:
            data = (self._folder / FILE).read_bytes()
        except FileNotFoundError:
            return None
        except OSError:
            return self._damaged()
        try:
            out = msgspec.json.decode(data, type=_OnDisk).out
        except msgspec.MsgspecError:
            return self._damaged()
        if out is not None and any(
            one is not None and one.tzinfo is None for one in (out.since, out.until)
        ):
            return self._damaged()
        return out

    def _damaged(self) -> Out:
        return Out(reason=OutReason.TECHNICAL, since=self._now())
