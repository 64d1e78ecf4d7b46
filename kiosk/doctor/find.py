"""What is attached: printers on the bus and behind queues, serial ports, readers that type.

Nothing is opened here, and no network is searched: only what the kernel and the services tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.doctor.machine import ChipReaders, Machine, Port
from kiosk.machine.sysfs import children, line_of
from kiosk.settings_printer import PrinterSettings
from printing.models import GENERIC_80, Model, UsbId, of_usb

#: Makers of readers that type: the same as in ``deploy/udev/60-lobby-kiosk-cards.rules``.
READER_MAKERS: Final = frozenset({0x05E0, 0x05F9, 0x065A, 0x0801, 0x0C2E, 0x1EAB})
_READER_WORDS: Final = re.compile(
    r"barcode|bar_code|scanner|card|magtek|stripe|msr|rfid|nfc|qr|"
    r"symbol|zebra|datalogic|opticon|honeywell|newland|metrologic",
    re.IGNORECASE,
)
#: What printers for sheets say that they understand (IEEE 1284). Three bytes that mean nothing to
#: them can cost a sheet, so they are not asked.
_OFFICE: Final = re.compile(r"PCL|PJL|POSTSCRIPT|PWG|URF|PDF", re.IGNORECASE)
_PRINTER_CLASS: Final = 0x07


@dataclass(frozen=True, slots=True)
class FoundPrinter:
    """``settings`` reach it; ``models`` are those that it may be, by what it says of itself."""

    name: str
    settings: PrinterSettings
    models: tuple[Model, ...] = ()
    office: bool = False


@dataclass(frozen=True, slots=True)
class FoundKeyboard:
    """A device that types; ``is_reader`` if its maker or name says that it reads cards or codes."""

    device: Path
    name: str
    is_reader: bool


@dataclass(frozen=True, slots=True)
class Found:
    printers: tuple[FoundPrinter, ...]
    ports: tuple[Port, ...]
    keyboards: tuple[FoundKeyboard, ...]
    chips: ChipReaders

    @property
    def typing_readers(self) -> tuple[FoundKeyboard, ...]:
        return tuple(one for one in self.keyboards if one.is_reader)


def find(machine: Machine) -> Found:
    """Look everywhere once."""
    on_the_bus = tuple(_on_the_bus(machine))
    known = {one.settings.device.name for one in on_the_bus}
    by_file = (one for one in _device_files(machine) if one.settings.device.name not in known)
    queues = (_queue(name) for name in machine.queues())
    ports = tuple(Port(_lasting(machine, port.device), port.name) for port in machine.ports())
    return Found(
        (*on_the_bus, *by_file, *queues), ports, tuple(_keyboards(machine)), machine.chips()
    )


def _on_the_bus(machine: Machine) -> Iterator[FoundPrinter]:
    """USB devices of the printer class, and those that a model of ours is known to be."""
    for device in children(machine.bus, "*"):
        vendor, product = _hex(device / "idVendor"), _hex(device / "idProduct")
        if vendor is None or product is None:
            continue
        models = of_usb(UsbId(vendor, product))
        interfaces = children(machine.bus, f"{device.name}:*")
        printing = [one for one in interfaces if _hex(one / "bInterfaceClass") == _PRINTER_CLASS]
        if not (printing or models):
            continue
        said = (line_of(device / "manufacturer"), line_of(device / "product"))
        name = " ".join(filter(None, said)) or "USB printer"
        yield FoundPrinter(
            f"{name} (USB {vendor:04x}:{product:04x})",
            _by_usb(machine, device, UsbId(vendor, product), models),
            models,
            any(_OFFICE.search(line_of(one / "ieee1284_id")) for one in printing),
        )


def _by_usb(
    machine: Machine, device: Path, usb: UsbId, models: tuple[Model, ...]
) -> PrinterSettings:
    """Best by the kernel's driver, if it has one for this printer, else past it."""
    model = models[0] if models else GENERIC_80
    for node in children(machine.bus, f"{device.name}:*/usbmisc/lp*"):
        file = _lasting(machine, Path("/dev/usb") / node.name)
        return PrinterSettings(kind="device", model=model, device=file)
    alike = [
        one
        for one in children(machine.bus, "*")
        if (_hex(one / "idVendor"), _hex(one / "idProduct")) == (usb.vendor, usb.product)
    ]
    serial = line_of(device / "serial") if len(alike) > 1 else ""
    return PrinterSettings(
        kind="usb", model=model, vendor=usb.vendor, product=usb.product, serial=serial
    )


def _device_files(machine: Machine) -> Iterator[FoundPrinter]:
    for node in children(machine.folder / "usb", "lp*"):
        device = _lasting(machine, Path("/dev/usb") / node.name)
        settings = PrinterSettings(kind="device", device=device)
        yield FoundPrinter(f"printer at {device}", settings)


def _queue(name: str) -> FoundPrinter:
    return FoundPrinter(f"print queue {name}", PrinterSettings(kind="cups", queue=name))


def _lasting(machine: Machine, device: Path) -> Path:
    """The name of a device that stays whatever else is plugged in, if it has one."""
    for folder in ("usb", "serial"):
        for link in children(machine.folder / folder / "by-id", "*"):
            if link.is_symlink() and link.resolve().name == device.name:
                return Path("/dev") / folder / "by-id" / link.name
    return device


def _keyboards(machine: Machine) -> Iterator[FoundKeyboard]:
    for link in children(machine.folder / "input" / "by-id", "*-event-kbd"):
        event = machine.inputs / link.resolve().name / "device"
        name = line_of(event / "name") or link.name
        maker = _hex(event / "id" / "vendor")
        is_reader = maker in READER_MAKERS or bool(_READER_WORDS.search(f"{name} {link.name}"))
        yield FoundKeyboard(Path("/dev/input/by-id") / link.name, name, is_reader)


def _hex(file: Path) -> int | None:
    try:
        return int(line_of(file), 16)
    except ValueError:
        return None
