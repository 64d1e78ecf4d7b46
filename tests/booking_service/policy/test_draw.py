"""The draw against what docs/algorithms/draw.md promises."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking_service.policy.draw import (
    Cell,
    Drawn,
    DrawRules,
    Entry,
    LostReason,
    commitment,
    list_hash,
    run_draw,
    seed,
    ticket,
)

DAY = date(2027, 4, 14)
FACILITY_OF = {"hall": "north", "kitchen": "north", "studio": "south"}
SECRET = bytes(range(32))


def entry(token: str, who: str = "P", room: str = "hall", first: int = 0, count: int = 1) -> Entry:
    return Entry(token, who, room, DAY, first, count)


def rules(max_wins: int | None = None, unavailable: frozenset[Cell] = frozenset()) -> DrawRules:
    return DrawRules(max_wins, FACILITY_OF, unavailable)


@st.composite
def lists(draw: st.DrawFn) -> list[Entry]:
    tokens = draw(st.lists(st.integers(0, 10**6), unique=True, max_size=30))
    return [
        Entry(
            token=f"T{token}",
            pseudonym=draw(st.sampled_from("ABCD")),
            room_id=draw(st.sampled_from(sorted(FACILITY_OF))),
            date=draw(st.sampled_from([DAY, date(2027, 4, 15)])),
            first_slot=draw(st.integers(0, 4)),
            slot_count=draw(st.integers(1, 3)),
        )
        for token in tokens
    ]


SEEDS = st.binary(min_size=32, max_size=32)
LIMITS = st.none() | st.integers(1, 4)
CELLS = st.frozensets(
    st.tuples(st.sampled_from(sorted(FACILITY_OF)), st.just(DAY), st.integers(0, 6)), max_size=4
)


def winners(drawn: tuple[Drawn, ...]) -> list[Entry]:
    return [one.entry for one in drawn if one.won]


@given(SEEDS, lists(), LIMITS, CELLS)
def test_a_slot_has_one_winner_and_no_quota_is_exceeded(
    draw_seed: bytes, entries: list[Entry], limit: int | None, shut: frozenset[Cell]
) -> None:
    won = winners(run_draw(draw_seed, entries, rules(limit, shut)))
    cells = [cell for one in won for cell in one.cells()]
    assert len(cells) == len(set(cells))
    assert shut.isdisjoint(cells)
    if limit is not None:
        assert max(Counter(one.pseudonym for one in won).values(), default=0) <= limit
    hours = [
        (one.pseudonym, FACILITY_OF[room], day, slot)
        for one in won
        for room, day, slot in one.cells()
    ]
    assert len(hours) == len(set(hours))


@given(SEEDS, lists(), LIMITS, CELLS, st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_changes_anything(
    draw_seed: bytes,
    entries: list[Entry],
    limit: int | None,
    shut: frozenset[Cell],
    random: Random,
) -> None:
    again = entries + entries[:5]
    random.shuffle(again)
    assert run_draw(draw_seed, again, rules(limit, shut)) == run_draw(
        draw_seed, entries, rules(limit, shut)
    )
    assert list_hash(again) == list_hash(entries)


@given(SEEDS, lists(), LIMITS, CELLS)
def test_every_loss_has_a_witness_with_a_smaller_ticket(
    draw_seed: bytes, entries: list[Entry], limit: int | None, shut: frozenset[Cell]
) -> None:
    drawn = run_draw(draw_seed, entries, rules(limit, shut))
    by_token = {one.entry.token: one for one in drawn}
    for one in drawn:
        if one.lost is None:
            continue
        if one.lost.reason is LostReason.NOT_FREE:
            assert set(one.entry.cells()) & shut
            continue
        assert one.lost.witness is not None
        witness = by_token[one.lost.witness]
        assert witness.won
        assert witness.ticket < one.ticket
        match one.lost.reason:
            case LostReason.SLOT_TAKEN:
                assert set(witness.entry.cells()) & set(one.entry.cells())
            case LostReason.QUOTA_FULL:
                wins = [win for win in winners(drawn) if win.pseudonym == one.entry.pseudonym]
                assert wins[-1] == witness.entry
                assert len(wins) == limit
            case LostReason.CLASH:
                assert witness.entry.pseudonym == one.entry.pseudonym
                assert FACILITY_OF[witness.entry.room_id] == FACILITY_OF[one.entry.room_id]


@given(SEEDS, lists(), LIMITS, CELLS)
def test_nothing_is_wasted(
    draw_seed: bytes, entries: list[Entry], limit: int | None, shut: frozenset[Cell]
) -> None:
    """No loser could still be served when all is done."""
    drawn = run_draw(draw_seed, entries, rules(limit, shut))
    won = winners(drawn)
    taken = {cell for one in won for cell in one.cells()} | shut
    wins = Counter(one.pseudonym for one in won)
    busy = {
        (one.pseudonym, FACILITY_OF[room], day, slot)
        for one in won
        for room, day, slot in one.cells()
    }
    for one in drawn:
        if one.won:
            continue
        cells = set(one.entry.cells())
        full = limit is not None and wins[one.entry.pseudonym] >= limit
        own = {(one.entry.pseudonym, FACILITY_OF[room], day, slot) for room, day, slot in cells}
        assert cells & taken or full or own & busy


@given(SEEDS, lists(), LIMITS)
def test_the_draw_agrees_with_a_plain_oracle(
    draw_seed: bytes, entries: list[Entry], limit: int | None
) -> None:
    """The page's words, written down a second time and without reasons."""

    def number(one: Entry) -> str:
        text = b"draw-ticket-v1\n" + draw_seed + one.token.encode()
        return hashlib.sha256(text).hexdigest()

    won: list[Entry] = []
    for one in sorted(entries, key=number):
        mine = [other for other in won if other.pseudonym == one.pseudonym]
        fits = all(not set(one.cells()) & set(other.cells()) for other in won)
        within = limit is None or len(mine) < limit
        alone = not any(
            other.date == one.date
            and FACILITY_OF[other.room_id] == FACILITY_OF[one.room_id]
            and other.first_slot < one.first_slot + one.slot_count
            and one.first_slot < other.first_slot + other.slot_count
            for other in mine
        )
        if fits and within and alone:
            won.append(one)
    assert winners(run_draw(draw_seed, entries, rules(limit))) == won


