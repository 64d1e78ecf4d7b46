"""Where the readers' threads hand over the cards they saw."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class CardSource(QObject):
    """``read`` carries what a reader saw (``CardRead``); emit it from any thread."""

    read = Signal(object)
