"""One reservation: where and until when to pay, and cancelling it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.model import Reservation
from ui.deeds import Deed, DeedKind
from ui.places import ReservationDetail, Sure
from ui.preview import Preview
from ui.screens.booking_facts import detail_facts, state_tone, use_facts
from ui.screens.screen import Screen
from ui.widgets.button import Look
from ui.widgets.card import Card, NoticeCard
from ui.widgets.facts import FactTable
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class ReservationScreen(Screen):
    def __init__(self, stage: Stage, place: ReservationDetail, answer: None = None) -> None:
        super().__init__(stage, place)
        item, words = place.reservation, self.words
        self.head(words.text("reservation.title"))
        first, second = self.halves(0, 1)
        use, rest = Card(self.theme), Card(self.theme)
        use.inside.addWidget(FactTable(self.theme, use_facts(words, self.directory, item)))
        rest.inside.addWidget(FactTable(self.theme, detail_facts(words, self.directory, item)))
        first.addWidget(use)
        self.end_half(first)
        second.addWidget(self._what_now(item))
        second.addWidget(rest)
        second.addStretch(1)
        if "cancel" in item.can:
            verb = words.text("deed.cancel_reservation.verb")
            cancel = self.action("reservation.cancel", verb, Look.DANGER)
            deed = Deed(DeedKind.CANCEL_RESERVATION, item.id)
            cancel.clicked.connect(lambda: self.stage.go(Sure(deed, item)))

    def _what_now(self, item: Reservation) -> NoticeCard:
        words = self.words
        title = words.text(f"reservation.state.{item.state}")
        icon = Icon.CHECK if item.state in ("confirmed", "used") else Icon.CLOCK
        return NoticeCard(self.theme, state_tone(item), icon, title, self._said(item))

    def _said(self, item: Reservation) -> str:
        words = self.words
        if item.state == "provisional" and item.payment_due is not None:
            return words.text(
                "reservation.pay",
                until=words.deadline(item.payment_due),
                place=words.of(item.pay_at),
            )
        return words.text(f"reservation.now.{item.state}")


def previews() -> Iterator[Preview]:
    from ui.samples.values import RESERVATIONS

    for reservation in RESERVATIONS:
        yield Preview(reservation.state, ReservationDetail(reservation))


SCREEN = ReservationScreen
