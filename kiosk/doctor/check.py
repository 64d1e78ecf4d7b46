"""What answers: the configured printer and readers, and whatever else was found attached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Final, Protocol, runtime_checkable

from kiosk import devices
from kiosk.cards.pcsc.service import Trouble as ServiceTrouble
from kiosk.cards.reader import CardReader, ReaderStatus
from kiosk.cards.trouble import Trouble as ReaderTrouble
from kiosk.doctor.find import Found, FoundPrinter
from kiosk.doctor.machine import ChipReaders, Machine, Port
from kiosk.readiness.devices import of_printer
from kiosk.readiness.finding import Finding, Part, Verdict
from kiosk.settings_card import CardSettings
from kiosk.settings_printer import BAUDS, PrinterSettings
from printing.models import Model
from printing.printer import Condition
from printing.trouble import TroubleCode

#: How long a reader's device may take to be opened, in seconds.
OPEN_SECONDS: Final = 3.0
#: Speeds at which a serial port is asked, the likeliest first.
_LIKELY_BAUDS: Final = (19_200, 9600, 38_400, 115_200, 57_600)


class Opening(Protocol):
    """What is being opened on a thread of its own."""

    def status(self) -> ReaderStatus: ...


@runtime_checkable
class _Explaining(Protocol):
    def trouble(self) -> ReaderTrouble | None: ...


_NO_ANSWER_AT_AN_ADDRESS: Final = (
    "power; that address and port are the printer's; for Star ESC/POS mode"
)
_NO_READER: Final = {
    ServiceTrouble.NO_SERVICE: (
        "the smart card service (pcscd) is not running",
        "install pcscd and libccid, then: systemctl enable --now pcscd.socket",
    ),
    ServiceTrouble.NOT_ALLOWED: (
        "the smart card service keeps this user out",
        "deploy/polkit/50-lobby-kiosk-cards.rules to /etc/polkit-1/rules.d",
    ),
}
_CHIP_READERS: Final = (Part.OTHER_READER, "chip readers")
_IF_THE_KIOSK = "if it is the running kiosk, stop it while the doctor looks"


def facts(model: Model) -> str:
    """What the model's table and the settings say of it."""
    return (
        f"{model.id}: {model.name}, {model.width_dots} dots at {model.dots_per_inch} dpi on paper "
        f"of {model.paper_mm} mm, cutter {model.cutter.value}, "
        f"near-end sensor {model.near_end_sensor.value}, code page {model.code_page}, "
        f"kanji {model.kanji.value}, QR code {model.qr_code.value}, {model.mm_per_second} mm/s"
    )


def where(settings: PrinterSettings) -> str:
    """The connection in a few words."""
    match settings.kind:
        case "network":
            return f"network, {settings.host} port {settings.port}"
        case "serial":
            return f"serial, {settings.device} at {settings.baud} baud"
        case "usb":
            return f"usb, {settings.vendor:04x}:{settings.product:04x}"
        case "cups":
            return f"cups, queue {settings.queue}"
        case "file":
            return "file"
        case kind:
            return f"{kind}, {settings.device}"


def check_printer(
    machine: Machine, settings: PrinterSettings
) -> tuple[Finding, PrinterSettings | None]:
    """How the configured printer is, and the settings with which it answers, if it does."""
    if settings.kind == "none":
        return Finding(Part.PRINTER, Verdict.NONE, "none_configured"), None
    printer = machine.printer(settings)
    status = printer.status()
    why = printer.why()
    check = of_printer(status, why, where(settings))
    if status.condition is not Condition.NO_ANSWER:
        return check, settings
    if settings.kind == "network" and why is not None and why.code is TroubleCode.NO_ANSWER:
        check = replace(check, advice=_NO_ANSWER_AT_AN_ADDRESS)
    silent = (TroubleCode.NO_ANSWER, TroubleCode.NOT_A_PRINTER)
    if settings.kind == "serial" and why is not None and why.code in silent:
        others = tuple(baud for baud in BAUDS if baud != settings.baud)
        other = _answering(machine, settings, others)
        if other is not None:
            advice = f"wrong speed: set baud = {other.baud}"
            return replace(check, advice=advice), other
    return check, None


def _answering(
    machine: Machine, settings: PrinterSettings, bauds: tuple[int, ...]
) -> PrinterSettings | None:
    """The settings with the first speed at which a printer answers."""
    for baud in bauds:
        tried = replace(settings, baud=baud)
        if machine.printer(tried).status().condition is not Condition.NO_ANSWER:
            return tried
    return None


def check_found_printer(machine: Machine, found: FoundPrinter) -> Finding:
    """Whether a printer that is not configured answers."""
    name = f"{found.name} ({where(found.settings)})"
    if found.office:
        sentence = "prints sheets, no receipts; it was not asked"
        return Finding(Part.OTHER_PRINTER, Verdict.NONE, "unused", name, sentence)
    printer = machine.printer(found.settings)
    status = printer.status()
    return of_printer(status, printer.why(), name, Part.OTHER_PRINTER)


