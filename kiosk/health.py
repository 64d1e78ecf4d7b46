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
from kiosk.maintenance.out_of_service import Out
from kiosk.outcome import Refused
from kiosk.settings import ServiceSettings
from kiosk.settling import Settling
from kiosk.sync import SHUT_OUT_SECONDS
from kiosk.updating.release import NO_UPDATE, Release, UpdateReport
from offline_cache.availability import AvailabilityCache
from offline_cache.database import StorageTrouble
from printing.printer import Printer
from printing.trouble import TroubleCode

#: The name under which the program is installed.
DISTRIBUTION = "lobby-kiosk"
#: In the place of a printer's condition.
_NO_PRINTER = "none"


class Heartbeat(msgspec.Struct, frozen=True, kw_only=True):
    """``paper`` is the printer's condition, ``none`` where there is no printer;
    ``cache_age_seconds`` is None before the first sync.

    ``state``: ``in_service``, or ``out_of_service`` for ``state_reason``. ``unprinted``: receipts
    that wait for staff; ``every_seconds``: when the next one is to be expected.
    """

    version: str
    paper: str
    line: str
    cache_age_seconds: int | None
    open_writes: int
    state: str
    state_reason: str | None
    unprinted: int = 0
    every_seconds: int = 0
    update: UpdateReport = NO_UPDATE


@dataclass(frozen=True, slots=True)
class Told:
    """What others know and the heartbeat says: how many receipts wait for staff, how often it is
    sent, how the update stands."""

    unprinted: int = 0
    every_seconds: int = 0
    update: UpdateReport = NO_UPDATE


@dataclass(frozen=True, slots=True)
class Health:
    """Reads the values where they stand. Asking the printer may take its time-outs."""

    printer: Printer
    line: Line
    cache: AvailabilityCache
    settling: Settling
    now: Callable[[], datetime]
    out_of_service: Callable[[], Out | None] = lambda: None
    told: Callable[[], Told] = Told
    has_printer: bool = True

    def heartbeat(self) -> Heartbeat:
        out, told = self.out_of_service(), self.told()
        return Heartbeat(
            version=version(DISTRIBUTION),
            paper=self.printer.status().condition.value if self.has_printer else _NO_PRINTER,
            line="up" if self.line.is_up() else "down",
            cache_age_seconds=self.cache_age(),
            open_writes=self.settling.open_writes(),
            state="in_service" if out is None else "out_of_service",
            state_reason=None if out is None else out.reason.value,
            unprinted=told.unprinted,
            every_seconds=told.every_seconds,
            update=told.update,
        )

    def cache_age(self) -> int | None:
        """Seconds since availability was fetched; None before the first sync."""
        as_of = self.cache.as_of()
        if as_of is None or isinstance(as_of, StorageTrouble):
            return None
        return max(0, int((self.now() - as_of).total_seconds()))


class HeartbeatSender:
    """Sends the heartbeat; ``step`` is for ``Background``."""

    def __init__(
        self,
        health: Health,
        client: BookingClient,
        settings: ServiceSettings,
        wanted: Callable[[Release | None], None],
    ) -> None:
        """``wanted`` hears what this terminal is to run."""
        self._health = health
        self._wanted = wanted
        self._client = client
        self._settings = settings
        self._printer_trouble: TroubleCode | None = None

    def step(self) -> float:
        """Send once; one that does not arrive is simply missing at the service."""
        heartbeat = self._health.heartbeat()
        self._tell_of_the_printer()
        match self._client.heartbeat(heartbeat):
            case Refused(code=code):
                events.say(events.HEARTBEAT, events.Outcome.FAILED, code)
                if code == "kiosk_unknown":
                    return max(self._settings.heartbeat_seconds, SHUT_OUT_SECONDS)
            case answer:
                events.say(events.HEARTBEAT)
                self._wanted(answer.update)
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
