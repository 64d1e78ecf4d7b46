"""Registrants at the counter: registered, finished, changed, renewed, suspended, deleted.

Every work leaves a line in the audit log with the registrant's id; whoever is shown a name leaves
one in the access log too. What a work answers holds nothing personal, so that it can be kept with
its key; looking is a call of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import msgspec

from booking_service.policy.checks import Refusal
from booking_service.policy.model import City, HolderKind
from booking_service.policy.registration import kinds_for
from booking_service.policy.weak_secrets import Known
from booking_service.service.answers import invalid
from booking_service.service.office import Office
from booking_service.service.people import cards as registration_cards
from booking_service.service.people import life
from booking_service.service.people import registering as registration
from booking_service.service.people.account import refusal_of_secret
from booking_service.service.people.personal_data import (
    Look,
    PersonalData,
    indexes_of,
    looked_at,
    own,
    sealed_secret,
)
from booking_service.service.people.registering import NO_SECRET, NewRegistrant
from booking_service.service.secrets import hash_secret
from booking_service.service.staff import audit as staff_audit
from booking_service.service.staff.accounts import Officer
from booking_service.service.staff.audit import Deed
from booking_service.service.staff.reasons import LookReason, SuspendReason
from booking_service.storage.ports import Command, Store
from booking_service.storage.records import CardRecord, RegistrantRecord

#: How long a secret is good that the counter gave instead of a forgotten one.
TEMPORARY_LASTS = timedelta(days=7)
#: A step of somebody's registration, inside the writer.
Step = Callable[[Store, RegistrantRecord, datetime], RegistrantRecord | Refusal]


@dataclass(frozen=True, slots=True)
class Found:
    """Who was found; ``card_is_valid`` is about the card that was shown, if one was."""

    record: RegistrantRecord
    data: PersonalData
    card_is_valid: bool = True


@dataclass(frozen=True, slots=True)
class CounterForm:
    """Somebody to be registered. Without a number in ``data`` they get one; without a secret they
    log in at no kiosk until they are given one."""

    data: PersonalData
    holder: HolderKind
    kinds: frozenset[str]
    secret: str | None = field(default=None, repr=False)
    valid_until: date | None = None
    suspended_since: date | None = None


async def register(
    office: Office, officer: Officer, form: CounterForm
) -> RegistrantRecord | Refusal:
    """Registers somebody at the counter, who has shown who they are."""
    if refusal := _refusal_of_form(office.city, form):
        return refusal
    kept = NO_SECRET
    if form.secret is not None:
        kept = await asyncio.to_thread(hash_secret, form.secret)
    new = NewRegistrant(
        data=form.data,
        holder=form.holder.value,
        kinds=form.kinds,
        secret_hash=kept,
        valid_until=form.valid_until,
        suspended_since=form.suspended_since,
    )

    def command(store: Store) -> RegistrantRecord | Refusal:
        now = office.now()
        made = registration.add(office, store, new, now)
        if not isinstance(made, Refusal):
            _note(store, officer, "register", made, now)
        return made

    return await office.write(command)


def find(office: Office, officer: Officer, shown: str, why: LookReason) -> Command[Found | Refusal]:
    """Who has a number or a card; that somebody looked is noted."""

    def command(store: Store) -> Found | Refusal:
        found = registration_cards.shown(office, store, shown)
        if found is None:
            return Refusal("not_found")
        seen = _looked(office, store, found.registrant, Look(officer.user, why.value))
        if isinstance(seen, Refusal):
            return seen
        return replace(seen, card_is_valid=found.card_is_valid)

    return command


def find_by_name(
    office: Office, officer: Officer, data: PersonalData, holder: HolderKind, why: LookReason
) -> Command[Found | Refusal]:
    """The person of a name and a birthday, or the group of a name."""

    def command(store: Store) -> Found | Refusal:
        group = holder is HolderKind.GROUP
        identity = indexes_of(office.cipher, data, group=group).identity
        record = None if identity is None else store.registrant_by_identity(identity)
        if record is None:
            return Refusal("not_found")
        return _looked(office, store, record, Look(officer.user, why.value))

    return command


def change(
    office: Office,
    officer: Officer,
    number: str,
    changes: Mapping[str, object],
    kinds: frozenset[str] | None,
) -> Command[RegistrantRecord | Refusal]:
    """Changes somebody's data and kinds of registration; the number stays."""

    def step(store: Store, record: RegistrantRecord, now: datetime) -> RegistrantRecord | Refusal:
        before = own(office, store, record.id)
        if before is None:
            return Refusal("not_found")
        after = msgspec.structs.replace(before, **changes)
        holder = HolderKind(record.holder)
        if kinds is not None and (fault := _fault_of_kinds(office.city, holder, kinds)):
            return fault
        if refusal := registration.change(office, store, record, after):
            return refusal
        changed = record if kinds is None else replace(record, kinds=kinds)
        store.keep_registrant(changed)
        return changed

    told = ",".join(sorted((*changes, *(() if kinds is None else ("kinds",)))))
    return work(office, officer, number, "change-registrant", step, detail=told)