def check_port(machine: Machine, port: Port) -> tuple[Finding, PrinterSettings | None]:
    """Whether a printer answers at a serial port; a port says nothing by itself."""
    name = f" {port.name}" if port.name else ""
    name = f"serial port {port.device}{name}"
    settings = PrinterSettings(kind="serial", device=port.device)
    for baud in _LIKELY_BAUDS:
        tried = replace(settings, baud=baud)
        printer = machine.printer(tried)
        status = printer.status()
        why = printer.why()
        if status.condition is not Condition.NO_ANSWER:
            check = of_printer(status, why, name, Part.OTHER_PORT)
            return replace(check, sentence=f"a printer at {baud} baud: {check.said}"), tried
        if why is not None and why.code in (TroubleCode.NOT_ALLOWED, TroubleCode.BUSY):
            return of_printer(status, why, name, Part.OTHER_PORT), None
    sentence = f"no printer answers at {', '.join(map(str, _LIKELY_BAUDS))} baud"
    advice = "if it is a card reader, kiosk doctor --card shows what it sends"
    return Finding(Part.OTHER_PORT, Verdict.NONE, "unused", name, sentence, advice), None


def check_readers(settings: CardSettings, found: Found) -> Iterator[Finding]:
    """One line for each configured reader."""
    for one in settings.every():
        match one.reader:
            case "none":
                yield Finding(Part.READER, Verdict.NONE, "none_configured")
            case "wedge":
                yield Finding(
                    Part.READER,
                    Verdict.NONE,
                    "cannot_tell",
                    "wedge",
                    "types like a keyboard, which cannot be asked",
                    "kiosk doctor --card shows whether it reads",
                )
            case "pcsc":
                yield check_chips(found.chips, one.reader_name, (Part.READER, "pcsc"))
            case kind:
                made = devices.card_reader(one)
                if made is not None:
                    at = f", {one.device}" if kind in ("evdev", "serial") else ""
                    yield opened(made, (Part.READER, f"{kind}{at}"))


def check_chips(
    chips: ChipReaders, name: str = "", what: tuple[Part, str] = _CHIP_READERS
) -> Finding:
    """Whether a reader of chips is there; ``what`` it is in the report."""
    part, called = what
    if isinstance(chips, ServiceTrouble):
        sentence, advice = _NO_READER.get(
            chips,
            ("the smart card service does not answer", "systemctl restart pcscd"),
        )
        code = "not_allowed" if chips is ServiceTrouble.NOT_ALLOWED else "no_answer"
        return Finding(part, Verdict.FAIL, code, called, sentence, advice)
    fitting = [one for one in chips if name.casefold() in one.casefold()]
    if fitting:
        return Finding(part, Verdict.PASS, "ready", called, "ready: " + ", ".join(fitting))
    if chips:
        sentence = f"none has {name!r} in its name; there are: " + ", ".join(chips)
        advice = "correct reader_name"
        return Finding(part, Verdict.FAIL, "not_there", called, sentence, advice)
    none, driver = "none is attached", "cable; the driver is libccid's"
    return Finding(part, Verdict.FAIL, "not_there", called, none, driver)


def opened(reader: CardReader, what: tuple[Part, str]) -> Finding:
    """Open a reader's device as the kiosk does, and give it back."""
    part, name = what
    reader.start(lambda _: None)
    try:
        settled(reader)
        status, trouble = reader.status(), _trouble(reader)
    finally:
        reader.stop()
    if status is ReaderStatus.READY:
        return Finding(part, Verdict.PASS, "ready", name, "its device is open")
    code = status.value
    if trouble is None:
        return Finding(part, Verdict.FAIL, code, name)
    advices = {
        ReaderStatus.NOT_THERE: "cable, and device in the configuration",
        ReaderStatus.NOT_ALLOWED: "deploy/udev/60-lobby-kiosk-cards.rules, then: udevadm control "
        "--reload && udevadm trigger; a new group counts after logging in anew",
        ReaderStatus.IN_USE: _IF_THE_KIOSK,
    }
    advice = advices.get(status, "device in the configuration")
    return Finding(part, Verdict.FAIL, code, name, trouble.detail, advice)


def same_device(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _trouble(reader: Opening) -> ReaderTrouble | None:
    return reader.trouble() if isinstance(reader, _Explaining) else None


def settled(reader: Opening) -> None:
    """Wait until a reader's device is open, or it is known why it is not."""
    until, again = monotonic() + OPEN_SECONDS, Event()
    while reader.status() is not ReaderStatus.READY and _trouble(reader) is None:
        if monotonic() > until:
            return
        again.wait(0.02)
