"""One lottery application: its state, and what can be done with it.

Touched here: ``application.cancel``, ``application.claim``, ``application.waive``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.model import Application
from ui.deeds import DeedKind
from ui.places import ApplicationDetail
from ui.preview import Preview
from ui.screens.mine.booking_detail import BookingDetailScreen
from ui.widgets.button import Look
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage

_DEEDS = {
    "cancel": (DeedKind.CANCEL_APPLICATION, Look.DANGER),
    "waive": (DeedKind.WAIVE, Look.DANGER),
    "claim": (DeedKind.CLAIM, Look.PRIMARY),
}
#: The safer deed stands first, the one most residents came for at the thumb's side.
_ORDER = ("cancel", "waive", "claim")


class ApplicationScreen(BookingDetailScreen):
    def __init__(self, stage: Stage, place: ApplicationDetail, answer: None = None) -> None:
        super().__init__(stage, place)
        item = place.application
        self.fill(item, Icon.TICKET, self._what_now(item))
        for verb in _ORDER:
            if verb in item.can:
                self.offer(item, verb, *_DEEDS[verb])

    def _what_now(self, item: Application) -> str:
        words, draw = self.words, item.draw
        return words.text(
            f"application.now.{item.state}",
            draw=words.instant(draw.draw_at),
            result=words.instant(draw.result_from),
            until="" if draw.claim_until is None else words.deadline(draw.claim_until),
        )


def previews() -> Iterator[Preview]:
    from ui.samples.values import APPLICATIONS

    for application in APPLICATIONS:
        yield Preview(application.state, ApplicationDetail(application))


SCREEN = ApplicationScreen
