"""Lottery applications: applying, taking back, claiming a win, waiving it."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

from booking_service.policy.checks import (
    Refusal,
    check_application,
    check_application_cancel,
    check_claim,
    check_waive,
)
from booking_service.policy.lottery import draw_id, lottery_of
from booking_service.policy.model import ApplicationState, City
from booking_service.policy.offers import OfferKind
from booking_service.policy.rules import Origin
from booking_service.service.booking import Choice, Price, price, refusal_if_taken, usage
from booking_service.service.draws.runners_up import give_up
from booking_service.service.overlay import refusal_if_shut
from booking_service.service.reserving import add_reservation
from booking_service.service.views import applied
from booking_service.service.visit import Desk, Visit
from booking_service.storage.ports import Store
from booking_service.storage.records import ApplicationRecord, Holder

#: Random bytes of a token or a pseudonym; they stand for an application in the published draw.
RANDOM_BYTES = 16


def refusal_to_apply(visit: Visit, choice: Choice) -> Refusal | None:
    """Why a registrant cannot apply for a choice now."""
    held = usage(visit.reader, visit.registrant.id, choice.date)
    ask = choice.ask(OfferKind.LOTTERY)
    return (
        check_application(visit.city, ask, visit.standing, held, visit.now)
        or refusal_if_taken(visit.reader, visit.city, choice)
        or refusal_if_shut(visit.office, visit.reader, choice.room_id, choice.date)
    )


def apply(desk: Desk, choice: Choice) -> ApplicationRecord | Refusal:
    """Makes an application with a random token, or says why not."""
    if refusal := refusal_to_apply(desk, choice):
        return refusal
    draw = _draw_of(desk.city, choice)
    if refusal := _refusal_if_listed(desk.store, draw):
        return refusal
    cost = price(desk.city, choice, desk.reductions_on(choice.date))
    known_as = desk.store.pseudonym(desk.registrant.id, draw)
    record = ApplicationRecord(
        id=desk.store.next_number("application"),
        registrant_id=desk.registrant.id,
        draw_id=draw,
        use=choice.use(desk.city),
        fee_lines=cost.lines,
        fee_yen=cost.yen,
        token=secrets.token_hex(RANDOM_BYTES),
        pseudonym=known_as or secrets.token_hex(RANDOM_BYTES),
        state=ApplicationState.APPLIED.value,
        lost_because=None,
        made_at=desk.now.replace(microsecond=0),
        reservation_id=None,
        rule_version=desk.city.rule_version,
        changed_at=desk.now.replace(microsecond=0),
    )
    desk.store.add_application(record)
    return record


def take_back(desk: Desk, application_id: int) -> ApplicationRecord | Refusal:
    """Takes an application back before its window closes."""
    record = _own(desk, application_id)
    if isinstance(record, Refusal):
        return record
    if refusal := check_application_cancel(desk.city, applied(record), desk.now):
        return refusal
    if refusal := _refusal_if_listed(desk.store, record.draw_id):
        return refusal
    return _set(desk.store, record, ApplicationState.CANCELLED, desk.now)


def claim(desk: Desk, application_id: int) -> ApplicationRecord | Refusal:
    """Turns a win into a provisional reservation."""
    record = _own(desk, application_id)
    if isinstance(record, Refusal):
        return record
    if refusal := check_claim(desk.city, applied(record), desk.standing, desk.now):
        return refusal
    use = record.use
    if refusal := refusal_if_shut(desk.office, desk.store, use.room_id, use.date):
        return refusal
    reservation_id = desk.store.next_number("reservation")
    desk.store.hand_over((Holder.APPLICATION, record.id), (Holder.RESERVATION, reservation_id))
    cost = Price(record.fee_lines, record.fee_yen)
    add_reservation(desk, reservation_id, record.use, cost, Origin.LOTTERY)
    return _set(desk.store, record, ApplicationState.CLAIMED, desk.now, reservation_id)


def waive(desk: Desk, application_id: int) -> ApplicationRecord | Refusal:
    """Gives a win up and frees its slots."""
    record = _own(desk, application_id)
    if isinstance(record, Refusal):
        return record
    if refusal := check_waive(desk.city, applied(record), desk.now):
        return refusal
    waived = _set(desk.store, record, ApplicationState.WAIVED, desk.now)
    give_up(desk.office, desk.store, record, desk.now)
    return waived


def _draw_of(city: City, choice: Choice) -> str:
    rule = lottery_of(city.klass(city.room(choice.room_id).class_id), choice.date)
    if rule is None:
        raise ValueError(f"room {choice.room_id} has no lottery")
    return draw_id(rule, choice.date)


def _refusal_if_listed(store: Store, draw_id: str) -> Refusal | None:
    """What is in a published list stays in it, whatever the clock says."""
    draw = store.draw(draw_id)
    if draw is None or draw.listed_at is None:
        return None
    return Refusal("window_closed", {"closed_at": draw.plan.closes})


def _own(desk: Desk, application_id: int) -> ApplicationRecord | Refusal:
    record = desk.store.application(application_id)
    if record is None or record.registrant_id != desk.registrant.id:
        return Refusal("not_found")
    return record


def _set(
    store: Store,
    record: ApplicationRecord,
    state: ApplicationState,
    at: datetime,
    reservation_id: int | None = None,
) -> ApplicationRecord:
    store.set_application_state(record.id, state, reservation_id, at)
    kept = record.reservation_id if reservation_id is None else reservation_id
    return replace(record, state=state.value, reservation_id=kept, changed_at=at)
