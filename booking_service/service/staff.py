"""What staff do at the counter: register, take payment, book for somebody. All of it is audited.

The audit names what was done to which booking; it holds no name and no registration number.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import date

from booking_service.policy.checks import Refusal
from booking_service.policy.model import City
from booking_service.policy.offers import OfferKind
from booking_service.policy.registration import valid_until
from booking_service.service import kiosks, reserving
from booking_service.service import registration as registrations
from booking_service.service.booking import Choice
from booking_service.service.numbers import by_number, reservation_number
from booking_service.service.office import Office
from booking_service.service.secrets import hash_secret
from booking_service.service.visit import Desk
from booking_service.storage.ports import Command, Store
from booking_service.storage.records import RegistrantRecord, ReservationRecord

#: Who acts; a person each once there are staff accounts.
ACTOR = "staff"


@dataclass(frozen=True, slots=True)
class Registration:
    """A new registrant. Without ``valid_until`` the city's term runs from today."""

    number: str
    name: str
    secret: str
    kinds: frozenset[str]
    valid_until: date | None = None
    suspended_since: date | None = None


async def enrol_kiosk(office: Office, kiosk_id: str, place: str) -> str:
    """See ``kiosks.enrol``."""

    def command(store: Store) -> str:
        now = office.now()
        store.note_audit(now, ACTOR, "enrol-kiosk", kiosk_id, place)
        return kiosks.enrol(store, kiosk_id, place, now)

    return await office.write(command)


async def register(office: Office, registration: Registration) -> RegistrantRecord | Refusal:
    """Adds a registrant, or says that the number is taken or what is wrong with it."""
    if faults := faults_of(office.city, registration):
        return Refusal("invalid_request", {"errors": faults})
    kept = await asyncio.to_thread(hash_secret, registration.secret)
    return await office.write(lambda store: add_registrant(office, store, registration, kept))


def faults_of(city: City, registration: Registration) -> list[dict[str, str]]:
    """What a resident could never type at a kiosk, or no facility of the city knows."""
    known = {kind.id for kind in city.registration.kinds}
    checks = (
        (
            re.fullmatch(city.registration_number.pattern, registration.number),
            "body.registration_number",
            f"as the city writes it: {city.registration_number.pattern}",
        ),
        (
            re.fullmatch(city.secret.pattern, registration.secret),
            "body.secret",
            f"as the city writes it: {city.secret.pattern}",
        ),
        (registration.kinds <= known, "body.kinds", f"of these: {', '.join(sorted(known))}"),
    )
    return [{"place": place, "message": message} for right, place, message in checks if not right]


def add_registrant(
    office: Office, store: Store, registration: Registration, secret_hash: str
) -> RegistrantRecord | Refusal:
    """The same inside the writer, with the secret hashed before."""
    now = office.now()
    ends = registration.valid_until or valid_until(office.city, now.date())
    record = RegistrantRecord(
        id=0,
        number=registration.number,
        name=registration.name,
        secret_hash=secret_hash,
        kinds=registration.kinds,
        suspended_since=registration.suspended_since,
        valid_until=ends,
    )
    made = store.add_registrant(record)
    if made is None:
        return Refusal("number_taken")
    store.note_audit(now, ACTOR, "register", str(made), "")
    return record


def payment(office: Office, number: str) -> Command[ReservationRecord | Refusal]:
    """A provisional reservation is paid and so confirmed."""

    def command(store: Store) -> ReservationRecord | Refusal:
        now = office.now()
        record = by_number(store, number)
        if record is None:
            return Refusal("not_found")
        paid = reserving.take_payment(store, record, now)
        if not isinstance(paid, Refusal):
            store.note_audit(now, ACTOR, "take-payment", number, str(record.fee_yen))
        return paid

    return command


def booking(
    office: Office, registration_number: str, choice: Choice
) -> Command[ReservationRecord | Refusal]:
    """Books at the counter, paid on the spot, under the counter's own windows."""

    def command(store: Store) -> ReservationRecord | Refusal:
        registrant = registrations.by_number(office, store, registration_number)
        if registrant is None:
            return Refusal("not_found")
        desk = Desk.inside(office, store, registrant, office.now())
        made = reserving.reserve(desk, choice, OfferKind.COUNTER)
        if not isinstance(made, Refusal):
            store.note_audit(desk.now, ACTOR, "book", reservation_number(made.id), "")
        return made

    return command
