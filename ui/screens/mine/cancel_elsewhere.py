"""Cancelling by telephone, at the counter, or here but not yet: whom to call or from when, and
what it costs.

Touched here: nothing but what the foot of every screen offers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.model import Reservation
from ui.places import CancelElsewhere
from ui.preview import Preview
from ui.screens.booking.fact_blocks import fee_step_facts
from ui.screens.booking.paying import fee_sentence
from ui.screens.mine.booking_facts import when, where
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.theme.theme import Type
from ui.widgets.card import Card, NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon
from ui.widgets.text import Text
from ui.wording.ruby import plain
from ui.wording.words import JAPAN

if TYPE_CHECKING:
    from ui.stage import Stage


class CancelElsewhereScreen(Screen):
    def __init__(self, stage: Stage, place: CancelElsewhere, answer: None = None) -> None:
        super().__init__(stage, place)
        words, item = self.words, place.reservation
        opens = opens_later(item, self.terminal.now())
        if opens is not None:
            self.head(words.text("cancel_elsewhere.later.title"))
            said = words.text("cancel_elsewhere.later", opens_at=words.instant(opens))
            self.tell(NoticeCard(self.theme, Tone.ACCENT, Icon.CLOCK, said))
        else:
            way = "counter" if item.cancel_by == "counter" else "telephone"
            self.head(words.text(f"cancel_elsewhere.{way}.title"))
            self.tell(whom_to_ask(self, item))
            self.tell(cost_today(self, item))
        facts = [
            Fact(words.text("fact.number.reservation"), item.number, strong=True),
            Fact(words.text("fact.date"), when(words, item)),
            Fact(words.text("fact.room"), where(words, self.directory, item)),
        ]
        if opens is not None and item.cancel_until is not None:
            until = words.text("fact.until", at=words.short_deadline(item.cancel_until))
            facts.append(Fact(words.text("fact.cancel_until"), until))
        self.tell_facts(facts)
        if steps := fee_step_facts(words, item.fee_steps):
            self.tell_facts(steps)


def opens_later(item: Reservation, now: datetime) -> datetime | None:
    """From when a booking can be cancelled at a terminal, where that is still to come."""
    later = item.cancel_by == "online" and item.cancel_from is not None and now < item.cancel_from
    return item.cancel_from if later else None


def whom_to_ask(screen: Screen, item: Reservation) -> Card:
    """The facility and its telephone number."""
    words, directory = screen.words, screen.directory
    facility = directory.facility(item.facility_id)
    tel = item.tel or (facility.tel if facility else directory.city.contact.tel)
    name = words.of(facility.name) if facility else ""
    card = Card(screen.theme)
    card.inside.addWidget(Text(screen.theme, name or words.text("cancel_elsewhere.call")))
    number = Text(screen.theme, tel, Type.FIGURE, bold=True)
    number.setAccessibleName(plain(f"{words.text('cancel_elsewhere.call')} {tel}"))
    card.inside.addWidget(number)
    return card


def cost_today(screen: Screen, item: Reservation) -> NoticeCard:
    """What cancelling costs now, in yen and per cent, and how that is paid."""
    words, fee = screen.words, item.cancellation_fee_yen
    if item.paid and item.fee_yen and not item.refunded:
        kept = words.text("cancel_elsewhere.kept", yen=words.yen(item.fee_yen))
        return NoticeCard(screen.theme, Tone.WARNING, Icon.WARNING, kept, title_type=Type.HEADING)
    if not fee:
        free = words.text("deed.cancel_reservation.no_fee")
        return NoticeCard(screen.theme, Tone.GOOD, Icon.CHECK, free)
    percent = _percent_today(screen, item)
    text = words.text("deed.cancel_reservation.fee", fee=words.yen(fee))
    if percent is not None:
        text = words.text(
            "deed.cancel_reservation.fee_percent", fee=words.yen(fee), percent=percent
        )
    how = fee_sentence(words, item)
    return NoticeCard(screen.theme, Tone.WARNING, Icon.WARNING, text, how, title_type=Type.HEADING)


def _percent_today(screen: Screen, item: Reservation) -> int | None:
    """The step of today; None where the service named none that costs anything."""
    today = screen.terminal.now().astimezone(JAPAN).date()
    begun = [step for step in item.fee_steps if step.from_day is None or step.from_day <= today]
    return begun[-1].percent if begun and begun[-1].percent else None


def previews() -> Iterator[Preview]:
    from msgspec.structs import replace

    from ui.samples import mine
    from ui.samples.mine import BOOKED
    from ui.samples.values import BY_TELEPHONE, OPENS_NEXT

    telephone = replace(BY_TELEPHONE, fee_steps=mine.STEPS_BEGUN)
    yield Preview("telephone", CancelElsewhere(telephone))
    yield Preview("counter", CancelElsewhere(replace(telephone, cancel_by="counter")))
    paid = replace(BOOKED, cancel_by="counter", refunded=False)
    yield Preview("not_refunded", CancelElsewhere(paid))
    won = replace(
        telephone, cancel_by="online", cancel_from=OPENS_NEXT, cancel_until=telephone.from_
    )
    yield Preview("later", CancelElsewhere(won))
    yield Preview("free", CancelElsewhere(replace(BY_TELEPHONE, cancellation_fee_yen=0)))


SCREEN = CancelElsewhereScreen
