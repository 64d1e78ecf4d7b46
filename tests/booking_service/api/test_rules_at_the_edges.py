"""Shiroi's rules as a kiosk meets them, at the last moment before and the first moment after."""

from __future__ import annotations

from datetime import date

import pytest

from tests.booking_service.lobby import CRAFT, TRAINING, Central, Kiosk, choice, code_of

#: The third Saturday of January: its lottery is over, it opens to first-comers on 1 December.
JANUARY = date(2027, 1, 16)
PLAZA = "nishishiroi-plaza-meeting-1"


@pytest.mark.parametrize(
    ("now", "code"),
    [
        ("2026-12-01 08:29:59", "not_open_yet"),
        ("2026-12-01 08:30", "201"),
        ("2027-01-09 23:59:59", "201"),
        ("2027-01-10 00:00", "counter_only"),
        ("2027-01-16 09:59:59", "counter_only"),
        ("2027-01-16 10:00", "window_closed"),
    ],
)
def test_first_come_opens_on_the_first_and_ends_seven_days_before(
    central: Central, kiosk: Kiosk, now: str, code: str
) -> None:
    central.move_to(now)
    kiosk.enter(central.group())
    answer = kiosk.reserve(day=JANUARY)
    assert code_of(answer) == code
    match code:
        case "not_open_yet":
            assert answer.json()["opens_at"] == "2026-12-01T08:30:00+09:00"
        case "counter_only":
            assert answer.json()["tel"] == "047-492-1011"


@pytest.mark.parametrize(
    ("now", "code"),
    [
        ("2026-12-05 08:29:59", "not_open_yet"),
        ("2026-12-05 08:30", "201"),
        ("2026-12-15 23:59:59", "201"),
        ("2026-12-16 00:00", "window_closed"),
    ],
)
def test_the_lottery_is_open_from_the_5th_to_the_15th(
    central: Central, kiosk: Kiosk, now: str, code: str
) -> None:
    central.move_to(now)
    kiosk.enter(central.group())
    assert code_of(kiosk.apply(day=date(2027, 2, 16))) == code


def test_ten_applications_in_the_whole_city_for_a_month(central: Central, kiosk: Kiosk) -> None:
    central.move_to("2026-12-05 08:30")
    kiosk.enter(central.group())
    for slot in range(10):
        room = CRAFT if slot % 2 else PLAZA
        assert kiosk.apply(room=room, day=date(2027, 2, 17), first=slot, count=1).status_code == 201
    eleventh = kiosk.apply(room=TRAINING, day=date(2027, 2, 18))
    assert code_of(eleventh) == "quota_full"
    assert (eleventh.json()["limit"], eleventh.json()["used"]) == (10, 10)
    first = kiosk.applications()[0]
    assert kiosk.write(f"lottery-applications/{first['id']}/cancel", {}).json()["state"] == (
        "cancelled"
    )
    assert kiosk.apply(room=TRAINING, day=date(2027, 2, 18)).status_code == 201


def test_one_application_for_a_slot_in_a_facility(central: Central, kiosk: Kiosk) -> None:
    central.move_to("2026-12-05 08:30")
    kiosk.enter(central.group())
    day = date(2027, 2, 17)
    made = kiosk.apply(day=day, first=1, count=2).json()
    again = kiosk.apply(room=TRAINING, day=day, first=2, count=2)
    assert code_of(again) == "duplicate_application"
    assert again.json()["number"] == made["number"]
    assert kiosk.apply(room=TRAINING, day=day, first=3, count=2).status_code == 201
    assert kiosk.apply(room=PLAZA, day=day, first=1, count=2).status_code == 201


def test_fifteen_bookings_a_month_in_one_facility(central: Central, kiosk: Kiosk) -> None:
    kiosk.enter(central.group())
    for slot in range(12):
        assert kiosk.reserve(first=slot, count=1).status_code == 201
    for slot in range(3):
        assert kiosk.reserve(room=TRAINING, first=slot, count=1).status_code == 201
    assert code_of(kiosk.reserve(room=TRAINING, first=6)) == "quota_full"
    assert kiosk.reserve(room=PLAZA, day=date(2026, 12, 16)).status_code == 201
    january = kiosk.reserve(room=TRAINING, day=JANUARY)
    assert code_of(january) == "not_open_yet"


