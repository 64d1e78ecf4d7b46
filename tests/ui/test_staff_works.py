"""What staff do in maintenance mode, through the real window: one visit for all of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from kiosk.cards.shown import StaffCardShown
from kiosk.journeys.staff_works import Attention
from kiosk.outcome import Refused
from tests.ui.resident import Resident, visit
from ui.places import StaffMenu
from ui.samples.maintenance import STAFF_PIN, SampleMaintenance
from ui.samples.officers import BOOKING, PASSWORD, SampleOfficers
from ui.samples.staff import NOT_READY, STUCK, WRITES, SampleStaff
from ui.samples.terminal import Script


@pytest.fixture
def script() -> Script:
    script = Script()
    maintenance = script.maintenance
    script.staff = SampleStaff(maintenance, now=Attention("no_paper", receipts=3, writes=1))
    script.officers = SampleOfficers(maintenance)
    return script


def comes_in(someone: Resident) -> SampleMaintenance:
    someone.cards.read.emit(StaffCardShown())
    someone.waits_for("staff_pin")
    someone.types(STAFF_PIN)
    someone.tap("staff.open", "staff_menu")
    assert isinstance(someone.script.maintenance, SampleMaintenance)
    return someone.script.maintenance


def opens(someone: Resident, door: str, screen: str) -> None:
    someone.tap(f"door.{door}", screen)


def spells(someone: Resident, text: str) -> None:
    for sign in text:
        someone.tap(f"key.{sign}")


def prints_receipts(someone: Resident, staff: SampleStaff) -> None:
    """Each thing that can be done with receipts, from the menu to a number that is typed."""
    opens(someone, "receipts", "staff_receipts")
    someone.tap("waiting.1", "staff_receipt")
    someone.tap("receipt.print", "staff_receipts")
    assert "印刷しました" in someone.reads()
    someone.tap("waiting.2", "staff_receipt")
    someone.tap("receipt.discard", "staff_receipts")
    someone.tap("waiting.2", "staff_receipt")
    assert not someone.sees_button("receipt.print")
    someone.tap("receipt.discard", "staff_receipts")
    assert staff.receipts.damaged == ()
    someone.tap("receipts.reprint", "staff_reprint")
    someone.tap("letter.L")
    someone.types("4821")
    someone.tap("reprint.print")
    someone.qtbot.waitUntil(lambda: "L00004821 を印刷しました" in someone.reads())


def test_paper_receipts_and_writes(qtbot: QtBot, script: Script) -> None:
    staff = script.staff
    assert staff is not None
    with visit(qtbot, script) as someone:
        maintenance = comes_in(someone)
        someone.qtbot.waitUntil(lambda: "紙なし" in someone.reads())
        assert someone.button("door.receipts").accessibleName().endswith(" 3")
        script.service_trouble = Refused("clock_wrong", {"behind_seconds": -7200})
        someone.qtbot.waitUntil(lambda: "2時間進んでいます" in someone.reads())
        script.service_trouble = None
        someone.qtbot.waitUntil(lambda: "進んでいます" not in someone.reads())

        opens(someone, "paper", "staff_paper")
        assert "約45" in someone.reads()
        # The roll is taken out and the cover opened while staff stand there.
        staff.printer = NOT_READY.findings[0]
        someone.qtbot.waitUntil(lambda: "紙がありません" in someone.reads())
        staff.printer = replace(NOT_READY.findings[0], code="cover_open")
        someone.qtbot.waitUntil(lambda: "ふたが開いて" in someone.reads())
        someone.tap("paper.test")
        someone.qtbot.waitUntil(lambda: "試し印刷をしました" in someone.reads())
        someone.tap("paper.new_roll")
        someone.qtbot.waitUntil(lambda: "約63" in someone.reads())
        someone.tap("back", "staff_menu")

        prints_receipts(someone, staff)
        maintenance.refuse["receipts.reprint"] = Refused("nothing_printed")
        someone.types("7")
        someone.tap("reprint.print", "staff_refused")
        assert "この端末に残っていません" in someone.reads()
        for screen in ("staff_reprint", "staff_receipts", "staff_menu"):
            someone.tap("back", screen)

        staff.staff_writes = (STUCK, *WRITES)
        opens(someone, "writes", "staff_writes")
        assert "3日前からわかりません" in someone.reads()
        someone.tap("writes.ask", "staff_writes")
        someone.tap("write.2", "staff_write_ended")
        assert "受付は終わりました" in someone.reads()
        someone.tap("write.done", "staff_writes")
        assert WRITES[2] not in staff.staff_writes
        someone.tap("back", "staff_menu")

        opens(someone, "report", "staff_report")
        someone.tap("report.print", "staff_report")
        assert "印刷しました" in someone.reads()
        assert maintenance.done == [
            "paper.test_print",
            "paper.new_roll",
            "receipts.print",
            "receipts.discard",
            "receipts.discard_damaged",
            "receipts.reprint",
            "writes.ask",
            "writes.done",
            "readiness.look",
            "readiness.print",
        ]


def test_an_officers_own_account(qtbot: QtBot, script: Script) -> None:
    officers = script.officers
    assert officers is not None

    def signs_in(someone: Resident, user: str, then: str) -> None:
        spells(someone, user)
        someone.tap("account.next", "staff_account")
        spells(someone, PASSWORD)
        someone.tap("account.next", then)

    with visit(qtbot, script) as someone:
        maintenance = comes_in(someone)
        for user, given in (("yamada", "2人のうち1人"), ("yamada", ""), ("suzuki", "そろいました")):
            opens(someone, "officer", "staff_officer")
            someone.tap("officer.digits", "staff_draws")
            someone.tap("draw.1", "staff_account")
            assert not someone.button("account.next").isEnabled()
            someone.types("316425")
            someone.tap("account.next", "staff_account")
            # Back to the digits, which are typed anew.
            someone.tap("back", "staff_account")
            someone.types("316425")
            someone.tap("account.next", "staff_account")
            signs_in(someone, user, "staff_officer_done" if given else "staff_refused")
            assert given or "もう入っています" in someone.reads()
            assert given in someone.reads()
            assert "316425" not in str(someone.window.stage.trail.places)
            if given:
                someone.tap("officer.menu", "staff_menu")
            else:
                someone.window.stage.restart((StaffMenu(),))
                someone.waits_for("staff_menu")
        assert officers.given == ("yamada", "suzuki")

        opens(someone, "officer", "staff_officer")
        someone.tap("officer.payment", "staff_account")
        someone.types("42")
        someone.tap("account.next", "staff_account")
        signs_in(someone, "yamada", "staff_payment")
        assert BOOKING.number in someone.reads()
        assert "1,200" in someone.reads()
        someone.tap("payment.note_paid", "staff_officer_done")
        assert "記録しました" in someone.reads()
        someone.tap("officer.menu", "staff_menu")
        assert maintenance.done[-2:] == ["officer.look_up", "officer.payment"]
        places = {place.name for place in someone.window.stage.trail.places}
        assert places == {"start", "staff_menu"}
