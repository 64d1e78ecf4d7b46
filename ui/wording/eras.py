"""Japanese eras as far back as somebody who lives today may have been born."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Final


class Era(Enum):
    """The value is the era's first day; the day belongs to the new era (令和: 政令第143号)."""

    TAISHO = dt.date(1912, 7, 30)
    SHOWA = dt.date(1926, 12, 25)
    HEISEI = dt.date(1989, 1, 8)
    REIWA = dt.date(2019, 5, 1)

    @property
    def key(self) -> str:
        """How it is called in keys: ``showa``."""
        return self.name.lower()

    def western(self, year: int) -> int:
        """The western year of a year of this era."""
        return self.value.year + year - 1


#: From the latest on: the first that has begun is the one of a day.
_LATEST_FIRST: Final = tuple(sorted(Era, key=lambda era: era.value, reverse=True))


def era_of(day: dt.date) -> tuple[Era, int] | None:
    """The era of a day and its year there; None before 大正."""
    for era in _LATEST_FIRST:
        if day >= era.value:
            return era, day.year - era.value.year + 1
    return None
