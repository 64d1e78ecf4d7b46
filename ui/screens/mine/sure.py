"""Really? Asked once more before something is given up, or a win is taken.

Touched here: ``sure.yes``, ``sure.no``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.journeys.deed_kind import DeedKind
from kiosk.model import Application, Reservation
from ui.deeds import Deed
from ui.places import SecretAgain, Sure
from ui.preview import Preview
from ui.screens.booking.fact_blocks import fee_step_facts, pay_if_claimed
from ui.screens.mine.booking_facts import fee_fact, use_facts
from ui.screens.mine.cancel_elsewhere import cost_today
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.button import Look
from ui.widgets.card import NoticeCard
from ui.widgets.icons import Icon
from ui.widgets.text import Text

if TYPE_CHECKING:
    from ui.stage import Stage


class SureScreen(Screen):
    def __init__(self, stage: Stage, place: Sure, answer: None = None) -> None:
        super().__init__(stage, place)
        words, kind = self.words, place.deed.kind
        self._large = Type.HEADING if self.theme.roomy else Type.LABEL
        self._deed = place.deed
        self.spread()
        self.head(words.text(f"deed.{kind.value}.question"))
        taking = kind is DeedKind.CLAIM
        item = place.item
        cancels = isinstance(item, Reservation) and kind is DeedKind.CANCEL_RESERVATION
        if isinstance(item, Reservation) and cancels:
            self.tell(cost_today(self, item))
        facts = use_facts(words, self.directory, item)
        if taking and isinstance(item, Application) and item.if_claimed is not None:
            # What it costs comes first, as it does wherever something is taken.
            facts.insert(0, fee_fact(words, item.if_claimed.fee_yen))
        self.tell_facts(facts)
        if isinstance(item, Reservation) and cancels:
            if steps := fee_step_facts(words, item.fee_steps):
                title = Text(self.theme, words.text("fee_steps.title"), bold=True)
                self.tell(title, heading=True)
                self.tell_facts(steps)
            hint = words.text(f"deed.{kind.value}.hint")
            self.tell(Text(self.theme, hint, Type.LABEL if self.theme.roomy else Type.BODY))
        elif isinstance(item, Application) and taking:
            self._tell_claim(item)
        else:
            headline, hint = (
                words.text(f"deed.{kind.value}.{part}") for part in ("headline", "hint")
            )
            self._notice(Tone.WARNING, Icon.WARNING, headline, hint)
        no = self.action("sure.no", words.text("sure.no"), Look.SECONDARY)
        no.clicked.connect(self.stage.back)
        verb = words.text(f"deed.{kind.value}.verb")
        yes = self.action("sure.yes", verb, Look.PRIMARY if taking else Look.DANGER)
        yes.clicked.connect(self._yes)

    def _tell_claim(self, item: Application) -> None:
        """What the win becomes, and until when and where it is to be paid then."""
        words, becomes = self.words, item.if_claimed
        state = words.terms[becomes.state if becomes is not None else "provisional"]
        headline = words.text("deed.claim.headline", state=state)
        free = becomes is not None and not becomes.fee_yen
        body = words.text("reservation.now.provisional_free") if free else ""
        self._notice(Tone.ACCENT, Icon.CHECK, headline, body)
        if paying := pay_if_claimed(self, becomes):
            self.tell(paying)

    def _notice(self, tone: Tone, icon: Icon, headline: str, body: str) -> None:
        self.tell(NoticeCard(self.theme, tone, icon, headline, body, title_type=self._large))

    def _yes(self) -> None:
        if self.directory.city.ask_secret_before_commit:
            self.stage.go(SecretAgain(self._deed))
        else:
            self.stage.do(self._deed, "")


def previews() -> Iterator[Preview]:
    from msgspec.structs import replace

    from ui.samples import mine
    from ui.samples.values import APPLICATIONS, RESERVATIONS

    won, booked = APPLICATIONS[0], RESERVATIONS[0]
    yield Preview("claim", Sure(Deed(DeedKind.CLAIM, won.id), won))
    yield Preview("waive", Sure(Deed(DeedKind.WAIVE, won.id), won))
    yield Preview("cancel_application", Sure(Deed(DeedKind.CANCEL_APPLICATION, won.id), won))
    giving_up = Deed(DeedKind.CANCEL_RESERVATION, booked.id)
    yield Preview("cancel_reservation", Sure(giving_up, booked))
    dear = replace(booked, fee_steps=mine.STEPS_BEGUN, cancellation_fee_yen=1455)
    yield Preview("cancel_with_fee", Sure(giving_up, dear))


SCREEN = SureScreen
