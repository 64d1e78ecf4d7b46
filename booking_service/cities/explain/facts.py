"""The facts of an explanation: policy's answers, each with the table and the source it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from booking_service.cities.explain import words
from booking_service.cities.explain.more import as_asked, more_facts
from booking_service.cities.explain.sources import CLASSES, FACILITIES, Provenance
from booking_service.cities.explain.values import Cancelling, Cost, Fact, Question, Step, Subject
from booking_service.cities.holidays import announced_until, public_holiday
from booking_service.cities.places import Path
from booking_service.policy.calendar import closed_days_of, room_closed_because, when
from booking_service.policy.cancellation import fee_steps
from booking_service.policy.facts import pattern_of
from booking_service.policy.fees import is_free
from booking_service.policy.instants import MINUTES_OF_A_DAY, RelativeInstant, local_date, start_of
from booking_service.policy.lottery import lottery_of, lottery_times, period_start
from booking_service.policy.model import City, Price
from booking_service.policy.offers import OfferKind, window_of
from booking_service.policy.rules import (
    CancelBy,
    CancellationRule,
    Confirmed,
    Origin,
    Source,
    SourceKind,
    Text,
)

_WHOLE = 100
#: What a booking of some day came from, the kiosk's ways first.
_ORIGINS = {
    OfferKind.FIRST_COME: Origin.FIRST_COME,
    OfferKind.LOTTERY: Origin.LOTTERY,
    OfferKind.COUNTER: Origin.COUNTER,
}
_HOLIDAY_LIST = Source(SourceKind.PUBLIC, "Cabinet Office, 国民の祝日")


def facts_of(
    city: City, subject: Subject, question: Question, origins: Provenance
) -> Iterator[Fact]:
    """All facts of one answer, in the order of a resident's way through the rules."""
    teller = _Teller(city, subject, question, origins)
    yield from teller.day_of_use()
    yield from teller.lottery()
    yield from teller.first_come()
    yield from teller.counter()
    yield from teller.cancellation()
    yield from teller.payment()
    yield from teller.usage_fee()
    yield from more_facts(city, subject, question, origins)
    yield from teller.unannounced()


