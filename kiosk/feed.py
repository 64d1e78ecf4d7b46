"""One page of the service's feed, checked and turned into changes of the cache."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from kiosk.booking_client import FeedItem, FeedPage
from kiosk.model import OfferDay, RoomDay
from kiosk.outcome import Refused
from offline_cache.availability import Changes, Cursor, OfferDayRow, RoomDayRow

_ROOM_DAY = msgspec.json.Decoder(RoomDay)
_OFFER_DAY = msgspec.json.Decoder(OfferDay)
_ENCODER = msgspec.json.Encoder()

_WRONG = Refused("service_answer_wrong")


@dataclass(frozen=True, slots=True)
class FeedStep:
    """What a page changes and how far one has come with it; ``is_end``: there is no more now."""

    changes: Changes
    reached: Cursor
    is_end: bool


def read_page(page: FeedPage, generation: str | None, after: int) -> FeedStep | Refused:
    """Read the page that was asked for after a change number of a generation (None: whichever).

    Refuses ``generation_changed`` if it is of another one, and ``service_answer_wrong`` if it does
    not hold to RPDE: then nothing of it may be kept.
    """
    if generation is not None and page.generation != generation:
        return Refused("generation_changed")
    number = page.next_number()
    is_end = not page.items and number == after
    if number is None or (number <= after and not is_end):
        return _WRONG
    try:
        changes = _changes(page)
    except (msgspec.MsgspecError, ValueError):
        return _WRONG
    return FeedStep(changes, Cursor(page.generation, number), is_end)


def _changes(page: FeedPage) -> Changes:
    """Kinds that this program does not know are left out: a newer service may send them."""
    room_days: list[RoomDayRow] = []
    offer_days: list[OfferDayRow] = []
    gone_room_days: list[tuple[str, str]] = []
    gone_offer_days: list[tuple[str, str, str]] = []
    for item in page.items:
        match item.kind, item.state:
            case "room-day", "updated":
                room_days.append(_room_day(item))
            case "offer-day", "updated":
                offer_days.append(_offer_day(item))
            case "room-day", "deleted":
                room, day = item.id.split("/")
                gone_room_days.append((room, day))
            case "offer-day", "deleted":
                facility, klass, day = item.id.split("/")
                gone_offer_days.append((facility, klass, day))
    return Changes(
        tuple(room_days), tuple(offer_days), tuple(gone_room_days), tuple(gone_offer_days)
    )


def _room_day(item: FeedItem) -> RoomDayRow:
    day = _ROOM_DAY.decode(item.data)
    return RoomDayRow(day.room_id, day.date.isoformat(), day.pattern, day.slots)


def _offer_day(item: FeedItem) -> OfferDayRow:
    day = _OFFER_DAY.decode(item.data)
    offers = _ENCODER.encode(day.offers)
    return OfferDayRow(day.facility_id, day.class_id, day.date.isoformat(), offers)
