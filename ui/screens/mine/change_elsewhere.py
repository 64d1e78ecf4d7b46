"""Changing at the counter: the rule, the last day, the place; and what the other way costs today.

Touched here: nothing but what the foot of every screen offers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.model import CounterChange, Reservation
from ui.places import ChangeElsewhere
from ui.preview import Preview
from ui.screens.booking.fact_blocks import fee_step_facts
from ui.screens.mine.booking_facts import when, where
from ui.screens.mine.cancel_elsewhere import cost_today, whom_to_ask
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon
from ui.widgets.text import Text
from ui.wording.words import JAPAN

if TYPE_CHECKING:
    from ui.stage import Stage

_MOMENT = timedelta(microseconds=1)


class ChangeElsewhereScreen(Screen):
    def __init__(self, stage: Stage, place: ChangeElsewhere, answer: None = None) -> None:
        super().__init__(stage, place)
        words, item = self.words, place.reservation
        rule = item.change_at_counter
        # Where the city has no rule of its own only the facility knows.
        self.head(words.text("change_elsewhere.title" if rule else "change_elsewhere.ask"))
        if rule is not None:
            self._tell_rule(item, rule)
        self.tell(whom_to_ask(self, item))
        self.tell_facts(
            [
                Fact(words.text("fact.number.reservation"), item.number, strong=True),
                Fact(words.text("fact.date"), when(words, item)),
                Fact(words.text("fact.room"), where(words, self.directory, item)),
            ],
        )
        self.tell(Text(self.theme, words.text("change_elsewhere.again"), bold=True), heading=True)
        self.tell(cost_today(self, item))
        if steps := fee_step_facts(words, item.fee_steps):
            self.tell_facts(steps)

    def _tell_rule(self, item: Reservation, rule: CounterChange) -> None:
        """How often and until when; or that this is over."""
        words = self.words
        last = words.short_date((rule.until - _MOMENT).astimezone(JAPAN).date())
        over = self.terminal.now() >= rule.until
        if over or not rule.left:
            key = "change_elsewhere.over" if over else "change_elsewhere.used_up"
            said = words.text(key, day=last, times=rule.times)
            self.tell(NoticeCard(self.theme, Tone.WARNING, Icon.WARNING, said))
            return
        place = self.directory.names(item.room_id, item.facility_id, words)[0]
        facts = [
            Fact(
                words.text("change_elsewhere.until"),
                words.text("fee_steps.before", day=last),
                strong=True,
            ),
            Fact(
                words.text("change_elsewhere.times"),
                words.text("change_elsewhere.times_left", times=rule.times, left=rule.left),
                strong=True,
            ),
            Fact(
                words.text("change_elsewhere.place"),
                words.text("change_elsewhere.counter", place=place),
            ),
        ]
        if rule.latest is not None:
            latest = words.text("fee_steps.before", day=words.date(rule.latest))
            facts.append(Fact(words.text("change_elsewhere.latest"), latest))
        self.tell_facts(facts)


def previews() -> Iterator[Preview]:
    from msgspec.structs import replace

    from ui.samples import mine
    from ui.samples.values import BY_TELEPHONE, NOW

    rule = CounterChange(until=mine.UNPAID.from_ - timedelta(days=5), times=1, left=1)
    dear = replace(BY_TELEPHONE, fee_steps=mine.STEPS_BEGUN, change_at_counter=rule)
    yield Preview("once", ChangeElsewhere(dear))
    within = replace(rule, latest=mine.UNPAID.date.replace(month=3, day=31))
    paid = replace(mine.BOOKED, change_at_counter=within, refunded=False)
    yield Preview("within_the_year", ChangeElsewhere(paid))
    late = replace(rule, until=NOW)
    yield Preview("too_late", ChangeElsewhere(replace(dear, change_at_counter=late)))
    used = replace(rule, left=0)
    yield Preview("used_up", ChangeElsewhere(replace(dear, change_at_counter=used)))
    yield Preview("no_rule", ChangeElsewhere(BY_TELEPHONE))


SCREEN = ChangeElsewhereScreen
