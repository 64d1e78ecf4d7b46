"""The shapes of a month's calendar and of the lotteries that are running."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from typing_extensions import TypedDict

from booking_service.service.shapes import Text

_Span = TypedDict("_Span", {"from": datetime | None, "until": datetime | None})


_FromUntil = TypedDict("_FromUntil", {"from": datetime, "until": datetime | None})


class UseDay(_FromUntil):
    """What a rule by day of use means for one day of use."""

    use_date: date


class CalendarEvent(_Span):
    id: str
    kind: Literal[
        "lottery_open",
        "draw",
        "result",
        "claim",
        "lapse",
        "first_come",
        "counter_only",
        "payment",
    ]
    name: Text
    class_ids: list[str]
    facility_ids: list[str]
    use_month: str | None
    what: Text
    days: list[UseDay]


class Calendar(TypedDict):
    month: str
    events: list[CalendarEvent]


class Lottery(TypedDict):
    id: str
    name: Text
    class_ids: list[str]
    facility_ids: list[str]
    use_from: date
    use_until: date
    opens: datetime
    closes: datetime
    draw_at: datetime
    result_from: datetime
    claim_from: datetime | None
    claim_until: datetime | None
    state: Literal["coming", "open", "drawing", "result", "claiming"]


class Lotteries(TypedDict):
    items: list[Lottery]
