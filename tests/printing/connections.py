"""The kinds of connection to a printer, each leading to a port at which a played one listens.

A connection is made anew each time a driver asks for one, as the wire behind it would be: bytes go
through a pseudo terminal or a played USB bus to the port and back.
"""

from __future__ import annotations

import errno
import os
import select
import socket
import tty
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import usb.backend
import usb.core

from printing.drivers.escpos_printer import Connect
from printing.drivers.line import Line, LineBrokenError
from printing.drivers.lines.device import DeviceLine
from printing.drivers.lines.network import NetworkLine
from printing.drivers.lines.serial import FlowControl, SerialLine, SerialPort
from printing.drivers.lines.usb import UsbLine, UsbPort
from printing.trouble import TroubleCode

HOST = "127.0.0.1"
CONNECT_SECONDS = 20.0
END_SECONDS = 30.0
KINDS = ("network", "serial", "device", "usb")


@contextmanager
def connection(kind: str, port: int) -> Iterator[Connect]:
    """Connects by ``kind`` to the port of this machine."""
    if kind == "network":
        yield lambda: NetworkLine(HOST, port, CONNECT_SECONDS)
    elif kind == "usb":
        yield lambda: UsbLine(UsbPort(), PlayedBus(lambda: _call(port)))
    else:
        with _wires(port, _LINES[kind]) as connect:
            yield connect


def _serial(device: Path) -> Line:
    return SerialLine(SerialPort(device, 115_200, flow_control=FlowControl.XON_XOFF))


_LINES: dict[str, Callable[[Path], Line]] = {"serial": _serial, "device": DeviceLine}


def _call(port: int) -> socket.socket:
    """A connection to the port, or the trouble a device has that is not plugged in."""
    try:
        return socket.create_connection((HOST, port), CONNECT_SECONDS)
    except OSError as error:
        raise LineBrokenError(str(error), TroubleCode.NOT_THERE) from None


@contextmanager
def _wires(port: int, line: Callable[[Path], Line]) -> Iterator[Connect]:
    """Pseudo terminals, a new one for each connection, whose other end leads to the port."""
    threads: list[Thread] = []

    def connect() -> Line:
        called = _call(port)
        ours, theirs = os.openpty()
        tty.setraw(theirs)
        opened = line(Path(os.ttyname(theirs)))
        os.close(theirs)
        thread = Thread(target=_carry, args=(ours, called), name="wire")
        thread.start()
        threads.append(thread)
        return opened

    try:
        yield connect
    finally:
        for thread in threads:
            thread.join(END_SECONDS)


def _carry(terminal: int, called: socket.socket) -> None:
    """Bytes both ways, until one end is closed: then the other one is, too."""
    with called, suppress(OSError):
        try:
            poll = select.poll()
            poll.register(terminal, select.POLLIN)
            poll.register(called, select.POLLIN)
            while True:
                ready = {file for file, _ in poll.poll()}
                if terminal in ready:
                    called.sendall(os.read(terminal, 4096))
                if called.fileno() in ready:
                    data = called.recv(4096)
                    if not data:
                        # A terminal that hangs up forgets what was not read yet, a wire has
                        # delivered it: so it hangs up when the next byte comes.
                        os.read(terminal, 1)
                        return
                    os.write(terminal, data)
        finally:
            os.close(terminal)