def work(
    office: Office,
    officer: Officer,
    number: str,
    action: str,
    step: Step,
    *,
    detail: str = "",
    reason: str = "",
) -> Command[RegistrantRecord | Refusal]:
    """One step of the registration of whoever has a number, with its line in the audit log."""

    def command(store: Store) -> RegistrantRecord | Refusal:
        now = office.now()
        record = registration.by_number(office, store, number)
        if record is None:
            return Refusal("not_found")
        made = step(store, record, now)
        if not isinstance(made, Refusal):
            _note(store, officer, action, made, now, detail=detail, reason=reason)
        return made

    return command


def finish(office: Office, officer: Officer, number: str) -> Command[RegistrantRecord | Refusal]:
    """Completes a registration that was begun at a kiosk."""

    def step(store: Store, record: RegistrantRecord, now: datetime) -> RegistrantRecord | Refusal:
        return life.finish(office, store, record, now)

    return work(office, officer, number, "finish-registration", step)


def renew(office: Office, officer: Officer, number: str) -> Command[RegistrantRecord | Refusal]:
    """Renews a registration for another term."""

    def step(store: Store, record: RegistrantRecord, now: datetime) -> RegistrantRecord | Refusal:
        return life.renew(office, store, record, now.date())

    return work(office, officer, number, "renew", step)


def suspend(
    office: Office, officer: Officer, number: str, since: date | None, reason: SuspendReason
) -> Command[RegistrantRecord | Refusal]:
    """Lets somebody look but not book (利用停止), from a day on; left out, from today."""

    def step(store: Store, record: RegistrantRecord, now: datetime) -> RegistrantRecord | Refusal:
        return life.suspend(store, record, since or now.date())

    return work(office, officer, number, "suspend", step, reason=reason)


def lift(office: Office, officer: Officer, number: str) -> Command[RegistrantRecord | Refusal]:
    """Lifts a suspension."""

    def step(store: Store, record: RegistrantRecord, _now: datetime) -> RegistrantRecord | Refusal:
        return life.suspend(store, record, None)

    return work(office, officer, number, "lift", step)


def give_reduction(
    office: Office, officer: Officer, number: str, reduction_id: str, until: date
) -> Command[RegistrantRecord | Refusal]:
    """Gives somebody a reduction or an exemption (減免, 免除) up to a day."""

    def step(store: Store, record: RegistrantRecord, now: datetime) -> RegistrantRecord | Refusal:
        if until < now.date():
            return invalid("body.valid_until", f"not before today, {now.date()}")
        return life.give_reduction(office, store, record, reduction_id, until)

    detail = f"{reduction_id} {until}"
    return work(office, officer, number, "give-reduction", step, detail=detail)


def take_reduction(
    office: Office, officer: Officer, number: str, reduction_id: str
) -> Command[RegistrantRecord | Refusal]:
    """Takes it away."""

    def step(store: Store, record: RegistrantRecord, _now: datetime) -> RegistrantRecord | Refusal:
        return life.take_reduction(store, record, reduction_id)

    return work(office, officer, number, "take-reduction", step, detail=reduction_id)


