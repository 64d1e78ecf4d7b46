"""Where the values of a city come from, as its files say it.

A table carries ``source``: one line ``KIND: REFERENCE`` for all its values, or a list in which
further lines name values from elsewhere, ``KIND (key, key): REFERENCE``. Tables inside inherit it.
A key may be a path, ``name.en``, or ``*.en`` for every ``en`` anywhere below the table.
KIND is ``document``, ``public``, ``decision`` or ``sample``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from booking_service.policy.rules import Source, SourceKind

_LINE = re.compile(r"(?P<kind>[a-z]+)(?: \((?P<keys>[^)]+)\))?: (?P<reference>.+)")

_NOT_SHOWN = ("source",)
REMEDY = (
    'write "document: 003 §3", or "sample (name.en): why" for single values; kinds are '
    + ", ".join(SourceKind)
)


@dataclass(frozen=True, slots=True)
class SourcedValue:
    """A value, or a whole table, of a city file with its source. ``key`` is its path;
    ``values``: what stands there in the file, each as text, for a star path every match."""

    file: str
    line: int
    key: str
    source: Source
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of a ``source``: for the whole table if ``keys`` is empty."""

    keys: tuple[str, ...]
    source: Source


def parse_line(line: str) -> SourceLine | None:
    """The meaning of one line of a ``source``; None if it is not written as one."""
    found = _LINE.fullmatch(line)
    if found is None or found["kind"] not in set(SourceKind):
        return None
    keys = tuple(key.strip() for key in (found["keys"] or "").split(",") if key.strip())
    return SourceLine(keys, Source(SourceKind(found["kind"]), found["reference"]))


def as_text(value: object) -> str:
    """A value as an officer reads it: of a text the Japanese words, of a table its keys with their
    values, of a list each item, an item that has a name by that."""
    match value:
        case bool():
            return str(value).lower()
        case {"ja": str(words)}:
            return words
        case dict():
            return _pairs(value, _NOT_SHOWN)
        case list():
            return "; ".join(map(_item, value))
    return str(value)


def _item(value: object) -> str:
    if not isinstance(value, dict) or "name" not in value:
        return as_text(value)
    more = _pairs(value, (*_NOT_SHOWN, "id", "name"))
    return as_text(value["name"]) + (f" ({more})" if more else "")


def _pairs(table: Mapping[str, object], hidden: tuple[str, ...]) -> str:
    return ", ".join(f"{key} = {as_text(table[key])}" for key in table if key not in hidden)
