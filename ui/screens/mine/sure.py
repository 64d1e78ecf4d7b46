"""Really? Asked once more before something is given up, or a win is taken.

Touched here: ``sure.yes``, ``sure.no``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.model import Reservation
from ui.deeds import Deed, DeedKind
from ui.places import SecretAgain, Sure
from ui.preview import Preview
from ui.screens.mine.booking_facts import use_facts
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.button import Look
from ui.widgets.card import Card, NoticeCard
from ui.widgets.facts import FactTable
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


class SureScreen(Screen):
    def __init__(self, stage: Stage, place: Sure, answer: None = None) -> None:
        super().__init__(stage, place)
        words, kind = self.words, place.deed.kind
        self._deed = place.deed
        self.head(words.text(f"deed.{kind.value}.question"))
        card = Card(self.theme)
        card.inside.addWidget(FactTable(self.theme, use_facts(words, self.directory, place.item)))
        self.body.addWidget(card)
        taking = kind is DeedKind.CLAIM
        self.body.addWidget(
            NoticeCard(
                self.theme,
                Tone.ACCENT if taking else Tone.WARNING,
                Icon.CHECK if taking else Icon.WARNING,
                self._headline(place),
                words.text(f"deed.{kind.value}.hint"),
            )
        )
        self.body.addStretch(1)
        no = self.action("sure.no", words.text("sure.no"), Look.SECONDARY)
        no.clicked.connect(self.stage.back)
        verb = words.text(f"deed.{kind.value}.verb")
        yes = self.action("sure.yes", verb, Look.PRIMARY if taking else Look.DANGER)
        yes.clicked.connect(self._yes)

    def _headline(self, place: Sure) -> str:
        """What it costs, before the decision."""
        words, item = self.words, place.item
        if isinstance(item, Reservation) and place.deed.kind is DeedKind.CANCEL_RESERVATION:
            if item.cancellation_fee_yen:
                fee = words.yen(item.cancellation_fee_yen)
                return words.text("deed.cancel_reservation.fee", fee=fee)
            return words.text("deed.cancel_reservation.no_fee")
        return words.text(f"deed.{place.deed.kind.value}.headline")

    def _yes(self) -> None:
        if self.directory.city.ask_secret_before_commit:
            self.stage.go(SecretAgain(self._deed))
        else:
            self.stage.do(self._deed, "")


def previews() -> Iterator[Preview]:
    from ui.samples.values import APPLICATIONS, RESERVATIONS

    won, booked = APPLICATIONS[0], RESERVATIONS[0]
    yield Preview("claim", Sure(Deed(DeedKind.CLAIM, won.id), won))
    yield Preview("waive", Sure(Deed(DeedKind.WAIVE, won.id), won))
    yield Preview("cancel_application", Sure(Deed(DeedKind.CANCEL_APPLICATION, won.id), won))
    yield Preview("cancel_reservation", Sure(Deed(DeedKind.CANCEL_RESERVATION, booked.id), booked))


SCREEN = SureScreen
