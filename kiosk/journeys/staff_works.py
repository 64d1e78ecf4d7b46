"""What staff do in maintenance mode: the readiness report, paper, receipts, writes.

Looking needs an open maintenance mode; whatever does something goes through ``Maintenance.act``,
which writes the audit log. No answer holds more of a resident than the number of a booking.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from kiosk.journeys.outcomes import PaperEnd
from kiosk.journeys.paper_ends import paper_end
from kiosk.journeys.receipts import ReceiptPress
from kiosk.journeys.unprinted import UnprintedReceipts
from kiosk.maintenance.mode import LOCKED, NOT_KEPT, Maintenance
from kiosk.maintenance.paper_counter import PaperCounter, PaperUsed
from kiosk.outcome import Refused
from kiosk.readiness import saved
from kiosk.readiness.finding import Finding, Verdict
from kiosk.readiness.report import Question, ReadinessReport, asked
from kiosk.readiness.wording import name_of, said_of, verdict_of
from kiosk.settling import Settling, is_stuck
from offline_cache.outbox import OutboxWrite
from printing.page import Page
from printing.printer import Condition
from printing.receipts.blocks import Code, Receipt
from printing.receipts.parts import Imprint, Text
from printing.receipts.staff_papers import ReportItem, ReportValues, readiness_report
from printing.receipts.words import Words
from printing.spool import Damaged, NotKept, SpooledReceipt, SpoolState


@dataclass(frozen=True, slots=True)
class Looked:
    """A report, and whether the disk took it."""

    report: ReadinessReport
    kept: bool


@dataclass(frozen=True, slots=True)
class WaitingReceipt:
    """A receipt that did not come out. ``booking``: the number of what it is about, empty for a
    list; ``begun``: a part of it may be on paper; ``kind`` as in ``ReceiptKind``."""

    number: int
    made: datetime
    kind: str
    booking: str
    begun: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    receipts: tuple[WaitingReceipt, ...]
    damaged: tuple[Damaged, ...]


@dataclass(frozen=True, slots=True)
class StaffWrite:
    """A write without a known end, or one of whose end nobody was told (``ended``: how). ``kind``
    as in ``DeedKind``; ``booking`` is empty where the service gave no number. ``stuck``: it is so
    old that nothing waits for it any more."""

    key: str
    kind: str
    asked_at: datetime
    minutes: int
    booking: str
    ended: str | None
    stuck: bool = False


@dataclass(frozen=True, slots=True)
class Roll:
    """How the printer is now, and how much of the roll was used."""

    printer: Finding
    used: PaperUsed


@dataclass(frozen=True, slots=True)
class Attention:
    """What staff should see to, for the marks on the menu. ``paper``: the printer's condition if it
    is a matter of paper, else empty."""

    paper: str = ""
    receipts: int = 0
    writes: int = 0


@dataclass(frozen=True, slots=True)
class PutOut:
    """How printing ended."""

    end: PaperEnd


@dataclass(frozen=True, slots=True)
class SeenTo:
    """It was done."""


class StaffWorks(Protocol):
    """Every method may take seconds."""

    @property
    def printed_hours(self) -> float:
        """So long it is known what came out."""

    def attention(self) -> Attention: ...
    def readiness(self) -> Looked | Refused:
        """Ask everything now, and keep the report."""

    def print_report(self, report: ReadinessReport) -> PutOut | Refused: ...
    def roll(self) -> Roll | Refused: ...
    def test_print(self) -> SeenTo | Refused: ...
    def new_roll(self) -> PaperUsed | Refused:
        """A new roll is in: the counter begins anew."""

    def waiting(self) -> Waiting | Refused: ...
    def print_receipt(self, number: int) -> PutOut | Refused: ...
    def discard_receipt(self, number: int) -> SeenTo | Refused: ...
    def discard_damaged(self, name: str) -> SeenTo | Refused: ...
    def reprint(self, booking: str) -> PutOut | Refused:
        """Print once more what came out here of a booking; ``nothing_printed`` if that is not
        known any more."""

    def writes(self) -> tuple[StaffWrite, ...] | Refused: ...
    def ask_writes(self) -> tuple[StaffWrite, ...] | Refused:
        """Ask the service now what became of those without an end."""

    def write_done(self, key: str) -> tuple[StaffWrite, ...] | Refused:
        """Staff have told whom it concerns."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the works are done with. ``folder`` is maintenance mode's own."""

    maintenance: Maintenance
    press: ReceiptPress
    unprinted: UnprintedReceipts
    settling: Settling
    counter: PaperCounter
    questions: Callable[[], Sequence[Question]]
    printer: Callable[[], Finding]
    sample: Callable[[], bool]
    city: Callable[[], Text]
    folder: Path
    printed_hours: float


