"""The numbers that are printed on receipts: R for a reservation, L for a lottery application."""

from __future__ import annotations

import re

from booking_service.storage.ports import Reader
from booking_service.storage.records import ReservationRecord

DIGITS = 8
LARGEST_ID = 2**31 - 1
_RESERVATION = re.compile(r"R0*([0-9]{1,10})")
_ID = re.compile(r"[0-9]{1,10}")


def reservation_number(reservation_id: int) -> str:
    """The reservation number (予約番号)."""
    return f"R{reservation_id:0{DIGITS}}"


def application_number(application_id: int) -> str:
    """The number of a lottery application (抽選申込番号)."""
    return f"L{application_id:0{DIGITS}}"


def id_of(text: str) -> int | None:
    """An id from an address; None if it cannot be one."""
    if _ID.fullmatch(text) and int(text) <= LARGEST_ID:
        return int(text)
    return None


def by_number(reader: Reader, number: str) -> ReservationRecord | None:
    """The reservation of a printed number."""
    match = _RESERVATION.fullmatch(number)
    found = None if match is None else id_of(match[1])
    return None if found is None else reader.reservation(found)
