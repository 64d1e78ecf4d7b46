"""What needs attention first, and what belongs to the history."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.clock import TOKYO
from kiosk.journeys.attention import MatterKind, barred, is_over, matters, most_likely_again
from kiosk.model import Application, Registrant, Reservation
from kiosk.outcome import Refused
from tests.kiosk import samples

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=TOKYO)


def application(state: str, **other: Any) -> Application:
    return msgspec.convert(samples.application(state=state, **other), Application)


def reservation(state: str, **other: Any) -> Reservation:
    return msgspec.convert(samples.reservation(state=state, **other), Reservation)


def registrant(**other: Any) -> Registrant:
    return msgspec.convert({**samples.session()["registrant"], **other}, Registrant)


def kinds(
    applications: tuple[Application, ...] = (),
    reservations: tuple[Reservation, ...] = (),
    who: Registrant | None = None,
    now: datetime = NOW,
) -> list[MatterKind]:
    found = matters(applications, reservations, who or registrant(), now)
    return [matter.kind for matter in found]


def test_the_nearest_deadline_comes_first_and_a_suspension_before_all() -> None:
    won = application("won", can=["claim", "waive"])
    unpaid = reservation("provisional")
    who = registrant(standing="suspended", standing_since="2026-10-01", valid_until="2027-01-31")
    assert kinds((won,), (unpaid,), who) == [
        MatterKind.SUSPENDED,
        MatterKind.CLAIM,
        MatterKind.PAY,
        MatterKind.ENDING,
    ]


@pytest.mark.parametrize("standing", ["suspended", "expired"])
def test_who_may_not_book_is_refused_as_the_service_would(standing: str) -> None:
    code = {"suspended": "suspended", "expired": "registration_expired"}[standing]
    why = barred(registrant(standing=standing, standing_since="2026-10-01"))
    assert why == Refused(code, {"since": "2026-10-01"})
    assert barred(registrant(standing="active", standing_since=None)) is None


def test_a_win_is_told_until_its_last_moment() -> None:
    won = application("won", can=["claim", "waive"])
    until = won.draw.claim_until
    assert until is not None
    assert kinds((won,), now=until - timedelta(seconds=1)) == [MatterKind.CLAIM]
    assert kinds((won,), now=until) == []


def test_nothing_is_due_where_nothing_costs_anything_or_all_is_paid() -> None:
    assert kinds(reservations=(reservation("provisional", fee_yen=0),)) == []
    assert kinds(reservations=(reservation("confirmed", paid=True),)) == []
    assert kinds(reservations=(reservation("provisional", payment_due=None),)) == []


def test_a_confirmed_booking_that_waits_for_money_is_told_but_not_one_that_needs_no_way() -> None:
    assert kinds(reservations=(reservation("confirmed"),)) == [MatterKind.PAY]
    for paid_by in ("on_the_day", "debit"):
        assert kinds(reservations=(reservation("confirmed", paid_by=paid_by),)) == []


def test_what_is_to_be_done_after_a_booking_is_told_until_its_day() -> None:
    todo = {"text": {"ja": "ご連絡ください"}, "to": None, "until": "2026-11-26T00:00:00+09:00"}
    booked = reservation("confirmed", paid=True, follow_ups=[todo])
    assert kinds(reservations=(booked,)) == [MatterKind.FOLLOW_UP]
    assert kinds(reservations=(booked,), now=NOW + timedelta(days=6)) == []
    given_up = reservation("cancelled", follow_ups=[todo])
    assert kinds(reservations=(given_up,)) == []


def test_a_win_that_needs_no_claim_is_told_for_two_weeks() -> None:
    draw = samples.application()["draw"] | {"claim_from": None, "claim_until": None}
    won = application("claimed", can=[], draw=draw)
    assert kinds((won,)) == [MatterKind.WON]
    assert kinds((won,), now=NOW + timedelta(days=14)) == []
    assert kinds((application("claimed", can=[]),)) == []


def test_a_place_in_the_row_is_told() -> None:
    lost = application("lost", can=[], waiting={"place": 2, "of": 5})
    assert kinds((lost,)) == [MatterKind.WAITING]
    assert kinds((application("lost", can=[]),)) == []


@pytest.mark.parametrize(
    ("ends", "told"),
    [("2026-11-19", False), ("2026-11-20", True), ("2027-02-18", True), ("2027-02-19", False)],
)
def test_a_registration_is_spoken_of_in_its_last_ninety_days(ends: str, told: bool) -> None:
    assert kinds(who=registrant(valid_until=ends)) == ([MatterKind.ENDING] if told else [])


def test_the_latest_booking_that_was_kept_is_the_one_to_repeat() -> None:
    early = reservation("used", number="R-1")
    late = reservation("confirmed", number="R-2", **{"from": "2026-12-10T10:00:00+09:00"})
    given_up = reservation("cancelled", number="R-3", **{"from": "2026-12-20T10:00:00+09:00"})
    assert most_likely_again((late, early, given_up)) == late
    assert most_likely_again((given_up,)) is None


@given(
    state=st.sampled_from(["applied", "won", "lost", "claimed", "waived", "lapsed", "cancelled"]),
    hours=st.integers(-2000, 2000),
)
def test_what_is_over_stays_over(state: str, hours: int) -> None:
    one, now = application(state), NOW + timedelta(hours=hours)
    if is_over(one, now):
        assert is_over(one, now + timedelta(hours=1))
    assert is_over(one, one.until)
