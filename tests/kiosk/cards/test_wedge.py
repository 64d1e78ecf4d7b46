"""A burst is told from typing by its timing alone, and no key is ever lost or seen twice."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cards.wedge import (
    TAIL_SECONDS,
    Burst,
    Frame,
    Outcome,
    Released,
    Stroke,
    Wedge,
    WedgeSettings,
)

SETTINGS = WedgeSettings(gap_seconds=0.05, shortest=4, longest=16, terminator="\r")
FAST, SLOW = 0.005, 0.2


@dataclass
class Keyboard:
    """Presses keys at a wedge and collects what becomes certain."""

    wedge: Wedge
    at: float = 10.0

    def press(self, text: str, gap: float) -> list[Outcome]:
        outcomes: list[Outcome] = []
        for character in text:
            self.at += gap
            outcomes += self.wedge.key(Stroke(character, self.at, event=character))
        return outcomes

    def wait(self) -> list[Outcome]:
        self.at += 1.0
        return list(self.wedge.elapsed(self.at))


def typed(outcomes: list[Outcome]) -> str:
    return "".join(
        str(stroke.event)
        for outcome in outcomes
        if isinstance(outcome, Released)
        for stroke in outcome.strokes
    )


def bursts(outcomes: list[Outcome]) -> list[Burst]:
    return [outcome for outcome in outcomes if isinstance(outcome, Burst)]


@pytest.fixture
def keyboard() -> Keyboard:
    return Keyboard(Wedge(SETTINGS))


def test_a_card_is_one_burst_and_no_key_gets_through(keyboard: Keyboard) -> None:
    outcomes = keyboard.press("1234567\r", FAST) + keyboard.wait()
    assert outcomes == [Burst("1234567")]


def test_typing_goes_through_in_order(keyboard: Keyboard) -> None:
    outcomes = keyboard.press("8642\r", SLOW) + keyboard.wait()
    assert typed(outcomes) == "8642\r"
    assert bursts(outcomes) == []


def test_two_keys_hit_together_are_typing(keyboard: Keyboard) -> None:
    outcomes = keyboard.press("86", FAST) + keyboard.wait()
    assert typed(outcomes) == "86"


def test_a_card_in_the_middle_of_typing(keyboard: Keyboard) -> None:
    outcomes = keyboard.press("8", SLOW)
    keyboard.at += TAIL_SECONDS
    outcomes += keyboard.press("1234567\r", FAST)
    outcomes += keyboard.press("6", SLOW) + keyboard.wait()
    assert typed(outcomes) == "86"
    assert bursts(outcomes) == [Burst("1234567")]


def test_two_cards_one_after_the_other(keyboard: Keyboard) -> None:
    outcomes = keyboard.press("1234567\r7654321\r", FAST)
    assert bursts(outcomes) == [Burst("1234567"), Burst("7654321")]


def test_a_burst_that_breaks_off_is_told_and_not_typed(keyboard: Keyboard) -> None:
    outcomes = keyboard.press("12345", FAST) + keyboard.wait()
    assert outcomes == [Burst("12345", Frame.INCOMPLETE)]


@given(
    pieces=st.lists(st.text("0123456789", min_size=1, max_size=8), min_size=2, max_size=5),
    gap=st.floats(0.051, TAIL_SECONDS - 0.051),
)
def test_the_rest_of_a_card_that_broke_off_is_no_card(pieces: list[str], gap: float) -> None:
    """Wherever the keys stall: the last piece may be as long as another resident's number."""
    keyboard = Keyboard(Wedge(SETTINGS))
    outcomes: list[Outcome] = []
    for piece in pieces:
        keyboard.at += gap
        outcomes += keyboard.press(piece, FAST)
    outcomes += keyboard.press("\r", FAST)
    frames = {burst.frame for burst in bursts(outcomes)}
    assert frames <= {Frame.INCOMPLETE}
    if len(pieces[0]) >= SETTINGS.shortest:
        assert frames
        assert typed(outcomes) == "", "nothing of a card goes into a field"
    keyboard.at += TAIL_SECONDS
    assert keyboard.press("7654321\r", FAST) == [Burst("7654321")]