class _Teller:
    """Asks policy about one subject on one day. Every section asks a city that remembers nothing,
    so that the public holidays it looks at are seen."""

    def __init__(
        self, city: City, subject: Subject, question: Question, origins: Provenance
    ) -> None:
        self._plain = city
        self._subject = subject
        self._klass, self._room, self._facility = subject.klass, subject.room, subject.facility
        self._question = question
        self._day = question.use_date
        self._origins = origins
        self._unannounced: dict[str, set[int]] = {}  # the years looked at, by section
        self._class_path = origins.klass(self._klass.id)
        self._shut: Text | None = None
        if self._room is not None:
            self._shut = room_closed_because(city, self._room, self._day)

    def day_of_use(self) -> Iterator[Fact]:
        """Whether anything can be had on the day at all."""
        city = self._watched("use_date")
        if self._booked_at is not None and self._shut is None and self._booked_as() is None:
            source = self._origins.of(CLASSES, self._class_path)
            rule = f"class/{self._klass.id}"
            note = words.say("explain.nothing_to_book")
            yield Fact("booked_on", words.label("booked_on"), None, rule, source, note)
        if self._room is not None:
            room_closed_because(city, self._room, self._day)
        elif closed_days_of(city, None)(self._day):
            path: Path = ("city",)
            source = self._origins.of("closed_days.toml", path)
            label, note = words.label("use_date"), words.say("explain.all_shut")
            yield Fact("use_date", label, None, "closed_days/city", source, note)

    def lottery(self) -> Iterator[Fact]:
        """The lottery with its claim, or why there is none."""
        rule = lottery_of(self._klass, self._day)
        if rule is None or self._shut is not None:
            yield self._nothing("lottery", words.label("lottery"), words.say("explain.no_lottery"))
            return
        times = lottery_times(self._watched("lottery"), self._facility, self._klass, self._day)
        assert times is not None  # noqa: S101 - there is a rule, so there are its times
        path = self._origins.rule("lottery", rule.id, period_start(rule, self._day))
        name = f"lottery/{rule.id}"
        for key, given, at, ends in (
            ("opens", "opens", times.opens, False),
            ("closes", "closes", times.closes, True),
            ("draw", "draw", times.draw_at, False),
            ("result_from", "result", times.result_from, False),
            ("claim.from", "claim_opens", times.claim_from, False),
            ("claim.until", "claim_closes", times.claim_until, True),
            ("lapse", "lapse", times.lapse_at, False),
        ):
            if at is not None:
                full = f"lottery.{key}"
                yield from self._rule_facts(full, at, name, (*path, given), ends=ends)
        if times.claim_from is None:
            source = self._origins.of(CLASSES, path)
            label, note = words.label("lottery.claim"), words.say("explain.no_claim")
            yield Fact("lottery.claim", label, None, name, source, note)

    def first_come(self) -> Iterator[Fact]:
        """First come, first served."""
        rule = self._klass.first_come_on(self._day)
        yield from self._window(OfferKind.FIRST_COME, None if rule is None else rule.id)

    def counter(self) -> Iterator[Fact]:
        """What the counter alone takes, or takes too."""
        rule = self._klass.counter_on(self._day)
        yield from self._window(OfferKind.COUNTER, None if rule is None else rule.id)

    def cancellation(self) -> Iterator[Fact]:
        """Until when it is cancelled here, and what it costs from which day on."""
        rule = self._klass.cancellation_on(self._day)
        path = self._origins.rule("cancellation", rule.id, self._day)
        city = self._watched("cancellation")
        until, note = self._online_until(city, rule)
        name = f"cancellation/{rule.id}"
        key = "cancellation.online_until"
        where: Path = (*path, "online_until" if rule.online_until is not None else "by")
        yield from self._rule_facts(key, until, name, where, ends=True, note=note)
        steps = fee_steps(city, self._room or self._klass, self._day, self._question.booked_on)
        for place, step in enumerate(steps):
            yield Fact(
                key=f"cancellation.fee_steps[{place}]",
                label=words.label("cancellation.fee_steps"),
                value=Step(step.from_day, step.percent),
                rule=name,
                source=self._origins.of(CLASSES, (*path, "steps")),
            )
        unknown = self._hangs_on_booking(rule)
        if unknown:
            source = self._origins.of(CLASSES, (*path, "steps"))
            label = words.label("cancellation.fee_steps")
            note = words.say("explain.steps_left_out")
            yield Fact("cancellation.fee_steps", label, None, name, source, note)
        if self._question.cancel_at is not None:
            percents = [Step(step.from_day, step.percent) for step in steps]
            value = self._cancelling(self._question.cancel_at, rule, until, percents)
            note = None if value.percent is not None else words.say("explain.no_booking_day")
            source = self._origins.of(CLASSES, (*path, "steps"))
            label = words.label("cancellation.at")
            yield Fact("cancellation.at", label, value, name, source, note)

    def payment(self) -> Iterator[Fact]:
        """Until when a first-come booking is paid."""
        label = words.label("payment_due")
        name, path = self._origins.payment(self._klass.id, Origin.FIRST_COME)
        rule = self._klass.payment.get(Origin.FIRST_COME)
        source = self._origins.of(CLASSES, path)
        if self._klass.first_come is None or rule is None or self._shut is not None:
            reason = words.say("explain.not_paid_later")
            if self._shut is not None:
                reason = words.shut(self._shut)
            yield Fact("payment_due", label, None, name, source, reason)
            return
        if self._room is not None and is_free(self._room, self._day):
            at = self._origins.of(FACILITIES, self._origins.room(self._room.id))
            free = words.say("explain.free")
            yield Fact("payment_due", label, None, f"room/{self._room.id}", at, free)
            return
        due: datetime | None = None
        note: Text | None = rule.how
        if rule.due is None:
            note = words.pay_sometime(rule.how)
        elif rule.due.counts_from_event and self._booked_at is None:
            note = words.say("explain.no_booking_day")
        else:
            city = self._watched("payment_due")
            due = self._when(city, as_asked(rule.due, self._subject))
            moved = self._when(city, rule.due)
            if moved != due:
                note = words.moved_by_banks(moved, rule.how)
        yield from self._rule_facts("payment_due", due, name, (*path, "due"), ends=True, note=note)

    def usage_fee(self) -> Iterator[Fact]:
        """What the room costs on that day, slot by slot or by the hour."""
        if self._room is None:
            return
        path = self._origins.room(self._room.id)
        for place, cost in enumerate(self._costs()):
            own: Path = ("prices", "+".join(cost.slots)) if cost.slots else ("price_per_hour_yen",)
            yield Fact(
                key=f"usage_fee[{place}]",
                label=words.label("usage_fee"),
                value=cost,
                rule=f"room/{self._room.id}",
                source=self._origins.of(FACILITIES, (*path, *own)),
            )

    def unannounced(self) -> Iterator[Fact]:
        """Where the answer rests, or would rest, on public holidays that are not yet announced."""
        last = announced_until()
        years = set[int]().union(*self._unannounced.values())
        if self._day > last:
            years.add(self._day.year)
        if years:
            keys = [key for key, asked in self._unannounced.items() if asked]
            yield Fact(
                key="public_holidays",
                label=words.label("public_holidays"),
                value=None,
                rule="public_holidays",
                source=_HOLIDAY_LIST,
                note=words.not_announced(last, sorted(years), keys),
            )

    @property
    def _booked_at(self) -> datetime | None:
        booked = self._question.booked_on
        return None if booked is None else start_of(booked)

    def _watched(self, section: str) -> City:
        """The city anew, noting which public holidays ``section`` asks for beyond the announced."""
        asked = self._unannounced.setdefault(section, set())
        last = announced_until()

        def holiday(day: date) -> str | None:
            if day > last:
                asked.add(day.year)
            return public_holiday(day)

        return replace(self._plain, holidays=holiday)

    def _why_no_offer(self, kind: OfferKind) -> Text:
        first_come = self._klass.first_come_on(self._day)
        if kind is OfferKind.COUNTER and first_come is not None and self._shut is None:
            return words.say("explain.no_hours_of_its_own")
        return words.say("explain.no_offer")

    def _window(self, kind: OfferKind, rule_id: str | None) -> Iterator[Fact]:
        if rule_id is None or self._shut is not None:
            yield self._nothing(kind.value, words.label(kind.value), self._why_no_offer(kind))
            return
        city = self._watched(kind.value)
        offer = window_of(city, self._facility, self._klass, self._day, kind)
        assert offer is not None  # noqa: S101 - there is a rule, so there is its window
        path = self._origins.rule(kind.value, rule_id, self._day)
        name = f"{kind.value}/{rule_id}"
        for key, at, ends in (("opens", offer.from_, False), ("closes", offer.until, True)):
            yield from self._rule_facts(f"{kind.value}.{key}", at, name, (*path, key), ends=ends)

    def _nothing(self, key: str, label: Text, otherwise: Text) -> Fact:
        """An offer that there is not: because the day is closed, or by the rules of the class."""
        if self._shut is None or self._facility is None:
            source = self._origins.of(CLASSES, self._class_path)
            return Fact(key, label, None, f"class/{self._klass.id}", source, otherwise)
        path = self._origins.closing(self._facility.id, self._day, self._shut)
        source = self._origins.of("closed_days.toml", path)
        rule = f"closed_days/{self._facility.id}"
        return Fact(key, label, None, rule, source, words.shut(self._shut))

    def _rule_facts(
        self,
        key: str,
        at: datetime | None,
        rule: str,
        path: Path,
        *,
        ends: bool,
        note: Text | None = None,
    ) -> Iterator[Fact]:
        """An instant, and after it what else says from where it, or a part of it, comes."""
        label = words.label(key)
        source, *others = self._origins.all(CLASSES, path)
        yield Fact(key, label, at, rule, source, note, ends)
        for other in others:
            yield Fact(f"{key}.also", label, None, rule, other, part="also")
        for part, inner in self._origins.inside(CLASSES, path):
            yield Fact(f"{key}.{part}", label, None, rule, inner, part=part)

    def _online_until(
        self, city: City, rule: CancellationRule
    ) -> tuple[datetime | None, Text | None]:
        if rule.by is not CancelBy.ONLINE or rule.online_until is None:
            return None, words.cancelled_by(rule.by)
        if rule.online_until.counts_from_event and self._booked_at is None:
            return None, words.say("explain.no_booking_day")
        if rule.provisional_only and self._confirmed_at_once():
            return None, words.say("explain.confirmed_already")
        return self._when(city, rule.online_until), words.cancelled_afterwards(rule.afterwards)

    def _confirmed_at_once(self) -> bool:
        """Whether what was booked on the day asked about was never provisional."""
        origin = self._booked_as()
        if origin is None:
            return False
        return self._klass.confirmed.get(origin, Confirmed.AT_ONCE) is Confirmed.AT_ONCE

    def _booked_as(self) -> Origin | None:
        """Through what a use could be had on the day it was booked, for somebody at the kiosk if
        they could; None if the day is not given, or nothing could be had."""
        for kind, origin in _ORIGINS.items():
            span = self._span(kind)
            if span is not None and self._booked_within(*span):
                return origin
        return None

    def _booked_within(self, opens: datetime, closes: datetime) -> bool:
        at, booked = self._booked_at, self._question.booked_on
        if at is None or booked is None:
            return False
        return opens < start_of(booked, MINUTES_OF_A_DAY) and at < closes

    def _span(self, kind: OfferKind) -> tuple[datetime, datetime] | None:
        if kind is OfferKind.LOTTERY:  # a win is had from its result until first-come opens
            times = lottery_times(self._plain, self._facility, self._klass, self._day)
            first_come = self._span(OfferKind.FIRST_COME)
            if times is None:
                return None
            return times.result_from, times.over_at if first_come is None else first_come[0]
        offer = window_of(self._plain, self._facility, self._klass, self._day, kind)
        return None if offer is None else (offer.from_, offer.until)

    def _when(self, city: City, instant: RelativeInstant) -> datetime:
        return when(city, self._facility, instant, self._day, event=self._booked_at)

    def _hangs_on_booking(self, rule: CancellationRule) -> bool:
        return self._booked_at is None and any(step.starts.counts_from_event for step in rule.steps)

    def _cancelling(
        self, at: datetime, rule: CancellationRule, until: datetime | None, steps: list[Step]
    ) -> Cancelling:
        reached = [
            step for step in steps if step.from_day is None or step.from_day <= local_date(at)
        ]
        percent: int | None = reached[-1].percent
        if reached[-1].from_day is None and self._hangs_on_booking(rule):
            percent = None
        online: bool | None = until is not None and at < until
        if until is None and rule.by is CancelBy.ONLINE and self._booked_at is None:
            online = None
        costs = () if percent is None else self._costs()
        yen = tuple(cost.yen * (percent or 0) // _WHOLE for cost in costs)
        return Cancelling(at, online, percent, yen)

    def _costs(self) -> tuple[Cost, ...]:
        if self._room is None:
            return ()
        price: Price = self._room.price.on(self._day)
        if price.per_hour_yen is not None:
            return (Cost((), words.say("explain.an_hour"), price.per_hour_yen),)
        pattern = pattern_of(self._plain, self._room, self._day)
        sold = [(slot.id, slot.name or words.times(slot)) for slot in pattern.slots]
        sold += [(combined.id, combined.name) for combined in pattern.combined]
        return tuple(
            Cost((part,), name, price.by_slot[part]) for part, name in sold if part in price.by_slot
        )
