"""Tables for people at a console: columns as wide as what stands in them, two for a kanji."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

_HEAD = (
    "terminal",
    "place",
    "state",
    "version",
    "wanted",
    "paper",
    "line",
    "last seen",
    "open writes",
    "unprinted",
    "cache",
    "trouble",
)
_NOTHING = "-"
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def terminals_table(items: Sequence[dict[str, Any]]) -> list[str]:
    """The terminals, a line each under a heading, those with trouble first."""
    return table([_HEAD, *(_row(item) for item in items)])


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows with their columns beneath each other."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(_padded(row, widths)).rstrip() for row in rows]


def _padded(row: Sequence[str], widths: Iterable[int]) -> list[str]:
    return [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]


def _row(item: dict[str, Any]) -> tuple[str, ...]:
    return (
        item["id"],
        item["place"],
        _state(item),
        item["version"] or _NOTHING,
        item["wanted_version"] or _NOTHING,
        item["paper"] or _NOTHING,
        item["line"] or _NOTHING,
        _seen(item["seen_at"]),
        _number(item["open_writes"]),
        _number(item["unprinted"]),
        _NOTHING if item["cache_age_seconds"] is None else _age(item["cache_age_seconds"]),
        ", ".join(_trouble(item)) or _NOTHING,
    )


def _state(item: dict[str, Any]) -> str:
    if item["revoked_at"] is not None:
        return "shut out"
    if item["silent"]:
        return "silent"
    state = str(item["state"] or _NOTHING).replace("_", " ")
    return f"{state} ({item['state_reason']})" if item["state_reason"] else state


def _trouble(item: dict[str, Any]) -> list[str]:
    """Without what stands in a column of its own already."""
    words = [one.replace("_", " ") for one in item["trouble"]]
    if item["update_state"] and "update_failed" in item["trouble"]:
        failed = f"{item['update_version'] or ''} {item['update_state'].replace('_', ' ')}".strip()
        words[words.index("update failed")] = f"update: {failed}"
    return words


def _number(value: int | None) -> str:
    return _NOTHING if value is None else str(value)


def _seen(instant: str | None) -> str:
    return _NOTHING if instant is None else f"{datetime.fromisoformat(instant):%m-%d %H:%M}"


def _age(seconds: int) -> str:
    for unit, name in ((_DAY, "d"), (_HOUR, "h"), (_MINUTE, "min")):
        if seconds >= unit:
            return f"{seconds // unit} {name}"
    return f"{seconds} s"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
