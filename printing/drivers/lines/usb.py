"""A printer on the USB bus, spoken to past the kernel's own printer driver."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from types import ModuleType
from typing import Any, NoReturn, Protocol

from printing.drivers.line import LineBrokenError
from printing.drivers.lines.escpos_library import connections
from printing.drivers.lines.opening import cannot_open
from printing.trouble import TroubleCode

PRINTER_CLASS = 7
VENDOR_CLASS = 255
BULK = 2
DIRECTION_IN = 0x80
#: Handed to the bus at a time: so much the smallest printers take well within the time-out.
PIECE_BYTES = 4096
#: Some printers answer "nothing" at once instead of waiting: the pause, in seconds, before the
#: next question.
EMPTY_ANSWER_PAUSE = 0.01


@dataclass(frozen=True, slots=True)
class UsbPort:
    """Which device: both numbers 0 take the first printer on the bus.

    ``serial``: to tell two of one kind apart, empty for any.
    """

    vendor: int = 0
    product: int = 0
    serial: str = ""

    def __str__(self) -> str:
        if not (self.vendor or self.product):
            return "a USB printer"
        return f"USB {self.vendor:04x}:{self.product:04x} {self.serial}".rstrip()


@dataclass(frozen=True, slots=True)
class _Way:
    """The interface of a device that carries a printer's bytes both ways."""

    interface: int
    alternate: int
    out: int
    into: int
    packet_bytes: int


class UsbLine:
    """pyusb through python-escpos's ``Usb``, opened and closed here.

    ``Usb.open`` resets the device each time, which ends what it is printing; it takes end points
    for granted, reads 16 bytes where a device may send a packet, and never gives the device back
    to the kernel. ``backend`` is pyusb's way to the bus, None for the usual one. Raises
    ``LineBrokenError``, saying why, if the printer cannot be used.
    """

    def __init__(self, port: UsbPort, backend: object = None) -> None:
        self._port = port
        library = connections().Usb
        self._usb = _pyusb()
        self._device, self._way = self._find(backend)
        self._kernel_has_it = False
        try:
            self._claim()
        except self._usb.USBError as error:
            self._give_back()
            self._cannot_open(error)
        self._line = library(timeout=0, in_ep=self._way.into, out_ep=self._way.out)
        self._line.device = self._device

    def send(self, data: bytes, timeout_seconds: float) -> None:
        """``timeout_seconds`` is for each piece: how long a full buffer may take nothing."""
        self._line.timeout = round(timeout_seconds * 1000)
        try:
            for start in range(0, len(data), PIECE_BYTES):
                self._line._raw(data[start : start + PIECE_BYTES])
        except self._usb.USBError as error:
            raise LineBrokenError(f"{self._port}: {error}") from None

    def receive(self, timeout_seconds: float) -> bytes:
        until = monotonic() + timeout_seconds
        while (left := until - monotonic()) > 0:
            try:
                data = bytes(
                    self._device.read(
                        self._way.into, self._way.packet_bytes, max(1, round(left * 1000))
                    )
                )
            except self._usb.USBTimeoutError:
                return b""
            except self._usb.USBError as error:
                raise LineBrokenError(f"{self._port}: {error}") from None
            if data:
                return data
            sleep(min(EMPTY_ANSWER_PAUSE, left))
        return b""

    def drop(self) -> None:
        """Nothing: what the bus has not taken by its time-out is forgotten by itself."""

    def close(self) -> None:
        self._line.device = None  # how the library says "not connected"
        self._give_back()

    def _find(self, backend: object) -> tuple[Any, _Way]:
        """The device and its way, or the trouble that there is none."""
        wanted = {
            name: number
            for name, number in (("idVendor", self._port.vendor), ("idProduct", self._port.product))
            if number
        }
        seen = False
        try:
            for device in self._usb.find(find_all=True, backend=backend, **wanted):
                if self._port.serial and device.serial_number != self._port.serial:
                    continue
                seen = seen or bool(wanted)
                way = next(_ways(device, any_class=bool(wanted)), None)
                if way is not None:
                    return device, way
        except self._usb.NoBackendError:
            detail = "libusb is missing: install the package libusb-1.0-0"
            raise LineBrokenError(detail, TroubleCode.NOT_INSTALLED) from None
        except self._usb.USBError as error:
            self._cannot_open(error)
        except ValueError as error:  # a device that may not be opened tells no serial number
            self._cannot_open(OSError(errno.EACCES, str(error)))
        if seen:
            detail = f"{self._port} is no printer: it takes and gives no bytes as one does"
            raise LineBrokenError(detail, TroubleCode.NOT_A_PRINTER)
        detail = f"{self._port} is not there: is it switched on and plugged in? lsusb lists all"
        raise LineBrokenError(detail, TroubleCode.NOT_THERE)

    def _claim(self) -> None:
        device, way = self._device, self._way
        with suppress(NotImplementedError):
            if device.is_kernel_driver_active(way.interface):
                device.detach_kernel_driver(way.interface)
                self._kernel_has_it = True
        try:
            device.get_active_configuration()
        except self._usb.USBError:
            device.set_configuration()  # it was never set up: nothing is printing
        _util().claim_interface(device, way.interface)
        if way.alternate:
            device.set_interface_altsetting(way.interface, way.alternate)

    def _give_back(self) -> None:
        with suppress(self._usb.USBError):
            _util().dispose_resources(self._device)
        if self._kernel_has_it:
            with suppress(self._usb.USBError, NotImplementedError):
                self._device.attach_kernel_driver(self._way.interface)
            self._kernel_has_it = False
            with suppress(self._usb.USBError):
                _util().dispose_resources(self._device)

    def _cannot_open(self, error: OSError) -> NoReturn:
        node = Path("/dev/bus/usb")
        device = getattr(self, "_device", None)
        if device is not None:
            node = node / f"{device.bus or 0:03d}" / f"{device.address or 0:03d}"
        raise cannot_open(node, error) from None


