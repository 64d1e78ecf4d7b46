"""What a resident is told of a printer: how printing ended, or what keeps it from printing."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.journeys.outcomes import PaperEnd
from printing.printer import (
    Condition,
    Fault,
    NotPrinted,
    Printed,
    PrinterStatus,
    PrintOutcome,
)

_TROUBLES: Mapping[Condition, PaperEnd] = {
    Condition.NO_PAPER: PaperEnd.NO_PAPER,
    Condition.COVER_OPEN: PaperEnd.COVER_OPEN,
    Condition.NO_ANSWER: PaperEnd.NO_ANSWER,
    Condition.CANNOT_TELL: PaperEnd.CANNOT_TELL,
}
#: What is none of these a resident can neither mend nor wait for.
_FAULTS: Mapping[Fault, PaperEnd] = {
    Fault.CUTTER: PaperEnd.CUTTER,
    Fault.OVERHEATED: PaperEnd.OVERHEATED,
    Fault.MECHANISM: PaperEnd.MECHANISM,
}


def trouble(status: PrinterStatus) -> PaperEnd | None:
    """What keeps a printer from printing; None if it may try. A roll near its end is no trouble of
    a resident's."""
    return None if status.can_print else _named(status)


def paper_end(outcome: PrintOutcome) -> PaperEnd:
    """How printing ended."""
    match outcome:
        case Printed(status=status):
            return PaperEnd.NOT_CUT if status.fault is Fault.CUTTER else PaperEnd.PRINTED
        case NotPrinted(begun=True, status=status) if status.condition is Condition.NO_ANSWER:
            return PaperEnd.NOT_CONFIRMED
        case NotPrinted(status=status):
            return _named(status)


def _named(status: PrinterStatus) -> PaperEnd:
    if status.fault is not None:
        return _FAULTS.get(status.fault, PaperEnd.OFFLINE)
    return _TROUBLES.get(status.condition, PaperEnd.NOT_CONFIRMED)
