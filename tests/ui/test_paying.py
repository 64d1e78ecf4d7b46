"""What a resident is told about paying, as each city asks for it."""

from __future__ import annotations

from datetime import datetime

import pytest
from msgspec.structs import replace

from kiosk.model import Reservation
from kiosk.terminal import Reserved
from ui.deeds import DeedKind, is_provisional
from ui.samples import mine
from ui.samples.receipt import sample_receipt
from ui.screens.booking.paying import pay_facts, pay_sentence
from ui.wording.words import JAPAN, Words

JA = Words("ja")
JANUARY = datetime(2027, 1, 16, tzinfo=JAPAN)


@pytest.mark.parametrize(
    ("item", "label", "said"),
    [
        (replace(mine.CASH, payment_due=JANUARY), "支払期限", "1月15日"),
        (replace(mine.DEBITED, payment_due=JANUARY), "お支払い", "1月15日"),
        (mine.ON_THE_DAY, "お支払い", "ご利用の日に"),
    ],
)
def test_only_what_has_to_be_paid_in_time_has_a_deadline(
    item: Reservation, label: str, said: str
) -> None:
    first = pay_facts(JA, item)[0]
    assert first.name == label
    assert said in first.value
    assert ("24:00" in first.value) == (label == "支払期限")
    assert said in pay_sentence(JA, item)


def test_only_a_booking_that_lapses_is_said_to_be_given_up() -> None:
    assert "取り消されます" in pay_sentence(JA, mine.UNPAID)
    kept = replace(mine.UNPAID, lapses_unpaid=False)
    assert "取り消されます" not in pay_sentence(JA, kept)


def test_a_new_booking_is_called_provisional_only_where_it_is() -> None:
    receipt = sample_receipt()
    assert is_provisional(Reserved(mine.UNPAID, receipt, "k"), DeedKind.RESERVE)
    assert not is_provisional(Reserved(mine.BOOKED, receipt, "k"), DeedKind.RESERVE)
    assert not is_provisional(Reserved(mine.UNPAID, receipt, "k"), DeedKind.CANCEL_RESERVATION)
