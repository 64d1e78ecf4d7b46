"""What answers: the configured printer and readers, and whatever else was found attached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
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
from kiosk.settings_card import CardSettings
from kiosk.settings_printer import BAUDS, PrinterSettings
from printing.models import Model
from printing.printer import Condition, Fault, PrinterStatus
from printing.trouble import Trouble, TroubleCode

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


class Verdict(Enum):
    PASS = "Pass"  # noqa: S105  (no password)
    FAIL = "Fail"
    NONE = "–"  # nothing to judge, or nobody can


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report. ``remedy``: what to do about it, empty for nothing."""

    subject: str
    verdict: Verdict
    said: str
    remedy: str = ""


_SAID: Final = {
    Condition.READY: (Verdict.PASS, "ready", ""),
    Condition.PAPER_LOW: (Verdict.PASS, "ready, paper near its end", "have a new roll at hand"),
    Condition.NO_PAPER: (Verdict.FAIL, "no paper", "put in a roll"),
    Condition.COVER_OPEN: (Verdict.FAIL, "cover open", "close the cover"),
    Condition.CANNOT_TELL: (
        Verdict.NONE,
        "takes receipts and never says what became of them",
        "a network, device, usb or serial connection can say it",
    ),
}
_FAULTS: Final = {
    Fault.CUTTER: ("cutter stuck", "open the cover and free the cutter"),
    Fault.OVERHEATED: ("head too hot", "let it cool down; it goes on by itself"),
    Fault.MECHANISM: ("mechanism at fault", "switch it off and on; if that does not help, repair"),
    Fault.OFFLINE: ("offline", "look at its lamps and its feed button"),
}
_REMEDIES: Final = {
    TroubleCode.NOT_THERE: "power, cable, and the name in the configuration",
    TroubleCode.NOT_ALLOWED: "deploy/udev/60-lobby-kiosk-printers.rules, then: udevadm control "
    "--reload && udevadm trigger; a new group counts after logging in anew",
    TroubleCode.BUSY: "end the other program; often it is CUPS",
    TroubleCode.NOT_A_PRINTER: "the name in the configuration; for a serial line its speed",
    TroubleCode.NO_ANSWER: "power; for a serial line speed, parity and flow_control as the printer "
    "is switched; for Star ESC/POS mode",
    TroubleCode.BROKEN: "cable",
    TroubleCode.NOT_INSTALLED: "install the package that is named",
}
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
_IF_THE_KIOSK = "if it is the running kiosk, stop it while the doctor looks"


