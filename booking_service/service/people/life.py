"""How a registration goes on: finished at the counter, renewed, ended, lapsed, and at last erased.

Everything here happens inside the writer and is asked for by staff, by the resident or by the day
that begins; who may ask is decided by whoever calls.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial

from booking_service.policy.checks import Refusal
from booking_service.policy.instants import add_months
from booking_service.policy.model import ApplicationState, City, ReservationState
from booking_service.policy.registration import (
    FOREVER,
    idle_before,
    renewable_from,
    renewed_until,
    valid_until,
)
from booking_service.service.mail import queue as mail
from booking_service.service.mail.letters import Letter
from booking_service.service.numbers import application_number, reservation_number
from booking_service.service.office import Office
from booking_service.storage.ports import Reader, Store
from booking_service.storage.records import RegistrantRecord, RegistrantState, ReservationRecord

_OPEN_RESERVATIONS = frozenset({ReservationState.PROVISIONAL, ReservationState.CONFIRMED})
_ENDED = frozenset({RegistrantState.DELETED, RegistrantState.LAPSED})
_OPEN_APPLICATIONS = frozenset({ApplicationState.APPLIED, ApplicationState.WON})
#: Registrants ended or erased in one command of the writer.
_AT_ONCE = 200


def finish(
    office: Office, store: Store, record: RegistrantRecord, now: datetime
) -> RegistrantRecord | Refusal:
    """Completes a registration that was begun at a kiosk; its term runs from today."""
    if record.state != RegistrantState.BEGUN:
        return Refusal("nothing_to_finish", {"state": record.state})
    today = now.date()
    finished = replace(
        record,
        state=RegistrantState.ACTIVE,
        registered_on=today,
        valid_until=valid_until(office.city, today),
    )
    store.keep_registrant(finished)
    mail.queue(store, record.id, Letter.REGISTERED, {}, now)
    return finished


def renew(
    office: Office, store: Store, record: RegistrantRecord, today: date
) -> RegistrantRecord | Refusal:
    """Renews a registration for another term, from its old end on, or from today if that is past.

    Refuses before the city's renewal window opens, and where registrations have no end.
    """
    opens = (
        None if record.valid_until >= FOREVER else renewable_from(office.city, record.valid_until)
    )
    if opens is None or today < opens or record.state != RegistrantState.ACTIVE:
        return Refusal("not_renewable", {"renewable_from": opens, "state": record.state})
    ends = renewed_until(office.city, record.valid_until, today)
    renewed = replace(record, valid_until=ends)
    store.keep_registrant(renewed)
    return renewed


def suspend(store: Store, record: RegistrantRecord, since: date | None) -> RegistrantRecord:
    """Suspends a registrant from a day on, or lifts the suspension (None)."""
    changed = replace(record, suspended_since=since)
    store.keep_registrant(changed)
    if since is None and record.state in _ENDED:
        store.free_identity(record.id)  # kept until now, see ``_end``
    return changed


def give_reduction(
    office: Office, store: Store, record: RegistrantRecord, reduction_id: str, until: date
) -> RegistrantRecord | Refusal:
    """Lets a registrant hold a reduction or exemption (減免, 免除) up to a day."""
    if reduction_id not in {reduction.id for reduction in office.city.reductions}:
        return Refusal("not_found")
    changed = replace(record, reductions={**record.reductions, reduction_id: until})
    store.keep_registrant(changed)
    return changed


def take_reduction(
    store: Store, record: RegistrantRecord, reduction_id: str
) -> RegistrantRecord | Refusal:
    """Takes a reduction away."""
    if reduction_id not in record.reductions:
        return Refusal("not_found")
    rest = {name: until for name, until in record.reductions.items() if name != reduction_id}
    changed = replace(record, reductions=rest)
    store.keep_registrant(changed)
    return changed


def reductions_on(record: RegistrantRecord, day: date) -> frozenset[str]:
    """The reductions a registrant holds for a use on a day: what the fee functions ask for."""
    return frozenset(name for name, until in record.reductions.items() if day <= until)


def open_business(reader: Reader, record: RegistrantRecord, today: date) -> list[str]:
    """Numbers of everything a registrant still has before them: no account is deleted over it."""
    reservations = [
        reservation_number(one.id)
        for one in reader.reservations_of(record.id, today)
        if one.state in _OPEN_RESERVATIONS
    ]
    applications = [
        application_number(one.id)
        for one in reader.applications_of(record.id, today)
        if one.state in _OPEN_APPLICATIONS
    ]
    return [*reservations, *applications]


def unpaid(reader: Reader, record: RegistrantRecord, since: date) -> list[str]:
    """Numbers of what a registrant has used, or cancelled for a fee, and not paid yet."""
    return [
        reservation_number(one.id)
        for one in reader.reservations_of(record.id, since)
        if _is_owed(reader, one)
    ]


def _is_owed(reader: Reader, reservation: ReservationRecord) -> bool:
    if reservation.paid_at is not None:
        return False
    match reservation.state:
        case ReservationState.USED:
            return reservation.fee_yen > 0
        case ReservationState.CANCELLED:
            settlement = reader.settlement(reservation.id)
            return settlement is not None and settlement.asked_yen > 0
    return False


def delete(office: Office, store: Store, record: RegistrantRecord, today: date) -> Refusal | None:
    """Ends a registration for good at the wish of whoever holds it.

    Refused while anything is open or unpaid, which is named: cancelling it may cost money, so it is
    never done along the way. Refused while suspended, or leaving and registering anew would end a
    suspension. The data is erased with that of others who have left.
    """
    if record.suspended_since is not None:
        return Refusal("suspended", {"since": record.suspended_since})
    numbers = open_business(store, record, today)
    if numbers := [*numbers, *unpaid(store, record, erased_before(office.city, today))]:
        return Refusal("account_in_use", {"numbers": numbers})
    _end(store, record, RegistrantState.DELETED, today)
    return None


def _end(store: Store, record: RegistrantRecord, state: str, today: date) -> None:
    store.keep_registrant(replace(record, state=state, ended_on=today, reductions={}))
    # Whoever is suspended stays known, so that they do not come back as somebody new.
    if record.suspended_since is None:
        store.free_identity(record.id)
    store.drop_waiting_mails(record.id)
    store.end_sessions_of(record.id)


async def begin_day(office: Office, today: date) -> None:
    """What a new day brings for registrants: unused registrations lapse, registrations that were
    never finished are dropped, those who have left long enough ago are erased. May be run again."""
    for step in (_lapse, _drop_unfinished, _erase):
        while await office.write(partial(step, office, today)):
            pass


def _lapse(office: Office, today: date, store: Store) -> int:
    rule = office.city.registration.lapse
    since = idle_before(office.city, today)
    if rule is None or since is None:
        return 0
    events = frozenset(event.value for event in rule.counts)
    idle = store.idle_registrants(since, events, _AT_ONCE)
    for record in idle:
        _end(store, record, RegistrantState.LAPSED, today)
    return len(idle)


def _drop_unfinished(office: Office, today: date, store: Store) -> int:
    begun_before = today - office.limits.unfinished_kept
    late = store.registrants_begun_before(begun_before, _AT_ONCE)
    for record in late:
        _end(store, record, RegistrantState.DELETED, today)
        store.erase_personal_data(record.id)
    return len(late)


def erased_before(city: City, today: date) -> date:
    """Who ended before this day is erased: they can still look back as far as anybody."""
    return add_months(today.replace(day=1), -city.history_months)


def _erase(office: Office, today: date, store: Store) -> int:
    gone = store.registrants_to_erase(erased_before(office.city, today), _AT_ONCE)
    for record in gone:
        store.erase_personal_data(record.id)
    return len(gone)
