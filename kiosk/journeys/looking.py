"""Looking rooms up without login: from the kiosk's own disk, so also when the line is down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from kiosk.availability import DaySummary, DayView, MonthView
from kiosk.booking_client import BookingClient
from kiosk.clock import TOKYO
from kiosk.journeys.calendar_views import last_of_month, month_of, slot_views, summary, whole_views
from kiosk.journeys.master_data import NEVER_SYNCED, MasterData, Place, trouble
from kiosk.model import City, Facility, Notice, Offer, RoomDay, SlotPattern
from kiosk.outcome import Refused
from offline_cache.availability import AvailabilityCache, OfferDayRow, RoomDayRow
from offline_cache.database import StorageTrouble

_OFFERS = msgspec.json.Decoder(tuple[Offer, ...])


@dataclass(frozen=True, slots=True)
class _Span:
    """What is known of a room between two days, at one moment."""

    days: tuple[RoomDayRow, ...]
    offers: Mapping[str, tuple[Offer, ...]]
    patterns: Mapping[str, SlotPattern]
    as_of: datetime


class LookingUp:
    """Implements ``kiosk.terminal.Looking``. Only ``competition`` asks the service."""

    def __init__(
        self,
        cache: AvailabilityCache,
        master: MasterData,
        client: BookingClient,
        now: Callable[[], datetime],
    ) -> None:
        self._cache = cache
        self._master = master
        self._client = client
        self.now = now

    def city(self) -> City | Refused:
        return self._master.city()

    def notices(self) -> tuple[Notice, ...] | Refused:
        return self._master.notices()

    def facilities(self) -> tuple[Facility, ...] | Refused:
        """Nobody is led to rooms before it is known when they are free."""
        as_of = self._cache.as_of()
        if isinstance(as_of, StorageTrouble):
            return trouble(as_of)
        return NEVER_SYNCED if as_of is None else self._master.facilities()

    def month(self, room_id: str, month: date) -> MonthView | Refused:
        """A room's month, each day in one word. Days that are not known are left out.

        The nearest month there is instead of one outside the calendar: at midnight a month that is
        looked at may be over.
        """
        bounds = self._cache.room_span(room_id)
        if isinstance(bounds, StorageTrouble):
            return trouble(bounds)
        if bounds is None:
            known = self._summaries(room_id, month, month)
            return known if isinstance(known, Refused) else Refused("not_found")
        earliest, latest = (date.fromisoformat(day) for day in bounds)
        # A terminal that was off for longer than the service remembers what it took back keeps days
        # that are over, with a gap after them.
        begins = min(max(earliest, self.now().astimezone(TOKYO).date()), latest)
        first = min(max(month_of(month), month_of(begins)), month_of(latest))
        known = self._summaries(room_id, max(first, begins), last_of_month(first))
        if isinstance(known, Refused):
            return known
        days, as_of = known
        return MonthView(
            room_id=room_id,
            month=first,
            days=days,
            first_month=month_of(begins),
            last_month=month_of(latest),
            as_of=as_of,
        )

    def days(self, room_id: str, first: date, last: date) -> tuple[DaySummary, ...] | Refused:
        """A room's days between two days, both included, each in one word."""
        known = self._summaries(room_id, first, last)
        return known if isinstance(known, Refused) else known[0]

    def day(self, room_id: str, day: date) -> DayView | Refused:
        """A room's day, slot by slot. A day outside the calendar is ``not_found``."""
        span = self._span(room_id, day, day)
        if isinstance(span, Refused):
            return span
        if not span.days:
            return Refused("not_found")
        (row,) = span.days
        offers = span.offers.get(row.date, ())
        return DayView(
            room_id=room_id,
            date=day,
            slots=slot_views(_room_day(row), span.patterns, offers, self.now()),
            as_of=span.as_of,
            wholes=whole_views(_room_day(row), span.patterns),
        )

    def competition(self, room_id: str, day: date) -> tuple[int, ...] | Refused:
        """How many applied so far for each slot; asked of the service each time."""
        return self._client.competition(room_id, day)

    def _summaries(
        self, room_id: str, first: date, last: date
    ) -> tuple[tuple[DaySummary, ...], datetime] | Refused:
        """Days that are known, each in one word, and when they were last known to be so."""
        span = self._span(room_id, first, last)
        if isinstance(span, Refused):
            return span
        at = self.now()
        days = (
            summary(
                date.fromisoformat(row.date),
                slot_views(_room_day(row), span.patterns, span.offers.get(row.date, ()), at),
            )
            for row in span.days
        )
        return tuple(days), span.as_of

    def _span(self, room_id: str, first: date, last: date) -> _Span | Refused:
        place = self._master.place(room_id)
        patterns = self._master.patterns()
        as_of = self._cache.as_of()
        if isinstance(place, Refused):
            return place
        if isinstance(patterns, Refused):
            return patterns
        if isinstance(as_of, StorageTrouble):
            return trouble(as_of)
        if as_of is None:
            return NEVER_SYNCED
        days = self._cache.room_days(room_id, first.isoformat(), last.isoformat())
        offers = self._offers(place, first, last)
        if isinstance(days, StorageTrouble):
            return trouble(days)
        if isinstance(offers, StorageTrouble):
            return trouble(offers)
        decoded = {row.date: _OFFERS.decode(row.offers) for row in offers}
        return _Span(days, decoded, patterns, as_of)

    def _offers(
        self, place: Place, first: date, last: date
    ) -> tuple[OfferDayRow, ...] | StorageTrouble:
        return self._cache.offer_days(
            place.facility.id, place.room.class_id, first.isoformat(), last.isoformat()
        )


def _room_day(row: RoomDayRow) -> RoomDay:
    return RoomDay(
        room_id=row.room_id,
        date=date.fromisoformat(row.date),
        pattern=row.pattern,
        slots=row.slots,
    )
