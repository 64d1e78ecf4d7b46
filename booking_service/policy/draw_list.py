"""The list of a draw as it is published when its window has closed: lines of text.

What the lines are stands in ``docs/algorithms/draw.md``. Their hash goes into the seed, so nothing
that decides the draw can be changed once the entropy is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256

from booking_service.policy.draw import Cell, Counts, DrawQuota, DrawRoom, DrawRules, Entry

_LIST_PREFIX = b"draw-list-v2\n"
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class DrawList:
    """Everything that decides a draw, secret and entropy apart."""

    draw_id: str
    opens: datetime
    closes: datetime
    entries: tuple[Entry, ...]
    rules: DrawRules


def list_lines(listed: DrawList) -> list[str]:
    """The lines, sorted, each once."""
    return sorted(set(_lines(listed)))


def list_hash(lines: Iterable[str]) -> str:
    """The fingerprint of a published list."""
    return sha256(_LIST_PREFIX + "\n".join(lines).encode()).hexdigest()


def read_list(lines: Iterable[str]) -> DrawList:
    """The list again. Raises ``ValueError`` for lines that are not those of ``list_lines``."""
    kinds: dict[str, list[list[str]]] = {}
    for line in lines:
        kind, *fields = line.split("\t")
        kinds.setdefault(kind, []).append(fields)
    ((draw_id, opens, closes),) = kinds.pop("draw", [])
    rules = DrawRules(
        rooms={
            room: DrawRoom(tuple(units.split(" ")), needed == "one", clash)
            for room, needed, clash, units in kinds.pop("room", [])
        },
        quotas=tuple(_quotas(kinds)),
        unavailable=frozenset(_cell(fields) for fields in kinds.pop("unavailable", [])),
    )
    entries = tuple(_entry(fields) for fields in kinds.pop("application", []))
    if kinds:
        raise ValueError(f"a list has no lines of the kinds {sorted(kinds)}")
    begins, ends = datetime.fromisoformat(opens), datetime.fromisoformat(closes)
    return DrawList(draw_id, begins, ends, entries, rules)


def application_line(one: Entry) -> str:
    """The line of one application."""
    return (
        f"application\t{one.token}\t{one.pseudonym}\t{one.room_id}\t{one.unit_id or NOTHING}"
        f"\t{one.date}\t{one.first_slot}\t{one.slot_count}\t{one.starts}\t{one.ends}"
    )


def cell_line(cell: Cell) -> str:
    """A unit, date and slot as a line."""
    unit, day, slot = cell
    return f"{unit}\t{day.isoformat()}\t{slot}"


def read_cell(line: str) -> Cell:
    """The cell of such a line."""
    return _cell(line.split("\t"))


def _lines(listed: DrawList) -> Iterator[str]:
    yield f"draw\t{listed.draw_id}\t{listed.opens.isoformat()}\t{listed.closes.isoformat()}"
    for room_id, room in listed.rules.rooms.items():
        needed = "one" if room.any_one else "all"
        yield f"room\t{room_id}\t{needed}\t{room.clash}\t{' '.join(room.units)}"
    for quota in listed.rules.quotas:
        yield f"quota\t{quota.id}\t{quota.limit}\t{quota.counts}"
        for room_id, scope in quota.scope_of.items():
            yield f"scope\t{quota.id}\t{room_id}\t{scope}"
        for (pseudonym, scope), used in quota.held.items():
            if used:
                yield f"held\t{quota.id}\t{pseudonym}\t{scope}\t{used}"
    for cell in listed.rules.unavailable:
        yield f"unavailable\t{cell_line(cell)}"
    for one in listed.entries:
        yield application_line(one)


def _quotas(kinds: dict[str, list[list[str]]]) -> Iterator[DrawQuota]:
    scopes: dict[str, dict[str, str]] = {}
    held: dict[str, dict[tuple[str, str], int]] = {}
    for quota_id, room_id, scope in kinds.pop("scope", []):
        scopes.setdefault(quota_id, {})[room_id] = scope
    for quota_id, pseudonym, scope, used in kinds.pop("held", []):
        held.setdefault(quota_id, {})[pseudonym, scope] = int(used)
    for quota_id, limit, counts in kinds.pop("quota", []):
        scope_of, before = scopes.pop(quota_id, {}), held.pop(quota_id, {})
        yield DrawQuota(quota_id, int(limit), Counts(counts), scope_of, before)
    if scopes or held:
        raise ValueError(f"no quota is called {sorted({*scopes, *held})}")


_day = cache(date.fromisoformat)


def _cell(fields: list[str]) -> Cell:
    unit, day, slot = fields
    return unit, _day(day), int(slot)


def _entry(fields: list[str]) -> Entry:
    token, pseudonym, room, unit, day, first, count, starts, ends = fields
    picked = None if unit == NOTHING else unit
    hours = (int(first), int(count), int(starts), int(ends))
    return Entry(token, pseudonym, room, picked, _day(day), *hours)
