"""A resident changes a booking at the kiosk, where and as long as the city lets them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from booking_service.service.reserving import take_payment
from tests.booking_service.lobby import (
    CRAFT,
    DAY,
    TRAINING,
    Central,
    Kiosk,
    choice,
    code_of,
    new_key,
    open_central,
)

WEDNESDAY = date(2026, 12, 16)
FREE_ROOM = "rojin-fukushi-work"


def change(kiosk: Kiosk, made: dict[str, Any], key: str | None = None, **wanted: Any) -> Any:
    """Changes a booking to what is wanted, by default to what it was made with."""
    return kiosk.write(f"reservations/{made['id']}/change", choice(**wanted), key)


def quote(kiosk: Kiosk, made: dict[str, Any], **wanted: Any) -> Any:
    """What a change would cost and bring."""
    return kiosk.post(
        "quotes", {"kind": "reservation", "instead_of": made["id"], **choice(**wanted)}
    )


def pay(central: Central, made: dict[str, Any]) -> None:
    """The counter takes the money."""
    now = central.clock.now()
    central.do(lambda store: take_payment(store, store.reservation(int(made["id"])), now))


def test_an_unpaid_booking_is_moved_and_what_it_had_is_free(resident: Kiosk) -> None:
    made = resident.reserve().json()
    assert made["can"] == ["cancel", "change"]
    answer = change(resident, made, room=TRAINING, day=WEDNESDAY, first=5, count=3, people=12)
    moved = answer.json()
    assert (code_of(answer), moved["number"], moved["state"]) == (
        "200",
        made["number"],
        "provisional",
    )
    assert (moved["room_id"], moved["first_slot"], moved["people"]) == (TRAINING, 5, 12)
    assert (moved["fee_yen"], made["fee_yen"]) == (3 * 350, 2 * 350)
    assert moved["payment_due"] == "2026-12-10T00:00:00+09:00"  # seven days before the new day
    assert resident.letters() == "f" * 12
    assert resident.letters(TRAINING, WEDNESDAY) == "fffffttt" + "f" * 4
    assert [one["id"] for one in resident.reservations()] == [made["id"]]


def test_what_a_change_would_cost_is_told_before_and_is_what_it_costs(resident: Kiosk) -> None:
    """It stands neither in its own way nor in its own count."""
    made = resident.reserve(first=1, count=2).json()
    for wanted in ({"first": 2, "count": 3}, {"first": 2, "count": 1}, {"day": WEDNESDAY}):
        told = quote(resident, made, **wanted)
        assert code_of(told) == "200", wanted
        assert told.json()["quota"]["used"] == 0
        moved = change(resident, made, **wanted).json()
        alike = ("fee_lines", "fee_yen", "payment_due", "cancel_until", "fee_steps")
        assert [told.json()[key] for key in alike] == [moved[key] for key in alike]
    other = resident.reserve(first=7, count=2).json()
    assert code_of(quote(resident, made, first=8)) == "slot_taken"
    assert quote(resident, other, first=9, day=WEDNESDAY).json()["quota"]["used"] == 1
    assert code_of(quote(resident, {"id": "999"}, first=8)) == "not_found"
    lottery = {"kind": "lottery", "instead_of": made["id"], **choice(first=4)}
    assert code_of(resident.post("quotes", lottery)) == "invalid_request"


def test_it_is_moved_as_often_as_need_be_and_overlaps_itself(resident: Kiosk) -> None:
    made = resident.reserve(first=1, count=2).json()
    for first in (2, 3, 2, 1):
        assert code_of(change(resident, made, first=first, count=2)) == "200"
    assert resident.letters() == "ftt" + "f" * 9


def test_the_same_key_changes_once(resident: Kiosk) -> None:
    made, key = resident.reserve().json(), new_key()
    first = change(resident, made, key, first=4)
    again = change(resident, made, key, first=4)
    assert (first.json(), first.status_code) == (again.json(), 200)
    assert code_of(change(resident, made, key, first=5)) == "key_reused"


def test_what_somebody_else_has_stays_theirs(central: Central, resident: Kiosk) -> None:
    made = resident.reserve(first=1).json()
    other = central.kiosk("lobby-2")
    other.enter(central.group())
    theirs = other.reserve(first=5).json()
    assert code_of(change(resident, made, first=4)) == "slot_taken"
    assert code_of(change(resident, theirs, first=8)) == "not_found"
    assert resident.letters() == "fttfftt" + "f" * 5
    assert resident.reservations()[0]["first_slot"] == 1


#: What is wanted instead, and what is said to it.
REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"people": 25}, "over_capacity"),
    ({"purpose": "selling"}, "purpose_not_allowed"),
    ({"first": 11, "count": 2}, "invalid_request"),
    ({"room": "nowhere"}, "not_found"),
    ({"day": date(2026, 12, 14)}, "closed_day"),
    ({"day": date(2026, 11, 26)}, "counter_only"),
    ({"day": date(2027, 1, 19)}, "not_open_yet"),
]


def test_a_new_place_obeys_what_a_new_booking_obeys(resident: Kiosk) -> None:
    made = resident.reserve().json()
    for wanted, code in REFUSED:
        assert code_of(quote(resident, made, **wanted)) == code, wanted
        assert code_of(change(resident, made, **wanted)) == code, wanted
        assert resident.letters() == "ftt" + "f" * 9


def test_the_booking_itself_is_not_counted(resident: Kiosk) -> None:
    """003 §3: fifteen a month in a facility."""
    made = [resident.reserve(day=DAY, first=slot, count=1).json() for slot in range(12)]
    made += [resident.reserve(day=WEDNESDAY, first=slot, count=1).json() for slot in range(3)]
    assert code_of(resident.reserve(day=WEDNESDAY, first=5)) == "quota_full"
    assert code_of(change(resident, made[0], day=WEDNESDAY, first=7, count=1)) == "200"


def test_paying_ends_it(central: Central, resident: Kiosk) -> None:
    made = resident.reserve().json()
    pay(central, made)
    [paid] = resident.reservations()
    assert (paid["state"], paid["can"]) == ("confirmed", [])
    refused = change(resident, made, first=4)
    assert (code_of(refused), refused.json()["tel"]) == ("paid_at_counter", "047-492-1011")
    assert resident.letters() == "ftt" + "f" * 9


def test_so_does_cancelling_and_the_day_until_which_it_is_paid(
    central: Central, resident: Kiosk
) -> None:
    gone, kept = resident.reserve(first=1).json(), resident.reserve(first=5).json()
    assert code_of(resident.write(f"reservations/{gone['id']}/cancel", {})) == "200"
    refused = change(resident, gone, first=8)
    assert (code_of(refused), refused.json()["because"]) == ("not_changeable", "state")
    central.move_to("2026-12-08 23:59")
    resident.enter_again()
    assert code_of(change(resident, kept, first=6)) == "200"
    central.move_to("2026-12-09 00:00")
    resident.enter_again()
    refused = change(resident, kept, first=5)
    assert (code_of(refused), refused.json()["because"]) == ("not_changeable", "state")


def test_a_free_booking_that_costs_something_now_waits_for_payment(resident: Kiosk) -> None:
    made = resident.reserve(room=FREE_ROOM, day=WEDNESDAY).json()
    assert (made["state"], made["can"]) == ("confirmed", ["cancel", "change"])
    moved = change(resident, made, day=WEDNESDAY).json()
    assert (moved["state"], moved["fee_yen"], moved["can"]) == (
        "provisional",
        700,
        ["cancel", "change"],
    )
    back = change(resident, made, room=FREE_ROOM, day=WEDNESDAY).json()
    assert (back["state"], back["payment_due"]) == ("confirmed", None)


def test_a_win_is_made_smaller_before_first_come_opens(central: Central, resident: Kiosk) -> None:
    """A win of February, claimed on the 18th of December: other slots open on 1 January, but whom
    and what its own are for can be said otherwise at once, and fewer be taken."""
    central.move_to("2026-12-05 08:30")
    resident.enter_again()
    day = date(2027, 2, 17)
    application = resident.apply(day=day, first=1, count=3).json()
    central.move_to("2026-12-18 09:00")
    resident.enter_again()
    claimed = resident.write(f"lottery-applications/{application['id']}/claim", {}).json()
    won = {"id": claimed["reservation_id"]}
    refused = change(resident, won, day=day, first=2, count=3)
    assert (code_of(refused), refused.json()["opens_at"]) == (
        "not_open_yet",
        "2027-01-01T08:30:00+09:00",
    )
    smaller = change(resident, won, day=day, first=2, count=2, people=9, purpose="crafts").json()
    assert (smaller["people"], smaller["fee_yen"], smaller["purpose_id"]) == (9, 700, "crafts")
    assert smaller["payment_due"] == "2026-12-27T12:00:00+09:00"
    assert resident.letters(CRAFT, day) == "fftt" + "f" * 8


def test_somebody_suspended_changes_nothing(central: Central, kiosk: Kiosk) -> None:
    number = central.group()
    kiosk.enter(number)
    made = kiosk.reserve().json()
    central.do(
        lambda store: store.sql.do("UPDATE registrant SET suspended_since = '2026-11-20'", ())
    )
    kiosk.enter_again()
    assert kiosk.reservations()[0]["can"] == ["cancel"]
    assert code_of(change(kiosk, made, first=4)) == "suspended"


def test_what_lies_behind_is_listed_apart(central: Central, resident: Kiosk) -> None:
    late, early = resident.reserve(day=WEDNESDAY).json(), resident.reserve(day=DAY).json()
    central.move_to("2026-12-15 12:00")
    resident.enter_again()

    def listed(**wanted: Any) -> list[str]:
        return [one["id"] for one in resident.get("reservations", **wanted).json()["items"]]

    assert listed() == [early["id"], late["id"]]
    assert listed(history=True) == [early["id"]]
    assert listed(history=False) == [late["id"]]
    central.move_to("2026-12-20 12:00")
    resident.enter_again()
    assert listed(history=True) == [late["id"], early["id"]]
    assert resident.get("lottery-applications", history=True).json() == {"items": []}
    assert code_of(resident.get("reservations", history="perhaps")) == "invalid_request"


# Kodaira -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def made_kodaira(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "kodaira.db"
    open_central(path, city="kodaira").close()
    return path


@pytest.fixture
def kodaira(made_kodaira: Path, tmp_path: Path) -> Iterator[Central]:
    central = open_central(Path(shutil.copy(made_kodaira, tmp_path / "kodaira.db")), city="kodaira")
    yield central
    central.close()


def test_kodaira_changes_on_the_day_of_booking_and_at_the_counter_then(kodaira: Central) -> None:
    """002 (3), notes: online on the day of booking; once it is confirmed at the counter."""
    kiosk = kodaira.kiosk()
    kiosk.enter(kodaira.group(kinds=frozenset({"group"})))
    where = {"room": "kihei-tatami", "day": WEDNESDAY, "count": 1}
    made = kiosk.reserve(**where, first=0).json()
    kodaira.move_to("2026-11-20 23:59")
    kiosk.enter_again()
    moved = change(kiosk, made, **where, first=2)
    assert (code_of(moved), moved.json()["state"]) == ("200", "provisional")
    kodaira.move_to("2026-11-21 00:00")
    kiosk.enter_again()
    assert [(one["state"], one["can"]) for one in kiosk.reservations()] == [("confirmed", [])]
    refused = change(kiosk, made, **where, first=1)
    assert (code_of(refused), refused.json()["because"]) == ("not_changeable", "too-late")
