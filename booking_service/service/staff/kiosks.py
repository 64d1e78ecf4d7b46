"""Enrolling terminals with a code that the terminal turns into its credential itself, so that
nobody carries a credential over; and shutting one out."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from booking_service.policy.checks import Refusal
from booking_service.service import kiosks
from booking_service.service.office import Office
from booking_service.service.secrets import token_hash
from booking_service.service.staff import audit as staff_audit
from booking_service.service.staff.accounts import Officer
from booking_service.service.staff.audit import NOBODY, Deed
from booking_service.service.throttle import PER_KIOSK, Throttle
from booking_service.storage.ports import Command, Store
from booking_service.storage.records import EnrolmentCodeRecord

CODE_DIGITS = 8
CODE_LASTS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Code:
    """A code for one terminal, good once and not for long."""

    code: str = field(repr=False)
    expires_at: datetime


def make_code(office: Office, officer: Officer, kiosk_id: str, place: str) -> Command[Code]:
    """Makes a code; the one before of the same terminal is no longer good."""

    def command(store: Store) -> Code:
        now = office.now().replace(microsecond=0)
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        ends = now + CODE_LASTS
        store.keep_enrolment_code(EnrolmentCodeRecord(kiosk_id, place, token_hash(code), ends))
        staff_audit.note(store, Deed(officer.user, "make-kiosk-code", kiosk_id), now)
        return Code(code, ends)

    return command


def revoke(office: Office, officer: Officer, kiosk_id: str) -> Command[Refusal | None]:
    """Shuts a terminal out, with everybody who is logged in at it; a code that is under way to it
    is no longer good, for whoever has the terminal may have that as well."""

    def command(store: Store) -> Refusal | None:
        if store.kiosk(kiosk_id) is None:
            return Refusal("not_found")
        now = office.now().replace(microsecond=0)
        store.revoke_kiosk(kiosk_id, now)
        staff_audit.note(store, Deed(officer.user, "revoke-kiosk", kiosk_id), now)
        return None

    return command


class Enrolments:
    """Terminals that come with a code."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._by_place = Throttle(PER_KIOSK)

    async def redeem(self, place: str, kiosk_id: str, code: str) -> str | Refusal:
        """The credential for a code; ``place`` is the address that calls."""
        now, key = self._office.now(), (place,)
        if wait := self._by_place.wait(key, now):
            return Refusal("too_many_attempts", {"retry_after": int(wait.total_seconds()) + 1})
        self._by_place.note_wrong(key, now)

        def command(store: Store) -> str | None:
            kept = store.use_enrolment_code(kiosk_id, token_hash(code), now)
            if kept is None:
                return None
            staff_audit.note(store, Deed(NOBODY, "enrol-kiosk", kiosk_id, "code"), now)
            return kiosks.enrol(store, kiosk_id, kept.place, now)

        made = await self._office.write(command)
        if made is None:
            return Refusal("wrong_credentials")
        self._by_place.forgive(key)
        return made
