"""A whole kiosk without a screen at a small service, and what its tests ask of it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk.assembly import Kiosk
from kiosk.credentials import KioskCredential
from kiosk.model import Choice
from kiosk.outfit import Outfit
from kiosk.settings import ServiceSettings, Settings
from kiosk.sync import RoundEnd
from kiosk.terminal import Terminal
from printing.drivers.memory import MemoryPrinter
from tests.kiosk.hand_clock import HandClock
from tests.kiosk.plain_words import PlainWords
from tests.kiosk.scripted_service import scripted
from tests.kiosk.small_central import SmallCentral

CHOICE = Choice(
    room_id="hall", date=date(2026, 12, 3), first_slot=1, slot_count=2, purpose_id="p", people=9
)
SECRET = "8642"


@dataclass
class Lobby:
    """A kiosk, its service, printer, clock and cache folder."""

    kiosk: Kiosk
    central: SmallCentral
    printer: MemoryPrinter
    clock: HandClock
    folder: Path

    @property
    def terminal(self) -> Terminal:
        return self.kiosk.terminal

    def log_in(self) -> None:
        self.terminal.logging_in.log_in("1234567", SECRET)

    def for_staff(self) -> list[tuple[str, str | None]]:
        return [(row.state.value, row.answer_code) for row in self.kiosk.settling.for_staff()]


def settings(url: str, folder: Path) -> Settings:
    return Settings(
        city="sample",
        kiosk_id="lobby-1",
        home_facility="centre",
        cache_directory=folder,
        service=ServiceSettings(url=url, connect_seconds=1.0, read_seconds=5.0),
    )


@contextlib.contextmanager
def lobby(folder: Path, central: SmallCentral | None = None) -> Iterator[Lobby]:
    """A kiosk that has synced once and does nothing in the background."""
    central = central if central is not None else SmallCentral()
    clock, printer = HandClock(), MemoryPrinter(width_dots=384)
    with scripted(central) as service:
        service.now = clock.now
        outfit = Outfit(KioskCredential("lobby-1", "hush"), printer, PlainWords, clock)
        kiosk = Kiosk(settings(service.url, folder), outfit)
        try:
            if not central.down:
                assert kiosk.sync.round() is RoundEnd.AGREED
            yield Lobby(kiosk, central, printer, clock, folder)
        finally:
            kiosk.stop()
