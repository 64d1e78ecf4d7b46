"""What a model of printer can do, as far as a receipt needs to know it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from math import ceil


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


class NearEnd(Enum):
    """Whether the printer can say that the roll is near its end."""

    YES = "yes"
    UNKNOWN = "unknown"  # believed if it says so
    NO = "no"  # what it says of it means nothing


class QrCode(Enum):
    """Who makes the QR code."""

    NATIVE = "native"  # the printer, by GS ( k
    RASTER = "raster"


@dataclass(frozen=True, slots=True)
class UsbId:
    """The numbers by which a device names itself on the bus."""

    vendor: int
    product: int

    def __str__(self) -> str:
        return f"{self.vendor:04x}:{self.product:04x}"


@dataclass(frozen=True, slots=True)
class Model:
    """Where each value comes from stands in ``docs/printers.md``.

    ``paper_mm``: width of the paper in it, of which a line holds ``width_dots``; ``narrow_dots``:
    what a line holds with paper of 58 mm, None if it takes one width only. ``code_page``: the page
    of ESC t that has half-width katakana. ``mm_per_second``: speed of its head. ``tear_off_mm``:
    from the head to the edge at which paper is torn off, where there is no cutter.
    ``clears_buffer``: whether it knows DLE DC4 8; others might print its bytes.
    """

    id: str
    name: str
    width_dots: int = 576
    dots_per_inch: int = 203
    cutter: Cutter = Cutter.PARTIAL
    near_end_sensor: NearEnd = NearEnd.YES
    kanji: Kanji = Kanji.SHIFT_JIS
    qr_code: QrCode = QrCode.RASTER
    mm_per_second: int = 150
    paper_mm: int = 80
    narrow_dots: int | None = None
    code_page: int = 1
    tear_off_mm: int = 30
    clears_buffer: bool = False
    usb: tuple[UsbId, ...] = ()

    @property
    def papers_mm(self) -> tuple[int, ...]:
        """The widths of paper it can be set up for, the usual one first."""
        return (self.paper_mm,) if self.narrow_dots is None else (self.paper_mm, NARROW_MM)

    @property
    def rows_per_second(self) -> int:
        """How many rows of dots its head prints in a second."""
        return ceil(self.mm_per_second * self.dots_per_inch / MM_PER_INCH)

    def on(self, paper_mm: int) -> Model:
        """The model with that paper in it, which must be one of ``papers_mm``."""
        if paper_mm == self.paper_mm:
            return self
        if self.narrow_dots is None or paper_mm != NARROW_MM:
            raise ValueError(f"{self.name} takes no paper of {paper_mm} mm")
        return replace(self, paper_mm=paper_mm, width_dots=self.narrow_dots, narrow_dots=None)


MM_PER_INCH = 25.4
#: The narrow one of the two widths of receipt paper.
NARROW_MM = 58
