"""Reads ``classes.toml``: slot patterns, and the rules of each facility class."""

from __future__ import annotations

from collections.abc import Mapping

from booking_service.cities import reading
from booking_service.cities.table import CityFile, Table
from booking_service.policy.model import FacilityClass, Purpose, SlotPattern, SlotTime
from booking_service.policy.rules import (
    CancellationRule,
    Counted,
    FeeStep,
    LotteryRule,
    OfferRule,
    Origin,
    PaymentRule,
    Quota,
    Scope,
)

_MOST_PERCENT = 100
_MOST_SLOTS_A_DAY = 288  # slots of five minutes
_MOST_DAYS_BEFORE = 400
_AT_COUNTER = "counter"
_ONLINE = "online"


def read_classes(
    file: CityFile,
) -> tuple[tuple[SlotPattern, ...], tuple[FacilityClass, ...]]:
    """The slot patterns and the facility classes of a city."""
    with file.root() as root:
        patterns = tuple(_pattern(table) for table in root.unique_tables("pattern"))
        classes = tuple(_class(table) for table in root.unique_tables("class"))
    return patterns, classes


def _pattern(given: Table) -> SlotPattern:
    with given as table:
        slots: list[SlotTime] = []
        for slot in table.tables("slots"):
            slots.append(_slot(slot, slots[-1].end if slots else 0))
        if not slots:
            raise table.error("slots", "no slot", 'list { from = "09:00", until = "10:00" }, …')
        return SlotPattern(table.slug("id"), tuple(slots), table.source)


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
        return SlotTime(start, end, table.optional_text("name"))


def _class(given: Table) -> FacilityClass:
    with given as table:
        return FacilityClass(
            id=table.slug("id"),
            name=table.text("name"),
            purposes=_purposes(table),
            max_slots_per_use=table.integer("max_slots_per_use", least=1, most=_MOST_SLOTS_A_DAY),
            lottery=_lottery(table.table("lottery")) if table.has("lottery") else None,
            first_come=_offer(table.table("first_come")) if table.has("first_come") else None,
            counter=_offer(table.table("counter")) if table.has("counter") else None,
            quotas=tuple(_quota(quota) for quota in table.tables("quota")),
            payment=_payments(table),
            cancellation=_cancellation(table.table("cancellation")),
        )


def _purposes(table: Table) -> tuple[Purpose, ...]:
    purposes = tuple(_purpose(inner) for inner in table.unique_tables("purposes"))
    if not purposes:
        raise table.error("purposes", "no purpose", "list at least one { id, name }")
    return purposes


def _purpose(given: Table) -> Purpose:
    with given as table:
        return Purpose(table.slug("id"), table.text("name"))


def _lottery(given: Table) -> LotteryRule:
    with given as table:
        applications = reading.window(table)
        claim = reading.window(table, "claim_opens", "claim_closes")
        draw = reading.instant(table, "draw")
        result = reading.instant(table, "result")
        lapse = reading.instant(table, "lapse")
        reading.in_order(
            table,
            (
                ("closes", applications.closes),
                ("draw", draw),
                ("result", result),
                ("claim_opens", claim.opens),
            ),
            strict=False,
        )
        reading.in_order(table, (("claim_closes", claim.closes), ("lapse", lapse)), strict=False)
        return LotteryRule(applications, draw, result, claim, lapse, table.source)


def _offer(given: Table) -> OfferRule:
    with given as table:
        return OfferRule(reading.window(table), table.source)


def _quota(given: Table) -> Quota:
    with given as table:
        return Quota(
            counted=Counted(table.choice("of", tuple(Counted))),
            limit=table.integer("limit", least=1),
            scope=Scope(table.choice("scope", tuple(Scope))),
            lifted_from=(
                reading.instant(table, "lifted_from") if table.has("lifted_from") else None
            ),
            name=table.text("name"),
            source=table.source,
        )


def _payments(table: Table) -> Mapping[Origin, PaymentRule]:
    if not table.has("payment"):
        return {}
    with table.table("payment") as payment:
        return {origin: _payment(payment.table(origin)) for origin in Origin if payment.has(origin)}


def _payment(given: Table) -> PaymentRule:
    with given as table:
        due = reading.instant(table, "due")
        deleted = reading.instant(table, "deleted")
        reading.in_order(table, (("due", due), ("deleted", deleted)), strict=False)
        return PaymentRule(due, deleted, table.source)


def _cancellation(given: Table) -> CancellationRule:
    with given as table:
        steps: list[FeeStep] = []
        for step in table.tables("steps"):
            steps.append(_fee_step(step, steps[-1].days_before if steps else None))
        return CancellationRule(
            online_until=reading.instant(table, "online_until"),
            paid_at_counter=table.choice("paid", (_AT_COUNTER, _ONLINE)) == _AT_COUNTER,
            steps=tuple(steps),
            source=table.source,
        )


def _fee_step(given: Table, earlier: int | None) -> FeeStep:
    with given as table:
        days = table.integer("days_before", least=0, most=_MOST_DAYS_BEFORE)
        if earlier is not None and days >= earlier:
            raise table.error(
                "days_before",
                f"{days} does not come nearer than {earlier}",
                "list the steps from far to near",
            )
        return FeeStep(days, table.integer("percent", least=0, most=_MOST_PERCENT))
