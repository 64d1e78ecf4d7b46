"""What an ESC/POS printer says about itself, byte by byte.

Bit positions are those of Epson's "ESC/POS Command Reference", commands DLE EOT, GS a and GS r.
A printer sends all three kinds of answer on one line, told apart by fixed bits of their first byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from printing.printer import (
    COVER_OPEN,
    NO_PAPER,
    PAPER_LOW,
    READY,
    Fault,
    PrinterStatus,
    faulty,
)

ASB_LENGTH = 4
XON, XOFF = 0x11, 0x13
#: The fixed bits of a first byte, and what they are for each kind of answer.
FIXED_BITS, IS_AUTOMATIC, IS_REAL_TIME = 0x93, 0x10, 0x12
#: Bits that are never set in GS r and in the later bytes of an automatic status.
NEVER_SET = 0x90
#: What DLE DC4 8 answers once the buffers are empty.
CLEARED = b"\x37\x25\x00"


class Ask(Enum):
    """What DLE EOT n can be asked, as far as a receipt needs it."""

    OFFLINE_CAUSE = 2
    ERROR_CAUSE = 3
    PAPER = 4


@dataclass(frozen=True, slots=True)
class RealTime:
    """One byte in answer to DLE EOT: its meaning depends on what was asked."""

    byte: int


@dataclass(frozen=True, slots=True)
class Automatic:
    """Automatic status back (GS a): sent once at the start and again on every change."""

    status: PrinterStatus


@dataclass(frozen=True, slots=True)
class Reached:
    """The answer to GS r 1: all that was sent before it has been printed."""

    status: PrinterStatus


@dataclass(frozen=True, slots=True)
class Garbage:
    """A byte that no printer sends: there is something else at the other end."""

    byte: int


@dataclass(frozen=True, slots=True)
class Cleared:
    """The printer has forgotten what it had not printed yet."""


Heard = RealTime | Automatic | Reached | Cleared | Garbage


class StatusReader:
    """Takes bytes as they come, in whatever pieces, and tells what they mean."""

    def __init__(self) -> None:
        self._begun_asb = b""
        self._begun_cleared = b""

    def feed(self, data: bytes) -> Iterator[Heard]:
        """What ``data`` completes; an automatic status that is half there waits for the rest."""
        for byte in data:
            if byte in (XON, XOFF):
                continue  # flow control, the line's business; may come between any two bytes
            if self._begun_asb:
                yield from self._continue_asb(byte)
            elif CLEARED.startswith(self._begun_cleared + bytes([byte])):
                whole = self._begun_cleared + bytes([byte])
                self._begun_cleared = b"" if whole == CLEARED else whole
                if whole == CLEARED:
                    yield Cleared()
            elif self._begun_cleared:
                self._begun_cleared = b""
                yield Garbage(byte)
            elif byte & FIXED_BITS == IS_AUTOMATIC:
                self._begun_asb = bytes([byte])
            elif byte & FIXED_BITS == IS_REAL_TIME:
                yield RealTime(byte)
            elif _is_paper_report(byte):
                yield Reached(_paper(end=bool(byte & 0x0C), near_end=bool(byte & 0x03)))
            else:
                yield Garbage(byte)

    def _continue_asb(self, byte: int) -> Iterator[Heard]:
        if byte & NEVER_SET:
            self._begun_asb = b""
            yield Garbage(byte)
            return
        self._begun_asb += bytes([byte])
        if len(self._begun_asb) == ASB_LENGTH:
            asb, self._begun_asb = self._begun_asb, b""
            yield Automatic(_automatic(asb))


def offline_cause(byte: int) -> PrinterStatus:
    """DLE EOT 2. ``FAULT`` with ``OFFLINE`` stands for an error: DLE EOT 3 says which."""
    if byte & 0x04:
        return COVER_OPEN
    if byte & 0x20:
        return NO_PAPER
    if byte & 0x48:
        return faulty(Fault.OFFLINE)
    return READY


def error_cause(byte: int) -> PrinterStatus:
    """DLE EOT 3, asked after DLE EOT 2 reported an error."""
    if byte & 0x08:
        return faulty(Fault.CUTTER)
    if byte & 0x40:
        return faulty(Fault.OVERHEATED)
    if byte & 0x24:
        return faulty(Fault.MECHANISM)
    return faulty(Fault.OFFLINE)


def paper(byte: int) -> PrinterStatus:
    """DLE EOT 4, the paper sensors."""
    return _paper(end=bool(byte & 0x60), near_end=bool(byte & 0x0C))


def _automatic(asb: bytes) -> PrinterStatus:
    """The worst of what four bytes of automatic status say; what a person can mend comes first."""
    machine, error, sensors, _ = asb
    if machine & 0x20:
        return COVER_OPEN
    if sensors & 0x0C:
        return NO_PAPER
    if error & 0x08:
        return faulty(Fault.CUTTER)
    if error & 0x40:
        return faulty(Fault.OVERHEATED)
    if error & 0x24:
        return faulty(Fault.MECHANISM)
    if machine & 0x08:
        return faulty(Fault.OFFLINE)
    return _paper(end=False, near_end=bool(sensors & 0x03))


def _paper(*, end: bool, near_end: bool) -> PrinterStatus:
    if end:
        return NO_PAPER
    return PAPER_LOW if near_end else READY


def _is_paper_report(byte: int) -> bool:
    """Whether this can be the answer to GS r 1: each sensor stands in two bits that agree."""
    return byte & NEVER_SET == 0 and byte & 0x03 in (0, 0x03) and byte & 0x0C in (0, 0x0C)
