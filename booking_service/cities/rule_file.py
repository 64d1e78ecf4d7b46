"""Reads the named rules of ``classes.toml``: lotteries, offers, quotas, cancelling, lighting.

A rule may stand there several times under one id, each time with another ``valid_from``: the
versions of it by date of use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from booking_service.cities import reading
from booking_service.cities.table import Table
from booking_service.policy.calendar import falls_in
from booking_service.policy.instants import Anchor, MonthDay, RelativeInstant, Shift
from booking_service.policy.rules import (
    CancelBy,
    CancellationRule,
    Clash,
    Counted,
    Dated,
    FeeStep,
    Lighting,
    LightingSeason,
    LotteryRule,
    OfferRule,
    PaidBy,
    PaymentRule,
    Period,
    Quota,
    QuotaUnit,
    Scope,
    Unclaimed,
)

T = TypeVar("T")

MOST_PERCENT = 100
_MOST_YEN = 10_000_000
_AT_COUNTER = "counter"
_ONLINE = "online"
_BEFORE_CLAIM = 3  # closes, draw, result
_A_LEAP_YEAR = date(2028, 1, 1)
_DAYS_OF_A_LEAP_YEAR = 366


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules that classes name, by id."""

    lotteries: Mapping[str, Dated[LotteryRule]]
    first_come: Mapping[str, Dated[OfferRule]]
    counter: Mapping[str, Dated[OfferRule]]
    cancellations: Mapping[str, Dated[CancellationRule]]
    quotas: Mapping[str, tuple[Quota, ...]]
    payments: Mapping[str, PaymentRule]
    lightings: tuple[Lighting, ...]


def read_rules(root: Table) -> Rules:
    """All named rules of the file."""
    return Rules(
        lotteries=_dated(root, "lottery", _lottery),
        first_come=_dated(root, "first_come", _offer),
        counter=_dated(root, "counter", _offer),
        cancellations=_dated(root, "cancellation", _cancellation),
        quotas=_quotas(root),
        payments={
            table.slug("id"): _named_payment(table) for table in root.unique_tables("payment")
        },
        lightings=tuple(_lighting(table) for table in root.unique_tables("lighting")),
    )


def _versions(
    root: Table, key: str, read: Callable[[Table], T]
) -> Mapping[str, list[tuple[date, T]]]:
    """Every version of every rule of a list, in ascending order."""
    found: dict[str, list[tuple[date, T]]] = {}
    places: dict[tuple[str, date], Table] = {}
    for given in root.tables(key):
        with given as table:
            name = table.slug("id")
            since = reading.a_date(table, "valid_from") if table.has("valid_from") else date.min
            rule = read(table)
        versions = found.setdefault(name, [])
        if since in [day for day, _ in versions]:
            raise table.error(
                "valid_from" if table.has("valid_from") else "id",
                f"{name!r} has two versions from the same day",
                "give each version of a rule another valid_from, or another id",
            )
        versions.append((since, rule))
        versions.sort(key=lambda version: version[0])
        places[name, since] = table
    for name, versions in found.items():
        since = versions[0][0]
        if since != date.min:
            raise places[name, since].error(
                "valid_from",
                f"{name!r} has no version before {since}",
                "leave valid_from out of the first version: it holds from the beginning",
            )
    return found


def _dated(root: Table, key: str, read: Callable[[Table], T]) -> Mapping[str, Dated[T]]:
    return {name: Dated(tuple(versions)) for name, versions in _versions(root, key, read).items()}


def _quotas(root: Table) -> Mapping[str, tuple[Quota, ...]]:
    """The versions of a quota stand side by side; each knows its days."""
    found: dict[str, tuple[Quota, ...]] = {}
    for name, versions in _versions(root, "quota", _quota).items():
        starts = [date.min, *(day for day, _ in versions[1:]), date.max]
        found[name] = tuple(
            replace(quota, valid_from=since, valid_until=until)
            for (since, until), (_, quota) in zip(pairwise(starts), versions, strict=True)
        )
    return found


