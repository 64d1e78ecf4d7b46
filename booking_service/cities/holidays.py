"""Japan's public holidays, the port that ``policy`` asks for.

From the ``jpholiday`` library, which computes them by law; a test compares it with a second one.
The government announces equinox days only in the February before; later ones are computed.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import jpholiday

_DAYS_REMEMBERED = 4096


@lru_cache(maxsize=_DAYS_REMEMBERED)
def public_holiday(day: date) -> str | None:
    """The Japanese name of the public holiday on ``day``, or None."""
    name: str | None = jpholiday.is_holiday_name(day)
    return name
