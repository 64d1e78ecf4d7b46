"""Secrets that are guessed first are refused, and hardly any other."""

from __future__ import annotations

from datetime import date

import pytest

from booking_service.policy.weak_secrets import Known, Weakness, weakness_of

KNOWN = Known("2100017", date(1955, 3, 9), before="8461")


@pytest.mark.parametrize(
    ("secret", "weakness"),
    [
        ("0000", Weakness.REPEATED),
        ("7777", Weakness.REPEATED),
        ("1212", Weakness.REPEATED),
        ("aaaaaa", Weakness.REPEATED),
        ("1234", Weakness.RUNNING),
        ("4321", Weakness.RUNNING),
        ("7890", Weakness.RUNNING),
        ("0987", Weakness.RUNNING),
        ("abcde", Weakness.RUNNING),
        ("fedC", Weakness.RUNNING),
        ("0017", Weakness.NUMBER),
        ("2100", Weakness.NUMBER),
        ("2100017", Weakness.NUMBER),
        ("1955", Weakness.BIRTH_DATE),
        ("0309", Weakness.BIRTH_DATE),
        ("5503", Weakness.BIRTH_DATE),
        ("550309", Weakness.BIRTH_DATE),
        ("300309", Weakness.BIRTH_DATE),  # 昭和30年
        ("19550309", Weakness.BIRTH_DATE),
        ("8461", Weakness.UNCHANGED),
        ("1201", None),
        ("4807", None),
        ("1235", None),
        ("1000", None),
        ("kiosk7Lobby", None),
        ("zaab", None),
    ],
)
def test_what_is_weak(secret: str, weakness: Weakness | None) -> None:
    assert weakness_of(secret, KNOWN) == weakness


def test_of_a_group_no_birthday_is_known() -> None:
    assert weakness_of("0309", Known("2100017")) is None


def test_most_four_digit_secrets_may_be_taken() -> None:
    weak = sum(weakness_of(f"{secret:04}", KNOWN) is not None for secret in range(10_000))
    assert weak < 150


def test_the_secret_before_is_not_in_the_representation() -> None:
    assert "8461" not in repr(KNOWN)
