"""A kiosk runs for months: emitting signals must not use up Python's own constants.

PySide6 6.12.0 does, under Python 3.11 (docs/decisions/0006).
"""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Signal

EMISSIONS = 100


class Sender(QObject):
    said_bool = Signal(bool)
    said_object = Signal(object)


@pytest.mark.parametrize("constant", [True, False, None])
def test_emitting_keeps_the_references_of_constants(constant: object) -> None:
    sender = Sender()
    heard: list[object] = []
    sender.said_object.connect(lambda value: heard.append(value is constant))
    if isinstance(constant, bool):
        sender.said_bool.connect(lambda value: heard.append(value is constant))
    before = sys.getrefcount(constant)
    for _ in range(EMISSIONS):
        sender.said_object.emit(constant)
        if isinstance(constant, bool):
            sender.said_bool.emit(constant)
    lost = before - sys.getrefcount(constant)
    assert all(heard)
    assert lost < EMISSIONS / 2
