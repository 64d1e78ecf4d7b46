"""The public OpenActive feeds, as anybody may read them without asking: what both have in common.

RPDE 1.0 with change numbers (OpenActive Realtime Paged Data Exchange), items in the words of the
Modelling Opportunity Data 2.0. A cursor is the generation of the database and the number of the
last item; a reader that brings a number alone is given what comes after it in whichever generation
there is now, as the standard has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from booking_service.service.feeds import paging
from booking_service.service.feeds.paging import LICENSE, FeedAnswer
from booking_service.service.office import Office
from booking_service.service.shapes import OpenActiveItem

ROOT = "/openactive"
CONTEXT = "https://openactive.io/"
Kind = Literal["FacilityUse", "Slot"]
_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a reader stands; None for what its address does not say."""

    generation: str | None
    after: int | None


def item(kind: Kind, id_: str, modified: int, data: dict[str, Any] | None) -> OpenActiveItem:
    """An item of a feed; deleted where ``data`` is None."""
    if data is None:
        return {"id": id_, "kind": kind, "state": "deleted", "modified": modified}
    return {"id": id_, "kind": kind, "state": "updated", "modified": modified, "data": data}


def page(office: Office, path: str, asked: Asked, items: Sequence[OpenActiveItem]) -> FeedAnswer:
    """A page of a feed. An empty one leads to its own address, which says that this is the end.

    A page with anything on it may be kept for long, however little it is: what comes later stands
    behind the address that it leads on to.
    """
    onward = f"{office.public_url}{path}{_query(office, asked, items)}"

    def write() -> bytes:
        return _encoder.encode({"next": onward, "items": items, "license": LICENSE})

    tag = paging.tag_of(office, onward, [one["modified"] for one in items])
    lasting = bool(items) and asked.generation is not None
    return FeedAnswer(tag, paging.seconds_kept(lasting), write)


def _query(office: Office, asked: Asked, items: Sequence[OpenActiveItem]) -> str:
    if items:
        return f"?generation={office.generation}&afterChangeNumber={items[-1]['modified']}"
    said = [] if asked.generation is None else [f"generation={asked.generation}"]
    said += [] if asked.after is None else [f"afterChangeNumber={asked.after}"]
    return f"?{'&'.join(said)}" if said else ""
