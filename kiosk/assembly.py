"""Puts the kiosk together, without a screen: what ``kiosk/main.py`` and the tests start from."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk import events
from kiosk.background import Background
from kiosk.booking_client import BookingClient
from kiosk.booking_http import BookingHttp
from kiosk.clock import Clock, ServiceClock, SystemClock
from kiosk.credentials import KioskCredential
from kiosk.health import Health, HeartbeatSender
from kiosk.journeys.applying import ApplyingForLottery
from kiosk.journeys.finishing import Finishing
from kiosk.journeys.logging_in import LogInOut
from kiosk.journeys.looking import LookingUp
from kiosk.journeys.master_data import MasterData
from kiosk.journeys.my_bookings import OwnBookings
from kiosk.journeys.open_writes import UnclearWrites
from kiosk.journeys.quoting import Quoting
from kiosk.journeys.receipt_values import ReceiptValues
from kiosk.journeys.receipts import ReceiptPress, VisitReceipts
from kiosk.journeys.reserving import ReservingRoom
from kiosk.journeys.writing import Writing
from kiosk.line import Line, LineState
from kiosk.outcome import Refused
from kiosk.session import RunningSession
from kiosk.settings import Settings, SettingsError
from kiosk.settling import Settling
from kiosk.sync import Source, Sync
from kiosk.terminal import Terminal
from offline_cache.availability import AvailabilityCache
from offline_cache.database import SetAside
from offline_cache.outbox import Outbox
from printing.printer import Printer
from printing.receipts.words import Words
from printing.spool import Spool

AVAILABILITY_FILE = "availability.sqlite3"
OUTBOX_FILE = "outbox.sqlite3"
SPOOL_FOLDER = "spool"

#: Languages before the first sync has told the city's.
_LANGUAGES = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Outfit:
    """What a kiosk is put together from, beyond its settings.

    ``words`` gives the wording in the language that is on the screen when it is called.
    """

    credential: KioskCredential
    printer: Printer
    words: Callable[[], Words]
    machine_clock: Clock


def outfit(credential: KioskCredential, printer: Printer, words: Callable[[], Words]) -> Outfit:
    """The usual outfit, with the machine's own clock."""
    return Outfit(credential, printer, words, SystemClock())


class Kiosk:
    """The running kiosk. ``terminal`` is all that screens may use of it.

    ``set_aside`` names cache files that were damaged or newer and have been put out of the way.
    Start the background work after the first screen is painted. Raises ``SettingsError`` if nothing
    can be kept in the cache directory.
    """

    def __init__(self, settings: Settings, parts: Outfit) -> None:
        folder = settings.cache_directory
        service = settings.service
        self.clock = ServiceClock(parts.machine_clock)
        now = self.clock.now
        self.set_aside: list[SetAside] = []
        with _named_if_unusable(folder):
            self._cache, cache_aside = AvailabilityCache.open(folder / AVAILABILITY_FILE, now())
            self._outbox, outbox_aside = Outbox.open(folder / OUTBOX_FILE, now())
            spool = Spool(folder / SPOOL_FOLDER, now)
        if cache_aside is not None:
            self._note_cache_aside(cache_aside)
        if outbox_aside is not None:
            self.set_aside.append(outbox_aside)
            events.say(events.OUTBOX_SET_ASIDE, events.Outcome.FAILED, outbox_aside.fault.value)
        self.line = Line(self.clock)
        self._http = BookingHttp(service, parts.credential, self.clock, self.line)
        client = BookingClient(self._http)
        self.settling = Settling(client, self._outbox, service, now)
        self.session = RunningSession(settings.session, self.clock, self._session_left)
        self.settling.watch(self.session)
        source = Source(client, settings.city, service)
        self.sync = Sync(source, self._cache, self.clock, self._note_cache_aside)
        self.health = Health(parts.printer, self.line, self._cache, self.settling, now)
        self._sync_work = Background("sync", self.sync.step)
        self._settling_work = Background("settling", self.settling.step)
        self._heartbeat_work = Background(
            "heartbeat", HeartbeatSender(self.health, client, service).step
        )
        self.line.listen(self._line_changed)
        press = ReceiptPress(
            terminal=settings.kiosk_id,
            printer=parts.printer,
            spool=spool,
            words=parts.words,
            now=now,
        )
        self.terminal = self._terminal(client, press)

    def start(self) -> None:
        """Start syncing, settling and the heartbeat, each on a thread of its own."""
        for work in self._works:
            work.start()

    def sync_soon(self) -> None:
        """Look at the feed now: somebody just changed something, or wants the newest."""
        self._sync_work.wake()

    def stop(self) -> None:
        """End the session and all background work, and close the files."""
        self.session.end()
        self.sync.stop()
        for work in self._works:
            work.stop()
        self._http.close()
        self._cache.close()
        self._outbox.close()

    @property
    def _works(self) -> tuple[Background, ...]:
        return (self._sync_work, self._settling_work, self._heartbeat_work)

    def _terminal(self, client: BookingClient, press: ReceiptPress) -> Terminal:
        session, now = self.session, self.clock.now
        master = MasterData(self._cache)
        writing = Writing(client, self._outbox, session, master, now=now, on_change=self.sync_soon)
        receipts = VisitReceipts(press, ReceiptValues(master), session, client)
        finishing = Finishing(writing, receipts, client)
        quoting = Quoting(client, session)
        city = master.city()
        return Terminal(
            looking=LookingUp(self._cache, master, client, now, self.line.is_up),
            logging_in=LogInOut(client, session),
            applying=ApplyingForLottery(quoting, writing, finishing),
            reserving=ReservingRoom(quoting, writing, finishing),
            my_bookings=OwnBookings(client, session, writing, finishing),
            receipts=receipts,
            open_writes=UnclearWrites(writing, finishing),
            session=session,
            now=now,
            line_up=self.line.is_up,
            languages=_LANGUAGES if isinstance(city, Refused) else city.languages,
            countdown_from_seconds=session.countdown_seconds,
        )

    def _line_changed(self, state: LineState) -> None:
        if state.up:
            self._sync_work.wake()
            self._settling_work.wake()

    def _session_left(self, token: str) -> None:
        self.settling.left(token)
        self._settling_work.wake()

    def _note_cache_aside(self, set_aside: SetAside) -> None:
        self.set_aside.append(set_aside)
        events.say(events.CACHE_SET_ASIDE, events.Outcome.FAILED, set_aside.fault.value)


@contextmanager
def _named_if_unusable(folder: Path) -> Iterator[None]:
    """A folder in which nothing can be kept is a wrong setting, and the start should say which."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise SettingsError(
            folder,
            "cache_directory",
            f"nothing can be kept there ({error})",
            "a folder that belongs to the kiosk's user, on a disk with room",
        ) from error
