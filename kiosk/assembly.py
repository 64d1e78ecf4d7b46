"""Puts the kiosk together, without a screen: what ``kiosk/main.py`` and the tests start from."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from kiosk.account_client import AccountClient
from kiosk.background import Background
from kiosk.booking_client import BookingClient
from kiosk.booking_http import BookingHttp
from kiosk.calls import Calls
from kiosk.cards.reader import takes_cards
from kiosk.clock import Clock, ServiceClock
from kiosk.disk import SPOOL_FOLDER, Disk
from kiosk.happenings_client import HappeningsClient
from kiosk.health import Health, HeartbeatSender, Told
from kiosk.journeys.account import AccountKeeping
from kiosk.journeys.applying import ApplyingForLottery
from kiosk.journeys.finishing import Finishing
from kiosk.journeys.guide import ReadingUp
from kiosk.journeys.handouts import HandingOut
from kiosk.journeys.logging_in import LogIn
from kiosk.journeys.looking import LookingUp
from kiosk.journeys.master_data import MasterData
from kiosk.journeys.my_bookings import OwnBookings
from kiosk.journeys.open_writes import UnclearWrites
from kiosk.journeys.printer_look import PrinterLook
from kiosk.journeys.quoting import Quoting
from kiosk.journeys.receipt_values import ReceiptValues
from kiosk.journeys.receipts import ReceiptPress, VisitReceipts
from kiosk.journeys.registering import RegisteringHere
from kiosk.journeys.repeating import RepeatingBooking
from kiosk.journeys.reserving import ReservingRoom
from kiosk.journeys.searching import Searching
from kiosk.journeys.unprinted import UnprintedReceipts
from kiosk.journeys.writing import Writing
from kiosk.line import Line
from kiosk.maintenance.paper_counter import CountingPrinter, PaperCounter
from kiosk.maintenance.paper_watch import PaperWatch
from kiosk.maintenance.went_back import FIRST_LOOK_SECONDS, WentBack
from kiosk.outcome import Refused
from kiosk.outfit import Outfit
from kiosk.service_manager import note_no_session, note_open_session
from kiosk.service_way import ServiceWay
from kiosk.session import RunningSession
from kiosk.settings import ServiceSettings, Settings
from kiosk.settling import Settling
from kiosk.staff_list import take_over
from kiosk.staff_side import StaffSide, maintenance_of, pins_of
from kiosk.sync import Source, Sync
from kiosk.terminal import Terminal
from kiosk.updating.running import RunningUpdates
from printing.drivers.absent import AbsentPrinter
from printing.remembering import RememberingPrinter
from printing.spool import unprinted

if TYPE_CHECKING:
    from kiosk.service_look import ServiceFound
    from kiosk.updating.updater import Updater

#: The first heartbeat asks the printer, whose driver is slow to load: not while the first resident
#: may just be touching the glass. Seconds after the start.
_LATER_SECONDS = 5.0

#: Languages before the first sync has told the city's.
_LANGUAGES = ("ja", "ja-easy", "en", "zh-Hans", "ko")


class Kiosk:
    """The running kiosk. ``terminal`` is all that screens may use of it.

    Start the background work after the first screen is painted. Raises ``SettingsError`` if nothing
    can be kept in the cache directory.
    """

    def __init__(self, settings: Settings, parts: Outfit) -> None:
        service = settings.service
        self.clock = ServiceClock(parts.machine_clock)
        now = self.clock.now
        self._readers = parts.readers
        self.disk = Disk(settings.cache_directory, now)
        self._master = MasterData(self.disk.availability)
        self._unprinted_for = timedelta(days=settings.printer.unprinted_days)
        self._printed_for = timedelta(hours=settings.printer.printed_hours)
        self.line = Line()
        self._http = BookingHttp(service, parts.credential, self.clock, self.line)
        client = BookingClient(self._http)
        self.settling = Settling(client, self.disk.outbox, service, now)
        self.session = RunningSession(
            settings.session, self.clock, self._session_left, note_open_session
        )
        self.settling.watch(self.session)
        self.sync = Sync(
            Source(client, settings.city, settings.home_facility, service),
            self.disk.availability,
            self.clock,
            self.disk.note_availability_aside,
        )
        #: What opens maintenance mode, and what it keeps.
        self.pins = pins_of(settings, parts, self._master)
        self.maintenance_folder = settings.maintenance_folder
        self._maintenance = maintenance_of(settings, self.pins, self.clock)
        went_back = WentBack(lambda: parts.root, self._maintenance.audit, self.maintenance_folder)
        self._went_back_work = Background("went-back", went_back.step)
        model = settings.printer.model
        counter = PaperCounter(self.maintenance_folder, now, model.paper_mm, model.dots_per_inch)
        watch = PaperWatch(self._tell_now)
        printer = RememberingPrinter(CountingPrinter(parts.printer, counter), watch.heard)
        self._updates = RunningUpdates(partial(self._made_updater, settings, parts))
        self._every_seconds = round(service.heartbeat_seconds)
        self.health = Health(
            printer,
            self.line,
            self.disk.availability,
            self.settling,
            now,
            self._maintenance.out_of_service,
            self._told,
            has_printer=not isinstance(parts.printer, AbsentPrinter),
        )
        heartbeats = HeartbeatSender(self.health, client, service, self._updates.heard)
        self._sync_work = Background("sync", self.sync.step)
        self._settling_work = Background("settling", self.tidy_up)
        self._heartbeat_work = Background("heartbeat", heartbeats.step)
        look = partial(_look, service, parts.machine_clock)
        self._way = ServiceWay(look, self.line, self.clock)
        self._way_work = Background("way", self._way.step)
        self.line.listen(self._line_changed)
        press = ReceiptPress(
            terminal=settings.kiosk_id,
            printer=printer,
            spool=self.disk.spool,
            words=parts.words,
            now=now,
        )
        #: For staff; what they ask for beside the running kiosk is carried out in its step.
        self.unprinted = UnprintedReceipts(
            press, self.session, settings.cache_directory, self.clock.steady
        )
        self._staff_work = Background("staff", self.unprinted.step)
        self._printer_work = Background("printer", PrinterLook(press).step)
        self._receipts = VisitReceipts(press, ReceiptValues(self._master), self.session, client)
        self._handouts = HandingOut(self._receipts, self._master, printer)
        self._home = settings.home_facility
        staff_side = StaffSide(
            settings=settings,
            parts=parts,
            clock=self.clock,
            http=self._http,
            disk=self.disk,
            master=self._master,
            pins=self.pins,
            maintenance=self._maintenance,
            health=self.health,
            settling=self.settling,
            press=press,
            unprinted=self.unprinted,
            counter=counter,
            updates=self._updates,
            went_back=went_back,
        )
        self.terminal = self._terminal(client, staff_side)

    def start(self) -> None:
        """Start syncing, settling, the heartbeat, updating, the looks at the printer and the way to
        the service, what staff ask for, and settings that went back, each on its own thread."""
        self._updates.start()
        for work, first_after in self._works.items():
            work.start(first_after)

    def sync_soon(self) -> None:
        """Look at the feed now: somebody just changed something, or wants the newest."""
        self._sync_work.wake()

    def stop(self) -> None:
        """End the session and all background work, and close the files."""
        self.session.end()
        self.sync.stop()
        for work in self._works:
            work.stop()
        self._updates.stop()
        self.unprinted.close()
        self._receipts.forget_lists()
        self._http.close()
        self.disk.close()

    def tidy_up(self) -> float:
        """Do what is left to do for residents who have gone. Returns when to look again."""
        self._receipts.forget_lists()
        now, spool = self.clock.now(), self.disk.spool
        spool.pending()  # what is damaged is set aside and told
        spool.purge(now - self._unprinted_for, now - self._printed_for)
        take_over(self.disk.folder, self.settling.dealt_with)
        return self.settling.step()

    @property
    def _works(self) -> dict[Background, float]:
        """Who works beside the screens, and how many seconds after the start for the first time."""
        return {
            self._sync_work: 0.0,
            self._settling_work: 0.0,
            self._heartbeat_work: _LATER_SECONDS,
            self._staff_work: _LATER_SECONDS,
            self._printer_work: _LATER_SECONDS,
            self._way_work: _LATER_SECONDS,
            self._went_back_work: FIRST_LOOK_SECONDS,
        }

    def _in_use(self) -> bool:
        """Whether a resident or staff are at the glass, or a write of today has no known end."""
        at_the_glass = self.session.visit is not None or self._maintenance.role is not None
        return at_the_glass or self.settling.awaited()

    def _made_updater(self, settings: Settings, parts: Outfit) -> Updater:
        from kiosk.updating.fetching import ReleaseClient
        from kiosk.updating.updater import Surroundings, Updater

        around = Surroundings(
            parts.root,
            settings.update,
            settings.update_folder,
            self.clock.now,
            self._in_use,
            self._maintenance.audit,
        )
        return Updater(around, ReleaseClient(Calls(self._http)))

    def _told(self) -> Told:
        """What the heartbeat says beyond the devices."""
        return Told(
            len(unprinted(self.disk.folder / SPOOL_FOLDER)),
            self._every_seconds,
            self._updates.report(),
        )

    def _tell_now(self) -> None:
        """Something that staff should hear of before the next heartbeat."""
        self._heartbeat_work.wake()

    def _terminal(self, client: BookingClient, staff_side: StaffSide) -> Terminal:
        session, now = self.session, self.clock.now
        master, receipts = self._master, self._receipts
        writing = Writing(
            client, self.disk.outbox, session, master, now=now, on_change=self.sync_soon
        )
        finishing = Finishing(receipts, client)
        quoting = Quoting(client, session)
        people = AccountClient(self._http)
        registering = RegisteringHere(people)
        city = master.city()
        looking = LookingUp(self.disk.availability, master, client, now)
        return Terminal(
            looking=looking,
            searching=Searching(
                self.disk.availability, looking, HappeningsClient(self._http), master, self._home
            ),
            guide=ReadingUp(master),
            logging_in=LogIn(client, session),
            applying=ApplyingForLottery(quoting, writing, finishing),
            reserving=ReservingRoom(client, quoting, writing, finishing),
            repeating=RepeatingBooking(looking, now),
            my_bookings=OwnBookings(client, session, quoting, writing, finishing, now=now),
            account=AccountKeeping(people, session, writing, finishing),
            registering=registering,
            forgotten=registering,
            receipts=receipts,
            handouts=self._handouts,
            open_writes=UnclearWrites(writing, finishing),
            session=session,
            maintenance=self._maintenance,
            make_machine=lambda: staff_side.machine,
            make_staff=lambda: staff_side.staff,
            make_officers=lambda: staff_side.officers,
            now=now,
            line=self.line.state,
            shut_out=self.line.is_shut_out,
            service_trouble=self._way.trouble,
            reads_cards=lambda: any(map(takes_cards, self._readers)),
            languages=_LANGUAGES if isinstance(city, Refused) else city.languages,
            countdown_from_seconds=session.countdown_seconds,
        )

    def _line_changed(self, up: bool) -> None:
        self._way_work.wake()
        if up:
            self._sync_work.wake()
            self._settling_work.wake()

    def _session_left(self, token: str) -> None:
        note_no_session()
        self.settling.left(token)
        self._settling_work.wake()


def _look(service: ServiceSettings, machine_clock: Clock) -> ServiceFound | Refused:
    """What it needs is not loaded before the first screen is on the glass."""
    from kiosk.first_contact import Site
    from kiosk.service_look import look

    return look(Site.of(service), machine_clock)
