"""A booking that somebody pays at the counter: the officer who is signed in notes it.

Every way out signs the officer out: the two verbs here, and leaving maintenance mode.
Touched here: ``payment.leave``, ``payment.note_paid``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import msgspec

from kiosk.outcome import Refused
from ui.places.maintenance import StaffRefused
from ui.places.staff import StaffOfficerDone, StaffPayment
from ui.preview import Preview
from ui.request import Request
from ui.screens.maintenance.staff_screen import StaffScreen
from ui.theme.palette import Tone
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from kiosk.staff_account_client import CounterBooking
    from ui.stage import Stage

_GONE: Final = ("cancelled", "expired")


class StaffPaymentScreen(StaffScreen):
    has_back = False

    def __init__(self, stage: Stage, place: StaffPayment, answer: None = None) -> None:
        super().__init__(stage, place)
        words, booking = self.words, place.booking
        self.head(words.text("maintenance.payment.title"))
        self.columns = 1
        payable = not booking.paid and booking.state not in _GONE
        if not payable:
            key = "paid" if booking.paid else "over"
            why = words.text(f"maintenance.payment.{key}")
            self.tell(NoticeCard(self.theme, Tone.WARNING, Icon.WARNING, why))
        self.tell_facts(self._facts(booking))
        officers = self.terminal.officers
        leave = self.action(
            "payment.leave", words.text("maintenance.to_menu"), Look.SECONDARY, Icon.BACK
        )
        leave.clicked.connect(
            lambda: self.do(Request(officers, "leave"), lambda _: self.to_menu(), self.refuse)
        )
        note = self.action(
            "payment.note_paid", words.text("maintenance.payment.note_paid"), icon=Icon.YEN
        )
        note.allow(when=payable, otherwise=words.text("maintenance.payment.off"))
        note.clicked.connect(
            lambda: self.do(
                Request(officers, "note_paid", (booking.number,)),
                lambda _: self.past_menu(StaffOfficerDone()),
                self._not_noted,
            )
        )

    def _not_noted(self, why: Refused) -> None:
        """The officer is signed out; the way back leads to the menu."""
        self.past_menu(StaffRefused(why))

    def _facts(self, booking: CounterBooking) -> list[Fact]:
        words = self.words
        directory = self.stage.around.directory
        day, hours = words.date(booking.from_), words.time_span(booking.from_, booking.until)
        yen = booking.to_pay_yen or booking.fee_yen
        facts = [
            Fact(words.text("maintenance.payment.number"), booking.number, strong=True),
            Fact(words.text("maintenance.payment.yen"), words.yen(yen), strong=True),
            Fact(words.text("maintenance.payment.when"), f"{day}　{hours}"),
        ]
        if directory is not None:
            names = directory.names(booking.room_id, booking.facility_id, words)
            facts.append(Fact(words.text("maintenance.payment.room"), "　".join(names)))
        if booking.payment_due is not None and not booking.paid:
            due = words.deadline(booking.payment_due)
            facts.append(Fact(words.text("maintenance.payment.due"), due))
        return facts


def previews() -> Iterator[Preview]:
    from ui.samples.officers import BOOKING, PAID

    yield Preview("to_pay", StaffPayment(BOOKING))
    yield Preview("paid", StaffPayment(PAID))
    yield Preview("over", StaffPayment(msgspec.structs.replace(BOOKING, state="expired")))


SCREEN = StaffPaymentScreen
