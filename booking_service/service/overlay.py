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

from booking_service.policy.model import City, Facility, Notice, Room
from booking_service.policy.rules import Text
from booking_service.service import days
from booking_service.service.office import Office
from booking_service.storage.ports import Reader, Store, WriterBusyError
from booking_service.storage.records import ClosingRecord, NoticeRecord

log = logging.getLogger(__name__)

#: Counts every change to closings and notices.
VERSION = "overlay"
#: The version whose days have been made for the feed.
MADE = "overlay-made"


def version_of(reader: Reader) -> int:
    """The number of the last change."""
    return int(reader.service_value(VERSION) or 0)


def next_version(store: Store) -> int:
    """Tells every process that something changes with this transaction."""
    version = version_of(store) + 1
    store.keep_service_value(VERSION, str(version))
    return version


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
        self._seen = version
        return version

    async def catch_up(self) -> None:
        """Lays it over, and makes the days anew that it touches."""
        async with self._one_at_a_time:
            version = self.look()
            with self._office.database.reading() as reader:
                made = int(reader.service_value(MADE) or 0)
                touched = _facilities(self._files, reader.closings_since(made))
            if made >= version:
                return
            await days.renew(self._office, touched)

            def note(store: Store) -> None:
                # Another process may have been farther in between; then it will do it again.
                if int(store.service_value(MADE) or 0) < version:
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
    in_force = tuple(closings)
    facilities = tuple(_facility(facility, in_force) for facility in files.facilities)
    return replace(files, facilities=facilities, notices=_notices(files, notices))


def covers(closing: ClosingRecord, facility_id: str, room_id: str) -> bool:
    """Whether a closing shuts a room."""
    if closing.room_id is not None:
        return closing.room_id == room_id
    return closing.facility_id in (None, facility_id)


def _facility(facility: Facility, closings: tuple[ClosingRecord, ...]) -> Facility:
    whole = _days(c for c in closings if c.room_id is None and covers(c, facility.id, ""))
    rooms = tuple(_room(room, closings) for room in facility.rooms)
    rule = facility.closed_days
    return replace(
        facility, rooms=rooms, closed_days=replace(rule, special={**rule.special, **whole})
    )


def _room(room: Room, closings: tuple[ClosingRecord, ...]) -> Room:
    shut = _days(c for c in closings if c.room_id == room.id)
    return replace(room, closed={**room.closed, **shut}) if shut else room


def _days(closings: Iterable[ClosingRecord]) -> Mapping[date, Text]:
    return {day: closing.reason for closing in closings for day in _span(closing)}


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
    touched: set[str] = set()
    home = {room.id: room.facility_id for room in files.rooms}
    for closing in closings:
        if closing.room_id is not None:
            touched.update(home[room] for room in (closing.room_id,) if room in home)
        elif closing.facility_id is not None:
            touched.add(closing.facility_id)
        else:
            touched.update(facility.id for facility in files.facilities)
    return frozenset(touched)
