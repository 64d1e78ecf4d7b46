"""The commands of text and of QR codes, cut out of the bytes; ``text`` carries them out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Letter:
    """One byte of text, or the end of a line (LF, CR); two of them may make one character."""

    byte: int


class Setting(Enum):
    """What one number sets; the name is that of the command."""

    CODE_TABLE = b"\x1bt"
    COUNTRY = b"\x1bR"
    EMPHASIS = b"\x1bE"
    UNDERLINE = b"\x1b-"
    PRINT_MODES = b"\x1b!"
    ALIGNMENT = b"\x1ba"
    LINE_SPACING = b"\x1b3"
    LETTER_SPACE = b"\x1b "
    FONT = b"\x1bM"
    UPSIDE_DOWN = b"\x1b{"
    KANJI_CODE = b"\x1cC"
    KANJI_UNDERLINE = b"\x1c-"
    CHARACTER_SIZE = b"\x1d!"
    WHITE_ON_BLACK = b"\x1dB"


@dataclass(frozen=True, slots=True)
class Set:
    what: Setting
    value: int


@dataclass(frozen=True, slots=True)
class KanjiMode:
    """FS & and FS ."""

    on: bool


@dataclass(frozen=True, slots=True)
class KanjiSpace:
    """FS S: dots beside each kanji."""

    left: int
    right: int


@dataclass(frozen=True, slots=True)
class DefaultLineSpacing:
    """ESC 2"""


@dataclass(frozen=True, slots=True)
class MoveTo:
    """ESC $ and, ``relative``, ESC \\: where the next character stands, in horizontal units."""

    units: int
    relative: bool = False


@dataclass(frozen=True, slots=True)
class PrintArea:
    """GS L and GS W: the left margin or the width of the lines, in horizontal units."""

    width: bool
    units: int


@dataclass(frozen=True, slots=True)
class QrCommand:
    """GS ( k with cn 49: the number of the function, and what comes with it."""

    function: int
    data: bytes


@dataclass(frozen=True, slots=True)
class OtherFunction:
    """A function of GS ( or FS ( that changes nothing here."""

    data: bytes


TextCommand = (
    Set
    | KanjiMode
    | KanjiSpace
    | DefaultLineSpacing
    | MoveTo
    | PrintArea
    | QrCommand
    | OtherFunction
)


def _units(data: bytes) -> int:
    return int.from_bytes(data[2:4], "little")


def _signed_units(data: bytes) -> int:
    return int.from_bytes(data[2:4], "little", signed=True)


_FIXED: dict[bytes, tuple[int, Callable[[bytes], TextCommand]]] = {
    b"\x1c&": (2, lambda _: KanjiMode(True)),
    b"\x1c.": (2, lambda _: KanjiMode(False)),
    b"\x1cS": (4, lambda data: KanjiSpace(data[2], data[3])),
    b"\x1b2": (2, lambda _: DefaultLineSpacing()),
    b"\x1b$": (4, lambda data: MoveTo(_units(data))),
    b"\x1b\\": (4, lambda data: MoveTo(_signed_units(data), relative=True)),
    b"\x1dL": (4, lambda data: PrintArea(False, _units(data))),
    b"\x1dW": (4, lambda data: PrintArea(True, _units(data))),
}
_SETTINGS = {setting.value: setting for setting in Setting}
_FUNCTIONS = (b"\x1d(", b"\x1c(")
_QR = (b"\x1d(k", 49)

#: The first two bytes of all of these commands.
PREFIXES = frozenset((*_FIXED, *_SETTINGS, *_FUNCTIONS))


def read_text_command(data: bytes) -> tuple[TextCommand, int] | None:
    """The command whose prefix opens ``data`` and its length; None while its end is not there."""
    prefix = data[:2]
    if prefix in _FUNCTIONS:
        return _read_function(data)
    if prefix in _SETTINGS:
        return (Set(_SETTINGS[prefix], data[2]), 3) if len(data) > len(prefix) else None
    length, command = _FIXED[prefix]
    return (command(data[:length]), length) if len(data) >= length else None


def _read_function(data: bytes) -> tuple[TextCommand, int] | None:
    """GS ( letter, or FS ( letter: two bytes of length, then so many bytes."""
    start = 5
    if len(data) < start:
        return None
    end = start + _length(data)
    if len(data) < end:
        return None
    content = data[start:end]
    if (data[:3], *content[:1]) == _QR and len(content) > 1:
        return QrCommand(content[1], content[2:]), end
    return OtherFunction(data[:end]), end


def _length(data: bytes) -> int:
    return int.from_bytes(data[3:5], "little")
