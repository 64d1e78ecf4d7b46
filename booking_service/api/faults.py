"""What pydantic found wrong, said with the place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def faults_of(found: Iterable[Mapping[str, Any]], root: str = "") -> list[dict[str, str]]:
    """Errors as ``{place, message}``; what was sent is not repeated, it may be secret."""
    return [
        {
            "place": ".".join(part for part in (root, *map(str, error["loc"])) if part),
            "message": str(error["msg"]),
        }
        for error in found
    ]
