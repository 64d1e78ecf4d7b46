"""How values are kept in columns, on every database alike.

Instants are whole Unix seconds, dates are the local date as text (``YYYY-MM-DD``, which sorts),
lists and objects are JSON.
"""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from booking_service.clock import TOKYO


def seconds(at: datetime) -> int:
    """An instant as it is kept."""
    return int(at.timestamp())


def maybe_seconds(at: datetime | None) -> int | None:
    """The same for an instant that may be missing."""
    return None if at is None else seconds(at)


def instant(kept: int) -> datetime:
    """A kept instant, in Asia/Tokyo."""
    return datetime.fromtimestamp(kept, TOKYO)


def maybe_instant(kept: int | None) -> datetime | None:
    """The same for one that may be missing."""
    return None if kept is None else instant(kept)


def maybe_day(day: date | None) -> str | None:
    """A date that may be missing, as it is kept."""
    return None if day is None else day.isoformat()


def maybe_date(kept: str | None) -> date | None:
    """A kept date that may be missing."""
    return None if kept is None else date.fromisoformat(kept)


def to_json(value: object) -> str:
    """A value as the text of a JSON column."""
    return msgspec.json.encode(value).decode()
