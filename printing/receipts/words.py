"""The wording a receipt needs, as a port: the catalogue itself belongs to the screens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

#: Between a text in one language and the same in another: on one line, or on the next.
BESIDE, BELOW = " / ", "\n"


class Words(Protocol):
    """Wording in the language of the resident who takes the receipt."""

    @property
    def language(self) -> str:
        """Which language it is, such as ``zh-Hans``."""

    def text(self, key: str, **values: object) -> str:
        """The wording of a dotted key, such as ``receipt.reservation.number``, fields filled."""

    def of(self, text: Mapping[str, str]) -> str:
        """A text of the city in this language, else in Japanese."""

    def date(self, d: date) -> str:
        """A day with its weekday."""

    def time_span(self, start: datetime, until: datetime) -> str:
        """From when until when on one day."""

    def instant(self, i: datetime) -> str:
        """A day with its weekday, and the time of day."""

    def deadline(self, i: datetime) -> str:
        """An instant before which something must be done: 00:00 is 24:00 of the day before."""

    def yen(self, n: int) -> str:
        """An amount of money."""
