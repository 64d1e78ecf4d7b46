"""What is attached, what is configured, what of it answers: the doctor's findings on the glass.

Beside the running kiosk the doctor would have to ask devices that the kiosk holds open; here the
kiosk's own printer and readers say how they are, and the machine what else is attached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kiosk.cards.pcsc.service import Trouble as NoService
from kiosk.cards.reader import CardReader
from kiosk.doctor.check import same_device, where
from kiosk.doctor.find import Found
from kiosk.readiness.devices import of_printer, of_reader
from kiosk.readiness.finding import Finding, Part, Verdict
from kiosk.settings_card import CardSettings
from kiosk.settings_printer import PrinterSettings
from printing.printer import Condition, Printed, Printer


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
        return (self.printer(), *self.readers(), *self._others(self._find()))

    def printer(self) -> Finding:
        if self._printing.kind == "none":
            return Finding(Part.PRINTER, Verdict.NONE, "none_configured")
        status = self._printer.status()
        return of_printer(status, self._printer.why(), where(self._printing))

    def readers(self) -> Iterator[Finding]:
        configured = [one for one in self._card.every() if one.reader != "none"]
        if not self._readers:
            yield Finding(Part.READER, Verdict.NONE, "none_configured")
        for place, reader in enumerate(self._readers):
            name = _name(configured[place]) if place < len(configured) else ""
            yield of_reader(reader, name)

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
                yield _unused(Part.OTHER_PRINTER, printer.name)
        for port in found.ports:
            if not any(same_device(port.device, one) for one in own):
                name = f"{port.device} {port.name}".strip()
                yield _unused(Part.OTHER_PORT, name)
        for keyboard in found.typing_readers:
            wedge = any(one.reader == "wedge" for one in self._card.every())
            if not wedge and not any(same_device(keyboard.device, one) for one in own):
                yield _unused(Part.OTHER_READER, keyboard.name)
        chips = () if isinstance(found.chips, NoService) else found.chips
        if not any(one.reader == "pcsc" for one in self._card.every()):
            for name in chips:
                yield _unused(Part.OTHER_READER, name)


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


def _unused(part: Part, name: str) -> Finding:
    return Finding(part, Verdict.NONE, "unused", name)


def _name(settings: CardSettings) -> str:
    if settings.reader in ("serial", "evdev"):
        return f"{settings.reader}, {settings.device}"
    return f"{settings.reader}, {settings.reader_name}".removesuffix(", ")
