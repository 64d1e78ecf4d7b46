"""Why a printer does not answer: for technicians, the log and the doctor, never for residents.

A resident only ever hears ``NO_ANSWER``; what to do about it is not theirs to know.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class TroubleCode(Enum):
    NOT_THERE = "not_there"  # no such device, address or queue
    NOT_ALLOWED = "not_allowed"  # the device is there, but not for this user
    BUSY = "busy"  # another program has it
    NOT_A_PRINTER = "not_a_printer"  # a file, a directory, a web server
    NO_ANSWER = "no_answer"  # the line is there, nothing came over it in time
    BROKEN = "broken"  # the line was there and broke
    NOT_INSTALLED = "not_installed"  # a program or library is missing


@dataclass(frozen=True, slots=True)
class Trouble:
    """``detail`` is a sentence for a technician: what is wrong and, where known, the remedy."""

    code: TroubleCode
    detail: str
