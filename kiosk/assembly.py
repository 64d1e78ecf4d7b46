"""Puts the kiosk together, without a screen: what ``kiosk/main.py`` and the tests start from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache, partial
from typing import TYPE_CHECKING

from kiosk.account_client import AccountClient
from kiosk.background import Background
from kiosk.booking_client import BookingClient
from kiosk.booking_http import BookingHttp
from kiosk.calls import Calls
from kiosk.cards.reader import CardReader, takes_cards
from kiosk.clock import Clock, ServiceClock
from kiosk.credentials import KioskCredential
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
from kiosk.maintenance.audit import AuditLog
from kiosk.maintenance.delays import BootClock, MachineBootClock
from kiosk.maintenance.mode import MaintenanceMode
from kiosk.maintenance.out_of_service import OutOfServiceSwitch
from kiosk.maintenance.paper_counter import CountingPrinter, PaperCounter
from kiosk.maintenance.paper_watch import PaperWatch
from kiosk.maintenance.pin import Cost, Pins
from kiosk.maintenance.weak_pins import KnownNumbers
from kiosk.outcome import Refused
from kiosk.service_manager import note_no_session, note_open_session
from kiosk.service_way import ServiceWay
from kiosk.session import RunningSession
from kiosk.settings import Settings
from kiosk.settling import Settling
from kiosk.staff_list import take_over
from kiosk.sync import Source, Sync
from kiosk.terminal import Terminal
from kiosk.updating.release import NO_UPDATE, Release
from kiosk.voice.headphones import Headphones, UnknownHeadphones
from kiosk.voice.speaker import AbsentSpeaker, Speaker
from printing.printer import Printer
from printing.receipts.words import Words
from printing.remembering import RememberingPrinter
from printing.spool import unprinted

if TYPE_CHECKING:
    from kiosk.first_contact import Site
    from kiosk.journeys.device_findings import DeviceFindings
    from kiosk.journeys.machine_care import MachineCare
    from kiosk.journeys.officer_works import OfficerWorks
    from kiosk.journeys.staff_works import StaffWorks
    from kiosk.machine.client import Machine
    from kiosk.service_look import ServiceFound
    from kiosk.updating.updater import Updater

#: The first heartbeat asks the printer, whose driver is slow to load: not while the first resident
#: may just be touching the glass. Seconds after the start.
_FIRST_HEARTBEAT_SECONDS = 5.0

#: Nothing of an update is urgent. Seconds after the start.
_FIRST_UPDATE_SECONDS = 60.0

#: Languages before the first sync has told the city's.
_LANGUAGES = ("ja", "ja-easy", "en", "zh-Hans", "ko")


@dataclass(frozen=True, slots=True)
class Outfit:
    """What a kiosk is put together from, beyond its settings.

    ``words`` gives the wording in the language that is on the screen when it is called.
    """

    credential: KioskCredential
    printer: Printer
    words: Callable[[], Words]
    machine_clock: Clock
    readers: Sequence[CardReader] = ()
    speaker: Speaker = field(default_factory=AbsentSpeaker)
    headphones: Headphones = field(default_factory=UnknownHeadphones)
    boot_clock: BootClock = field(default_factory=MachineBootClock)
    #: Who does to the machine what only root may; None: root's side behind its socket.
    machine: Machine | None = None
    #: What a try of a PIN costs.
    pin_cost: Cost = field(default_factory=Cost)


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
        model, folder = settings.printer.model, settings.maintenance_folder
        self._counter = PaperCounter(folder, now, model.paper_mm, model.dots_per_inch)
        watch = PaperWatch(self._tell_now)
        printer = RememberingPrinter(CountingPrinter(parts.printer, self._counter), watch.heard)
        #: What maintenance mode keeps, and what opens it.
        self.maintenance_folder = folder
        self.pins = self._make_pins(settings, parts)
        self.maintenance = self._maintenance(settings)
        self._care = cache(lambda: self._machine_care(settings, parts, printer))
        self._make_updater = partial(self._made_updater, settings, parts)
        self._updater: Updater | None = None
        self._wanted_version: str | None = None
        self._every_seconds = round(service.heartbeat_seconds)
        self._works_of_officers = cache(self._officer_works)
        self._works_of_staff = cache(lambda: self._staff_works(settings, parts))
        self.health = Health(
            printer,
            self.line,
            self.disk.availability,
            self.settling,
            now,
            self.maintenance.out_of_service,
            self._told,
        )
        heartbeats = HeartbeatSender(self.health, client, service, self._wanted)
        self._update_work = Background("update", self._update)
        self._sync_work = Background("sync", self.sync.step)
        self._settling_work = Background("settling", self.tidy_up)
        self._heartbeat_work = Background("heartbeat", heartbeats.step)
        look = partial(_look, settings, parts.machine_clock)
        self._way = ServiceWay(look, self.line, self.clock)
        self._way_work = Background("way", self._way.step)
        self.line.listen(self._line_changed)
        self._press = press = ReceiptPress(
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
        self.terminal = self._terminal(client)

    def start(self) -> None:
        """Start syncing, settling, the heartbeat, updating, the looks at the printer and the way to
        the service, and what staff ask for, each on its own thread."""
        self._updater = self._make_updater()
        self._sync_work.start()
        self._settling_work.start()
        self._heartbeat_work.start(_FIRST_HEARTBEAT_SECONDS)
        self._staff_work.start(_FIRST_HEARTBEAT_SECONDS)
        self._printer_work.start(_FIRST_HEARTBEAT_SECONDS)
        self._update_work.start(_FIRST_UPDATE_SECONDS)
        self._way_work.start(_FIRST_HEARTBEAT_SECONDS)

    def sync_soon(self) -> None:
        """Look at the feed now: somebody just changed something, or wants the newest."""
        self._sync_work.wake()

    def stop(self) -> None:
        """End the session and all background work, and close the files."""
        self.session.end()
        self.sync.stop()
        for work in self._works:
            work.stop()
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
    def _works(self) -> tuple[Background, ...]:
        return (
            self._sync_work,
            self._settling_work,
            self._heartbeat_work,
            self._staff_work,
            self._printer_work,
            self._update_work,
            self._way_work,
        )

    def _in_use(self) -> bool:
        """Whether a resident or staff are at the glass, or a write of today has no known end."""
        at_the_glass = self.session.visit is not None or self.maintenance.role is not None
        return at_the_glass or self.settling.awaited()

    def _wanted(self, release: Release | None) -> None:
        before = self._wanted_version
        self._wanted_version = None if release is None else release.version
        if self._updater is not None:
            self._updater.heard(release)
        if self._wanted_version != before:
            self._update_work.wake()

    def _update(self) -> float:
        return _FIRST_UPDATE_SECONDS if self._updater is None else self._updater.step()

    def _made_updater(self, settings: Settings, parts: Outfit) -> Updater:
        from kiosk.machine.client import MachineSocket
        from kiosk.updating.fetching import ReleaseClient
        from kiosk.updating.updater import Surroundings, Updater

        around = Surroundings(
            parts.machine or MachineSocket(),
            settings.update,
            settings.update_folder,
            self.clock.now,
            self._in_use,
        )
        return Updater(around, ReleaseClient(Calls(self._http)))

    def _told(self) -> Told:
        """What the heartbeat says beyond the devices."""
        return Told(
            len(unprinted(self.disk.folder / SPOOL_FOLDER)),
            self._every_seconds,
            NO_UPDATE if self._updater is None else self._updater.report(),
        )

    def _tell_now(self) -> None:
        """Something that staff should hear of before the next heartbeat."""
        self._heartbeat_work.wake()

    def _make_pins(self, settings: Settings, parts: Outfit) -> Pins:
        def known() -> KnownNumbers:
            city, facilities = self._master.city(), self._master.facilities()
            tels = [] if isinstance(city, Refused) else [city.contact.tel, city.contact.fax or ""]
            if not isinstance(facilities, Refused):
                tels += [tel for one in facilities for tel in (one.tel, one.fax or "")]
            return KnownNumbers((settings.kiosk_id, *tels))

        folder, rule = settings.maintenance_folder, settings.maintenance.delays
        return Pins(folder, parts.boot_clock, rule=rule, cost=parts.pin_cost, known=known)

    def _maintenance(self, settings: Settings) -> MaintenanceMode:
        now, folder = self.clock.now, settings.maintenance_folder
        audit = AuditLog(settings.audit_folder, settings.kiosk_id, now)
        return MaintenanceMode(self.pins, audit, OutOfServiceSwitch(folder, now))

    def _machine_care(self, settings: Settings, parts: Outfit, printer: Printer) -> MachineCare:
        from kiosk.journeys.device_findings import print_sample
        from kiosk.journeys.machine_care import Identity, MachineCare
        from kiosk.machine.client import MachineSocket
        from kiosk.machine.reach import reach

        site, findings = _site(settings), self._device_findings(settings, parts, printer)
        return MachineCare(
            parts.machine or MachineSocket(),
            self.maintenance,
            lambda: reach(site, parts.machine_clock),
            findings.look,
            lambda: print_sample(printer, settings.printer),
            updates=self._updater or self._make_updater(),
            identity=Identity(settings.kiosk_id, site.url, site.proxy),
            steady=self.clock.steady,
        )

    def _device_findings(
        self, settings: Settings, parts: Outfit, printer: Printer
    ) -> DeviceFindings:
        from kiosk.journeys.device_findings import DeviceFindings, attached

        configured = settings.printer, settings.card
        return DeviceFindings(attached, configured, printer, parts.readers)

    def _staff_works(self, settings: Settings, parts: Outfit) -> StaffWorks:
        from kiosk.journeys.device_findings import print_sample
        from kiosk.journeys.readiness_check import Asked, questions
        from kiosk.journeys.staff_works import Desk, WorksOfStaff
        from kiosk.readiness.devices import of_printer

        printer = self._press.printer
        findings = self._device_findings(settings, parts, printer)
        asked = Asked(
            findings,
            parts.speaker,
            parts.headphones,
            self.health,
            _site(settings),
            parts.credential,
            parts.machine_clock,
            self.disk.folder,
            self.pins,
            self.disk.spool,
            self.settling,
            lambda: self._wanted_version,
        )
        desk = Desk(
            self.maintenance,
            self._press,
            self.unprinted,
            self.settling,
            self._counter,
            lambda: questions(asked),
            lambda: of_printer(printer.status(), printer.why()),
            lambda: print_sample(printer, settings.printer),
            ReceiptValues(self._master).city_name,
            settings.maintenance_folder,
            settings.printer.printed_hours,
        )
        return WorksOfStaff(desk)

    def _officer_works(self) -> OfficerWorks:
        from kiosk.journeys.officer_works import WorksOfOfficers
        from kiosk.staff_account_client import StaffAccountClient

        client = StaffAccountClient(self._http)
        works = WorksOfOfficers(client, self.maintenance, self.clock.now)
        self.maintenance.at_lock = works.forget
        return works

    def _terminal(self, client: BookingClient) -> Terminal:
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
            maintenance=self.maintenance,
            make_machine=self._care,
            make_staff=self._works_of_staff,
            make_officers=self._works_of_officers,
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


def _look(settings: Settings, machine_clock: Clock) -> ServiceFound | Refused:
    """What it needs is not loaded before the first screen is on the glass."""
    from kiosk.service_look import look

    return look(_site(settings), machine_clock)


def _site(settings: Settings) -> Site:
    from kiosk.first_contact import Site

    service = settings.service
    return Site(service.url, service.ca_file, service.proxy)
