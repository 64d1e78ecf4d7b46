"""What the city does when: its calendar of a month and its lotteries, as the service says them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import msgspec
from msgspec.structs import replace

from kiosk.model import Text


class UseDay(msgspec.Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """What a rule by day of use means for one day of use; ``until`` is None where it begins."""

    use_date: date
    from_: datetime
    until: datetime | None = None


class Happening(msgspec.Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """Something of the city's month. Without ``from_`` it is a rule for every day of use: then
    ``what`` says when, and ``days`` what that means in the month. ``use_month`` and ``use_date``:
    what is applied for, drawn or paid. ``facility_ids``: none where it is the same in all
    facilities of the classes."""

    id: str
    kind: Literal[
        "lottery_open",
        "draw",
        "result",
        "claim",
        "lapse",
        "first_come",
        "payment",
        "counter_only",
    ]
    name: Text
    class_ids: tuple[str, ...]
    facility_ids: tuple[str, ...] = ()
    from_: datetime | None
    until: datetime | None
    use_month: str | None = None
    use_date: date | None = None
    what: Text | None = None
    days: tuple[UseDay, ...] = ()


class CityMonth(msgspec.Struct, frozen=True, kw_only=True):
    """All happenings of a month (``YYYY-MM``)."""

    month: str
    events: tuple[Happening, ...]


class RunningLottery(msgspec.Struct, frozen=True, kw_only=True):
    """A lottery that runs now or comes next, for the days of use from ``use_from``."""

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

    def at(self, now: datetime) -> RunningLottery:
        """As it stands at ``now``, of what the clock alone decides: it opens, it closes, what was
        won can be claimed. When it is drawn only the service knows."""
        if self.state in ("coming", "open") and now >= self.closes:
            return replace(self, state="drawing")
        if self.state == "coming" and now >= self.opens:
            return replace(self, state="open")
        claimed = self.claim_until is not None and now >= self.claim_until
        return replace(self, state="result") if self.state == "claiming" and claimed else self


class Lotteries(msgspec.Struct, frozen=True, kw_only=True):
    items: tuple[RunningLottery, ...]


@dataclass(frozen=True, slots=True)
class MonthOfCity:
    """The city's month with its age. ``as_of``: when the service said so."""

    month: date
    events: tuple[Happening, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True)
class LotteriesNow:
    """The lotteries with the age of the answer."""

    items: tuple[RunningLottery, ...]
    as_of: datetime
