"""One lottery application: its state, and what can be done with it.

Touched here: ``application.cancel``, ``application.claim``, ``application.waive``,
``application.why``, ``application.reservation``, ``application.print``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.journeys.deed_kind import DeedKind
from kiosk.model import Application
from ui.places import ApplicationDetail, Lost, MyReservations
from ui.preview import Preview
from ui.screens.booking.fact_blocks import pay_if_claimed
from ui.screens.mine.booking_detail import BookingDetailScreen
from ui.screens.mine.booking_facts import is_won_by_itself
from ui.widgets.button import Look
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage

_DEEDS = {
    "cancel": (DeedKind.CANCEL_APPLICATION, Look.DANGER),
    "waive": (DeedKind.WAIVE, Look.DANGER),
    "claim": (DeedKind.CLAIM, Look.PRIMARY),
}
#: What has a paper of its own that is true of it; that of a claimed win is its reservation's.
_ON_PAPER = ("applied", "won", "lost", "cancelled", "waived")
#: The safer deed stands first, the one most residents came for at the thumb's side.
_ORDER = ("cancel", "waive", "claim")


class ApplicationScreen(BookingDetailScreen):
    def __init__(self, stage: Stage, place: ApplicationDetail, answer: None = None) -> None:
        super().__init__(stage, place)
        item, words = place.application, self.words
        self.fill(item, Icon.TICKET, self._what_now(item))
        paying = pay_if_claimed(self, item.if_claimed)
        if "claim" in item.can and paying is not None:
            self.tell(paying)
        if item.state == "lost":
            why = self.way_on("application.why", words.text("application.why"), Icon.HELP)
            why.clicked.connect(lambda: self.stage.go(Lost(item)))
        if item.reservation_id is not None:
            text = words.text("application.reservation")
            booked = self.way_on("application.reservation", text, Icon.LIST)
            booked.clicked.connect(lambda: self.stage.go(MyReservations()))
        if item.state in _ON_PAPER:
            self.offer_paper(item)
        for verb in _ORDER:
            if verb in item.can:
                self.offer(item, verb, *_DEEDS[verb])

    def _what_now(self, item: Application) -> str:
        words, draw = self.words, item.draw
        if item.waiting is not None:
            waiting = item.waiting
            return words.text("application.now.waiting", place=waiting.place, of=waiting.of)
        if item.state == "won" and draw.claim_until is None:
            return words.text("application.now.won_without_claim")
        if is_won_by_itself(item):
            return words.text("application.now.claimed_by_itself")
        return words.text(
            f"application.now.{item.state}",
            draw=words.instant(draw.draw_at),
            result=words.instant(draw.result_from),
            until="" if draw.claim_until is None else words.deadline(draw.claim_until),
        )


def previews() -> Iterator[Preview]:
    from msgspec.structs import replace

    from ui.samples import mine
    from ui.samples.values import APPLICATIONS, DRAW

    for application in APPLICATIONS:
        yield Preview(application.state, ApplicationDetail(application))
    yield Preview("waiting", ApplicationDetail(mine.WAITING))
    yield Preview("claimed_by_itself", ApplicationDetail(mine.WON_ITSELF))
    no_claim = replace(DRAW, claim_from=None, claim_until=None)
    booked = replace(mine.WON, draw=no_claim, can=(), reservation_id="r1")
    yield Preview("won_without_claim", ApplicationDetail(booked))


SCREEN = ApplicationScreen
