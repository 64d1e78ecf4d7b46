"""The simulator's state from outside: a small JSON file that any process may change at any time.

``{"state": "no_paper", "rows_left": 200}``; ``rows_left`` (rows of paper until the roll ends, null
for plenty) may be left out. What is not understood changes nothing.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from printing.simulator.machine import State


class Control(msgspec.Struct, frozen=True):
    state: State
    rows_left: int | None = None


def read_control(path: Path) -> Control | None:
    """What the file says, None if it is not there or half written."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Control)
    except (OSError, msgspec.MsgspecError):
        return None
