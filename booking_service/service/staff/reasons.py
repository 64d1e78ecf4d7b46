"""The reasons that counter work may have. Codes, not free text: the audit log keeps them for good,
and nobody can write about a resident into it."""

from __future__ import annotations

from enum import StrEnum


class CancelReason(StrEnum):
    """Why a booking is cancelled. Every reason but ``own`` waives the fee."""

    OWN = "own"  # the resident wishes it
    WEATHER = "weather"  # rain, a typhoon warning, an earthquake
    FACILITY_FAULT = "facility-fault"  # the room cannot be used
    CLOSING = "closing"  # the day has been closed since
    PUBLIC_NEED = "public-need"  # the city needs the room itself
    STAFF_MISTAKE = "staff-mistake"


class ChangeReason(StrEnum):
    """Why a booking is moved. Every reason but ``own`` lifts the limits of a paid one."""

    OWN = "own"
    WEATHER = "weather"
    FACILITY_FAULT = "facility-fault"
    CLOSING = "closing"
    PUBLIC_NEED = "public-need"
    STAFF_MISTAKE = "staff-mistake"


class BackReason(StrEnum):
    """Why a payment that was taken is taken back."""

    STAFF_MISTAKE = "staff-mistake"  # it was entered for the wrong booking
    NOT_HONOURED = "not-honoured"  # the money did not come after all


class WaiveReason(StrEnum):
    """Why a usage fee is not asked for."""

    WEATHER = "weather"
    FACILITY_FAULT = "facility-fault"
    PUBLIC_NEED = "public-need"
    STAFF_MISTAKE = "staff-mistake"


class SuspendReason(StrEnum):
    """Why somebody may look but not book (利用停止)."""

    UNPAID = "unpaid"
    NO_SHOW = "no-show"
    MISUSE = "misuse"
    LENT_CARD = "lent-card"
    FALSE_REGISTRATION = "false-registration"


class LookReason(StrEnum):
    """Why somebody's personal data is looked at."""

    AT_COUNTER = "at-counter"  # they stand here
    TELEPHONE = "telephone"
    BOOKING = "booking"  # something about a booking of theirs
    COMPLAINT = "complaint"
    CHECK = "check"  # of the registration itself
