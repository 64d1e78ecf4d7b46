"""What residents are written about a draw."""

from __future__ import annotations

from datetime import datetime

from booking_service.policy.model import City
from booking_service.service.mail import queue as mail
from booking_service.service.mail.letters import Letter, Values, of_use
from booking_service.service.numbers import application_number
from booking_service.storage.ports import Store
from booking_service.storage.records import ApplicationRecord


def tell_lost(city: City, store: Store, record: ApplicationRecord, at: datetime) -> None:
    """An application was not drawn."""
    _queue(store, record, Letter.LOTTERY_LOST, _told(city, record), at)


def tell_won(city: City, store: Store, record: ApplicationRecord, at: datetime) -> None:
    """A win has become a reservation by itself."""
    _queue(store, record, Letter.LOTTERY_WON, _told(city, record), at)


def tell_to_claim(
    city: City, store: Store, record: ApplicationRecord, until: datetime, at: datetime
) -> None:
    """A win waits to be claimed before ``until``."""
    told = {**_told(city, record), "claim_until": until.isoformat()}
    _queue(store, record, Letter.LOTTERY_WON_TO_CLAIM, told, at)


def _told(city: City, record: ApplicationRecord) -> Values:
    return of_use(city, application_number(record.id), record.use)


def _queue(
    store: Store, record: ApplicationRecord, letter: Letter, values: Values, at: datetime
) -> None:
    # A step that is taken twice tells it once.
    once = application_number(record.id)
    mail.queue(store, record.registrant_id, letter, values, at, once=once)
