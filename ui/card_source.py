"""Where the readers' threads hand over the cards they saw."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class CardSource(QObject):
    """``read`` carries ``CardShown`` or ``CardUnreadable``; emit it from any thread."""

    read = Signal(object)
