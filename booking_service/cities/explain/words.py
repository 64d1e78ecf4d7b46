"""The words of an explanation, from the catalogue (``explain.…``): Japanese and English, since it
is an officer's page and not a resident's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from booking_service.policy.instants import local_date
from booking_service.policy.model import Purpose, SlotTime
from booking_service.policy.rules import (
    CancelBy,
    Confirmed,
    Counted,
    FollowUp,
    Origin,
    Quota,
    Text,
)
from booking_service.wording.words import in_all


def say(key: str, **values: str | Text) -> Text:
    """A text of the catalogue; what the city says in Japanese alone stands so in English too."""
    said = {
        name: value if isinstance(value, str) else {"en": value["ja"], **value}
        for name, value in values.items()
    }
    return in_all(key, **said)


def label(key: str) -> Text:
    """What a fact is called."""
    return say(f"explain.label.{key}")


def cancelled_by(how: CancelBy) -> Text:
    """Where a booking is cancelled that cannot be, or need not be, cancelled until an instant."""
    return say(f"explain.cancel_by.{how.value}")


def cancelled_afterwards(how: CancelBy) -> Text:
    """Where it is cancelled after that instant."""
    return say(f"explain.cancel_afterwards.{how.value}")


def confirmed(how: Confirmed) -> Text:
    """When a first-come booking is confirmed."""
    return say(f"explain.confirmed.{how.value}")


def most(counted: Counted) -> Text:
    """What a quota limits."""
    return say(f"explain.label.quota.{counted.value}")


def payment(origin: Origin, key: str) -> Text:
    """Paying (``due``) or losing (``deleted``) a booking that came about in one way."""
    return say(f"explain.label.payment.{key}", how=say(f"explain.origin.{origin.value}"))


def quota(rule: Quota) -> Text:
    """How many of what, where."""
    return say(f"explain.quota.{rule.unit.value}", limit=str(rule.limit), where=rule.name)


def percent(name: Text, more: int, purposes: Sequence[Purpose]) -> Text:
    """What is put on a fee or taken off it, for which purposes."""
    if not purposes:
        return say("explain.percent", name=name, percent=f"{more:+}")
    first, *others = (one.name for one in purposes)
    listed = first
    for other in others:
        listed = say("explain.listed", first=listed, second=other)
    return say("explain.percent.purposes", name=name, percent=f"{more:+}", purposes=listed)


def follow_up(rule: FollowUp) -> Text:
    """What a resident has to do within some days, and where to."""
    days = str(rule.within_days)
    if rule.to is None:
        return say("explain.follow_up", days=days, what=rule.text)
    return say("explain.follow_up.to", days=days, what=rule.text, to=rule.to)


def shut(reason: Text) -> Text:
    """Why nothing is offered on a closed day."""
    return say("explain.shut", reason=reason)


def pay_sometime(how: Text | None) -> Text:
    """A fee without an instant: where it is paid."""
    return _with(say("explain.pay_sometime"), how)


def moved_by_banks(to: datetime, how: Text | None) -> Text:
    """A class is shown the day of its rule; on that day banks are closed, so it will be another."""
    day = local_date(to - timedelta(microseconds=1))
    return _with(say("explain.moved_by_banks", day=str(day)), how)


def _with(said: Text, how: Text | None) -> Text:
    return said if how is None else say("explain.beside", first=said, second=how)


def times(slot: SlotTime) -> Text:
    """A slot without a name is called by its times."""
    return say("explain.times", begins=str(slot.from_), ends=str(slot.until))


def not_announced(last: date, years: Sequence[int], keys: Sequence[str]) -> Text:
    """From when on public holidays are computed, and what rests on such days."""
    of = ", ".join(map(str, years))
    if not keys:
        return say("explain.not_announced.nothing", years=of, last=str(last))
    return say("explain.not_announced", years=of, last=str(last), keys=", ".join(keys))
