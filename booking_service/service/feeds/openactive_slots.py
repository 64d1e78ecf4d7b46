"""The public feed of slots, rendered from the room-days that the kiosks follow.

A slot's number is that of its room-day, times a thousand, plus its place in the day: so no two have
the same one, and the cursor of a reader says where in the day it stands. A closed slot is told as
deleted, and so is every place a day does not have while another pattern of the room has it: a day
that is cut anew leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from booking_service.policy.checks import Refusal
from booking_service.policy.fees import fee_lines, total_yen
from booking_service.policy.instants import start_of
from booking_service.policy.model import Room, SlotTime, Takes
from booking_service.service.feeds import openactive, openactive_uses, paging
from booking_service.service.feeds.openactive import CONTEXT, ROOT, Asked
from booking_service.service.feeds.paging import FeedAnswer
from booking_service.service.office import Office
from booking_service.service.shapes import OpenActiveItem
from booking_service.storage.records import FeedRow

PATH = f"{ROOT}/slots"
#: Room-days on one page; some five hundred slots, which is what readers expect of a page.
PAGE = 50
#: More than a day has slots.
PLACES = 1000
CURRENCY = "JPY"
_FREE, _CLOSED = "f", "c"


@dataclass(frozen=True, slots=True)
class _Where:
    """A slot in its place."""

    room: Room
    day: date
    place: int
    slot: SlotTime


def page(office: Office, asked: Asked) -> FeedAnswer | Refusal:
    """One page of the feed."""
    if asked.generation not in (None, office.generation):
        return paging.begin_anew(office)
    after = asked.after or 0
    with office.database.reading() as reader:
        # The day the cursor stands in as well: it may have more places than the reader has seen.
        days = reader.room_day_feed(after // PLACES - 1, PAGE + 1)
        ahead = after // PLACES > reader.last_change()
    if ahead and asked.generation is not None:
        return paging.begin_anew(office)
    items = [item for row in days for item in _items(office, row) if item["modified"] > after]
    return openactive.page(office, PATH, asked, items)


def _items(office: Office, row: FeedRow) -> Iterator[OpenActiveItem]:
    """The slots of a room-day, and the places that it does not have."""
    room_id, day_text, pattern_id, letters = row.data
    room = _room(office, room_id)
    shown = room is not None and not row.deleted
    slots = office.city.pattern(pattern_id).slots if shown else ()
    for place in range(_places(office, room, letters)):
        data = None
        if room is not None and place < len(slots) and letters[place] != _CLOSED:
            where = _Where(room, date.fromisoformat(day_text), place, slots[place])
            data = _slot(office, where, _remaining(room, row, place))
        number = row.change * PLACES + place
        yield openactive.item("Slot", f"{row.id}/{place}", number, data)


def _room(office: Office, room_id: str) -> Room | None:
    try:
        return office.city.room(room_id)
    except KeyError:  # let once, and no more
        return None


def _places(office: Office, room: Room | None, letters: str) -> int:
    """As many as the longest day of the room has."""
    if room is None:
        return len(letters)
    patterns = [office.city.pattern(when.pattern_id) for when in room.patterns]
    return max(len(letters), *(len(pattern.slots) for pattern in patterns))


def _remaining(room: Room, row: FeedRow, place: int) -> int:
    """How many can still have the slot: courts that stand in for each other are counted."""
    counted = row.units if room.takes is Takes.ONE and row.units else (row.data[3],)
    return sum(letters[place] == _FREE for letters in counted)


def _slot(office: Office, where: _Where, remaining: int) -> dict[str, Any]:
    room, day, slot = where.room, where.day, where.slot
    identifier = f"{room.id}/{day}/{where.place}"
    starts, ends = start_of(day, slot.start), start_of(day, slot.end)
    return {
        "@context": CONTEXT,
        "@type": "Slot",
        "@id": f"{office.public_url}{PATH}/{identifier}",
        "identifier": identifier,
        "facilityUse": openactive_uses.address_of(office.public_url, room.id),
        "startDate": starts.isoformat(),
        "endDate": ends.isoformat(),
        "duration": _duration(ends - starts),
        "maximumUses": len(room.units) if room.takes is Takes.ONE else 1,
        "remainingUses": remaining,
        "offers": [_offer(office, where, identifier)],
    }


def _offer(office: Office, where: _Where, identifier: str) -> dict[str, Any]:
    """What the slot costs by itself, before lighting, surcharges and reductions."""
    lines = fee_lines(office.city, where.room, where.day, where.place, 1)
    return {
        "@type": "Offer",
        "@id": f"{office.public_url}{PATH}/{identifier}#offer",
        "name": where.room.name["ja"],
        "price": total_yen(lines),
        "priceCurrency": CURRENCY,
    }


def _duration(length: timedelta) -> str:
    """A length of time as ISO 8601 writes it."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
