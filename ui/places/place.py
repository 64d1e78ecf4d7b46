"""What all places have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Place:
    """The base of all places."""

    name: ClassVar[str] = ""
