"""Registrants (利用者): finding them, adding them, and what they are called to the database.

A registration number is given once and never again: it is drawn at random from those the city's
pattern allows, so that a number says nothing about how many there are nor which others exist, and
its blind index stays when everything else of a registrant is erased (decisions/0017). Numbers
carry no check digit: none of the cities' documents knows one.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import msgspec

from booking_service.policy.checks import Refusal
from booking_service.policy.model import City, Credential
from booking_service.policy.registration import valid_until
from booking_service.service.office import Office
from booking_service.service.people.personal_data import (
    PersonalData,
    indexes_of,
    number_index,
    own,
    sealed,
    sealed_secret,
)
from booking_service.storage.ports import Reader, Store
from booking_service.storage.records import (
    HolderOf,
    RegistrantIndexes,
    RegistrantRecord,
    RegistrantState,
)

_TRIES = 1_000
#: What nobody's secret hashes to.
NO_SECRET = ""


class NoNumberLeftError(Exception):
    """The city's pattern allows no number that is not taken: a fault of its files."""


@dataclass(frozen=True, slots=True)
class NewRegistrant:
    """Somebody to be registered. Without a number in ``data`` they get one; without
    ``valid_until`` the city's term runs from today."""

    data: PersonalData
    holder: str
    kinds: frozenset[str]
    secret_hash: str = field(repr=False)
    state: str = RegistrantState.ACTIVE
    valid_until: date | None = None
    suspended_since: date | None = None
    reductions: Mapping[str, date] = field(default_factory=dict)
    asked_index: str | None = None


def by_number(office: Office, reader: Reader, number: str) -> RegistrantRecord | None:
    """The registrant of a registration number; None if nobody has it.

    The one way from a number to its registrant: the database keeps a blind index of it only.
    """
    return reader.registrant_by_number(number_index(office.cipher, number))


def add(
    office: Office, store: Store, new: NewRegistrant, now: datetime
) -> RegistrantRecord | Refusal:
    """Registers somebody, inside the writer; refuses whoever is registered already."""
    data = new.data if new.data.number else _numbered(office, store, new.data)
    indexes = indexes_of(office.cipher, data, group=new.holder == HolderOf.GROUP)
    if refusal := _refusal_if_known(office, store, indexes):
        return refusal
    today = now.date()
    record = RegistrantRecord(
        id=0,
        holder=new.holder,
        state=new.state,
        kinds=new.kinds,
        reductions=new.reductions,
        suspended_since=new.suspended_since,
        registered_on=today,
        valid_until=new.valid_until or valid_until(office.city, today),
        ended_on=None,
    )
    kept = sealed_secret(office.cipher, new.secret_hash) if new.secret_hash else NO_SECRET
    made = store.add_registrant(record, indexes, kept, new.asked_index)
    if made is None:
        return Refusal("number_taken")
    store.keep_personal_data(made, sealed(office.cipher, made, data))
    return replace(record, id=made)


def add_visitor(
    office: Office, store: Store, data: PersonalData, used_on: date, now: datetime
) -> RegistrantRecord:
    """Somebody who books once at the counter without being registered (非登録者).

    They have no number and no secret. ``used_on``: the day of use, after which their data is
    erased like that of somebody who has left.
    """
    record = visitor(office.city, used_on, now.date())
    unknown = RegistrantIndexes(None, None, None, reachable=bool(data.email))
    made = store.add_registrant(record, unknown, NO_SECRET, None)
    if made is None:
        raise NoNumberLeftError("a visitor has no number that could be taken")
    store.keep_personal_data(made, sealed(office.cipher, made, data))
    return replace(record, id=made)


def visitor(city: City, used_on: date, today: date) -> RegistrantRecord:
    """Somebody who is not registered, before they have an id: what the rules judge them by."""
    return RegistrantRecord(
        id=0,
        holder=HolderOf.VISITOR,
        state=RegistrantState.ACTIVE,
        kinds=frozenset(kind.id for kind in city.registration.kinds),
        reductions={},
        suspended_since=None,
        registered_on=today,
        valid_until=used_on,
        ended_on=used_on,
    )


def change(
    office: Office, store: Store, record: RegistrantRecord, data: PersonalData
) -> Refusal | None:
    """Keeps changed personal data; the number stays. Refuses to become somebody else who is
    registered, and for whoever has left: their name is free for whoever registers anew."""
    if record.ended_on is not None and record.holder != HolderOf.VISITOR:
        return Refusal("registration_expired", {"since": record.ended_on})
    indexes = indexes_of(office.cipher, data, group=record.holder == HolderOf.GROUP)
    other = None if indexes.identity is None else store.registrant_by_identity(indexes.identity)
    if other is not None and other.id != record.id:
        return already_registered(office.city)
    store.keep_indexes(record.id, indexes)
    store.keep_personal_data(record.id, sealed(office.cipher, record.id, data))
    return None


def already_registered(city: City) -> Refusal:
    """This person, or a group of this name, is registered; the counter knows as whom."""
    return Refusal("already_registered", {"tel": city.contact.tel})


def number_of(office: Office, reader: Reader, registrant_id: int) -> str:
    """A registrant's number; empty once their data was erased."""
    data = own(office, reader, registrant_id)
    return "" if data is None else data.number


def fits(credential: Credential, text: str) -> bool:
    """Whether a number or secret looks as the city writes it."""
    length_fits = credential.min_length <= len(text) <= credential.max_length
    return length_fits and re.fullmatch(credential.pattern, text) is not None


def random_of(credential: Credential) -> str:
    """A random number or secret as the city writes it, its first character no zero: people leave
    those out. Raises ``NoNumberLeftError`` where the pattern cannot be met."""
    alphabet = _ALPHABETS[credential.alphabet]
    length = max(credential.min_length, min(credential.max_length, _LENGTH))
    for _ in range(_TRIES):
        text = "".join(secrets.choice(alphabet) for _ in range(length))
        if fits(credential, text) and not text.startswith("0"):
            return text
    raise NoNumberLeftError(f"nothing random fits {credential.pattern}")


#: Without what is mistaken for something else when it is read out or typed: 0 O o, 1 l I.
_ALPHABETS: Mapping[str, str] = {
    "digits": "0123456789",
    "alphanumeric": "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ",
}
#: As long as this where the city leaves it open.
_LENGTH = 8


def _numbered(office: Office, reader: Reader, data: PersonalData) -> PersonalData:
    for _ in range(_TRIES):
        number = random_of(office.city.registration_number)
        if by_number(office, reader, number) is None:
            return msgspec.structs.replace(data, number=number)
    raise NoNumberLeftError(office.city.id)


def _refusal_if_known(office: Office, reader: Reader, indexes: RegistrantIndexes) -> Refusal | None:
    if indexes.number is not None and reader.registrant_by_number(indexes.number) is not None:
        return Refusal("number_taken")
    if indexes.identity is not None and reader.registrant_by_identity(indexes.identity) is not None:
        return already_registered(office.city)
    return None
