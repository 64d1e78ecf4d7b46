"""Choosing a run of adjoining slots by touch. Plain Python."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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


def with_needed(
    run: Run | None, needs: Mapping[int, int | None], free: Collection[int]
) -> Run | None:
    """The run with the slots that its slots are let with only; None if one of them is not free.

    A slot is let together with its neighbour (an extension with the evening), so the run stays
    one of adjoining slots.
    """
    while run is not None:
        wanted = {needs.get(index) for index in range(run.first, run.last + 1)} - {None}
        missing = [index for index in wanted if index is not None and index not in run]
        if not missing:
            return run
        wider = Run(min(run.first, *missing), max(run.last, *missing))
        all_free = all(index in free for index in range(wider.first, wider.last + 1))
        run = wider if all_free else None
    return None
