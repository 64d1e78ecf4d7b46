"""Adding registrants at the counter."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import date

from booking_service.policy.checks import Refusal
from booking_service.policy.model import City
from booking_service.service.office import Office
from booking_service.service.people import registering as registrations
from booking_service.service.people.personal_data import PersonalData
from booking_service.service.secrets import hash_secret
from booking_service.service.staff.audit import NOBODY
from booking_service.storage.ports import Store
from booking_service.storage.records import HolderOf, RegistrantRecord


@dataclass(frozen=True, slots=True)
class Registration:
    """A new registrant. Without ``valid_until`` the city's term runs from today."""

    number: str
    name: str
    secret: str
    kinds: frozenset[str]
    valid_until: date | None = None
    suspended_since: date | None = None


async def register(
    office: Office, registration: Registration, actor: str
) -> RegistrantRecord | Refusal:
    """Adds a registrant, or says that the number is taken or what is wrong with it."""
    if faults := faults_of(office.city, registration):
        return Refusal("invalid_request", {"errors": faults})
    kept = await asyncio.to_thread(hash_secret, registration.secret)
    return await office.write(
        lambda store: add_registrant(office, store, registration, kept, actor)
    )


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
    office: Office,
    store: Store,
    registration: Registration,
    secret_hash: str,
    actor: str = NOBODY,
) -> RegistrantRecord | Refusal:
    """The same inside the writer, with the secret hashed before."""
    now = office.now()
    new = registrations.NewRegistrant(
        data=PersonalData(number=registration.number, name=registration.name),
        holder=HolderOf.GROUP,
        kinds=registration.kinds,
        secret_hash=secret_hash,
        valid_until=registration.valid_until,
        suspended_since=registration.suspended_since,
    )
    made = registrations.add(office, store, new, now)
    if not isinstance(made, Refusal):
        store.note_audit(now, actor, "register", str(made.id), "")
    return made
