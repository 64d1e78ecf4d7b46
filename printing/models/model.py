"""What a model of printer can do, as far as a receipt needs to know it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Cutter(Enum):
    """What ends a receipt."""

    PARTIAL = "partial"  # the paper hangs on by a point
    FULL = "full"
    NONE = "none"  # torn off by hand at the edge


class Kanji(Enum):
    """How the printer's own characters are reached when a receipt goes as text."""

    SHIFT_JIS = "shift_jis"  # JIS X 0208, levels 1 and 2, in Shift_JIS (FS C 1)
    CP932 = "cp932"  # besides, what NEC and IBM added: ①, ㈱, 髙, 﨑
    NONE = "none"  # it has no kanji: receipts go as pictures only


class QrCode(Enum):
    """Who makes the QR code."""

    NATIVE = "native"  # the printer, by GS ( k
    RASTER = "raster"


@dataclass(frozen=True, slots=True)
class Model:
    """``width_dots``: what a line of the paper in it holds. ``mm_per_second``: speed of its head.

    ``near_end_sensor``: whether it can say that the roll is near its end.
    """

    id: str
    name: str
    width_dots: int = 576
    dots_per_inch: int = 203
    cutter: Cutter = Cutter.PARTIAL
    near_end_sensor: bool = True
    kanji: Kanji = Kanji.SHIFT_JIS
    qr_code: QrCode = QrCode.RASTER
    mm_per_second: int = 150
