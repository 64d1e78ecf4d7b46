"""What staff see and do, for pictures and tests: all in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from kiosk.journeys.outcomes import PaperEnd
from kiosk.journeys.staff_works import (
    Attention,
    Looked,
    PutOut,
    Roll,
    SeenTo,
    StaffWrite,
    Waiting,
    WaitingReceipt,
)
from kiosk.maintenance.paper_counter import PaperUsed
from kiosk.outcome import Refused
from kiosk.readiness.finding import Finding, Part, Verdict
from kiosk.readiness.report import ReadinessReport
from kiosk.readiness.wording import CODES, OF_THE_LINE
from printing.receipts.blocks import ReceiptKind
from printing.spool import Damaged
from ui.samples import values
from ui.samples.maintenance import SampleMaintenance

_SITE: Final = "https://booking.example.lg.jp"
_PRINTER: Final = "network, 192.0.2.7 port 9100"
_REST: Final = (
    Finding(Part.READER, Verdict.NONE, "cannot_tell", "wedge"),
    Finding(Part.SPEAKER, Verdict.PASS, "ready"),
    Finding(Part.HEADPHONES, Verdict.PASS, "not_plugged"),
    Finding(Part.LINE, Verdict.PASS, "line_up", _SITE),
    Finding(Part.CLOCK, Verdict.PASS, "clock_right", values={"seconds": 1}),
    Finding(Part.CREDENTIAL, Verdict.PASS, "credential_taken"),
    Finding(Part.CACHE, Verdict.PASS, "cache_fresh", values={"minutes": 1}),
    Finding(Part.DISK, Verdict.PASS, "room", "/var/lib/kiosk/cache", values={"mb": 48_210}),
    Finding(Part.STAFF_PIN, Verdict.PASS, "pin_set"),
    Finding(Part.TECHNICIAN_PIN, Verdict.PASS, "pin_set"),
)
READY: Final = ReadinessReport(
    "lobby-1",
    values.NOW,
    (
        Finding(Part.PRINTER, Verdict.PASS, "ready", _PRINTER),
        *_REST,
        Finding(Part.CERTIFICATE, Verdict.PASS, "certificate_good", values={"days": 212}),
        Finding(Part.VERSION, Verdict.PASS, "version", values={"version": "1.4.0"}),
        Finding(Part.RECEIPTS, Verdict.PASS, "all_out"),
        Finding(Part.WRITES, Verdict.PASS, "none_open"),
    ),
)
NOT_READY: Final = ReadinessReport(
    "lobby-1",
    values.NOW,
    (
        Finding(Part.PRINTER, Verdict.FAIL, "no_paper", _PRINTER),
        *_REST,
        Finding(Part.CERTIFICATE, Verdict.WARN, "certificate_soon", values={"days": 12}),
        Finding(
            Part.VERSION,
            Verdict.WARN,
            "other_version",
            values={"version": "1.4.0", "wanted": "1.5.0"},
        ),
        Finding(Part.RECEIPTS, Verdict.FAIL, "receipts_damaged", values={"count": 2, "damaged": 1}),
        Finding(Part.WRITES, Verdict.WARN, "writes_for_staff", values={"count": 1}),
    ),
)
_VALUES: Final[Mapping[str, int | str]] = {
    "seconds": 1,
    "minutes": 12,
    "days": 9,
    "mb": 120,
    "count": 2,
    "damaged": 1,
    "version": "1.4.0",
    "wanted": "1.5.0",
}
EVERY_CODE: Final = ReadinessReport(
    "lobby-1",
    values.NOW,
    tuple(
        Finding(part, Verdict.FAIL, code, values=_VALUES)
        for part, code in zip(
            (*Part, *([Part.LINE] * (len(CODES) + len(OF_THE_LINE) + 1 - len(Part)))),
            (*CODES, *OF_THE_LINE, "something_new"),
            strict=True,
        )
    ),
)
WAITING: Final = Waiting(
    (
        WaitingReceipt(
            41, values.NOW - timedelta(hours=2), "reservation", "R-2026-004821", begun=True
        ),
        WaitingReceipt(
            42, values.NOW - timedelta(minutes=9), "cancellation", "R-2026-004733", False
        ),
    ),
    (Damaged("00000040.receipt.json.damaged", values.NOW - timedelta(hours=3)),),
)
WRITES: Final = (
    StaffWrite("k-1", "reserve", values.NOW - timedelta(minutes=6), 6, "", None),
    StaffWrite("k-2", "claim", values.NOW - timedelta(hours=1), 60, "R-2026-004733", "done"),
    StaffWrite("k-3", "apply", values.NOW - timedelta(hours=2), 120, "", "window_closed"),
    StaffWrite("k-4", "cancel_reservation", values.NOW - timedelta(hours=3), 180, "", "not_sent"),
)
MANY_WAITING: Final = Waiting(
    tuple(
        WaitingReceipt(50 + n, values.NOW - timedelta(minutes=n), kind.value, "", begun=False)
        for n, kind in enumerate(ReceiptKind)
    ),
    WAITING.damaged,
)
STUCK: Final = StaffWrite(
    "k-0", "reserve", values.NOW - timedelta(days=3), 3 * 24 * 60, "", None, stuck=True
)
FRESH: Final = PaperUsed(0.0, 0, values.NOW, 63.0)
NEAR_END: Final = PaperUsed(59.2, 204, None, 63.0)
USED: Final = PaperUsed(18.4, 61, values.NOW - timedelta(days=3), 63.0)


@dataclass
class SampleStaff:
    """Carries out everything, through the sample's own maintenance mode."""

    maintenance: SampleMaintenance
    report: ReadinessReport = READY
    now: Attention = field(default_factory=Attention)
    printer: Finding = READY.findings[0]
    used: PaperUsed = USED
    receipts: Waiting = WAITING
    staff_writes: tuple[StaffWrite, ...] = WRITES
    end: PaperEnd = PaperEnd.PRINTED
    printed_hours: float = 24.0

    def attention(self) -> Attention:
        return self.now

    def readiness(self) -> Looked | Refused:
        return self.maintenance.act("readiness.look", lambda: Looked(self.report, kept=True))

    def print_report(self, report: ReadinessReport) -> PutOut | Refused:
        return self.maintenance.act("readiness.print", lambda: PutOut(self.end))

    def roll(self) -> Roll | Refused:
        return Roll(self.printer, self.used)

    def test_print(self) -> SeenTo | Refused:
        return self.maintenance.act("paper.test_print", SeenTo)

    def new_roll(self) -> PaperUsed | Refused:
        def work() -> PaperUsed:
            self.used = PaperUsed(0.0, 0, values.NOW, self.used.roll_metres)
            return self.used

        return self.maintenance.act("paper.new_roll", work)

    def waiting(self) -> Waiting | Refused:
        return self.receipts

    def print_receipt(self, number: int) -> PutOut | Refused:
        return self.maintenance.act("receipts.print", lambda: PutOut(self.end))

    def discard_receipt(self, number: int) -> SeenTo | Refused:
        def work() -> SeenTo:
            left = tuple(one for one in self.receipts.receipts if one.number != number)
            self.receipts = Waiting(left, self.receipts.damaged)
            return SeenTo()

        return self.maintenance.act("receipts.discard", work)

    def discard_damaged(self, name: str) -> SeenTo | Refused:
        def work() -> SeenTo:
            self.receipts = Waiting(self.receipts.receipts, ())
            return SeenTo()

        return self.maintenance.act("receipts.discard_damaged", work)

    def reprint(self, booking: str) -> PutOut | Refused:
        return self.maintenance.act("receipts.reprint", lambda: PutOut(self.end))

    def writes(self) -> tuple[StaffWrite, ...] | Refused:
        return self.staff_writes

    def ask_writes(self) -> tuple[StaffWrite, ...] | Refused:
        return self.maintenance.act("writes.ask", lambda: self.staff_writes)

    def write_done(self, key: str) -> tuple[StaffWrite, ...] | Refused:
        def work() -> tuple[StaffWrite, ...]:
            self.staff_writes = tuple(one for one in self.staff_writes if one.key != key)
            return self.staff_writes

        return self.maintenance.act("writes.done", work)
