"""What must not wait until a page is turned: the ways on from the start, and what something costs
before it is agreed to; and nothing is agreed to before the last page was turned to."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.journeys.deed_kind import DeedKind
from kiosk.model import Reservation
from tests.gallery.faults import Glance
from ui.places import Confirm, Start, Sure
from ui.screens.mine.cancel_elsewhere import cost_today
from ui.screens.screen import Screen
from ui.widgets.attract import Attract
from ui.widgets.text import Text
from ui.wording.ruby import plain

_DOORS = {"start.look", "start.log_in", "start.home"}


def missing_on_first_page(glance: Glance, screen: Screen) -> Iterator[str]:
    """What is not seen, of a screen that shows its first page."""
    names = {target.objectName() for target in glance.seen_buttons}
    texts = {widget.text() for widget in glance.seen if isinstance(widget, Text)}
    said = {widget.accessibleName() for widget in glance.seen}
    fee = plain(screen.words.text("fact.fee"))
    priced = any(name.startswith(fee) for name in said)
    match screen.place:
        case Start() if not any(isinstance(widget, Attract) for widget in glance.seen):
            for door in sorted(_DOORS - names):
                yield f"not on the first page: {door}"
        case Confirm() if not priced:
            yield "the fee is not on the first page"
        case Sure(deed=deed) if deed.kind is DeedKind.CLAIM and not priced:
            yield "the fee is not on the first page"
        case Sure(deed=deed, item=Reservation() as item):
            cost = cost_today(screen, item)
            if deed.kind is DeedKind.CANCEL_RESERVATION and cost.title.text() not in texts:
                yield "what cancelling costs is not on the first page"


def agreed_to_unseen(glance: Glance, screen: Screen) -> Iterator[str]:
    """Of pages that are turned from the first on: what is agreed to with the last, not before."""
    if isinstance(screen.place, Confirm):
        [verb] = [b for b in glance.seen_buttons if b.objectName().startswith("confirm.")]
        if verb.isEnabled() != (screen.page == screen.pages - 1):
            yield f"agreed to on page {screen.page + 1} of {screen.pages}"
