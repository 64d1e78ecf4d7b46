"""What is attached, what is configured, what of it answers: the doctor's findings on the glass.

Beside the running kiosk the doctor would have to ask devices that the kiosk holds open; here the
kiosk's own printer and readers say how they are, and the machine what else is attached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from kiosk.cards.pcsc.service import Trouble as NoService
from kiosk.cards.reader import CardReader, ReaderStatus
from kiosk.doctor.check import Verdict, same_device, where
from kiosk.doctor.find import Found
from kiosk.settings_card import CardSettings
from kiosk.settings_printer import PrinterSettings
from printing.printer import Condition, Printed, Printer, PrinterStatus


class Part(Enum):
    """What a finding is about; the value is the end of the wording's key."""

    PRINTER = "printer"
    READER = "reader"
    OTHER_PRINTER = "other_printer"  # attached, but not the one that is configured
    OTHER_PORT = "other_port"
    OTHER_READER = "other_reader"


@dataclass(frozen=True, slots=True)
class Finding:
    """``name``: which device, as the settings or the machine call it. ``code``: how it is."""

    part: Part
    name: str
    verdict: Verdict
    code: str


#: Every code there is: the wording is ``maintenance.finding.CODE``.
CODES: Final = (
    "ready",
    "paper_low",
    "no_paper",
    "cover_open",
    "no_answer",
    "cannot_tell",
    "cutter",
    "overheated",
    "mechanism",
    "offline",
    "not_there",
    "not_allowed",
    "busy",
    "not_a_printer",
    "broken",
    "not_installed",
    "in_use",
    "fault",
    "none_configured",
    "unused",
)
_WELL: Final = ("ready", "paper_low")
_UNJUDGED: Final = ("cannot_tell", "none_configured", "unused")


class DeviceFindings:
    """Looks at the devices of a running kiosk."""

    def __init__(
        self,
        find: Callable[[], Found],
        configured: tuple[PrinterSettings, CardSettings],
        printer: Printer,
        readers: Sequence[CardReader],
    ) -> None:
        self._find = find
        self._printing, self._card = configured
        self._printer = printer
        self._readers = readers

    def look(self) -> tuple[Finding, ...]:
        """Look once; asks the printer, so it may take seconds."""
        return (self._own_printer(), *self._own_readers(), *self._others(self._find()))

    def _own_printer(self) -> Finding:
        if self._printing.kind == "none":
            return _finding(Part.PRINTER, "", "none_configured")
        code = _code(self._printer.status())
        why = self._printer.why() if code == Condition.NO_ANSWER.value else None
        return _finding(Part.PRINTER, where(self._printing), why.code.value if why else code)

    def _own_readers(self) -> Iterator[Finding]:
        configured = [one for one in self._card.every() if one.reader != "none"]
        if not self._readers:
            yield _finding(Part.READER, "", "none_configured")
        for place, reader in enumerate(self._readers):
            name = _name(configured[place]) if place < len(configured) else ""
            yield _finding(Part.READER, name, reader.status().value)

    def _others(self, found: Found) -> Iterator[Finding]:
        """What is attached and has no part in the settings."""
        own = {
            self._printing.device,
            *(one.device for one in self._card.every() if one.reader in ("serial", "evdev")),
        }
        for printer in found.printers:
            mine = printer.settings.kind == self._printing.kind and (
                printer.settings.kind in ("usb", "cups")
                or same_device(printer.settings.device, self._printing.device)
            )
            if not mine:
                yield _finding(Part.OTHER_PRINTER, printer.name, "unused")
        for port in found.ports:
            if not any(same_device(port.device, one) for one in own):
                name = f"{port.device} {port.name}".strip()
                yield _finding(Part.OTHER_PORT, name, "unused")
        for keyboard in found.typing_readers:
            wedge = any(one.reader == "wedge" for one in self._card.every())
            if not wedge and not any(same_device(keyboard.device, one) for one in own):
                yield _finding(Part.OTHER_READER, keyboard.name, "unused")
        chips = () if isinstance(found.chips, NoService) else found.chips
        if not any(one.reader == "pcsc" for one in self._card.every()):
            for name in chips:
                yield _finding(Part.OTHER_READER, name, "unused")


def attached() -> Found:
    """What is attached to this machine. The doctor is loaded when somebody asks for it."""
    from kiosk.doctor.find import find
    from kiosk.doctor.machine import Machine

    return find(Machine())


def print_sample(printer: Printer, settings: PrinterSettings) -> bool:
    """Print the doctor's page to look at; whether it came out, as far as the printer can say."""
    from kiosk.doctor.sample_page import pages

    _, page = pages(settings)[0]
    outcome = printer.print(page)
    cannot_tell = outcome.status.condition is Condition.CANNOT_TELL
    return isinstance(outcome, Printed) or (cannot_tell and outcome.begun)


def _finding(part: Part, name: str, code: str) -> Finding:
    verdict = Verdict.FAIL
    if code in _UNJUDGED:
        verdict = Verdict.NONE
    elif code in _WELL:
        verdict = Verdict.PASS
    return Finding(part, name, verdict, code)


def _code(status: PrinterStatus) -> str:
    return status.fault.value if status.fault is not None else status.condition.value


def _name(settings: CardSettings) -> str:
    if settings.reader in ("serial", "evdev"):
        return f"{settings.reader}, {settings.device}"
    return f"{settings.reader}, {settings.reader_name}".removesuffix(", ")


#: What a reader says is a code of ours.
assert {one.value for one in ReaderStatus} <= set(CODES)  # noqa: S101
