"""Is this right? Everything once more, with the fee and what follows, before anything is sent.

Touched here: ``confirm.apply``, ``confirm.reserve``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.availability import DayView
from kiosk.model import Choice, DrawTimes, Quote
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.deeds import Deed, DeedKind
from ui.places import Confirm, SecretAgain
from ui.preview import Preview
from ui.screens.booking.booking_steps import BookingStep, booking_steps
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.card import Card, NoticeCard
from ui.widgets.facts import Fact, FactTable
from ui.widgets.icons import Icon

if TYPE_CHECKING:
    from ui.stage import Stage


@dataclass(frozen=True, slots=True)
class ConfirmAnswer:
    """The quote, and the day for the hours of the chosen slots."""

    quote: Quote
    day: DayView


class ConfirmScreen(Screen):
    def __init__(self, stage: Stage, place: Confirm, answer: ConfirmAnswer) -> None:
        super().__init__(stage, place)
        words, quote = self.words, answer.quote
        kind = DeedKind.APPLY if place.kind == "lottery" else DeedKind.RESERVE
        self._deed = Deed(kind, place.choice)
        self.head(
            words.text(f"confirm.{kind.value}.title"),
            steps=booking_steps(self.theme, words, BookingStep.CONFIRM),
        )
        first, second = self.halves(0, 1)
        chosen = Card(self.theme)
        chosen.inside.addWidget(FactTable(self.theme, self._chosen(place.choice, answer.day)))
        first.addWidget(chosen)
        self.end_half(first)
        follows = Card(self.theme)
        follows.inside.addWidget(FactTable(self.theme, self._follows(quote)))
        second.addWidget(follows)
        if quote.draw is not None:
            second.addWidget(self._claim(quote.draw))
        second.addStretch(1)
        commit = self.action(f"confirm.{kind.value}", words.text(f"confirm.{kind.value}"))
        commit.clicked.connect(self._commit)

    @staticmethod
    def ask(place: Confirm, terminal: Terminal) -> ConfirmAnswer | Refused:
        journey = terminal.applying if place.kind == "lottery" else terminal.reserving
        quote = journey.quote(place.choice)
        if isinstance(quote, Refused):
            return quote
        day = terminal.looking.day(place.choice.room_id, place.choice.date)
        return day if isinstance(day, Refused) else ConfirmAnswer(quote, day)

    def _chosen(self, choice: Choice, day: DayView) -> list[Fact]:
        words = self.words
        found = self.directory.room(choice.room_id)
        assert found is not None, "the room was chosen from this directory"  # noqa: S101
        facility, room = found
        purpose = self.directory.purpose(choice.purpose_id)
        start, end = _hours(choice, day)
        return [
            Fact(words.text("fact.facility"), words.of(facility.name)),
            Fact(words.text("fact.room"), words.of(room.name)),
            Fact(words.text("fact.date"), words.date(choice.date), strong=True),
            Fact(words.text("fact.hours"), words.time_span(start, end), strong=True),
            Fact(words.text("fact.purpose"), words.of(purpose.name) if purpose else ""),
            Fact(words.text("fact.people"), words.text("people.count", people=choice.people)),
        ]

    def _follows(self, quote: Quote) -> list[Fact]:
        words, quota = self.words, quote.quota
        fee = words.yen(quote.fee_yen) if quote.fee_yen else words.text("rooms.free")
        facts = [Fact(words.text("fact.fee"), fee, strong=True)]
        if quote.payment_due is not None:
            due = words.text("fact.until", at=words.short_deadline(quote.payment_due))
            facts.append(Fact(words.text("fact.payment_due"), due))
            facts.append(Fact(words.text("fact.pay_at"), words.of(quote.pay_at)))
        if quote.cancel_until is not None:
            until = words.text("fact.until", at=words.short_deadline(quote.cancel_until))
            facts.append(Fact(words.text("fact.cancel_until"), until))
        if quota is not None:
            count = words.text(
                "fact.quota.count", used=quota.used, limit=quota.limit, scope=words.of(quota.scope)
            )
            facts.append(Fact(words.text("fact.quota"), count))
        return facts

    def _claim(self, draw: DrawTimes) -> NoticeCard:
        words, result = self.words, self.words.short_instant(draw.result_from)
        if draw.claim_until is None:
            title, body = "confirm.no_claim.title", words.text("confirm.no_claim", result=result)
        else:
            until = words.short_deadline(draw.claim_until)
            title, body = (
                "confirm.claim.title",
                words.text("confirm.claim", result=result, until=until),
            )
        return NoticeCard(self.theme, Tone.LOTTERY, Icon.TICKET, words.text(title), body)

    def _commit(self) -> None:
        if self.directory.city.ask_secret_before_commit:
            self.stage.go(SecretAgain(self._deed))
        else:
            self.stage.do(self._deed, "")


def _hours(choice: Choice, day: DayView) -> tuple[datetime, datetime]:
    last = choice.first_slot + choice.slot_count - 1
    return day.slots[choice.first_slot].start, day.slots[last].end


def previews() -> Iterator[Preview]:
    from kiosk.availability import Now
    from ui.samples.values import CHOICE, LOTTERY_QUOTE, PLAIN_LOTTERY_QUOTE, QUOTE, day_view

    yield Preview(
        "reserve",
        Confirm(CHOICE, "reservation"),
        ConfirmAnswer(QUOTE, day_view(Now.RESERVE)),
    )
    yield Preview(
        "apply",
        Confirm(CHOICE, "lottery"),
        ConfirmAnswer(LOTTERY_QUOTE, day_view(Now.LOTTERY)),
    )
    yield Preview(
        "apply_without_claim",
        Confirm(CHOICE, "lottery"),
        ConfirmAnswer(PLAIN_LOTTERY_QUOTE, day_view(Now.LOTTERY)),
    )


SCREEN = ConfirmScreen
