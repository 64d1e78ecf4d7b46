"""How the kiosk is: the values of its heartbeat, sent to the service from time to time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from importlib.metadata import version

import msgspec

from kiosk import events
from kiosk.booking_client import BookingClient
from kiosk.cards.reader import CardReader, ReaderStatus, takes_cards
from kiosk.line import Line
from kiosk.maintenance.out_of_service import Out
from kiosk.outcome import Refused
from kiosk.settings import ServiceSettings
from kiosk.settling import Settling
from kiosk.sync import SHUT_OUT_SECONDS
from kiosk.updating.release import NO_UPDATE, Release, UpdateReport
from offline_cache.availability import AvailabilityCache
from offline_cache.database import StorageTrouble
from printing.printer import Condition, Fault, Printer, PrinterStatus
from printing.trouble import Trouble, TroubleCode

#: The name under which the program is installed.
_DISTRIBUTION = "lobby-kiosk"


class Heartbeat(msgspec.Struct, frozen=True, kw_only=True):
    """``paper`` is the printer's condition; ``cache_age_seconds`` is None before the first sync.

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


class Remedy(Enum):
    """What staff can do about a finding."""

    NOTHING = "nothing"
    CHANGE_ROLL_SOON = "change_roll_soon"  # it still prints
    LOAD_ROLL = "load_roll"
    SHUT_COVER = "shut_cover"
    FREE_CUTTER = "free_cutter"
    LET_COOL = "let_cool"
    CALL_TECHNICIAN = "call_technician"
    LET_GO_OF_FEED_BUTTON = "let_go_of_feed_button"
    CHECK_POWER_AND_CABLE = "check_power_and_cable"
    LOOK_AT_A_TEST_PAGE = "look_at_a_test_page"  # nobody but who looks can tell
    TRY_A_CARD = "try_a_card"  # nobody but who holds one to it can tell
    PLUG_IN_ANEW = "plug_in_anew"
    ALLOW_THIS_USER = "allow_this_user"  # the detail says which rule or group
    END_THE_OTHER_PROGRAM = "end_the_other_program"
    CORRECT_THE_SETTINGS = "correct_the_settings"
    INSTALL_WHAT_IS_MISSING = "install_what_is_missing"
    CHECK_NETWORK = "check_network"
    SEE_RECEIPTS = "see_receipts"  # ``kiosk receipts list``


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line of the readiness report: what of, whether residents can be served with it, what was
    found, what to do. ``detail`` is a sentence for a technician, empty where there is none."""

    device: str
    passed: bool
    finding: str
    remedy: Remedy
    detail: str = ""


_OF_CONDITIONS: Mapping[Condition, Remedy] = {
    Condition.READY: Remedy.NOTHING,
    Condition.PAPER_LOW: Remedy.CHANGE_ROLL_SOON,
    Condition.NO_PAPER: Remedy.LOAD_ROLL,
    Condition.COVER_OPEN: Remedy.SHUT_COVER,
    Condition.NO_ANSWER: Remedy.CHECK_POWER_AND_CABLE,
    Condition.CANNOT_TELL: Remedy.LOOK_AT_A_TEST_PAGE,
}
_OF_FAULTS: Mapping[Fault, Remedy] = {
    Fault.CUTTER: Remedy.FREE_CUTTER,
    Fault.OVERHEATED: Remedy.LET_COOL,
    Fault.MECHANISM: Remedy.CALL_TECHNICIAN,
    Fault.OFFLINE: Remedy.LET_GO_OF_FEED_BUTTON,
}


_OF_TROUBLES: Mapping[TroubleCode, Remedy] = {
    TroubleCode.NOT_THERE: Remedy.CHECK_POWER_AND_CABLE,
    TroubleCode.NOT_ALLOWED: Remedy.ALLOW_THIS_USER,
    TroubleCode.BUSY: Remedy.END_THE_OTHER_PROGRAM,
    TroubleCode.NOT_A_PRINTER: Remedy.CORRECT_THE_SETTINGS,
    TroubleCode.NO_ANSWER: Remedy.CHECK_POWER_AND_CABLE,
    TroubleCode.BROKEN: Remedy.CHECK_POWER_AND_CABLE,
    TroubleCode.NOT_INSTALLED: Remedy.INSTALL_WHAT_IS_MISSING,
}
_OF_READERS: Mapping[ReaderStatus, Remedy] = {
    ReaderStatus.READY: Remedy.NOTHING,
    ReaderStatus.CANNOT_TELL: Remedy.TRY_A_CARD,
    ReaderStatus.NOT_THERE: Remedy.CHECK_POWER_AND_CABLE,
    ReaderStatus.NO_ANSWER: Remedy.PLUG_IN_ANEW,
    ReaderStatus.NOT_ALLOWED: Remedy.ALLOW_THIS_USER,
    ReaderStatus.IN_USE: Remedy.END_THE_OTHER_PROGRAM,
    ReaderStatus.FAULT: Remedy.CALL_TECHNICIAN,
}


def of_printer(status: PrinterStatus, trouble: Trouble | None = None) -> ReportLine:
    """The printer's line of the readiness report; ``trouble``: why it gave no answer."""
    if status.fault is not None:
        return ReportLine("printer", False, status.fault.value, _OF_FAULTS[status.fault])
    if trouble is not None and not status.can_print:
        remedy = _OF_TROUBLES[trouble.code]
        return ReportLine("printer", False, trouble.code.value, remedy, trouble.detail)
    remedy = _OF_CONDITIONS[status.condition]
    return ReportLine("printer", status.can_print, status.condition.value, remedy)


def of_reader(number: int, reader: CardReader) -> ReportLine:
    """The line of one card reader, counted from 1 as they stand in the settings."""
    status, trouble = reader.status(), reader.trouble()
    return ReportLine(
        f"card_reader_{number}",
        takes_cards(reader),
        status.value,
        _OF_READERS[status],
        "" if trouble is None else trouble.detail,
    )


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
    readers: Sequence[CardReader] = ()
    out_of_service: Callable[[], Out | None] = lambda: None
    told: Callable[[], Told] = Told

    def heartbeat(self) -> Heartbeat:
        out, told = self.out_of_service(), self.told()
        return Heartbeat(
            version=version(_DISTRIBUTION),
            paper=self.printer.status().condition.value,
            line="up" if self.line.is_up() else "down",
            cache_age_seconds=self._cache_age(),
            open_writes=self.settling.open_writes(),
            state="in_service" if out is None else "out_of_service",
            state_reason=None if out is None else out.reason.value,
            unprinted=told.unprinted,
            every_seconds=told.every_seconds,
            update=told.update,
        )

    def report(self, unprinted: int) -> tuple[ReportLine, ...]:
        """The readiness report; ``unprinted``: how many receipts wait for staff."""
        up, left = self.line.is_up(), unprinted > 0
        status = self.printer.status()
        return (
            of_printer(status, self.printer.why()),
            *(of_reader(number, one) for number, one in enumerate(self.readers, 1)),
            ReportLine(
                "line", up, "up" if up else "down", Remedy.NOTHING if up else Remedy.CHECK_NETWORK
            ),
            ReportLine(
                "receipts",
                not left,
                "unprinted" if left else "all_out",
                Remedy.SEE_RECEIPTS if left else Remedy.NOTHING,
            ),
        )

    def _cache_age(self) -> int | None:
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
