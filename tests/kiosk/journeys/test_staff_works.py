"""What staff do in maintenance mode, at a whole kiosk without a screen."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.journeys.outcomes import Applied, PaperEnd
from kiosk.journeys.staff_works import Attention, Looked, PutOut, Roll, SeenTo, StaffWorks, Waiting
from kiosk.maintenance.audit import lines, read_line
from kiosk.maintenance.mode import LOCKED
from kiosk.maintenance.roles import Role
from kiosk.outcome import Refused
from kiosk.readiness import saved
from kiosk.readiness.finding import Part, Verdict
from kiosk.readiness.report import ReadinessReport
from printing.printer import NO_PAPER, PAPER_LOW, READY
from printing.receipts.blocks import Code
from tests.kiosk.journeys.lobby import CHOICE, SECRET, Lobby, lobby, settings

PIN = "274916"


@contextmanager
def at_work(folder: Path) -> Iterator[tuple[Lobby, StaffWorks]]:
    """Staff have opened maintenance mode."""
    with lobby(folder / "cache") as place:
        place.kiosk.pins.change(Role.STAFF, PIN)
        place.terminal.maintenance.open(Role.STAFF, PIN)
        yield place, place.terminal.staff


def noted(place: Lobby) -> list[tuple[str, str]]:
    """What the audit log says, without who came and went."""
    folder = settings("http://127.0.0.1:9", place.folder).audit_folder
    found = (read_line(data) for _, _, data in lines(folder))
    return [
        (one.action, one.outcome) for one in found if one and not one.action.startswith("maint")
    ]


def applies(place: Lobby) -> Applied:
    place.log_in()
    applied = place.terminal.applying.apply(CHOICE, SECRET)
    assert isinstance(applied, Applied)
    return applied


def test_the_report_asks_everything_and_is_kept(tmp_path: Path) -> None:
    with at_work(tmp_path) as (place, staff):
        looked = staff.readiness()
        assert isinstance(looked, Looked)
        assert looked.kept
        found = {one.part: one for one in looked.report.findings}
        assert set(Part) - set(found) == {
            Part.OTHER_PRINTER,
            Part.OTHER_PORT,
            Part.OTHER_READER,
            Part.CITY,
            Part.FACILITY,
            Part.SETTINGS,
            Part.TYPEFACES,
            Part.TEST_PAGE,
            Part.CARD,
        }
        assert found[Part.CACHE].verdict is found[Part.DISK].verdict is Verdict.PASS
        assert found[Part.TECHNICIAN_PIN].code == "pin_not_set"
        kept = saved.newest(place.kiosk.maintenance_folder)
        assert kept is not None
        assert [one.code for one in kept.findings] == [one.code for one in looked.report.findings]
        assert staff.print_report(looked.report) == PutOut(PaperEnd.PRINTED)
        place.printer.set_status(NO_PAPER)
        assert staff.print_report(looked.report) == Refused("machine_not_printed")
        assert noted(place) == [
            ("readiness.look", "asked"),
            ("readiness.look", "done"),
            ("readiness.print", "asked"),
            ("readiness.print", "done"),
            ("readiness.print", "asked"),
            ("readiness.print", "refused"),
        ]
        place.terminal.maintenance.lock()
        assert staff.readiness() == staff.roll() == staff.waiting() == Refused(LOCKED)
        assert staff.writes() == staff.new_roll() == staff.reprint("1") == Refused(LOCKED)
        assert staff.attention() == Attention()


def test_paper_is_counted_and_its_end_is_told_at_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with at_work(tmp_path) as (place, staff), caplog.at_level(logging.INFO, "kiosk.events"):
        before = staff.roll()
        assert isinstance(before, Roll)
        assert (before.used.pieces, before.used.since, before.printer.code) == (0, None, "ready")
        place.printer.set_status(PAPER_LOW)
        place.kiosk.health.heartbeat()
        assert staff.attention().paper == "paper_low"
        place.printer.set_status(NO_PAPER)
        place.kiosk.health.heartbeat()
        assert staff.attention().paper == "no_paper"
        place.printer.set_status(READY)
        staff.print_report(ReadinessReport("lobby-1", place.clock.now(), ()))
        assert staff.attention() == Attention()
        told = [one.message for one in caplog.records if one.message.startswith("paper.")]
        assert told == ["paper.low", "paper.out", "paper.back"]
        after = staff.roll()
        assert isinstance(after, Roll)
        assert after.used.pieces == 1
        assert 0.05 < after.used.metres < 0.6
        assert after.used.left_metres == pytest.approx(63.0 - after.used.metres)
        assert isinstance(staff.test_print(), SeenTo)
        new = staff.new_roll()
        assert not isinstance(new, Refused)
        assert (new.metres, new.pieces, new.since is None) == (0.0, 0, False)


def test_receipts_that_did_not_come_out_are_printed_or_thrown_away(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with at_work(tmp_path) as (place, staff):
        place.printer.set_status(NO_PAPER)
        for _ in range(2):
            applied = applies(place)
            place.terminal.receipts.print(applied.receipt.id)
            place.kiosk.session.end()
        folder = place.folder / "spool"
        (folder / "00000099.receipt.json").write_text("half of it")
        place.kiosk.tidy_up()
        assert "receipt.damaged" in caplog.text
        waiting = staff.waiting()
        assert isinstance(waiting, Waiting)
        first, second = waiting.receipts
        assert first.kind == "lottery_application"
        assert second.booking == applied.application.number
        (damaged,) = waiting.damaged
        assert staff.attention().receipts == 3
        assert staff.print_receipt(first.number) == Refused("machine_not_printed")
        place.printer.set_status(READY)
        assert staff.print_receipt(first.number) == PutOut(PaperEnd.PRINTED)
        assert staff.print_receipt(first.number) == Refused("receipt_gone")
        assert staff.discard_receipt(second.number) == SeenTo()
        assert staff.discard_damaged(damaged.name) == SeenTo()
        assert staff.discard_damaged("../../cache/outbox.sqlite3") == SeenTo()
        assert (place.folder / "outbox.sqlite3").exists()
        assert staff.waiting() == Waiting((), ())


def test_what_came_out_lately_is_printed_again_and_marked(tmp_path: Path) -> None:
    with at_work(tmp_path) as (place, staff):
        applied = applies(place)
        place.terminal.receipts.print(applied.receipt.id)
        number = applied.application.number
        place.kiosk.session.end()
        assert staff.waiting() == Waiting((), ())
        assert staff.reprint("R-0000-000000") == Refused("nothing_printed")
        assert staff.reprint(number) == PutOut(PaperEnd.PRINTED)
        again = place.printer.pages[-1].receipt
        assert again is not None
        assert Code in {type(block) for block in again.blocks}
        assert again == again.reprinted()
        place.clock.advance(days=1, minutes=1)
        place.kiosk.tidy_up()
        assert staff.reprint(number) == Refused("nothing_printed")


def test_writes_whose_end_nobody_saw_are_asked_about_and_taken_off(tmp_path: Path) -> None:
    with at_work(tmp_path) as (place, staff):
        place.log_in()
        place.central.lose_answers_to.append("POST /v1/lottery-applications")
        refused = place.terminal.applying.apply(CHOICE, SECRET)
        assert isinstance(refused, Refused)
        place.kiosk.session.end()
        place.clock.advance(minutes=3)
        writes = staff.writes()
        assert isinstance(writes, tuple)
        (one,) = writes
        assert (one.kind, one.minutes, one.ended) == ("apply", 3, None)
        asked = staff.ask_writes()
        assert isinstance(asked, tuple)
        (ended,) = asked
        assert ended.ended is not None
        assert staff.attention().writes == 1
        assert staff.write_done(ended.key) == ()
        assert ("writes.done", "done") in noted(place)


def test_a_write_that_is_open_for_a_day_is_told_and_holds_nothing_up(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with at_work(tmp_path) as (place, staff), caplog.at_level(logging.INFO, "kiosk.events"):
        place.log_in()
        place.central.lose_answers_to.append("POST /v1/lottery-applications")
        assert isinstance(place.terminal.applying.apply(CHOICE, SECRET), Refused)
        place.kiosk.session.end()
        place.central.down = True
        settling = place.kiosk.settling
        place.clock.advance(hours=23, minutes=59)
        place.kiosk.tidy_up()
        assert settling.awaited()
        assert staff.attention().writes == 0
        place.clock.advance(minutes=1)
        for _ in range(2):
            place.kiosk.tidy_up()
        assert not settling.awaited()
        assert caplog.text.count("write.stuck") == 1
        assert staff.attention().writes == 1
        writes = staff.writes()
        assert isinstance(writes, tuple)
        assert [one.stuck for one in writes] == [True]
        looked = staff.readiness()
        assert isinstance(looked, Looked)
        found = {one.part: one for one in looked.report.findings}
        assert (found[Part.WRITES].code, looked.report.ready) == ("writes_stuck", False)
        # It is asked about as before, and ends as any other.
        place.central.down = False
        asked = staff.ask_writes()
        assert isinstance(asked, tuple)
        assert [(one.ended is None, one.stuck) for one in asked] == [(False, False)]
