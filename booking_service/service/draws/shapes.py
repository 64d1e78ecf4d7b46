"""What anybody is told of a draw. Names as they are sent."""

# pydantic reads these types when the document is made, so they stay importable at run time.

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from typing_extensions import TypedDict

from booking_service.service.shapes import Text

EntropyName = Literal["none", "beacon", "officers"]


class DrawList(TypedDict):
    list_hash: str
    applications: int
    listed_at: datetime
    url: str


class DrawResult(TypedDict):
    url: str


class Draw(TypedDict):
    id: str
    name: Text
    first_day: date
    last_day: date
    opens: datetime
    closes: datetime
    draw_at: datetime
    result_from: datetime
    commitment: str
    committed_at: datetime
    entropy: EntropyName
    list: DrawList | None
    result: DrawResult | None


class Draws(TypedDict):
    items: list[Draw]
