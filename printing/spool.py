"""Receipts on the disk from before they are printed until the printer said that they are out.

One JSON file a receipt in one folder, named by its running number. A receipt holds no name and no
registration number, so neither does the spool; but it holds a booking's number and the link to its
page, so none stays longer than it is of use (docs/decisions/0038-receipts-not-printed.md).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from printing.durable import TEMPORARY_SUFFIX, remove, sync_folder, write_whole
from printing.receipts.blocks import Code, Receipt, ReceiptKind
from printing.receipts.stored import NotAReceiptError, from_values, to_values

RECEIPT_SUFFIX = ".receipt.json"
DAMAGED_SUFFIX = ".damaged"
NUMBER_FILE = "last-number.json"
#: What came out lately, of a booking: staff can print it once more.
PRINTED_FOLDER = "printed"


class SpoolState(Enum):
    WAITING = "waiting"  # nothing of it was sent to a printer
    BEGUN = "begun"  # sent, but the printer has not said that it is out


@dataclass(frozen=True, slots=True)
class SpooledReceipt:
    """``number`` is the running number of this terminal, which also stands on the paper."""

    number: int
    receipt: Receipt
    created: datetime
    state: SpoolState


@dataclass(frozen=True, slots=True)
class NotKept:
    """The disk did not take it: full, read-only, broken. ``why`` is for the log."""

    why: str


@dataclass(frozen=True, slots=True)
class Damaged:
    """A file that holds no receipt any more. ``since``: when it was last whole, or begun."""

    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Pending:
    """What is not out yet, oldest first, and the names of files that were damaged."""

    receipts: tuple[SpooledReceipt, ...]
    set_aside: tuple[str, ...]


class Spool:
    """The spool in ``folder``, which is made if it is missing. For one process at a time.

    ``on_damaged`` hears the name of each file that was set aside because it holds no receipt.
    """

    def __init__(
        self,
        folder: Path,
        now: Callable[[], datetime],
        on_damaged: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._folder = folder
        self._printed = folder / PRINTED_FOLDER
        self._now = now
        self._on_damaged = on_damaged
        folder.mkdir(parents=True, exist_ok=True)
        for left_over in folder.glob("*" + TEMPORARY_SUFFIX):
            left_over.unlink()

    def next_number(self) -> int | NotKept:
        """A running number that this terminal has not used before."""
        try:
            number = max(self._last_number(), *self._numbers(), 0) + 1
            write_whole(self._folder / NUMBER_FILE, json.dumps({"last": number}).encode())
        except OSError as error:
            return NotKept(str(error))
        return number

    def new(self, number: int, receipt: Receipt) -> SpooledReceipt:
        """A receipt under a number of ``next_number``, not on the disk yet."""
        return SpooledReceipt(number, receipt, self._now(), SpoolState.WAITING)

    def keep(self, kept: SpooledReceipt) -> NotKept | None:
        """Keep a receipt as it is. It is on the disk on return, unless it says why not."""
        return self._write(kept)

    def begin(self, kept: SpooledReceipt) -> NotKept | None:
        """Note, before the first byte leaves, that a part of the receipt may be on paper."""
        return self._write(begun(kept))

    def finish(self, kept: SpooledReceipt) -> bool:
        """The printer said that it is out: of a booking it can be printed once more by staff, until
        ``purge`` takes it. Doing so again does no harm.

        Returns whether it waits no more; False means that the disk refused and it is still pending.
        """
        if _number_of(kept.receipt) is None:
            return self.discard(kept.number)
        path = self._path(kept.number)
        try:
            self._printed.mkdir(exist_ok=True)
            with suppress(FileNotFoundError):
                path.replace(self._printed / path.name)
            sync_folder(self._printed)
            sync_folder(self._folder)
        except OSError:
            return self.discard(kept.number)
        return True

    def printed(self, number: str) -> SpooledReceipt | None:
        """What came out last of the booking with this number; None if nothing is kept of it."""
        for path in sorted(self._printed.glob("*" + RECEIPT_SUFFIX), reverse=True):
            with suppress(OSError, NotAReceiptError):
                kept = _read(path)
                if _number_of(kept.receipt) == number:
                    return kept
        return None

    def damaged(self) -> tuple[Damaged, ...]:
        """What was set aside because it holds no receipt any more, oldest first."""
        found: list[Damaged] = []
        for path in sorted(self._folder.glob("*" + DAMAGED_SUFFIX)):
            with suppress(OSError):
                since = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                found.append(Damaged(path.name, since))
        return tuple(found)

    def discard_damaged(self, name: str) -> bool:
        """Throw one of those away. Returns what ``discard`` does."""
        if name not in {one.name for one in self.damaged()}:
            return True
        try:
            remove(self._folder / name)
        except OSError:
            return False
        return True

    def discard(self, number: int) -> bool:
        """Nobody waits for this receipt any more. Returns what ``finish`` does."""
        try:
            remove(self._path(number))
        except OSError:
            return False
        return True

    def purge(self, before: datetime, printed_before: datetime | None = None) -> None:
        """Remove what was left here before that instant, damaged files too, as far as it can; what
        came out, if it was made before ``printed_before``."""
        for path in self._folder.glob("*" + RECEIPT_SUFFIX + "*"):
            _remove_older(path, before)
        for path in self._printed.glob("*" + RECEIPT_SUFFIX):
            _remove_older(path, printed_before or before)

    def pending(self) -> Pending:
        """What has not come out. Files that hold no receipt are set aside and named, not lost; what
        cannot be read just now stays as it is, and what came out meanwhile is gone."""
        receipts: list[SpooledReceipt] = []
        set_aside: list[str] = []
        for path in sorted(self._folder.glob("*" + RECEIPT_SUFFIX)):
            try:
                receipts.append(_read(path))
            except OSError:
                continue
            except NotAReceiptError:
                damaged = path.with_name(path.name + DAMAGED_SUFFIX)
                with suppress(OSError):
                    path.replace(damaged)
                    set_aside.append(damaged.name)
        if set_aside:
            sync_folder(self._folder)
        for name in set_aside:
            self._on_damaged(name)
        return Pending(tuple(receipts), tuple(set_aside))

    def of_booking(self, kinds: Collection[ReceiptKind], number: str) -> tuple[SpooledReceipt, ...]:
        """What has not come out of the booking with this number, oldest first."""
        waiting = self.pending().receipts
        return tuple(
            one
            for one in waiting
            if one.receipt.kind in kinds and _number_of(one.receipt) == number
        )

    def _write(self, kept: SpooledReceipt) -> NotKept | None:
        values = {
            "number": kept.number,
            "created": kept.created.isoformat(),
            "state": kept.state.value,
            "receipt": to_values(kept.receipt),
        }
        data = json.dumps(values, ensure_ascii=False, indent=1).encode()
        try:
            write_whole(self._path(kept.number), data)
        except OSError as error:
            return NotKept(str(error))
        return None

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:08d}{RECEIPT_SUFFIX}"

    def _numbers(self) -> list[int]:
        folders = (self._folder, self._printed)
        names = [one.name for at in folders for one in at.glob("*" + RECEIPT_SUFFIX + "*")]
        return [int(name[:8]) for name in names if name[:8].isdigit()]

    def _last_number(self) -> int:
        try:
            return int(json.loads((self._folder / NUMBER_FILE).read_bytes())["last"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return 0


def begun(kept: SpooledReceipt) -> SpooledReceipt:
    """The same receipt, of which a part may be on paper."""
    return replace(kept, state=SpoolState.BEGUN)


def unprinted(folder: Path) -> tuple[SpooledReceipt, ...]:
    """What waits in a spool that another process has, oldest first; changes nothing in it.

    A file that is gone meanwhile, or cannot be understood, is passed over.
    """
    found: list[SpooledReceipt] = []
    for path in sorted(folder.glob("*" + RECEIPT_SUFFIX)):
        with suppress(OSError, NotAReceiptError):
            found.append(_read(path))
    return tuple(found)


def _remove_older(path: Path, before: datetime) -> None:
    with suppress(OSError):
        if _made_at(path) < before:
            remove(path)


def _number_of(receipt: Receipt) -> str | None:
    """The number of the booking that a receipt is about; None for any other paper."""
    return next((block.value for block in receipt.blocks if isinstance(block, Code)), None)


def _made_at(path: Path) -> datetime:
    try:
        return _read(path).created
    except NotAReceiptError:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _read(path: Path) -> SpooledReceipt:
    try:
        values = json.loads(path.read_bytes())
        return SpooledReceipt(
            number=int(values["number"]),
            receipt=from_values(values["receipt"]),
            created=datetime.fromisoformat(values["created"]),
            state=SpoolState(values["state"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise NotAReceiptError(f"{path.name}: {error}") from None
