"""The port to a receipt printer: what every driver offers, and the one status they all speak.

A driver never raises for what a printer or a line does: trouble is a ``PrinterStatus``. No answer
is a status of its own and never counts as "all right"; ``Printed`` is returned only after the
printer itself has said that the receipt is out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from printing.page import Page
from printing.trouble import Trouble


class Condition(Enum):
    """What a printer can be in."""

    READY = "ready"
    PAPER_LOW = "paper_low"  # prints, but the roll is near its end
    NO_PAPER = "no_paper"
    COVER_OPEN = "cover_open"
    NO_ANSWER = "no_answer"  # not there, switched off, line cut, or nothing intelligible came
    CANNOT_TELL = "cannot_tell"  # a line on which nothing comes back, so nobody knows
    FAULT = "fault"


class Fault(Enum):
    """Why a printer that answers cannot print; only with ``Condition.FAULT``."""

    CUTTER = "cutter"
    OVERHEATED = "overheated"  # goes by itself
    MECHANISM = "mechanism"
    OFFLINE = "offline"  # the printer says that it cannot print, but not why


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """One tagged status. ``fault`` is set exactly when ``condition`` is ``FAULT``."""

    condition: Condition
    fault: Fault | None = None

    def __post_init__(self) -> None:
        if (self.condition is Condition.FAULT) != (self.fault is not None):
            raise ValueError(f"{self.condition} does not go with the fault {self.fault}")

    @property
    def can_print(self) -> bool:
        """Whether it makes sense to start a receipt now."""
        return self.condition in (Condition.READY, Condition.PAPER_LOW, Condition.CANNOT_TELL)


READY = PrinterStatus(Condition.READY)
PAPER_LOW = PrinterStatus(Condition.PAPER_LOW)
NO_PAPER = PrinterStatus(Condition.NO_PAPER)
COVER_OPEN = PrinterStatus(Condition.COVER_OPEN)
NO_ANSWER = PrinterStatus(Condition.NO_ANSWER)
CANNOT_TELL = PrinterStatus(Condition.CANNOT_TELL)


def faulty(fault: Fault) -> PrinterStatus:
    """The status of a printer that answers but cannot print because of ``fault``."""
    return PrinterStatus(Condition.FAULT, fault)


@dataclass(frozen=True, slots=True)
class Printed:
    """The printer said that the whole receipt is out. ``status`` is what it said about itself.

    With the status of a stuck cutter the paper is out but not cut off: it has to be torn off.
    """

    status: PrinterStatus = READY


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """The printer did not say that the receipt is out.

    ``begun``: bytes of the receipt had already left, so that a part of it, or with
    ``NO_ANSWER`` even all of it, may be on paper. ``CANNOT_TELL`` with ``begun`` is the best end
    of a line on which nothing comes back: all was sent.
    """

    status: PrinterStatus
    begun: bool = False


PrintOutcome = Printed | NotPrinted


class Printer(Protocol):
    """A receipt printer. Both calls block, for at most the driver's own time-outs."""

    @property
    def width_dots(self) -> int:
        """How many dots a line of paper holds: 576 on 80 mm paper, 384 on 58 mm paper."""

    def status(self) -> PrinterStatus:
        """Ask the printer how it is, now."""

    def why(self) -> Trouble | None:
        """Why the last call of ``status`` or ``print`` found no answer; None if it found one."""

    def print(self, page: Page) -> PrintOutcome:
        """Print ``page``, cut it off, and wait until the printer says that it is out."""
