"""Is this right? Everything once more, with the fee and what follows, before anything is sent.

Touched here: ``confirm.apply``, ``confirm.reserve``, ``confirm.change_reservation``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.availability import DayView
from kiosk.journeys.deed_kind import DeedKind
from kiosk.model import Choice, DrawTimes, Quote, Reservation
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.deeds import Change, Deed
from ui.places import Confirm, SecretAgain
from ui.preview import Preview
from ui.screens.booking.booking_steps import BookingStep, booking_steps
from ui.screens.booking.fact_blocks import fee_step_facts, follow_up_facts, pay_if_claimed
from ui.screens.booking.paying import pay_facts
from ui.screens.booking.way import is_let_by_unit
from ui.screens.mine.booking_facts import fee_fact
from ui.screens.screen import Screen
from ui.theme.palette import Tone
from ui.widgets.card import NoticeCard
from ui.widgets.facts import Fact
from ui.widgets.icons import Icon
from ui.wording.words import JAPAN

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
        self._deed = _deed(place)
        kind = self._deed.kind
        found = self.directory.room(place.choice.room_id)
        assert found is not None, "the room was chosen from this directory"  # noqa: S101
        self.head(
            words.text(f"confirm.{kind.value}.title"),
            steps=booking_steps(
                self.theme, words, BookingStep.CONFIRM, by_unit=is_let_by_unit(found[1])
            ),
        )
        # What it costs comes first, so that it stands on the first page of every glass: nobody
        # agrees to what they have not seen.
        fee = fee_fact(words, quote.fee_yen)
        self.tell_facts([fee, *self._chosen(place.choice, answer.day)])
        if place.changes is not None:
            self.tell(self._before(place.changes))
        if costs := self._costs(quote):
            self.tell_facts(costs)
        if quote.draw is not None:
            self.tell(self._claim(quote.draw))
        if paying := pay_if_claimed(self, quote.if_claimed):
            self.tell(paying)
        if todo := follow_up_facts(words, quote.follow_ups):
            self.tell_facts(todo)
        if steps := fee_step_facts(words, quote.fee_steps):
            # What was only applied for is taken back free of charge, until its window closes.
            drawn = "" if quote.draw is None else ".lottery"
            title = words.text(f"fee_steps.title{drawn}")
            self.tell(NoticeCard(self.theme, Tone.WARNING, Icon.CLOCK, title), heading=True)
            self.tell_facts(steps)
        commit = self.action(f"confirm.{kind.value}", words.text(f"confirm.{kind.value}"))
        commit.clicked.connect(self._commit)
        self.once_read(commit)

    @staticmethod
    def ask(place: Confirm, terminal: Terminal) -> ConfirmAnswer | Refused:
        if place.changes is not None:
            quote = terminal.my_bookings.quote_change(place.changes.id, place.choice)
        elif place.kind == "lottery":
            quote = terminal.applying.quote(place.choice)
        else:
            quote = terminal.reserving.quote(place.choice)
        if isinstance(quote, Refused):
            return quote
        day = terminal.looking.day(place.choice.room_id, place.choice.date)
        if isinstance(day, Refused):
            return day
        return ConfirmAnswer(quote, day)

    def _before(self, moved: Reservation) -> NoticeCard:
        words = self.words
        day = words.date(moved.from_.astimezone(JAPAN).date())
        hours = words.time_span(moved.from_, moved.until)
        people = words.text("people.count", people=moved.people)
        was = f"{day}　{hours}　{people}"
        return NoticeCard(self.theme, Tone.MUTED, Icon.CALENDAR, words.text("confirm.before"), was)

    def _chosen(self, choice: Choice, day: DayView) -> list[Fact]:
        words = self.words
        facility, room = self.directory.names_with_signs(choice.room_id, "", words)
        purpose = self.directory.purpose(choice.purpose_id, choice.room_id)
        start, end = _hours(choice, day)
        facts = [
            Fact(words.text("fact.date"), words.date(choice.date), strong=True),
            Fact(words.text("fact.hours"), words.time_span(start, end), strong=True),
            Fact(words.text("fact.room"), room),
            Fact(words.text("fact.facility"), facility),
            Fact(words.text("fact.purpose"), words.of(purpose.name) if purpose else ""),
            Fact(words.text("fact.people"), words.text("people.count", people=choice.people)),
        ]
        found = self.directory.room(choice.room_id)
        if found is not None and is_let_by_unit(found[1]):
            units = {unit.id: words.of(unit.name) for unit in found[1].units}
            any_unit = words.text("unit.any")
            facts.insert(
                3, Fact(words.text("fact.unit"), units.get(choice.unit_id or "", any_unit))
            )
        return facts

    def _costs(self, quote: Quote) -> list[Fact]:
        words, quota = self.words, quote.quota
        facts = []
        if len(quote.fee_lines) > 1:
            facts += [Fact(words.of(line.name), words.yen(line.yen)) for line in quote.fee_lines]
        if quote.if_claimed is None:  # what is drawn is paid once it is claimed: told by itself
            facts += pay_facts(words, quote)
        if quote.cancel_until is not None:
            until = words.text("fact.until", at=words.short_deadline(quote.cancel_until))
            facts.append(Fact(words.text("fact.cancel_until"), until))
        if quota is not None:
            count = words.text(
                f"fact.quota.{quota.unit}",
                used=quota.used,
                limit=quota.limit,
                scope=words.of(quota.scope),
            )
            facts.append(Fact(words.text(f"fact.quota_{quota.unit}"), count))
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


def _deed(place: Confirm) -> Deed:
    if place.changes is not None:
        return Deed(DeedKind.CHANGE_RESERVATION, Change(place.changes.id, place.choice))
    kind = DeedKind.APPLY if place.kind == "lottery" else DeedKind.RESERVE
    return Deed(kind, place.choice)


def _hours(choice: Choice, day: DayView) -> tuple[datetime, datetime]:
    last = choice.first_slot + choice.slot_count - 1
    return day.slots[choice.first_slot].start, day.slots[last].end


def previews() -> Iterator[Preview]:
    from kiosk.availability import Now
    from ui.samples import mine
    from ui.samples.calendars import day_view
    from ui.samples.values import CHOICE, LOTTERY_QUOTE, PLAIN_LOTTERY_QUOTE, QUOTE

    free, drawn = day_view(Now.RESERVE), day_view(Now.LOTTERY)
    yield Preview("reserve", Confirm(CHOICE, "reservation"), ConfirmAnswer(QUOTE, free))
    yield Preview(
        "reserve_much_to_know", Confirm(mine.COURT, "reservation"), ConfirmAnswer(mine.QUOTE, free)
    )
    yield Preview("apply", Confirm(CHOICE, "lottery"), ConfirmAnswer(LOTTERY_QUOTE, drawn))
    yield Preview(
        "apply_without_claim",
        Confirm(CHOICE, "lottery"),
        ConfirmAnswer(PLAIN_LOTTERY_QUOTE, drawn),
    )
    moving = Confirm(CHOICE, "reservation", mine.CHANGEABLE)
    yield Preview("change", moving, ConfirmAnswer(QUOTE, free))


SCREEN = ConfirmScreen
