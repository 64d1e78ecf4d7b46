"""What all places have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Place:
    """The base of all places."""

    name: ClassVar[str] = ""

    @property
    def mark(self) -> object:
        """What tells this place from others on the way: coming to a place of the same mark again is
        coming back to it."""
        return type(self)


def kinds(of: type[Place] = Place) -> tuple[type[Place], ...]:
    """Every kind of place that has a screen."""
    # By name: ``slots=True`` makes each class a second time, and the first lives on for a while.
    found: dict[str, type[Place]] = {}
    for kind in of.__subclasses__():
        found |= {kind.name: kind} if kind.name else {}
        found |= {below.name: below for below in kinds(kind)}
    return tuple(found.values())
