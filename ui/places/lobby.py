"""Before and after: the start, notices, help, the farewell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ui.places.place import Place


@dataclass(frozen=True, slots=True)
class Start(Place):
    name: ClassVar[str] = "start"


@dataclass(frozen=True, slots=True)
class Notices(Place):
    name: ClassVar[str] = "notices"


@dataclass(frozen=True, slots=True)
class Help(Place):
    name: ClassVar[str] = "help"


@dataclass(frozen=True, slots=True)
class Ended(Place):
    name: ClassVar[str] = "ended"
