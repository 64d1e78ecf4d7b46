"""Collects Python's garbage in the GUI thread, and in no other.

Python collects in whichever thread happens to allocate. A cycle that holds a widget would then be
taken apart in a thread of a journey, and Qt does not survive a widget that is deleted outside the
thread it lives in.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

#: How often it is looked at how much there is, in milliseconds.
LOOK_MS = 500


class GarbageCollector(QObject):
    """Takes over from Python for as long as ``parent`` lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        # What is loaded by now lives as long as the process. Looking at all of it again and again
        # would keep the screen from answering for 30 ms each time.
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK_MS)

    def look(self) -> None:
        """Collect the oldest generation of which there is as much as Python itself would allow."""
        due = [
            generation
            for generation, (count, most) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > most
        ]
        if due:
            gc.collect(due[-1])
