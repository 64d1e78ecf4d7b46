"""A card reader in memory, for tests of everything that reads cards."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.cards.profile import CardProfile
from kiosk.cards.reader import CardRead, ReaderStatus, hand_over
from kiosk.cards.trouble import Trouble


class MemoryReader:
    """Reads what ``show`` is given. Its status can be set at any time."""

    def __init__(self, profile: CardProfile) -> None:
        self._profile = profile
        self._status = ReaderStatus.READY
        self._on_read: Callable[[CardRead], None] | None = None

    def status(self) -> ReaderStatus:
        return self._status

    def trouble(self) -> Trouble | None:
        """None: no more is known of it than its status."""
        return None

    def set_status(self, status: ReaderStatus) -> None:
        self._status = status

    def start(self, on_read: Callable[[CardRead], None]) -> None:
        self._on_read = on_read

    def stop(self) -> None:
        self._on_read = None

    def show(self, content: str) -> None:
        """Hold a card to the reader. A reader that is not ready sees nothing."""
        if self._status is ReaderStatus.READY:
            hand_over(self._profile.read(content), self._on_read)
