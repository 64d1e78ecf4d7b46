"""Cuts what a reader sends over a line into cards, however the bytes arrive.

Nothing is kept beyond the longest card. A frame that is not finished when the line falls silent is
over: the next card begins anew, so a reader that lost its place finds it with the next card.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import reduce
from operator import xor
from typing import Final, Literal

STX: Final = b"\x02"
ETX: Final = b"\x03"
FF: Final = b"\xff"

#: Fewer bytes outside a frame are noise on the line, not a card that was misread.
_SHORTEST_RUBBISH: Final = 4


class FrameKind(Enum):
    STX = "stx"  # STX, the card, ETX
    LINES = "lines"  # the card, then CR, LF or both
    FF = "ff"  # FFh, the card, FFh, as on a JIS II stripe itself


class BlockCheck(Enum):
    """One byte behind the frame: the exclusive or of its bytes."""

    NONE = "none"
    BCC = "bcc"  # without the sign at the beginning
    LRC = "lrc"  # with it


class ParityBit(Enum):
    """What the highest bit of each byte is for, where seven bits are a character."""

    NONE = "none"
    EVEN = "even"
    ODD = "odd"


@dataclass(frozen=True, slots=True)
class Framing:
    """How a reader frames a card. ``longest``: bytes of a card; silence in seconds."""

    kind: FrameKind = FrameKind.LINES
    check: BlockCheck = BlockCheck.NONE
    parity: ParityBit = ParityBit.NONE
    longest: int = 512
    silence_seconds: float = 0.2


@dataclass(frozen=True, slots=True)
class Card:
    """What stood in a frame."""

    content: bytes

    def __repr__(self) -> str:
        return f"Card(<{len(self.content)} bytes>)"


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A frame that is no card."""

    why: Literal["incomplete", "too_long", "misread"]


Framed = Card | Spoilt


class _At(Enum):
    OUTSIDE = "outside"
    INSIDE = "inside"
    CHECK = "check"


class Frames:
    """Takes bytes in any pieces; each call returns the frames that ended with them."""

    def __init__(self, framing: Framing) -> None:
        self._framing = framing
        self._begins, self._ends = _signs(framing.kind)
        self._outside = _At.INSIDE if self._begins is None else _At.OUTSIDE
        self._at = self._outside
        self._held = bytearray()
        self._overflowed = False
        self._rubbish = 0
        self._end = b""
        self._last_at = 0.0

    def feed(self, data: bytes, at: float) -> list[Framed]:
        """``data`` came at ``at`` (seconds of a steady clock)."""
        ended = self.elapsed(at)
        if data:
            self._last_at = at
        while data:
            match self._at:
                case _At.OUTSIDE:
                    data = self._look_for_the_beginning(data)
                case _At.INSIDE:
                    data = self._inside(data, ended)
                case _At.CHECK:
                    ended.append(self._checked(data[0]))
                    data = data[1:]
        return ended

    def elapsed(self, at: float) -> list[Framed]:
        """It is now ``at``: if the line has been silent, what was begun is over."""
        if at - self._last_at <= self._framing.silence_seconds:
            return []
        over: list[Framed] = []
        if self._overflowed:
            over.append(Spoilt("too_long"))
        elif self._held or self._at is _At.CHECK:
            over.append(Spoilt("incomplete"))
        elif self._rubbish >= _SHORTEST_RUBBISH:
            over.append(Spoilt("misread"))
        self._forget()
        return over

    def _look_for_the_beginning(self, data: bytes) -> bytes:
        before, found, after = data.partition(self._begins or b"")
        self._rubbish += len(before)
        if found:
            self._forget()
            self._at = _At.INSIDE
        return after

    def _inside(self, data: bytes, ended: list[Framed]) -> bytes:
        """Up to the end of the frame, or of the data."""
        sign = self._ends.search(data)
        if sign is None:
            self._hold(data)
            return b""
        self._hold(data[: sign.start()])
        rest = data[sign.end() :]
        if not self._held and not self._overflowed:
            # Between two lines, or two beginnings side by side, of which the second counts.
            self._at = self._outside if sign[0] == ETX else _At.INSIDE
        elif sign[0] == self._begins and sign[0] != FF:
            # Another beginning: what was begun broke off.
            ended.append(Spoilt("too_long" if self._overflowed else "incomplete"))
            self._forget()
            self._at = _At.INSIDE
        elif self._framing.check is BlockCheck.NONE:
            ended.append(self._whole())
        else:
            self._end = sign[0]
            self._at = _At.CHECK
        return rest

    def _checked(self, given: int) -> Framed:
        counted = bytes(self._held) + self._end
        if self._framing.check is BlockCheck.LRC:
            counted = (self._begins or b"") + counted
        if not self._overflowed and reduce(xor, counted, 0) != given:
            self._forget()
            return Spoilt("misread")
        return self._whole()

    def _whole(self) -> Framed:
        held, overflowed = bytes(self._held), self._overflowed
        self._forget()
        if overflowed:
            return Spoilt("too_long")
        if self._framing.parity is ParityBit.NONE:
            return Card(held)
        odd = 1 if self._framing.parity is ParityBit.ODD else 0
        if any(byte.bit_count() % 2 != odd for byte in held):
            return Spoilt("misread")
        return Card(bytes(byte & 0x7F for byte in held))

    def _hold(self, data: bytes) -> None:
        room = self._framing.longest - len(self._held)
        self._overflowed = self._overflowed or len(data) > room
        self._held += data[:room]

    def _forget(self) -> None:
        self._held.clear()
        self._overflowed = False
        self._rubbish = 0
        self._at = self._outside


def _signs(kind: FrameKind) -> tuple[bytes | None, re.Pattern[bytes]]:
    """What a frame begins with, if with anything, and what can end it."""
    match kind:
        case FrameKind.STX:
            return STX, re.compile(rb"[\x02\x03]")
        case FrameKind.FF:
            return FF, re.compile(rb"\xff")
        case FrameKind.LINES:
            return None, re.compile(rb"[\r\n]")
