"""A receipt from "my bookings": made anew, marked as a second paper unless it is surely none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.journeys.outcomes import Applied, PaperEnd, ReceiptView, Reserved
from kiosk.outcome import Refused
from printing.printer import COVER_OPEN, NO_PAPER, READY
from printing.receipts.blocks import Field, Mark, ReceiptKind
from printing.spool import NotKept
from tests.kiosk.journeys.lobby import CHOICE, SECRET, Lobby, lobby


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Lobby]:
    with lobby(tmp_path) as opened:
        yield opened


def reserved(place: Lobby) -> Reserved:
    place.log_in()
    end = place.terminal.reserving.reserve(CHOICE, SECRET)
    assert isinstance(end, Reserved)
    return end


def once_more(place: Lobby, end: Reserved) -> ReceiptView:
    view = place.terminal.receipts.of_booking(end.reservation)
    assert isinstance(view, ReceiptView)
    return view


def marks(place: Lobby) -> list[bool]:
    """Of every paper, whether it says that it is not the first."""
    blocks = [page.receipt.blocks for page in place.printer.pages if page.receipt is not None]
    return [any(isinstance(block, Mark) for block in paper) for paper in blocks]


def left(place: Lobby) -> int:
    return len(place.kiosk.unprinted.waiting())


def test_what_was_printed_once_says_so_on_the_second_paper(place: Lobby) -> None:
    end = reserved(place)
    assert place.terminal.receipts.print(end.receipt.id) is PaperEnd.PRINTED
    again = once_more(place, end)
    assert again.id != end.receipt.id
    assert place.terminal.receipts.print(again.id) is PaperEnd.PRINTED
    assert marks(place) == [False, True]
    assert place.printer.pages[1].png() == again.png


def test_on_a_full_disk_the_second_paper_is_not_taken_for_the_first(
    place: Lobby, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place.kiosk.disk.spool, "next_number", lambda: NotKept("full"))
    end = reserved(place)
    assert place.terminal.receipts.print(end.receipt.id) is PaperEnd.PRINTED
    again = once_more(place, end)
    assert again.id != end.receipt.id
    assert place.terminal.receipts.print(again.id) is PaperEnd.PRINTED
    assert len(place.printer.pages) == 2


def test_on_a_later_visit_what_waited_never_sent_is_the_first_paper(place: Lobby) -> None:
    place.printer.set_status(NO_PAPER)
    end = reserved(place)
    place.terminal.receipts.print(end.receipt.id)
    place.terminal.session.end()
    assert place.terminal.receipts.of_booking(end.reservation) == Refused("session_ended")
    place.printer.set_status(READY)
    place.log_in()
    assert place.terminal.receipts.print(once_more(place, end).id) is PaperEnd.PRINTED
    assert (marks(place), left(place)) == ([False], 0)


def test_on_a_later_visit_what_had_begun_is_marked_and_waits_no_more(place: Lobby) -> None:
    place.printer.while_printing = lambda: place.printer.set_status(COVER_OPEN)
    end = reserved(place)
    place.terminal.receipts.print(end.receipt.id)
    place.terminal.session.end()
    place.printer.while_printing = lambda: None
    place.log_in()
    again = once_more(place, end)
    assert place.terminal.receipts.print(again.id) is PaperEnd.COVER_OPEN
    assert left(place) == 2, "not gone before one of them is out"
    place.printer.set_status(READY)
    assert place.terminal.receipts.print(again.id) is PaperEnd.PRINTED
    assert (marks(place), left(place)) == ([True], 0)


def test_what_is_on_its_way_to_paper_is_not_made_twice(place: Lobby) -> None:
    place.printer.set_status(NO_PAPER)
    end = reserved(place)
    place.terminal.receipts.print(end.receipt.id)
    assert once_more(place, end).id == end.receipt.id
    assert left(place) == 1


def test_what_was_given_up_has_its_own_paper_once_more(place: Lobby) -> None:
    """Without the moment of it, which the service does not say afterwards."""
    end = reserved(place)
    gone = place.terminal.my_bookings.cancel_reservation(end.reservation.id, SECRET)
    assert isinstance(gone, Reserved)
    assert place.terminal.receipts.print(gone.receipt.id) is PaperEnd.PRINTED
    assert place.terminal.receipts.print(once_more(place, gone).id) is PaperEnd.PRINTED
    first, second = (page.receipt for page in place.printer.pages)
    assert first is not None
    assert second is not None
    assert first.kind is second.kind is ReceiptKind.CANCELLATION
    assert marks(place) == [False, True]
    fields = [{b.label for b in paper.blocks if isinstance(b, Field)} for paper in (first, second)]
    assert len(fields[0] - fields[1]) == 1


def test_what_is_kept_for_the_printer_says_nothing_of_who_booked(place: Lobby) -> None:
    """Of every receipt that goes through the spool, down to the bytes on the disk."""
    place.printer.set_status(NO_PAPER)
    end = reserved(place)
    terminal = place.terminal
    applied = terminal.applying.apply(CHOICE, SECRET)
    assert isinstance(applied, Applied)
    views = [
        end.receipt,
        applied.receipt,
        terminal.my_bookings.cancel_reservation(end.reservation.id, SECRET),
        terminal.my_bookings.cancel_application(applied.application.id, SECRET),
        terminal.my_bookings.claim(applied.application.id, SECRET),
        terminal.my_bookings.waive(applied.application.id, SECRET),
        terminal.receipts.list_applications(),
        terminal.receipts.list_reservations(),
        once_more(place, end),
    ]
    for view in views:
        receipt = view.receipt if isinstance(view, Reserved | Applied) else view
        assert isinstance(receipt, ReceiptView)
        assert terminal.receipts.print(receipt.id) is PaperEnd.NO_PAPER
    papers = list((place.folder / "spool").glob("*.receipt.json"))
    assert len(papers) >= len(views) - 1, "the last is the first once more"
    kept = [repr(json.loads(path.read_bytes())) for path in papers]
    assert any("ホール" in text for text in kept), "it is read as it is written"
    registrant = terminal.session.registrant
    assert registrant is not None
    for text in kept:
        assert registrant.name not in text
        assert "1234567" not in text
        # Four digits also meet by chance in the parts of a second.
        assert not re.search(rf"(?<![0-9a-f-]){SECRET}(?![0-9a-f-])", text)
