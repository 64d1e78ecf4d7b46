"""The draw against what docs/algorithms/draw.md promises."""

from __future__ import annotations

import hashlib
from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_service.policy.draw import (
    Counts,
    Drawn,
    DrawQuota,
    DrawRules,
    Entry,
    LostReason,
    commitment,
    run_draw,
    runners_up,
    seed,
    ticket,
)
from tests.booking_service.policy.draws import (
    DAYS,
    ROOMS,
    SECRET,
    SEEDS,
    entry,
    lists,
    rule_sets,
)

FREE = DrawRules(ROOMS)


def winners(drawn: tuple[Drawn, ...]) -> list[Drawn]:
    return [one for one in drawn if one.won]


def cells_of(one: Drawn) -> set[tuple[object, ...]]:
    return {(unit, one.entry.date, slot) for unit in one.units for slot in one.entry.slots}


def overlap(one: Entry, other: Entry) -> bool:
    """Of one registrant, in one scope, at one time."""
    return (
        one.pseudonym == other.pseudonym
        and ROOMS[one.room_id].clash == ROOMS[other.room_id].clash
        and one.date == other.date
        and one.starts < other.ends
        and other.starts < one.ends
    )


def used(quota: DrawQuota, who: str, scope: str, won: list[Drawn]) -> int:
    return quota.held.get((who, scope), 0) + sum(
        1 if quota.counts is Counts.USES else one.entry.slot_count
        for one in won
        if one.entry.pseudonym == who and quota.scope_of.get(one.entry.room_id) == scope
    )


@given(SEEDS, lists(), rule_sets())
def test_a_unit_and_slot_has_one_winner(
    draw_seed: bytes, entries: list[Entry], rules: DrawRules
) -> None:
    won = winners(run_draw(draw_seed, entries, rules))
    cells = [cell for one in won for cell in cells_of(one)]
    assert len(cells) == len(set(cells))
    assert rules.unavailable.isdisjoint(cells)
    for one in won:
        room = ROOMS[one.entry.room_id]
        if not room.any_one:
            assert one.units == room.units
        else:
            (unit,) = one.units
            assert unit == (one.entry.unit_id or unit)
            assert unit in room.units


@given(SEEDS, lists(), rule_sets())
def test_no_quota_is_exceeded_and_nobody_is_in_two_places(
    draw_seed: bytes, entries: list[Entry], rules: DrawRules
) -> None:
    won = winners(run_draw(draw_seed, entries, rules))
    for quota in rules.quotas:
        for one in won:
            scope = quota.scope_of.get(one.entry.room_id)
            if scope is not None:
                assert used(quota, one.entry.pseudonym, scope, won) <= quota.limit
    pairs = [(a.entry, b.entry) for a in won for b in won if a.entry.token < b.entry.token]
    assert not any(overlap(a, b) for a, b in pairs)


