"""Registrants (利用者): who they are known as to the rest of the service."""

from __future__ import annotations

from booking_service.service.office import Office
from booking_service.storage.ports import Reader
from booking_service.storage.records import RegistrantRecord


def by_number(office: Office, reader: Reader, number: str) -> RegistrantRecord | None:
    """The registrant of a registration number; None if nobody has it.

    The one way from a number to its registrant: what the database keeps of a number is the
    business of this module, which is why it asks for the office.
    """
    del office
    return reader.registrant_by_number(number)
