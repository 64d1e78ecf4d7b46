"""Every rule of Fukuoka that was read from document 004 is kept by a test, or the page of rules
not covered says why not and who keeps it instead.

The list of rules below is typed by hand from ``cities.yaml``, which is not part of this repository:
what is missing from it no test can miss. That a named test exists is checked here; whether it
asserts its rule has to be read there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "rules-not-covered.md"

#: Where each rule stands in `cities.yaml` (under `fukuoka`), and the test that keeps it.
KEPT_BY = {
    "system_name": "test_the_name_of_the_system",
    "service_hours": "test_the_system_is_open_day_and_night_and_shows_the_month_before",
    "help_desk": "test_the_help_desk_has_a_fax_and_hours",
    "functions.street_terminal.情報提供": "test_the_terminal_does_what_the_guide_says",
    "functions.street_terminal.予約": "test_the_terminal_does_what_the_guide_says",
    "functions.street_terminal.抽選": "test_the_terminal_does_what_the_guide_says",
    "registration.classes": "test_who_may_register_for_what",
    "registration.duplicate": "test_nobody_registers_twice_and_no_group_under_one_name",
    "registration.credentials": "test_number_and_secret",
    "registration.number_format": "test_number_and_secret",
    "registration.secret_format": "test_number_and_secret",
    "registration.per_use_class": "test_counters_register_for_what_the_guide_says",
    "registration.number_or_secret_lost": "test_registering_is_the_counter_s",
    "registration.lapse": "test_after_a_year_without_use_a_registration_lapses_in_fukuoka",
    "registration.reduction": "test_a_reduction_serves_where_it_is_granted",
    "lottery.windows": "test_a_lottery_runs_from_the_1st_to_the_14th_and_is_claimed_from_the_16th_"
    "to_the_19th",
    "lottery.open": "test_a_lottery_runs_from_the_1st_to_the_14th_and_is_claimed_from_the_16th_"
    "to_the_19th",
    "lottery.close": "test_a_lottery_runs_from_the_1st_to_the_14th_and_is_claimed_from_the_16th_"
    "to_the_19th",
    "lottery.inputs": "test_more_people_than_the_room_holds_are_refused",
    "lottery.draw": "test_a_lottery_runs_from_the_1st_to_the_14th_and_is_claimed_from_the_16th_"
    "to_the_19th",
    "lottery.result": "test_a_lottery_runs_from_the_1st_to_the_14th_and_is_claimed_from_the_16th_"
    "to_the_19th",
    "lottery.claim": "test_a_lottery_runs_from_the_1st_to_the_14th_and_is_claimed_from_the_16th_"
    "to_the_19th",
    "lottery.cancel_after_claim": "test_a_claimed_win_can_be_cancelled_only_from_the_first_come_"
    "opening",
    "first_come": "test_first_come_by_class_knows_no_closed_day",
    "first_come_rules.closed_day_shift": "test_the_last_day_moves_back_over_closed_days_at_the_same"
    "_hour",
    "first_come_rules.example_limits_舞鶴公園": "test_the_limits_of_maizuru_park",
    "first_come_rules.after_booking": "test_what_is_still_to_be_done_after_booking",
    "first_come_rules.unregistered": "test_the_counter_books_when_residents_may_and_in_hours_of_"
    "its_own",
    "first_come_rules.keep": "test_the_lists_are_receipts_too",
    "cancellation": "test_cancelling_ends_and_costs_as_the_guide_says",
    "cancellation_rules.while_suspended": "test_who_is_suspended_cancels_by_telephone_at_the_"
    "service_centre",
    "day_of_use.show": "test_the_lists_are_receipts_too",
    "day_of_use.capacity_over": "test_more_people_than_the_room_holds_are_refused",
    "day_of_use.forbidden": "test_schools_and_sales_are_no_purpose",
    "day_of_use.keys_舞鶴公園": "test_the_keys_of_maizuru_park",
    "payment.direct_debit.day": "test_fees_are_debited_on_the_15th_of_the_next_month_or_the_next_"
    "working_day",
    "payment.direct_debit.of": "test_fees_are_debited_on_the_15th_of_the_next_month_or_the_next_"
    "working_day",
    "payment.direct_debit.bank_holiday": "test_fees_are_debited_on_the_15th_of_the_next_month_or_"
    "the_next_working_day",
    "payment.failed.suspend": "test_who_is_suspended_or_expired_may_not_book",
    "payment.市民センターのホール": "test_fees_are_debited_on_the_15th_of_the_next_month_or_the_"
    "next_working_day",
    "payment.アミカスのホール": "test_fees_are_debited_on_the_15th_of_the_next_month_or_the_next_"
    "working_day",
    "payment.history_visible": "test_what_was_booked_is_shown_until_the_end_of_the_next_month",
    "broken_session_rule": "test_nobody_listening_means_that_a_write_certainly_never_left",
    "terminals": "test_the_27_terminals",
    "counters": "test_the_34_counters",
    "lighting.five_period_4/1-4/15_4/16-9/15_9/16-10/15_10/16-10/31_11/1-3/31": "test_lights_are_"
    "let_from_the_hour_of_the_season",
    "lighting.other": "test_lights_are_let_from_the_hour_of_the_season",
    "early_morning.野球場": "test_early_mornings",
    "early_morning.テニスコート": "test_early_mornings",
    "early_morning.球技場等": "test_early_mornings",
    "early_morning.bring": "test_the_lists_are_receipts_too",
    "chuo_civic_centre.rooms": "test_the_rooms_of_chuo_civic_centre",
    "chuo_civic_centre.hours": "test_the_rooms_of_chuo_civic_centre",
    "chuo_civic_centre.closed_days": "test_the_closed_days_of_chuo_civic_centre",
}

#: The rules of `cities.yaml` under `fukuoka`, two names deep, and three where their fates differ;
#: at the end those of the public facts.
_RULES = """
system_name service_hours channels help_desk
functions.internet_mobile functions.street_terminal.情報提供 functions.street_terminal.予約
functions.street_terminal.抽選 functions.street_terminal.other
registration.classes registration.duplicate registration.credentials registration.number_format
registration.secret_format registration.per_use_class registration.card registration.proxy
registration.number_or_secret_lost registration.lapse registration.police_check
registration.bank_account_change_cutoff registration.reduction
lottery.windows lottery.open lottery.close lottery.inputs lottery.limit lottery.draw lottery.result
lottery.claim lottery.cancel_after_claim lottery.unregistered
first_come first_come_rules.closed_day_shift first_come_rules.example_limits_舞鶴公園
first_come_rules.after_booking first_come_rules.unregistered first_come_rules.keep
cancellation cancellation_rules.waived cancellation_rules.while_suspended
cancellation_rules.demand_in_the_seed
day_of_use.show day_of_use.capacity_over day_of_use.time_includes day_of_use.forbidden
day_of_use.keys_舞鶴公園
payment.direct_debit.day payment.direct_debit.of payment.direct_debit.bank_holiday
payment.direct_debit.receipt payment.direct_debit.yearly_notice
payment.failed.suspend payment.failed.letter payment.failed.released payment.failed.faster
payment.市民センターのホール payment.アミカスのホール payment.音楽・演劇練習場 payment.rain_refund
payment.history_visible
broken_session_rule terminals counters
lighting.five_period_4/1-4/15_4/16-9/15_9/16-10/15_10/16-10/31_11/1-3/31 lighting.other
lighting.half_lighting
early_morning.野球場 early_morning.テニスコート early_morning.球技場等 early_morning.bring
early_morning.keys
chuo_civic_centre.rooms chuo_civic_centre.hours chuo_civic_centre.closed_days
"""
RULES = _RULES.split()


@pytest.fixture(scope="module")
def not_covered() -> dict[str, list[str]]:
    """The cells of each row of the page, by the places that the row names."""
    found: dict[str, list[str]] = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 4:
            for place in re.findall(r"`fukuoka\.([^`]+)`", cells[1]):
                assert place not in found, f"{place} stands on the page twice"
                found[place] = cells
    return found


@pytest.fixture(scope="module")
def tests() -> set[str]:
    """The names of all tests of the project."""
    files = (ROOT / "tests").rglob("test_*.py")
    return {name for file in files for name in re.findall(r"def (test_\w+)\(", file.read_text())}


def test_every_rule_is_kept_or_told_why_not(not_covered: dict[str, list[str]]) -> None:
    assert set(KEPT_BY) | set(not_covered) == set(RULES)
    assert not set(KEPT_BY) & set(not_covered)
    assert len(RULES) == len(set(RULES))


def test_every_rule_not_covered_has_a_reason_and_somebody_who_keeps_it(
    not_covered: dict[str, list[str]],
) -> None:
    assert not_covered
    for cells in not_covered.values():
        assert all(cells)


def test_what_is_kept_is_kept_by_a_test_that_exists(tests: set[str]) -> None:
    assert set(KEPT_BY.values()) <= tests
