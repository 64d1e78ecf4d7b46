"""What a resident sees after the log-in, changing a reservation, and booking the same again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from kiosk.availability import Now
from kiosk.journeys.attention import MatterKind
from kiosk.journeys.outcomes import Reserved, SameHours
from kiosk.model import Reservation
from kiosk.outcome import Refused
from tests.kiosk import samples
from tests.kiosk.feed_script import FeedService
from tests.kiosk.journeys.lobby import CHOICE, SECRET, lobby
from tests.kiosk.scripted_service import problem

BOOKED = msgspec.convert(samples.reservation(), Reservation)


def test_what_is_due_is_told_and_the_menu_is_there_with_the_line_down(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        assert place.terminal.my_bookings.overview() == Refused("session_ended")
        place.log_in()
        seen = place.terminal.my_bookings.overview()
        assert not isinstance(seen, Refused)
        assert seen.known
        assert [matter.kind for matter in seen.matters] == [MatterKind.PAY]
        place.central.down = True
        blind = place.terminal.my_bookings.overview()
        assert not isinstance(blind, Refused)
        assert (blind.known, blind.repeat) == (False, None)


def test_a_change_is_one_write_and_its_refusal_is_told(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        place.log_in()
        mine = place.terminal.my_bookings
        changed = mine.change_reservation("reservation-R-1", CHOICE, SECRET)
        assert isinstance(changed, Reserved)
        assert len(place.central.carried_out) == 1
        place.central.refusal = problem(409, "slot_taken")
        refused = mine.change_reservation("reservation-R-1", CHOICE, SECRET)
        assert isinstance(refused, Refused)
        assert refused.code == "slot_taken"
        assert len(place.central.carried_out) == 1


def test_a_room_says_which_of_its_units_are_free(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        day = place.terminal.reserving.room_day("hall", date(2026, 12, 3))
        assert not isinstance(day, Refused)
        assert day.units == {"east": "ttff", "west": "ffff"}
        place.central.down = True
        assert place.terminal.reserving.room_day("hall", day.date) == Refused("line_down")


def test_the_same_hours_are_offered_on_the_same_weekday_where_all_are_free(tmp_path: Path) -> None:
    with lobby(tmp_path) as place:
        feed = FeedService()
        slots = {"2026-12-03": "fttc", "2026-12-10": "fffc", "2026-12-11": "ffff"}
        slots |= {"2026-12-17": "ffff", "2026-12-24": "ffff"}
        always = {"from": "2026-11-01T08:30:00+09:00", "until": "2027-11-26T00:00:00+09:00"}
        for day, letters in slots.items():
            feed.change("hall", day, letters)
            kind = {"2026-12-17": "lottery", "2026-12-24": "counter"}.get(day, "first_come")
            feed.offer(day, {"kind": kind, **always})
        place.central.feed = feed
        place.kiosk.sync.round()
        assert place.terminal.repeating.same_hours(BOOKED) == (
            SameHours(date(2026, 12, 10), Now.RESERVE),
            SameHours(date(2026, 12, 17), Now.LOTTERY),
        )
        other_hours = msgspec.structs.replace(BOOKED, first_slot=0)
        assert place.terminal.repeating.same_hours(other_hours) == ()
