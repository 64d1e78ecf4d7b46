"""Reads ``classes.toml``: slot patterns, named rules, and the classes that combine them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from booking_service.cities import reading
from booking_service.cities.rule_file import Rules, payment_rule, read_rules
from booking_service.cities.table import CityFile, Table
from booking_service.policy.model import Combined, FacilityClass, Purpose, SlotPattern, SlotTime
from booking_service.policy.rules import (
    Confirmed,
    FollowUp,
    Lighting,
    Origin,
    PaidRule,
    PaymentRule,
    Quota,
    Surcharge,
)

_MOST_SLOTS_A_DAY = 288  # slots of five minutes
_MOST_DAYS = 366
_MOST_MOVES = 99
_MOST_SURCHARGE = 1000  # percent: commercial use may cost several times as much

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Classes:
    """What ``classes.toml`` says."""

    patterns: tuple[SlotPattern, ...]
    classes: tuple[FacilityClass, ...]
    lightings: tuple[Lighting, ...]


def class_ids(file: CityFile) -> tuple[str, ...]:
    """The ids alone, for files that refer to classes."""
    return tuple(table.slug("id") for table in file.root().unique_tables("class"))


def read_classes(file: CityFile, kinds: tuple[str, ...]) -> Classes:
    """The slot patterns, facility classes and lights of a city. ``kinds``: the ids of its kinds of
    registration."""
    with file.root() as root:
        patterns = tuple(_pattern(table) for table in root.unique_tables("pattern"))
        rules = read_rules(root)
        classes = tuple(_class(table, rules, kinds) for table in root.unique_tables("class"))
    return Classes(patterns, classes, rules.lightings)


def _pattern(given: Table) -> SlotPattern:
    with given as table:
        slots: list[SlotTime] = []
        for slot in table.tables("slots"):
            slots.append(_slot(slot, slots[-1].end if slots else 0))
        if not slots:
            raise table.error("slots", "no slot", 'list { from = "09:00", until = "10:00" }, …')
        ids = [slot.id for slot in slots]
        for place, (inner, found) in enumerate(zip(table.tables("slots"), slots, strict=True)):
            if found.id in ids[:place]:
                raise inner.error("id", f"{found.id!r} is given twice", "use another id")
            _check_needs(inner, found, ids)
        combined = tuple(_combined(inner, ids) for inner in table.unique_tables("combined"))
        return SlotPattern(table.slug("id"), tuple(slots), table.source, combined)


def _slot(given: Table, earliest: int) -> SlotTime:
    with given as table:
        start = reading.time_of_day(table, "from")
        end = reading.time_of_day(table, "until")
        if start < earliest:
            raise table.error(
                "from", "the slot overlaps the one before", "list slots in order, end to start"
            )
        if end <= start:
            raise table.error("until", "the slot ends before it begins", "let until be later")
        return SlotTime(
            id=table.slug("id") if table.has("id") else table.string("from").replace(":", ""),
            start=start,
            end=end,
            name=table.optional_text("name"),
            needs=table.slug("needs") if table.has("needs") else None,
        )


def _check_needs(table: Table, slot: SlotTime, ids: list[str]) -> None:
    if slot.needs is None:
        return
    if slot.needs not in ids:
        raise table.error("needs", f"there is no slot {slot.needs!r}", "use " + ", ".join(ids))
    if abs(ids.index(slot.needs) - ids.index(slot.id)) != 1:
        raise table.error(
            "needs",
            f"the slot {slot.needs!r} does not adjoin",
            "one use is one run of slots: name the slot before or after",
        )


def _combined(given: Table, ids: list[str]) -> Combined:
    with given as table:
        found = Combined(table.slug("id"), table.text("name"), table.strings("slots", tuple(ids)))
    if found.id in ids:
        raise table.error("id", f"{found.id!r} is a slot already", "use another id")
    places = [ids.index(slot) for slot in found.slots]
    adjoining = all(later == earlier + 1 for earlier, later in pairwise(places))
    if len(places) <= 1 or not adjoining:
        raise table.error(
            "slots", "the slots do not adjoin", "name two or more that follow each other, in order"
        )
    return found


def _class(given: Table, rules: Rules, kinds: tuple[str, ...]) -> FacilityClass:
    with given as table:
        purposes = _purposes(table)
        return FacilityClass(
            id=table.slug("id"),
            name=table.text("name"),
            purposes=purposes,
            max_slots_per_use=(
                table.integer("max_slots_per_use", least=1, most=_MOST_SLOTS_A_DAY)
                if table.has("max_slots_per_use")
                else None
            ),
            lottery=_optional_rule(table, "lottery", rules.lotteries),
            first_come=_optional_rule(table, "first_come", rules.first_come),
            counter=_optional_rule(table, "counter", rules.counter),
            quotas=_quotas(table, rules),
            payment=_payments(table, rules),
            confirmed=_confirmed(table),
            cancellation=rules.cancellations[
                table.choice("cancellation", tuple(rules.cancellations))
            ],
            follow_ups=tuple(_follow_up(inner) for inner in table.unique_tables("follow_up")),
            surcharges=tuple(
                _surcharge(inner, tuple(purpose.id for purpose in purposes))
                for inner in table.unique_tables("surcharge")
            ),
            registration_kinds=(
                frozenset(table.strings("registration_kinds", kinds))
                if table.has("registration_kinds")
                else None
            ),
            paid=_paid(table.table("paid")) if table.has("paid") else None,
            changed_online=(
                table.boolean("changed_online") if table.has("changed_online") else False
            ),
        )


def _optional_rule(table: Table, key: str, rules: Mapping[str, R]) -> R | None:
    return rules[table.choice(key, tuple(rules))] if table.has(key) else None


def _quotas(table: Table, rules: Rules) -> tuple[Quota, ...]:
    if not table.has("quotas"):
        return ()
    names = table.strings("quotas", tuple(rules.quotas))
    return tuple(quota for name in names for quota in rules.quotas[name])


def _purposes(table: Table) -> tuple[Purpose, ...]:
    purposes = tuple(_purpose(inner) for inner in table.unique_tables("purposes"))
    if not purposes:
        raise table.error("purposes", "no purpose", "list at least one { id, name }")
    return purposes


def _purpose(given: Table) -> Purpose:
    with given as table:
        return Purpose(table.slug("id"), table.text("name"))


def _confirmed(table: Table) -> Mapping[Origin, Confirmed]:
    if not table.has("confirmed"):
        return {}
    with table.table("confirmed") as inner:
        return {
            origin: Confirmed(inner.choice(origin, tuple(Confirmed)))
            for origin in Origin
            if inner.has(origin)
        }


def _payments(table: Table, rules: Rules) -> Mapping[Origin, PaymentRule]:
    """By origin: the id of a ``[[payment]]``, or a rule of the class's own."""
    if not table.has("payment"):
        return {}
    with table.table("payment") as payment:
        return {
            origin: _payment(payment, origin, rules.payments)
            for origin in Origin
            if payment.has(origin)
        }


