"""Reading up how things are done: from the kiosk's own disk, so also when the line is down."""

from __future__ import annotations

from kiosk.guide import Counters, Guide, Link
from kiosk.journeys.master_data import MasterData
from kiosk.outcome import Refused


class ReadingUp:
    """Implements ``kiosk.terminal.ReadingUp``."""

    def __init__(self, master: MasterData) -> None:
        self._master = master

    def guide(self) -> Guide | Refused:
        return self._master.guide()

    def counters(self) -> Counters | Refused:
        return self._master.counters()

    def links(self) -> tuple[Link, ...] | Refused:
        return self._master.links()
