"""Receipts on their way to paper: each is sent once, whatever screens come and go meanwhile.

One that a trouble of the printer keeps back is printed by itself once the trouble has gone, as
long as the visit lasts. One that may be out whole is not: two papers are for the resident to want.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.journeys.outcomes import PaperEnd
from kiosk.terminal import Receipts
from ui.jobs import Jobs, Lane
from ui.request import Request

#: So often a receipt begins anew by itself: a printer that breaks off each time shall not use up
#: the roll. The resident can still ask for more.
_MOST_BY_ITSELF: Final = 3


class Papers(QObject):
    """What became of the receipts of the running visit. ``changed`` carries a receipt's id."""

    changed = Signal(str)

    def __init__(
        self,
        receipts: Receipts,
        jobs: Jobs,
        crash: Callable[[], None],
        watch_ms: int,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._receipts, self._jobs, self._crash = receipts, jobs, crash
        #: None while the printer is at it.
        self._ends: dict[str, PaperEnd | None] = {}
        self._by_itself: Counter[str] = Counter()
        self._watch = QTimer(self, singleShot=True, interval=watch_ms)
        self._watch.timeout.connect(self._look)

    def end_of(self, receipt_id: str) -> PaperEnd | None:
        """How printing ended; None before that."""
        return self._ends.get(receipt_id)

    @property
    def any_out(self) -> bool:
        """Whether paper of this visit came, or may have come."""
        ends = self._ends.values()
        return any(end is None or end.is_out or end.is_uncertain for end in ends)

    def print_once(self, receipt_id: str) -> None:
        """Prints a receipt that was not sent to the printer yet."""
        if receipt_id not in self._ends:
            self.print(receipt_id)

    def print(self, receipt_id: str) -> None:
        """Prints a receipt, also once more."""
        self._by_itself.pop(receipt_id, None)
        self._print(receipt_id)

    def forget(self) -> None:
        """The visit has ended."""
        self._watch.stop()
        self._ends.clear()
        self._by_itself.clear()

    def _print(self, receipt_id: str) -> None:
        self._ends[receipt_id] = None
        printing = Request(self._receipts, "print", (receipt_id,))
        job = self._jobs.submit(printing, owner=self, lane=Lane.PAPER)
        job.done.connect(lambda end: self._ended(receipt_id, end))
        job.crashed.connect(self._crash)
        self.changed.emit(receipt_id)

    def _ended(self, receipt_id: str, end: PaperEnd) -> None:
        self._ends[receipt_id] = end
        self.changed.emit(receipt_id)
        self._go_on_watching()

    def _go_on_watching(self) -> None:
        if self._kept_back() and not self._watch.isActive():
            self._watch.start()

    def _kept_back(self) -> list[str]:
        """What waits for the printer, and has not begun too often."""
        return [
            receipt_id
            for receipt_id, end in self._ends.items()
            if end is not None
            and not (end.is_out or end.is_uncertain)
            and self._by_itself[receipt_id] < _MOST_BY_ITSELF
        ]

    def _look(self) -> None:
        """The next look begins only after this one has ended."""
        if self._kept_back():
            asked = Request(self._receipts, "trouble")
            job = self._jobs.submit(asked, owner=self, lane=Lane.PAPER)
            job.done.connect(self._seen)
            job.crashed.connect(self._crash)

    def _seen(self, trouble: PaperEnd | None) -> None:
        for receipt_id in self._kept_back():
            if trouble is None:
                self._by_itself[receipt_id] += 1
                self._print(receipt_id)
            elif self._ends[receipt_id] is not trouble:
                self._ends[receipt_id] = trouble
                self.changed.emit(receipt_id)
        self._go_on_watching()
