"""Holding a draw: reads the applications, lets policy draw, keeps the results in batches.

May be cut at any point and run again: the secret is committed, so the same list gives the same
result, and keeping a result a second time changes nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from booking_service.policy import draw as draws
from booking_service.policy.calendar import is_closed
from booking_service.policy.instants import length_of_month
from booking_service.policy.lottery import classes_of_lottery
from booking_service.policy.model import ApplicationState, City
from booking_service.policy.quotas import draw_quota
from booking_service.service.office import Office
from booking_service.storage.ports import Reader, Store
from booking_service.storage.records import ApplicationRecord, DrawRecord, Holder


class UnknownDrawError(Exception):
    """A draw was due that nobody has committed to: a fault of the database."""


class NotDrawnError(Exception):
    """Results were to be published before the draw was held."""


@dataclass(frozen=True, slots=True)
class _Lots:
    """The applications of a draw, and the slots others hold."""

    committed: DrawRecord
    waiting: list[ApplicationRecord]
    booked: frozenset[tuple[str, date, int]]


async def hold(office: Office, draw_id: str, at: datetime) -> None:
    """Draws and keeps the results; they stay hidden until they are published."""
    # Read by the writer: an application that was made in time but is not on disk yet comes before.
    lots = await office.write(partial(_lots, draw_id))
    if lots is None:
        return
    entries = {record.token: record for record in lots.waiting}
    fingerprint, seed, drawn = await asyncio.to_thread(_draw, office, lots)
    size = office.limits.results_in_one_command
    for start in range(0, len(drawn), size):
        await office.write(partial(_keep, drawn[start : start + size], entries))
    await office.write(lambda store: store.note_drawn(draw_id, fingerprint, seed, at))


def publish(store: Store, draw_id: str, at: datetime) -> None:
    """Shows the results; raises ``NotDrawnError`` while there are none."""
    committed = store.draw(draw_id)
    if committed is None or committed.drawn_at is None:
        raise NotDrawnError(draw_id)
    store.publish_draw(draw_id, at)


def _lots(draw_id: str, reader: Reader) -> _Lots | None:
    """What a draw is held from; None if it has been held."""
    committed = reader.draw(draw_id)
    if committed is None:
        raise UnknownDrawError(draw_id)
    if committed.drawn_at is not None:
        return None
    waiting = reader.applications_in(draw_id, ApplicationState.APPLIED)
    last = committed.use_month.replace(day=length_of_month(committed.use_month))
    booked = reader.booked_by_others(draw_id, committed.use_month, last)
    return _Lots(committed, waiting, booked)


def _shut(city: City, waiting: Iterable[ApplicationRecord]) -> frozenset[tuple[str, date, int]]:
    """Slots that were applied for and cannot be used, as their day has been closed since."""
    return frozenset(
        (use.room_id, use.date, slot)
        for use in (record.use for record in waiting)
        if is_closed(city, city.facility(city.room(use.room_id).facility_id), use.date)
        for slot in range(use.first_slot, use.first_slot + use.slot_count)
    )


def _draw(office: Office, lots: _Lots) -> tuple[str, str, tuple[draws.Drawn, ...]]:
    committed = lots.committed
    entries = [_entry(record) for record in lots.waiting]
    secret = bytes.fromhex(committed.secret)
    fingerprint = draws.list_hash(entries)
    seed = draws.seed(secret, fingerprint)
    lottery_id = committed.id.partition("/")[0]
    limits = [
        limit
        for klass in classes_of_lottery(office.city, lottery_id)
        if (limit := draw_quota(klass)) is not None
    ]
    rules = draws.DrawRules(
        max_wins=min(limits) if limits else None,
        facility_of={room.id: room.facility_id for room in office.city.rooms},
        unavailable=lots.booked | _shut(office.city, lots.waiting),
    )
    return fingerprint, seed.hex(), draws.run_draw(seed, entries, rules)


def _entry(record: ApplicationRecord) -> draws.Entry:
    use = record.use
    return draws.Entry(
        record.token, record.pseudonym, use.room_id, use.date, use.first_slot, use.slot_count
    )


def _keep(
    drawn: tuple[draws.Drawn, ...], records: dict[str, ApplicationRecord], store: Store
) -> None:
    for result in drawn:
        record = records[result.entry.token]
        holder = (Holder.APPLICATION, record.id)
        store.free(holder)  # what an earlier run that was cut has kept
        if result.lost is not None:
            because = {
                "code": result.lost.reason,
                "witness": result.lost.witness,
                "slot": result.lost.slot,
            }
            store.set_draw_result(record.id, ApplicationState.LOST, because)
            continue
        use = record.use
        slots = range(use.first_slot, use.first_slot + use.slot_count)
        if store.occupy(use.units, use.date, slots, holder, shown=False):
            store.set_draw_result(record.id, ApplicationState.WON, None)
        else:  # booked at the counter between reading the list and keeping the result
            gone = {"code": draws.LostReason.NOT_FREE, "witness": None, "slot": None}
            store.set_draw_result(record.id, ApplicationState.LOST, gone)
