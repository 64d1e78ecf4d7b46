"""How wide the glass is: in millimetres, or from its size in inches."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from kiosk.outcome import Refused

LEAST_MM: Final = 100.0
MOST_MM: Final = 3000.0
_MM: Final = re.compile(r"([0-9]{1,4}(?:\.[0-9]+)?)\s*(?:mm|ミリ)?")
_INCHES: Final = re.compile(
    r"([0-9]{1,3}(?:\.[0-9]+)?)\s*(?:\"|''|′′|”|in|inch|inches|インチ|型)\s*(?:upright|portrait|縦|(wide|landscape|横))?"
)
_MM_PER_INCH: Final = 25.4
#: The sides of a glass of 16:9 by its diagonal.
_SHORT, _LONG = 9 / (16**2 + 9**2) ** 0.5, 16 / (16**2 + 9**2) ** 0.5


def width_mm(typed: str) -> float | Refused:
    """The visible width in millimetres, to a tenth; of inches for 16:9, upright unless ``wide``."""
    plain = unicodedata.normalize("NFKC", typed).strip().lower()
    if found := _MM.fullmatch(plain):
        width = float(found[1])
    elif found := _INCHES.fullmatch(plain):
        width = float(found[1]) * _MM_PER_INCH * (_LONG if found[2] else _SHORT)
    else:
        return Refused("width_unfit")
    return round(width, 1) if LEAST_MM <= width <= MOST_MM else Refused("width_unfit")
