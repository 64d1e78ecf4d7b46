"""A process that holds a draw and counts the commands of its writer aloud, until it is killed."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from tests.booking_service.draws.stage import LAPSED, opened
from tests.booking_service.draws.test_cut import SMALL, take_steps


class TellingDatabase:
    """Prints a number for every command."""

    def __init__(self, whole: Any) -> None:
        self._whole = whole
        self._commands = 0

    def submit(self, command: Any) -> Any:
        self._commands += 1
        sys.stdout.write(f"{self._commands}\n")
        sys.stdout.flush()
        return self._whole.submit(command)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._whole, name)


def main() -> None:
    with opened(Path(sys.argv[1]), LAPSED, limits=SMALL) as stage:
        whole = stage.office.database
        stage.office.database = TellingDatabase(whole)  # type: ignore[assignment]
        asyncio.run(take_steps(stage.office))
        stage.office.database = whole


if __name__ == "__main__":
    main()