def test_a_burst_without_end_is_bounded(keyboard: Keyboard) -> None:
    outcomes = keyboard.press("9" * 100_000 + "\r", FAST) + keyboard.wait()
    assert outcomes == [Burst("9" * 16, Frame.TOO_LONG)]


def test_without_a_terminator_the_pause_ends_it() -> None:
    keyboard = Keyboard(Wedge(WedgeSettings(shortest=4, terminator="")))
    outcomes = keyboard.press("1234567", FAST) + keyboard.wait()
    assert outcomes == [Burst("1234567")]


def test_shift_belongs_to_the_burst_it_is_in(keyboard: Keyboard) -> None:
    assert typed(keyboard.press("", FAST)) == ""
    outcomes = [*keyboard.wedge.key(Stroke("", keyboard.at, "shift"))]
    assert typed(outcomes) == "shift", "alone it is nobody's card"
    outcomes = keyboard.press("AB", FAST)
    keyboard.at += FAST
    outcomes += keyboard.wedge.key(Stroke("", keyboard.at, "shift"))
    outcomes += keyboard.press("CD\r", FAST)
    assert outcomes == [Burst("ABCD")]


def test_due_at_is_when_a_held_key_must_be_let_go(keyboard: Keyboard) -> None:
    assert keyboard.wedge.due_at is None
    keyboard.press("8", SLOW)
    assert keyboard.wedge.due_at == pytest.approx(keyboard.at + SETTINGS.gap_seconds)
    keyboard.wait()
    assert keyboard.wedge.due_at is None


def test_a_clock_that_stands_still_or_runs_back_loses_nothing(keyboard: Keyboard) -> None:
    outcomes = [*keyboard.wedge.key(Stroke("8", 5.0, "8"))]
    outcomes += keyboard.wedge.key(Stroke("6", 4.0, "6"))
    outcomes += keyboard.wedge.elapsed(100.0)
    assert typed(outcomes) == "86"


def test_what_a_card_said_is_not_in_its_representation() -> None:
    assert "1234567" not in repr(Burst("1234567"))


@given(
    presses=st.lists(
        st.tuples(
            st.sampled_from("0123456789\r"),
            st.floats(0.0, 0.049) | st.floats(TAIL_SECONDS + 0.01, 2.0),
        ),
        max_size=60,
    )
)
def test_no_key_is_lost_doubled_or_moved(presses: list[tuple[str, float]]) -> None:
    keyboard = Keyboard(Wedge(WedgeSettings(longest=1000)))
    outcomes: list[Outcome] = []
    for character, gap in presses:
        outcomes += keyboard.press(character, gap)
    outcomes += keyboard.wait()
    again = ""
    for outcome in outcomes:
        match outcome:
            case Released(strokes=strokes):
                again += "".join(stroke.character for stroke in strokes)
            case Burst(text=text, frame=frame):
                again += text + ("\r" if frame is Frame.WHOLE else "")
    assert again == "".join(character for character, _ in presses)
    assert keyboard.wedge.due_at is None


@given(number=st.text("0123456789", min_size=4, max_size=16), gap=st.floats(0.0, 0.049))
def test_every_fast_number_is_a_card(number: str, gap: float) -> None:
    keyboard = Keyboard(Wedge(SETTINGS))
    assert keyboard.press(number + "\r", gap) == [Burst(number)]


@given(text=st.text("0123456789\r", max_size=20), gap=st.floats(0.06, 5.0))
def test_no_slow_typing_is_ever_a_card(text: str, gap: float) -> None:
    keyboard = Keyboard(Wedge(SETTINGS))
    outcomes = keyboard.press(text, gap) + keyboard.wait()
    assert bursts(outcomes) == []
    assert typed(outcomes) == text
