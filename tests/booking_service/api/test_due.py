"""What the service does by itself, on time and again after days of being switched off."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.booking_service.lobby import CRAFT, DAY, Central, Kiosk, at, open_central, wait_until


def test_an_unpaid_reservation_is_deleted_six_days_before(
    central: Central, resident: Kiosk
) -> None:
    number = central.group()
    resident.enter(number)
    resident.reserve()
    central.move_to("2026-12-08 23:59:59")
    assert resident.letters() == "fttfffffffff"
    central.move_to("2026-12-09 00:00")
    resident.enter(number)
    assert resident.reservations()[0]["state"] == "expired"
    assert resident.letters() == "ffffffffffff"


def test_a_paid_reservation_stays_and_is_used(central: Central, kiosk: Kiosk) -> None:
    number = central.group()
    kiosk.enter(number)
    made = kiosk.reserve().json()
    central.staff().post(f"/reservations/{made['number']}/payment")
    central.move_to("2026-12-15 11:59:59")
    kiosk.enter(number)
    assert kiosk.reservations()[0]["state"] == "confirmed"
    central.move_to("2026-12-15 12:00")
    assert kiosk.reservations()[0]["state"] == "used"


def test_a_new_day_comes_into_sight_and_an_old_one_goes(central: Central, kiosk: Kiosk) -> None:
    before = {item.rpartition("/")[2] for item in kiosk.feed()}
    assert (min(before), max(before)) == ("2026-11-20", "2027-02-28")
    central.move_to("2026-12-01 00:00")
    after = {item.rpartition("/")[2] for item in kiosk.feed()}
    assert (min(after), max(after)) == ("2026-12-01", "2027-03-31")


def test_deletions_stay_in_the_feed_for_a_week(central: Central, kiosk: Kiosk) -> None:
    def deleted() -> set[str]:
        page = kiosk.get("feed", limit=20_000).json()
        return {
            item["id"].rpartition("/")[2] for item in page["items"] if item["state"] == "deleted"
        }

    central.move_to("2026-11-27 00:00")
    assert deleted() == {f"2026-11-{day}" for day in range(20, 27)}
    central.move_to("2026-12-01 00:00")
    assert min(deleted()) == "2026-11-23"  # deleted a week ago to the second


@pytest.mark.parametrize("days_off", [1, 3, 12, 40])
def test_days_of_being_off_are_caught_up_in_order(
    central: Central, database: Path, days_off: int
) -> None:
    """The same application, once with the service running and once with it switched off."""
    central.move_to("2026-12-15 12:00")
    kiosk = central.kiosk()
    number = central.group()
    kiosk.enter(number)
    application = kiosk.apply(day=date(2027, 2, 17)).json()
    reservation = kiosk.reserve(day=date(2026, 12, 23)).json()
    central.running.stop()
    kiosk.http.close()

    later = at("2026-12-15 12:00") + timedelta(days=days_off)
    again = open_central(database, later)
    try:
        back = again.kiosk()
        back.enter(number)
        (seen,) = back.applications()
        expected = {1: "applied", 3: "won", 12: "lapsed", 40: "lapsed"}
        assert (seen["id"], seen["state"]) == (application["id"], expected[days_off])
        (kept,) = back.reservations()
        assert kept["id"] == reservation["id"]
        assert kept["state"] == ("provisional" if days_off == 1 else "expired")
        first = min(item.rpartition("/")[2] for item in back.feed())
        assert first == later.date().isoformat()
    finally:
        again.close()


def test_a_draw_that_is_held_late_says_when_it_really_was(central: Central, database: Path) -> None:
    """Whoever checks it has to see that the entropy was there before: nothing is dated back."""
    central.running.stop()
    opened = at("2026-12-20 10:00")
    again = open_central(database, opened)
    try:
        with again.running.service.office.database.reading() as reader:
            drawn = reader.draw("kominkan/2027-02")
        assert drawn is not None
        assert drawn.drawn_at is not None
        assert drawn.published_at is not None
        assert opened <= drawn.drawn_at <= drawn.published_at
    finally:
        again.close()


def test_a_step_that_fails_is_tried_again_and_holds_up_no_other(
    central: Central,
    resident: Kiosk,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    from booking_service.service import reserving

    made = [resident.reserve(first=first).json()["id"] for first in (0, 4, 8)]
    whole = reserving.expire_unpaid

    def fail_on_the_second(store: object, reservation_id: int, at: object) -> None:
        if str(reservation_id) == made[1]:
            raise ValueError("this step is broken")
        whole(store, reservation_id, at)  # type: ignore[arg-type]

    monkeypatch.setattr(reserving, "expire_unpaid", fail_on_the_second)
    central.move_to("2026-12-09 00:00")
    assert resident.letters() == "ffffttffffff"
    assert "a due job of kind unpaid failed" in caplog.text
    monkeypatch.undo()
    central.move_to("2026-12-09 00:01")
    assert resident.letters() == "ffffffffffff"


@pytest.mark.parametrize("step", ["hold", "publish"])
def test_a_draw_that_fails_once_is_made_up_for_and_loses_nobody(
    central: Central,
    kiosk: Kiosk,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    step: str,
) -> None:
    """Publishing and lapsing, long due by then, wait for the step that failed."""
    from booking_service.service.draws import drawing

    def broken(*_what: object) -> None:
        raise ValueError("this step is broken")

    central.move_to("2026-12-15 12:00")
    number = central.group()
    kiosk.enter(number)
    kiosk.apply(day=date(2027, 2, 17))
    monkeypatch.setattr(drawing, step, broken)
    central.move_to("2026-12-30 10:00")
    assert "failed" in caplog.text
    kiosk.enter(number)
    assert [item["state"] for item in kiosk.applications()] == ["applied"]
    monkeypatch.undo()
    central.move_to("2026-12-30 10:01")
    # The days of claiming are over by now: the win was drawn and published, and then lapsed.
    assert [item["state"] for item in kiosk.applications()] == ["lapsed"]


def test_a_clock_that_was_ahead_leaves_the_days_whole(database: Path) -> None:
    ahead = open_central(database, at("2026-12-10 10:00"))
    ahead.close()
    back = open_central(database, at("2026-11-20 10:00"))
    try:
        kiosk = back.kiosk()
        days = {item.rpartition("/")[2] for item in kiosk.feed()}
        assert {"2026-11-20", "2026-11-21", "2027-02-28"} <= days
        assert kiosk.letters() == "ffffffffffff"
        back.move_to("2026-11-21 00:00")  # and the next day begins as it always does
        assert min(item.rpartition("/")[2] for item in kiosk.feed()) == "2026-11-21"
    finally:
        back.close()


def test_a_clock_set_back_while_the_service_runs_is_noticed(
    central: Central, caplog: pytest.LogCaptureFixture
) -> None:
    def seen() -> bool:
        with central.running.service.office.database.reading() as reader:
            return reader.room_day(CRAFT, date(2026, 11, 22)) is not None

    central.move_to("2026-12-10 10:00")
    assert not seen()
    central.clock.set(at("2026-11-22 10:00"))
    wait_until(seen)
    assert "the clock was set back" in caplog.text


def test_the_clock_does_not_go_back(central: Central, kiosk: Kiosk) -> None:
    answer = kiosk.post("demo/clock", {"now": "2026-11-19T10:00:00+09:00"})
    assert answer.json()["code"] == "clock_backwards"
    assert kiosk.post("demo/clock", {"now": "2026-11-21T10:00:00"}).status_code == 422
    far = kiosk.post("demo/clock", {"now": "9999-12-31T23:59:59+00:00"})
    assert far.json()["errors"][0]["place"] == "body.now"
    assert kiosk.get("demo/clock").json() == {"time": "2026-11-20T10:00:00+09:00"}


def test_without_a_demonstration_nobody_moves_the_clock(central: Central, database: Path) -> None:
    central.running.stop()
    plain = open_central(database, demo=False)
    try:
        kiosk = plain.kiosk()
        assert kiosk.post("demo/clock", {"now": f"{DAY}T00:00:00+09:00"}).status_code == 404
    finally:
        plain.close()
