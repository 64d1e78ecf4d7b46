"""A kiosk runs for months: calling Qt must not use up the references of Python's own constants.

PySide6 6.12.0 does, under Python 3.11 (docs/decisions/0006): the process dies after some hours.
"""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, QSize, Signal

CALLS = 1000


class Sender(QObject):
    said = Signal(object)
    said_bool = Signal(bool)


def lost(constant: object, before: int) -> bool:
    """Whether about one reference a call is gone."""
    return before - sys.getrefcount(constant) > CALLS / 2


def test_calls_that_return_nothing() -> None:
    size = QSize(1, 1)
    before = sys.getrefcount(None)
    for width in range(CALLS):
        size.setWidth(width)
    assert not lost(None, before)


def test_calls_that_return_a_truth() -> None:
    size = QSize(1, 1)
    before = sys.getrefcount(True)
    for _ in range(CALLS):
        size.isValid()
    assert not lost(True, before)


@pytest.mark.parametrize("constant", [True, False, None])
def test_signals_that_carry_a_constant(constant: object) -> None:
    sender, heard = Sender(), []
    sender.said.connect(heard.append)
    before = sys.getrefcount(constant)
    for _ in range(CALLS):
        sender.said.emit(constant)
        heard.clear()
    assert not lost(constant, before)


@pytest.mark.parametrize("constant", [True, False])
def test_signals_of_a_truth(constant: bool) -> None:
    sender, heard = Sender(), []
    sender.said_bool.connect(heard.append)
    before = sys.getrefcount(constant)
    for _ in range(CALLS):
        sender.said_bool.emit(constant)
        heard.clear()
    assert not lost(constant, before)
