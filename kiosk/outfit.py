"""What a kiosk is put together from, beyond its settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.cards.reader import CardReader
from kiosk.clock import Clock
from kiosk.credentials import KioskCredential
from kiosk.maintenance.delays import BootClock, MachineBootClock
from kiosk.maintenance.pin import Cost
from kiosk.voice.headphones import Headphones, UnknownHeadphones
from kiosk.voice.speaker import AbsentSpeaker, Speaker
from printing.printer import Printer
from printing.receipts.words import Words

if TYPE_CHECKING:
    from kiosk.machine.client import Machine


@dataclass(frozen=True, slots=True)
class Outfit:
    """``words`` gives the wording in the language that is on the screen when it is called."""

    credential: KioskCredential
    printer: Printer
    words: Callable[[], Words]
    machine_clock: Clock
    readers: Sequence[CardReader] = ()
    speaker: Speaker = field(default_factory=AbsentSpeaker)
    headphones: Headphones = field(default_factory=UnknownHeadphones)
    boot_clock: BootClock = field(default_factory=MachineBootClock)
    #: Who does to the machine what only root may; None: root's side behind its socket.
    machine: Machine | None = None
    #: What a try of a PIN costs.
    pin_cost: Cost = field(default_factory=Cost)

    @property
    def root(self) -> Machine:
        """Who does to the machine what only root may."""
        from kiosk.machine.client import MachineSocket

        return self.machine or MachineSocket()
