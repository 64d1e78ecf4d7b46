"""Receipts and a printer in trouble, seen from the glass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.journeys.outcomes import PaperEnd
from tests.ui.resident import NEVER_MS, Resident, visit
from ui.preferences import Reach
from ui.samples.terminal import Script
from ui.settings import WindowSettings

_TOLD_WHILE_WAITING = {
    PaperEnd.NO_PAPER: "用紙がなく",
    PaperEnd.OVERHEATED: "熱くなり",
    PaperEnd.CUTTER: "紙を切る部分",
    PaperEnd.MECHANISM: "故障",
    PaperEnd.OFFLINE: "印刷できない状態",
    PaperEnd.NO_ANSWER: "プリンターが動きません",
}


def reads(resident: Resident, said: str) -> Callable[[], bool]:
    return lambda: said in resident.reads()


def test_a_receipt_that_was_kept_back_prints_by_itself_when_the_printer_can(
    qtbot: QtBot, script: Script
) -> None:
    """Whatever troubles come one after the other, each is told; one that may be out is not."""
    often = WindowSettings(window_px=(540, 960), paper_watch_ms=1, ask_again_seconds=0.05)
    with visit(qtbot, script, often) as resident:
        script.paper = PaperEnd.COVER_OPEN
        resident.tap("start.log_in")
        resident.logs_in()
        resident.tap("menu.reservations", "my_reservations")
        resident.tap("list.print", "receipt_taken")
        for end, said in _TOLD_WHILE_WAITING.items():
            script.paper = end
            qtbot.waitUntil(reads(resident, said))
        assert script.calls.count("print") == 1, "nothing is sent to a printer that cannot"
        script.paper = PaperEnd.PRINTED
        qtbot.waitUntil(lambda: "控えが出ました" in resident.reads())
        assert script.calls.count("print") == 2
        script.paper = PaperEnd.NOT_CONFIRMED
        resident.tap("receipt.menu", "menu")
        resident.tap("menu.reservations", "my_reservations")
        resident.tap("list.print", "receipt_taken")
        qtbot.waitUntil(lambda: "確かめられません" in resident.reads())
        looks = script.calls.count("trouble")
        resident.tap("help", "help")
        resident.tap("back", "receipt_taken")
        assert (script.calls.count("print"), script.calls.count("trouble")) == (3, looks)


def test_the_four_keys_open_larger_what_did_not_print_where_no_verb_has_room_for_it(
    qtbot: QtBot, script: Script
) -> None:
    script.paper = PaperEnd.NO_PAPER
    low = WindowSettings(window_px=(1024, 768), width_mm=304.0, paper_watch_ms=NEVER_MS)
    with visit(qtbot, script, low) as resident:
        window, keys = resident.window, resident.window.four_keys
        window.prefer(replace(window.preferences, reach=Reach.SEATED))
        qtbot.waitUntil(lambda: not window.busy)
        resident.tap("start.log_in")
        resident.logs_in()
        resident.tap("menu.reservations", "my_reservations")
        resident.tap("list.print", "receipt_taken")
        qtbot.waitUntil(reads(resident, "用紙がなく"))
        assert not resident.sees_button("receipt.larger")
        for _ in keys.buttons():
            QTest.keyClick(window, Qt.Key.Key_Down)
            if keys.here is not None and keys.here.objectName() == "receipt.picture":
                break
        assert keys.here is not None
        assert (keys.here.accessibleName(), keys.here.accessibleDescription()) == (
            "控え",
            "大きくして見ます",
        )
        QTest.keyClick(window, Qt.Key.Key_Return)
        resident.waits_for("receipt_larger")
