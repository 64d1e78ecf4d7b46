"""The draw: a fair order that anybody can compute again.

See ``docs/algorithms/draw.md``. The seed is fixed by a secret that was committed to before the
window opened, by the published list of entries and by public entropy; SHA-256 of seed and token
orders the entries; they are served in that order. Equal input gives equal output, whatever the
order of the entries and however often one of them is repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import TypeAlias

SECRET_BYTES = 32
_COMMITMENT_PREFIX = b"draw-commitment-v1\n"
_LIST_PREFIX = b"draw-list-v1\n"
_SEED_PREFIX = b"draw-seed-v1\n"
_TICKET_PREFIX = b"draw-ticket-v1\n"

#: One slot of one room on one day: what can be won only once.
Cell: TypeAlias = tuple[str, date, int]


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One application as it is published.

    ``token`` is random and on the resident's receipt; ``pseudonym`` is random per registrant and
    draw. The slots are ``[first_slot, first_slot + slot_count)`` of the day.
    """

    token: str
    pseudonym: str
    room_id: str
    date: date
    first_slot: int
    slot_count: int

    def cells(self) -> Iterator[Cell]:
        """Every room-slot the entry needs."""
        for slot in range(self.first_slot, self.first_slot + self.slot_count):
            yield self.room_id, self.date, slot


@dataclass(frozen=True, slots=True)
class DrawRules:
    """What limits winning. ``max_wins``: per pseudonym, None for no limit. ``facility_of``: room id
    to facility id; one pseudonym never wins the same slot of a day twice in a facility.
    ``unavailable``: cells that cannot be won, because they were booked or shut in the meantime."""

    max_wins: int | None
    facility_of: Mapping[str, str]
    unavailable: frozenset[Cell] = frozenset()

    def __post_init__(self) -> None:
        if self.max_wins is not None and self.max_wins < 1:
            raise ValueError("a draw in which nobody may win is none")


class LostReason(StrEnum):
    """Why an entry was not served."""

    SLOT_TAKEN = "slot_taken"  # the witness got a slot it needs
    QUOTA_FULL = "quota_full"  # the witness is the win that filled the registrant's quota
    CLASH = "clash"  # the witness is the registrant's own win at the same time
    NOT_FREE = "not_free"  # a slot it needs was not there to be won; no witness


@dataclass(frozen=True, slots=True)
class Lost:
    """Why an entry lost: ``witness`` is the token of the entry that stood in its way, whose ticket
    is always the smaller one; ``slot`` the first slot in question, where it is about one."""

    reason: LostReason
    witness: str | None = None
    slot: int | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """One entry with its ticket (hexadecimal) and, if it did not win, why."""

    entry: Entry
    ticket: str
    lost: Lost | None

    @property
    def won(self) -> bool:
        """Whether the entry was served."""
        return self.lost is None


def commitment(secret: bytes) -> str:
    """What is published before the window opens; it binds the city to ``secret`` (32 bytes)."""
    if len(secret) != SECRET_BYTES:
        raise ValueError(f"the secret of a draw has {SECRET_BYTES} bytes")
    return sha256(_COMMITMENT_PREFIX + secret).hexdigest()


def list_hash(entries: Iterable[Entry]) -> str:
    """The fingerprint of a published list; the same for every order of it."""
    lines = (
        "\t".join(
            (
                entry.token,
                entry.pseudonym,
                entry.room_id,
                entry.date.isoformat(),
                str(entry.first_slot),
                str(entry.slot_count),
            )
        )
        for entry in _distinct(entries)
    )
    return sha256(_LIST_PREFIX + "\n".join(lines).encode()).hexdigest()


def seed(secret: bytes, entries_hash: str, entropy: bytes = b"") -> bytes:
    """The seed of a draw, from the committed secret, ``list_hash`` and public entropy (may be
    empty: then the commitment alone decides, and the result has to say so)."""
    if len(secret) != SECRET_BYTES:
        raise ValueError(f"the secret of a draw has {SECRET_BYTES} bytes")
    return sha256(_SEED_PREFIX + secret + bytes.fromhex(entries_hash) + entropy).digest()


def ticket(draw_seed: bytes, token: str) -> str:
    """The ticket of one entry; the smallest is served first."""
    return sha256(_TICKET_PREFIX + draw_seed + token.encode()).hexdigest()


def run_draw(draw_seed: bytes, entries: Iterable[Entry], rules: DrawRules) -> tuple[Drawn, ...]:
    """Serve the entries in ticket order and say of each whether it won or why not.

    An entry wins if every slot it needs is still free, its registrant has a win left and it clashes
    with none of the registrant's own wins. Refuses, as an error of the caller, two different
    entries with one token and a room whose facility is unknown.
    """
    order = sorted((ticket(draw_seed, entry.token), entry) for entry in _distinct(entries))
    progress = _Progress(rules)
    return tuple(Drawn(entry, number, progress.serve(entry)) for number, entry in order)


@dataclass(slots=True)
class _Progress:
    """What has been won so far, and by which token."""

    rules: DrawRules
    taken: dict[Cell, str] = field(default_factory=dict)
    busy: dict[tuple[str, str, date, int], str] = field(default_factory=dict)
    wins: dict[str, list[str]] = field(default_factory=dict)

    def serve(self, entry: Entry) -> Lost | None:
        """Let ``entry`` win, or say why it cannot."""
        lost = self._in_the_way(entry)
        if lost is None:
            for cell in entry.cells():
                self.taken[cell] = entry.token
            for hour in self._hours(entry):
                self.busy[hour] = entry.token
            self.wins.setdefault(entry.pseudonym, []).append(entry.token)
        return lost

    def _in_the_way(self, entry: Entry) -> Lost | None:
        for cell in entry.cells():
            if cell in self.rules.unavailable:
                return Lost(LostReason.NOT_FREE, None, cell[2])
            if (winner := self.taken.get(cell)) is not None:
                return Lost(LostReason.SLOT_TAKEN, winner, cell[2])
        wins = self.wins.get(entry.pseudonym, [])
        if self.rules.max_wins is not None and len(wins) >= self.rules.max_wins:
            return Lost(LostReason.QUOTA_FULL, wins[-1])
        for hour in self._hours(entry):
            if (own := self.busy.get(hour)) is not None:
                return Lost(LostReason.CLASH, own, hour[3])
        return None

    def _hours(self, entry: Entry) -> Iterator[tuple[str, str, date, int]]:
        facility = self.rules.facility_of[entry.room_id]
        for _, day, slot in entry.cells():
            yield entry.pseudonym, facility, day, slot


def _distinct(entries: Iterable[Entry]) -> list[Entry]:
    by_token: dict[str, Entry] = {}
    for entry in entries:
        if by_token.setdefault(entry.token, entry) != entry:
            raise ValueError("two different entries carry the same token")
    return sorted(by_token.values())
