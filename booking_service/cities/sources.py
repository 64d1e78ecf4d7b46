"""Where the values of a city come from, as its files say it.

A table carries ``source``: one line ``KIND: REFERENCE`` for all its values, or a list in which
further lines name values from elsewhere, ``KIND (key, key): REFERENCE``. Tables inside inherit it.
A key may be a path, ``name.en``, or ``*.en`` for every ``en`` anywhere below the table.
KIND is ``document``, ``public``, ``decision`` or ``sample``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from booking_service.policy.rules import Source, SourceKind

_LINE = re.compile(r"(?P<kind>[a-z]+)(?: \((?P<keys>[^)]+)\))?: (?P<reference>.+)")

REMEDY = (
    'write "document: 003 §3", or "sample (name.en): why" for single values; kinds are '
    + ", ".join(SourceKind)
)


@dataclass(frozen=True, slots=True)
class SourcedValue:
    """A value, or a whole table, of a city file with its source. ``key`` is its path."""

    file: str
    line: int
    key: str
    source: Source


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
