"""One talk with an ESC/POS printer, over any line that carries bytes both ways.

DLE EOT 2 is the hello, because it is answered at once whatever the printer is doing. ESC @ and
GS a 255 begin a receipt: from then on the printer reports every change by itself. GS r 1 ends each
part: it is answered only after all before it was printed, so the last answer means "it is out".
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from time import monotonic

from printing.drivers.escpos_status import (
    Ask,
    Automatic,
    Cleared,
    Garbage,
    Heard,
    Reached,
    RealTime,
    StatusReader,
    error_cause,
    offline_cause,
    paper,
)
from printing.drivers.line import Line, LineBrokenError, Timeouts
from printing.ending import FULL_CUT
from printing.printer import (
    NO_ANSWER,
    READY,
    Condition,
    Fault,
    NotPrinted,
    Printed,
    PrinterStatus,
    faulty,
)
from printing.raster import CUT
from printing.trouble import Trouble, TroubleCode

DLE, ESC, GS = b"\x10", b"\x1b", b"\x1d"
INITIALISE = ESC + b"@"
REPORT_EVERY_CHANGE = GS + b"a\xff"
TELL_WHEN_PRINTED = GS + b"r\x01"
CUTTER_STUCK, OVERHEATED = faulty(Fault.CUTTER), faulty(Fault.OVERHEATED)
#: DLE DC4 8: forget what has not been printed yet, or it would come out for the next person.
CLEAR_BUFFER = DLE + b"\x14\x08\x01\x03\x14\x01\x06\x02\x08"
#: DLE ENQ 2: leave an error whose cause is gone, and forget what had not been printed.
RECOVER = DLE + b"\x05\x02"

#: Parts of a receipt that may be on their way at once: with two the head never waits for the line.
PARTS_ON_THE_WAY = 2


class Conversation:
    """Speaks with the printer on ``line``; ``dots_per_inch`` is the resolution of its head."""

    def __init__(
        self,
        line: Line,
        timeouts: Timeouts,
        dots_per_inch: int,
        seconds: Callable[[], float] = monotonic,
        *,
        clears_buffer: bool = True,
    ) -> None:
        """``clears_buffer``: as in ``Model``."""
        self._line = line
        self._clears_buffer = clears_buffer
        self._timeouts = timeouts
        # ESC J must feed by dots of the head, so the unit is set to one dot (GS P).
        self._one_dot_units = GS + b"P" + bytes([dots_per_inch, dots_per_inch])
        self._seconds = seconds
        #: When the line has carried all that it was given, on the clock of ``seconds``.
        self._carried_at = 0.0
        self._reader = StatusReader()
        self._heard: deque[Heard] = deque()
        #: Why there was no answer, once there was none.
        self.trouble: Trouble | None = None
        #: How many parts of the receipt the printer has said to be out.
        self._reached = 0
        #: Whether the printer said that nothing waits in it.
        self._is_empty = False

    def status(self) -> PrinterStatus:
        """How the printer is now; ``NO_ANSWER`` if it does not say so clearly and in time."""
        try:
            status = offline_cause(self._ask(Ask.OFFLINE_CAUSE))
            if status.condition is Condition.FAULT:
                status = error_cause(self._ask(Ask.ERROR_CAUSE))
                if status != CUTTER_STUCK:
                    return status
                # A cutter that was freed stays an error until the printer is told to go on.
                self._send(RECOVER)
                if offline_cause(self._ask(Ask.OFFLINE_CAUSE)) is not READY:
                    return status
                status = READY
            if status is READY:
                return paper(self._ask(Ask.PAPER))
        except LineBrokenError as error:
            self.trouble = error.trouble
            return NO_ANSWER
        return status

    def forget_what_waits(self) -> bool:
        """Empty the printer's buffer; whether it said that it did, if it can.

        What a program that was killed had sent would be the head of the next receipt.
        """
        if not self._clears_buffer:
            return True
        try:
            self._clear_buffer()
        except LineBrokenError as error:
            self.trouble = error.trouble
            return False
        return True

    def cut_off(self, ending: bytes, longest_command: int) -> PrinterStatus:
        """Cut off what hangs out, after all that the printer still has of a paper that broke off.

        Its last command may be half there, and would take the next bytes for its own: it is filled
        up with zeros, which are white dots in a picture and nothing between commands. What is whole
        of it may hold questions (GS r), whose answers would pass for answers to ours: so nothing
        else is asked before the printer was silent for longer than any part takes.
        """
        try:
            if not self._is_empty:
                self._send(bytes(longest_command))
            self._begin()
            self._send(ending + TELL_WHEN_PRINTED)
            status = self._until_reached()
            while status.can_print and not self._is_empty:
                try:
                    status = self._until_reached()
                except LineBrokenError as error:
                    if error.trouble.code is not TroubleCode.NO_ANSWER:
                        raise
                    self._is_empty = True
        except LineBrokenError as error:
            self.trouble = error.trouble
            self._line.drop()
            return NO_ANSWER
        return status

    def print(self, parts: Sequence[bytes]) -> Printed | NotPrinted:
        """Print the parts, each confirmed by the printer before the one after the next is sent.

        The cut is confirmed by itself: if the cutter sticks then, the paper is out all the same.
        """
        *before, last = parts
        cut = next((cut for cut in (CUT, FULL_CUT) if last.endswith(cut)), b"")
        apart = [part for part in (*before, last.removesuffix(cut), cut) if part]
        self._reached = 0
        try:
            self._begin()
            status = self._print_parts(apart)
        except LineBrokenError as error:
            self.trouble = error.trouble
            self._line.drop()
            return NotPrinted(NO_ANSWER, begun=True)
        if status.can_print:
            return Printed(status)
        self._forget_the_rest()
        if status == CUTTER_STUCK and cut and self._reached == len(apart) - 1:
            return Printed(status)
        return NotPrinted(status, begun=True)

    def _begin(self) -> None:
        self._send(INITIALISE + self._one_dot_units + REPORT_EVERY_CHANGE)

    def _print_parts(self, parts: Sequence[bytes]) -> PrinterStatus:
        """The status at the end of the last part, or the first one that stops the printing."""
        status = READY
        for number, part in enumerate(parts):
            try:
                self._send(part + TELL_WHEN_PRINTED)
            except LineBrokenError:
                return self._why_it_takes_no_more()
            if number + 1 >= PARTS_ON_THE_WAY:
                status = self._until_reached()
                if not status.can_print:
                    return status
        for _ in range(min(len(parts), PARTS_ON_THE_WAY - 1)):
            status = self._until_reached()
            if not status.can_print:
                return status
        return status

    def _until_reached(self) -> PrinterStatus:
        """Wait until the next part is printed; trouble the printer reports ends the wait.

        A head that is too hot rests and goes on by itself: that ends the wait only with its time.
        """
        resting = False
        until = self._from_now(self._timeouts.printed)
        while True:
            try:
                heard = self._hear(until)
            except LineBrokenError:
                if resting:
                    return OVERHEATED
                raise
            match heard:
                case Reached(status):
                    self._reached += 1
                    return status
                case Automatic(status) if status == OVERHEATED:
                    resting = True
                case Automatic(status) if not status.can_print:
                    return status
                case Automatic():
                    resting = False
                case _:
                    continue

    def _why_it_takes_no_more(self) -> PrinterStatus:
        """What a printer with a full buffer said when it stopped, such as that its paper ended.

        Raises ``LineBrokenError`` if it has said nothing.
        """
        until = self._from_now(self._timeouts.answer)
        while True:
            match self._hear(until):
                case Automatic(status) if not status.can_print:
                    return status
                case _:
                    continue

    def _ask(self, ask: Ask) -> int:
        self._send(DLE + b"\x04" + bytes([ask.value]))
        until = self._from_now(self._timeouts.answer)
        while True:
            match self._hear(until):
                case RealTime(byte):
                    return byte
                case Reached():
                    raise LineBrokenError(
                        "an answer to a question that was not asked", TroubleCode.NOT_A_PRINTER
                    )
                case _:
                    continue

    def _hear(self, until: float) -> Heard:
        while not self._heard:
            left = until - self._seconds()
            if left <= 0:
                raise LineBrokenError("no answer in time", TroubleCode.NO_ANSWER)
            self._heard.extend(self._reader.feed(self._line.receive(left)))
        heard = self._heard.popleft()
        if isinstance(heard, Garbage):
            raise LineBrokenError("something that is no printer answers", TroubleCode.NOT_A_PRINTER)
        return heard

    def _send(self, data: bytes) -> None:
        begun = max(self._seconds(), self._carried_at)
        self._line.send(data, self._timeouts.send)
        self._carried_at = begun + self._timeouts.on_the_line(len(data))

    def _from_now(self, timeout_seconds: float) -> float:
        """When a time-out of the printer ends that begins once it has all that was sent."""
        return max(self._seconds(), self._carried_at) + timeout_seconds

    def _forget_the_rest(self) -> None:
        try:
            if self._clears_buffer:
                self._clear_buffer()
            else:
                self._line.drop()
        except LineBrokenError:
            self._line.drop()

    def _clear_buffer(self) -> None:
        """Empty the printer's buffer, and wait until it says so; nothing may be sent before that.

        One that does not say so answers the question after it, if it is there at all.
        """
        self._send(CLEAR_BUFFER)
        until = self._from_now(self._timeouts.answer)
        try:
            while self._hear(until) != Cleared():
                pass
            self._is_empty = True
        except LineBrokenError as error:
            if error.trouble.code is not TroubleCode.NO_ANSWER:
                raise
            self._ask(Ask.OFFLINE_CAUSE)
