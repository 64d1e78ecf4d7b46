"""What the booking service says of a month, of the lotteries that run, and of other services.

Decoded like ``kiosk/model.py``.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

from kiosk.model import Text

EventKind = Literal[
    "lottery_open",
    "lottery_close",
    "draw",
    "result",
    "claim",
    "lapse",
    "first_come",
    "counter_only",
    "payment",
]


class CalendarEvent(msgspec.Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """Something that happens in a month.

    ``from_`` without ``until``: something begins, or happens at a moment. Neither of the two: it is
    so for every day of use, and ``what`` says when. ``facility_ids`` is empty where it is the same
    in all facilities of the classes.
    """

    id: str
    kind: EventKind
    name: Text
    class_ids: tuple[str, ...]
    facility_ids: tuple[str, ...]
    from_: datetime | None
    until: datetime | None
    use_month: str | None
    what: Text


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """A month, ``2027-02``, and what happens in it: what has a day in order of time, then what
    holds for every day of use."""

    month: str
    events: tuple[CalendarEvent, ...]


class Lottery(msgspec.Struct, frozen=True, kw_only=True):
    """A lottery that is running, or the next one, for the days ``use_from`` to ``use_until``."""

    id: str
    name: Text
    class_ids: tuple[str, ...]
    facility_ids: tuple[str, ...]
    use_from: date
    use_until: date
    opens: datetime
    closes: datetime
    draw_at: datetime
    result_from: datetime
    claim_from: datetime | None
    claim_until: datetime | None
    state: Literal["coming", "open", "drawing", "result", "claiming"]


class Lotteries(msgspec.Struct, frozen=True, kw_only=True):
    """In the order in which they open."""

    items: tuple[Lottery, ...]


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """Another service for residents, at an address that their own telephone opens."""

    id: str
    name: Text
    about: Text
    url: str


class Links(msgspec.Struct, frozen=True, kw_only=True):
    links: tuple[Link, ...]
