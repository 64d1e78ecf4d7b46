"""Bookings at the counter: cancelled, moved, paid, paid back, waived."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from booking_service.service.staff.roles import Role
from tests.booking_service.lobby import CRAFT, DAY, TRAINING, Central, Kiosk, choice, code_of
from tests.booking_service.staff.conftest import Say

DEAR = "nishishiroi-fukugo-audiovisual"
WEDNESDAY = date(2026, 12, 16)


def to(room: str, day: date, first: int, slots: int = 2) -> tuple[str, ...]:
    """The words for a new place."""
    where = ("--room", room, "--date", day.isoformat(), "--first-slot", str(first))
    return (*where, "--slots", str(slots), "--purpose", "meeting", "--people", "5")


def refused(answer: dict[str, Any]) -> tuple[str, str]:
    return answer["code"], answer["because"]


def test_a_booking_is_shown_with_its_money(central: Central, resident: Kiosk, say: Say) -> None:
    number = resident.reserve().json()["number"]
    seen = say("show", number)
    assert (seen["fee_yen"], seen["paid_at"], seen["cancel_percent"]) == (700, None, 0)
    assert (seen["changes"], seen["settlement"]) == ([], None)
    assert "name" not in seen
    assert say("show", "R99999999", code=1)["code"] == "not_found"
    holder = central.group()
    listed = say("bookings", "--registration-number", holder)
    assert (listed["reservations"], listed["applications"]) == ([], [])
    assert say("bookings", "--registration-number", "9999999", code=1)["code"] == "not_found"


def test_an_unpaid_booking_is_cancelled_and_its_slots_are_free(resident: Kiosk, say: Say) -> None:
    number = resident.reserve().json()["number"]
    gone = say("cancel", number, "--reason", "own")
    assert (gone["state"], gone["to_pay_yen"], gone["refund_yen"]) == ("cancelled", 0, 0)
    assert gone["settlement"]["reason"] == "own"
    assert resident.letters() == "ffffffffffff"
    assert say("cancel", number, "--reason", "own", code=1)["code"] == "not_cancellable"


def test_a_paid_booking_is_not_refunded_at_the_residents_own_wish(
    resident: Kiosk, say: Say
) -> None:
    """Document 003 §4: what has been paid is not given back."""
    number = resident.reserve().json()["number"]
    say("take-payment", number)
    assert say("cancel", number, "--reason", "own")["refund_yen"] == 0


def test_weather_waives_the_fee_and_takes_a_manager(
    central: Central, resident: Kiosk, say: Say
) -> None:
    number = resident.reserve().json()["number"]
    say("take-payment", number)
    with central.staff(Role.COUNTER) as counter:
        answer = counter.post(f"/reservations/{number}/cancel", json={"reason": "weather"})
        assert (code_of(answer), answer.json()["needed"]) == ("role_needed", ["manager"])
    with central.staff(Role.MANAGER) as manager:
        answer = manager.post(f"/reservations/{number}/cancel", json={"reason": "weather"})
    assert (answer.json()["refund_yen"], answer.json()["settlement"]["asked_yen"]) == (700, 0)


def test_an_unpaid_booking_is_moved_as_often_as_need_be(
    central: Central, resident: Kiosk, say: Say
) -> None:
    made = resident.reserve().json()
    for room, day, first in ((CRAFT, DAY, 2), (DEAR, DAY, 5), (TRAINING, WEDNESDAY, 0)):
        moved = say("change", made["number"], *to(room, day, first))
        assert (moved["room_id"], moved["date"]) == (room, day.isoformat())
    assert (moved["number"], moved["state"]) == (made["number"], "provisional")
    assert [one["fee_yen"] for one in moved["changes"]] == [700, 700, 1560]
    assert moved["payment_due"] == "2026-12-10T00:00:00+09:00"
    assert resident.letters() == "ffffffffffff"
    assert resident.letters(TRAINING, WEDNESDAY) == "ttffffffffff"
    central.move_to("2026-12-09 12:00")  # when the first day's booking would have been deleted
    assert say("show", made["number"])["state"] == "provisional"
    central.move_to("2026-12-10 00:00")
    assert say("show", made["number"])["state"] == "expired"


def test_a_paid_booking_is_moved_once(central: Central, resident: Kiosk, say: Say) -> None:
    """Document 003 §4: 振替 once, until the open day before the use, never on the day itself."""
    number = resident.reserve().json()["number"]
    say("take-payment", number)
    moved = say("change", number, *to(DEAR, WEDNESDAY, 0))
    assert (moved["state"], moved["to_pay_yen"], moved["fee_yen"]) == ("confirmed", 860, 1560)
    again = say("change", number, *to(DEAR, WEDNESDAY, 4), code=1)
    assert refused(again) == ("not_changeable", "too-often")
    central.move_to("2026-12-16 08:00")
    late = say("change", number, *to(DEAR, WEDNESDAY, 4), code=1)
    assert refused(late) == ("not_changeable", "too-late")
    storm = say("change", number, *to(DEAR, date(2026, 12, 18), 4), "--reason", "weather")
    assert storm["date"] == "2026-12-18"
    assert [one["reason"] for one in storm["changes"]] == ["own", "weather"]


def test_the_day_before_is_the_last_open_one(central: Central, resident: Kiosk, say: Say) -> None:
    """A Tuesday's booking: the building is closed on Mondays, so Sunday is the last day."""
    number = resident.reserve().json()["number"]
    say("take-payment", number)
    central.move_to("2026-12-14 09:00")
    late = say("change", number, *to(CRAFT, WEDNESDAY, 4), code=1)
    assert refused(late) == ("not_changeable", "too-late")