def _lottery(table: Table) -> LotteryRule:
    applications = reading.window(table)
    draw = reading.instant(table, "draw")
    result = reading.instant(table, "result")
    claim = None
    order = [("closes", applications.closes), ("draw", draw), ("result", result)]
    if table.has("claim_opens") or table.has("claim_closes"):
        claim = reading.window(table, "claim_opens", "claim_closes")
        order.append(("claim_opens", claim.opens))
    lapse = None
    if claim is not None:
        lapse = reading.instant(table, "lapse")
        reading.in_order(table, (("claim_closes", claim.closes), ("lapse", lapse)), strict=False)
    elif table.has("lapse"):
        raise table.error("lapse", "nothing lapses where no win is claimed", "give claim_opens too")
    reading.in_order(table, order, strict=False)
    period = Period(table.choice("period", tuple(Period)))
    if period is Period.USE_MONTH:
        for key, found in (("opens", applications.opens), *order):
            _of_month(table, key, found)
        for key, found in (("opens", applications.opens), *order[:_BEFORE_CLAIM]):
            _same_everywhere(table, key, found)
    return LotteryRule(
        id=table.slug("id"),
        name=table.text("name"),
        period=period,
        applications=applications,
        draw=draw,
        result=result,
        claim=claim,
        lapse=lapse,
        clash=Clash(table.choice("clash", tuple(Clash))),
        unclaimed=Unclaimed(table.choice("unclaimed", tuple(Unclaimed))),
        source=table.source,
    )


def _of_month(table: Table, key: str, instant: RelativeInstant) -> None:
    if instant.of is not Anchor.USE_MONTH:
        raise table.error(
            key, "a draw of a whole month has one time for all its days", 'count of = "use_month"'
        )


def _same_everywhere(table: Table, key: str, instant: RelativeInstant) -> None:
    if instant.shift is not Shift.NONE or instant.day is MonthDay.LAST_OPEN:
        raise table.error(
            key,
            "a draw of a whole month has one time for all its facilities, whichever days they open",
            "leave shift out and name the day by its number",
        )


def _offer(table: Table) -> OfferRule:
    window = reading.window(table)
    reading.not_after_use(table, "closes", window.closes)
    return OfferRule(table.slug("id"), table.text("name"), window, table.source)


def _quota(table: Table) -> Quota:
    unit = QuotaUnit.USES
    if table.has("unit"):
        unit = QuotaUnit(table.choice("unit", tuple(QuotaUnit)))
    return Quota(
        id=table.slug("id"),
        counted=Counted(table.choice("of", tuple(Counted))),
        limit=table.integer("limit", least=1),
        unit=unit,
        scope=Scope(table.choice("scope", tuple(Scope))),
        lifted_from=reading.optional_instant(table, "lifted_from"),
        name=table.text("name"),
        source=table.source,
    )


def payment_rule(table: Table) -> PaymentRule:
    """How and until when something is paid; the caller refuses keys that nobody asked for."""
    due = reading.optional_instant(table, "due")
    deleted = reading.optional_instant(table, "deleted")
    if due is not None and deleted is not None:
        reading.in_order(table, (("due", due), ("deleted", deleted)), strict=False)
    elif deleted is not None:
        raise table.error("deleted", "nothing is deleted that was never due", "give due as well")
    by = PaidBy(table.choice("by", tuple(PaidBy))) if table.has("by") else PaidBy.DEADLINE
    if by is not PaidBy.DEADLINE and (due is None or deleted is not None):
        raise table.error(
            "by", "only what is due has a day, only a deadline is missed", "give due, not deleted"
        )
    return PaymentRule(due, deleted, table.optional_text("how"), table.source, by)


def _named_payment(given: Table) -> PaymentRule:
    with given as table:
        return payment_rule(table)


