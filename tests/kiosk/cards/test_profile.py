"""Which characters of a card are the registration number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cards.profile import CardProfile
from kiosk.terminal import CardShown, CardUnreadable

SHIROI = CardProfile(characters=7)
FRAMED = CardProfile(starts_with="A0", characters=7, characters_after=3)


@pytest.mark.parametrize(
    ("profile", "content", "read"),
    [
        (SHIROI, "1234567", CardShown("1234567")),
        (SHIROI, "１２３４５６７", CardShown("1234567")),
        (SHIROI, "0000000", CardShown("0000000")),
        (SHIROI, "", CardUnreadable("incomplete")),
        (SHIROI, "123456", CardUnreadable("incomplete")),
        (SHIROI, "12345678", CardUnreadable("too_long")),
        (SHIROI, "123456X", CardUnreadable("not_a_card_of_this_city")),
        (SHIROI, "12345६7", CardUnreadable("not_a_card_of_this_city")),
        (SHIROI, "123456\n", CardUnreadable("not_a_card_of_this_city")),
        (FRAMED, "A01234567XYZ", CardShown("1234567")),
        (FRAMED, "B01234567XYZ", CardUnreadable("not_a_card_of_this_city")),
        (FRAMED, "A01234567XY", CardUnreadable("incomplete")),
    ],
)
def test_cards(profile: CardProfile, content: str, read: object) -> None:
    assert profile.read(content) == read


@given(st.text())
def test_whatever_a_card_says_a_shown_number_is_seven_ascii_digits(content: str) -> None:
    match SHIROI.read(content):
        case CardShown(number=number):
            assert len(number) == 7
            assert number.isascii()
            assert number.isdigit()
        case CardUnreadable():
            pass


@given(number=st.from_regex(r"[0-9]{7}", fullmatch=True), after=st.text(min_size=3, max_size=3))
def test_the_number_is_found_wherever_the_profile_says(number: str, after: str) -> None:
    assert FRAMED.read(f"A0{number}{after}") == CardShown(number)
