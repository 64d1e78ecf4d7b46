"""Time as the kiosk knows it: the machine's clock, set right by the booking service's.

A kiosk PC may be minutes off, yet at 08:30:00 the right button must be there. Every answer of the
service carries a ``Date`` header (RFC 9110, section 6.6.1), from which ``ServiceClock`` learns.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Protocol

#: Local time of every city. Japan has had no summer time since 1951, so a fixed offset is exact.
TOKYO = timezone(timedelta(hours=9), "JST")

#: What the ``Date`` header is cut to.
_DATE_HEADER_STEP = timedelta(seconds=1)


class Clock(Protocol):
    """Wall time for rules, steady time for delays: the wall may jump when it is set right."""

    def now(self) -> datetime:
        """The instant, with the zone of Tokyo."""

    def steady(self) -> float:
        """Seconds since some moment; never runs backwards."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(TOKYO)

    def steady(self) -> float:
        return time.monotonic()


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The offset lies between the two, if both clocks run evenly."""

    low: timedelta
    high: timedelta

    @property
    def middle(self) -> timedelta:
        return self.low + (self.high - self.low) / 2

    def narrowed_by(self, other: _Bounds) -> _Bounds:
        both = _Bounds(max(self.low, other.low), min(self.high, other.high))
        # Nothing in common: one of the clocks was set meanwhile, so only the newest answer counts.
        return both if both.low <= both.high else other


class ServiceClock:
    """The service's time: the machine's clock plus an offset learned from ``Date`` headers.

    A header is cut to the second, so one answer tells the offset to about a second; each further
    answer narrows it, down to the travel time of the quickest one.
    """

    def __init__(self, machine: Clock) -> None:
        self._machine = machine
        self._lock = threading.Lock()
        self._bounds: _Bounds | None = None

    def now(self) -> datetime:
        return self._machine.now() + self.offset

    def steady(self) -> float:
        return self._machine.steady()

    @property
    def offset(self) -> timedelta:
        """How far the service's clock is ahead of the machine's; zero until it was heard."""
        bounds = self._bounds
        return bounds.middle if bounds is not None else timedelta(0)

    def machine_now(self) -> datetime:
        """The machine's own time, to be noted right before a request leaves."""
        return self._machine.now()

    def heard(self, date_header: str, sent: datetime) -> None:
        """Learn from an answer to a request that left at ``sent`` (see ``machine_now``).

        A header that is no date is passed over: the offset stays as it is.
        """
        arrived = self._machine.now()
        try:
            said = parsedate_to_datetime(date_header).replace(tzinfo=UTC)
        except ValueError:
            return
        new = _Bounds(said - arrived, said + _DATE_HEADER_STEP - sent)
        if new.low > new.high:  # the machine's clock was set while the answer was on its way
            return
        with self._lock:
            self._bounds = new if self._bounds is None else self._bounds.narrowed_by(new)
