"""How the kiosk is: the values of its heartbeat, sent to the service from time to time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

import msgspec

from kiosk import events
from kiosk.booking_client import BookingClient
from kiosk.line import Line
from kiosk.outcome import Refused
from kiosk.settings import ServiceSettings
from kiosk.settling import Settling
from offline_cache.availability import AvailabilityCache
from offline_cache.database import StorageTrouble
from printing.printer import Printer
from printing.trouble import TroubleCode

#: The name under which the program is installed.
_DISTRIBUTION = "lobby-kiosk"


class Heartbeat(msgspec.Struct, frozen=True, kw_only=True):
    """``paper`` is the printer's condition; ``cache_age_seconds`` is None before the first sync."""

    version: str
    paper: str
    line: str
    cache_age_seconds: int | None
    open_writes: int


@dataclass(frozen=True, slots=True)
class Health:
    """Reads the values where they stand. Asking the printer may take its time-outs."""

    printer: Printer
    line: Line
    cache: AvailabilityCache
    settling: Settling
    now: Callable[[], datetime]

    def heartbeat(self) -> Heartbeat:
        return Heartbeat(
            version=version(_DISTRIBUTION),
            paper=self.printer.status().condition.value,
            line="up" if self.line.is_up() else "down",
            cache_age_seconds=self._cache_age(),
            open_writes=self.settling.open_writes(),
        )

    def _cache_age(self) -> int | None:
        as_of = self.cache.as_of()
        if as_of is None or isinstance(as_of, StorageTrouble):
            return None
        return max(0, int((self.now() - as_of).total_seconds()))


class HeartbeatSender:
    """Sends the heartbeat; ``step`` is for ``Background``."""

    def __init__(self, health: Health, client: BookingClient, settings: ServiceSettings) -> None:
        self._health = health
        self._client = client
        self._settings = settings
        self._printer_trouble: TroubleCode | None = None

    def step(self) -> float:
        """Send once; one that does not arrive is simply missing at the service."""
        heartbeat = self._health.heartbeat()
        self._tell_of_the_printer()
        refused = self._client.heartbeat(heartbeat)
        outcome = events.Outcome.OK if refused is None else events.Outcome.FAILED
        reason = refused.code if isinstance(refused, Refused) else None
        events.say(events.HEARTBEAT, outcome, reason)
        return self._settings.heartbeat_seconds

    def _tell_of_the_printer(self) -> None:
        """Log that the printer cannot be reached, and why, once for each cause."""
        trouble = self._health.printer.why()
        code = None if trouble is None else trouble.code
        if code is self._printer_trouble:
            return
        self._printer_trouble = code
        if code is None:
            events.say(events.PRINTER_BACK)
        else:
            events.say(events.PRINTER_LOST, events.Outcome.FAILED, code.value)
