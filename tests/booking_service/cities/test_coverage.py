"""Every rule of Sapporo, Kodaira and Shiroi that was read from their guides is kept by a test, or
the page of rules not covered says why not and who keeps it instead. (Fukuoka's are in a file of
their own.)

The lists of rules below are typed by hand from ``cities.yaml``, which is not part of this
repository: what is missing from them no test can miss. That a named test exists is checked here;
whether it asserts its rule has to be read there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "rules-not-covered.md"

_BEGUN = "test_registering_begins_at_the_kiosk_and_ends_at_the_counter"
_WINDOWS = "test_a_class_on_many_days"  # explain against the oracle

#: The rules of `cities.yaml`, and of the public facts, by the test that keeps them. A name stands
#: for all that is below it.
KEPT_BY = {
    "sapporo": {
        "system_name": "test_the_kiosk_does_what_a_personal_computer_may",
        "service_hours": "test_service_hours_and_the_stop_over_the_new_year",
        "function_matrix": "test_the_kiosk_does_what_a_personal_computer_may",
        "help_desk": "test_the_help_desk_is_the_city_s",
        "registration.who": "test_registering_is_done_at_the_kiosk_with_an_address",
        "registration.one_per": "test_nobody_registers_twice_and_no_group_under_one_name",
        "registration.where": "test_registering_is_complete_at_the_kiosk",
        "registration.email_required": "test_a_form_that_is_not_whole_is_refused",
        "registration.user_number": "test_number_and_password",
        "registration.password": "test_number_and_password",
        "registration.change": "test_what_is_changed_is_changed_and_the_rest_stays",
        "registration.delete": "test_leaving_for_good",
        "registration.validity": "test_registering_is_done_at_the_kiosk_with_an_address",
        "password_reset": "test_who_knows_everything_gets_a_secret_for_a_day_and_chooses_another",
        "lottery": _WINDOWS,
        "first_come": _WINDOWS,
        "cancellation": "test_cancelling_is_by_telephone_and_says_what_it_costs",
        "closed_days": "test_a_closed_day_offers_nothing_and_says_why",
        "facilities": "test_the_twelve_centres_are_those_of_the_guide",
        "public:reception_start.rooms": _WINDOWS,
        "public:reception_start.hall": _WINDOWS,
        "public:deposit_lottery": "test_the_deposit_week_and_its_draw",
        "public:slots": "test_the_parts_of_the_day",
        "public:internet_hours": "test_the_system_sleeps_at_night_and_over_the_new_year",
        "public:closed_days": "test_a_closed_day_offers_nothing_and_says_why",
        "public:change": "test_a_booking_is_moved_once_until_six_days_before",
        "public:cancellation_fee": "test_sapporo_counts_its_fee_from_the_day_of_application",
        "public:sample_rooms_of_a_district_centre": "test_the_rooms_are_those_of_the_public_page",
    },
    "kodaira": {
        "system_name": "test_the_office_is_the_one_of_the_guide",
        "scope.facility_type": "test_there_are_nineteen_halls_and_the_invented_ones_say_so",
        "scope.count": "test_there_are_nineteen_halls_and_the_invented_ones_say_so",
        "office": "test_the_office_is_the_one_of_the_guide",
        "registration.where": "test_groups_register_at_the_counter",
        "registration.one_counter_covers": "test_one_registration_opens_every_hall",
        "registration.user_id": "test_id_and_password",
        "registration.password": "test_id_and_password",
        "registration.validity": "test_in_kodaira_what_is_used_is_kept",
        "lottery.window": _WINDOWS,
        "lottery.result": _WINDOWS,
        "lottery.limit": "test_slots_are_counted_and_not_uses",
        "lottery.confirm_needed": "test_two_slots_are_applied_for_and_wins_become_bookings_by_"
        "themselves",
        "lottery.notify": "test_only_a_reset_tells_a_secret_and_only_a_registration_the_number",
        "lottery.winner_action": "test_two_slots_are_applied_for_and_wins_become_bookings_by_"
        "themselves",
        "lottery.loser_action": "test_two_slots_are_applied_for_and_wins_become_bookings_by_"
        "themselves",
        "first_come.window": "test_kodaira_moves_a_closed_first_of_the_month",
        "first_come.limit": "test_four_are_for_each_hall_and_two_for_all_together",
        "first_come.limit_examples": "test_wins_leave_two_three_or_four",
        "first_come.channels": "test_the_last_week_is_the_counter_s",
        "last_minute.window": _WINDOWS,
        "last_minute.channels": "test_the_last_week_is_the_counter_s",
        "last_minute.online_booking_blocked_from": "test_the_last_week_is_the_counter_s",
        "states": "test_a_booking_is_provisional_until_midnight",
        "day_of_use.pay": "test_payment_is_that_of_a_first_come_booking",
        "cancellation_fee": _WINDOWS,
        "public:closed_days.tuesdays": "test_every_hall_closes_on_the_days_of_the_city",
        "public:closed_days.new_year": "test_every_hall_closes_on_the_days_of_the_city",
        "public:centres_seen": "test_there_are_nineteen_halls_and_the_invented_ones_say_so",
        "public:slots_of_a_city_meeting_room": "test_the_parts_of_the_day_are_those_of_the_model",
    },
    "shiroi": {
        "system_name": "test_the_publisher_answers_questions",
        "publisher": "test_the_publisher_answers_questions",
        "service_hours.internet": "test_the_lottery_is_open_from_the_5th_to_the_15th",
        "lobby_pcs.closed": "test_a_closed_day_offers_nothing_and_says_why",
        "registration.online_start_allowed": _BEGUN,
        "registration.completion": _BEGUN,
        "registration.counters": _BEGUN,
        "registration.validity": "test_a_registration_is_valid_every_day_of_its_three_years",
        "lottery.window": _WINDOWS,
        "lottery.limit": "test_ten_applications_over_the_whole_city",
        "lottery.no_duplicate": "test_two_applications_for_one_hour_of_a_facility_clash",
        "lottery.show_competition": "test_the_number_of_applications_is_told_before_one_applies",
        "lottery.draw": _WINDOWS,
        "lottery.result": _WINDOWS,
        "lottery.confirm": "test_a_win_is_claimed_or_waived_in_its_eight_days",
        "lottery.unconfirmed": "test_a_win_that_nobody_claims_is_gone_on_the_26th",
        "lottery.payment_due": "test_a_win_is_paid_by_noon_of_the_last_open_day_of_the_month_of_"
        "claiming",
        "first_come.registered_online": _WINDOWS,
        "first_come.unregistered_counter": _WINDOWS,
        "first_come.within_6_days": "test_reserving_online_until_seven_days_before",
        "first_come.limit": "test_fifteen_bookings_in_a_facility_lifted_at_the_counter",
        "first_come.payment_due": "test_payment_is_that_of_a_first_come_booking",
        "first_come.unpaid": "test_an_unpaid_reservation_is_deleted_six_days_before",
        "payment.where": "test_a_use_is_paid_at_its_own_facility",
        "change.unpaid": "test_an_unpaid_reservation_is_cancelled_online_until_it_is_deleted",
        "change.paid": "test_a_paid_booking_is_moved_once_within_the_fiscal_year",
        "rooms": "test_the_rooms_are_those_of_the_guide",
    },
}

#: The rules of `cities.yaml`, two names deep where their fates differ, and of the public facts.
_RULES = {
    "sapporo": """
    system_name service_hours channels function_matrix help_desk
    registration.who registration.one_per registration.where registration.email_required
    registration.user_number registration.password registration.card registration.card_reissue
    registration.forgotten_number_or_password registration.change registration.delete
    registration.validity
    password_reset menu_before_login lottery first_come cancellation closed_days facilities
    public:reception_start.rooms public:reception_start.hall
    public:reception_start.hall_half_or_commercial public:reception_start.hourly_use
    public:deposit_lottery public:slots public:counter_hours public:internet_hours
    public:closed_days public:change public:cancellation_fee
    public:sample_rooms_of_a_district_centre
    """,
    "kodaira": """
    system_name scope.facility_type scope.count scope.from_use_month office
    registration.where registration.one_counter_covers registration.needs registration.user_id
    registration.password registration.group registration.accepted_from
    registration.user_login_from registration.validity registration.forgotten_password
    lottery.window lottery.result lottery.limit lottery.confirm_needed lottery.notify
    lottery.winner_action lottery.loser_action lottery.channels
    first_come.window first_come.limit first_come.limit_examples first_come.channels
    last_minute.window last_minute.channels last_minute.paper
    last_minute.online_booking_blocked_from states day_of_use.receive day_of_use.after
    day_of_use.pay phone cancellation_fee closed_days.document facilities
    public:closed_days.tuesdays public:closed_days.new_year public:closed_days.special
    public:centres_seen public:slots_of_a_city_meeting_room
    """,
    "shiroi": """
    system_name url publisher service_hours.internet service_hours.maintenance lobby_pcs.hours
    lobby_pcs.closed registration.form registration.online_start_allowed registration.completion
    registration.applicant registration.classes registration.counters registration.card
    registration.reissue registration.validity
    lottery.window lottery.limit lottery.no_duplicate lottery.show_competition lottery.draw
    lottery.result lottery.confirm lottery.unconfirmed lottery.payment_due lottery.courtesy
    availability_view first_come.registered_online first_come.unregistered_counter
    first_come.within_6_days first_come.limit first_come.payment_due first_come.unpaid
    payment.where payment.steps change.unpaid change.paid change.typhoon priority_use rooms
    """,
}
RULES = {city: rules.split() for city, rules in _RULES.items()}
CITIES = tuple(RULES)


def on_the_page(city: str) -> set[str]:
    """The places of a city that the page names."""
    text = PAGE.read_text(encoding="utf-8")
    found = re.findall(rf"`(public: )?{city}\.([^`]+)`", text)
    return {f"{'public:' if public else ''}{place}" for public, place in found}


def kept(city: str) -> set[str]:
    return set(KEPT_BY[city])


@pytest.mark.parametrize("city", CITIES)
def test_every_rule_is_kept_or_told_why_not(city: str) -> None:
    assert len(set(RULES[city])) == len(RULES[city])
    assert kept(city) | on_the_page(city) >= set(RULES[city])


@pytest.mark.parametrize("city", CITIES)
def test_nothing_else_is_kept_or_told(city: str) -> None:
    """The page may tell of a part of a rule, ``channels.counter`` of ``channels``."""
    parts = {place for place in on_the_page(city) if place.rsplit(".", 1)[0] in RULES[city]}
    assert kept(city) | on_the_page(city) - parts <= set(RULES[city])
    assert not kept(city) & on_the_page(city)


def test_what_is_kept_is_kept_by_a_test_that_exists() -> None:
    files = (ROOT / "tests").rglob("test_*.py")
    names = {
        name
        for file in files
        for name in re.findall(r"def (test_\w+)\(", file.read_text(encoding="utf-8"))
    }
    assert {test for tests in KEPT_BY.values() for test in tests.values()} <= names
