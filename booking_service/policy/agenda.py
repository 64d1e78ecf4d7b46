"""What happens in a month: when applying opens and ends, draws, results, first-come, paying.

What a rule says by month of use falls on certain days of the calendar. What it says by day of use
falls on every day, so it is told once, as a rule (``Entry.span`` is None).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from booking_service.policy.calendar import when
from booking_service.policy.instants import (
    Anchor,
    RelativeInstant,
    Window,
    add_months,
    first_of_month,
    local_date,
    resolve,
    start_of,
)
from booking_service.policy.lottery import (
    LotteryTimes,
    classes_of_lottery,
    draw_id,
    lotteries_between,
    times_of_rule,
)
from booking_service.policy.model import City, Facility, FacilityClass
from booking_service.policy.offers import months_ahead
from booking_service.policy.rules import LotteryRule, OfferRule, Origin, Period, Text
from booking_service.policy.use_days import Rule, UseDay, use_days

_MOMENT = timedelta(microseconds=1)
#: A day of use in the middle of a month, to put rules by day of use in order.
_ANY_DAY = date(2027, 6, 15)


class EntryKind(StrEnum):
    """What an entry is about, in the order in which a booking meets it."""

    LOTTERY_OPEN = "lottery_open"
    DRAW = "draw"
    RESULT = "result"
    CLAIM = "claim"
    LAPSE = "lapse"  # wins that nobody claimed are void
    FIRST_COME = "first_come"
    COUNTER_ONLY = "counter_only"
    PAYMENT = "payment"


class Event(StrEnum):
    """What a rule of ``Anchor.EVENT`` counts from."""

    BOOKED = "booked"
    CLAIMED = "claimed"
    WON = "won"  # where a win is a booking by itself


@dataclass(frozen=True, slots=True)
class EntrySpan:
    """From when until when; ``until`` is None where something begins, or happens at a moment."""

    from_: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happens. ``id`` is unique in a month.

    ``name``: what the rule is called, None for paying; ``facility_ids``: none where it is the same
    in all facilities of the classes. ``opens`` and ``closes`` are the rule itself. ``note``: what
    is to be said beside it. ``days``: what a rule by day of use means in the month. ``event``: what
    the rule counts from, if it counts from what a resident does.
    """

    id: str
    kind: EntryKind
    name: Text | None
    class_ids: tuple[str, ...]
    facility_ids: tuple[str, ...]
    span: EntrySpan | None
    use_month: date | None
    opens: RelativeInstant | None
    closes: RelativeInstant | None
    note: Text | None = None
    days: tuple[UseDay, ...] = ()
    event: Event = Event.BOOKED


def agenda(city: City, month: date) -> tuple[Entry, ...]:
    """What happens in the month that begins on ``month``: what has a day in order of time, then
    what holds for every day of use."""
    return city.remembered(("agenda", month), lambda: _agenda(city, month))


def _agenda(city: City, month: date) -> tuple[Entry, ...]:
    starts, ends = start_of(month), start_of(add_months(month, 1))
    dated: list[tuple[datetime, Entry]] = []
    always: dict[str, Entry] = {}
    for entry in _entries(city, month):
        if entry.span is None:
            always.setdefault(entry.id, entry)
        elif _falls_in(entry.span, starts, ends):
            dated.append((entry.span.from_, entry))
    order = tuple(EntryKind)
    dated.sort(key=lambda one: (one[0], order.index(one[1].kind), one[1].id))
    rolling = sorted(always.values(), key=lambda entry: (_comes(entry), order.index(entry.kind)))
    return (*(entry for _, entry in dated), *(_with_days(city, one, month) for one in rolling))


def _comes(entry: Entry) -> datetime:
    """When a booking meets a rule by day of use; what counts from something else comes last."""
    at = entry.opens or entry.closes
    if at is None or at.counts_from_event:
        return start_of(date.max - timedelta(days=1))
    return resolve(at, _ANY_DAY)


def _with_days(city: City, entry: Entry, month: date) -> Entry:
    lasts = entry.kind in (EntryKind.LOTTERY_OPEN, EntryKind.COUNTER_ONLY)
    rule = Rule(entry.opens, entry.closes, entry.class_ids, lasts)
    return replace(entry, days=use_days(city, rule, month, months_ahead(city) + 2))


def _falls_in(span: EntrySpan, starts: datetime, ends: datetime) -> bool:
    if span.until is None:
        return starts <= span.from_ < ends
    return span.from_ < ends and starts < span.until


def _entries(city: City, month: date) -> Iterator[Entry]:
    # Paying may follow the use by a month; nothing opens earlier than ``months_ahead`` before.
    use_months = [add_months(month, ahead) for ahead in range(-1, months_ahead(city) + 2)]
    last = add_months(use_months[-1], 1) - timedelta(days=1)
    for rule, start in lotteries_between(city, use_months[0], last):
        match rule.period:
            case Period.USE_MONTH:
                yield from _lottery(city, rule, start)
            case Period.USE_DATE:
                yield from _lottery_of_any_day(city, rule)
    for use_month in use_months:
        yield from _first_come(city, use_month)
        yield from _counter_only(city, use_month)
        yield from _payments(city, use_month)


