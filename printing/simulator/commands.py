"""Cuts the bytes that reach the printer into commands, however they are split on the line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from struct import Struct

from printing.simulator.text_commands import PREFIXES as TEXT_PREFIXES
from printing.simulator.text_commands import Letter, TextCommand, read_text_command


@dataclass(frozen=True, slots=True)
class Reset:
    """ESC @"""


@dataclass(frozen=True, slots=True)
class SetUnits:
    """GS P: how many vertical and horizontal motion units make an inch."""

    vertical: int
    horizontal: int = 0


@dataclass(frozen=True, slots=True)
class ReportChanges:
    """GS a n; ``what`` 0 ends the reporting."""

    what: int


@dataclass(frozen=True, slots=True)
class TellWhenPrinted:
    """GS r n"""

    what: int


@dataclass(frozen=True, slots=True)
class TellName:
    """GS I n: who made the printer, and what it is called."""

    what: int


@dataclass(frozen=True, slots=True)
class Picture:
    """GS v 0 m: ``width`` bytes a row, the highest bit is the leftmost dot, 1 is black.

    ``mode``: bit 0 doubles the width, bit 1 the height.
    """

    width: int
    rows: int
    data: bytes
    mode: int = 0


@dataclass(frozen=True, slots=True)
class FeedUnits:
    """ESC J n"""

    units: int


@dataclass(frozen=True, slots=True)
class FeedLines:
    """ESC d n"""

    lines: int


@dataclass(frozen=True, slots=True)
class Cut:
    """GS V m [n]; feeds ``units`` first."""

    units: int


@dataclass(frozen=True, slots=True)
class AskNow:
    """DLE EOT n: answered at once, whatever waits in the buffer."""

    what: int


@dataclass(frozen=True, slots=True)
class ClearBuffer:
    """DLE DC4 8: forget what has not been printed."""


@dataclass(frozen=True, slots=True)
class Recover:
    """DLE ENQ: leave an error whose cause is gone. Here its cause and the error go together."""


@dataclass(frozen=True, slots=True)
class Padding:
    """Zeros between commands: nothing happens."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Bytes that mean nothing here; a real printer would print them as letters or ignore them."""

    data: bytes


Command = (
    Letter
    | TextCommand
    | Reset
    | SetUnits
    | ReportChanges
    | TellWhenPrinted
    | TellName
    | Picture
    | FeedUnits
    | FeedLines
    | Cut
    | AskNow
    | ClearBuffer
    | Recover
    | Padding
    | Unknown
)

#: Bytes that open a command: DLE, ESC, FS and GS.
_OPENERS = b"\x10\x1b\x1c\x1d"
_ZERO = b"\x00"
_FIRST_LETTER = 0x20
_LINE_ENDS = b"\n\r"
_PREFIX_BYTES = 2

_CLEAR_BUFFER = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"


def _dle_dc4(data: bytes) -> Command:
    return ClearBuffer() if data == _CLEAR_BUFFER else Unknown(data)


#: Commands of fixed length: how they begin, how long they are, what they say.
_FIXED: dict[bytes, tuple[int, Callable[[bytes], Command]]] = {
    b"\x10\x04": (3, lambda data: AskNow(data[2])),
    b"\x10\x05": (3, lambda _: Recover()),
    b"\x10\x14": (10, _dle_dc4),
    b"\x1b@": (2, lambda _: Reset()),
    b"\x1bJ": (3, lambda data: FeedUnits(data[2])),
    b"\x1bd": (3, lambda data: FeedLines(data[2])),
    b"\x1da": (3, lambda data: ReportChanges(data[2])),
    b"\x1dI": (3, lambda data: TellName(data[2])),
    b"\x1dr": (3, lambda data: TellWhenPrinted(data[2])),
    b"\x1dP": (4, lambda data: SetUnits(data[3], data[2])),
}
_CUT = b"\x1dV"
#: GS V m: these cut at once, every other m is followed by how far to feed before.
_CUT_AT_ONCE = bytes([0, 1, 48, 49])
_PICTURE = b"\x1dv"
_PICTURE_HEADER = Struct("<3xBHH")


class CommandReader:
    """Takes bytes in any pieces; yields each command once its last byte is there."""

    def __init__(self) -> None:
        self._waiting = b""

    @property
    def unread(self) -> int:
        """How many bytes wait: of a command whose end is not there, or that nobody took yet."""
        return len(self._waiting)

    def feed(self, data: bytes) -> Iterator[Command]:
        """The commands that ``data`` completes."""
        self._waiting += data
        while self._waiting:
            read = _read(self._waiting)
            if read is None:
                return
            command, length = read
            self._waiting = self._waiting[length:]
            yield command


def _read(data: bytes) -> tuple[Command, int] | None:
    """The first command in ``data`` and its length; None while its end is not there."""
    if data[:1] == _ZERO:
        return Padding(), len(data) - len(data.lstrip(_ZERO))
    if data[:1] not in _OPENERS:
        letter = data[0] >= _FIRST_LETTER or data[:1] in _LINE_ENDS
        return (Letter(data[0]) if letter else Unknown(data[:1])), 1
    prefix = data[:_PREFIX_BYTES]
    if len(prefix) < _PREFIX_BYTES:
        return None
    if prefix == _CUT:
        return _read_cut(data[_PREFIX_BYTES:])
    if prefix == _PICTURE:
        return _read_picture(data)
    if prefix in TEXT_PREFIXES:
        return read_text_command(data)
    if prefix not in _FIXED:
        return Unknown(prefix), _PREFIX_BYTES
    length, command = _FIXED[prefix]
    return (command(data[:length]), length) if len(data) >= length else None


def _read_cut(how: bytes) -> tuple[Command, int] | None:
    mode, units = how[:1], how[1:2]
    if mode and mode in _CUT_AT_ONCE:
        return Cut(0), _PREFIX_BYTES + 1
    return (Cut(units[0]), _PREFIX_BYTES + 2) if units else None


def _read_picture(data: bytes) -> tuple[Command, int] | None:
    start = _PICTURE_HEADER.size
    if len(data) < start:
        return None
    mode, width, rows = _PICTURE_HEADER.unpack_from(data)
    end = start + width * rows
    return (Picture(width, rows, data[start:end], mode & 3), end) if len(data) >= end else None
