"""Applying, drawing, claiming, paying, waiving, and letting a win go by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.end_to_end.errands import (
    APPLY,
    CANCEL_APPLICATION,
    CANCEL_RESERVATION,
    CLAIM,
    DRAWN,
    LAPSE_DAY,
    RESULT_DAY,
    WAIVE,
    LogIn,
)
from tests.end_to_end.people import CHOIR, PAINTERS
from tests.end_to_end.walk import Walk


def test_apply_see_cancel(walk: Walk) -> None:
    assert walk.follow(APPLY) == "receipt_taken"
    [application] = walk.witness.applications(CHOIR)
    assert application["number"] in walk.reads()
    walk.glass.wait_for_paper()
    walk.glass.tap("receipt.menu")
    walk.glass.wait_for("menu")
    assert walk.follow(CANCEL_APPLICATION) == "receipt_taken"
    walk.glass.wait_for_paper()
    assert walk.witness.states(CHOIR) == {"applications": ["cancelled"], "reservations": []}
    assert walk.papers == 2
    walk.leave()


def test_a_win_is_claimed_paid_for_and_then_no_longer_cancelled_here(walk: Walk) -> None:
    told: dict[str, str] = {}

    def reading(*screens: str) -> dict[str, Callable[[], None]]:
        return {screen: lambda at=screen: told.update({at: walk.reads()}) for screen in screens}

    assert walk.follow(APPLY, reading("confirm")) == "receipt_taken"
    walk.glass.wait_for_paper()
    walk.leave()
    walk.lobby.move_clock_to(RESULT_DAY)
    assert walk.follow(CLAIM, reading("application", "sure")) == "receipt_taken"
    assert "仮予約" in walk.reads()
    told["receipt_taken"] = walk.reads()
    # Until when a claimed win is paid is known before it is claimed.
    for screen, said in told.items():
        assert "2026年11月29日（日） 12:00 までに、西白井複合センター" in said, screen
    [reservation] = walk.witness.reservations(CHOIR)
    assert (reservation["state"], reservation["origin"]) == ("provisional", "lottery")
    # The 30th of November is a Monday, on which the building is closed.
    assert reservation["payment_due"] == "2026-11-29T12:00:00+09:00"
    assert reservation["number"] in walk.reads()
    walk.glass.wait_for_paper()
    walk.leave()

    # Nothing can be chosen yet: from when, and that paying comes before.
    walk.follow(LogIn())
    walk.glass.tap("menu.reservations")
    walk.glass.tap(f"reservation.{reservation['number']}")
    walk.glass.tap("reservation.change")
    walk.glass.wait_for("month")
    said = walk.reads()
    assert "空きを選べるのは、2026年12月1日（火） 8:30 からです" in said
    assert "その前に、お支払いの期限（2026年11月29日（日） 12:00 まで）が来ます" in said
    assert "2027年1月15日（金） 受付はこれから 12月1日（火） 8:30 から" in said
    walk.leave()

    assert walk.lobby.take_payment(reservation["number"]).code is None
    assert walk.witness.states(CHOIR)["reservations"] == ["confirmed"]
    walk.follow(LogIn())
    walk.glass.tap("menu.reservations")
    walk.glass.tap(f"reservation.{reservation['number']}")
    walk.glass.wait_for("reservation")
    assert not walk.glass.can_tap("reservation.cancel")


def test_a_payment_while_the_resident_wants_to_cancel_wins(walk: Walk) -> None:
    walk.succeed(APPLY)
    walk.lobby.move_clock_to(RESULT_DAY)
    walk.succeed(CLAIM)
    number = walk.witness.reservations(CHOIR)[0]["number"]

    def pay() -> None:
        assert walk.lobby.take_payment(number).code is None

    assert walk.follow(CANCEL_RESERVATION, before={"secret_again": pay}) == "refused"
    assert "窓口での手続きになります" in walk.reads()
    assert walk.witness.states(CHOIR)["reservations"] == ["confirmed"]
    assert walk.open_writes() == []


def test_a_win_is_waived_and_its_hours_are_free_again(walk: Walk) -> None:
    walk.succeed(APPLY)
    walk.lobby.move_clock_to(RESULT_DAY)
    assert walk.follow(WAIVE) == "receipt_taken"
    walk.glass.wait_for_paper()
    assert walk.witness.states(CHOIR) == {"applications": ["waived"], "reservations": []}
    assert walk.witness.slots(DRAWN.room, DRAWN.day)[1:3] == "ff"
    assert walk.papers == 2


def test_a_win_that_nobody_claims_is_gone_on_the_26th(walk: Walk) -> None:
    walk.succeed(APPLY)
    walk.lobby.move_clock_to(RESULT_DAY)
    assert walk.witness.slots(DRAWN.room, DRAWN.day)[1:3] == "tt"
    walk.lobby.move_clock_to(LAPSE_DAY)
    assert walk.witness.states(CHOIR) == {"applications": ["lapsed"], "reservations": []}
    assert walk.witness.slots(DRAWN.room, DRAWN.day)[1:3] == "ff"
    walk.follow(LogIn())
    walk.glass.tap("menu.applications")
    walk.glass.tap(f"application.{walk.witness.applications(CHOIR)[0]['number']}")
    walk.glass.wait_for("application")
    assert not walk.glass.can_tap("application.claim")


def test_of_two_who_want_the_same_one_wins_and_the_other_is_told(walk: Walk) -> None:
    walk.succeed(APPLY)
    walk.succeed(replace(APPLY, who=PAINTERS))
    walk.lobby.move_clock_to(RESULT_DAY)
    ends = {who: walk.witness.states(who)["applications"] == ["won"] for who in (CHOIR, PAINTERS)}
    assert sorted(ends.values()) == [False, True]
    loser = next(who for who, won in ends.items() if not won)
    winner = next(who for who, won in ends.items() if won)
    assert walk.witness.states(loser)["applications"] == ["lost"]
    walk.follow(LogIn(loser))
    walk.glass.tap("menu.applications")
    walk.glass.wait_for("my_applications")
    assert "落選" in walk.reads()
    walk.leave()
    walk.succeed(replace(CLAIM, who=winner))
    assert walk.witness.states(winner)["reservations"] == ["provisional"]
