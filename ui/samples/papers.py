"""Every receipt there is, filled with samples: what a printer gets, and what screens show of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final, TypeVar

from kiosk.journeys.staff_works import report_values
from kiosk.model import Application, Reservation
from printing.receipts.application_list import ApplicationItem, application_list
from printing.receipts.blocks import Receipt
from printing.receipts.cancellation import CancellationValues, cancellation
from printing.receipts.handouts import (
    AnswerValues,
    FoundItem,
    FoundValues,
    RegisteredValues,
    guide_answer,
    registered,
    search_results,
)
from printing.receipts.lists import ListValues
from printing.receipts.lottery_application import LotteryApplicationValues, lottery_application
from printing.receipts.parts import Imprint, Use
from printing.receipts.paying import Payment
from printing.receipts.reservation import ReservationValues, reservation
from printing.receipts.reservation_list import ReservationItem, reservation_list
from printing.receipts.staff_papers import readiness_report
from printing.receipts.words import Words
from ui.samples import values
from ui.samples.guide import GUIDE, HOW
from ui.samples.staff import NOT_READY
from ui.wording.words import JAPAN, PaperWords

ListItem = TypeVar("ListItem", ApplicationItem, ReservationItem)

_IMPRINT: Final = Imprint("lobby-1", 12, values.NOW)
_TOKEN: Final = "7f3c9a51e0b8d2461d0e55aa90c27b3f"  # noqa: S105 (a lottery token is public)
#: As long as a real one: the code has as many modules.
_STATUS_URL: Final = "https://yoyaku.city.example.jp/status/r4821-Zk3vJq8yT0bWn5rLh2sXcA"
_COMMITMENT: Final = "c41e08b7d95a3f6210aa4be7903de45f" * 2


def paper_words(language: str) -> PaperWords:
    """The words of the sample city's receipts."""
    return PaperWords(language, values.CITY.terms)


def _use(booked: Application | Reservation) -> Use:
    return Use(
        facility=values.FACILITY.name,
        room=values.ROOM.name,
        date=booked.from_.astimezone(JAPAN).date(),
        start=booked.from_,
        until=booked.until,
        people=booked.people,
        purpose=values.PURPOSE.name,
    )


_BOOKED: Final = values.RESERVATIONS[0]
RESERVED: Final = ReservationValues(
    city=values.CITY.name,
    number=_BOOKED.number,
    state="provisional",
    use=_use(_BOOKED),
    fee_lines=tuple((line.name, line.yen) for line in _BOOKED.fee_lines),
    fee_yen=_BOOKED.fee_yen,
    payment_due=_BOOKED.payment_due,
    pay_at=_BOOKED.pay_at,
    cancel_until=_BOOKED.cancel_until,
    status_url=_STATUS_URL,
    imprint=_IMPRINT,
    lapses_unpaid=True,
)
_ASKED: Final = values.APPLICATIONS[0]
APPLIED: Final = LotteryApplicationValues(
    city=values.CITY.name,
    number=_ASKED.number,
    use=_use(_ASKED),
    fee_yen=_ASKED.fee_yen,
    token=_TOKEN,
    draw_at=values.DRAW.draw_at,
    result_from=values.DRAW.result_from,
    claim_from=values.DRAW.claim_from,
    claim_until=values.DRAW.claim_until,
    status_url=_STATUS_URL,
    imprint=_IMPRINT,
    commitment=_COMMITMENT,
    to_pay=Payment(values.IF_CLAIMED.payment_due, values.IF_CLAIMED.pay_at, or_lapses=True),
    cancel_until=values.DRAW.draw_at,
)
_CANCELLED: Final = CancellationValues(
    city=values.CITY.name,
    what="reservation",
    number=_BOOKED.number,
    use=_use(_BOOKED),
    cancelled_at=values.NOW,
    cancellation_fee_yen=970,
    status_url=_STATUS_URL,
    imprint=_IMPRINT,
)
_RESERVATIONS: Final = ListValues(
    city=values.CITY.name,
    items=tuple(
        ReservationItem(one.number, _use(one), one.state, one.fee_yen, one.payment_due)
        for one in values.RESERVATIONS
    ),
    as_of=values.NOW,
    imprint=_IMPRINT,
)
_APPLICATIONS: Final = ListValues(
    city=values.CITY.name,
    items=tuple(
        ApplicationItem(
            one.number, _use(one), one.state, one.draw.result_from, one.draw.claim_until
        )
        for one in values.APPLICATIONS
    ),
    as_of=values.NOW,
    imprint=_IMPRINT,
)
_ANSWER: Final = AnswerValues(
    city=values.CITY.name,
    topic=GUIDE.topics[1].title,
    title=HOW.title,
    paragraphs=HOW.paragraphs,
    steps=HOW.steps,
    facts=(),
    bring=HOW.bring,
    where=HOW.where,
    until=HOW.until,
    tel=HOW.tel,
    url=HOW.url,
    imprint=_IMPRINT,
)
_REGISTERED: Final = RegisteredValues(
    city=values.CITY.name,
    state="begun",
    valid_until=None,
    finish_by=values.NOW.date() + timedelta(days=14),
    tel="047-492-1011",
    imprint=_IMPRINT,
)