def delete(office: Office, officer: Officer, number: str) -> Command[RegistrantRecord | Refusal]:
    """Ends a registration for good."""

    def step(store: Store, record: RegistrantRecord, now: datetime) -> RegistrantRecord | Refusal:
        refusal = life.delete(office, store, record, now.date())
        return refusal or store.registrant(record.id) or Refusal("not_found")

    return work(office, officer, number, "delete-registrant", step)


def issue_card(office: Office, officer: Officer, number: str) -> Command[CardRecord | Refusal]:
    """Hands a card out; the one before no longer identifies anybody."""

    def command(store: Store) -> CardRecord | Refusal:
        now = office.now()
        record = registration.by_number(office, store, number)
        if record is None:
            return Refusal("not_found")
        card = registration_cards.issue(store, record, now.date())
        if isinstance(card, Refusal):
            return card
        _note(store, officer, "issue-card", record, now, detail=str(card.issue))
        return card

    return command


def card_lost(
    office: Office, officer: Officer, number: str, which: int | None
) -> Command[CardRecord | Refusal]:
    """Somebody has lost a card; without saying which, the newest."""

    def command(store: Store) -> CardRecord | Refusal:
        now = office.now()
        record = registration.by_number(office, store, number)
        cards = [] if record is None else store.cards(record.id)
        if record is None or not cards:
            return Refusal("not_found")
        wanted = cards[0].issue if which is None else which
        lost = registration_cards.report_lost(store, record.id, wanted, now.date())
        if not isinstance(lost, Refusal):
            _note(store, officer, "report-card-lost", record, now, detail=str(wanted))
        return lost

    return command


def refusal_of_chosen(office: Office, number: str, secret: str) -> Refusal | None:
    """Why a secret that a resident has chosen at the counter is not taken: as at a kiosk."""
    with office.database.reading() as reader:
        record = registration.by_number(office, reader, number)
        data = None if record is None else own(office, reader, record.id)
    if data is None:
        return Refusal("not_found")
    return refusal_of_secret(office.city, secret, Known(data.number, data.birth_date))


def reset_secret(
    office: Office, officer: Officer, number: str, secret_hash: str, *, temporary: bool
) -> Command[RegistrantRecord | Refusal]:
    """Keeps another secret for somebody who has shown who they are, and ends their sessions."""

    def step(store: Store, record: RegistrantRecord, now: datetime) -> RegistrantRecord | Refusal:
        kept = sealed_secret(office.cipher, secret_hash)
        if temporary:
            store.keep_secret(record.id, NO_SECRET)  # the forgotten one ends at once
            store.keep_temporary_secret(record.id, kept, now + TEMPORARY_LASTS)
        else:
            store.keep_secret(record.id, kept)
        store.end_sessions_of(record.id)
        return record

    detail = "temporary" if temporary else "chosen"
    return work(office, officer, number, "reset-secret", step, detail=detail)


def _looked(office: Office, store: Store, record: RegistrantRecord, look: Look) -> Found | Refusal:
    data = looked_at(office, store, record.id, look, office.now())
    return Refusal("not_found") if data is None else Found(record, data)


def _note(
    store: Store,
    officer: Officer,
    action: str,
    record: RegistrantRecord,
    now: datetime,
    *,
    detail: str = "",
    reason: str = "",
) -> None:
    deed = Deed(officer.user, action, f"registrant {record.id}", detail, str(reason))
    staff_audit.note(store, deed, now)


def _refusal_of_form(city: City, form: CounterForm) -> Refusal | None:
    """What the counter has to see to itself: who they are and whether they may is the clerk's."""
    number = form.data.number
    if number and not registration.fits(city.registration_number, number):
        pattern = city.registration_number.pattern
        return invalid("body.registration_number", f"as the city writes it: {pattern}")
    if form.secret is not None:
        known = Known(number, form.data.birth_date)
        if refusal := refusal_of_secret(city, form.secret, known):
            return refusal
    return _fault_of_kinds(city, form.holder, form.kinds)


def _fault_of_kinds(city: City, holder: HolderKind, kinds: frozenset[str]) -> Refusal | None:
    known = kinds_for(city, holder)
    if kinds <= known:
        return None
    return invalid("body.kinds", f"of these: {', '.join(sorted(known))}")
