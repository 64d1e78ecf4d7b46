"""Choosing a run of adjoining slots by touch. Plain Python."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Slots ``first`` to ``last``, both included."""

    first: int
    last: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    def __contains__(self, index: int) -> bool:
        return self.first <= index <= self.last


def touch(run: Run | None, index: int, free: Collection[int], most: int) -> Run | None:
    """The run after slot ``index`` was touched, where ``free`` slots may be chosen.

    Touching outside stretches the run up to there if all between is free and it is no longer than
    ``most``; otherwise a new run begins. Touching an end takes that slot off; touching inside
    keeps what comes before and the slot itself.
    """
    if index not in free:
        return run
    if run is None:
        return Run(index, index)
    if index in run:
        return _shrink(run, index)
    stretched = Run(min(run.first, index), max(run.last, index))
    fits = stretched.count <= most
    if fits and all(slot in free for slot in range(stretched.first, stretched.last + 1)):
        return stretched
    return Run(index, index)


def _shrink(run: Run, index: int) -> Run | None:
    if run.count == 1:
        return None
    if index == run.first:
        return Run(run.first + 1, run.last)
    if index == run.last:
        return Run(run.first, run.last - 1)
    return Run(run.first, index)
