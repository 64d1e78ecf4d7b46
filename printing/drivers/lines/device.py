"""A printer behind a device file: ``/dev/usb/lp0`` of the kernel's driver, or a raw terminal.

python-escpos's ``File`` writes through a buffer that waits without end, drops what a device did not
take at once, and cannot read (its issue 622); so these bytes are carried here.
"""

from __future__ import annotations

import fcntl
import os
import select
import termios
import tty
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

from printing.drivers.line import LineBrokenError
from printing.drivers.lines.opening import cannot_open, printer_device

READ_BYTES = 4096
#: The kernel's driver reports "readable" also where an answer of no bytes came: the pause, in
#: seconds, before it is asked again.
EMPTY_ANSWER_PAUSE = 0.01

_GONE = select.POLLERR | select.POLLHUP | select.POLLNVAL


class DeviceLine:
    """Raises ``LineBrokenError``, saying why, if the device cannot be used."""

    def __init__(self, device: Path) -> None:
        self._device = device
        try:
            self._file = os.open(device, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        except OSError as error:
            raise cannot_open(device, error) from None
        try:
            self._set_up()
        except LineBrokenError:
            os.close(self._file)
            raise

    def send(self, data: bytes, timeout_seconds: float) -> None:
        left = memoryview(data)
        while left:
            self._wait_for(select.POLLOUT, timeout_seconds)
            try:
                left = left[os.write(self._file, left) :]
            except BlockingIOError:
                continue  # taken by nobody yet; the wait above has its end
            except OSError as error:
                raise self._broken(str(error)) from None

    def receive(self, timeout_seconds: float) -> bytes:
        until = monotonic() + timeout_seconds
        while (left := until - monotonic()) > 0:
            events = self._events(select.POLLIN, left)
            if not events:
                return b""
            try:
                data = os.read(self._file, READ_BYTES)
            except BlockingIOError:
                data = b""
            except OSError as error:
                raise self._broken(str(error)) from None
            if data:
                return data
            if events & _GONE:
                raise self._broken("is gone")
            sleep(min(EMPTY_ANSWER_PAUSE, left))
        return b""

    def drop(self) -> None:
        # The kernel's printer driver forgets what it has when it is closed; a terminal does not.
        with suppress(OSError, termios.error):
            termios.tcflush(self._file, termios.TCOFLUSH)

    def close(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _set_up(self) -> None:
        printer_device(self._device, self._file)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.isatty(self._file):
                tty.setraw(self._file)
        except OSError as error:
            raise cannot_open(self._device, error) from None

    def _wait_for(self, event: int, timeout_seconds: float) -> None:
        events = self._events(event, timeout_seconds)
        if not events:
            raise self._broken("takes nothing more")
        if events & _GONE:
            raise self._broken("is gone")

    def _events(self, event: int, timeout_seconds: float) -> int:
        """What happened in time: ``event``, or that the device is gone; 0 for nothing."""
        poll = select.poll()
        poll.register(self._file, event)
        found = poll.poll(timeout_seconds * 1000)
        return found[0][1] if found else 0

    def _broken(self, what: str) -> LineBrokenError:
        return LineBrokenError(f"{self._device}: {what}")
