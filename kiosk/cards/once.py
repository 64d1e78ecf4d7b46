"""One card is one card: readers repeat what lies on them, and a broken one never stops."""

from __future__ import annotations

from collections import deque
from typing import Final

#: The same content again within this time, in seconds, is the same card still.
_SAME_SECONDS: Final = 1.0
#: Nobody shows more cards than this in one second.
_MOST: Final = 8


class Once:
    """Says which contents are a card shown anew. Keeps no content, only its hash."""

    def __init__(self) -> None:
        self._last: int | None = None
        self._last_at = 0.0
        self._passed: deque[float] = deque(maxlen=_MOST)

    def is_new(self, content: str | bytes, at: float) -> bool:
        """``at`` in seconds of a steady clock."""
        same = hash(content) == self._last and at - self._last_at <= _SAME_SECONDS
        self._last, self._last_at = hash(content), at
        crowded = len(self._passed) == _MOST and at - self._passed[0] < 1.0
        if same or crowded:
            return False
        self._passed.append(at)
        return True
