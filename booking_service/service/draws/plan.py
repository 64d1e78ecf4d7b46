"""Commits to the draws that are coming, and plans their steps."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

from booking_service.policy import draw as draws
from booking_service.policy.instants import length_of_month
from booking_service.policy.lottery import draw_id, lotteries_between, times_of_rule
from booking_service.policy.rules import LotteryRule, Period
from booking_service.service.due import JobKind
from booking_service.service.office import Office
from booking_service.storage.ports import Store
from booking_service.storage.records import DrawPlan, DueJob

#: The steps of one draw, and the draw.
Planned = tuple[DrawPlan, tuple[DueJob, ...]]


def coming(office: Office, today: date, last: date, at: datetime) -> Iterator[Planned]:
    """Every draw for days from ``today`` to ``last`` for which there is something left to be done
    at ``at``, each with a new secret."""
    city = office.city
    for rule, start in lotteries_between(city, today, last):
        name = draw_id(rule, start)
        # Every day looks at all that are in sight; its rules and their days are the city's own.
        times = city.remembered(("draw", name), partial(times_of_rule, city, None, rule, start))
        if times.over_at <= at:
            continue
        secret = secrets.token_bytes(draws.SECRET_BYTES)
        plan = DrawPlan(
            id=name,
            first_day=start,
            last_day=_last_day(rule, start),
            opens=times.opens,
            closes=times.closes,
            draw_at=times.draw_at,
            result_from=times.result_from,
            secret=secret.hex(),
            commitment=draws.commitment(secret),
            # Now, and not when it was due: whoever checks the draw counts on it.
            committed_at=office.now(),
        )
        steps = [
            DueJob(JobKind.CLOSE, name, times.closes),
            DueJob(JobKind.DRAW, name, times.draw_at),
            DueJob(JobKind.PUBLISH, name, times.result_from),
        ]
        if times.lapse_at is not None:
            steps.append(DueJob(JobKind.LAPSE, name, times.lapse_at))
        yield plan, tuple(steps)


def keep(store: Store, planned: list[Planned]) -> None:
    """Commits, once to each draw, and plans its steps once."""
    for plan, steps in planned:
        store.commit_draw(plan)
        for step in steps:
            store.plan(step)


def _last_day(rule: LotteryRule, start: date) -> date:
    match rule.period:
        case Period.USE_MONTH:
            return start.replace(day=length_of_month(start))
        case Period.USE_DATE:
            return start
