"""What goes wrong, and at which byte of what the printer is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from printing.simulator.states import State


class Trouble(Enum):
    """What a line does, whatever the printer is in. ``State.READY`` ends it."""

    STALL = "stall"  # takes no more bytes; what it has is printed
    HANG_UP = "hang_up"  # as a pulled plug; the next connection is taken again
    GARBAGE = "garbage"  # its answers are nonsense
    HALF_ANSWERS = "half_answers"  # its answers break off in the middle


Change = State | Trouble

#: Every word that changes the printer, as control files, standard input and ``--fault`` have it.
CHANGES: dict[str, Change] = {one.value: one for kind in (State, Trouble) for one in kind}


class FaultError(ValueError):
    """A fault that nobody can set."""


@dataclass(frozen=True, slots=True)
class Fault:
    """After so many bytes of what comes from now on, the printer is changed."""

    after_bytes: int
    change: Change


def parse_fault(text: str) -> Fault:
    """``1234:no_paper``. Raises ``FaultError``, which says what is wrong."""
    after, _, what = text.partition(":")
    if not (after.isascii() and after.isdigit()):
        raise FaultError(f"{text!r}: before the colon stands a number of bytes: 1234:stall")
    if what not in CHANGES:
        raise FaultError(f"{text!r}: after the colon stands one of {', '.join(CHANGES)}")
    return Fault(int(after), CHANGES[what])


class FaultPlan:
    """The faults to come, counted along the bytes."""

    def __init__(self) -> None:
        self._passed = 0
        self._ahead: list[Fault] = []  # at bytes counted from the very first

    def add(self, fault: Fault) -> None:
        self._ahead.append(Fault(self._passed + fault.after_bytes, fault.change))
        self._ahead.sort(key=lambda ahead: ahead.after_bytes)

    def cut(self, data: bytes) -> Iterator[tuple[bytes, Change | None]]:
        """The data in pieces, each with what changes after it."""
        while self._ahead and self._ahead[0].after_bytes <= self._passed + len(data):
            fault = self._ahead.pop(0)
            piece = data[: fault.after_bytes - self._passed]
            data = data[len(piece) :]
            self._passed += len(piece)
            yield piece, fault.change
        self._passed += len(data)
        yield data, None
