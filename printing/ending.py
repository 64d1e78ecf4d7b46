"""How a receipt ends: cut off, or fed to the edge where a hand tears it off.

Commands as in Epson's "ESC/POS Command Reference": GS V (cut), ESC J (feed by dots).
"""

from __future__ import annotations

from printing.models import MM_PER_INCH, Cutter, Model
from printing.raster import CUT, ESC, GS, MOST_FEED_DOTS

#: Full cut, after feeding the paper up to the knife.
FULL_CUT = GS + b"V\x41\x00"


def ending(model: Model) -> bytes:
    """What ends a receipt on this model. Its vertical unit must be one dot (GS P)."""
    match model.cutter:
        case Cutter.PARTIAL:
            return CUT
        case Cutter.FULL:
            return FULL_CUT
        case Cutter.NONE:
            return _feed(round(model.tear_off_mm * model.dots_per_inch / MM_PER_INCH))


def _feed(dots: int) -> bytes:
    whole, rest = divmod(dots, MOST_FEED_DOTS)
    steps = [MOST_FEED_DOTS] * whole + ([rest] if rest else [])
    return b"".join(ESC + b"J" + bytes([step]) for step in steps)
