"""Opens a database's personal data: the right key, and nothing of old left in the clear.

The database keeps a value that names its key without giving it away. Another key ends the start: it
could read nothing, and what it sealed the right one could not read either. As long as nothing is
sealed any key will do, and becomes the database's own.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial

from booking_service.kept_secrets import DataKey
from booking_service.personal_cipher import PersonalCipher
from booking_service.service.people.personal_data import (
    PersonalData,
    indexes_of,
    opened,
    opened_secret,
    sealed,
    sealed_secret,
)
from booking_service.storage.ports import Database, Store
from booking_service.storage.records import UnsealedRecord

log = logging.getLogger(__name__)

CHECK = "personal-data-key"
#: Registrants sealed in one command of the writer.
AT_ONCE = 500
_HASH = "$argon2"


class WrongDataKeyError(Exception):
    """The key is not that of the database, or is missing; the message says which."""


def cipher_of(database: Database, key: DataKey) -> PersonalCipher:
    """The cipher that fits a database, whose key is made where it is new.

    Seals what is there from before personal data was sealed. Raises ``WrongDataKeyError``,
    ``SecretTroubleError``.
    """
    with database.reading() as reader:
        kept, is_empty = reader.service_value(CHECK), not reader.sealed_ids(0, 1)
    found = key.read()
    if found is None and not is_empty:
        raise WrongDataKeyError(f"{key} is not there, and personal data is sealed with it")
    cipher = PersonalCipher(found or key.make())
    if kept != cipher.check:
        if not is_empty:
            raise WrongDataKeyError(f"{key} is not the key that personal data is sealed with")
        database.submit(lambda store: store.keep_service_value(CHECK, cipher.check)).result()
    _seal_the_old(database, cipher)
    return cipher


def _seal_the_old(database: Database, cipher: PersonalCipher) -> None:
    count = 0
    while sealed_now := database.submit(partial(_seal_some, cipher)).result():
        count += sealed_now
    while sealed_now := database.submit(partial(_seal_secrets, cipher)).result():
        count += sealed_now
    if count:
        log.info("personal data of %d registrants was sealed", count)
        database.scrub()


def _seal_some(cipher: PersonalCipher, store: Store) -> int:
    some = store.unsealed(AT_ONCE)
    for old in some:
        _seal(store, cipher, old)
    return len(some)


def _seal_secrets(cipher: PersonalCipher, store: Store) -> int:
    some = store.unsealed_secrets(AT_ONCE)
    for registrant_id, kept in some:
        own = sealed_secret(cipher, kept.own) if kept.own.startswith(_HASH) else kept.own
        store.keep_secret(registrant_id, own)
        if kept.temporary is not None and kept.temporary_until is not None:
            temporary = sealed_secret(cipher, opened_secret(cipher, kept.temporary))
            store.keep_temporary_secret(registrant_id, temporary, kept.temporary_until)
    return len(some)


def _seal(store: Store, cipher: PersonalCipher, old: UnsealedRecord) -> None:
    """Registrants of old were groups, of whom a number and a name were kept."""
    data = PersonalData(number=old.number, name=old.name)
    indexes = indexes_of(cipher, data, group=True)
    if indexes.identity is not None and store.registrant_by_identity(indexes.identity) is not None:
        # Nobody looked out for groups of the same name then; the first of them keeps it.
        indexes = replace(indexes, identity=None)
    store.keep_indexes(old.registrant_id, indexes)
    store.keep_personal_data(old.registrant_id, sealed(cipher, old.registrant_id, data))
    store.drop_unsealed(old.registrant_id)


def unseal_all(database: Database, cipher: PersonalCipher) -> None:
    """Puts numbers and names back where the schema of before looks for them, so that it can be
    gone back to; everything else of personal data is lost on that way."""
    last = 0
    while done := database.submit(partial(_unseal_some, cipher, last)).result():
        last = done


def _unseal_some(cipher: PersonalCipher, after: int, store: Store) -> int:
    """Returns the last id done; 0 when there are no more."""
    ids = store.sealed_ids(after, AT_ONCE)
    for registrant_id in ids:
        data = opened(cipher, store, registrant_id)
        if data is not None and data.number:
            store.drop_unsealed(registrant_id)
            store.add_unsealed(UnsealedRecord(registrant_id, data.number, data.name))
        kept = store.secret(registrant_id)
        if kept is not None:
            store.keep_secret(registrant_id, opened_secret(cipher, kept.own))
    return ids[-1] if ids else 0
