"""A device file that a reader is behind: opened, read, lost and found again by one thread."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from kiosk import events
from kiosk.background import Background
from kiosk.cards.reader import CardRead, ReaderStatus, hand_over
from kiosk.cards.trouble import Trouble, TroubleCode, trouble_of

#: Between two attempts to open a device that is not there, in seconds.
RETRY_SECONDS = 1.0

#: How long one look at a device that says nothing takes, in seconds: a stop waits for it.
LOOK_SECONDS = 0.1

_STATUS = {
    TroubleCode.NOT_THERE: ReaderStatus.NOT_THERE,
    TroubleCode.NOT_ALLOWED: ReaderStatus.NOT_ALLOWED,
    TroubleCode.BUSY: ReaderStatus.IN_USE,
    TroubleCode.NOT_A_READER: ReaderStatus.FAULT,
    TroubleCode.NO_ANSWER: ReaderStatus.NO_ANSWER,
    TroubleCode.FAULT: ReaderStatus.FAULT,
}


class Opened(Protocol):
    """An open device. ``read`` waits ``LOOK_SECONDS`` at most and returns nothing if nothing came;
    a device that has gone raises ``OSError``."""

    def read(self) -> bytes: ...
    def close(self) -> None: ...


class Attached:
    """Keeps a device open while it is there, and hands on what comes of it."""

    def __init__(
        self, device: Path, opening: Callable[[], Opened], take: Callable[[bytes], None]
    ) -> None:
        """``take`` is also told when nothing came, with no bytes; it runs on the thread."""
        self._device, self._opening, self._take = device, opening, take
        self._opened: Opened | None = None
        self._trouble: Trouble | None = None
        self._work = Background("card-reader", self._step)

    def status(self) -> ReaderStatus:
        if self._opened is not None:
            return ReaderStatus.READY
        trouble = self._trouble
        return ReaderStatus.NOT_THERE if trouble is None else _STATUS[trouble.code]

    def trouble(self) -> Trouble | None:
        """Why it cannot be used now, for technicians; None if it can."""
        return self._trouble if self._opened is None else None

    def start(self) -> None:
        self._work.start()

    def stop(self) -> None:
        """End the thread, then close the device."""
        self._work.stop()
        self._close()

    def _step(self) -> float:
        try:
            if self._opened is None:
                self._opened = self._opening()
                self._found()
            data = self._opened.read()
        except OSError as error:
            self._lost(trouble_of(self._device, error))
            return RETRY_SECONDS
        self._take(data)
        return 0.0

    def _found(self) -> None:
        if self._trouble is not None:
            events.say(events.CARD_READER_BACK)
        self._trouble = None

    def _lost(self, trouble: Trouble) -> None:
        self._close()
        if self._trouble is None or self._trouble.code is not trouble.code:
            events.say(events.CARD_READER_LOST, events.Outcome.FAILED, trouble.code.value)
        self._trouble = trouble

    def _close(self) -> None:
        opened, self._opened = self._opened, None
        if opened is not None:
            with suppress(OSError):
                opened.close()


class AttachedReader(ABC):
    """A ``CardReader`` over a device file; a subclass knows what to open, and what comes of it."""

    def __init__(self, device: Path) -> None:
        self._on_read: Callable[[CardRead], None] | None = None
        self._attached = Attached(device, self._open, self._take)

    def status(self) -> ReaderStatus:
        return self._attached.status()

    def trouble(self) -> Trouble | None:
        return self._attached.trouble()

    def start(self, on_read: Callable[[CardRead], None]) -> None:
        self._on_read = on_read
        self._attached.start()

    def stop(self) -> None:
        self._on_read = None
        self._attached.stop()

    @abstractmethod
    def _open(self) -> Opened:
        """Open the device. Raises ``OSError`` if it cannot be had."""

    @abstractmethod
    def _take(self, data: bytes) -> None:
        """Make cards of what came, and ``_report`` them; ``data`` is empty when nothing did."""

    def _report(self, read: CardRead) -> None:
        hand_over(read, self._on_read)