def _cancellation(table: Table) -> CancellationRule:
    by = CancelBy(table.choice("by", tuple(CancelBy)))
    until = reading.optional_instant(table, "online_until")
    if (until is not None) != (by is CancelBy.ONLINE):
        raise table.error(
            "online_until",
            "given" if until is not None else "missing",
            'give it exactly where by = "online"',
        )
    if until is not None and not until.counts_from_event:
        reading.not_after_use(table, "online_until", until)
    afterwards: CancelBy = CancelBy.COUNTER if by is CancelBy.ONLINE else by
    if table.has("afterwards"):
        afterwards = CancelBy(table.choice("afterwards", (CancelBy.COUNTER, CancelBy.TELEPHONE)))
    return CancellationRule(
        id=table.slug("id"),
        name=table.text("name"),
        by=by,
        online_until=until,
        afterwards=afterwards,
        won_from_first_come=(
            table.boolean("won_from_first_come") if table.has("won_from_first_come") else False
        ),
        paid_at_counter=table.choice("paid", (_AT_COUNTER, _ONLINE)) == _AT_COUNTER,
        steps=_fee_steps(table),
        not_before=reading.optional_instant(table, "not_before"),
        penalty=table.optional_text("penalty"),
        source=table.source,
        provisional_only=(
            table.boolean("provisional_only") if table.has("provisional_only") else False
        ),
    )


def _fee_steps(table: Table) -> tuple[FeeStep, ...]:
    steps: list[FeeStep] = []
    for given in table.tables("steps"):
        with given as inner:
            step = FeeStep(
                reading.instant(inner, "from"),
                inner.integer("percent", least=0, most=MOST_PERCENT),
            )
            if not step.starts.counts_from_event:
                reading.not_after_use(inner, "from", step.starts, begins=True)
            if steps and step.percent < steps[-1].percent:
                raise inner.error(
                    "percent",
                    f"{step.percent} is less than the {steps[-1].percent} of the step before",
                    "let cancelling cost more the nearer the use is",
                )
            if steps and Anchor.EVENT not in (steps[-1].starts.of, step.starts.of):
                _nearer(inner, steps[-1], step)
            steps.append(step)
    return tuple(steps)


def _nearer(table: Table, earlier: FeeStep, later: FeeStep) -> None:
    """Refuses a step that does not begin after the one listed before it."""
    day = reading.first_out_of_order(earlier.starts, later.starts)
    if day is not None:
        raise table.error(
            "from",
            f"for a use on {day} it does not come nearer than the step before",
            "list the steps from far to near",
        )


def _lighting(given: Table) -> Lighting:
    with given as table:
        seasons = tuple(_season(inner) for inner in table.tables("seasons"))
        if not seasons:
            raise table.error(
                "seasons", "no season", 'list { from = "04-01", until = "09-30", starts = "19:00" }'
            )
        _whole_year(table, seasons)
        return Lighting(
            id=table.slug("id"),
            name=table.text("name"),
            seasons=seasons,
            per_hour_yen=table.integer("per_hour_yen", least=0, most=_MOST_YEN),
            source=table.source,
        )


def _whole_year(table: Table, seasons: tuple[LightingSeason, ...]) -> None:
    """Refuses seasons of which not exactly one holds on every day of a year."""
    for offset in range(_DAYS_OF_A_LEAP_YEAR):
        day = _A_LEAP_YEAR + timedelta(days=offset)
        held = [season for season in seasons if falls_in(season.first, season.last, day)]
        if len(held) != 1:
            raise table.error(
                "seasons",
                f"{day:%m-%d} is in {len(held) or 'none'} of them",
                "let each begin on the day after the one before; without starts there is no light",
            )


def _season(given: Table) -> LightingSeason:
    with given as table:
        return LightingSeason(
            reading.month_day(table, "from"),
            reading.month_day(table, "until"),
            reading.time_of_day(table, "starts") if table.has("starts") else None,
        )
