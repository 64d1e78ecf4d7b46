"""What the service knows of a person or group, and who has looked at it.

The rest of the service works with ``RegistrantRecord``, which holds nothing personal. What is
personal is one sealed value beside it, opened here and nowhere else: for the registrants
themselves, for a mail to them, and for a clerk, whose look is noted (``access_log``).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from booking_service.personal_cipher import PersonalCipher
from booking_service.service.office import Office
from booking_service.storage.ports import Reader, Store
from booking_service.storage.records import RegistrantIndexes

#: The language of whoever has not said.
LANGUAGE = "ja"
#: Before what is sealed of a hash, and what it is sealed as.
_SEALED, _SECRET = "sealed:", "secret"


class PersonalData(msgspec.Struct, frozen=True, omit_defaults=True):
    """A registrant's own data. For a group ``name`` is the group's, ``birth_date`` its
    representative's; ``members`` how many they are."""

    number: str
    name: str
    kana: str = ""
    representative: str = ""
    birth_date: date | None = None
    address: str = ""
    tel: str = ""
    email: str = ""
    members: int | None = None
    language: str = LANGUAGE

    def __repr__(self) -> str:
        return "PersonalData(…)"


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks at somebody's personal data, and why."""

    actor: str
    why: str


_decoder = msgspec.json.Decoder(PersonalData)


def sealed(cipher: PersonalCipher, registrant_id: int, data: PersonalData) -> bytes:
    """Personal data as the database keeps it."""
    return cipher.seal(msgspec.json.encode(data).decode(), _about(registrant_id))


def sealed_secret(cipher: PersonalCipher, secret_hash: str) -> str:
    """A hashed secret as the database keeps it. Four digits are soon tried out against any hash:
    it takes the key too to try them."""
    return _SEALED + cipher.seal(secret_hash, _SECRET).hex()


def opened_secret(cipher: PersonalCipher, kept: str) -> str:
    """The hash again; one from before they were sealed as it is."""
    if not kept.startswith(_SEALED):
        return kept
    return cipher.open(bytes.fromhex(kept.removeprefix(_SEALED)), _SECRET)


def own(office: Office, reader: Reader, registrant_id: int) -> PersonalData | None:
    """A registrant's data for themselves, or for a mail to them; None once it was erased."""
    return opened(office.cipher, reader, registrant_id)


def opened(cipher: PersonalCipher, reader: Reader, registrant_id: int) -> PersonalData | None:
    """The same where there is no office yet."""
    kept = reader.personal_data(registrant_id)
    return None if kept is None else _decoder.decode(cipher.open(kept, _about(registrant_id)))


def looked_at(
    office: Office, store: Store, registrant_id: int, look: Look, now: datetime
) -> PersonalData | None:
    """The same for a clerk: the look is noted in the same transaction, or does not happen."""
    store.note_access(now, look.actor, registrant_id, look.why)
    return own(office, store, registrant_id)


def indexes_of(cipher: PersonalCipher, data: PersonalData, *, group: bool) -> RegistrantIndexes:
    """The blind indexes by which a registrant is found or known to be registered already.

    A person is the same with the same name and birthday, a group with the same name, however its
    spaces and widths are written.
    """
    name, born = plain(data.name), str(data.birth_date or "")
    answers_for_it = plain(data.representative) if group else name
    return RegistrantIndexes(
        number=number_index(cipher, data.number),
        identity=cipher.index("group", name) if group else cipher.index("person", name, born),
        reset=reset_index(cipher, answers_for_it, data.birth_date, data.email),
        reachable=bool(data.email),
    )


def number_index(cipher: PersonalCipher, number: str) -> str:
    """By which a registration number is found."""
    return cipher.index("number", number)


def reset_index(
    cipher: PersonalCipher, name: str, birth_date: date | None, email: str
) -> str | None:
    """What somebody who has forgotten their secret must know all of; None where one is missing."""
    if not (name and birth_date and email):
        return None
    return cipher.index("reset", plain(name), str(birth_date), email.strip().lower())


def plain(name: str) -> str:
    """A name without what people write differently from time to time: spaces, width, case."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _about(registrant_id: int) -> str:
    return f"registrant {registrant_id}"
