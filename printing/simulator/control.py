"""The simulator's state from outside: a small JSON file that any process may change at any time.

``{"state": "no_paper", "rows_left": 200}``; ``rows_left`` (rows of paper until the roll ends, null
for plenty) may be left out. What is not understood changes nothing.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from printing.simulator.machine import State


@dataclass(frozen=True, slots=True)
class Control:
    state: State
    rows_left: int | None = None


def read_control(path: Path) -> Control | None:
    """What the file says, None if it is not there or half written."""
    try:
        values = json.loads(path.read_text("utf-8"))
        state = State(values["state"])
        rows_left = values.get("rows_left")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Control(state, rows_left if isinstance(rows_left, int) else None)
