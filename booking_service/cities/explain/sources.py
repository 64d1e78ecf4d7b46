"""Which line of a city's files a single value of a rule was taken from.

A table names a source for all of its values and may name others for single ones, by path or with a
star (``sources``). This finds the most particular of them that covers a value.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path as FilePath
from typing import Any

from booking_service.cities.places import Path
from booking_service.cities.sources import SourcedValue
from booking_service.policy.rules import Origin, Source, Text

CLASSES = "classes.toml"
FACILITIES = "facilities.toml"
CLOSED_DAYS = "closed_days.toml"

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_STAR = "*"


class Provenance:
    """Answers for the files of one city. ``sourced``: all that its loader noted."""

    def __init__(self, folder: FilePath, sourced: Iterable[SourcedValue]) -> None:
        self._folder = folder
        self._files: dict[str, Mapping[str, Any]] = {}
        self._noted: dict[str, list[tuple[Path, Source]]] = {}
        for value in sourced:
            self._noted.setdefault(value.file, []).append((_path(value.key), value.source))

    def of(self, file: str, path: Path) -> Source:
        """The source of the value at ``path`` of ``file``: the one whose path reaches farthest."""
        return self.all(file, path)[0]

    def all(self, file: str, path: Path) -> tuple[Source, ...]:
        """All sources that are named for the value at ``path`` equally particularly."""
        reached = [
            ((reach, _literal(pattern)), source)
            for pattern, source in self._noted[file]
            if (reach := _reach(pattern, path)) is not None
        ]
        farthest = max(how_far for how_far, _ in reached)
        return tuple(source for how_far, source in reached if how_far == farthest)

    def inside(self, file: str, path: Path) -> Iterator[tuple[str, Source]]:
        """The values within the one at ``path`` that have a source of their own."""
        for pattern, source in self._noted[file]:
            if len(pattern) > len(path) and pattern[: len(path)] == path:
                yield ".".join(str(step) for step in pattern[len(path) :]), source

    def rule(self, kind: str, rule_id: str, use_date: date) -> Path:
        """Where the rule of this id stands in ``classes.toml``: among several versions the one that
        holds for ``use_date``, the first where none does yet."""
        places = [
            (entry.get("valid_from", date.min), place)
            for place, entry in enumerate(self._read(CLASSES).get(kind, ()))
            if entry["id"] == rule_id
        ]
        places.sort()
        held = [place for valid_from, place in places if valid_from <= use_date]
        return (kind, held[-1] if held else places[0][1])

    def klass(self, class_id: str) -> Path:
        """Where a class stands in ``classes.toml``."""
        return ("class", [klass["id"] for klass in self._read(CLASSES)["class"]].index(class_id))

    def payment(self, class_id: str, origin: Origin) -> tuple[str, Path]:
        """The payment rule of a class for one origin, and where it stands: its own, or the shared
        one that it names; the class itself if it has none."""
        classes, path = self._read(CLASSES), self.klass(class_id)
        [own] = [klass for klass in classes["class"] if klass["id"] == class_id]
        given = own.get("payment", {}).get(origin.value)
        if isinstance(given, str):
            shared = [payment["id"] for payment in classes["payment"]].index(given)
            return f"payment/{given}", ("payment", shared)
        if given is None:
            return f"class/{class_id}", path
        return f"class/{class_id}/payment", (*path, "payment", origin.value)

    def room(self, room_id: str) -> Path:
        """Where a room stands in ``facilities.toml``."""
        for place, facility in enumerate(self._read(FACILITIES)["facility"]):
            for index, room in enumerate(facility["rooms"]):
                if room["id"] == room_id:
                    return ("facility", place, "rooms", index)
        raise KeyError(room_id)

    def closing(self, facility_id: str, day: date, reason: Text) -> Path:
        """Where ``closed_days.toml`` says that a facility is closed on ``day`` for ``reason``."""
        read = self._read(CLOSED_DAYS)
        for place, special in enumerate(read.get("special", ())):
            if (special["date"], special["reason"]) == (day, reason):
                return ("special", place)
        for place, yearly in enumerate(read.get("yearly", ())):
            if yearly["reason"] == reason:
                return ("yearly", place)
        for place, group in enumerate(read.get("group", ())):
            if facility_id in group["facilities"]:
                return ("group", place)
        return ()

    def _read(self, file: str) -> Mapping[str, Any]:
        if file not in self._files:
            self._files[file] = tomllib.loads((self._folder / file).read_text(encoding="utf-8"))
        return self._files[file]


def _path(key: str) -> Path:
    """``class[0].payment.first_come`` as a path."""
    return tuple(
        int(index) if index else name for name, index in (found for found in _STEP.findall(key))
    )


def _reach(pattern: Path, path: Path, at: int = 0) -> int | None:
    """How many steps of ``path`` the pattern explains, or None if it leads elsewhere. A star stands
    for one step or more."""
    match pattern:
        case ():
            return at
        case (step, *rest) if step == _STAR:
            tried = (_reach(tuple(rest), path, after) for after in range(at + 1, len(path)))
            return max((reach for reach in tried if reach is not None), default=None)
        case (step, *rest) if at < len(path) and path[at] == step:
            return _reach(tuple(rest), path, at + 1)
    return None


def _literal(pattern: Path) -> int:
    return pattern.index(_STAR) if _STAR in pattern else len(pattern)