def facts(model: Model) -> str:
    """What the model's table says of it."""
    near_end = "" if model.near_end_sensor else "no "
    return (
        f"{model.id}: {model.name}, {model.width_dots} dots at {model.dots_per_inch} dpi on paper "
        f"of {model.paper_mm} mm, cutter {model.cutter.value}, {near_end}near-end sensor, "
        f"kanji {model.kanji.value}, QR code {model.qr_code.value}"
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


def judged(subject: str, status: PrinterStatus, why: Trouble | None) -> Check:
    """A printer's status as a line of the report."""
    if status.fault is not None:
        said, remedy = _FAULTS[status.fault]
        return Check(subject, Verdict.FAIL, why.detail if why else said, remedy)
    if status.condition in _SAID:
        return Check(subject, *_SAID[status.condition])
    if why is None:
        return Check(subject, Verdict.FAIL, "does not answer", _REMEDIES[TroubleCode.NO_ANSWER])
    return Check(subject, Verdict.FAIL, why.detail, _REMEDIES[why.code])


def check_printer(
    machine: Machine, settings: PrinterSettings
) -> tuple[Check, PrinterSettings | None]:
    """How the configured printer is, and the settings with which it answers, if it does."""
    if settings.kind == "none":
        none = Check("printer", Verdict.NONE, "none is configured")
        return none, None
    subject = f"printer ({where(settings)})"
    printer = machine.printer(settings)
    status = printer.status()
    why = printer.why()
    check = judged(subject, status, why)
    if status.condition is not Condition.NO_ANSWER:
        return check, settings
    silent = (TroubleCode.NO_ANSWER, TroubleCode.NOT_A_PRINTER)
    if settings.kind == "serial" and why is not None and why.code in silent:
        others = tuple(baud for baud in BAUDS if baud != settings.baud)
        other = _answering(machine, settings, others)
        if other is not None:
            remedy = f"wrong speed: set baud = {other.baud}"
            return replace(check, remedy=remedy), other
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


def check_found_printer(machine: Machine, found: FoundPrinter) -> Check:
    """Whether a printer that is not configured answers."""
    subject = f"found: {found.name} ({where(found.settings)})"
    if found.office:
        return Check(subject, Verdict.NONE, "prints sheets, no receipts; it was not asked")
    printer = machine.printer(found.settings)
    status = printer.status()
    return judged(subject, status, printer.why())


def check_port(machine: Machine, port: Port) -> tuple[Check, PrinterSettings | None]:
    """Whether a printer answers at a serial port; a port says nothing by itself."""
    name = f" {port.name}" if port.name else ""
    subject = f"found: serial port {port.device}{name}"
    settings = PrinterSettings(kind="serial", device=port.device)
    for baud in _LIKELY_BAUDS:
        tried = replace(settings, baud=baud)
        printer = machine.printer(tried)
        status = printer.status()
        why = printer.why()
        if status.condition is not Condition.NO_ANSWER:
            check = judged(subject, status, why)
            return replace(check, said=f"a printer at {baud} baud: {check.said}"), tried
        if why is not None and why.code in (TroubleCode.NOT_ALLOWED, TroubleCode.BUSY):
            return judged(subject, status, why), None
    said = f"no printer answers at {', '.join(map(str, _LIKELY_BAUDS))} baud"
    remedy = "if it is a card reader, kiosk doctor --card shows what it sends"
    return Check(subject, Verdict.NONE, said, remedy), None


def check_readers(settings: CardSettings, found: Found) -> Iterator[Check]:
    """One line for each configured reader."""
    for one in settings.every():
        match one.reader:
            case "none":
                yield Check("reader", Verdict.NONE, "none is configured")
            case "wedge":
                said = "types like a keyboard, which cannot be asked"
                remedy = "kiosk doctor --card shows whether it reads"
                yield Check("reader (wedge)", Verdict.NONE, said, remedy)
            case "pcsc":
                yield check_chips(found.chips, one.reader_name, "reader (pcsc)")
            case kind:
                made = devices.card_reader(one)
                if made is not None:
                    at = f", {one.device}" if kind in ("evdev", "serial") else ""
                    yield opened(made, f"reader ({kind}{at})")


def check_chips(chips: ChipReaders, name: str = "", subject: str = "chip readers") -> Check:
    if isinstance(chips, ServiceTrouble):
        said, remedy = _NO_READER.get(
            chips,
            ("the smart card service does not answer", "systemctl restart pcscd"),
        )
        return Check(subject, Verdict.FAIL, said, remedy)
    fitting = [one for one in chips if name.casefold() in one.casefold()]
    if fitting:
        return Check(subject, Verdict.PASS, "ready: " + ", ".join(fitting))
    if chips:
        said = f"none has {name!r} in its name; there are: " + ", ".join(chips)
        return Check(subject, Verdict.FAIL, said, "correct reader_name")
    return Check(subject, Verdict.FAIL, "none is attached", "cable; the driver is libccid's")


def opened(reader: CardReader, subject: str) -> Check:
    """Open a reader's device as the kiosk does, and give it back."""
    reader.start(lambda _: None)
    try:
        settled(reader)
        status, trouble = reader.status(), _trouble(reader)
    finally:
        reader.stop()
    if status is ReaderStatus.READY:
        return Check(subject, Verdict.PASS, "its device is open")
    if trouble is None:
        return Check(subject, Verdict.FAIL, status.value.replace("_", " "))
    remedies = {
        ReaderStatus.NOT_THERE: "cable, and device in the configuration",
        ReaderStatus.NOT_ALLOWED: "deploy/udev/60-lobby-kiosk-cards.rules, then: udevadm control "
        "--reload && udevadm trigger; a new group counts after logging in anew",
        ReaderStatus.IN_USE: _IF_THE_KIOSK,
    }
    remedy = remedies.get(status, "device in the configuration")
    return Check(subject, Verdict.FAIL, trouble.detail, remedy)


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
