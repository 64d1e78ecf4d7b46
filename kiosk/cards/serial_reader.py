"""A card reader at a serial port: RS-232C, or a converter that looks like one."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from time import monotonic
from typing import Final, Protocol

from kiosk.cards.attached import LOOK_SECONDS, AttachedReader, Opened
from kiosk.cards.frames import Card, Framed, Frames, Framing, Spoilt
from kiosk.cards.once import Once
from kiosk.cards.profile import CardProfile, Source
from kiosk.cards.reader import CardRead
from kiosk.cards.serial_line import SerialLine
from kiosk.cards.shown import CardUnreadable

_MOST_AT_ONCE: Final = 4096


class SerialReader(AttachedReader):
    """A reader at a serial port."""

    def __init__(
        self,
        line: SerialLine,
        framing: Framing,
        profile: CardProfile,
        steady: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(line.device)
        self._line = line
        self._profile, self._steady = profile, steady
        self._frames = Frames(framing)
        self._once = Once()

    def _open(self) -> Opened:
        return open_port(self._line)

    def _take(self, data: bytes) -> None:
        at = self._steady()
        for framed in self._frames.feed(data, at):
            content = framed.content if isinstance(framed, Card) else framed.why
            if self._once.is_new(content, at):
                self._report(self._read(framed))

    def _read(self, framed: Framed) -> CardRead:
        match framed:
            case Card(content=content):
                return self._profile.read(content, Source.SERIAL)
            case Spoilt(why=why):
                return CardUnreadable(why)


class _Serial(Protocol):
    """What of pyserial's ``Serial`` is used here."""

    @property
    def in_waiting(self) -> int: ...
    def read(self, size: int) -> bytes: ...
    def close(self) -> None: ...


class _Port:
    """An open port. pyserial raises ``OSError`` when it has gone, and twice something else."""

    def __init__(self, port: _Serial) -> None:
        self._port = port

    def read(self) -> bytes:
        try:
            waiting = min(self._port.in_waiting, _MOST_AT_ONCE)
            return bytes(self._port.read(max(1, waiting)))
        except TypeError as error:  # it was closed by the system in the middle of a read
            raise OSError(str(error)) from error

    def close(self) -> None:
        self._port.close()


def open_port(line: SerialLine) -> Opened:
    """The port, for this program alone. Raises ``OSError`` if it cannot be had."""
    try:
        port: _Serial = import_module("serial").Serial(
            port=str(line.device),
            baudrate=line.baud,
            bytesize=line.bits,
            parity=line.parity.value[0].upper(),
            stopbits=line.stop_bits,
            timeout=LOOK_SECONDS,
            exclusive=True,
        )
    except ValueError as error:  # a speed that this port does not know
        raise OSError(str(error)) from error
    return _Port(port)
