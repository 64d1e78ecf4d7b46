"""The Qt binding itself, where a fault of it would end a kiosk after some days."""

from __future__ import annotations

import sys

from PySide6.QtCore import QSize

CALLS = 1000


def test_calls_that_return_nothing_take_no_reference_from_none() -> None:
    """PySide6 6.12.0 on Python 3.11 took one a call; after some ten thousand the process died."""
    size = QSize(1, 1)
    before = sys.getrefcount(None)
    for width in range(CALLS):
        size.setWidth(width)
    assert sys.getrefcount(None) > before - CALLS // 2
