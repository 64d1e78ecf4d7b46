"""Looking, logging in and out, receipts, heartbeat: the journeys that change nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kiosk.assembly import Kiosk
from kiosk.booking_client import BookingClient
from kiosk.clock import TOKYO
from kiosk.credentials import KioskCredential
from kiosk.journeys.outcomes import Applied, PaperEnd, ReceiptView
from kiosk.outcome import Refused
from kiosk.outfit import Outfit
from printing.drivers.absent import AbsentPrinter
from printing.printer import (
    CANNOT_TELL,
    COVER_OPEN,
    NO_ANSWER,
    NO_PAPER,
    READY,
    Fault,
    PrinterStatus,
    faulty,
)
from printing.receipts.blocks import Entry, Mark
from tests.kiosk import samples
from tests.kiosk.feed_script import FeedService
from tests.kiosk.journeys.lobby import CHOICE, SECRET, Lobby, lobby, settings
from tests.kiosk.plain_words import PlainWords
from tests.kiosk.scripted_service import problem
from tests.kiosk.small_central import SmallCentral

DAY = date(2026, 12, 3)


def with_calendar(place: Lobby) -> None:
    """Have the service's feed hold two days of the hall, and sync once."""
    feed = FeedService()
    for day in ("2026-12-03", "2026-12-04"):
        feed.change("hall", day, "fftc")
        offer = {
            "kind": "first_come",
            "from": "2026-11-01T08:30:00+09:00",
            "until": "2026-11-26T00:00:00+09:00",
        }
        feed.offer(day, offer)
    place.central.feed = feed
    place.kiosk.sync.round()


def test_before_the_first_sync_everything_says_so(tmp_path: Path) -> None:
    with lobby(tmp_path, SmallCentral(down=True)) as place:
        looking = place.terminal.looking
        never = Refused("never_synced")
        assert looking.city() == never
        assert looking.facilities() == never
        assert looking.notices() == never
        assert looking.month("hall", DAY) == never
        assert looking.day("hall", DAY) == never


def test_nobody_is_led_to_rooms_before_it_is_known_when_they_are_free(tmp_path: Path) -> None:
    central = SmallCentral(down=True)
    with lobby(tmp_path, central) as place:
        central.down = False
        central.lose_requests_to.extend(["GET /v1/feed"] * 50)
        place.kiosk.sync.round()
        looking = place.terminal.looking
        assert not isinstance(looking.city(), Refused)
        assert looking.facilities() == Refused("never_synced")
        central.lose_requests_to.clear()
        place.kiosk.sync.round()
        assert not isinstance(looking.facilities(), Refused)


