"""A card reader whose state is one JSON file that any process may change: for demonstrations.

``{"status": "ready", "shown": 3, "content": "1234567"}``: a card is held to the reader when
``shown`` becomes another number. ``hold_card`` writes the file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import msgspec

from kiosk.background import Background
from kiosk.cards.profile import CardProfile
from kiosk.cards.reader import CardRead, ReaderStatus, hand_over
from kiosk.cards.trouble import Trouble

#: How often the file is looked at, in seconds.
POLL_SECONDS = 0.1


class ReaderFile(msgspec.Struct, frozen=True, kw_only=True):
    """The content of the file."""

    status: Literal["ready", "not_there", "no_answer", "fault"] = "ready"
    shown: int = 0
    content: str = ""


class FileReader:
    """Implements ``CardReader`` over a file. A file that is not there is a reader not there."""

    def __init__(self, file: Path, profile: CardProfile) -> None:
        self._file = file
        self._profile = profile
        self._shown: int | None = None
        self._on_read: Callable[[CardRead], None] | None = None
        self._work = Background("card-file", self._look)

    def status(self) -> ReaderStatus:
        state = read_state(self._file)
        return ReaderStatus(state.status) if state is not None else ReaderStatus.NOT_THERE

    def trouble(self) -> Trouble | None:
        """None: no more is known of it than its status."""
        return None

    def start(self, on_read: Callable[[CardRead], None]) -> None:
        """Begin to watch; a card that was held to it before does not count."""
        state = read_state(self._file)
        self._shown = state.shown if state is not None else 0
        self._on_read = on_read
        self._work.start()

    def stop(self) -> None:
        self._on_read = None
        self._work.stop()

    def _look(self) -> float:
        state = read_state(self._file)
        if state is not None and state.shown != self._shown:
            self._shown = state.shown
            if state.status == "ready":
                hand_over(self._profile.read(state.content), self._on_read)
        return POLL_SECONDS


def read_state(file: Path) -> ReaderFile | None:
    """The state in the file; None if there is none, or it is being written by hand just now."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=ReaderFile)
    except (OSError, msgspec.MsgspecError):
        return None


def hold_card(file: Path, content: str) -> None:
    """Hold a card with this content to the reader."""
    before = read_state(file) or ReaderFile()
    _write(file, ReaderFile(status=before.status, shown=before.shown + 1, content=content))


def set_status(file: Path, status: Literal["ready", "not_there", "no_answer", "fault"]) -> None:
    """Have the reader work, or fail in one of the ways readers fail."""
    before = read_state(file) or ReaderFile()
    _write(file, ReaderFile(status=status, shown=before.shown, content=before.content))


def _write(file: Path, state: ReaderFile) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(file.name + ".new")
    new.write_bytes(msgspec.json.encode(state))
    new.replace(file)
