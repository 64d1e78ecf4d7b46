"""Receipts on their way to paper: each is sent once, whatever screens come and go meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from kiosk.terminal import PaperEnd, Receipts
from ui.jobs import Jobs, Lane
from ui.request import Request

#: None: the printer is at it.
_MAY_BE_OUT = (None, PaperEnd.PRINTED, PaperEnd.NOT_CONFIRMED)


class Papers(QObject):
    """What became of the receipts of the running visit. ``changed`` carries a receipt's id."""

    changed = Signal(str)

    def __init__(
        self, receipts: Receipts, jobs: Jobs, crash: Callable[[], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._receipts, self._jobs, self._crash = receipts, jobs, crash
        #: None while the printer is at it.
        self._ends: dict[str, PaperEnd | None] = {}

    def end_of(self, receipt_id: str) -> PaperEnd | None:
        """How printing ended; None before that."""
        return self._ends.get(receipt_id)

    @property
    def any_out(self) -> bool:
        """Whether paper of this visit came, or may have come."""
        return any(end in _MAY_BE_OUT for end in self._ends.values())

    def print_once(self, receipt_id: str) -> None:
        """Prints a receipt that was not sent to the printer yet."""
        if receipt_id not in self._ends:
            self.print(receipt_id)

    def print(self, receipt_id: str) -> None:
        """Prints a receipt, also once more."""
        self._ends[receipt_id] = None
        printing = Request(self._receipts, "print", (receipt_id,))
        job = self._jobs.submit(printing, owner=self, lane=Lane.PAPER)
        job.done.connect(lambda end: self._ended(receipt_id, end))
        job.crashed.connect(self._crash)
        self.changed.emit(receipt_id)

    def forget(self) -> None:
        """The visit has ended."""
        self._ends.clear()

    def _ended(self, receipt_id: str, end: PaperEnd) -> None:
        self._ends[receipt_id] = end
        self.changed.emit(receipt_id)
