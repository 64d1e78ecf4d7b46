"""The public entropy of a draw, known only after its list was published; see
``docs/algorithms/draw.md``."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import datetime, timedelta

from booking_service.policy.checks import Refusal
from booking_service.policy.draw_file import Entropy, EntropyNote
from booking_service.policy.offers import first_come_from
from booking_service.policy.rules import EntropyKind
from booking_service.service.office import Office
from booking_service.storage.ports import Store
from booking_service.storage.records import DigitsRecord, DrawRecord

OFFICERS = 2
#: A draw is held so long before what nobody won can be had first-come.
BEFOREHAND = timedelta(minutes=2)
_DIGITS = re.compile(r"[0-9]{6,64}")


async def gather(office: Office, draw: DrawRecord, listed_at: datetime) -> Entropy | None:
    """What is mixed into a draw whose list was published at ``listed_at``; None while it has to
    wait for it."""
    rule = office.city.entropy
    nothing = Entropy(rule.kind)
    match rule.kind:
        case EntropyKind.NONE:
            return nothing
        case EntropyKind.BEACON if office.beacon is None:
            return replace(nothing, note=EntropyNote.NOT_CONFIGURED)
        case EntropyKind.BEACON:
            found = await _of_beacon(office, listed_at)
        case EntropyKind.OFFICERS:
            found = _of_officers(office, draw.id)
    if found is None and office.now() >= _waits_until(office, draw, listed_at):
        return replace(nothing, note=EntropyNote.NOT_IN_TIME)
    return found


def give_digits(store: Store, draw_id: str, officer: str, digits: str) -> Refusal | None:
    """Keeps digits that an officer typed, or says why not.

    They are taken between the publication of the list and the draw, from two different officers.
    ``officer`` stays in the database; only the digits are published. Refuses ``not_found``,
    ``not_open_yet``, ``window_closed``, ``digits_given``. Raises ``ValueError`` for anything but 6
    to 64 digits, which whoever takes them in has to see to.
    """
    if not _DIGITS.fullmatch(digits):
        raise ValueError("an officer types 6 to 64 digits")
    draw = store.draw(draw_id)
    if draw is None:
        return Refusal("not_found")
    if draw.listed_at is None:
        return Refusal("not_open_yet", {"opens_at": draw.plan.closes})
    if draw.started_at is not None:
        return Refusal("window_closed", {"closed_at": draw.started_at})
    given = store.digits(draw_id)
    if len(given) >= OFFICERS or any(one.officer == officer for one in given):
        return Refusal("digits_given")
    store.keep_digits(draw_id, DigitsRecord(officer, digits))
    return None


def _waits_until(office: Office, draw: DrawRecord, listed_at: datetime) -> datetime:
    """As long as the city says, but not into the hour at which others may reserve; a list that is
    later than that still waits a moment, since a beacon has its next round soon."""
    longest = listed_at + timedelta(minutes=office.city.entropy.wait_minutes)
    opens = first_come_from(office.city, draw.id.partition("/")[0], draw.plan.first_day)
    if opens is None:
        return longest
    return min(longest, max(opens - BEFOREHAND, listed_at + BEFOREHAND))


async def _of_beacon(office: Office, listed_at: datetime) -> Entropy | None:
    beacon = office.beacon
    if beacon is None:
        return None
    found = await asyncio.to_thread(beacon.first_after, listed_at, office.now())
    if found is None:
        return None
    return Entropy(
        EntropyKind.BEACON,
        f"beacon\n{found.number}\n{found.value}",
        EntropyNote.MIXED_IN,
        beacon.address,
        found.number,
        found.time.isoformat(),
        found.signature,
        found.genesis,
        found.period,
    )


def _of_officers(office: Office, draw_id: str) -> Entropy | None:
    with office.database.reading() as reader:
        given = reader.digits(draw_id)
    if len(given) < OFFICERS:
        return None
    text = "\n".join(["officers", *(one.digits for one in given)])
    return Entropy(EntropyKind.OFFICERS, text, EntropyNote.MIXED_IN)
