"""Staff see what waits for them, beside a running kiosk and without one, and can take it off."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from kiosk import cli
from kiosk.journeys.outcomes import PaperEnd, Reserved
from kiosk.journeys.unprinted import REQUESTS_FOLDER
from kiosk.maintenance.audit import AuditLog, NotKept, lines, read_line
from kiosk.outcome import Refused
from kiosk.staff_list import DEALT_WITH_FOLDER, CannotRead, StaffList, staff_list
from printing.printer import NO_PAPER, READY
from tests.kiosk.journeys.lobby import CHOICE, SECRET, Lobby, lobby

SETTINGS = """
city = "sample"
kiosk_id = "lobby-1"
home_facility = "centre"
cache_directory = "cache"

[service]
url = "http://127.0.0.1:9"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "kiosk.toml"
    file.write_text(SETTINGS, encoding="utf-8")
    return file


def book_unseen(place: Lobby) -> Reserved:
    """Reserve, and let the resident go before the receipt is on the screen or on paper."""
    place.printer.set_status(NO_PAPER)
    place.log_in()
    end = place.terminal.reserving.reserve(CHOICE, SECRET)
    assert isinstance(end, Reserved)
    place.terminal.receipts.print(end.receipt.id)
    return end


def noted(config: Path) -> list[str]:
    """The audit log, as role, action and outcome."""
    found = [read_line(data) for _, _, data in lines(config.parent / "audit")]
    return [f"{one.role} {one.action} {one.outcome}" for one in found if one is not None]


