"""What staff look after: writes whose end nobody has seen, and receipts that never came out.

Read beside a running kiosk, or without one. A write that staff have dealt with is only noted here,
in a folder; the kiosk itself takes the note over, because one process alone may change the outbox
(``docs/decisions/0003-two-files-on-the-kiosk.md``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kiosk.disk import OUTBOX_FILE, SPOOL_FOLDER
from kiosk.journeys.unprinted import Wish
from kiosk.model import Choice
from offline_cache.outbox import OutboxWrite, read_for_staff
from printing.receipts.blocks import Code
from printing.spool import SpooledReceipt, SpoolState, unprinted

#: One empty file for each write that was dealt with, named by its key.
DEALT_WITH_FOLDER = "dealt-with"


@dataclass(frozen=True, slots=True)
class StaffList:
    """Oldest first. Neither holds a name, a registration number or a secret."""

    writes: tuple[OutboxWrite, ...]
    receipts: tuple[SpooledReceipt, ...]

    def lines(self) -> Iterator[str]:
        """The list as text, a line for each thing."""
        yield f"Writes whose end nobody has seen: {len(self.writes)}"
        for write in self.writes:
            end = write.answer_code or write.state.value
            number = write.booking_number or "-"
            asked = f"{write.created:%Y-%m-%d %H:%M}"
            yield f"  {write.key}  {asked}  {write.kind}  {end}  {number}  {_what(write)}"
        yield from receipt_lines(self.receipts)


def receipt_lines(receipts: Sequence[SpooledReceipt], asked: Collection[str] = ()) -> Iterator[str]:
    """What did not come out as text, a line for each; ``asked``: names of open requests."""
    yield f"Receipts that did not come out: {len(receipts)}"
    for one in receipts:
        number = f"{one.number:06d}"
        made = f"{one.created:%Y-%m-%d %H:%M}"
        booking = next((b.value for b in one.receipt.blocks if isinstance(b, Code)), "-")
        sent = "maybe-partly-out" if one.state is SpoolState.BEGUN else "never-sent"
        wishes = [f"{wish.value}-asked" for wish in Wish if f"{wish.value}-{number}" in asked]
        yield "  ".join(["", number, made, sent, booking, *wishes, one.receipt.kind.value])


@dataclass(frozen=True, slots=True)
class CannotRead:
    """The kiosk's folder holds no outbox, or none that this user may read."""

    why: str


def staff_list(folder: Path) -> StaffList | CannotRead:
    """What waits in the kiosk's ``cache_directory``."""
    try:
        noted = set(_noted(folder))
        writes = read_for_staff(folder / OUTBOX_FILE)
        receipts = unprinted(folder / SPOOL_FOLDER)
    except (OSError, sqlite3.DatabaseError) as error:
        return CannotRead(str(error))
    return StaffList(tuple(write for write in writes if write.key not in noted), receipts)


def note_dealt_with(folder: Path, key: str) -> None:
    """Note that staff have told whom a write of the list concerns. Raises ``OSError``."""
    notes = folder / DEALT_WITH_FOLDER
    notes.mkdir(exist_ok=True)
    (notes / key).touch()


def take_over(folder: Path, dealt_with: Callable[[str], bool]) -> None:
    """Hand every noted key to ``dealt_with``; a note goes when that could keep it."""
    for key in _noted(folder):
        if dealt_with(key):
            (folder / DEALT_WITH_FOLDER / key).unlink(missing_ok=True)


def _noted(folder: Path) -> list[str]:
    notes = folder / DEALT_WITH_FOLDER
    return sorted(note.name for note in notes.iterdir()) if notes.is_dir() else []


def _what(write: OutboxWrite) -> str:
    """What a write was about: the hours chosen, or the booking named in its path."""
    try:
        choice = msgspec.json.decode(write.body, type=Choice)
    except msgspec.MsgspecError:
        return write.path
    first = choice.first_slot + 1
    return f"{choice.room_id} {choice.date} slots {first}-{first + choice.slot_count - 1}"
