"""Signed links: what was signed is read, nothing else is."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from booking_service.service.links import Link, Linked, read, sign
from booking_service.service.numbers import LARGEST_ID

KEY = b"k" * 32
links = st.builds(Link, st.sampled_from(Linked), st.integers(1, LARGEST_ID))


@given(links)
def test_what_was_signed_is_read(link: Link) -> None:
    assert read(KEY, sign(KEY, link)) == link


@given(links, st.binary(min_size=32, max_size=32))
def test_another_key_reads_nothing(link: Link, other: bytes) -> None:
    assume(other != KEY)
    assert read(other, sign(KEY, link)) is None


@given(links, links)
def test_a_signature_is_good_for_one_booking(one: Link, other: Link) -> None:
    assume(one != other)
    name, _, _ = sign(KEY, other).partition("-")
    _, _, signature = sign(KEY, one).partition("-")
    assert read(KEY, f"{name}-{signature}") is None


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert read(KEY, text) is None
