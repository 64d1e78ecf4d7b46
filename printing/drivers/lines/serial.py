"""A printer at a serial port: RS-232C, or a converter that looks like one."""

from __future__ import annotations

import errno
import select
import termios
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path
from time import monotonic, sleep
from typing import Protocol

from printing.drivers.line import LineBrokenError
from printing.drivers.lines.escpos_library import connections
from printing.drivers.lines.opening import cannot_open
from printing.trouble import TroubleCode

DLE = 0x10
#: Sent at a time. A printer says that it is full while it still has room for so many bytes; the
#: smallest reserve in Epson's manuals is 128, of which some are in the port's own buffer already.
PIECE_BYTES = 64
#: Between two looks whether the port has sent what it was given, in seconds.
LOOK_AGAIN = 0.002
#: Longer than any question in real time (DLE EOT, DLE DC4).
LONGEST_URGENT = 16


class Parity(Enum):
    NONE = "none"
    EVEN = "even"
    ODD = "odd"


class FlowControl(Enum):
    """How the printer says that it takes no more for now."""

    DTR_DSR = "dtr_dsr"  # its DTR at our DSR: what printers are delivered with
    RTS_CTS = "rts_cts"  # the same signal wired to our CTS
    XON_XOFF = "xon_xoff"
    NONE = "none"  # it never does; only for USB converters inside a printer


@dataclass(frozen=True, slots=True)
class SerialPort:
    """A port and how it is set up: as the printer's own switches say, or nothing is understood."""

    device: Path
    baud: int = 19_200
    parity: Parity = Parity.NONE
    flow_control: FlowControl = FlowControl.DTR_DSR


class _Opened(Protocol):
    """What of pyserial's ``Serial`` is used here."""

    write_timeout: float
    dsr: bool
    out_waiting: int

    def fileno(self) -> int: ...
    def reset_output_buffer(self) -> None: ...
    def close(self) -> None: ...


_PARITIES = {Parity.NONE: "N", Parity.EVEN: "E", Parity.ODD: "O"}


class SerialLine:
    """pyserial through python-escpos's ``Serial``, opened and closed here.

    ``Serial.open`` sets no write time-out and takes a port that another program has;
    ``Serial.close`` waits without end for a printer that takes nothing. Raises ``LineBrokenError``,
    saying why, if the port cannot be used.
    """

    def __init__(self, port: SerialPort) -> None:
        self._port = port
        self._line = connections().Serial(str(port.device), port.baud)
        self._serial = self._open()
        self._line.device = self._serial
        self._readable = select.poll()
        self._readable.register(self._serial.fileno(), select.POLLIN)

    def send(self, data: bytes, timeout_seconds: float) -> None:
        """``timeout_seconds`` is how long nothing may move: a slow line takes what it takes."""
        try:
            self._serial.write_timeout = timeout_seconds
            if data[:1] == bytes([DLE]) and len(data) <= LONGEST_URGENT:
                self._send_at_once(data, timeout_seconds)
                return
            for start in range(0, len(data), PIECE_BYTES):
                self._wait_until_it_takes_more(timeout_seconds)
                self._line._raw(data[start : start + PIECE_BYTES])
                if self._port.flow_control is FlowControl.DTR_DSR:
                    self._wait_until_sent(timeout_seconds)
            self._wait_until_sent(timeout_seconds)
        except (OSError, termios.error) as error:
            raise self._broken(str(error)) from None

    def receive(self, timeout_seconds: float) -> bytes:
        try:
            if not self._readable.poll(timeout_seconds * 1000):
                return b""
            data: bytes = self._line._read()
        except (OSError, termios.error) as error:
            raise self._broken(str(error)) from None
        return data

    def drop(self) -> None:
        with suppress(OSError, termios.error):
            self._serial.reset_output_buffer()

    def close(self) -> None:
        self.drop()  # else closing waits for a printer that takes nothing; what counts is sent
        self._line.device = None  # how the library says "not connected"
        self._serial.close()

    def _open(self) -> _Opened:
        port = self._port
        try:
            opened: _Opened = import_module("serial").Serial(
                str(port.device),
                port.baud,
                parity=_PARITIES[port.parity],
                timeout=0,
                xonxoff=port.flow_control is FlowControl.XON_XOFF,
                rtscts=port.flow_control is FlowControl.RTS_CTS,
                exclusive=True,
            )
            return opened
        except OSError as error:  # pyserial's own exception is one
            raise cannot_open(port.device, error) from None
        except (ValueError, termios.error) as error:
            detail = f"{port.device} is no serial port for {port.baud} baud: {error}"
            raise LineBrokenError(detail, TroubleCode.NOT_A_PRINTER) from None

    def _send_at_once(self, data: bytes, timeout_seconds: float) -> None:
        """A question in real time is taken by a printer that takes nothing else.

        What was held back before it is forgotten: it belongs to a receipt that broke off.
        """
        if self._serial.out_waiting:
            self._serial.reset_output_buffer()
        # Taking a stop back also takes back one by XOFF, but only if there is one of ours.
        termios.tcflow(self._serial.fileno(), termios.TCOOFF)
        termios.tcflow(self._serial.fileno(), termios.TCOON)
        self._line._raw(data)
        self._wait_until_sent(timeout_seconds)

    def _wait_until_it_takes_more(self, timeout_seconds: float) -> None:
        if self._port.flow_control is not FlowControl.DTR_DSR:
            return  # the kernel looks after it
        until = monotonic() + timeout_seconds
        while not self._takes_more():
            if monotonic() > until:
                raise self._broken("busy by DTR; if its cable has no such wire, set flow_control")
            sleep(LOOK_AGAIN)

    def _takes_more(self) -> bool:
        try:
            return self._serial.dsr
        except OSError as error:
            if error.errno != errno.ENOTTY:
                raise
            raise self._broken("has no such wires: set flow_control to xon_xoff or none") from None

    def _wait_until_sent(self, timeout_seconds: float) -> None:
        """So that an answer is waited for only when the printer has what it answers."""
        until, last = monotonic() + timeout_seconds, None
        while (waiting := self._serial.out_waiting) > 0:
            if waiting != last:
                until, last = monotonic() + timeout_seconds, waiting
            elif monotonic() > until:
                raise self._broken("takes nothing more")
            sleep(LOOK_AGAIN)

    def _broken(self, what: str) -> LineBrokenError:
        return LineBrokenError(f"{self._port.device}: {what}")
