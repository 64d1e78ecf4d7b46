"""What only staff, technicians and officers use, put together when somebody first opens it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from kiosk.booking_http import BookingHttp
from kiosk.clock import ServiceClock
from kiosk.disk import Disk
from kiosk.health import Health
from kiosk.journeys.master_data import MasterData
from kiosk.journeys.receipt_values import ReceiptValues
from kiosk.journeys.receipts import ReceiptPress
from kiosk.journeys.unprinted import UnprintedReceipts
from kiosk.maintenance.audit import AuditLog
from kiosk.maintenance.mode import MaintenanceMode
from kiosk.maintenance.out_of_service import OutOfServiceSwitch
from kiosk.maintenance.paper_counter import PaperCounter
from kiosk.maintenance.pin import Pins
from kiosk.maintenance.weak_pins import KnownNumbers
from kiosk.maintenance.went_back import WentBack
from kiosk.outfit import Outfit
from kiosk.service_manager import note_maintenance
from kiosk.settings import Settings
from kiosk.settling import Settling
from kiosk.updating.running import RunningUpdates

if TYPE_CHECKING:
    from kiosk.first_contact import Site
    from kiosk.journeys.device_findings import DeviceFindings
    from kiosk.journeys.machine_care import MachineCare
    from kiosk.journeys.officer_works import OfficerWorks
    from kiosk.journeys.staff_works import StaffWorks


def pins_of(settings: Settings, parts: Outfit, master: MasterData) -> Pins:
    """The PINs of this terminal; none may be a number that everybody here knows."""

    def known() -> KnownNumbers:
        return KnownNumbers((settings.kiosk_id, *master.telephone_numbers()))

    folder, rule = settings.maintenance_folder, settings.maintenance.delays
    return Pins(folder, parts.boot_clock, rule=rule, cost=parts.pin_cost, known=known)


def maintenance_of(settings: Settings, pins: Pins, clock: ServiceClock) -> MaintenanceMode:
    """What a PIN opens."""
    audit = AuditLog(settings.audit_folder, settings.kiosk_id, clock.now)
    switch = OutOfServiceSwitch(settings.maintenance_folder, clock.now)
    note_maintenance(False)  # of a program that ended in the middle of it
    return MaintenanceMode(pins, audit, switch, note_maintenance)


@dataclass(frozen=True, kw_only=True)
class StaffSide:
    """Modules of it are loaded by whoever asks first: never before the first screen is shown."""

    settings: Settings
    parts: Outfit
    clock: ServiceClock
    http: BookingHttp
    disk: Disk
    master: MasterData
    pins: Pins
    maintenance: MaintenanceMode
    health: Health
    settling: Settling
    press: ReceiptPress
    unprinted: UnprintedReceipts
    counter: PaperCounter
    updates: RunningUpdates
    went_back: WentBack

    @cached_property
    def machine(self) -> MachineCare:
        from kiosk.journeys.device_findings import print_sample
        from kiosk.journeys.machine_care import Identity, MachineCare
        from kiosk.machine.reach import reach

        settings, site = self.settings, self._site
        return MachineCare(
            self.parts.root,
            self.maintenance,
            partial(reach, site, self.parts.machine_clock),
            self._devices.look,
            partial(print_sample, self.press.printer, settings.printer),
            updates=self.updates.updater,
            identity=Identity(settings.kiosk_id, site.url, site.proxy),
            steady=self.clock.steady,
            trying=self.went_back.expect,
        )

    @cached_property
    def staff(self) -> StaffWorks:
        from kiosk.journeys.device_findings import print_sample
        from kiosk.journeys.readiness_check import Asked, questions
        from kiosk.journeys.staff_works import Desk, WorksOfStaff
        from kiosk.readiness.devices import of_printer

        settings, parts, printer = self.settings, self.parts, self.press.printer
        asked = Asked(
            devices=self._devices,
            speaker=parts.speaker,
            headphones=parts.headphones,
            health=self.health,
            site=self._site,
            credential=parts.credential,
            machine_clock=parts.machine_clock,
            disk=self.disk.folder,
            pins=self.pins,
            spool=self.disk.spool,
            settling=self.settling,
            wanted=lambda: self.updates.wanted_version,
        )
        desk = Desk(
            maintenance=self.maintenance,
            press=self.press,
            unprinted=self.unprinted,
            settling=self.settling,
            counter=self.counter,
            questions=partial(questions, asked),
            printer=lambda: of_printer(printer.status(), printer.why()),
            sample=partial(print_sample, printer, settings.printer),
            city=ReceiptValues(self.master).city_name,
            folder=settings.maintenance_folder,
            printed_hours=settings.printer.printed_hours,
        )
        return WorksOfStaff(desk)

    @cached_property
    def officers(self) -> OfficerWorks:
        from kiosk.journeys.officer_works import WorksOfOfficers
        from kiosk.staff_account_client import StaffAccountClient

        client = StaffAccountClient(self.http)
        works = WorksOfOfficers(client, self.maintenance, self.clock.now)
        self.maintenance.at_lock = works.forget
        return works

    @property
    def _site(self) -> Site:
        from kiosk.first_contact import Site

        return Site.of(self.settings.service)

    @property
    def _devices(self) -> DeviceFindings:
        from kiosk.journeys.device_findings import DeviceFindings, attached

        configured = self.settings.printer, self.settings.card
        return DeviceFindings(attached, configured, self.press.printer, self.parts.readers)
