"""The simulator from outside: a small JSON file, or lines on standard input, at any time.

The file: ``{"state": "no_paper", "paper_mm": 200, "faults": ["1234:stall"]}``, of which all may be
left out. A line: one of ``CHANGES``, or ``paper 200``, or ``fault 1234:stall``. What is not
understood changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import msgspec

from printing.simulator.faults import CHANGES, Change, Fault, FaultError, parse_fault


class Controlled(Protocol):
    """What can be controlled."""

    def change(self, change: Change) -> None: ...

    def load_roll(self, mm: float) -> None: ...

    def add_fault(self, fault: Fault) -> None: ...


@dataclass(frozen=True, slots=True)
class Control:
    """What is to be done, in this order: the paper, the state, the faults to come."""

    change: Change | None = None
    paper_mm: float | None = None
    faults: tuple[Fault, ...] = ()

    def apply(self, printer: Controlled) -> None:
        if self.paper_mm is not None:
            printer.load_roll(self.paper_mm)
        if self.change is not None:
            printer.change(self.change)
        for fault in self.faults:
            printer.add_fault(fault)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    state: str | None = None
    paper_mm: float | None = None
    faults: tuple[str, ...] = ()


def read_control(path: Path) -> Control | None:
    """What the file says, None if it is not there, half written or makes no sense."""
    try:
        said = msgspec.json.decode(path.read_bytes(), type=_File)
        faults = tuple(parse_fault(fault) for fault in said.faults)
    except (OSError, msgspec.MsgspecError, FaultError):
        return None
    if said.state is not None and said.state not in CHANGES:
        return None
    return Control(CHANGES[said.state] if said.state else None, said.paper_mm, faults)


class LineError(ValueError):
    """A line that means nothing; its text says what would."""


def read_line(line: str) -> Control:
    """What a line of standard input says. Raises ``LineError``."""
    match line.split():
        case [word] if word in CHANGES:
            return Control(change=CHANGES[word])
        case ["paper", mm] if mm.isascii() and mm.isdigit():
            return Control(paper_mm=float(mm))
        case ["fault", fault]:
            try:
                return Control(faults=(parse_fault(fault),))
            except FaultError as error:
                raise LineError(str(error)) from None
        case _:
            words = ", ".join(CHANGES)
            raise LineError(f"say one of {words}; or: paper MM; or: fault BYTES:WHAT; or: quit")