def test_the_smaller_ticket_wins_and_the_loser_hears_of_it() -> None:
    first, second = sorted(
        (entry("a", "A", count=2), entry("b", "B", first=1)),
        key=lambda one: ticket(SECRET, one.token),
    )
    won, lost = run_draw(SECRET, [second, first], rules())
    assert (won.entry, won.lost) == (first, None)
    assert lost.entry == second
    assert lost.lost is not None
    assert (lost.lost.reason, lost.lost.witness, lost.lost.slot) == (
        LostReason.SLOT_TAKEN,
        first.token,
        1,
    )


def test_one_group_does_not_win_two_rooms_of_a_house_at_once() -> None:
    drawn = run_draw(SECRET, [entry("a"), entry("b", room="kitchen")], rules())
    assert [one.lost.reason if one.lost else None for one in drawn] == [None, LostReason.CLASH]
    elsewhere = run_draw(SECRET, [entry("a"), entry("b", room="studio")], rules())
    assert all(one.won for one in elsewhere)


def test_places_in_the_order_are_shared_out_evenly() -> None:
    """Four rivals for one slot, over fixed seeds: chi-square with 3 degrees of freedom."""
    rivals = [entry(name, name) for name in "ABCD"]
    draws = 2000
    wins = Counter(
        winners(run_draw(hashlib.sha256(str(number).encode()).digest(), rivals, rules()))[0].token
        for number in range(draws)
    )
    expected = draws / len(rivals)
    chi_square = sum((wins[one.token] - expected) ** 2 / expected for one in rivals)
    assert chi_square < 16.27  # exceeded by chance once in a thousand


def test_a_forged_line_is_noticed() -> None:
    with pytest.raises(ValueError, match="same token"):
        run_draw(SECRET, [entry("a", "A"), entry("a", "B")], rules())


def test_hashes_are_those_of_the_page() -> None:
    """Computed here by hand, so that the page and the program cannot drift apart."""
    assert commitment(SECRET) == hashlib.sha256(b"draw-commitment-v1\n" + SECRET).hexdigest()
    listed = list_hash([entry("b", "B", "kitchen", 2, 3), entry("a", "A")])
    lines = b"a\tA\thall\t2027-04-14\t0\t1\nb\tB\tkitchen\t2027-04-14\t2\t3"
    assert listed == hashlib.sha256(b"draw-list-v1\n" + lines).hexdigest()
    joined = b"draw-seed-v1\n" + SECRET + bytes.fromhex(listed) + b"entropy"
    assert seed(SECRET, listed, b"entropy") == hashlib.sha256(joined).digest()


def test_every_part_changes_the_seed() -> None:
    listed, other = list_hash([entry("a")]), list_hash([entry("b")])
    seeds = {
        seed(SECRET, listed),
        seed(SECRET, listed, b"1"),
        seed(SECRET, other),
        seed(SECRET[::-1], listed),
    }
    assert len(seeds) == 4


@pytest.mark.parametrize("secret", [b"", b"short", bytes(33)])
def test_a_secret_of_another_length_is_refused(secret: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(secret)
    with pytest.raises(ValueError, match="32 bytes"):
        seed(secret, list_hash([]))


def test_a_draw_in_which_nobody_may_win_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody"):
        rules(0)