def _lottery(city: City, rule: LotteryRule, start: date) -> Iterator[Entry]:
    times = times_of_rule(city, None, rule, start)
    for kind, span, opens, closes in _steps(rule, times):
        yield Entry(
            id=f"{kind}/{draw_id(rule, start)}",
            kind=kind,
            name=rule.name,
            class_ids=_ids(classes_of_lottery(city, rule.id)),
            facility_ids=(),
            span=span,
            use_month=first_of_month(start),
            opens=opens,
            closes=closes,
        )


def _lottery_of_any_day(city: City, rule: LotteryRule) -> Iterator[Entry]:
    for kind, _, opens, closes in _steps(rule, times_of_rule(city, None, rule, _ANY_DAY)):
        yield Entry(
            id=f"{kind}/{rule.id}",
            kind=kind,
            name=rule.name,
            class_ids=_ids(classes_of_lottery(city, rule.id)),
            facility_ids=(),
            span=None,
            use_month=None,
            opens=opens,
            closes=closes,
        )


_Step = tuple[EntryKind, EntrySpan, RelativeInstant | None, RelativeInstant | None]


def _steps(rule: LotteryRule, times: LotteryTimes) -> Iterator[_Step]:
    """The steps of a lottery: each with its time and the instants that its rule names."""
    window = rule.applications
    yield (
        EntryKind.LOTTERY_OPEN,
        EntrySpan(times.opens, times.closes),
        window.opens,
        window.closes,
    )
    drawn_by = times.result_from if times.result_from > times.draw_at else None
    until = None if drawn_by is None else rule.result
    yield EntryKind.DRAW, EntrySpan(times.draw_at, drawn_by), rule.draw, until
    claim = rule.claim
    until = None if claim is None else claim.closes
    yield EntryKind.RESULT, EntrySpan(times.result_from, times.claim_until), rule.result, until
    if claim is not None and times.claim_from is not None:
        span = EntrySpan(times.claim_from, times.claim_until)
        yield EntryKind.CLAIM, span, claim.opens, claim.closes
    if times.lapse_at is not None:
        yield EntryKind.LAPSE, EntrySpan(times.lapse_at, None), rule.lapse, None


def _first_come(city: City, use_month: date) -> Iterator[Entry]:
    for rule, classes in _grouped(city, lambda klass: klass.first_come_on(use_month)):
        opens, closes = rule.window.opens, rule.window.closes
        yield from _told(city, _Told(EntryKind.FIRST_COME, rule, classes, opens, closes), use_month)


def _counter_only(city: City, use_month: date) -> Iterator[Entry]:
    """When the counter books and a terminal does not: before first-come, and after it."""
    for rule, classes in _grouped(city, lambda klass: klass.counter_on(use_month)):
        online = [one.window for one in map(_online(use_month), classes) if one is not None]
        for opens, closes in _beside(rule.window, online, use_month):
            told = _Told(EntryKind.COUNTER_ONLY, rule, classes, opens, closes)
            yield from _told(city, told, use_month)


def _beside(
    counter: Window, online: Sequence[Window], day: date
) -> Iterator[tuple[RelativeInstant, RelativeInstant]]:
    def at(instant: RelativeInstant) -> datetime:
        return resolve(instant, day)

    if not online:
        yield counter.opens, counter.closes
        return
    first = min((window.opens for window in online), key=at)
    if at(counter.opens) < at(first):
        yield counter.opens, min(counter.closes, first, key=at)
    last = max((window.closes for window in online), key=at)
    if at(last) < at(counter.closes):
        yield max(counter.opens, last, key=at), counter.closes


def _online(day: date) -> Callable[[FacilityClass], OfferRule | None]:
    return lambda klass: klass.first_come_on(day)


def _grouped(
    city: City, rule_of: Callable[[FacilityClass], OfferRule | None]
) -> list[tuple[OfferRule, tuple[FacilityClass, ...]]]:
    """The rules of all classes, each once, with the classes that share it."""
    found: dict[str, tuple[OfferRule, list[FacilityClass]]] = {}
    for klass in city.classes:
        rule = rule_of(klass)
        if rule is not None:
            found.setdefault(rule.id, (rule, []))[1].append(klass)
    return [(rule, tuple(classes)) for rule, classes in found.values()]


@dataclass(frozen=True, slots=True)
class _Told:
    """Something about rooms of some classes from one instant to another."""

    kind: EntryKind
    rule: OfferRule
    classes: tuple[FacilityClass, ...]
    opens: RelativeInstant
    closes: RelativeInstant


