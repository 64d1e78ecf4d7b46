"""Officers throw digits into a draw; what becomes of them stands in ``entropy``."""

from __future__ import annotations

from booking_service.policy.checks import Refusal
from booking_service.service.draws import entropy
from booking_service.service.office import Office
from booking_service.service.staff import audit as staff_audit
from booking_service.service.staff import shapes as staff_shapes
from booking_service.service.staff.accounts import Officer
from booking_service.service.staff.audit import Deed
from booking_service.storage.ports import Command, Store


def give_digits(
    office: Office, officer: Officer, draw_id: str, digits: str
) -> Command[staff_shapes.DrawDigitsTaken | Refusal]:
    """Keeps what an officer typed. The audit log says who gave some, never which."""

    def command(store: Store) -> staff_shapes.DrawDigitsTaken | Refusal:
        if refusal := entropy.give_digits(store, draw_id, officer.user, digits):
            return refusal
        staff_audit.note(store, Deed(officer.user, "give-digits", draw_id), office.now())
        return {
            "draw_id": draw_id,
            "given": len(store.digits(draw_id)),
            "needed": entropy.OFFICERS,
        }

    return command
