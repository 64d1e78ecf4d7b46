"""What a resident is told about paying, as each city asks for it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from msgspec.structs import replace

from kiosk.journeys.deed_kind import DeedKind
from kiosk.journeys.outcomes import Reserved
from kiosk.model import Reservation, SlotFee, SlotPattern, SlotTime
from ui.deeds import is_provisional
from ui.directory import Directory
from ui.samples import mine
from ui.samples.receipt import sample_receipt
from ui.samples.values import CITY, FACILITY, PURPOSE, ROOM
from ui.screens.booking.fact_blocks import fee_step_facts
from ui.screens.booking.paying import fee_sentence, pay_facts, pay_sentence
from ui.screens.looking.fees import prices_alone
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


def test_what_cancelling_costs_is_said_with_how_it_is_paid() -> None:
    dear = replace(mine.DEBITED, payment_due=JANUARY, cancellation_fee_yen=2400)
    assert fee_sentence(JA, dear) == "キャンセル料は、1月15日（金） に口座から引き落とします。"
    assert "お支払い済みの使用料から" in fee_sentence(JA, replace(dear, paid=True))
    counter = replace(dear, paid_by="deadline")
    assert JA.of(counter.pay_at) in fee_sentence(JA, counter)
    assert fee_sentence(JA, replace(dear, cancellation_fee_yen=0)) == ""


def test_only_a_booking_that_lapses_is_said_to_be_given_up() -> None:
    assert "取り消されます" in pay_sentence(JA, mine.UNPAID)
    kept = replace(mine.UNPAID, lapses_unpaid=False)
    assert "取り消されます" not in pay_sentence(JA, kept)


def test_a_new_booking_is_called_provisional_only_where_it_is() -> None:
    receipt = sample_receipt()
    assert is_provisional(Reserved(mine.UNPAID, receipt, "k"), DeedKind.RESERVE)
    assert not is_provisional(Reserved(mine.BOOKED, receipt, "k"), DeedKind.RESERVE)
    assert not is_provisional(Reserved(mine.UNPAID, receipt, "k"), DeedKind.CANCEL_RESERVATION)


def test_a_purpose_is_named_as_the_class_of_its_room_names_it() -> None:
    own = next(one for one in CITY.classes if one.id == ROOM.class_id)
    wrong = replace(PURPOSE, name={"ja": "ほか"})
    other = replace(own, id="another-class", purposes=(wrong,))
    city = replace(CITY, classes=(other, *CITY.classes))
    found = Directory(city, (FACILITY,)).purpose(PURPOSE.id, ROOM.id)
    assert found == PURPOSE


def test_what_is_free_until_the_first_dear_day_is_free_until_the_day_before() -> None:
    first = fee_step_facts(JA, mine.FEE_STEPS)[0]
    assert first.name == f"{JA.short_date(date(2027, 2, 6))} まで"


def test_the_least_price_is_not_that_of_an_extension_nobody_gets_alone() -> None:
    night = SlotTime(from_="18:00", until="21:00", id="night")
    more = SlotTime(from_="21:00", until="22:00", id="more", needs="night")
    city = replace(CITY, slot_patterns=(SlotPattern(id="p", slots=(night, more)),))
    prices = tuple(
        SlotFee(slots=(i,), name=None, yen=y) for i, y in (("night", 3000), ("more", 966))
    )
    assert prices_alone(city, prices) == [3000]
