"""The availability feed: RPDE pages (OpenActive Realtime Paged Data Exchange 1.0).

Items lie in the order of their change numbers; ``next`` comes from the last row of the same query;
the end is an empty page whose ``next`` is its own address. A page is rendered from bytes that are
JSON already where possible: eighty thousand room-days are read when a kiosk starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from booking_service.policy.checks import Refusal
from booking_service.policy.model import City
from booking_service.service.feeds import paging
from booking_service.service.feeds.paging import LICENSE, FeedAnswer
from booking_service.service.office import Office
from booking_service.storage.records import FeedRow

PATH = "/v1/feed"
ROOM_DAY = "room-day"
_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class FeedQuestion:
    """From where on, and how much; ``generation`` is None for a reader that has nothing yet."""

    generation: str | None
    after: int
    limit: int


def page(office: Office, question: FeedQuestion) -> FeedAnswer | Refusal:
    """One page. ``next`` begins with the public address, never with what a request calls us: a
    cache would hand the address of one reader to all others."""
    if question.generation not in (None, office.generation):
        return paging.begin_anew(office)
    with office.database.reading() as reader:
        rows = reader.feed(question.after, question.limit)
        ahead = question.after > reader.last_change()
    if ahead:  # the database is an older copy than the one this reader knows
        return paging.begin_anew(office)
    last = rows[-1].change if rows else question.after
    onward = (
        f"{office.public_url}{PATH}?generation={office.generation}"
        f"&afterChangeNumber={last}&limit={question.limit}"
    )

    def write() -> bytes:
        body = {
            "next": onward,
            "generation": office.generation,
            "items": [_item(office.city, row) for row in rows],
            "license": LICENSE,
        }
        return _encoder.encode(body)

    # Only a full page of a generation stays what it is: without one the address means whichever
    # generation there is now.
    full = len(rows) == question.limit and question.generation is not None
    tag = paging.tag_of(office, onward, [row.change for row in rows])
    return FeedAnswer(tag, paging.seconds_kept(full), write)


def _item(city: City, row: FeedRow) -> dict[str, object]:
    return {
        "id": row.id,
        "kind": row.kind,
        "state": "deleted" if row.deleted else "updated",
        "modified": row.change,
        "data": None if row.deleted else _data(city, row),
    }


def units_of(city: City, room_id: str, letters: Sequence[str]) -> dict[str, str] | None:
    """The letters of each unit of a room by its id; None for a room of one unit."""
    try:
        units = city.room(room_id).units
    except KeyError:  # of a city file that is not ours yet, or no more
        return None
    named = zip(units, letters, strict=False)
    return {unit.id: each for unit, each in named} if len(units) > 1 else None


def _data(city: City, row: FeedRow) -> dict[str, object]:
    first, second, third, fourth = row.data
    if row.kind == ROOM_DAY:
        return {
            "room_id": first,
            "date": second,
            "pattern": third,
            "slots": fourth,
            "units": units_of(city, first, row.units),
        }
    return {
        "facility_id": first,
        "class_id": second,
        "date": third,
        "offers": msgspec.Raw(fourth.encode()),
    }
