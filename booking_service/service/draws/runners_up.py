"""Wins that nobody took: they lapse, and go to a runner-up where the city wants that.

Those who lost a slot are its runners-up in ticket order. The first who can be served now wins after
all, with as many days to claim as the first winner had, counted from then.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from booking_service.policy.draw import ticket
from booking_service.policy.lottery import lottery_of, lottery_times
from booking_service.policy.model import ApplicationState, City, Room
from booking_service.policy.quotas import full_quota
from booking_service.policy.registration import StandingState
from booking_service.policy.rooms import Takes
from booking_service.policy.rules import Clash, Counted, LotteryRule, Unclaimed
from booking_service.service.booking import usage
from booking_service.service.draws.letters import tell_to_claim
from booking_service.service.due import JobKind
from booking_service.service.office import Office
from booking_service.service.views import standing, use_span
from booking_service.storage.ports import Store
from booking_service.storage.records import ApplicationRecord, DueJob, Holder, UseRecord


class NotPublishedError(Exception):
    """Wins were to lapse before they were shown to anybody."""


def lapse(office: Office, job: DueJob, size: int, store: Store) -> bool:
    """Takes back so many wins of a draw whose days to claim are over; True when all are.

    Raises ``NotPublishedError`` where nobody could have claimed them yet.
    """
    draw_id, at = job.subject, job.due_at
    kept = store.draw(draw_id)
    if kept is None or kept.published_at is None:
        raise NotPublishedError(draw_id)
    waiting = store.applications_in(draw_id, ApplicationState.WON)
    over = [one for one in waiting if one.claim_until is None or one.claim_until <= at]
    for record in over[:size]:
        store.set_application_state(record.id, ApplicationState.LAPSED, None, at)
        give_up(office, store, record, at)
    if len(over) > size:
        return False
    store.job_done(job, at)
    later = [
        one.claim_until
        for one in store.applications_in(draw_id, ApplicationState.WON)
        if one.claim_until is not None
    ]
    if later:
        store.plan_again(DueJob(JobKind.LAPSE, draw_id, min(later)))
    return True


def give_up(office: Office, store: Store, record: ApplicationRecord, at: datetime) -> None:
    """Frees the slots of a win that is no longer one; a runner-up may get them."""
    store.free((Holder.APPLICATION, record.id))
    rule = _rule(office, record)
    draw = store.draw(record.draw_id)
    if rule is None or rule.unclaimed is not Unclaimed.RUNNER_UP or draw is None or not draw.seed:
        return
    until = _second_deadline(office, record, at)
    if until is None:
        return
    seed, city = bytes.fromhex(draw.seed), office.city
    losers = sorted(
        (one for one in store.lost_on(draw.id, record.use.date) if wants(city, one, record)),
        key=lambda one: ticket(seed, one.token),
    )
    for one in losers:
        units = _served(office, store, rule, one, at)
        if units:
            store.set_second_chance(one.id, units, until, at)
            tell_to_claim(office.city, store, one, until, at)
            _plan_lapse(store, draw.id, until)
            return


def _plan_lapse(store: Store, draw_id: str, until: datetime) -> None:
    """What was planned before comes first, and plans the next."""
    store.plan(DueJob(JobKind.LAPSE, draw_id, until))


def _rule(office: Office, record: ApplicationRecord) -> LotteryRule | None:
    room = office.city.room(record.use.room_id)
    return lottery_of(office.city.klass(room.class_id), record.use.date)


def _second_deadline(office: Office, record: ApplicationRecord, at: datetime) -> datetime | None:
    """As long as the first winner had, but never into the use; None if there is no time left."""
    city, use = office.city, record.use
    room = city.room(use.room_id)
    facility = city.facility(room.facility_id)
    times = lottery_times(city, facility, city.klass(room.class_id), use.date)
    if times is None or times.claim_from is None or times.claim_until is None:
        return None
    until = min(at + (times.claim_until - times.claim_from), use_span(city, use)[0])
    return until if until > at else None


def wants(city: City, one: ApplicationRecord, freed: ApplicationRecord) -> bool:
    """Whether an application asks for one of the units and slots of a win that is, or may be, no
    win any more."""
    units = {unit for way in _ways(city.room(one.use.room_id), one.use) for unit in way}
    return not units.isdisjoint(freed.use.units) and not set(_slots(one.use)).isdisjoint(
        _slots(freed.use)
    )


def _served(
    office: Office, store: Store, rule: LotteryRule, one: ApplicationRecord, at: datetime
) -> tuple[str, ...]:
    """The units that a runner-up gets now; none if it still cannot be served."""
    city, use = office.city, one.use
    registrant = store.registrant(one.registrant_id)
    if registrant is None or standing(registrant, at.date()).state is not StandingState.ACTIVE:
        return ()
    room, held = city.room(use.room_id), usage(store, registrant.id, use.date)
    counted = Counted.BOOKINGS
    if full_quota(city, room, use.date, counted, held, slot_count=use.slot_count):
        return ()
    if _busy(office, store, rule, one):
        return ()
    for units in _ways(room, use):
        if store.occupy(units, use.date, _slots(use), (Holder.APPLICATION, one.id), shown=True):
            return units
    return ()


def _busy(office: Office, store: Store, rule: LotteryRule, one: ApplicationRecord) -> bool:
    """Whether the registrant uses another room of the place at that time."""
    starts, ends = use_span(office.city, one.use)
    day = one.use.date
    for held in store.holdings(one.registrant_id, day, day):
        if held.origin is None and held.state == ApplicationState.APPLIED:
            continue
        room = office.city.room(held.room_id)
        same = held.room_id == one.use.room_id or (
            rule.clash is Clash.FACILITY and room.facility_id == one.use.facility_id
        )
        theirs = replace(
            one.use, room_id=room.id, first_slot=held.first_slot, slot_count=held.slot_count
        )
        begins, until = use_span(office.city, theirs)
        if same and begins < ends and starts < until:
            return True
    return False


def _ways(room: Room, use: UseRecord) -> tuple[tuple[str, ...], ...]:
    every = tuple(unit.id for unit in room.units)
    if room.takes is Takes.ALL or len(every) == 1:
        return (every,)
    # A loser keeps what it asked for: the unit it picked, or none.
    return (use.units,) if use.units else tuple((unit,) for unit in every)


def _slots(use: UseRecord) -> range:
    return range(use.first_slot, use.first_slot + use.slot_count)
