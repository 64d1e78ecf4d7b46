"""What goes into the list of a draw: who asked for what, what limits winning, what has gone."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from booking_service.policy import draw_work
from booking_service.policy.draw import Cell, Counts, DrawQuota, DrawRoom, DrawRules, Entry
from booking_service.policy.draw_list import DrawList, application_line, cell_line, list_lines
from booking_service.policy.facts import day_facts, pattern_of
from booking_service.policy.instants import first_of_month, length_of_month
from booking_service.policy.lottery import classes_of_lottery, lottery_of
from booking_service.policy.model import City, Room, SlotTime
from booking_service.policy.quotas import Holding, Usage, quota_uses
from booking_service.policy.rooms import Takes
from booking_service.policy.rules import Clash, Counted, Quota, QuotaUnit, Scope
from booking_service.service.booking import holding
from booking_service.service.office import Office
from booking_service.storage.ports import Reader
from booking_service.storage.records import DrawRecord, ListedApplication

#: What could not be won when the list was made, whether or not anybody asked for it.
GONE = "gone.gz"
READ_AT_ONCE = 5_000
WHOLE_CITY = "city"


@dataclass(slots=True)
class _Asked:
    """What the applications of a draw ask for."""

    rooms: set[str] = field(default_factory=set)
    known_as: dict[int, str] = field(default_factory=dict)  # registrant: pseudonym
    gone: set[Cell] = field(default_factory=set)  # of what was asked for
    count: int = 0


def write(office: Office, draw: DrawRecord, folder: Path) -> int:
    """Writes the lines of a draw's list, unsorted, and what could not be won; returns how many
    applications there are."""
    city, plan = office.city, draw.plan
    gone = _gone(office, draw)
    asked = _Asked()
    with (folder / draw_work.LINES).open("w", encoding="utf-8") as file:
        for one in _waiting(office, draw.id):
            file.write(application_line(_entry(city, one, asked, gone)) + "\n")
        with office.database.reading() as reader:
            rules = _rules(city, reader, draw, asked)
        head = DrawList(draw.id, plan.opens, plan.closes, (), rules)
        file.writelines(f"{line}\n" for line in list_lines(head))
    lines = "\n".join(sorted(cell_line(cell) for cell in gone))
    (folder / GONE).write_bytes(gzip.compress(lines.encode(), draw_work.LEVEL, mtime=0))
    return asked.count


def gone_since(office: Office, draw: DrawRecord, kind: str) -> list[str]:
    """Lines of what has gone since the list was made (whose own is kept as ``kind``)."""
    with office.database.reading() as reader:
        kept = b"".join(reader.draw_parts(draw.id, kind))
    before = set(gzip.decompress(kept).decode().splitlines())
    return sorted({cell_line(cell) for cell in _gone(office, draw)} - before)


def _waiting(office: Office, draw_id: str) -> Iterator[ListedApplication]:
    last = 0
    while True:
        with office.database.reading() as reader:
            some = reader.waiting_for(draw_id, last, READ_AT_ONCE)
        if not some:
            return
        yield from some
        last = some[-1].id


def _entry(city: City, one: ListedApplication, asked: _Asked, gone: frozenset[Cell]) -> Entry:
    room = city.room(one.room_id)
    slots = _slots(city, room, one.date)
    picks = room.takes is Takes.ONE and len(room.units) > 1
    entry = Entry(
        token=one.token,
        pseudonym=one.pseudonym,
        room_id=one.room_id,
        unit_id=one.units[0] if picks and one.units else None,
        date=one.date,
        first_slot=one.first_slot,
        slot_count=one.slot_count,
        starts=slots[one.first_slot].start,
        ends=slots[one.first_slot + one.slot_count - 1].end,
    )
    asked.count += 1
    asked.rooms.add(room.id)
    asked.known_as[one.registrant_id] = one.pseudonym
    for slot in entry.slots:
        for unit in room.units:
            cell = (unit.id, one.date, slot)
            if cell in gone:
                asked.gone.add(cell)
    return entry


def _slots(city: City, room: Room, day: date) -> tuple[SlotTime, ...]:
    return pattern_of(city, room, day).slots


def _gone(office: Office, draw: DrawRecord) -> frozenset[Cell]:
    """What cannot be won: held by anything but the draw itself, or shut."""
    city, plan = office.city, draw.plan
    with office.database.reading() as reader:
        booked = reader.booked_by_others(draw.id, plan.first_day, plan.last_day)
    rooms = _rooms(city, draw.id)
    units = {unit.id for room in rooms for unit in room.units}
    shut = (
        (unit.id, day, slot)
        for day in _days(plan.first_day, plan.last_day)
        for room in rooms
        for slot, fact in enumerate(day_facts(city, room, day)[1])
        if fact != "f"
        for unit in room.units
    )
    return frozenset(shut) | {cell for cell in booked if cell[0] in units}


def _rooms(city: City, draw_id: str) -> list[Room]:
    drawn = {klass.id for klass in classes_of_lottery(city, draw_id.partition("/")[0])}
    return [room for room in city.rooms if room.class_id in drawn]


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))


def _rules(city: City, reader: Reader, draw: DrawRecord, asked: _Asked) -> DrawRules:
    rooms = [city.room(room_id) for room_id in sorted(asked.rooms)]
    day = draw.plan.first_day
    return DrawRules(
        rooms={room.id: _room(city, room, day) for room in rooms},
        quotas=tuple(_quotas(city, reader, draw, asked, rooms)),
        unavailable=frozenset(asked.gone),
    )


def _room(city: City, room: Room, day: date) -> DrawRoom:
    rule = lottery_of(city.klass(room.class_id), day)
    by_room = rule is not None and rule.clash is Clash.ROOM
    units = tuple(unit.id for unit in room.units)
    clash = room.id if by_room else room.facility_id
    return DrawRoom(units, room.takes is Takes.ONE and len(units) > 1, clash)


def _quotas(
    city: City, reader: Reader, draw: DrawRecord, asked: _Asked, rooms: list[Room]
) -> Iterator[DrawQuota]:
    """Every quota that a win counts for, and what of it was held before the draw."""
    day = draw.plan.first_day
    naming: dict[str, list[Room]] = defaultdict(list)
    rules: dict[str, Quota] = {}
    for room in rooms:
        for quota in city.klass(room.class_id).quotas_on(day):
            naming[quota.id].append(room)
            rules[quota.id] = quota
    usages = _usages(reader, draw, asked)
    for quota_id, quota in sorted(rules.items()):
        scope_of = {room.id: _scope(quota, room) for room in naming[quota_id]}
        held = {}
        if quota.counted is Counted.BOOKINGS:
            asking = {_scope(quota, room): room for room in naming[quota_id]}
            for scope, room in asking.items():
                for registrant_id, usage in usages.items():
                    used = _used(city, quota, room, day, usage)
                    if used:
                        held[asked.known_as[registrant_id], scope] = used
        counts = Counts.SLOTS if quota.unit is QuotaUnit.SLOTS else Counts.USES
        yield DrawQuota(quota_id, quota.limit, counts, scope_of, held)


def _scope(quota: Quota, room: Room) -> str:
    return room.facility_id if quota.scope is Scope.FACILITY else WHOLE_CITY


def _used(city: City, quota: Quota, room: Room, day: date, usage: Usage) -> int:
    counting = [
        one for one in city.klass(room.class_id).quotas_on(day) if one.counted is quota.counted
    ]
    uses = quota_uses(city, room, day, quota.counted, usage)
    return next(use.used for one, use in zip(counting, uses, strict=True) if one.id == quota.id)


def _usages(reader: Reader, draw: DrawRecord, asked: _Asked) -> dict[int, Usage]:
    """What those who applied hold for the months of use, this draw apart."""
    first, last = first_of_month(draw.plan.first_day), first_of_month(draw.plan.last_day)
    last = last.replace(day=length_of_month(last))
    found: dict[int, list[Holding]] = defaultdict(list)
    for registrant_id, row in reader.held_beside(draw.id, first, last):
        if registrant_id in asked.known_as:
            found[registrant_id].append(holding(row))
    return {registrant_id: Usage(tuple(holdings)) for registrant_id, holdings in found.items()}