class WorksOfStaff:
    """The real thing. ``StaffWorks`` says what the methods do."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def printed_hours(self) -> float:
        return self._desk.printed_hours

    def attention(self) -> Attention:
        if self._desk.maintenance.role is None:
            return Attention()
        last = self._desk.press.printer.last
        paper = last.condition if last is not None else Condition.READY
        matters = paper in (Condition.PAPER_LOW, Condition.NO_PAPER)
        waiting = self._waiting()
        return Attention(
            paper.value if matters else "",
            len(waiting.receipts) + len(waiting.damaged),
            len(self._desk.settling.for_staff()) + len(self._desk.settling.stuck()),
        )

    # -- the report -----------------------------------------------------------------------------

    def readiness(self) -> Looked | Refused:
        return self._desk.maintenance.act("readiness.look", self._look)

    def _look(self) -> Looked:
        desk = self._desk
        press = desk.press
        report = ReadinessReport(press.terminal, press.now(), asked(desk.questions()))
        try:
            saved.save(report, desk.folder)
        except OSError:
            return Looked(report, kept=False)
        return Looked(report, kept=True)

    def print_report(self, report: ReadinessReport) -> PutOut | Refused:
        press = self._desk.press

        def work() -> PutOut | Refused:
            number = press.spool.next_number()
            running = 0 if isinstance(number, NotKept) else number
            imprint = Imprint(press.terminal, running, press.now())
            values = report_values(report, self._desk.city(), imprint, press.words())
            return self._put_out(readiness_report(values, press.words()))

        return self._desk.maintenance.act("readiness.print", work)

    # -- paper ----------------------------------------------------------------------------------

    def roll(self) -> Roll | Refused:
        if self._desk.maintenance.role is None:
            return Refused(LOCKED)
        return Roll(self._desk.printer(), self._desk.counter.used())

    def test_print(self) -> SeenTo | Refused:
        def work() -> SeenTo | Refused:
            return SeenTo() if self._desk.sample() else Refused("machine_not_printed")

        return self._desk.maintenance.act("paper.test_print", work)

    def new_roll(self) -> PaperUsed | Refused:
        def work() -> PaperUsed | Refused:
            try:
                return self._desk.counter.new_roll()
            except OSError:
                return Refused(NOT_KEPT)

        return self._desk.maintenance.act("paper.new_roll", work)

    # -- receipts -------------------------------------------------------------------------------

    def waiting(self) -> Waiting | Refused:
        return Refused(LOCKED) if self._desk.maintenance.role is None else self._waiting()

    def _waiting(self) -> Waiting:
        receipts = tuple(_receipt(one) for one in self._desk.unprinted.waiting())
        return Waiting(receipts, self._desk.press.spool.damaged())

    def print_receipt(self, number: int) -> PutOut | Refused:
        def work() -> PutOut | Refused:
            end = self._desk.unprinted.print(number)
            return Refused("receipt_gone") if end is None else _ended(end)

        return self._desk.maintenance.act("receipts.print", work)

    def discard_receipt(self, number: int) -> SeenTo | Refused:
        def work() -> SeenTo | Refused:
            return SeenTo() if self._desk.unprinted.discard(number) else Refused(NOT_KEPT)

        return self._desk.maintenance.act("receipts.discard", work)

    def discard_damaged(self, name: str) -> SeenTo | Refused:
        def work() -> SeenTo | Refused:
            gone = self._desk.press.spool.discard_damaged(name)
            return SeenTo() if gone else Refused(NOT_KEPT)

        return self._desk.maintenance.act("receipts.discard_damaged", work)

    def reprint(self, booking: str) -> PutOut | Refused:
        def work() -> PutOut | Refused:
            kept = self._desk.press.spool.printed(booking)
            if kept is None:
                return Refused("nothing_printed")
            return self._put_out(kept.receipt.reprinted())

        return self._desk.maintenance.act("receipts.reprint", work)

    def _put_out(self, receipt: Receipt) -> PutOut | Refused:
        from printing.press import page

        press = self._desk.press
        with press.one_at_a_time:
            drawn: Page = page(receipt, press.printer)
            return _ended(paper_end(press.printer.print(drawn)))

    # -- writes ---------------------------------------------------------------------------------

    def writes(self) -> tuple[StaffWrite, ...] | Refused:
        return Refused(LOCKED) if self._desk.maintenance.role is None else self._writes()

    def ask_writes(self) -> tuple[StaffWrite, ...] | Refused:
        def work() -> tuple[StaffWrite, ...]:
            self._desk.settling.settle_leftovers()
            return self._writes()

        return self._desk.maintenance.act("writes.ask", work)

    def write_done(self, key: str) -> tuple[StaffWrite, ...] | Refused:
        def work() -> tuple[StaffWrite, ...] | Refused:
            return self._writes() if self._desk.settling.dealt_with(key) else Refused(NOT_KEPT)

        return self._desk.maintenance.act("writes.done", work)

    def _writes(self) -> tuple[StaffWrite, ...]:
        settling, now = self._desk.settling, self._desk.press.now()
        still_open = (_write(one, now, ended=False) for one in settling.still_open())
        return (*still_open, *(_write(one, now, ended=True) for one in settling.for_staff()))


def report_values(
    report: ReadinessReport, city: Text, imprint: Imprint, words: Words
) -> ReportValues:
    """A report as its paper says it."""
    bad = (Verdict.FAIL, Verdict.WARN)
    items = tuple(
        ReportItem(
            name_of(one, words), verdict_of(one, words), said_of(one, words), one.verdict in bad
        )
        for one in report.findings
    )
    return ReportValues(city, report.ready, report.at, items, imprint)


def _ended(end: PaperEnd) -> PutOut | Refused:
    """Paper that did not come out is a refusal, so that the audit log says so."""
    return PutOut(end) if end.is_out or end.is_uncertain else Refused("machine_not_printed")


def _receipt(kept: SpooledReceipt) -> WaitingReceipt:
    blocks = kept.receipt.blocks
    booking = next((one.value for one in blocks if isinstance(one, Code)), "")
    begun = kept.state is SpoolState.BEGUN
    return WaitingReceipt(kept.number, kept.created, kept.receipt.kind.value, booking, begun)


def _write(write: OutboxWrite, now: datetime, *, ended: bool) -> StaffWrite:
    minutes = max(0, int((now - write.created).total_seconds() // 60))
    return StaffWrite(
        write.key,
        write.kind,
        write.created,
        minutes,
        write.booking_number or "",
        (write.answer_code or write.state.value) if ended else None,
        stuck=not ended and is_stuck(write, now),
    )