def test_what_was_synced_is_readable_with_the_line_down(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        with_calendar(place)
        place.central.down = True
        place.kiosk.sync.round()
        looking = place.terminal.looking
        month, day = looking.month("hall", DAY), looking.day("hall", DAY)
        assert not isinstance(month, Refused)
        assert not isinstance(day, Refused)
        assert [(one.date.day, one.best.value, one.count) for one in month.days] == [
            (3, "reserve", 2),
            (4, "reserve", 2),
        ]
        assert [slot.now.value for slot in day.slots] == ["reserve", "reserve", "taken", "closed"]
        assert (month.first_month, month.last_month) == (date(2026, 12, 1), date(2026, 12, 1))
        assert not isinstance(looking.city(), Refused)


def test_the_clock_alone_changes_what_can_be_done(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        with_calendar(place)
        place.clock.advance(days=6)
        day = place.terminal.looking.day("hall", DAY)
        assert not isinstance(day, Refused)
        assert [slot.now.value for slot in day.slots][:2] == ["too_late", "too_late"]


def test_an_unknown_room_or_day_is_not_found(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        with_calendar(place)
        looking = place.terminal.looking
        assert looking.day("cellar", DAY) == Refused("not_found")
        assert looking.month("cellar", DAY) == Refused("not_found")
        assert looking.day("hall", date(2030, 1, 1)) == Refused("not_found")


@pytest.mark.parametrize("asked", [date(2026, 11, 30), date(2027, 1, 1)])
def test_a_month_outside_the_calendar_gives_way_to_the_nearest(tmp_path: Path, asked: date) -> None:
    with lobby(tmp_path) as place:
        with_calendar(place)
        looking = place.terminal.looking
        month = looking.month("hall", asked)
        assert not isinstance(month, Refused)
        assert (month.month, len(month.days)) == (date(2026, 12, 1), 2)
        assert month == looking.month("hall", DAY)


def test_days_that_are_over_are_no_part_of_a_month(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        with_calendar(place)
        over = (DAY - place.clock.now().astimezone(TOKYO).date()).days + 1
        place.clock.advance(days=over)
        month = place.terminal.looking.month("hall", DAY)
        assert not isinstance(month, Refused)
        assert [one.date.day for one in month.days] == [4]


def test_logging_out_ends_the_session_here_and_there(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        place.log_in()
        assert place.terminal.session.registrant is not None
        place.terminal.session.end()
        assert place.terminal.session.registrant is None
        place.kiosk.settling.step()
        assert place.central.sessions_ended == ["token-1"]


def test_a_failed_login_begins_nothing(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        place.central.refuse_login = problem(401, "wrong_credentials")
        assert place.terminal.logging_in.log_in("1234567", "0000") == Refused("wrong_credentials")
        assert place.terminal.session.registrant is None


def test_the_next_person_never_finds_a_late_login_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lobby(tmp_path) as place:
        real = BookingClient.open_session

        def leaves_meanwhile(client: BookingClient, number: str, secret: str) -> object:
            place.terminal.session.end()
            return real(client, number, secret)

        monkeypatch.setattr(BookingClient, "open_session", leaves_meanwhile)
        assert place.terminal.logging_in.log_in("1234567", SECRET) == Refused("session_ended")
        assert place.terminal.session.registrant is None
        place.kiosk.settling.step()
        assert place.central.sessions_ended == ["token-1"]


def applied(place: Lobby) -> Applied:
    place.log_in()
    end = place.terminal.applying.apply(CHOICE, SECRET)
    assert isinstance(end, Applied)
    return end


@pytest.mark.parametrize(
    ("status", "end"),
    [
        (NO_PAPER, PaperEnd.NO_PAPER),
        (COVER_OPEN, PaperEnd.COVER_OPEN),
        (NO_ANSWER, PaperEnd.NO_ANSWER),
        (faulty(Fault.CUTTER), PaperEnd.CUTTER),
        (faulty(Fault.OVERHEATED), PaperEnd.OVERHEATED),
        (faulty(Fault.MECHANISM), PaperEnd.MECHANISM),
        (faulty(Fault.OFFLINE), PaperEnd.OFFLINE),
    ],
)
def test_paper_that_did_not_come_is_said_and_can_be_tried_again(
    tmp_path: Path, status: PrinterStatus, end: PaperEnd
) -> None:
    with lobby(tmp_path) as place:
        receipt = applied(place).receipt
        ready = place.printer.status()
        place.printer.set_status(status)
        assert place.terminal.receipts.trouble() is end
        assert place.terminal.receipts.print(receipt.id) is end
        assert place.terminal.receipts.in_trouble()
        assert list((tmp_path / "spool").glob("*.receipt.json")), "kept until it is out"
        place.printer.set_status(ready)
        assert place.terminal.receipts.trouble() is None
        assert place.terminal.receipts.print(receipt.id) is PaperEnd.PRINTED
        assert not place.terminal.receipts.in_trouble()
        assert place.printer.pages[0].png() == receipt.png, "nothing of it was out before"
        assert list((tmp_path / "spool").glob("*.receipt.json")) == []


def in_the_spool(place: Lobby) -> list[str]:
    return sorted(path.name for path in (place.folder / "spool").glob("*.receipt.json*"))


def test_paper_that_ended_in_the_middle_comes_whole_and_marked(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        receipt = applied(place).receipt
        place.printer.while_printing = lambda: place.printer.set_status(NO_PAPER)
        assert place.terminal.receipts.print(receipt.id) is PaperEnd.NO_PAPER
        place.printer.while_printing = lambda: None
        place.printer.set_status(READY)
        assert place.terminal.receipts.print(receipt.id) is PaperEnd.PRINTED
        (page,) = place.printer.pages
        assert page.receipt is not None
        assert any(isinstance(block, Mark) for block in page.receipt.blocks)


def test_a_line_that_says_nothing_back_is_never_said_to_have_printed(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        receipt = applied(place).receipt
        place.printer.set_status(CANNOT_TELL)
        assert place.terminal.receipts.trouble() is None
        assert place.terminal.receipts.print(receipt.id) is PaperEnd.CANNOT_TELL
        assert in_the_spool(place) == [], "it would wait for staff although it was sent"
        assert place.terminal.receipts.print(receipt.id) is PaperEnd.CANNOT_TELL, "another one"


def test_a_receipt_without_paper_waits_for_staff_and_prints_for_nobody(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        place.printer.set_status(NO_PAPER)
        receipt = applied(place).receipt
        place.terminal.receipts.print(receipt.id)
        place.terminal.session.end()
        place.printer.set_status(READY)
        place.kiosk.tidy_up()
        assert place.terminal.receipts.print(receipt.id) is PaperEnd.NOT_CONFIRMED
        assert (len(in_the_spool(place)), place.printer.pages) == (1, [])


def test_a_list_goes_with_its_visit(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        place.printer.set_status(NO_PAPER)
        place.log_in()
        listed = place.terminal.receipts.list_reservations()
        assert isinstance(listed, ReceiptView)
        place.terminal.receipts.print(listed.id)
        place.kiosk.tidy_up()
        assert len(in_the_spool(place)) == 1, "the resident may still try again"
        place.terminal.session.end()
        place.kiosk.tidy_up()
        assert in_the_spool(place) == []


def test_a_list_holds_what_is_on_the_screen(tmp_path: Path) -> None:
    """What is over stands in the history; years of it would be metres of paper."""
    later = {"from": "2026-12-20T09:00:00+09:00", "until": "2026-12-20T10:00:00+09:00"}
    gone = {"from": "2026-11-01T09:00:00+09:00", "until": "2026-11-01T10:00:00+09:00"}
    made = [
        samples.reservation("R-1", "confirmed", **later),
        samples.reservation("R-2", "used", **gone),
        samples.reservation("R-3", "cancelled"),
        samples.reservation("R-4", "confirmed"),
    ]
    with lobby(tmp_path, SmallCentral(reservations=made)) as place:
        place.log_in()
        listed = place.terminal.receipts.list_reservations()
        assert isinstance(listed, ReceiptView)
        place.terminal.receipts.print(listed.id)
        (page,) = place.printer.pages
        blocks = page.receipt.blocks if page.receipt is not None else ()
        numbers = [block.number.split()[1] for block in blocks if isinstance(block, Entry)]
    assert numbers == ["R-4", "R-1"]


def test_a_list_goes_when_its_resident_leaves_while_it_is_printed(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        place.log_in()
        receipt = place.terminal.receipts.list_reservations()
        assert isinstance(receipt, ReceiptView)

        def leaves_as_the_paper_ends() -> None:
            place.terminal.session.end()
            place.printer.set_status(NO_PAPER)

        place.printer.while_printing = leaves_as_the_paper_ends
        place.terminal.receipts.print(receipt.id)
        assert in_the_spool(place) == []


def test_what_was_left_is_kept_for_staff_and_not_for_ever(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        receipt = applied(place).receipt
        place.printer.set_status(NO_PAPER)
        place.terminal.receipts.print(receipt.id)
        (left,) = (tmp_path / "spool").glob("*.receipt.json")
    with lobby(tmp_path) as place:
        place.kiosk.tidy_up()
        assert in_the_spool(place) == [left.name]
        place.clock.advance(days=4)
        place.kiosk.tidy_up()
        assert in_the_spool(place) == []


def test_a_printer_that_falls_silent_half_way_is_not_said_to_have_printed(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        receipt = applied(place).receipt
        place.printer.while_printing = lambda: place.printer.set_status(NO_ANSWER)
        assert place.terminal.receipts.print(receipt.id) is PaperEnd.NOT_CONFIRMED


def test_the_paper_has_the_pixels_of_the_screen(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        receipt = applied(place).receipt
        place.terminal.receipts.print(receipt.id)
        assert place.printer.pages[0].png() == receipt.png


def test_nobody_prints_the_receipt_of_the_person_before(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        receipt = applied(place).receipt
        place.terminal.session.end()
        place.log_in()
        assert place.terminal.receipts.print(receipt.id) is PaperEnd.NOT_CONFIRMED
        assert place.printer.pages == []


def test_the_lists_are_receipts_too(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        receipts = place.terminal.receipts
        assert receipts.list_applications() == Refused("session_ended")
        place.log_in()
        for view in (receipts.list_applications(), receipts.list_reservations()):
            assert isinstance(view, ReceiptView)
            assert view.status_url is None
            assert receipts.print(view.id) is PaperEnd.PRINTED


def test_the_heartbeat_tells_how_the_kiosk_is(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        place.clock.advance(seconds=30)
        place.printer.set_status(NO_PAPER)
        heartbeat = place.kiosk.health.heartbeat()
        assert (heartbeat.paper, heartbeat.line, heartbeat.open_writes) == ("no_paper", "up", 0)
        assert heartbeat.cache_age_seconds == pytest.approx(30, abs=2)
        assert heartbeat.version
        assert (heartbeat.state, heartbeat.state_reason) == ("in_service", None)
        without = Outfit(
            KioskCredential("lobby-1", "hush"), AbsentPrinter(), PlainWords, place.clock
        )
        bare = Kiosk(settings("http://127.0.0.1:9", tmp_path / "bare"), without)
        assert bare.health.heartbeat().paper == "none"
        bare.stop()


def test_everything_runs_in_the_background_and_stops(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        place.kiosk.start()
        place.kiosk.sync_soon()