def _found(words: Words) -> Receipt:
    spans = ((_BOOKED.from_, _BOOKED.until),)
    items = tuple(
        FoundItem(values.DAY, spans, facility.name, facility.rooms[0].name, state)
        for facility, state in zip(
            values.FACILITIES[:3], ("reserve", "lottery", "counter"), strict=True
        )
    )
    people = words.text("search.people.least", people=24)
    return search_results(
        FoundValues(values.CITY.name, (people,), items, True, values.NOW, _IMPRINT), words
    )


def _ten(*items: ListItem) -> tuple[ListItem, ...]:
    """Ten like these in turn on ten days, in two rooms of two buildings."""
    places = [(one.name, one.rooms[0].name) for one in values.FACILITIES[:2]]
    made = []
    for number in range(10):
        item = items[number % len(items)]
        facility, room = places[number % len(places)]
        day = item.use.date + timedelta(days=number)
        use = replace(item.use, facility=facility, room=room, date=day)
        made.append(replace(item, number=f"{item.number[:-1]}{number}", use=use))
    return tuple(made)


#: Ten on one paper, for how long and heavy that is.
TEN: Final[Mapping[str, Callable[[Words], Receipt]]] = {
    "application_list": lambda words: application_list(
        replace(_APPLICATIONS, items=_ten(*_APPLICATIONS.items[:3])), words
    ),
    "reservation_list": lambda words: reservation_list(
        replace(_RESERVATIONS, items=_ten(*_RESERVATIONS.items[:2])), words
    ),
}
#: Those of one booking; what else there is grows with its items.
BOOKINGS: Final = (
    "lottery_application",
    "reservation",
    "claimed",
    "reservation_cancelled",
    "win_waived",
)
#: By what a resident did.
PAPERS: Final[Mapping[str, Callable[[Words], Receipt]]] = {
    "lottery_application": lambda words: lottery_application(APPLIED, words),
    "lottery_application_without_claim": lambda words: lottery_application(
        replace(APPLIED, claim_from=None, claim_until=None, to_pay=None), words
    ),
    "reservation": lambda words: reservation(RESERVED, words),
    "claimed": lambda words: reservation(
        replace(RESERVED, state="confirmed", paid_by="on_the_day", lapses_unpaid=False), words
    ),
    "reservation_printed_again": lambda words: reservation(RESERVED, words).reprinted(),
    "reservation_cancelled": lambda words: cancellation(_CANCELLED, words),
    "application_cancelled": lambda words: cancellation(
        replace(_CANCELLED, what="application", number=_ASKED.number), words
    ),
    "win_waived": lambda words: cancellation(
        replace(_CANCELLED, what="win", number=_ASKED.number), words
    ),
    "reservation_list": lambda words: reservation_list(_RESERVATIONS, words),
    "application_list": lambda words: application_list(_APPLICATIONS, words),
    "guide": lambda words: guide_answer(_ANSWER, words),
    "found": _found,
    "readiness_report": lambda words: readiness_report(
        report_values(NOT_READY, values.CITY.name, _IMPRINT, words), words
    ),
    "registered": lambda words: registered(_REGISTERED, words),
}
