"""A printer at a network address, usually port 9100. The connection is python-escpos's."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import struct
from contextlib import closing
from threading import Lock
from typing import TYPE_CHECKING

from printing import raster
from printing.drivers.conversation import Conversation, LineBrokenError, Timeouts
from printing.page import Page
from printing.printer import NO_ANSWER, NotPrinted, PrinterStatus, PrintOutcome

if TYPE_CHECKING:
    from escpos.printer import Network

DEFAULT_PORT = 9100
_LINGER_NOT_AT_ALL = struct.pack("ii", 1, 0)
_import_lock = Lock()


class NetworkPrinter:
    """One printer, spoken to by one connection at a time, opened for each question and receipt.

    No call takes longer than the time-outs say, and none raises for anything the network does.
    """

    def __init__(
        self,
        host: str,
        port: int = DEFAULT_PORT,
        width_dots: int = 576,
        dots_per_inch: int = 203,
        timeouts: Timeouts | None = None,
    ) -> None:
        self._host = host
        self._port = port
        self._width_dots = width_dots
        self._dots_per_inch = dots_per_inch
        self._timeouts = timeouts or Timeouts()
        self._one_at_a_time = Lock()
        self._scrap_in_the_slot = False

    @property
    def width_dots(self) -> int:
        return self._width_dots

    def status(self) -> PrinterStatus:
        with self._one_at_a_time:
            try:
                line = _EscposLine(self._host, self._port, self._timeouts.connect)
            except LineBrokenError:
                return NO_ANSWER
            with closing(line):
                return self._conversation(line).status()

    def print(self, page: Page) -> PrintOutcome:
        parts = raster.encode(page.image)
        with self._one_at_a_time:
            try:
                line = _EscposLine(self._host, self._port, self._timeouts.connect)
            except LineBrokenError:
                return NotPrinted(NO_ANSWER)
            with closing(line):
                conversation = self._conversation(line)
                status = conversation.status()
                if not status.can_print:
                    return NotPrinted(status)
                if self._scrap_in_the_slot:
                    # What is left of a receipt that broke off must not hang on the next one.
                    parts = (raster.CUT + parts[0], *parts[1:])
                outcome = conversation.print(parts)
                self._scrap_in_the_slot = isinstance(outcome, NotPrinted)
                return outcome

    def _conversation(self, line: _EscposLine) -> Conversation:
        return Conversation(line, self._timeouts, self._dots_per_inch)


class _EscposLine:
    """The socket of python-escpos's ``Network``, with time-outs of ours.

    It is opened and closed here: ``Network.open`` knows IPv4 only and forgets to close a socket
    that could not connect; ``Network.close`` logs to the root logger, which sets logging up for
    the whole program. Raises ``LineBrokenError`` if nothing is there.
    """

    def __init__(self, host: str, port: int, connect_seconds: float) -> None:
        network = _import_network()
        try:
            self._socket = socket.create_connection((host, port), connect_seconds)
        except OSError as error:
            raise LineBrokenError(str(error)) from None
        # A receipt goes out in several pieces, none of which should wait for the next one.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._network = network(host, port, timeout=connect_seconds)
        self._network.device = self._socket

    def send(self, data: bytes, timeout_seconds: float) -> None:
        self._socket.settimeout(timeout_seconds)
        try:
            self._network._raw(data)
        except OSError as error:
            raise LineBrokenError(str(error)) from None

    def receive(self, timeout_seconds: float) -> bytes:
        self._socket.settimeout(timeout_seconds)
        try:
            data: bytes = self._network._read()
        except TimeoutError:
            return b""
        except OSError as error:
            raise LineBrokenError(str(error)) from None
        if not data:
            raise LineBrokenError("closed by the printer")
        return data

    def drop(self) -> None:
        # With this set, closing resets the connection instead of sending on in the background.
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT_AT_ALL)

    def close(self) -> None:
        self._network.device = None  # how the library says "not connected"
        self._socket.close()


def _import_network() -> type[Network]:
    """python-escpos, imported when first needed: it takes longer than the first screen may.

    Its import reads a pickle from wherever an environment variable points, leaves a temporary
    folder behind and sets up logging for the whole program; none of that is wanted here.
    """
    with _import_lock:
        root = logging.getLogger()
        handlers = list(root.handlers)
        os.environ.pop("ESCPOS_CAPABILITIES_PICKLE_DIR", None)
        from escpos import capabilities
        from escpos.printer import Network

        shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
        for handler in set(root.handlers) - set(handlers):
            root.removeHandler(handler)
    return Network
