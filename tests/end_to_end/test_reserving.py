"""Reserving adjoining hours, from the start screen to the paper and back again."""

from __future__ import annotations

from tests.end_to_end.errands import CANCEL_RESERVATION, FREE, RESERVE
from tests.end_to_end.people import CHOIR, PAINTERS
from tests.end_to_end.walk import Walk


def test_reserve_see_cancel(walk: Walk) -> None:
    assert walk.follow(RESERVE) == "receipt_taken"
    walk.glass.wait_for_paper()
    [reservation] = walk.witness.reservations(CHOIR)
    assert reservation["state"] == "provisional"
    assert (reservation["date"], reservation["slot_count"]) == (FREE.day.isoformat(), 2)
    assert reservation["fee_yen"] == 700
    assert reservation["number"] in walk.reads()
    assert "控えが出ました" in walk.reads()
    assert walk.papers == 1
    walk.glass.tap("receipt.menu")
    walk.glass.wait_for("menu")
    assert walk.follow(CANCEL_RESERVATION) == "receipt_taken"
    walk.glass.wait_for_paper()
    assert walk.witness.states(CHOIR)["reservations"] == ["cancelled"]
    assert walk.witness.slots(FREE.room, FREE.day)[1:3] == "ff"
    assert walk.papers == 2
    walk.leave()
    assert walk.open_writes() == []


def test_somebody_was_quicker(walk: Walk) -> None:
    def take_it() -> None:
        assert walk.witness.book(PAINTERS, FREE.body()).status_code == 201

    assert walk.follow(RESERVE, before={"secret_again": take_it}) == "refused"
    assert walk.witness.reservations(CHOIR) == []
    assert walk.open_writes() == []
    assert walk.papers == 0
    assert [row.answer_code for row in walk.outbox()] == ["slot_taken"]
    assert [row.known_to for row in walk.outbox()] == ["resident"]