class _EndPoint(Protocol):
    bEndpointAddress: int  # noqa: N815 - the names of the USB standard, as pyusb has them
    bmAttributes: int  # noqa: N815
    wMaxPacketSize: int  # noqa: N815


class _Interface(Protocol):
    bInterfaceNumber: int  # noqa: N815
    bInterfaceClass: int  # noqa: N815
    bAlternateSetting: int  # noqa: N815

    def __iter__(self) -> Iterator[_EndPoint]: ...


def _ways(device: Iterable[Iterable[_Interface]], *, any_class: bool) -> Iterator[_Way]:
    """The ways into a device, those of the printer class first.

    Others only where the device was named by its numbers (``any_class``): many receipt printers
    are delivered with a class of their maker's.
    """
    interfaces = [interface for configuration in device for interface in configuration]
    classes = (PRINTER_CLASS, VENDOR_CLASS) if any_class else (PRINTER_CLASS,)
    for wanted in classes:
        for interface in interfaces:
            if interface.bInterfaceClass == wanted:
                yield from _way(interface)


def _way(interface: _Interface) -> Iterator[_Way]:
    bulk = [point for point in interface if point.bmAttributes & 3 == BULK]
    into = next((point for point in bulk if point.bEndpointAddress & DIRECTION_IN), None)
    out = next((point for point in bulk if not point.bEndpointAddress & DIRECTION_IN), None)
    if into is not None and out is not None:
        yield _Way(
            interface.bInterfaceNumber,
            interface.bAlternateSetting,
            out.bEndpointAddress,
            into.bEndpointAddress,
            into.wMaxPacketSize,
        )


def _pyusb() -> ModuleType:
    import usb.core

    core: ModuleType = usb.core
    return core


def _util() -> ModuleType:
    import usb.util

    util: ModuleType = usb.util
    return util
