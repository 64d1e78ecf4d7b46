"""One's own account: seeing and changing it, another secret, lost cards, leaving for good."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from booking_service.policy.checks import Refusal
from booking_service.policy.instants import add_months
from booking_service.policy.model import City
from booking_service.service.numbers import reservation_number
from booking_service.service.people import cards as registration_cards
from booking_service.service.people import life as registration_life
from booking_service.service.people import registering as registration
from booking_service.service.staff.roles import Role
from booking_service.service.views import standing
from booking_service.storage.ports import Store
from booking_service.storage.records import RegistrantRecord, ReservationRecord, UseRecord
from tests.booking_service.lobby import SECRET, Central, Kiosk, at, choice, code_of, new_key
from tests.booking_service.people.town import (
    GROUP,
    Post,
    log_in,
    small,
    with_rule,
    without,
    without_lotteries,
)


def known(central: Central, store: Store, number: str) -> RegistrantRecord:
    record = registration.by_number(central.running.service.office, store, number)
    assert record is not None
    return record


@pytest.fixture
def number(kiosk: Kiosk) -> str:
    """Somebody registered and logged in at the kiosk."""
    answer = kiosk.post("registrations", GROUP, **{"Idempotency-Key": new_key()})
    made: str = answer.json()["registration_number"]
    assert log_in(kiosk, made, GROUP["secret"]).status_code == 201
    return made


def changed(kiosk: Kiosk, body: dict[str, Any]) -> httpx.Response:
    confirmation = {"X-Confirmation": kiosk.central.confirmation(kiosk.session)}
    return kiosk.http.patch("/v1/account", json=body, headers=confirmation)


def deleted(kiosk: Kiosk, key: str) -> httpx.Response:
    headers = {
        "Idempotency-Key": key,
        "X-Confirmation": kiosk.central.confirmation(kiosk.session),
    }
    return kiosk.http.delete("/v1/account", headers=headers)


def test_one_sees_what_is_known_and_only_the_end_of_the_number(kiosk: Kiosk, number: str) -> None:
    answer = kiosk.get("account")
    assert number not in answer.text
    assert answer.json() == {
        "holder": "group",
        "number_tail": number[-4:],
        "name": GROUP["name"],
        "kana": GROUP["kana"],
        "representative": GROUP["representative"],
        "birth_date": GROUP["birth_date"],
        "address": GROUP["address"],
        "tel": GROUP["tel"],
        "email": GROUP["email"],
        "members": 12,
        "language": "ja",
        "kinds": [{"id": "group", "name": answer.json()["kinds"][0]["name"]}],
        "standing": "active",
        "standing_since": None,
        "registered_on": "2026-11-20",
        "valid_until": None,
        "renewable_from": None,
        "reductions": [],
        "cards": [],
        "can": ["change_secret", "report_card_lost", "change", "delete"],
    }


def test_what_is_changed_is_changed_and_the_rest_stays(kiosk: Kiosk, number: str) -> None:
    before = kiosk.get("account").json()
    answer = changed(kiosk, {"tel": "011-999-0000", "representative": "新井 一", "members": 9})
    assert answer.status_code == 200
    after = {**before, "tel": "011-999-0000", "representative": "新井 一", "members": 9}
    assert answer.json() == kiosk.get("account").json() == after


def test_who_one_is_only_the_counter_changes(kiosk: Kiosk, number: str) -> None:
    for body in ({"name": "別の会"}, {"birth_date": "2000-01-01"}, {"registration_number": "1"}):
        assert code_of(changed(kiosk, body)) == "invalid_request"


def test_where_an_address_is_asked_for_it_cannot_be_taken_away(kiosk: Kiosk, number: str) -> None:
    assert code_of(changed(kiosk, {"email": ""})) == "invalid_request"
    assert changed(kiosk, {"email": "new@example.jp"}).json()["email"] == "new@example.jp"


def test_a_change_wants_the_secret_again(kiosk: Kiosk, number: str) -> None:
    assert code_of(kiosk.http.patch("/v1/account", json={"tel": "011-1"})) == "invalid_request"
    plain = kiosk.http.patch("/v1/account", json={"tel": "011-111-1111"})
    assert code_of(plain) == "confirmation_needed"


def test_where_the_counter_changes_and_deletes_the_kiosk_says_so(
    opened: Callable[[City], Central],
) -> None:
    central = opened(small("shiroi"))
    kiosk = central.kiosk()
    kiosk.enter(central.group())
    assert kiosk.get("account").json()["can"] == ["change_secret", "report_card_lost"]
    assert code_of(changed(kiosk, {"tel": "047-111-1111"})) == "at_counter"
    assert code_of(deleted(kiosk, new_key())) == "at_counter"


def test_another_secret(sapporo: Central, kiosk: Kiosk, number: str, post: Post) -> None:
    post.go()
    elsewhere = sapporo.kiosk("lobby-2")
    assert log_in(elsewhere, number, GROUP["secret"]).status_code == 201
    body = {"secret": GROUP["secret"], "new_secret": "another58"}
    assert kiosk.post("account/secret", body).status_code == 204
    # Who changed it stays, with the new secret; everybody else is out.
    again = kiosk.post("sessions/current/confirmations", {"secret": "another58"})
    assert again.status_code == 201
    assert code_of(elsewhere.get("account")) == "session_ended"
    assert code_of(log_in(elsewhere, number, GROUP["secret"])) == "wrong_credentials"
    assert log_in(elsewhere, number, "another58").status_code == 201
    assert "変更しました" in post.go()[-1]["Subject"]
    assert "another58" not in post.letters()[-1].get_content()


@pytest.mark.parametrize(
    ("new", "code", "reason"),
    [
        ("abc", "invalid_request", None),
        (GROUP["secret"], "secret_too_weak", "unchanged"),
        ("1111", "secret_too_weak", "repeated"),
        ("4567", "secret_too_weak", "running"),
        ("19601011", "secret_too_weak", "birth_date"),
        ("NUMBER", "secret_too_weak", "number"),
    ],
)
def test_a_secret_that_is_not_taken(
    kiosk: Kiosk, number: str, new: str, code: str, reason: str | None
) -> None:
    new = new.replace("NUMBER", number[-4:])
    refused = kiosk.post("account/secret", {"secret": GROUP["secret"], "new_secret": new})
    assert code_of(refused) == code
    assert refused.json().get("reason") in {reason, "running", "repeated"} if reason else True
    assert log_in(kiosk, number, GROUP["secret"]).status_code == 201


def test_another_secret_wants_the_one_so_far_and_is_slowed_down(kiosk: Kiosk, number: str) -> None:
    body = {"secret": "not8this", "new_secret": "another58"}
    for _ in range(3):
        assert code_of(kiosk.post("account/secret", body)) == "wrong_credentials"
    body["secret"] = GROUP["secret"]
    assert code_of(kiosk.post("account/secret", body)) == "too_many_attempts"


def issue(central: Central, number: str) -> str:
    """Hands a card out; what is written on it."""
    office = central.running.service.office

    def command(store: Store) -> str:
        card = registration_cards.issue(store, known(central, store, number), office.now().date())
        assert not isinstance(card, Refusal)
        code = registration_cards.code_of(office, store, card)
        assert code is not None
        return code

    made: str = central.do(command)
    return made


def test_a_card_logs_in_until_it_is_lost_or_replaced(
    sapporo: Central, kiosk: Kiosk, number: str
) -> None:
    first = issue(sapporo, number)
    assert first == f"{number}01"
    assert log_in(kiosk, first, GROUP["secret"]).status_code == 201
    second = issue(sapporo, number)
    assert code_of(log_in(kiosk, first, GROUP["secret"])) == "card_not_valid"
    assert log_in(kiosk, second, GROUP["secret"]).status_code == 201
    cards = kiosk.get("account").json()["cards"]
    assert [(card["issue"], card["state"]) for card in cards] == [(2, "valid"), (1, "replaced")]

    key = new_key()
    lost = kiosk.write("account/cards/2/lost", {}, key)
    assert lost.json() == kiosk.write("account/cards/2/lost", {}, key).json()
    assert (lost.json()["state"], lost.json()["ended_on"]) == ("lost", "2026-11-20")
    assert code_of(log_in(kiosk, second, GROUP["secret"])) == "card_not_valid"
    # A number alone is always enough.
    assert log_in(kiosk, number, GROUP["secret"]).status_code == 201


def test_no_more_cards_than_can_be_told_apart(sapporo: Central, kiosk: Kiosk, number: str) -> None:
    for _ in range(98):
        issue(sapporo, number)
    last = issue(sapporo, number)
    assert (last[-2:], code_of(log_in(kiosk, last, GROUP["secret"]))) == ("99", "201")
    with sapporo.staff(Role.COUNTER) as counter:
        refused = counter.post("/registrants/cards", json={"registration_number": number})
    assert (code_of(refused), refused.json()["most"]) == ("too_many_cards", 99)
    assert log_in(kiosk, last, GROUP["secret"]).status_code == 201


def test_who_has_left_gets_nothing_at_the_counter(
    sapporo: Central, kiosk: Kiosk, number: str
) -> None:
    assert deleted(kiosk, new_key()).status_code == 200
    again = kiosk.post("registrations", GROUP, **{"Idempotency-Key": new_key()})
    office = sapporo.running.service.office
    with office.database.reading() as reader:
        left = registration.by_number(office, reader, number)
    assert left is not None
    assert standing(left, office.now().date()).state == "expired"
    by_number = {"registration_number": number}
    changed_name = {**by_number, "name": "別の会"}
    with sapporo.staff(Role.COUNTER) as counter:
        answers = [
            counter.post("/registrants/cards", json=by_number),
            counter.post("/registrants/change", json=changed_name),
        ]
    assert [code_of(answer) for answer in answers] == ["registration_expired"] * 2
    assert again.status_code == 201


@pytest.mark.parametrize(
    ("state", "code"),
    [("deleted", "registration_expired"), ("begun", "registration_unfinished")],
)
def test_the_counter_books_for_nobody_who_is_not_registered(
    opened: Callable[[City], Central], state: str, code: str
) -> None:
    central = opened(small("shiroi"))
    number = central.group()

    def put(store: Store) -> None:
        store.keep_registrant(replace(known(central, store, number), state=state))

    central.do(put)
    with central.staff(Role.COUNTER) as counter:
        body = {"registration_number": number, **choice()}
        assert code_of(counter.post("/reservations", json=body)) == code


def test_a_card_that_does_not_fit_is_said_after_the_secret_only(
    sapporo: Central, kiosk: Kiosk, number: str
) -> None:
    for shown in (f"{number}07", f"{number}xx", f"{number}7", "9999999", "999999901"):
        assert code_of(log_in(kiosk, shown, "wrong1secret")) == "wrong_credentials"


@pytest.mark.parametrize("issued", ["9", "x", "0", "99999999999"])
def test_a_card_one_does_not_have_cannot_be_lost(kiosk: Kiosk, number: str, issued: str) -> None:
    assert code_of(kiosk.write(f"account/cards/{issued}/lost", {})) == "not_found"


def test_leaving_for_good(sapporo: Central, kiosk: Kiosk, number: str, post: Post) -> None:
    key = new_key()
    assert deleted(kiosk, key).json() == {"state": "deleted"}
    assert deleted(kiosk, key).json() == {"state": "deleted"}
    assert code_of(kiosk.get("account")) == "session_ended"
    assert code_of(log_in(kiosk, number, GROUP["secret"])) == "wrong_credentials"
    # Whoever left may register anew, under another number.
    again = kiosk.post("registrations", GROUP, **{"Idempotency-Key": new_key()})
    assert again.json()["registration_number"] != number


def test_nobody_leaves_a_suspension_behind(
    sapporo: Central, kiosk: Kiosk, number: str, post: Post
) -> None:
    def suspend(since: date | None) -> None:
        sapporo.do(
            lambda store: registration_life.suspend(store, known(sapporo, store, number), since)
        )

    def again() -> str:
        return code_of(kiosk.post("registrations", GROUP, **{"Idempotency-Key": new_key()}))

    suspend(date(2026, 11, 1))
    assert code_of(deleted(kiosk, new_key())) == "suspended"
    assert again() == "already_registered"
    # Nor by waiting until the registration has ended by itself.
    office, rule = sapporo.running.service.office, small("fukuoka").registration
    city = with_rule(office.city, lapse=rule.lapse)
    lapsing = replace(office, city=city)
    asyncio.run(registration_life.begin_day(lapsing, date(2029, 11, 21)))
    assert again() == "already_registered"
    suspend(None)
    assert again() == "201"


def test_nobody_leaves_owing_anything(opened: Callable[[City], Central]) -> None:
    central = opened(with_rule(small("shiroi"), delete_online=True))
    kiosk, number = central.kiosk(), central.group()
    kiosk.enter(number)
    used = central.do(
        lambda store: insert_reservation(central, store, number, date(2026, 11, 10), "used")
    )

    def fee(store: Store, yen: int) -> None:
        record = store.reservation(used)
        assert record is not None
        store.keep_reservation(replace(record, fee_yen=yen))

    central.do(lambda store: fee(store, 700))
    refused = deleted(kiosk, new_key())
    assert code_of(refused) == "account_in_use"
    assert refused.json()["numbers"] == [reservation_number(used)]
    central.do(lambda store: fee(store, 0))
    assert deleted(kiosk, new_key()).status_code == 200


def test_nobody_leaves_over_what_is_booked_or_applied_for(
    opened: Callable[[City], Central],
) -> None:
    central = opened(with_rule(small("shiroi"), delete_online=True))
    kiosk = central.kiosk()
    kiosk.enter(central.group())
    reserved = kiosk.reserve().json()["number"]
    applied = kiosk.apply(day=date(2027, 2, 16)).json()
    refused = deleted(kiosk, new_key())
    assert code_of(refused) == "account_in_use"
    assert reserved in refused.json()["numbers"]
    assert ("number" in applied) == (len(refused.json()["numbers"]) == 2)
    kiosk.write(f"reservations/{kiosk.reservations()[0]['id']}/cancel", {})
    for application in kiosk.applications():
        kiosk.write(f"lottery-applications/{application['id']}/cancel", {})
    assert deleted(kiosk, new_key()).json() == {"state": "deleted"}


def test_reductions_are_held_for_a_time(opened: Callable[[City], Central]) -> None:
    central = opened(small("kodaira"))
    office = central.running.service.office
    (reduction,) = (one for one in office.city.reductions if one.percent == 100)
    number = central.group(kinds=frozenset({"group"}))
    last = date(2027, 3, 31)

    def give(store: Store) -> Any:
        record = known(central, store, number)
        return registration_life.give_reduction(office, store, record, reduction.id, last)

    record = central.do(give)
    assert registration_life.reductions_on(record, last) == {reduction.id}
    assert registration_life.reductions_on(record, last + timedelta(days=1)) == frozenset()
    kiosk = central.kiosk()
    kiosk.enter(number)
    (held,) = kiosk.get("account").json()["reductions"]
    assert (held["id"], held["valid_until"]) == (reduction.id, "2027-03-31")

    def take(store: Store) -> Any:
        return registration_life.take_reduction(store, known(central, store, number), reduction.id)

    assert central.do(take).reductions == {}
    assert central.do(take).code == "not_found"
    assert (
        central.do(
            lambda store: registration_life.give_reduction(
                office, store, known(central, store, number), "nonsense", last
            )
        ).code
        == "not_found"
    )


def test_who_is_exempt_pays_nothing(opened: Callable[[City], Central]) -> None:
    central = opened(small("kodaira"))
    office, kiosk = central.running.service.office, central.kiosk()
    exempt, paying = (central.group(kinds=frozenset({"group"})) for _ in range(2))
    last = date(2026, 12, 16)
    room = next(room for room in central.city.rooms)
    body = {"kind": "reservation", **choice(room.id, date(2026, 12, 17), 1, 1)}
    body["purpose_id"] = central.city.klass(room.class_id).purposes[0].id

    def give(store: Store) -> Any:
        record, until = known(central, store, exempt), last
        name = central.city.reductions[0].id
        return registration_life.give_reduction(office, store, record, name, until)

    central.do(give)
    fees = {}
    for number, day in ((exempt, last), (paying, last), (exempt, date(2026, 12, 17))):
        kiosk.enter(number)
        answer = kiosk.post("quotes", {**body, "date": day.isoformat()})
        assert answer.status_code == 200, answer.text
        fees[number, day] = answer.json()
    whole = fees[paying, last]["fee_yen"]
    assert whole > 0
    assert fees[exempt, last]["fee_yen"] == 0
    assert [line["yen"] for line in fees[exempt, last]["fee_lines"]] == [whole, -whole]
    # It is held up to its last day, for uses up to that day.
    assert fees[exempt, date(2026, 12, 17)]["fee_yen"] == whole


def test_renewal_opens_three_months_before_the_end(opened: Callable[[City], Central]) -> None:
    central = opened(small("shiroi"))
    office = central.running.service.office
    number = central.group(valid_until=date(2027, 3, 31))

    def renew(today: date) -> Any:
        return central.do(
            lambda store: registration_life.renew(
                office, store, known(central, store, number), today
            )
        )

    early = renew(date(2026, 12, 31))
    assert (early.code, early.details["renewable_from"]) == ("not_renewable", date(2027, 1, 1))
    assert renew(date(2027, 1, 1)).valid_until == date(2030, 3, 31)
    # Once it is over the new term runs from the day it is renewed.
    assert renew(date(2030, 5, 10)).valid_until == date(2033, 5, 9)


def test_where_nothing_ends_nothing_is_renewed(sapporo: Central, kiosk: Kiosk, number: str) -> None:
    office = sapporo.running.service.office
    refused = sapporo.do(
        lambda store: registration_life.renew(
            office, store, known(sapporo, store, number), date(2030, 1, 1)
        )
    )
    assert (refused.code, refused.details["renewable_from"]) == ("not_renewable", None)


def test_after_a_year_without_use_a_registration_lapses_in_fukuoka(
    opened: Callable[[City], Central],
) -> None:
    central = opened(without_lotteries(small("fukuoka")))
    kinds = frozenset({central.city.registration.kinds[0].id})
    idle, busy = central.group(kinds=kinds), central.group(kinds=kinds)
    kiosk = central.kiosk()
    central.move(at("2027-06-01 10:00"))
    assert central.do(lambda store: book(central, store, busy)) is not None
    central.move(at("2027-11-20 23:00"))
    assert log_in(kiosk, idle, SECRET).status_code == 201
    central.move(at("2027-11-21 00:30"))
    ended = log_in(kiosk, idle, SECRET)
    assert (code_of(ended), ended.json()["since"]) == ("registration_expired", "2027-11-21")
    assert log_in(kiosk, busy, SECRET).status_code == 201
    central.move(at("2028-06-01 23:00"))
    assert log_in(kiosk, busy, SECRET).status_code == 201
    central.move(at("2028-06-02 00:30"))
    assert code_of(log_in(kiosk, busy, SECRET)) == "registration_expired"


def book(central: Central, store: Store, number: str) -> int:
    """A booking made today, for what room and day does not matter here."""
    return insert_reservation(central, store, number, central.clock.now().date(), "confirmed")


def insert_reservation(central: Central, store: Store, number: str, day: date, state: str) -> int:
    room = central.city.rooms[0]
    now = central.clock.now()
    use = UseRecord(
        room_id=room.id,
        facility_id=room.facility_id,
        date=day,
        first_slot=0,
        slot_count=1,
        purpose_id=central.city.klass(room.class_id).purposes[0].id,
        people=1,
        units=(room.units[0].id,),
    )
    made = store.next_number("reservation")
    store.add_reservation(
        ReservationRecord(
            id=made,
            registrant_id=known(central, store, number).id,
            use=use,
            fee_lines=(),
            fee_yen=0,
            origin="counter",
            state=state,
            made_at=now,
            payment_due=None,
            paid_at=None,
            rule_version="",
            changed_at=now,
        )
    )
    return made


def test_in_kodaira_what_is_used_is_kept(opened: Callable[[City], Central]) -> None:
    central = opened(small("kodaira"))
    used, booked = (central.group(kinds=frozenset({"group"})) for _ in range(2))
    office = central.running.service.office

    def meanwhile(store: Store) -> None:
        insert_reservation(central, store, used, date(2028, 5, 5), "used")
        insert_reservation(central, store, booked, date(2028, 5, 5), "cancelled")

    central.do(meanwhile)

    def states(today: date) -> list[str]:
        asyncio.run(registration_life.begin_day(office, today))
        with office.database.reading() as reader:
            found = [registration.by_number(office, reader, one) for one in (used, booked)]
        return [record.state for record in found if record is not None]

    assert states(date(2029, 11, 20)) == ["active", "active"]
    assert states(date(2029, 11, 21)) == ["active", "lapsed"]
    assert states(add_months(date(2028, 5, 5), 36)) == ["active", "lapsed"]
    assert states(add_months(date(2028, 5, 5), 36) + timedelta(days=1)) == ["lapsed", "lapsed"]


def test_booking_as_somebody_registered_at_the_kiosk(
    opened: Callable[[City], Central],
) -> None:
    central = opened(with_rule(small("shiroi"), at_kiosk="complete"))
    kiosk = central.kiosk()
    form = without(GROUP, kinds=["kominkan"], secret="8461")
    made = kiosk.post("registrations", form, **{"Idempotency-Key": new_key()}).json()
    assert log_in(kiosk, made["registration_number"], "8461").status_code == 201
    again = kiosk.post("sessions/current/confirmations", {"secret": "8461"}).json()
    headers = {"Idempotency-Key": new_key(), "X-Confirmation": again["confirmation"]}
    assert kiosk.post("reservations", choice(), **headers).status_code == 201