def test_a_paid_booking_stays_in_its_fiscal_year(central: Central, say: Say) -> None:
    central.move_to("2027-03-05 09:00")
    kiosk = central.kiosk()
    kiosk.enter(central.group())
    number = kiosk.reserve(day=date(2027, 3, 24)).json()["number"]
    moved = say("change", number, *to(CRAFT, date(2027, 4, 7), 1))
    assert moved["date"] == "2027-04-07"  # nothing has been paid
    back = say("change", number, *to(CRAFT, date(2027, 3, 24), 1))
    assert back["date"] == "2027-03-24"
    say("take-payment", number)
    answer = say("change", number, *to(CRAFT, date(2027, 4, 7), 1), code=1)
    assert refused(answer) == ("not_changeable", "other-year")


def test_a_move_to_what_is_taken_changes_nothing(
    central: Central, resident: Kiosk, say: Say
) -> None:
    mine = resident.reserve(first=0).json()["number"]
    resident.enter(central.group())
    resident.reserve(first=4)
    assert say("change", mine, *to(CRAFT, DAY, 3), code=1)["code"] == "slot_taken"
    assert resident.letters() == "ttffttffffff"
    own = say("change", mine, *to(CRAFT, DAY, 1))  # over what it holds itself
    assert own["first_slot"] == 1
    assert resident.letters() == "fttfttffffff"


def test_a_move_obeys_what_a_new_booking_obeys(resident: Kiosk, say: Say) -> None:
    number = resident.reserve().json()["number"]
    closed = say("change", number, *to(CRAFT, date(2026, 12, 14), 1), code=1)
    assert closed["code"] == "closed_day"
    early = say("change", number, *to(CRAFT, date(2027, 1, 13), 1), code=1)
    assert early["code"] == "not_open_yet"
    assert say("show", number)["date"] == DAY.isoformat()


def test_a_cancelled_booking_is_moved_no_more(resident: Kiosk, say: Say) -> None:
    number = resident.reserve().json()["number"]
    say("cancel", number, "--reason", "own")
    assert refused(say("change", number, *to(CRAFT, DAY, 1), code=1)) == (
        "not_changeable",
        "state",
    )


