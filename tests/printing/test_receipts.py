"""What stands on each receipt, and what must never stand there."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import TypeVar

import pytest

from printing.layout import draw
from printing.models import GENERIC_80
from printing.receipts.application_list import ApplicationItem, application_list
from printing.receipts.blocks import (
    Amount,
    Code,
    Entry,
    Field,
    Group,
    Heading,
    Mark,
    Qr,
    Receipt,
    ReceiptKind,
    ToDo,
)
from printing.receipts.cancellation import CancellationValues, cancellation
from printing.receipts.handouts import AnswerValues, FoundValues, RegisteredValues
from printing.receipts.lists import ListValues
from printing.receipts.lottery_application import LotteryApplicationValues, lottery_application
from printing.receipts.parts import Imprint, Use, in_fours
from printing.receipts.paying import Payment
from printing.receipts.reservation import FollowUp, ReservationValues, reservation
from printing.receipts.reservation_list import ReservationItem, reservation_list
from printing.receipts.stored import NotAReceiptError, from_values, to_values
from tests.printing.samples import (
    APPLICATION_LIST,
    CANCELLATION,
    JST,
    LONG_ROOM,
    LOTTERY_APPLICATION,
    RESERVATION,
    RESERVATION_LIST,
    ROOM,
    SAMPLES,
    STATUS_URL,
    TOKEN,
)
from ui.wording.words import LANGUAGES, PaperWords

Kind = TypeVar("Kind")
JA, EN = PaperWords("ja"), PaperWords("en")


def all_text(receipt: Receipt) -> str:
    return json.dumps(to_values(receipt), ensure_ascii=False)


def only(receipt: Receipt, kind: type[Kind]) -> Kind:
    (block,) = (block for block in receipt.blocks if isinstance(block, kind))
    return block


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ReceiptKind)
def test_every_receipt_says_from_whom_it_is_and_from_which_terminal(kind, language):
    words = PaperWords(language)
    receipt = SAMPLES[kind](words)
    assert receipt.kind is kind
    assert only(receipt, Heading).issuer == words.of({"ja": "白井市", "en": "Shiroi City"})
    assert "shiroi-01" in all_text(receipt)
    assert "001284" in all_text(receipt)


@pytest.mark.parametrize(
    "values",
    [
        Imprint,
        Use,
        ReservationValues,
        LotteryApplicationValues,
        CancellationValues,
        ListValues,
        ApplicationItem,
        ReservationItem,
        AnswerValues,
        FoundValues,
        RegisteredValues,
    ],
)
def test_a_receipt_is_not_even_told_who_the_resident_is(values):
    names = {field.name for field in fields(values)}
    assert not names & {"name", "registrant", "registration_number", "number_tail", "secret"}


@pytest.mark.parametrize("kind", ReceiptKind)
def test_the_room_is_named_in_japanese_for_everybody(kind):
    text = all_text(SAMPLES[kind](EN))
    assert "西白井複合センター" in text or "青少年女性センター（福祉センター内）" in text


@pytest.mark.parametrize("kind", ReceiptKind)
def test_the_room_is_named_in_the_residents_language_too(kind):
    own = {ROOM["en"], LONG_ROOM["en"]}
    assert [name for name in own if name in all_text(SAMPLES[kind](EN))]
    assert not [name for name in own if name in all_text(SAMPLES[kind](JA))]


@pytest.mark.parametrize("kind", ReceiptKind)
def test_a_receipt_in_english_holds_japanese_names_only(kind):
    receipt = SAMPLES[kind](EN)
    for label in (block.label for block in receipt.blocks if isinstance(block, Field | Amount)):
        assert label.isascii()


def test_a_provisional_reservation_says_until_when_and_where_to_pay():
    receipt = reservation(RESERVATION, JA)
    to_do = only(receipt, ToDo)
    assert to_do.deadlines == ("2026年12月11日（金） 24:00 まで",)
    assert "西白井複合センター 窓口" in " ".join(to_do.lines)
    assert only(receipt, Code).value == "R-26-004821"
    assert only(receipt, Qr).data == STATUS_URL
    assert Amount(JA.text("receipt.reservation.fee_total"), "2,340円", total=True) in receipt.blocks


def test_a_deadline_at_noon_is_said_as_it_is():
    noon = datetime(2026, 10, 31, 12, 0, tzinfo=JST)
    receipt = reservation(replace(RESERVATION, payment_due=noon), JA)
    assert only(receipt, ToDo).deadlines == ("2026年10月31日（土） 12:00 まで",)


def test_a_confirmed_reservation_asks_for_nothing():
    values = replace(RESERVATION, state="confirmed", paid=True, cancel_until=None)
    receipt = reservation(values, JA)
    assert not [block for block in receipt.blocks if isinstance(block, ToDo)]
    assert JA.text("receipt.reservation.cancel_until") not in all_text(receipt)
    assert only(receipt, Heading).title == JA.text("receipt.reservation.title.confirmed")


def test_a_lottery_without_a_claim_asks_for_nothing_and_says_why():
    values = replace(LOTTERY_APPLICATION, claim_from=None, claim_until=None, to_pay=None)
    receipt = lottery_application(values, JA)
    assert not [block for block in receipt.blocks if isinstance(block, ToDo)]
    assert JA.text("receipt.lottery_application.no_claim") in all_text(receipt)


def test_a_free_room_says_so():
    receipt = reservation(replace(RESERVATION, fee_lines=(), fee_yen=0), JA)
    assert JA.text("receipt.reservation.free") in all_text(receipt)
    assert "0円" not in all_text(receipt)
    assert not [block for block in receipt.blocks if isinstance(block, ToDo)], "nothing to pay"


def test_several_fee_lines_are_listed_above_their_sum():
    lines = (({"ja": "室料"}, 2340), ({"ja": "減免"}, -1170))
    receipt = reservation(replace(RESERVATION, fee_lines=lines, fee_yen=1170), JA)
    amounts = [(block.amount, block.total) for block in receipt.blocks if isinstance(block, Amount)]
    assert amounts == [("2,340円", False), ("-1,170円", False), ("1,170円", True)]


def test_a_lottery_application_carries_its_token_and_its_days():
    receipt = lottery_application(LOTTERY_APPLICATION, JA)
    text = all_text(receipt)
    assert in_fours(TOKEN) in text
    assert "2026年10月16日（金）" in text
    claim, pay = (block for block in receipt.blocks if isinstance(block, ToDo))
    assert claim.deadlines == ("2026年10月25日（日） 24:00 まで",), "from the day of the result on"
    assert pay.deadlines == ("2026年10月31日（土） 12:00 まで",)
    assert "利用する施設の窓口" in " ".join(pay.lines)


def test_a_win_that_can_be_claimed_later_than_it_is_known_says_from_when():
    assert LOTTERY_APPLICATION.claim_from is not None
    later = LOTTERY_APPLICATION.claim_from + timedelta(days=1)
    receipt = lottery_application(replace(LOTTERY_APPLICATION, claim_from=later), JA)
    claim, _ = (block for block in receipt.blocks if isinstance(block, ToDo))
    assert claim.deadlines == ("2026年10月19日（月） から", "2026年10月25日（日） 24:00 まで")


def test_a_lottery_application_carries_what_the_city_has_bound_itself_to():
    fields = {
        block.label: block.value
        for block in lottery_application(LOTTERY_APPLICATION, JA).blocks
        if isinstance(block, Field)
    }
    assert fields[JA.text("receipt.lottery_application.commitment")] == "c41e 08b7 d95a 3f62"
    assert fields[JA.text("receipt.reservation.cancel_until")] == "2026年10月15日（木） 24:00 まで"
    older = replace(LOTTERY_APPLICATION, commitment=None, cancel_until=None, to_pay=None)
    text = all_text(lottery_application(older, JA))
    assert JA.text("receipt.lottery_application.commitment") not in text
    assert JA.text("receipt.reservation.cancel_until") not in text


@pytest.mark.parametrize(("by", "said"), [("on_the_day", "ご利用の日"), ("debit", "引き落とし")])
def test_what_is_paid_after_claiming_is_paid_as_the_city_has_it(by, said):
    values = replace(LOTTERY_APPLICATION, to_pay=replace(LOTTERY_APPLICATION.to_pay, by=by))
    *_, pay = (block for block in lottery_application(values, JA).blocks if isinstance(block, ToDo))
    assert said in pay.deadlines[0]


def test_a_lottery_application_for_a_free_room_says_so():
    receipt = lottery_application(replace(LOTTERY_APPLICATION, fee_yen=0), JA)
    assert JA.text("receipt.reservation.free") in all_text(receipt)


@pytest.mark.parametrize(
    ("what", "number"), [("reservation", "reservation"), ("application", "lottery_application")]
)
def test_a_cancellation_says_what_no_longer_holds(what, number):
    receipt = cancellation(replace(CANCELLATION, what=what), JA)
    assert only(receipt, Heading).title == JA.text(f"receipt.cancellation.title.{what}")
    assert only(receipt, Code).label == JA.text(f"receipt.{number}.number")
    # What was given up belongs into no calendar, and the page behind the code offers none.
    assert "カレンダー" not in only(receipt, Qr).caption


@pytest.mark.parametrize(
    ("to_pay", "said"),
    [
        (
            Payment(datetime(2026, 12, 16, tzinfo=JST), {"ja": "口座"}, "debit"),
            "12月15日（火） に口座から引き落とします",
        ),
        (Payment(None, {"ja": "東体育館"}), "東体育館でお支払いください"),
        (None, "お支払い済みの使用料から差し引きます"),
    ],
)
def test_what_cancelling_costs_is_said_with_how_it_is_paid(to_pay, said):
    charged = replace(CANCELLATION, cancellation_fee_yen=2400, to_pay=to_pay)
    assert said in all_text(cancellation(charged, JA))
    assert said not in all_text(cancellation(replace(charged, cancellation_fee_yen=0), JA))


def test_what_can_be_cancelled_later_only_says_from_when():
    opens = datetime(2026, 11, 21, 12, 0, tzinfo=JST)
    said = all_text(reservation(replace(RESERVATION, cancel_from=opens), JA))
    assert "11月21日（土） 12:00 から 2026年12月11日（金） 24:00 まで" in said


def test_what_is_cancelled_by_telephone_says_whom_to_call():
    values = replace(RESERVATION, cancel_until=None, cancel_tel="011-271-1100")
    assert "011-271-1100" in all_text(reservation(values, JA))
    assert "電話" not in all_text(reservation(RESERVATION, JA))


def test_once_the_draw_is_over_the_paper_says_what_came_of_it():
    lost = all_text(
        lottery_application(replace(LOTTERY_APPLICATION, state="lost", waiting=(2, 5)), JA)
    )
    assert "落選" in lost
    assert "補欠の5件のうち2番目" in lost
    for past in ("まだ確保されていません", "当選したら", "お支払い"):
        assert past not in lost
    won = all_text(lottery_application(replace(LOTTERY_APPLICATION, state="won"), JA))
    assert "10月25日（日） 24:00 まで" in won
    assert "まだ確保されていません" not in won


def test_only_a_cancelled_reservation_speaks_of_a_fee():
    label = JA.text("receipt.cancellation.fee")
    charged = cancellation(replace(CANCELLATION, cancellation_fee_yen=970), JA)
    assert Amount(label, "970円") in charged.blocks
    assert label in all_text(cancellation(CANCELLATION, JA))
    assert label not in all_text(cancellation(replace(CANCELLATION, what="win"), JA))


@pytest.mark.parametrize(
    "state", ["applied", "won", "lost", "claimed", "waived", "lapsed", "cancelled"]
)
def test_the_list_says_the_state_of_each_application(state):
    item = replace(APPLICATION_LIST.items[0], state=state)
    text = all_text(application_list(replace(APPLICATION_LIST, items=(item,)), JA))
    assert JA.text(f"receipt.application_list.state.{state}") in text
    assert ("2026年10月25日（日） 24:00" in text) == (state == "won")
    assert ("2026年10月18日（日）" in text) == (state == "applied")


@pytest.mark.parametrize("state", ["provisional", "confirmed", "cancelled", "expired", "used"])
def test_the_list_says_the_state_of_each_reservation(state):
    item = replace(RESERVATION_LIST.items[0], state=state)
    text = all_text(reservation_list(replace(RESERVATION_LIST, items=(item,)), JA))
    assert JA.text(f"reservation.state.{state}") in text
    assert ("2026年12月11日（金） 24:00" in text) == (state in ("provisional", "confirmed"))


def test_an_empty_list_says_so():
    nothing = application_list(replace(APPLICATION_LIST, items=()), JA)
    assert JA.text("receipt.application_list.none") in all_text(nothing)
    nothing = reservation_list(replace(RESERVATION_LIST, items=()), JA)
    assert JA.text("receipt.reservation_list.none") in all_text(nothing)


def test_what_holds_for_all_is_said_once_and_what_does_not_with_each():
    first, second = (replace(RESERVATION_LIST.items[0], number=f"R-{n}") for n in (1, 2))
    later = replace(second, payment_due=datetime(2026, 12, 14, tzinfo=JST))
    day, next_day = "2026年12月11日（金） 24:00", "2026年12月13日（日） 24:00"
    for items, above, with_each in (
        ((first, second), day, ("", "")),
        ((first, later), "", (day, next_day)),
    ):
        blocks = reservation_list(replace(RESERVATION_LIST, items=items), JA).blocks
        (group,) = (block for block in blocks if isinstance(block, Group))
        entries = [block for block in blocks if isinstance(block, Entry)]
        assert above in group.to_do and bool(above) == bool(group.to_do)
        assert [one.number for one in entries] == [
            "予約番号 R-1  2,340円",
            "予約番号 R-2  2,340円",
        ]
        for entry, due in zip(entries, with_each, strict=True):
            assert due in entry.to_do and bool(due) == bool(entry.to_do)


def test_what_has_to_be_seen_to_comes_first():
    won = APPLICATION_LIST.items[0]
    lost, applied = (replace(won, state=state) for state in ("lost", "applied"))
    blocks = application_list(replace(APPLICATION_LIST, items=(lost, applied, won)), JA).blocks
    assert [block.title for block in blocks if isinstance(block, Group)] == [
        JA.text(f"receipt.application_list.state.{state}") for state in ("won", "applied", "lost")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_list_says_of_each_what_is_needed_and_no_more(language):
    """What they have in common is said once: a centimetre of 80 mm paper for each more."""
    words = PaperWords(language)
    for make, values in (
        (application_list, APPLICATION_LIST),
        (reservation_list, RESERVATION_LIST),
    ):
        items = tuple(
            replace(values.items[0], number=f"L-2027-{number:06}") for number in range(20)
        )
        short, long = (make(replace(values, items=items[:n]), words) for n in (10, 20))
        text = all_text(long)
        assert [text.count(item.number) for item in items] == [1] * 20
        more = draw(long, GENERIC_80.width_dots).height - draw(short, GENERIC_80.width_dots).height
        assert more / 10 <= 11 * GENERIC_80.dots_per_inch / 25.4


@pytest.mark.parametrize("kind", ReceiptKind)
def test_a_stored_receipt_is_the_same_again(kind):
    receipt = SAMPLES[kind](JA)
    assert from_values(json.loads(json.dumps(to_values(receipt)))) == receipt


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_printed_again_is_marked_once_below_its_heading(language):
    receipt = SAMPLES[ReceiptKind.RESERVATION](PaperWords(language))
    again = from_values(json.loads(json.dumps(to_values(receipt)))).reprinted()
    heading, mark, *rest = again.blocks
    assert isinstance(mark, Mark) and "再印刷" in mark.text
    assert (heading, *rest) == receipt.blocks
    assert again.reprinted() == again


@pytest.mark.parametrize(
    "values",
    [
        None,
        {},
        {"kind": "reservation", "blocks": [{"block": "Banner", "text": "x"}]},
        {"kind": "reservation", "blocks": [{"block": "Big"}]},
        {"kind": "reservation", "blocks": [{"block": "Big", "text": 5}]},
        {"kind": "ticket", "blocks": []},
    ],
)
def test_what_is_no_receipt_is_refused(values):
    with pytest.raises(NotAReceiptError):
        from_values(values)


def test_a_confirmed_booking_still_says_how_to_pay_and_what_else_is_to_be_done():
    todo = FollowUp({"ja": "窓口へご連絡ください"}, None, datetime(2026, 12, 6, tzinfo=JST))
    values = replace(RESERVATION, state="confirmed", lapses_unpaid=False, follow_ups=(todo,))
    pay, call = [block for block in reservation(values, JA).blocks if isinstance(block, ToDo)]
    assert "12月11日" in pay.deadlines[0]
    assert "取り消され" not in "".join(pay.lines)
    assert call.heading == "窓口へご連絡ください"
    assert "12月5日" in call.deadlines[0]


@pytest.mark.parametrize(
    ("paid_by", "said"), [("on_the_day", "ご利用の日"), ("debit", "口座から引き落とし")]
)
def test_what_is_not_paid_by_a_deadline_has_none(paid_by, said):
    receipt = reservation(replace(RESERVATION, paid_by=paid_by), JA)
    assert said in only(receipt, ToDo).deadlines[0]
    assert "お支払い期限" not in all_text(receipt)
