"""NW-7: right check digits are accepted, and every error is refused that the rule can find."""

from __future__ import annotations

import subprocess
from pathlib import Path

import barcode
import pytest
from barcode.writer import ImageWriter
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cards.codabar import CheckRule, Symbol, check_character, holds, symbol

DIGITS = st.text("0123456789", min_size=1, max_size=20)
#: Two digits that a rule cannot tell from one another in some column.
ALIKE = {
    CheckRule.SEVEN_DR: {7},
    CheckRule.SEVEN_DSR: {7},
    CheckRule.M10W21: set[int](),
    CheckRule.M10W21_WHOLE: {5},
    CheckRule.M10W3: set[int](),
    CheckRule.M16: set[int](),
}


@pytest.mark.parametrize(
    ("rule", "body", "ends", "check"),
    [
        (CheckRule.SEVEN_DR, "12345678901", "", "3"),  # worked out by hand and in print
        (CheckRule.SEVEN_DR, "123456", "", "4"),
        (CheckRule.SEVEN_DSR, "123456", "", "3"),
        (CheckRule.SEVEN_DSR, "7", "", "0"),
        (CheckRule.M10W21, "12345678", "", "2"),
        (CheckRule.M10W21, "7992739871", "", "3"),
        (CheckRule.M10W21_WHOLE, "12345678", "", "4"),
        (CheckRule.M10W3, "400763000011", "", "6"),  # the rule of EAN-13
        (CheckRule.M11W, "12345", "", "5"),
        (CheckRule.M11W, "12345678", "", "5"),
        (CheckRule.M16, "37859", "AB", "+"),
        (CheckRule.M16, "0", "AA", "0"),  # 32: nothing is left, and there is no sixteen
    ],
)
def test_worked_examples(rule: CheckRule, body: str, ends: str, check: str) -> None:
    assert check_character(rule, body, ends) == check
    assert holds(rule, body + check, ends)


@given(body=DIGITS, rule=st.sampled_from(list(CheckRule)))
def test_a_right_check_digit_is_accepted(body: str, rule: CheckRule) -> None:
    check = check_character(rule, body, "AB")
    assert check is not None
    assert holds(rule, body + check, "AB")


@given(data=st.data(), body=DIGITS, rule=st.sampled_from(list(ALIKE)))
def test_a_wrong_digit_is_refused_wherever_the_rule_can_find_it(
    data: st.DataObject, body: str, rule: CheckRule
) -> None:
    whole = body + str(check_character(rule, body, "AB"))
    place = data.draw(st.integers(0, len(body) - 1))
    wrong = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != whole[place]))
    apart = abs(int(wrong) - int(whole[place]))
    if apart not in ALIKE[rule]:
        assert not holds(rule, whole[:place] + wrong + whole[place + 1 :], "AB")


@given(data=st.data(), body=DIGITS)
def test_modulus_11_finds_all_but_what_ends_on_its_two_noughts(
    data: st.DataObject, body: str
) -> None:
    check = str(check_character(CheckRule.M11W, body))
    place = data.draw(st.integers(0, len(body) - 1))
    wrong = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != body[place]))
    if check != "0":
        assert not holds(CheckRule.M11W, body[:place] + wrong + body[place + 1 :] + check)


@given(body=DIGITS, rule=st.sampled_from(list(CheckRule)), wrong=st.sampled_from("0123456789"))
def test_a_wrong_check_digit_is_refused(body: str, rule: CheckRule, wrong: str) -> None:
    right = check_character(rule, body, "AB")
    if wrong != right and not (rule is CheckRule.SEVEN_DSR and wrong == "7"):
        assert not holds(rule, body + wrong, "AB")


@given(st.text(max_size=30), st.sampled_from(list(CheckRule)))
def test_rubbish_is_refused_and_never_raises(text: str, rule: CheckRule) -> None:
    if not (text.isascii() and text.isdigit()):
        assert not holds(rule, text)
    symbol(text)


def test_digits_without_end_are_no_number() -> None:
    assert not holds(CheckRule.SEVEN_DR, "1" * 10_000)


@pytest.mark.parametrize("text", ["a123d", "A123D", "a123D"])
def test_start_and_stop_are_the_same_large_or_small(text: str) -> None:
    assert symbol(text) == Symbol("A", "123", "D")


@pytest.mark.parametrize("text", ["", "A", "AA", "123", "A123", "123A", "E123E", "A1A3A", "A１2A"])
def test_what_is_no_symbol(text: str) -> None:
    assert symbol(text) is None


def test_symbols_that_a_foreign_program_reads_hold_their_check_digit(tmp_path: Path) -> None:
    """Drawn by one foreign program, read by another: both mean the same characters as we do."""
    bodies = {rule: f"1234567{check_character(rule, '1234567', 'AB')}" for rule in CheckRule}
    for rule, body in bodies.items():
        drawn = barcode.get("codabar", f"A{body}B", writer=ImageWriter())
        drawn.save(str(tmp_path / rule.name), {"write_text": False})
    images = [str(tmp_path / f"{rule.name}.png") for rule in bodies]
    told = subprocess.run(
        ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Scodabar.enable", *images],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    for (rule, body), read in zip(bodies.items(), told, strict=True):
        found = symbol(read)
        assert found == Symbol("A", body, "B")
        assert found is not None
        assert holds(rule, found.body, found.start + found.stop)
