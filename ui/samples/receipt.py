"""A sample receipt, drawn as the real ones are."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from kiosk.model import Reservation
from kiosk.terminal import ReceiptView
from printing.layout import draw
from printing.receipts.blocks import Receipt
from printing.receipts.handouts import AnswerValues, guide_answer
from printing.receipts.lists import ListValues
from printing.receipts.parts import Imprint, Use
from printing.receipts.reservation import ReservationValues, reservation
from printing.receipts.reservation_list import ReservationItem, reservation_list
from ui.samples import values
from ui.samples.guide import HOW
from ui.wording.words import JAPAN, PaperWords

_WIDTH_DOTS = 576


def sample_receipt(id_: str = "sample", language: str = "ja") -> ReceiptView:
    """The receipt of the first sample reservation, for 80 mm paper."""
    return ReceiptView(id_, _picture(language), values.RESERVATIONS[0].status_url)


def sample_list(id_: str = "list", language: str = "ja") -> ReceiptView:
    """All sample reservations on one paper; a list has no page of its own."""
    return ReceiptView(id_, _list_picture(language), None)


def sample_handout(id_: str = "handout") -> ReceiptView:
    """An answer of the guide, for anybody to take along."""
    return ReceiptView(id_, _handout_picture(), None)


def _use(booked: Reservation) -> Use:
    return Use(
        facility=values.FACILITY.name,
        room=values.ROOM.name,
        date=booked.from_.astimezone(JAPAN).date(),
        start=booked.from_,
        until=booked.until,
        people=booked.people,
        purpose=values.PURPOSE.name,
    )


@cache
def _picture(language: str) -> bytes:
    booked = values.RESERVATIONS[0]
    receipt = reservation(
        ReservationValues(
            city=values.CITY.name,
            number=booked.number,
            state="provisional",
            use=_use(booked),
            fee_lines=tuple((line.name, line.yen) for line in booked.fee_lines),
            fee_yen=booked.fee_yen,
            payment_due=booked.payment_due,
            pay_at=booked.pay_at,
            cancel_until=booked.cancel_until,
            status_url=booked.status_url,
            imprint=Imprint("lobby-1", 12, values.NOW),
        ),
        PaperWords(language, values.CITY.terms),
    )
    return _png(receipt)


@cache
def _list_picture(language: str) -> bytes:
    items = tuple(
        ReservationItem(
            number=booked.number,
            state=booked.state,
            use=_use(booked),
            payment_due=booked.payment_due,
            fee_yen=booked.fee_yen,
        )
        for booked in values.RESERVATIONS
    )
    listed = ListValues(values.CITY.name, items, values.NOW, Imprint("lobby-1", 13, values.NOW))
    return _png(reservation_list(listed, PaperWords(language, values.CITY.terms)))


@cache
def _handout_picture() -> bytes:
    answer = AnswerValues(
        city=values.CITY.name,
        title=HOW.title,
        paragraphs=HOW.paragraphs,
        steps=HOW.steps,
        facts=(),
        bring=HOW.bring,
        where=HOW.where,
        until=HOW.until,
        tel=HOW.tel,
        url=HOW.url,
        imprint=Imprint("lobby-1", 14, values.NOW),
    )
    return _png(guide_answer(answer, PaperWords("ja", values.CITY.terms)))


def _png(receipt: Receipt) -> bytes:
    stream = BytesIO()
    draw(receipt, _WIDTH_DOTS).save(stream, "PNG")
    return stream.getvalue()
