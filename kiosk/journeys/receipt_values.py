"""From a booking as the service tells it to the values of its receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kiosk.journeys.attention import is_to_be_paid
from kiosk.journeys.master_data import MasterData
from kiosk.model import Application, IfClaimed, Reservation, Room, Text
from kiosk.outcome import Refused
from printing.receipts.application_list import ApplicationItem
from printing.receipts.cancellation import CancellationValues
from printing.receipts.lottery_application import LotteryApplicationValues
from printing.receipts.parts import Imprint, Use
from printing.receipts.paying import Payment
from printing.receipts.reservation import FollowUp, ReservationValues
from printing.receipts.reservation_list import ReservationItem

Booking = Application | Reservation


@dataclass(frozen=True, slots=True)
class _Names:
    facility: Text
    room: Text
    purpose: Text


class ReceiptValues:
    """Fills receipts. Names come from the city's data as this kiosk knows them."""

    def __init__(self, master: MasterData) -> None:
        self._master = master

    def city_name(self) -> Text:
        city = self._master.city()
        return {"ja": ""} if isinstance(city, Refused) else city.name

    def lottery_application(
        self, application: Application, imprint: Imprint
    ) -> LotteryApplicationValues:
        waiting = application.waiting
        return LotteryApplicationValues(
            city=self.city_name(),
            number=application.number,
            use=self._use(application),
            fee_yen=application.fee_yen,
            token=application.token,
            draw_at=application.draw.draw_at,
            result_from=application.draw.result_from,
            claim_from=application.draw.claim_from,
            claim_until=application.draw.claim_until,
            status_url=application.status_url,
            imprint=imprint,
            commitment=application.commitment,
            to_pay=_payment_if_claimed(application.if_claimed),
            cancel_until=application.cancel_until,
            state=application.state if application.state in ("won", "lost") else "applied",
            waiting=None if waiting is None else (waiting.place, waiting.of),
        )

    def reservation(self, reservation: Reservation, imprint: Imprint) -> ReservationValues:
        return ReservationValues(
            city=self.city_name(),
            number=reservation.number,
            state="provisional" if reservation.state == "provisional" else "confirmed",
            use=self._use(reservation),
            fee_lines=tuple((line.name, line.yen) for line in reservation.fee_lines),
            fee_yen=reservation.fee_yen,
            payment_due=reservation.payment_due,
            pay_at=reservation.pay_at,
            cancel_until=reservation.cancel_until,
            cancel_from=_opens_later(reservation, imprint.printed_at),
            cancel_tel=_cancel_tel(reservation),
            status_url=reservation.status_url,
            imprint=imprint,
            paid_by=reservation.paid_by,
            lapses_unpaid=reservation.lapses_unpaid,
            paid=reservation.paid,
            follow_ups=tuple(
                FollowUp(todo.text, todo.to, todo.until) for todo in reservation.follow_ups
            ),
        )

    def cancellation(
        self, booking: Booking, imprint: Imprint, *, just_now: bool = True
    ) -> CancellationValues:
        """Of a reservation, an application, or (waived) a win; nobody says when one was given up
        that was not given up just now."""
        fee_yen = booking.cancellation_fee_yen if isinstance(booking, Reservation) else 0
        return CancellationValues(
            city=self.city_name(),
            what=_what_is_cancelled(booking),
            number=booking.number,
            use=self._use(booking),
            cancelled_at=imprint.printed_at if just_now else None,
            cancellation_fee_yen=fee_yen,
            status_url=booking.status_url,
            imprint=imprint,
            to_pay=_payment_of_cancelling(booking),
        )

    def application_item(self, application: Application) -> ApplicationItem:
        return ApplicationItem(
            number=application.number,
            use=self._use(application),
            state=application.state,
            result_from=application.draw.result_from,
            claim_until=application.draw.claim_until,
        )

    def reservation_item(self, reservation: Reservation) -> ReservationItem:
        pays = is_to_be_paid(reservation) and reservation.paid_by == "deadline"
        return ReservationItem(
            number=reservation.number,
            use=self._use(reservation),
            state=reservation.state,
            fee_yen=reservation.fee_yen,
            payment_due=reservation.payment_due if pays else None,
        )

    def _use(self, booking: Booking) -> Use:
        names = self._names(booking)
        return Use(
            facility=names.facility,
            room=names.room,
            date=booking.date,
            start=booking.from_,
            until=booking.until,
            people=booking.people,
            purpose=names.purpose,
        )

    def _names(self, booking: Booking) -> _Names:
        """The ids stand in for names that this kiosk has not heard yet: the booking is real."""
        place = self._master.place(booking.room_id)
        purpose = self._master.purpose_name(booking.purpose_id, booking.room_id)
        purpose_name = {"ja": booking.purpose_id} if isinstance(purpose, Refused) else purpose
        if isinstance(place, Refused):
            return _Names({"ja": booking.facility_id}, {"ja": booking.room_id}, purpose_name)
        return _Names(place.facility.name, _with_unit(place.room, booking.unit_id), purpose_name)


def _with_unit(room: Room, unit_id: str | None) -> Text:
    """The room's name, and which of its units it is where it has several."""
    unit = next((unit for unit in room.units if unit.id == unit_id), None)
    if unit is None:
        return room.name
    return {
        language: f"{name} {unit.name.get(language, unit.name['ja'])}"
        for language, name in room.name.items()
    }


def _cancel_tel(reservation: Reservation) -> str | None:
    living = reservation.state in ("provisional", "confirmed")
    by_telephone = living and reservation.cancel_by == "telephone"
    return reservation.tel or None if by_telephone else None


def _payment_of_cancelling(booking: Booking) -> Payment | None:
    if not isinstance(booking, Reservation) or booking.paid or not booking.cancellation_fee_yen:
        return None
    return Payment(booking.payment_due, booking.pay_at, booking.paid_by)


def _opens_later(reservation: Reservation, now: datetime) -> datetime | None:
    opens = reservation.cancel_from
    return opens if opens is not None and now < opens else None


def _payment_if_claimed(becomes: IfClaimed | None) -> Payment | None:
    if becomes is None or not becomes.fee_yen:
        return None
    return Payment(becomes.payment_due, becomes.pay_at, becomes.paid_by, becomes.lapses_unpaid)


def _what_is_cancelled(booking: Booking) -> Literal["reservation", "application", "win"]:
    match booking:
        case Reservation():
            return "reservation"
        case Application(state="waived"):
            return "win"
        case Application():
            return "application"
