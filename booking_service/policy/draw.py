"""The draw: a fair order that anybody can compute again.

See ``docs/algorithms/draw.md``. The seed is fixed by a secret that was committed to before the
window opened, by the published list and by public entropy; SHA-256 of seed and token orders the
entries; they are served in that order. Equal input gives equal output, whatever the order of the
entries and however often one of them is repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple, TypeAlias

SECRET_BYTES = 32
_COMMITMENT_PREFIX = b"draw-commitment-v1\n"
_SEED_PREFIX = b"draw-seed-v2\n"
_TICKET_PREFIX = b"draw-ticket-v1\n"

#: One slot of one unit on one day: what can be won only once.
Cell: TypeAlias = tuple[str, date, int]


class Entry(NamedTuple):
    """One application as it is published. (A tuple, since there may be a million of them.)

    ``token`` is random and on the resident's receipt; ``pseudonym`` is random per registrant and
    draw. ``unit_id``: the unit that was picked, None for any, or where there is nothing to pick.
    The slots are ``[first_slot, first_slot + slot_count)`` of the day, its time ``[starts, ends)``
    in minutes after midnight.
    """

    token: str
    pseudonym: str
    room_id: str
    unit_id: str | None
    date: date
    first_slot: int
    slot_count: int
    starts: int
    ends: int

    @property
    def slots(self) -> range:
        """The slots it needs."""
        return range(self.first_slot, self.first_slot + self.slot_count)


@dataclass(frozen=True, slots=True)
class DrawRoom:
    """A room as the draw sees it: it needs all of its ``units``, or ``any_one`` of them, lowest
    place first. One registrant never wins overlapping times of a day twice in one ``clash``."""

    units: tuple[str, ...]
    any_one: bool
    clash: str

    def ways(self, unit_id: str | None) -> tuple[tuple[str, ...], ...]:
        """The sets of units of which one serves an entry, in the order they are tried."""
        if unit_id is not None and (not self.any_one or unit_id not in self.units):
            raise ValueError(f"{unit_id} is no unit that can be picked")
        if unit_id is not None:
            return ((unit_id,),)
        return tuple((unit,) for unit in self.units) if self.any_one else (self.units,)


class Counts(StrEnum):
    """What a quota adds up."""

    USES = "uses"  # 件: one run of slots, however long
    SLOTS = "slots"  # コマ


@dataclass(frozen=True, slots=True)
class DrawQuota:
    """At most ``limit`` for each pseudonym in each scope.

    ``scope_of``: room to scope; a room that is missing does not count. ``held``: what (pseudonym,
    scope) has used up before the draw.
    """

    id: str
    limit: int
    counts: Counts
    scope_of: Mapping[str, str]
    held: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.limit < 1:
            raise ValueError("a draw in which nobody may win is none")


@dataclass(frozen=True, slots=True)
class DrawRules:
    """What limits winning. ``unavailable``: cells that cannot be won, because they were booked or
    shut in the meantime."""

    rooms: Mapping[str, DrawRoom]
    quotas: tuple[DrawQuota, ...] = ()
    unavailable: frozenset[Cell] = frozenset()


class LostReason(StrEnum):
    """Why an entry was not served."""

    SLOT_TAKEN = "slot_taken"  # the witness got a slot it needs
    QUOTA_FULL = "quota_full"  # the witness is the registrant's last win under the quota, if any
    CLASH = "clash"  # the witness is the registrant's own win at the same time
    NOT_FREE = "not_free"  # a slot it needs was not there to be won; no witness


class Lost(NamedTuple):
    """Why an entry lost: ``witness`` is the token of the entry that stood in its way, whose ticket
    is always the smaller one; ``slot`` the first slot in question, where it is about one."""

    reason: LostReason
    witness: str | None = None
    slot: int | None = None


class Drawn(NamedTuple):
    """One entry with its ticket (hexadecimal); the units it won, or why it did not win."""

    entry: Entry
    ticket: str
    units: tuple[str, ...]
    lost: Lost | None

    @property
    def won(self) -> bool:
        """Whether the entry was served."""
        return self.lost is None


def commitment(secret: bytes) -> str:
    """What is published before the window opens; it binds the city to ``secret`` (32 bytes)."""
    return sha256(_COMMITMENT_PREFIX + _checked(secret)).hexdigest()


def seed(secret: bytes, list_hash: str, entropy: str = "") -> bytes:
    """The seed of a draw, from the committed secret, the hash of the published list and the text of
    the entropy (may be empty: then the commitment alone decides, and the result has to say so)."""
    mixed = _checked(secret) + bytes.fromhex(list_hash) + entropy.encode()
    return sha256(_SEED_PREFIX + mixed).digest()


def ticket(draw_seed: bytes, token: str) -> str:
    """The ticket of one entry; the smallest is served first."""
    return sha256(_TICKET_PREFIX + draw_seed + token.encode()).hexdigest()


def run_draw(draw_seed: bytes, entries: Iterable[Entry], rules: DrawRules) -> tuple[Drawn, ...]:
    """Serve the entries in ticket order and say of each which units it won or why it did not.

    Refuses, as an error of the caller, two different entries with one token, a room that the rules
    do not know and a unit that cannot be picked.
    """
    by_token: dict[str, Entry] = {}
    for entry in entries:
        if by_token.setdefault(entry.token, entry) != entry:
            raise ValueError("two different entries carry the same token")
    prefix = _TICKET_PREFIX + draw_seed
    order = sorted((sha256(prefix + token.encode()).hexdigest(), token) for token in by_token)
    progress = _Progress(rules)
    return tuple(progress.serve(number, by_token[token]) for number, token in order)


def runners_up(drawn: Iterable[Drawn], rules: DrawRules) -> dict[Cell, list[int]]:
    """For every cell that was won and asked for by others: their places in ``drawn``, counted from
    1, in ticket order."""
    waiting: dict[Cell, list[int]] = {}
    losers: list[tuple[int, Entry]] = []
    for place, (entry, _, units, lost) in enumerate(drawn, 1):
        if lost is not None:
            losers.append((place, entry))
            continue
        for slot in entry.slots:
            for unit in units:
                waiting[unit, entry.date, slot] = []
    asked: dict[tuple[str, str | None], tuple[str, ...]] = {}
    for place, entry in losers:
        key = (entry.room_id, entry.unit_id)
        if key not in asked:
            ways = rules.rooms[entry.room_id].ways(entry.unit_id)
            asked[key] = tuple(unit for way in ways for unit in way)
        slots, day = entry.slots, entry.date
        for unit in asked[key]:
            for slot in slots:
                queue = waiting.get((unit, day, slot))
                if queue is not None:
                    queue.append(place)
    return {cell: queue for cell, queue in waiting.items() if queue}


#: The sets of units that serve an entry, in the order they are tried.
_Ways: TypeAlias = tuple[tuple[str, ...], ...]


class _Progress:
    """What has been won so far, and by which token."""

    def __init__(self, rules: DrawRules) -> None:
        self._rooms = rules.rooms
        self._unavailable = rules.unavailable
        self._quotas = tuple(sorted(rules.quotas, key=lambda quota: quota.id))
        self._known: dict[tuple[str, str | None], _Known] = {}
        self._taken: dict[Cell, str] = {}
        self._busy: dict[tuple[str, str, date], list[tuple[int, int, str]]] = {}
        self._used: dict[tuple[str, str, str], tuple[int, str]] = {}

    def serve(self, number: str, entry: Entry) -> Drawn:
        """Let ``entry`` win, or say why it cannot."""
        key = (entry.room_id, entry.unit_id)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._look_up(*key)
        slots = entry.slots
        units, lost = self._free_units(entry.date, slots, known.ways)
        day = (entry.pseudonym, known.clash, entry.date)
        lost = lost or self._full(entry, known) or self._clash(entry, day)
        if lost is not None:
            return Drawn(entry, number, (), lost)
        token = entry.token
        for slot in slots:
            for unit in units:
                self._taken[unit, entry.date, slot] = token
        for quota, scope in known.quotas:
            used = self._held(entry, quota, scope) + _amount(quota, entry)
            self._used[quota.id, entry.pseudonym, scope] = (used, token)
        self._busy.setdefault(day, []).append((entry.starts, entry.ends, token))
        return Drawn(entry, number, units, None)

    def _look_up(self, room_id: str, unit_id: str | None) -> _Known:
        room = self._rooms[room_id]
        counting = tuple(
            (quota, quota.scope_of[room_id]) for quota in self._quotas if room_id in quota.scope_of
        )
        return _Known(room.ways(unit_id), room.clash, counting)

    def _free_units(
        self, day: date, slots: range, ways: _Ways
    ) -> tuple[tuple[str, ...], Lost | None]:
        told: Lost | None = None
        for units in ways:
            lost = self._obstacle(day, slots, units)
            if lost is None:
                return units, None
            taken = lost.reason is LostReason.SLOT_TAKEN
            if told is None or (taken and told.reason is LostReason.NOT_FREE):
                told = lost
        return (), told

    def _obstacle(self, day: date, slots: range, units: tuple[str, ...]) -> Lost | None:
        taken, unavailable = self._taken, self._unavailable
        for slot in slots:
            for unit in units:
                cell = (unit, day, slot)
                if cell in unavailable:
                    return Lost(LostReason.NOT_FREE, None, slot)
                winner = taken.get(cell)
                if winner is not None:
                    return Lost(LostReason.SLOT_TAKEN, winner, slot)
        return None

    def _full(self, entry: Entry, known: _Known) -> Lost | None:
        for quota, scope in known.quotas:
            if self._held(entry, quota, scope) + _amount(quota, entry) > quota.limit:
                last = self._used.get((quota.id, entry.pseudonym, scope))
                return Lost(LostReason.QUOTA_FULL, None if last is None else last[1])
        return None

    def _clash(self, entry: Entry, day: tuple[str, str, date]) -> Lost | None:
        for starts, ends, token in self._busy.get(day, ()):
            if starts < entry.ends and entry.starts < ends:
                return Lost(LostReason.CLASH, token)
        return None

    def _held(self, entry: Entry, quota: DrawQuota, scope: str) -> int:
        last = self._used.get((quota.id, entry.pseudonym, scope))
        return quota.held.get((entry.pseudonym, scope), 0) if last is None else last[0]


class _Known(NamedTuple):
    """What the rules say of a room, or of a unit that was picked; looked up once."""

    ways: _Ways
    clash: str
    quotas: tuple[tuple[DrawQuota, str], ...]  # that count it, each with its scope


def _amount(quota: DrawQuota, entry: Entry) -> int:
    return 1 if quota.counts is Counts.USES else entry.slot_count


def _checked(secret: bytes) -> bytes:
    if len(secret) != SECRET_BYTES:
        raise ValueError(f"the secret of a draw has {SECRET_BYTES} bytes")
    return secret