def test_a_payment_that_was_none_is_taken_back(central: Central, resident: Kiosk, say: Say) -> None:
    number = resident.reserve().json()["number"]
    say("take-payment", number)
    back = say("take-payment-back", number, "--reason", "staff-mistake")
    assert (back["state"], back["paid_at"], back["to_pay_yen"]) == ("provisional", None, 700)
    again = say("take-payment-back", number, "--reason", "staff-mistake", code=1)
    assert again["code"] == "not_payable"
    central.move_to("2026-12-09 00:00")
    assert say("show", number)["state"] == "expired"


def test_a_waived_fee_confirms_what_waited_for_it(
    central: Central, resident: Kiosk, say: Say
) -> None:
    number = resident.reserve().json()["number"]
    waived = say("waive", number, "--reason", "facility-fault")
    assert (waived["state"], waived["fee_yen"], waived["payment_due"]) == ("confirmed", 0, None)
    assert [line["yen"] for line in waived["fee_lines"]] == [700, -700]
    assert say("waive", number, "--reason", "weather", code=1)["code"] == "not_payable"
    central.move_to("2026-12-09 00:00")
    assert say("show", number)["state"] == "confirmed"


def test_a_waived_fee_that_was_paid_is_given_back(resident: Kiosk, say: Say) -> None:
    number = resident.reserve().json()["number"]
    say("take-payment", number)
    waived = say("waive", number, "--reason", "weather")
    assert (waived["refund_yen"], waived["paid_at"]) == (700, None)


@pytest.mark.parametrize(
    ("step", "body"),
    [
        ("cancel", {"reason": "own"}),
        ("change", {**choice(first=5), "reason": "own"}),
        ("waiver", {"reason": "weather"}),
    ],
)
def test_a_work_that_is_sent_twice_is_done_once(
    central: Central, resident: Kiosk, step: str, body: dict[str, Any]
) -> None:
    number = resident.reserve().json()["number"]
    key = {"Idempotency-Key": "6b1f7e6e-52f0-4d5f-8f1d-0a3f3b9e6c11"}
    with central.staff() as counter:
        first = counter.post(f"/reservations/{number}/{step}", json=body, headers=key)
        again = counter.post(f"/reservations/{number}/{step}", json=body, headers=key)
        assert (first.status_code, again.json()) == (200, first.json())
        other = counter.post(
            f"/reservations/{number}/{step}", json={**body, "reason": "closing"}, headers=key
        )
    wrong = "invalid_request" if step == "waiver" else "key_reused"
    assert code_of(other) == wrong


def test_a_payment_on_the_spot_that_was_none_is_due_today(central: Central, say: Say) -> None:
    number = central.group()
    booked = say("book", "--registration-number", number, *to(CRAFT, DAY, 1))
    assert booked["paid_at"] is not None
    back = say("take-payment-back", booked["number"], "--reason", "not-honoured")
    tonight = f"{central.clock.now().date() + timedelta(days=1)}T00:00:00+09:00"
    assert (back["state"], back["payment_due"]) == ("provisional", tonight)
    central.move_to(tonight[:10] + " 00:00")
    assert say("show", booked["number"])["state"] == "expired"


def test_a_payment_taken_back_after_the_use_began_stays_to_be_paid(
    central: Central, say: Say
) -> None:
    number = central.group()
    booked = say("book", "--registration-number", number, *to(CRAFT, DAY, 1))
    central.move_to(f"{booked['from'][:10]} {booked['from'][11:16]}")
    back = say("take-payment-back", booked["number"], "--reason", "not-honoured")
    assert (back["state"], back["paid_at"]) == ("confirmed", None)
    assert say("take-payment", booked["number"])["paid_at"] is not None


def test_weather_moves_the_booking_of_whoever_is_suspended(central: Central, say: Say) -> None:
    number = central.group()
    who = ("--registration-number", number)
    booked = say("book", *who, *to(CRAFT, DAY, 1))["number"]
    say("suspend", *who, "--reason", "misuse")
    place = to(CRAFT, DAY, 5)
    assert say("change", booked, *place, "--reason", "own", code=1)["code"] == "suspended"
    assert say("change", booked, *place, "--reason", "weather")["first_slot"] == 5
