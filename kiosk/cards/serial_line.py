"""How a serial port is set up for a card reader."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class LineParity(Enum):
    NONE = "none"
    EVEN = "even"
    ODD = "odd"


@dataclass(frozen=True, slots=True)
class SerialLine:
    """A port and how it is set up, as the reader's own switches or command codes say."""

    device: Path
    baud: int = 9600
    bits: int = 8
    parity: LineParity = LineParity.NONE
    stop_bits: int = 1