def _told(city: City, told: _Told, use_month: date) -> Iterator[Entry]:
    rolling = Entry(
        id=f"{told.kind}/{told.rule.id}",
        kind=told.kind,
        name=told.rule.name,
        class_ids=_ids(told.classes),
        facility_ids=(),
        span=None,
        use_month=None,
        opens=told.opens,
        closes=told.closes,
    )
    if told.opens.of is not Anchor.USE_MONTH:
        yield rolling
        return
    ends = told.closes if told.closes.of is Anchor.USE_MONTH else None

    def span(facility: Facility) -> EntrySpan:
        until = None if ends is None else when(city, facility, ends, use_month)
        return EntrySpan(when(city, facility, told.opens, use_month), until)

    yield from _by_facility(city, rolling, use_month, told.classes, span)


def _payments(city: City, use_month: date) -> Iterator[Entry]:
    """Each way of paying once, with the classes that share it."""
    found: dict[tuple[RelativeInstant, Event], list[tuple[FacilityClass, Text | None]]] = {}
    for klass in city.classes:
        for origin, rule in klass.payment.items():
            if rule.due is not None:
                event = _event(klass, origin, rule.due, use_month)
                places = found.setdefault((rule.due, event), [])
                if all(klass is not known for known, _ in places):
                    places.append((klass, rule.how))
    for (due, event), places in found.items():
        for how in dict.fromkeys(_key(one) for _, one in places):
            classes = tuple(klass for klass, one in places if _key(one) == how)
            note = next(one for _, one in places if _key(one) == how)
            yield from _payment(city, due, classes, note, use_month, event=event)


def _event(klass: FacilityClass, origin: Origin, due: RelativeInstant, use_month: date) -> Event:
    """What the day of paying counts from; it matters only where that is an event."""
    if origin is not Origin.LOTTERY or not due.counts_from_event:
        return Event.BOOKED
    rule = klass.lottery_on(use_month)
    return Event.WON if rule is None or rule.claim is None else Event.CLAIMED


def _key(how: Text | None) -> str:
    return "" if how is None else how["ja"]


def _payment(
    city: City,
    due: RelativeInstant,
    classes: tuple[FacilityClass, ...],
    how: Text | None,
    use_month: date,
    *,
    event: Event,
) -> Iterator[Entry]:
    rolling = Entry(
        id=f"{EntryKind.PAYMENT}/{classes[0].id}-{event if event is Event.WON else due.of}",
        kind=EntryKind.PAYMENT,
        name=None,
        class_ids=_ids(classes),
        facility_ids=(),
        span=None,
        use_month=None,
        opens=None,
        closes=due,
        note=how,
        event=event,
    )
    # Counted from the claim it has a day; counted from a booking made at any time not.
    claim = _claim(city, classes[0], use_month) if event is Event.CLAIMED else None
    if due.of is Anchor.USE_DATE or (due.counts_from_event and claim is None):
        yield rolling
        return

    def span(facility: Facility) -> EntrySpan:
        if claim is None:
            until = when(city, facility, due, use_month)
            return EntrySpan(start_of(local_date(until - _MOMENT)), until)
        return EntrySpan(claim.from_, when(city, facility, due, use_month, event=claim.from_))

    yield from _by_facility(city, rolling, use_month, classes, span)


def _claim(city: City, klass: FacilityClass, use_month: date) -> EntrySpan | None:
    """The days in which a win for a month of use is claimed."""
    rule = klass.lottery_on(use_month)
    if rule is None or rule.period is not Period.USE_MONTH:
        return None
    times = times_of_rule(city, None, rule, use_month)
    return None if times.claim_from is None else EntrySpan(times.claim_from, times.claim_until)


def _by_facility(
    city: City,
    rolling: Entry,
    use_month: date,
    classes: tuple[FacilityClass, ...],
    span_in: Callable[[Facility], EntrySpan],
) -> Iterator[Entry]:
    """One entry for each time there is: closed days may move it in some of the facilities."""
    wanted = {klass.id for klass in classes}
    found: dict[EntrySpan, list[str]] = {}
    for facility in city.facilities:
        if any(room.class_id in wanted for room in facility.rooms):
            found.setdefault(span_in(facility), []).append(facility.id)
    for place, (span, facilities) in enumerate(found.items()):
        several = f"-{place + 1}" if len(found) > 1 else ""
        yield Entry(
            id=f"{rolling.id}/{use_month:%Y-%m}{several}",
            kind=rolling.kind,
            name=rolling.name,
            class_ids=rolling.class_ids,
            facility_ids=tuple(facilities) if len(found) > 1 else (),
            span=span,
            use_month=use_month,
            opens=rolling.opens,
            closes=rolling.closes,
            note=rolling.note,
            event=rolling.event,
        )


def _ids(classes: tuple[FacilityClass, ...]) -> tuple[str, ...]:
    return tuple(klass.id for klass in classes)
