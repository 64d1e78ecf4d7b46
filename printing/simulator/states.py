"""The states that a printer can be in, and what it says of itself in each of them.

Bits as in Epson's "ESC/POS Command Reference": DLE EOT n, GS a (automatic status), GS r 1, GS I.
"""

from __future__ import annotations

from enum import Enum


class State(Enum):
    READY = "ready"
    PAPER_LOW = "paper_low"
    NO_PAPER = "no_paper"
    COVER_OPEN = "cover_open"
    CUTTER_STUCK = "cutter_stuck"
    OVERHEATED = "overheated"
    MECHANISM = "mechanism"  # broken: no hand at the printer mends it
    OFFLINE = "offline"  # somebody holds its feed button: it says that it cannot print, not why
    NOT_ANSWERING = "not_answering"  # switched on, but it neither takes nor says anything


#: The states in which it prints.
WORKING = (State.READY, State.PAPER_LOW)

#: Automatic status: the first three of its four bytes, over the bits that are always the same.
_AUTOMATIC = {
    State.READY: (0x10, 0x00, 0x00),
    State.PAPER_LOW: (0x10, 0x00, 0x03),
    State.NO_PAPER: (0x18, 0x00, 0x0F),
    State.COVER_OPEN: (0x38, 0x00, 0x00),
    State.CUTTER_STUCK: (0x18, 0x08, 0x00),
    State.OVERHEATED: (0x18, 0x40, 0x00),
    State.MECHANISM: (0x18, 0x20, 0x00),
    State.OFFLINE: (0x18, 0x00, 0x00),
    State.NOT_ANSWERING: (0x10, 0x00, 0x00),
}
_AUTOMATIC_END = 0x0F

_REAL_TIME_ALWAYS = 0x12
_REAL_TIME = {
    1: {state: 0x08 for state in State if state not in WORKING},
    2: {
        State.COVER_OPEN: 0x04,
        State.OFFLINE: 0x08,
        State.NO_PAPER: 0x20,
        State.CUTTER_STUCK: 0x40,
        State.OVERHEATED: 0x40,
        State.MECHANISM: 0x40,
    },
    3: {State.CUTTER_STUCK: 0x08, State.MECHANISM: 0x20, State.OVERHEATED: 0x40},
    4: {State.PAPER_LOW: 0x0C, State.NO_PAPER: 0x6C},
}


def automatic_status(state: State) -> bytes:
    """What GS a sends on every change."""
    return bytes((*_AUTOMATIC[state], _AUTOMATIC_END))


def real_time_status(state: State, what: int) -> bytes:
    """The answer to DLE EOT ``what``; none to a question that this printer does not know."""
    if what not in _REAL_TIME:
        return b""
    return bytes([_REAL_TIME_ALWAYS | _REAL_TIME[what].get(state, 0)])


def paper_status(state: State) -> bytes:
    """The answer to GS r 1."""
    return b"\x03" if state is State.PAPER_LOW else b"\x00"


#: What DLE DC4 8 answers once the buffers are empty.
CLEARED = b"\x37\x25\x00"
#: GS I: single bytes for model and type, then names between an underscore and NUL.
_NAMES = {1: b"\x20", 2: b"\x02", 3: b"\x01"} | {
    code: b"_" + text + b"\0"
    for code, text in {65: b"1.0", 66: b"SIMULATOR", 67: b"printer-simulator"}.items()
}


def name(what: int) -> bytes:
    """The answer to GS I ``what``; none to a question that this printer does not know."""
    return _NAMES.get(what, b"")
