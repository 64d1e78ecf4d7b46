"""What the kiosk keeps on its disk: availability, the outbox, and receipts not yet printed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kiosk import events
from kiosk.settings import SettingsError
from offline_cache.availability import AvailabilityCache
from offline_cache.database import SetAside
from offline_cache.outbox import Outbox
from printing.spool import Spool

AVAILABILITY_FILE = "availability.sqlite3"
OUTBOX_FILE = "outbox.sqlite3"
SPOOL_FOLDER = "spool"


class NothingKeptError(SettingsError):
    """The folder takes nothing: the disk is full, broken or read-only, or the folder is another's.
    The settings may be right, so ``main`` exits with a code of its own."""


class Disk:
    """The opened files. ``set_aside`` names those that were damaged or newer and put away.

    Raises ``NothingKeptError`` if nothing can be kept in ``folder``.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self.folder = folder
        self.set_aside: list[SetAside] = []
        try:
            self.availability, availability_aside = AvailabilityCache.open(
                folder / AVAILABILITY_FILE, now()
            )
            self.outbox = Outbox.open(
                folder / OUTBOX_FILE, now, lambda aside: self._note(events.OUTBOX_SET_ASIDE, aside)
            )
            self.spool = Spool(folder / SPOOL_FOLDER, now, _receipt_damaged)
        except (OSError, sqlite3.OperationalError) as error:
            raise NothingKeptError(
                folder,
                "cache_directory",
                f"nothing can be kept there ({error})",
                "a folder that belongs to the kiosk's user, on a disk with room",
            ) from error
        if availability_aside is not None:
            self.note_availability_aside(availability_aside)

    def note_availability_aside(self, set_aside: SetAside) -> None:
        """The availability file was put out of the way, now or while it was in use."""
        self._note(events.CACHE_SET_ASIDE, set_aside)

    def close(self) -> None:
        self.availability.close()
        self.outbox.close()

    def _note(self, event: events.Event, set_aside: SetAside) -> None:
        self.set_aside.append(set_aside)
        kept_as = set_aside.kept_as.name
        events.say(event, events.Outcome.FAILED, set_aside.fault.value, file=kept_as)


def _receipt_damaged(name: str) -> None:
    events.say(events.RECEIPT_DAMAGED, events.Outcome.FAILED, file=name)
