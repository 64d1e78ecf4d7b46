"""One reservation: where and until when to pay, changing it, cancelling it, booking it again.

Touched here: ``reservation.cancel``, ``reservation.cancel_elsewhere``, ``reservation.change``,
``reservation.why_not_change``, ``reservation.again``, ``reservation.print``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.journeys.attention import is_to_be_paid
from kiosk.journeys.deed_kind import DeedKind
from kiosk.model import Reservation
from ui.places import CancelElsewhere, ChangeElsewhere, Kept, Month, ReservationDetail, SameAgain
from ui.preview import Preview
from ui.screens.booking.fact_blocks import follow_up_facts
from ui.screens.booking.paying import pay_facts, pay_sentence
from ui.screens.mine.booking_detail import BookingDetailScreen
from ui.widgets.button import Look
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage

_LIVING = ("provisional", "confirmed")
#: What has a paper of its own that is true of it.
_ON_PAPER = (*_LIVING, "used", "cancelled")


class ReservationScreen(BookingDetailScreen):
    def __init__(self, stage: Stage, place: ReservationDetail, answer: None = None) -> None:
        super().__init__(stage, place)
        item, words = place.reservation, self.words
        icon = Icon.CHECK if item.state in ("confirmed", "used") else Icon.CLOCK
        self.fill(item, icon, self._what_now(item), self._dates(item))
        living = item.state in _LIVING and self.terminal.now() < item.until
        if living and (todo := follow_up_facts(words, item.follow_ups)):
            self.tell_facts(todo)
        if self.directory.room(item.room_id) is not None:
            text = words.text("reservation.again")
            again = self.way_on("reservation.again", text, Icon.CALENDAR)
            again.clicked.connect(lambda: self.stage.go(SameAgain(item)))
        if item.state in _ON_PAPER:
            self.offer_paper(item)
        if living:
            self._offer_cancelling(item)
            self._offer_changing(item)

    def _offer_cancelling(self, item: Reservation) -> None:
        if "cancel" in item.can:
            self.offer(item, "cancel", DeedKind.CANCEL_RESERVATION, Look.DANGER)
            return
        text = self.words.text("reservation.cancel_elsewhere")
        button = self.action("reservation.cancel_elsewhere", text, Look.SECONDARY, Icon.PHONE)
        button.clicked.connect(lambda: self.stage.go(CancelElsewhere(item)))

    def _offer_changing(self, item: Reservation) -> None:
        words = self.words
        if "change" in item.can:
            verb = words.text("deed.change_reservation.verb")
            button = self.action("reservation.change", verb, Look.SECONDARY)
            kept = Kept.of(item, changes=True)
            button.clicked.connect(lambda: self.stage.go(Month(item.room_id, item.date, kept)))
            return
        text = words.text("reservation.why_not_change")
        button = self.action("reservation.why_not_change", text, Look.SECONDARY, Icon.HELP)
        button.clicked.connect(lambda: self.stage.go(ChangeElsewhere(item)))

    def _dates(self, item: Reservation) -> list[Fact]:
        """Until when to pay and to cancel, while either is still to come."""
        words = self.words
        facts: list[Fact] = []
        if is_to_be_paid(item):
            facts += pay_facts(words, item)
        if item.cancel_until is not None and "cancel" in item.can:
            until = words.text("fact.until", at=words.short_deadline(item.cancel_until))
            facts.append(Fact(words.text("fact.cancel_until"), until))
        return facts

    def _what_now(self, item: Reservation) -> str:
        words = self.words
        if is_to_be_paid(item):
            sentence = pay_sentence(words, item)
            if item.state == "provisional" and item.paid_by == "on_the_day":
                return words.text("paying.confirmed_next_day") + sentence
            return sentence
        if item.state == "provisional" and not item.fee_yen:
            return words.text("reservation.now.provisional_free")
        return words.text(f"reservation.now.{item.state}")


def previews() -> Iterator[Preview]:
    from ui.samples import mine
    from ui.samples.values import BY_TELEPHONE, RESERVATIONS

    yield Preview("by_telephone", ReservationDetail(BY_TELEPHONE))
    yield Preview("to_pay_though_confirmed", ReservationDetail(mine.CASH))
    yield Preview("paid_on_the_day", ReservationDetail(mine.ON_THE_DAY))
    yield Preview("debited", ReservationDetail(mine.DEBITED))
    yield Preview("changeable", ReservationDetail(mine.CHANGEABLE))
    for reservation in RESERVATIONS:
        yield Preview(reservation.state, ReservationDetail(reservation))


SCREEN = ReservationScreen
