"""One reservation: where and until when to pay, and cancelling it.

Touched here: ``reservation.cancel``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.model import Reservation
from ui.deeds import DeedKind
from ui.places import ReservationDetail
from ui.preview import Preview
from ui.screens.mine.booking_detail import BookingDetailScreen
from ui.widgets.button import Look
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class ReservationScreen(BookingDetailScreen):
    def __init__(self, stage: Stage, place: ReservationDetail, answer: None = None) -> None:
        super().__init__(stage, place)
        item = place.reservation
        icon = Icon.CHECK if item.state in ("confirmed", "used") else Icon.CLOCK
        self.fill(item, icon, self._what_now(item))
        if "cancel" in item.can:
            self.offer(item, "cancel", DeedKind.CANCEL_RESERVATION, Look.DANGER)

    def _what_now(self, item: Reservation) -> str:
        words = self.words
        if item.state == "provisional" and item.payment_due is not None:
            return words.text(
                "reservation.pay",
                until=words.deadline(item.payment_due),
                place=words.of(item.pay_at),
            )
        if item.cancel_by == "telephone" and item.state in ("provisional", "confirmed"):
            return words.text(
                "reservation.cancel_by_telephone",
                tel=item.tel,
                fee=words.yen(item.cancellation_fee_yen),
            )
        return words.text(f"reservation.now.{item.state}")


def previews() -> Iterator[Preview]:
    from ui.samples.values import BY_TELEPHONE, RESERVATIONS

    yield Preview("by_telephone", ReservationDetail(BY_TELEPHONE))
    for reservation in RESERVATIONS:
        yield Preview(reservation.state, ReservationDetail(reservation))


SCREEN = ReservationScreen
