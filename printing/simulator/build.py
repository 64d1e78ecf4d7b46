"""What kind of printer is simulated: its head, its paper, its line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from printing.simulator.faults import Change
from printing.simulator.head import Head
from printing.simulator.intake import Intake, Slip
from printing.simulator.machine import Machine
from printing.simulator.roll import Roll

#: A byte on a serial line: a start bit, eight bits, a stop bit.
BITS_A_BYTE = 10


@dataclass(frozen=True, slots=True)
class Build:
    """A printer; as it stands, one that takes no time and never runs out of paper.

    ``cutter``: without one the paper is torn off by hand, two seconds after it came out.
    ``buffer_bytes``: how much it takes while it cannot print; None takes everything.
    ``baud``: the speed of its line; None for one that takes no time.
    ``xon_xoff``: it says on the line itself when it is busy.
    """

    width_dots: int = 576
    dots_per_inch: int = 203
    cutter: bool = True
    near_end_sensor: bool = True
    mm_per_second: float | None = None
    paper_mm: float | None = None
    near_end_mm: float = 5000
    buffer_bytes: int | None = None
    baud: int | None = None
    xon_xoff: bool = False

    def machine(self, seconds: Callable[[], float] = monotonic) -> Machine:
        near_end_mm = self.near_end_mm if self.near_end_sensor else None
        return Machine(
            self.width_dots,
            self.dots_per_inch,
            roll=Roll(self.dots_per_inch, self.paper_mm, near_end_mm),
            head=Head(self.dots_per_inch, self.mm_per_second, seconds),
            cutter=self.cutter,
        )

    def intake(
        self,
        machine: Machine,
        *,
        out: Callable[[Slip], None],
        told: Callable[[Change], None],
        seconds: Callable[[], float] = monotonic,
    ) -> Intake:
        return Intake(
            machine,
            buffer_bytes=self.buffer_bytes,
            bytes_per_second=None if self.baud is None else self.baud / BITS_A_BYTE,
            xon_xoff=self.xon_xoff,
            tears_off=not self.cutter,
            out=out,
            told=told,
            seconds=seconds,
        )
