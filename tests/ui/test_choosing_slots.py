"""Choosing adjoining slots by touch."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.adjoining import Run, touch, with_needed

FREE = {0, 1, 2, 3, 4, 6, 7}


def test_the_first_touch_chooses_one() -> None:
    assert touch(None, 2, FREE, 12) == Run(2, 2)


def test_a_touch_further_on_takes_all_between() -> None:
    assert touch(Run(1, 1), 4, FREE, 12) == Run(1, 4)
    assert touch(Run(4, 4), 2, FREE, 12) == Run(2, 4)


def test_a_taken_slot_between_begins_anew() -> None:
    assert touch(Run(3, 4), 6, FREE, 12) == Run(6, 6)


def test_more_than_the_most_begins_anew() -> None:
    assert touch(Run(0, 1), 4, FREE, 3) == Run(4, 4)


def test_an_end_can_be_taken_off_and_the_last_one_too() -> None:
    assert touch(Run(1, 3), 1, FREE, 12) == Run(2, 3)
    assert touch(Run(1, 3), 3, FREE, 12) == Run(1, 2)
    assert touch(Run(2, 2), 2, FREE, 12) is None


def test_a_touch_inside_keeps_what_comes_before_it() -> None:
    assert touch(Run(0, 4), 2, FREE, 12) == Run(0, 2)


def test_a_slot_that_is_not_free_changes_nothing() -> None:
    assert touch(Run(1, 2), 5, FREE, 12) == Run(1, 2)


@given(
    free=st.sets(st.integers(0, 12)),
    touches=st.lists(st.integers(0, 12)),
    most=st.integers(1, 13),
)
def test_a_run_is_always_free_adjoining_and_short_enough(
    free: set[int], touches: list[int], most: int
) -> None:
    run = None
    for index in touches:
        run = touch(run, index, free, most)
        if run is not None:
            assert run.first <= run.last
            assert set(range(run.first, run.last + 1)) <= free
            assert run.count <= most


def test_an_extension_brings_the_evening_with_it() -> None:
    needs = {0: None, 1: None, 2: None, 3: 2}
    assert with_needed(Run(3, 3), needs, {2, 3}) == Run(2, 3)
    assert with_needed(Run(2, 2), needs, {2, 3}) == Run(2, 2)
    assert with_needed(Run(3, 3), needs, {3}) is None
    assert with_needed(None, needs, {2, 3}) is None
