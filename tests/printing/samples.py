"""Receipts as residents of Shiroi get them, ordinary ones and the longest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

from printing.receipts.application_list import (
    ApplicationItem,
    application_list,
)
from printing.receipts.blocks import Receipt, ReceiptKind
from printing.receipts.cancellation import CancellationValues, cancellation
from printing.receipts.handouts import FoundItem, FoundValues, search_results
from printing.receipts.lists import ListValues
from printing.receipts.lottery_application import LotteryApplicationValues, lottery_application
from printing.receipts.parts import Imprint, Use
from printing.receipts.paying import Payment
from printing.receipts.reservation import ReservationValues, reservation
from printing.receipts.reservation_list import (
    ReservationItem,
    reservation_list,
)
from printing.receipts.words import Words

JST = timezone(timedelta(hours=9), "JST")
CITY = {"ja": "白井市", "en": "Shiroi City"}
FACILITY = {"ja": "西白井複合センター", "en": "Nishi-Shiroi Multipurpose Centre"}
ROOM = {"ja": "視聴覚室", "en": "Audio-visual room"}
LONG_FACILITY = {
    "ja": "青少年女性センター（福祉センター内）",
    "en": "Youth and Women's Centre (in the Welfare Centre)",
}
LONG_ROOM = {"ja": "レクリエーションホール", "en": "Recreation hall"}
PURPOSE = {"ja": "合唱・コーラス", "en": "Choir"}
STATUS_URL = (
    "https://yoyaku.city.example.jp/status/r-7Q4XK2M9.1797649200.Zk3vJq8yT0bWn5rLh2sXcA1dEfGuHiKm"
)
IMPRINT = Imprint("shiroi-01", 1284, datetime(2026, 11, 20, 14, 5, tzinfo=JST))
TOKEN = "7f3c9a51e0b8d2461d0e55aa90c27b3f"
COMMITMENT = "c41e08b7d95a3f6210aa4be7" + "0" * 40


def use(facility: dict[str, str] = FACILITY, room: dict[str, str] = ROOM, day: int = 18) -> Use:
    return Use(
        facility=facility,
        room=room,
        date=date(2026, 12, day),
        start=datetime(2026, 12, day, 9, 0, tzinfo=JST),
        until=datetime(2026, 12, day, 12, 0, tzinfo=JST),
        people=24,
        purpose=PURPOSE,
    )


RESERVATION = ReservationValues(
    city=CITY,
    number="R-26-004821",
    state="provisional",
    use=use(),
    fee_lines=(({"ja": "室料 3時間", "en": "Room, 3 hours"}, 2340),),
    fee_yen=2340,
    payment_due=datetime(2026, 12, 12, 0, 0, tzinfo=JST),
    pay_at={"ja": "西白井複合センター 窓口", "en": "the counter of Nishi-Shiroi Centre"},
    cancel_until=datetime(2026, 12, 12, 0, 0, tzinfo=JST),
    status_url=STATUS_URL,
    imprint=IMPRINT,
    lapses_unpaid=True,
)

LOTTERY_APPLICATION = LotteryApplicationValues(
    city=CITY,
    number="A-26-013077",
    use=use(LONG_FACILITY, LONG_ROOM),
    fee_yen=2910,
    token=TOKEN,
    draw_at=datetime(2026, 10, 16, 0, 0, tzinfo=JST),
    result_from=datetime(2026, 10, 18, 0, 0, tzinfo=JST),
    claim_from=datetime(2026, 10, 18, 0, 0, tzinfo=JST),
    claim_until=datetime(2026, 10, 26, 0, 0, tzinfo=JST),
    status_url=STATUS_URL,
    imprint=IMPRINT,
    commitment=COMMITMENT,
    to_pay=Payment(
        datetime(2026, 10, 31, 12, 0, tzinfo=JST),
        {"ja": "利用する施設の窓口", "en": "the counter of the facility"},
        or_lapses=True,
    ),
    cancel_until=datetime(2026, 10, 16, 0, 0, tzinfo=JST),
)

CANCELLATION = CancellationValues(
    city=CITY,
    what="reservation",
    number="R-26-004821",
    use=use(),
    cancelled_at=datetime(2026, 11, 20, 14, 4, tzinfo=JST),
    cancellation_fee_yen=0,
    status_url=STATUS_URL,
    imprint=IMPRINT,
)

APPLICATION_LIST = ListValues(
    city=CITY,
    items=(
        ApplicationItem(
            "A-26-013077",
            use(LONG_FACILITY, LONG_ROOM),
            "won",
            datetime(2026, 10, 18, 0, 0, tzinfo=JST),
            datetime(2026, 10, 26, 0, 0, tzinfo=JST),
        ),
        ApplicationItem(
            "A-26-013078",
            use(day=19),
            "applied",
            datetime(2026, 10, 18, 0, 0, tzinfo=JST),
            datetime(2026, 10, 26, 0, 0, tzinfo=JST),
        ),
    ),
    as_of=IMPRINT.printed_at,
    imprint=IMPRINT,
)

RESERVATION_LIST = ListValues(
    city=CITY,
    items=(
        ReservationItem(
            "R-26-004821", use(), "provisional", 2340, datetime(2026, 12, 12, 0, 0, tzinfo=JST)
        ),
        ReservationItem("R-26-004822", use(LONG_FACILITY, LONG_ROOM, 20), "confirmed", 2910, None),
    ),
    as_of=datetime(2026, 11, 20, 5, 5, tzinfo=UTC).astimezone(JST),
    imprint=IMPRINT,
)

FOUND = FoundValues(
    city=CITY,
    asked=("30",),
    items=tuple(
        FoundItem(date(2026, 12, 18), ((use().start, use().until),), facility, room, "reserve")
        for facility, room in ((FACILITY, ROOM), (LONG_FACILITY, LONG_ROOM))
    ),
    more=True,
    as_of=IMPRINT.printed_at,
    imprint=IMPRINT,
)

SAMPLES: dict[ReceiptKind, Callable[[Words], Receipt]] = {
    ReceiptKind.RESERVATION: lambda words: reservation(RESERVATION, words),
    ReceiptKind.LOTTERY_APPLICATION: lambda words: lottery_application(LOTTERY_APPLICATION, words),
    ReceiptKind.CANCELLATION: lambda words: cancellation(CANCELLATION, words),
    ReceiptKind.APPLICATION_LIST: lambda words: application_list(APPLICATION_LIST, words),
    ReceiptKind.RESERVATION_LIST: lambda words: reservation_list(RESERVATION_LIST, words),
    ReceiptKind.HANDOUT: lambda words: search_results(FOUND, words),
}
