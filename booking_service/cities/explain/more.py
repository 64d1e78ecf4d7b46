"""What else the rules of a class say about a date: for the officer's page, not for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from booking_service.cities.explain import words
from booking_service.cities.explain.sources import CLASSES, FACILITIES, Provenance
from booking_service.cities.explain.values import Cost, Fact, Question, Subject
from booking_service.cities.places import Path
from booking_service.policy.calendar import when
from booking_service.policy.fees import lights_from
from booking_service.policy.follow_ups import done_by
from booking_service.policy.instants import (
    MINUTES_OF_A_DAY,
    RelativeInstant,
    Shift,
    ShiftOver,
    start_of,
)
from booking_service.policy.model import City
from booking_service.policy.rules import Confirmed, Origin, Text

#: Facts that programs are not given: their keys begin with one of these.
PAGE_ONLY = ("confirmed", "quota", "surcharge", "reduction", "lighting", "follow_up", "payment.")


def more_facts(
    city: City, subject: Subject, question: Question, origins: Provenance
) -> Iterator[Fact]:
    """Payment of wins, deletion of unpaid bookings, quotas, lights, surcharges, reductions and what
    is to be done after booking."""
    yield from _confirmed(subject, question, origins)
    yield from _payments(city, subject, question, origins)
    yield from _quotas(subject, question.use_date)
    yield from _lighting(city, subject, question.use_date, origins)
    yield from _percentages(city, subject)
    yield from _follow_ups(subject, question)


def _confirmed(subject: Subject, question: Question, origins: Provenance) -> Iterator[Fact]:
    klass = subject.klass
    if klass.first_come is None:
        return
    how = klass.confirmed.get(Origin.FIRST_COME, Confirmed.AT_ONCE)
    at: datetime | None = None
    if how is Confirmed.NEXT_DAY and question.booked_on is not None:
        at = start_of(question.booked_on, MINUTES_OF_A_DAY)
    path: Path = (*origins.klass(klass.id), "confirmed", Origin.FIRST_COME.value)
    yield Fact(
        key="confirmed",
        label=words.label("confirmed"),
        value=at,
        rule=f"class/{klass.id}",
        source=origins.of(CLASSES, path),
        note=words.confirmed(how),
    )


def as_asked(instant: RelativeInstant, subject: Subject) -> RelativeInstant:
    """``instant`` as a class shows it: where no facility is asked for nothing moves over bank
    holidays either."""
    if subject.facility is None and instant.over is ShiftOver.BANK_HOLIDAYS:
        return replace(instant, shift=Shift.NONE)
    return instant


def _payments(
    city: City, subject: Subject, question: Question, origins: Provenance
) -> Iterator[Fact]:
    klass, booked = subject.klass, question.booked_on
    for origin, rule in klass.payment.items():
        name, _path = origins.payment(klass.id, origin)
        for key, instant in (("due", rule.due), ("deleted", rule.deleted)):
            known = origin is Origin.FIRST_COME and key == "due"  # told as payment_due already
            if instant is None or known:
                continue
            at: datetime | None = None
            note: Text | None = words.say("explain.no_agreement_day")
            if not instant.counts_from_event or (booked and origin is Origin.FIRST_COME):
                event = None if booked is None else start_of(booked)
                unmoved = as_asked(instant, subject)
                at = when(city, subject.facility, unmoved, question.use_date, event=event)
                note = None
            yield Fact(
                key=f"payment.{origin.value}.{key}",
                label=words.payment(origin, key),
                value=at,
                rule=name,
                source=rule.source,
                note=note,
                ends=key == "due",
            )


def _quotas(subject: Subject, day: date) -> Iterator[Fact]:
    for quota in subject.klass.quotas_on(day):
        yield Fact(
            key=f"quota.{quota.id}",
            label=words.most(quota.counted),
            value=words.quota(quota),
            rule=f"quota/{quota.id}",
            source=quota.source,
        )


def _lighting(city: City, subject: Subject, day: date, origins: Provenance) -> Iterator[Fact]:
    if subject.room is None or subject.room.lighting_id is None:
        return
    lighting = city.lighting(subject.room.lighting_id)
    starts = lights_from(lighting, day)
    label, rule, source = words.label("lighting"), f"lighting/{lighting.id}", lighting.source
    if starts is None:
        yield Fact("lighting", label, None, rule, source, words.say("explain.no_lights"))
        return
    cost = Cost((), words.say("explain.an_hour"), lighting.per_hour_yen)
    yield Fact("lighting.from", label, start_of(day, starts), rule, source)
    yield Fact("lighting.fee", label, cost, rule, source)
    room = origins.of(FACILITIES, origins.room(subject.room.id))
    yield Fact("lighting.room", label, lighting.name, f"room/{subject.room.id}", room)


def _percentages(city: City, subject: Subject) -> Iterator[Fact]:
    klass = subject.klass
    for surcharge in klass.surcharges:
        purposes = [one for one in klass.purposes if one.id in surcharge.purposes]
        yield Fact(
            key=f"surcharge.{surcharge.id}",
            label=words.label("surcharge"),
            value=words.percent(surcharge.name, surcharge.percent, purposes),
            rule=f"class/{klass.id}/surcharge/{surcharge.id}",
            source=surcharge.source,
        )
    for reduction in city.reductions:
        if klass.id in reduction.classes:
            yield Fact(
                key=f"reduction.{reduction.id}",
                label=words.label("reduction"),
                value=words.percent(reduction.name, -reduction.percent, ()),
                rule=f"reduction/{reduction.id}",
                source=reduction.source,
            )


def _follow_ups(subject: Subject, question: Question) -> Iterator[Fact]:
    for follow_up in subject.klass.follow_ups:
        until = None
        if question.booked_on is not None:
            booked = start_of(question.booked_on)
            until = done_by(booked, follow_up.within_days, question.use_date)
        yield Fact(
            key=f"follow_up.{follow_up.id}",
            label=words.label("follow_up"),
            value=until,
            rule=f"class/{subject.klass.id}/follow_up/{follow_up.id}",
            source=follow_up.source,
            note=words.follow_up(follow_up),
            ends=True,
        )