@given(SEEDS, lists(), rule_sets(), st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_changes_anything(
    draw_seed: bytes, entries: list[Entry], rules: DrawRules, random: Random
) -> None:
    again = entries + entries[:5]
    random.shuffle(again)
    assert run_draw(draw_seed, again, rules) == run_draw(draw_seed, entries, rules)


@given(SEEDS, lists(), rule_sets())
def test_every_loss_has_a_witness_with_a_smaller_ticket(
    draw_seed: bytes, entries: list[Entry], rules: DrawRules
) -> None:
    drawn = run_draw(draw_seed, entries, rules)
    by_token = {one.entry.token: one for one in drawn}
    for one in drawn:
        if one.lost is None:
            continue
        reason, token, slot = one.lost
        before = [win for win in winners(drawn) if win.ticket < one.ticket]
        if token is None:
            # Nothing in the draw stood in the way: only what was there before it.
            if reason is LostReason.NOT_FREE:
                ways = ROOMS[one.entry.room_id].ways(one.entry.unit_id)
                assert any(
                    (way_unit, one.entry.date, slot) in rules.unavailable
                    for way in ways
                    for way_unit in way
                )
            else:
                assert reason is LostReason.QUOTA_FULL
                assert any(over(quota, one.entry, []) for quota in rules.quotas)
            continue
        witness = by_token[token]
        assert witness in before
        match reason:
            case LostReason.SLOT_TAKEN:
                assert slot in one.entry.slots
                wanted = {
                    unit for way in ROOMS[one.entry.room_id].ways(one.entry.unit_id) for unit in way
                }
                assert {(unit, one.entry.date, slot) for unit in wanted} & cells_of(witness)
            case LostReason.QUOTA_FULL:
                assert witness.entry.pseudonym == one.entry.pseudonym
                assert any(over(quota, one.entry, before) for quota in rules.quotas)
            case LostReason.CLASH:
                assert overlap(one.entry, witness.entry)


def over(quota: DrawQuota, one: Entry, won: list[Drawn]) -> bool:
    scope = quota.scope_of.get(one.room_id)
    more = 1 if quota.counts is Counts.USES else one.slot_count
    return scope is not None and used(quota, one.pseudonym, scope, won) + more > quota.limit


@given(SEEDS, lists(), rule_sets())
def test_nothing_is_wasted(draw_seed: bytes, entries: list[Entry], rules: DrawRules) -> None:
    """No loser could still be served when all is done."""
    drawn = run_draw(draw_seed, entries, rules)
    won = winners(drawn)
    gone = {cell for one in won for cell in cells_of(one)} | rules.unavailable
    for one in drawn:
        if one.won:
            continue
        ways = ROOMS[one.entry.room_id].ways(one.entry.unit_id)
        fits = any(
            not {(unit, one.entry.date, slot) for unit in way for slot in one.entry.slots} & gone
            for way in ways
        )
        full = any(over(quota, one.entry, won) for quota in rules.quotas)
        assert not fits or full or any(overlap(one.entry, win.entry) for win in won)


@given(SEEDS, lists(), rule_sets())
def test_runners_up_are_the_losers_of_a_slot_in_ticket_order(
    draw_seed: bytes, entries: list[Entry], rules: DrawRules
) -> None:
    drawn = run_draw(draw_seed, entries, rules)
    found = runners_up(drawn, rules)
    won = {cell for one in winners(drawn) for cell in cells_of(one)}
    for unit, day, slot in won:
        expected = [
            place
            for place, one in enumerate(drawn, 1)
            if not one.won
            and one.entry.date == day
            and slot in one.entry.slots
            and any(unit in way for way in ROOMS[one.entry.room_id].ways(one.entry.unit_id))
        ]
        assert found.get((unit, day, slot), []) == expected
    assert set(found) <= won


def test_the_smaller_ticket_wins_and_the_loser_hears_of_it() -> None:
    first, second = sorted(
        (entry("a", "A", count=2), entry("b", "B", first=1)),
        key=lambda one: ticket(SECRET, one.token),
    )
    won, lost = run_draw(SECRET, [second, first], FREE)
    assert (won.entry, won.lost) == (first, None)
    assert lost.entry == second
    assert lost.lost == (LostReason.SLOT_TAKEN, first.token, 1)


def test_a_room_made_of_two_shuts_both_out() -> None:
    """Whoever is first: AB and A exclude each other, B beside A does not."""
    drawn = run_draw(SECRET, [entry("a", "A"), entry("ab", "B", room="room-ab")], FREE)
    assert [one.won for one in drawn] == [True, False]


def test_as_many_courts_are_won_as_there_are() -> None:
    rivals = [entry(f"{number}", f"P{number}", room="courts") for number in range(5)]
    drawn = run_draw(SECRET, rivals, FREE)
    assert [one.units for one in drawn] == [("c-1",), ("c-2",), ("c-3",), (), ()]
    third = drawn[0]
    assert drawn[3].lost == (LostReason.SLOT_TAKEN, third.entry.token, 0)


def test_the_court_that_was_picked_is_the_one_that_is_won() -> None:
    picked = [
        entry("a", "A", room="courts", unit="c-2"),
        entry("b", "B", room="courts", unit="c-2"),
    ]
    drawn = run_draw(SECRET, picked, FREE)
    assert [one.units for one in drawn] == [("c-2",), ()]


@given(SEEDS)
def test_a_hall_is_let_whole_or_in_halves(draw_seed: bytes) -> None:
    wishes = [entry("1", "A", "half"), entry("2", "B", "half"), entry("3", "C", "hall")]
    won = sorted(one.entry.room_id for one in winners(run_draw(draw_seed, wishes, FREE)))
    assert won in (["hall"], ["half", "half"])


def test_one_group_is_not_in_two_rooms_of_a_house_at_once() -> None:
    drawn = run_draw(SECRET, [entry("a"), entry("b", room="hall")], FREE)
    assert all(one.won for one in drawn)  # another house
    same = run_draw(SECRET, [entry("a", room="hall"), entry("b", room="hall", count=2)], FREE)
    assert sorted(one.won for one in same) == [False, True]


def test_a_clash_goes_by_the_time_and_not_by_the_place_in_the_day() -> None:
    """The second slot of the court, 10:00, lies in the hall's first two, 9:00 to 11:00."""
    house = {room: ROOMS[room] for room in ("hall", "courts")}
    one_house = {**house, "courts": type(house["courts"])(("c-1",), False, "north")}
    rules = DrawRules(one_house)
    hall, court = entry("a", room="hall", count=2), entry("b", room="courts", first=1)
    drawn = run_draw(SECRET, [hall, court], rules)
    assert [one.lost and one.lost.reason for one in drawn] == [None, LostReason.CLASH]
    apart = run_draw(SECRET, [hall, entry("b", room="courts", first=2)], rules)
    assert all(one.won for one in apart)  # from 11:30


def test_two_slots_in_all_centres_are_two_however_they_are_cut() -> None:
    """コマ: Kodaira's two over all centres."""
    quota = DrawQuota("centres", 2, Counts.SLOTS, dict.fromkeys(ROOMS, "city"))
    wishes = [entry("a", count=2), entry("b", room="courts"), entry("c", room="hall", first=4)]
    drawn = run_draw(SECRET, wishes, DrawRules(ROOMS, (quota,)))
    assert sum(one.entry.slot_count for one in drawn if one.won) <= 2
    assert {one.lost.reason for one in drawn if one.lost} == {LostReason.QUOTA_FULL}


def test_ten_uses_are_ten_however_long() -> None:
    """件: Shiroi's ten."""
    quota = DrawQuota("uses", 10, Counts.USES, dict.fromkeys(ROOMS, "city"))
    wishes = [
        entry(f"{day}-{first}", room="room-a", first=first, count=2, day=day)
        for day in DAYS
        for first in range(0, 14, 2)
    ]
    drawn = run_draw(SECRET, wishes, DrawRules(ROOMS, (quota,)))
    assert [one.won for one in drawn] == [True] * 10 + [False] * 4
    assert drawn[10].lost == (LostReason.QUOTA_FULL, drawn[9].entry.token, None)


def test_what_is_held_already_counts_and_is_nobodys_fault() -> None:
    quota = DrawQuota("uses", 2, Counts.USES, {"room-a": "south"}, {("P", "south"): 2})
    (lost,) = run_draw(SECRET, [entry("a")], DrawRules(ROOMS, (quota,)))
    assert lost.lost == (LostReason.QUOTA_FULL, None, None)
    (won,) = run_draw(SECRET, [entry("a", "Q")], DrawRules(ROOMS, (quota,)))
    assert won.won


def test_places_in_the_order_are_shared_out_evenly() -> None:
    """Four rivals for one slot, over fixed seeds: chi-square with 3 degrees of freedom."""
    rivals = [entry(name, name) for name in "ABCD"]
    draws = 2000
    wins = Counter(
        winners(run_draw(hashlib.sha256(str(number).encode()).digest(), rivals, FREE))[0].entry
        for number in range(draws)
    )
    expected = draws / len(rivals)
    chi_square = sum((wins[one] - expected) ** 2 / expected for one in rivals)
    assert chi_square < 16.27  # exceeded by chance once in a thousand


def test_every_place_in_the_order_is_as_likely_for_everybody() -> None:
    """All 24 orders of four entries: chi-square with 23 degrees of freedom."""
    rivals = [entry(name, name, first=place) for place, name in enumerate("ABCD")]
    draws = 4800
    orders = Counter(
        tuple(
            one.entry.token
            for one in run_draw(hashlib.sha256(f"o{number}".encode()).digest(), rivals, FREE)
        )
        for number in range(draws)
    )
    expected = draws / 24
    chi_square = sum((count - expected) ** 2 / expected for count in orders.values())
    assert len(orders) == 24
    assert chi_square < 49.73  # exceeded by chance once in a thousand


def test_a_forged_line_is_noticed() -> None:
    with pytest.raises(ValueError, match="same token"):
        run_draw(SECRET, [entry("a", "A"), entry("a", "B")], FREE)


@pytest.mark.parametrize(("room", "unit"), [("courts", "c-9"), ("hall", "hall-1")])
def test_a_unit_that_cannot_be_picked_is_noticed(room: str, unit: str) -> None:
    with pytest.raises(ValueError, match="no unit"):
        run_draw(SECRET, [entry("a", room=room, unit=unit)], FREE)


def test_hashes_are_those_of_the_page() -> None:
    """Computed here by hand, so that the page and the program cannot drift apart."""
    listed = hashlib.sha256(b"some list").hexdigest()
    assert commitment(SECRET) == hashlib.sha256(b"draw-commitment-v1\n" + SECRET).hexdigest()
    joined = b"draw-seed-v2\n" + SECRET + bytes.fromhex(listed) + b"officers\n1\n2"
    assert seed(SECRET, listed, "officers\n1\n2") == hashlib.sha256(joined).digest()
    ticketed = hashlib.sha256(b"draw-ticket-v1\n" + SECRET + b"a").hexdigest()
    assert ticket(SECRET, "a") == run_draw(SECRET, [entry("a")], FREE)[0].ticket == ticketed


def test_every_part_changes_the_seed() -> None:
    listed, other = "00" * 32, "01" * 32
    seeds = {
        seed(SECRET, listed),
        seed(SECRET, listed, "1"),
        seed(SECRET, other),
        seed(SECRET[::-1], listed),
    }
    assert len(seeds) == 4


@pytest.mark.parametrize("secret", [b"", b"short", bytes(33)])
def test_a_secret_of_another_length_is_refused(secret: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(secret)
    with pytest.raises(ValueError, match="32 bytes"):
        seed(secret, "00" * 32)


def test_a_draw_in_which_nobody_may_win_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody"):
        DrawQuota("none", 0, Counts.USES, {"hall": "north"})