class PlayedBus(usb.backend.IBackend):
    """A bus with one receipt printer on it, as pyusb sees it. ``call`` is the wire to it."""

    def __init__(
        self,
        call: Callable[[], socket.socket],
        *,
        interface_class: int = 7,
        refuses: int = 0,
        kernel_has_it: bool = True,
    ) -> None:
        self.kernel_has_it = kernel_has_it
        self.done: list[str] = []
        self._call = call
        self._class = interface_class
        self._refuses = refuses
        self._wire: socket.socket | None = None

    def enumerate_devices(self):
        yield self

    def get_device_descriptor(self, dev):
        return SimpleNamespace(
            bLength=18,
            bDescriptorType=1,
            bcdUSB=0x0200,
            bDeviceClass=0,
            bDeviceSubClass=0,
            bDeviceProtocol=0,
            bMaxPacketSize0=64,
            idVendor=0x04B8,
            idProduct=0x0E28,
            bcdDevice=0x0100,
            iManufacturer=0,
            iProduct=0,
            iSerialNumber=0,
            bNumConfigurations=1,
            address=7,
            bus=1,
            port_number=1,
            port_numbers=(1,),
            speed=2,
        )

    def get_configuration_descriptor(self, dev, config):
        if config:
            raise IndexError(config)
        return SimpleNamespace(
            bLength=9,
            bDescriptorType=2,
            wTotalLength=32,
            bNumInterfaces=1,
            bConfigurationValue=1,
            iConfiguration=0,
            bmAttributes=0xC0,
            bMaxPower=1,
            extra_descriptors=[],
        )

    def get_interface_descriptor(self, dev, intf, alt, config):
        if intf or alt:
            raise IndexError(intf)
        return SimpleNamespace(
            bLength=9,
            bDescriptorType=4,
            bInterfaceNumber=0,
            bAlternateSetting=0,
            bNumEndpoints=2,
            bInterfaceClass=self._class,
            bInterfaceSubClass=1,
            bInterfaceProtocol=2,
            iInterface=0,
            extra_descriptors=[],
        )

    def get_endpoint_descriptor(self, dev, ep, intf, alt, config):
        return SimpleNamespace(
            bLength=7,
            bDescriptorType=5,
            bEndpointAddress=(0x03, 0x84)[ep],  # unlike those that the library takes for granted
            bmAttributes=2,
            wMaxPacketSize=64,
            bInterval=0,
            bRefresh=0,
            bSynchAddress=0,
            extra_descriptors=[],
        )

    def open_device(self, dev):
        if self._refuses:
            raise usb.core.USBError(os.strerror(self._refuses), None, self._refuses)
        self.done.append("open")
        return self

    def close_device(self, dev_handle):
        self.done.append("close")
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def get_configuration(self, dev_handle):
        return 1

    def set_configuration(self, dev_handle, config_value):
        self.done.append("configure")

    def reset_device(self, dev_handle):
        self.done.append("reset")

    def is_kernel_driver_active(self, dev_handle, intf):
        return self.kernel_has_it

    def detach_kernel_driver(self, dev_handle, intf):
        self.kernel_has_it = False

    def attach_kernel_driver(self, dev_handle, intf):
        self.kernel_has_it = True

    def claim_interface(self, dev_handle, intf):
        self.done.append("claim")
        try:
            self._wire = self._call()
        except LineBrokenError as error:
            raise usb.core.USBError(str(error), None, errno.ENODEV) from None

    def release_interface(self, dev_handle, intf):
        self.done.append("release")

    def bulk_write(self, dev_handle, ep, intf, data, timeout):
        assert ep == 0x03
        self._wire.settimeout(timeout / 1000)
        try:
            self._wire.sendall(data.tobytes())
        except TimeoutError:
            raise usb.core.USBTimeoutError("timed out", None, errno.ETIMEDOUT) from None
        except OSError as error:
            raise usb.core.USBError("gone", None, errno.ENODEV) from error
        return len(data)

    def bulk_read(self, dev_handle, ep, intf, buff, timeout):
        assert ep == 0x84
        self._wire.settimeout(timeout / 1000)
        try:
            data = self._wire.recv(len(buff))
        except TimeoutError:
            raise usb.core.USBTimeoutError("timed out", None, errno.ETIMEDOUT) from None
        except OSError as error:
            raise usb.core.USBError("gone", None, errno.ENODEV) from error
        if not data:
            raise usb.core.USBError("gone", None, errno.ENODEV)
        buff[: len(data)] = array("B", data)
        return len(data)
