"""Commands that a printer hears as they arrive, whatever waits in its buffer before them.

Epson's manual warns of it: they are heard inside a picture, too, where they are only dots.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from printing.simulator.commands import AskNow, ClearBuffer

_HEARD = re.compile(rb"\x10\x04([\x01-\x04])|\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", re.DOTALL)
_CLEAR_BUFFER = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
_ASK = b"\x10\x04"


class Ears:
    """Listens to bytes in whatever pieces they come."""

    def __init__(self) -> None:
        self._begun = b""

    def listen(self, data: bytes) -> Iterator[tuple[bytes, AskNow | ClearBuffer | None]]:
        """The data in pieces, each with what was heard at its end."""
        before = len(self._begun)
        whole = self._begun + data
        at = 0
        for heard in _HEARD.finditer(whole):
            yield data[max(at - before, 0) : heard.end() - before], _meaning(heard)
            at = heard.end()
        self._begun = _begun(whole[at:])
        yield data[max(at - before, 0) :], None


def _meaning(heard: re.Match[bytes]) -> AskNow | ClearBuffer:
    return AskNow(heard[1][0]) if heard[1] else ClearBuffer()


def _begun(data: bytes) -> bytes:
    """The end of the data that may be the beginning of such a command."""
    for length in range(min(len(data), len(_CLEAR_BUFFER) - 1), 0, -1):
        end = data[-length:]
        if _CLEAR_BUFFER.startswith(end) or _ASK.startswith(end):
            return end
    return b""
