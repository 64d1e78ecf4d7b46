"""A widget in a cycle is never taken apart by a thread that is not the GUI's."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from threading import Thread

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.garbage import GarbageCollector


class Held(QObject):
    """Holds itself."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


@pytest.fixture
def collector(qapp: QObject) -> Iterator[GarbageCollector]:
    parent = QObject()
    yield GarbageCollector(parent)
    gc.unfreeze()
    gc.enable()


def cycles_of_a_thread() -> None:
    for _ in range(20_000):
        one: list[object] = []
        one.append(one)


def test_only_the_gui_thread_collects(qtbot: QtBot, collector: GarbageCollector) -> None:
    held = weakref.ref(Held())
    worker = Thread(target=cycles_of_a_thread)
    worker.start()
    worker.join()
    assert held() is not None, "collected by the other thread"
    qtbot.waitUntil(lambda: held() is None)


def test_little_is_left_alone_and_much_is_collected(collector: GarbageCollector) -> None:
    gc.collect()
    held = weakref.ref(Held())
    collector.look()
    assert held() is not None
    cycles_of_a_thread()
    collector.look()
    assert held() is None