def _payment(payment: Table, origin: Origin, named: Mapping[str, PaymentRule]) -> PaymentRule:
    if isinstance(payment.raw(origin, "the id of a [[payment]], or a table"), str):
        return named[payment.choice(origin, tuple(named))]
    with payment.table(origin) as table:
        return payment_rule(table)


def _paid(given: Table) -> PaidRule:
    with given as table:
        return PaidRule(
            moves=table.integer("moves", least=0, most=_MOST_MOVES),
            until=reading.instant(table, "until"),
            within_fiscal_year=table.boolean("within_fiscal_year"),
            refunded=table.boolean("refunded"),
            source=table.source,
            unpaid_too=table.boolean("unpaid_too") if table.has("unpaid_too") else False,
        )


def _follow_up(given: Table) -> FollowUp:
    with given as table:
        return FollowUp(
            id=table.slug("id"),
            within_days=table.integer("within_days", least=0, most=_MOST_DAYS),
            text=table.text("text"),
            to=table.optional_text("to"),
            source=table.source,
        )


def _surcharge(given: Table, purposes: tuple[str, ...]) -> Surcharge:
    with given as table:
        return Surcharge(
            id=table.slug("id"),
            name=table.text("name"),
            percent=table.integer("percent", least=0, most=_MOST_SURCHARGE),
            purposes=frozenset(table.strings("purposes", purposes)),
            source=table.source,
        )