def test_the_quota_is_lifted_at_the_counter_six_days_before(central: Central) -> None:
    kiosk, counter = central.kiosk(), central.staff()
    number = central.group()
    kiosk.enter(number)
    for slot in range(12):
        kiosk.reserve(first=slot, count=1)
    for slot in range(3):
        kiosk.reserve(room=TRAINING, first=slot, count=1)
    wanted = {"registration_number": number, **choice(room=TRAINING, first=6)}
    central.move_to("2026-12-08 23:59:59")
    assert code_of(counter.post("/reservations", json=wanted)) == "quota_full"
    central.move_to("2026-12-09 00:00")
    made = counter.post("/reservations", json=wanted)
    assert (made.status_code, made.json()["state"]) == (201, "confirmed")


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"people": 25}, "over_capacity"),
        ({"purpose": "commerce"}, "purpose_not_allowed"),
        ({"room": "no-such-room"}, "not_found"),
        ({"day": date(2026, 12, 14)}, "closed_day"),  # a Monday
        ({"day": date(2026, 12, 29)}, "closed_day"),  # the year's end
        ({"day": date(2026, 11, 23)}, "closed_day"),  # a public holiday
        ({"first": 12, "count": 1}, "invalid_request"),
        ({"first": 11, "count": 2}, "invalid_request"),
        ({"count": 0}, "invalid_request"),
        ({"people": 2**31}, "invalid_request"),
        ({"first": 10**21}, "invalid_request"),
        ({"day": date(1999, 1, 1)}, "invalid_request"),
    ],
)
def test_what_cannot_be_booked(resident: Kiosk, wanted: dict[str, object], code: str) -> None:
    answer = resident.reserve(**wanted)
    assert code_of(answer) == code
    if code == "invalid_request":
        assert answer.json()["errors"]
    assert resident.reservations() == []
    assert code_of(resident.post("quotes", {"kind": "reservation", **choice(**wanted)})) == code


def test_a_slot_is_taken_by_whoever_came_first(central: Central, resident: Kiosk) -> None:
    assert resident.reserve(first=2, count=3).status_code == 201
    other = central.kiosk("lobby-2")
    other.enter(central.group())
    assert code_of(other.reserve(first=4, count=2)) == "slot_taken"
    assert code_of(other.post("quotes", {"kind": "reservation", **choice(first=4)})) == "slot_taken"
    assert other.reserve(first=5, count=2).status_code == 201
    assert other.letters() == "fftttttfffff"


def test_a_quote_says_what_a_reservation_will_bring(resident: Kiosk) -> None:
    quote = resident.post("quotes", {"kind": "reservation", **choice()}).json()
    made = resident.reserve().json()
    assert quote["fee_yen"] == made["fee_yen"] == 700
    assert quote["fee_lines"] == made["fee_lines"]
    assert quote["payment_due"] == made["payment_due"] == "2026-12-09T00:00:00+09:00"
    assert quote["cancel_until"] == made["cancel_until"] == "2026-12-09T00:00:00+09:00"
    assert quote["quota"]["used"] == 0
    again = resident.post("quotes", {"kind": "reservation", **choice(first=6)}).json()
    assert again["quota"]["used"] == 1


def test_cancelling_frees_the_slots(resident: Kiosk) -> None:
    made = resident.reserve().json()
    assert resident.letters() == "fttfffffffff"
    gone = resident.write(f"reservations/{made['id']}/cancel", {})
    assert (gone.status_code, gone.json()["state"], gone.json()["can"]) == (200, "cancelled", [])
    assert resident.letters() == "ffffffffffff"
    assert code_of(resident.write(f"reservations/{made['id']}/cancel", {})) == "not_cancellable"


def test_what_is_paid_is_cancelled_at_the_counter_only(central: Central, resident: Kiosk) -> None:
    made = resident.reserve().json()
    paid = central.staff().post(f"/reservations/{made['number']}/payment")
    assert (paid.status_code, paid.json()["state"]) == (200, "confirmed")
    answer = resident.write(f"reservations/{made['id']}/cancel", {})
    assert code_of(answer) == "paid_at_counter"
    assert answer.json()["tel"] == "047-492-1011"


def test_the_seniors_centre_costs_nothing_and_is_confirmed_at_once(
    central: Central, resident: Kiosk
) -> None:
    room = central.city.facility("rojin-fukushi").rooms[0]
    made = resident.reserve(room=room.id, day=date(2026, 12, 16)).json()
    assert (made["fee_yen"], made["state"], made["payment_due"]) == (0, "confirmed", None)
    gone = resident.write(f"reservations/{made['id']}/cancel", {}).json()
    assert gone["state"] == "cancelled"
