"""A wording that says the keys themselves: for tests in which no sentence matters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime


class PlainWords:
    """Implements ``printing.receipts.words.Words``."""

    language = "ja"

    def text(self, key: str, **values: object) -> str:
        return " ".join([key, *map(str, values.values())])

    def of(self, text: Mapping[str, str]) -> str:
        return text["ja"]

    def date(self, d: date) -> str:
        return d.isoformat()

    def time_span(self, start: datetime, until: datetime) -> str:
        return f"{start:%H:%M}-{until:%H:%M}"

    def instant(self, i: datetime) -> str:
        return f"{i:%Y-%m-%d %H:%M}"

    def deadline(self, i: datetime) -> str:
        return f"before {i:%Y-%m-%d %H:%M}"

    def yen(self, n: int) -> str:
        return f"{n} yen"
