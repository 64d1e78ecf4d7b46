"""Logging in with a temporary secret, the account, cards and leaving for good, on the glass."""

from __future__ import annotations

import pytest

from kiosk.outcome import Refused
from tests.ui.resident import NUMBER, SECRET, Resident
from ui.places import AccountOverview, Menu, RegistrationUnclear, WhyNot
from ui.samples import people
from ui.screens.people.masking import masked_address, masked_email, masked_tel


@pytest.fixture
def at_account(resident: Resident) -> Resident:
    resident.script.account = people.PERSON
    resident.tap("start.log_in")
    resident.logs_in()
    resident.window.stage.go(AccountOverview())
    resident.waits_for("account")
    return resident


def types_secret(resident: Resident, secret: str, then: str) -> None:
    resident.types(secret)
    resident.tap("secret.next", then)


def test_a_temporary_secret_must_be_changed_before_anything_else(resident: Resident) -> None:
    resident.script.must_change_secret = True
    resident.tap("start.log_in")
    resident.logs_in(then="change_secret")
    assert not resident.sees_button("back")
    types_secret(resident, "2750", "change_secret")
    types_secret(resident, "2751", "change_secret")
    assert "1回目とちがいます" in resident.reads()
    types_secret(resident, "2750", "change_secret")
    resident.script.refuse["change_secret"] = Refused("secret_too_weak", {"reason": "running"})
    types_secret(resident, "2750", "change_secret")
    assert "順番にならんだ数字" in resident.reads()
    resident.script.refuse.clear()
    types_secret(resident, "2750", "change_secret")
    types_secret(resident, "2750", "secret_changed")
    resident.tap("secret_changed.next", "menu")
    assert SECRET not in repr(resident.window.stage.trail.places)


def test_a_refusal_that_asks_for_a_new_secret_leads_there(resident: Resident) -> None:
    resident.tap("start.log_in")
    resident.logs_in()
    resident.window.stage.go(WhyNot(Refused("secret_must_change")))
    resident.waits_for("refused")
    assert "新しい暗証番号を決める" in resident.reads()
    resident.tap("refused.next", "change_secret")


def test_a_refusal_says_a_telephone_number_once(resident: Resident) -> None:
    for code in ("too_late", "card_not_valid", "cancel_by_telephone"):
        resident.window.stage.go(WhyNot(Refused(code, {"tel": "047-492-1011"})))
        resident.waits_for("refused")
        assert resident.reads().count("047-492-1011") == 1


def test_the_secret_so_far_is_asked_first_and_again_if_it_was_wrong(at_account: Resident) -> None:
    at_account.tap("account.secret", "change_secret")
    at_account.script.refuse["change_secret"] = Refused("wrong_credentials", {"left": 2})
    for _ in range(3):
        types_secret(at_account, "2750", "change_secret")
    assert "今の暗証番号とちがいます" in at_account.reads()
    assert "あと2回" in at_account.reads()
    assert at_account.sees_button("back")


def test_a_bystander_reads_no_address_before_it_is_asked_for(at_account: Resident) -> None:
    person = people.PERSON
    assert person.address not in at_account.reads()
    assert person.email not in at_account.reads()
    at_account.tap("account.show", "account")
    assert person.address in at_account.reads()
    assert person.tel in at_account.reads()
    at_account.tap("account.hide", "account")
    assert person.tel not in at_account.reads()


def test_nothing_that_is_hidden_can_be_guessed_from_what_is_left() -> None:
    assert masked_address("見本市") == masked_address("")
    assert masked_tel("011-000-1234").endswith("1234")
    assert masked_email("hanako@example.jp") == "h＊＊＊@example.jp"


def test_an_account_is_deleted_after_two_questions_and_the_secret(at_account: Resident) -> None:
    at_account.tap("account.delete", "delete_account")
    at_account.tap("delete_account.next", "delete_sure")
    assert "delete_account" not in at_account.script.calls
    at_account.tap("delete_sure.yes", "secret_again")
    at_account.types(SECRET)
    at_account.tap("secret.commit", "account_deleted")
    assert at_account.window.stage.around.terminal.session.registrant is None
    assert people.PERSON.name not in at_account.reads()
    assert at_account.script.calls.count("told") == 1
    at_account.tap("account_deleted.start", "start")


def test_what_is_still_booked_is_named_where_an_account_is_to_be_deleted(
    at_account: Resident,
) -> None:
    numbers = ["R-2027-000001", "L-2027-000002"]
    at_account.script.refuse["delete_account"] = Refused("account_in_use", {"numbers": numbers})
    at_account.tap("account.delete", "delete_account")
    at_account.tap("delete_account.next", "delete_sure")
    at_account.tap("delete_sure.yes", "secret_again")
    at_account.types(SECRET)
    at_account.tap("secret.commit", "refused")
    assert all(number in at_account.reads() for number in numbers)
    at_account.tap("refused.next", "menu")


def test_a_lost_card_is_reported_and_leads_back_to_the_account(at_account: Resident) -> None:
    at_account.script.account = people.GROUP
    at_account.tap("account.cards", "cards")
    at_account.tap("card.2", "card_lost")
    at_account.tap("card_lost.yes", "secret_again")
    at_account.types(SECRET)
    at_account.tap("secret.commit", "card_reported")
    at_account.tap("card_reported.account", "account")
    assert at_account.window.stage.trail.places[1] == Menu()


def test_an_unclear_registration_is_sent_again_until_it_is_clear(resident: Resident) -> None:
    resident.script.refuse["register"] = Refused("registration_unclear")
    resident.window.stage.go(RegistrationUnclear(people.FORM, "key"))
    resident.waits_for("registration_unclear")
    assert not resident.sees_button("back")
    resident.tap("registration_unclear.again")
    resident.waits_for("registration_unclear")
    resident.script.refuse.clear()
    resident.tap("registration_unclear.again", "registration_done")
    assert resident.script.calls.count("register") >= 2
    number = people.REGISTERED.registration_number
    assert number in resident.reads()
    resident.tap("registration_done.log_in", "log_in_secret")
    resident.tap("stop", "start")
    assert number not in resident.reads()
    assert NUMBER not in repr(resident.window.stage.trail.places)
