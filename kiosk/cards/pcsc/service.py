"""The machine's smart card service (pcscd), what it says as values.

pyscard is imported when the service is first asked, so that the first screen does not wait for it.
Calls wait for the service and let other threads run meanwhile.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final, Protocol

#: A pseudo reader: waiting for it is waiting for readers that come and go (PC/SC part 5).
_COMING_AND_GOING: Final = "\\\\?PnP?\\Notification"
#: Where the library looks for the service, unless its own variable says otherwise.
_USUAL_SOCKET: Final = "/run/pcscd/pcscd.comm"

#: Bits of a reader's state (PC/SC part 5, SCARD_STATE); the upper half counts its cards' comings
#: and goings.
UNAVAILABLE: Final = 0x0008
PRESENT: Final = 0x0020
EXCLUSIVE: Final = 0x0080


class Trouble(Enum):
    """Why the service did not do what it was asked for."""

    NO_SERVICE = "no_service"  # it does not run, or has ended
    NOT_ALLOWED = "not_allowed"  # its rules keep this program out
    NO_READER = "no_reader"
    IN_USE = "in_use"  # another program has the card for itself
    GONE = "gone"  # the card was taken away
    MUTE = "mute"  # the chip does not answer
    FAULT = "fault"


#: PC/SC part 5, "return codes".
_TROUBLE: Final = {
    0x8010001D: Trouble.NO_SERVICE,
    0x8010001E: Trouble.NO_SERVICE,  # it is ending
    0x80100003: Trouble.NO_SERVICE,  # the handle is of a service that has ended
    0x80100013: Trouble.NO_SERVICE,  # the connection to it broke off
    0x8010006A: Trouble.NOT_ALLOWED,
    0x80100009: Trouble.NO_READER,
    0x80100017: Trouble.NO_READER,
    0x8010002E: Trouble.NO_READER,
    0x8010000B: Trouble.IN_USE,
    0x8010000C: Trouble.GONE,
    0x80100010: Trouble.GONE,
    0x80100016: Trouble.GONE,  # broken off in the middle of an exchange
    0x80100068: Trouble.GONE,  # another program has reset it
    0x80100069: Trouble.GONE,
    0x80100065: Trouble.MUTE,
    0x80100066: Trouble.MUTE,
    0x80100067: Trouble.MUTE,
    0x8010000F: Trouble.MUTE,
}
_TIMED_OUT: Final = 0x8010000A
_OK_STATUS: Final = 0x9000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a card answers: data, and the two bytes that say how it went (ISO 7816-4, 5.6)."""

    data: bytes
    status: int

    def __repr__(self) -> str:
        """What stands on a card stands in no log."""
        return f"Answer(<{len(self.data)} bytes>, {self.status:04X})"

    @property
    def ok(self) -> bool:
        return self.status == _OK_STATUS

    @property
    def is_passing(self) -> bool:
        """A reader's word for "the card was not held still": another try may succeed."""
        return self.status in (0x6300, 0x6400, 0x6401, 0x6F00)


class Card(Protocol):
    """A card that answers commands (APDU)."""

    @property
    def atr(self) -> bytes: ...

    def send(self, command: bytes) -> Answer | Trouble: ...


@dataclass(frozen=True, slots=True)
class Slot:
    """How a reader is: the bits above, and how often a card came or went."""

    bits: int
    count: int = 0


class Service:
    """A connection to the service. Open it with ``connect_to_service``; for one thread."""

    def __init__(self, scard: ModuleType, context: object) -> None:
        self._scard = scard
        self._context = context

    def readers(self) -> tuple[str, ...] | Trouble:
        code, names = self._scard.SCardListReaders(self._context, [])
        trouble = _trouble(code)
        if trouble is Trouble.NO_READER:
            return ()
        return trouble if trouble is not None else tuple(names)

    def wait(self, known: Mapping[str, Slot], seconds: float) -> dict[str, Slot] | Trouble:
        """How the readers are as soon as one is other than ``known``, or another comes or goes; at
        the latest after so many seconds."""
        asked = [(name, slot.bits | slot.count << 16) for name, slot in known.items()]
        code, states = self._scard.SCardGetStatusChange(
            self._context, int(seconds * 1000), [*asked, (_COMING_AND_GOING, 0)]
        )
        if code & 0xFFFFFFFF == _TIMED_OUT:
            return dict(known)
        trouble = _trouble(code)
        if trouble is not None:
            return trouble
        return {name: Slot(state & 0xFFFD, state >> 16) for name, state, _ in states[: len(asked)]}

    def card(self, reader: str) -> ConnectedCard | Trouble:
        """The card on a reader, shared with other programs."""
        scard = self._scard
        protocols = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        code, card, protocol = scard.SCardConnect(
            self._context, reader, scard.SCARD_SHARE_SHARED, protocols
        )
        trouble = _trouble(code)
        if trouble is not None:
            return trouble
        code, _, _, _, atr = scard.SCardStatus(card)
        return ConnectedCard(scard, card, protocol, bytes(atr) if _trouble(code) is None else b"")

    def close(self) -> None:
        self._scard.SCardReleaseContext(self._context)


class ConnectedCard:
    """Implements ``Card``. As a context manager it lets go of the card at the end."""

    def __init__(self, scard: ModuleType, card: object, protocol: int, atr: bytes) -> None:
        self._scard = scard
        self._card = card
        self._protocol = protocol
        self.atr = atr

    def __enter__(self) -> ConnectedCard:
        return self

    def __exit__(self, *_: object) -> None:
        self._scard.SCardDisconnect(self._card, self._scard.SCARD_LEAVE_CARD)

    def send(self, command: bytes) -> Answer | Trouble:
        code, said = self._scard.SCardTransmit(self._card, self._protocol, list(command))
        trouble = _trouble(code)
        if trouble is not None:
            return trouble
        if len(said) < len(b"\x90\x00"):
            return Trouble.FAULT  # no answer of a card is shorter
        return Answer(bytes(said[:-2]), said[-2] << 8 | said[-1])


def connect_to_service() -> Service | Trouble:
    scard = import_module("smartcard.scard")
    code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_SYSTEM)
    trouble = _trouble(code)
    return trouble if trouble is not None else Service(scard, context)


def hang_up() -> None:
    """Break this process's connections to the service: a call that the service never answers
    ends. The library knows no time-out, and its own way of ending a call asks the service too."""
    address = os.environ.get("PCSCLITE_CSOCK_NAME", _USUAL_SOCKET)
    for number in Path("/proc/self/fd").iterdir():
        try:
            copy = os.dup(int(number.name))
        except OSError:
            continue  # closed meanwhile
        try:
            line = socket.socket(fileno=copy)
        except OSError:
            os.close(copy)
            continue  # no socket
        with line:
            try:
                if line.getpeername() == address:
                    line.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # connected with nobody


def _trouble(code: int) -> Trouble | None:
    value = code & 0xFFFFFFFF
    return None if value == 0 else _TROUBLE.get(value, Trouble.FAULT)
