"""What anybody may take along: on paper where the printer is ready, and of nobody."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from kiosk.availability import Now
from kiosk.clock import TOKYO
from kiosk.journeys.handouts import MOST_ON_PAPER
from kiosk.journeys.outcomes import PaperEnd
from kiosk.outcome import Refused
from kiosk.people_model import Registered
from kiosk.search import Found, SearchAnswer
from tests.kiosk.journeys.lobby import Lobby, lobby
from tests.kiosk.samples import FACILITY, ROOM

NINE = datetime(2026, 12, 3, 9, tzinfo=TOKYO)
MADE = Registered(
    registration_number="7315824",
    name="さくら会",
    state="begun",
    valid_until=None,
    finish_by=date(2027, 1, 7),
    tel="047-000-0000",
)


def found(many: int) -> SearchAnswer:
    span = (NINE, NINE + timedelta(hours=1))
    hit = Found(FACILITY, ROOM, NINE.date(), Now.RESERVE, (span,))
    return SearchAnswer((hit,) * many, 0, False, (), NINE)


def said_on(place: Lobby) -> str:
    """The words of what was made last."""
    handout = place.kiosk._receipts._handout
    assert handout is not None
    return repr(handout[1].kept.receipt)


def test_it_is_printed_for_who_is_not_logged_in(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        handouts, receipts = place.terminal.handouts, place.terminal.receipts
        assert not handouts.can_print()  # nobody has asked the printer yet
        place.kiosk.health.heartbeat()
        assert handouts.can_print()
        sheet = handouts.found(found(MOST_ON_PAPER + 1), ("30人",))
        assert not isinstance(sheet, Refused)
        assert "receipt.found.more" in said_on(place)
        assert receipts.print(sheet.id) is PaperEnd.PRINTED
        assert len(place.printer.pages) == 1
        few = handouts.found(found(1), ())
        assert not isinstance(few, Refused)
        assert "receipt.found.more" not in said_on(place)
        assert receipts.print(sheet.id) is PaperEnd.NOT_CONFIRMED  # the one before


def test_after_registering_it_says_what_to_do_and_neither_name_nor_number(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        assert not isinstance(place.terminal.handouts.registered(MADE), Refused)
        said = said_on(place)
        assert "registration_done.bring" in said
        assert MADE.name not in said
        assert MADE.registration_number not in said


def test_of_the_guide_there_is_what_was_kept(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        assert place.terminal.handouts.guide("pay", "how") == Refused("never_synced")