def listed(config: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[str]:
    assert cli.main(["open-writes", "--config", str(config), *more]) == 0
    return capsys.readouterr().out.splitlines()


def test_staff_find_the_booking_and_the_receipt(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with lobby(config.parent / "cache") as place:
        end = book_unseen(place)
        writes, write, receipts, receipt = listed(config, capsys)
    assert (writes[-3:], receipts[-3:]) == (": 1", ": 1")
    words = write.split()
    assert words[0] == end.key
    assert words[3:] == [
        "reserve",
        "done",
        end.reservation.number,
        "hall",
        "2026-12-03",
        "slots",
        "2-3",
    ]
    assert receipt.split()[0] == "000001"
    assert receipt.split()[-1] == "reservation"


def test_what_was_dealt_with_goes_off_the_list_and_the_kiosk_takes_it_over(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with lobby(config.parent / "cache") as place:
        key = book_unseen(place).key
        place.terminal.session.end()
        assert listed(config, capsys, "--dealt-with", key) == []
        assert listed(config, capsys)[0].endswith(": 0"), "before the kiosk has looked"
        assert len(place.kiosk.settling.for_staff()) == 1
        place.kiosk.tidy_up()
        assert place.kiosk.settling.for_staff() == ()
        assert list((place.folder / DEALT_WITH_FOLDER).iterdir()) == []
    assert listed(config, capsys)[0].endswith(": 0")
    assert noted(config) == ["console writes.done asked", "console writes.done done"]


def test_a_write_that_was_cancelled_is_named_by_its_path(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with lobby(config.parent / "cache") as place:
        place.log_in()
        place.central.lose_requests_to.append("POST /v1/reservations/r/cancel")
        unclear = place.terminal.my_bookings.cancel_reservation("r", SECRET)
        assert isinstance(unclear, Refused)
        place.terminal.session.end()
        place.kiosk.tidy_up()
        line = listed(config, capsys)[1]
    assert line.split()[3:] == ["cancel_reservation", "not_sent", "-", "/v1/reservations/r/cancel"]


def test_it_works_without_a_running_kiosk(config: Path) -> None:
    with lobby(config.parent / "cache") as place:
        book_unseen(place)
    found = staff_list(config.parent / "cache")
    assert isinstance(found, StaffList)
    assert len(found.writes) == 1
    assert len(found.receipts) == 1


@pytest.mark.parametrize("key", ["nothing", "../kiosk.toml", ""])
def test_a_key_that_is_not_on_the_list_is_refused(
    config: Path, capsys: pytest.CaptureFixture[str], key: str
) -> None:
    with lobby(config.parent / "cache"):
        code = cli.main(["open-writes", "--config", str(config), "--dealt-with", key])
    assert code == cli.NOT_DONE
    assert "no write on the list" in capsys.readouterr().err


def test_a_folder_without_a_kiosk_is_said(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert isinstance(staff_list(config.parent / "cache"), CannotRead)
    assert cli.main(["open-writes", "--config", str(config)]) == cli.NOT_DONE
    assert "kiosk's user" in capsys.readouterr().err
    config.write_text("city =", encoding="utf-8")
    assert cli.main(["open-writes", "--config", str(config)]) == cli.WRONG_CONFIGURATION


def run(config: Path, *words: str) -> int:
    return cli.main(["receipts", *words, "--config", str(config)])


def test_staff_print_what_did_not_come_out_when_nobody_is_at_it(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with lobby(config.parent / "cache") as place:
        end = book_unseen(place)
        place.printer.set_status(READY)
        assert run(config, "print", "1") == 0
        place.kiosk.unprinted.step()
        assert place.printer.pages == [], "its resident is still there"
        capsys.readouterr()
        assert run(config, "list") == 0
        head, line = capsys.readouterr().out.splitlines()
        assert head.endswith(": 1")
        assert line.split()[0] == "000001"
        assert line.split()[3:] == [
            "never-sent",
            end.reservation.number,
            "print-asked",
            "reservation",
        ]
        place.terminal.session.end()
        place.kiosk.unprinted.step()
        assert [page.png() for page in place.printer.pages] == [end.receipt.png]
        place.kiosk.unprinted.step()
        assert len(place.printer.pages) == 1
        assert place.kiosk.unprinted.waiting() == ()
    assert run(config, "print", "1") == cli.NOT_DONE
    assert "no receipt on the list" in capsys.readouterr().err


def test_staff_throw_away_what_nobody_wants(config: Path) -> None:
    with lobby(config.parent / "cache") as place:
        book_unseen(place)
        place.terminal.session.end()
        assert run(config, "discard", "1") == 0
        assert len(place.kiosk.unprinted.waiting()) == 1, "the kiosk alone changes the spool"
        place.kiosk.unprinted.step()
        assert place.kiosk.unprinted.waiting() == ()
    assert noted(config) == ["console receipts.discard asked", "console receipts.discard done"]


def test_nothing_is_asked_for_that_cannot_be_noted(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with lobby(config.parent / "cache") as place:
        key = book_unseen(place).key
        with patch.object(AuditLog, "say", return_value=NotKept("No space left on device")):
            assert run(config, "discard", "1") == cli.NOT_DONE
            done = cli.main(["open-writes", "--config", str(config), "--dealt-with", key])
        assert done == cli.NOT_DONE
        assert capsys.readouterr().err.count("audit log cannot be written: No space left") == 2
        assert list((place.folder / REQUESTS_FOLDER).iterdir()) == []
        assert len(listed(config, capsys)) > 2, "the write is still there"


def test_staff_are_told_when_no_kiosk_runs_that_could_do_it(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with lobby(config.parent / "cache") as place:
        book_unseen(place)
    assert run(config, "print", "1") == cli.NOT_DONE
    assert "start it (systemctl start kiosk)" in capsys.readouterr().err
    assert list((config.parent / "cache" / REQUESTS_FOLDER).iterdir()) == []


def test_nothing_comes_out_for_staff_who_have_gone(config: Path) -> None:
    folder = config.parent / "cache"
    with lobby(folder) as place:
        book_unseen(place)
        place.printer.set_status(READY)
        assert run(config, "print", "1") == 0
        place.kiosk.unprinted.step()
        place.clock.advance(seconds=121)
        place.kiosk.unprinted.step()
        place.terminal.session.end()
        place.kiosk.unprinted.step()
        assert place.printer.pages == []
        assert run(config, "print", "1") == 0
    with lobby(folder) as place:
        (folder / REQUESTS_FOLDER / "a note of somebody else").touch()
        place.kiosk.unprinted.step()
        assert place.printer.pages == [], "asked before the kiosk was started"
        assert len(place.kiosk.unprinted.waiting()) == 1
        assert list((folder / REQUESTS_FOLDER).iterdir()) == []


def test_a_printer_still_without_paper_leaves_it_on_the_list(config: Path) -> None:
    with lobby(config.parent / "cache") as place:
        book_unseen(place)
        place.terminal.session.end()
        assert place.kiosk.unprinted.print(1) is PaperEnd.NO_PAPER
        assert place.kiosk.unprinted.print(7) is None
        assert len(place.kiosk.unprinted.waiting()) == 1
