"""What staff have laid over the city's files: closings and notices, kept in the database.

One function, ``lay_over``, makes the city that everything works with. A version number tells every
process of the service that something has changed: the one that changed it looks at once, the others
within ``Limits.longest_nap``. What has to be made anew for the feed – the days of the facilities
that were closed or opened – is remembered in the database until it has been done, so a process that
dies in between loses nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from booking_service.policy.checks import Refusal
from booking_service.policy.model import City, Facility, Notice, Takes
from booking_service.policy.rules import Text
from booking_service.service import days
from booking_service.service.laid_over import MADE, made_version, version_of
from booking_service.service.office import Office
from booking_service.storage.ports import Reader, Store, WriterBusyError
from booking_service.storage.records import ClosingRecord, NoticeRecord

log = logging.getLogger(__name__)


class Overlay:
    """Keeps the city of the office up to what staff have laid over it."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._files = office.city
        self._seen = -1
        self._one_at_a_time = asyncio.Lock()

    @property
    def files(self) -> City:
        """The city as its files say, without anything over it."""
        return self._files

    def look(self) -> int:
        """Lays over the city what there is; returns its version."""
        with self._office.database.reading() as reader:
            version = version_of(reader)
            if version == self._seen:
                return version
            closings, notices = reader.closings_in_force(), reader.posted_notices()
        self._office.city = lay_over(self._files, closings, notices)
        self._office.laid_over = version
        self._seen = version
        return version

    async def catch_up(self) -> None:
        """Lays it over, and makes the days anew that it touches."""
        async with self._one_at_a_time:
            version = self.look()
            with self._office.database.reading() as reader:
                made = made_version(reader)
                touched = _facilities(self._files, reader.closings_since(made))
            if made >= version:
                return
            await days.renew(self._office, touched)

            def note(store: Store) -> None:
                # Where something more has come meanwhile, days may have been made without it.
                if version_of(store) == version:
                    store.keep_service_value(MADE, str(version))

            await self._office.write(note)

    async def watch(self) -> None:
        """Looks again and again, until cancelled."""
        nap = self._office.limits.longest_nap.total_seconds()
        while True:
            await asyncio.sleep(nap)
            try:
                await self.catch_up()
            except WriterBusyError:
                log.warning("closings wait: the writer is busy")
            except Exception:
                log.exception("looking for closings failed")


def lay_over(
    files: City, closings: Iterable[ClosingRecord], notices: Iterable[NoticeRecord]
) -> City:
    """The city with closings and notices of staff over its files. The version of the rules stays:
    what a booking was agreed under has not changed."""
    whole: dict[str, dict[date, Text]] = {}
    alone: dict[str, dict[date, Text]] = {}
    for closing in closings:
        days_of = dict.fromkeys(_span(closing), closing.reason)
        if closing.room_id is not None:
            for room_id in shut_rooms(files, closing):
                alone.setdefault(room_id, {}).update(days_of)
        for facility in files.facilities if closing.room_id is None else ():
            if closing.facility_id in (None, facility.id):
                whole.setdefault(facility.id, {}).update(days_of)
    facilities = tuple(
        _facility(facility, whole.get(facility.id, {}), alone) for facility in files.facilities
    )
    return replace(files, facilities=facilities, notices=_notices(files, notices))


def refusal_if_shut(office: Office, reader: Reader, room_id: str, day: date) -> Refusal | None:
    """Whether a closing has come that ``office.city`` does not know yet, for a room and a day.

    Asked inside the writer: a closing written down before is seen by what is written after it,
    whichever process closed, and however soon.
    """
    if version_of(reader) == office.laid_over:
        return None
    for closing in reader.closings_in_force():
        if closing.first <= day <= closing.last and room_id in shut_rooms(office.city, closing):
            return Refusal("closed_day")
    return None


def shut_rooms(files: City, closing: ClosingRecord) -> frozenset[str]:
    """The rooms that a closing shuts. With a room go those that cannot be used without it: the
    joined room of which it is a part, the halves of a whole. A place that is let court by court
    shuts nothing but itself."""
    if closing.room_id is None:
        whole = (closing.facility_id,)
        rooms = (
            room
            for one in files.facilities
            if one.id in whole or whole == (None,)
            for room in one.rooms
        )
        return frozenset(room.id for room in rooms)
    parts = {room.id: room for room in files.rooms}
    if closing.room_id not in parts:
        return frozenset()
    own = parts[closing.room_id]
    if own.takes is not Takes.ALL:
        return frozenset({own.id})
    units = {unit.id for unit in own.units}
    return frozenset(room.id for room in files.rooms if units <= {unit.id for unit in room.units})


def _facility(
    facility: Facility, whole: Mapping[date, Text], alone: Mapping[str, Mapping[date, Text]]
) -> Facility:
    if not whole and not any(room.id in alone for room in facility.rooms):
        return facility
    rooms = tuple(
        replace(room, closed={**room.closed, **alone[room.id]}) if room.id in alone else room
        for room in facility.rooms
    )
    rule = facility.closed_days
    special = {**rule.special, **whole}
    return replace(facility, rooms=rooms, closed_days=replace(rule, special=special))


def _span(closing: ClosingRecord) -> Iterator[date]:
    for ahead in range((closing.last - closing.first).days + 1):
        yield closing.first + timedelta(days=ahead)


def _notices(files: City, posted: Iterable[NoticeRecord]) -> tuple[Notice, ...]:
    shown = {notice.id: notice for notice in files.notices}
    for record in posted:
        if record.withdrawn_at is None:
            shown[record.id] = Notice(record.id, record.date, record.title, record.body)
        else:
            shown.pop(record.id, None)
    return tuple(shown.values())


def _facilities(files: City, closings: Iterable[ClosingRecord]) -> frozenset[str]:
    """The facilities that closings touch; one of the whole city touches all."""
    home = {room.id: room.facility_id for room in files.rooms}
    return frozenset(home[room] for closing in closings for room in shut_rooms(files, closing))
