"""Registering at a kiosk: as far as the city lets it go there.

Some cities complete it by themselves, some begin it at a kiosk and finish it at the counter with
proof of identity, the others do all of it at the counter. The number is told once, in the answer;
the call may come twice (its key is kept as a blind index with the registrant, not with its answer,
which holds a number) and is answered the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import msgspec

from booking_service.policy.checks import Refusal
from booking_service.policy.hours import check_hours
from booking_service.policy.model import AtKiosk, City, HolderKind
from booking_service.policy.weak_secrets import Known
from booking_service.service import shapes
from booking_service.service.answers import busy
from booking_service.service.mail import queue as mail
from booking_service.service.mail.letters import Letter
from booking_service.service.mail.transports import is_address
from booking_service.service.office import Office
from booking_service.service.people import personal_data
from booking_service.service.people import registering as registration
from booking_service.service.people.account import at_counter, refusal_of_secret
from booking_service.service.people.personal_data import PersonalData
from booking_service.service.people.registering import NewRegistrant
from booking_service.service.sessions import Sessions
from booking_service.service.throttle import Patience, Throttle
from booking_service.service.views import last_day
from booking_service.service.writes import Key
from booking_service.storage.ports import Store
from booking_service.storage.records import RegistrantRecord, RegistrantState

#: One terminal registers one after the other; more is somebody playing.
PER_KIOSK = Patience(10, timedelta(minutes=1), timedelta(minutes=10), timedelta(minutes=5))


@dataclass(frozen=True, slots=True)
class Form:
    """What somebody fills in. Their number is made by the service."""

    holder: HolderKind
    data: PersonalData
    kinds: frozenset[str]
    secret: str = field(repr=False)


class Registrar:
    """Registers residents at kiosks."""

    def __init__(self, office: Office, sessions: Sessions) -> None:
        self._office = office
        self._sessions = sessions
        self._by_kiosk = Throttle(PER_KIOSK)

    async def register(self, key: Key, form: Form) -> shapes.Registered | Refusal:
        """Registers somebody, or says what stands in the way."""
        office, now = self._office, self._office.now()
        if refusal := check_hours(office.city, now) or refusal_of_form(office.city, form):
            return refusal
        asked = self._asked(key, form)
        with office.database.reading() as reader:
            before = reader.registrant_asked_for(asked)
        if before is not None:
            return self._told(before)
        if wait := self._by_kiosk.wait((key.kiosk_id,), now):
            return Refusal("too_many_attempts", {"retry_after": int(wait.total_seconds()) + 1})
        kept = await self._sessions.hashed(key.kiosk_id, form.secret)
        if kept is None:
            return busy()
        self._by_kiosk.note_wrong((key.kiosk_id,), now)
        made = await office.write(lambda store: self._add(store, form, kept, asked, now))
        return made if isinstance(made, Refusal) else self._told(made)

    def _add(
        self, store: Store, form: Form, secret_hash: str, asked: str, now: datetime
    ) -> RegistrantRecord | Refusal:
        office = self._office
        before = store.registrant_asked_for(asked)
        if before is not None:
            return before
        begun = office.city.registration.at_kiosk is AtKiosk.COUNTER
        new = NewRegistrant(
            data=form.data,
            holder=form.holder.value,
            kinds=form.kinds,
            secret_hash=secret_hash,
            state=RegistrantState.BEGUN if begun else RegistrantState.ACTIVE,
            asked_index=asked,
        )
        made = registration.add(office, store, new, now)
        if isinstance(made, Refusal):
            return made
        if begun:
            told = {"until": _finish_by(office, made).isoformat()}
            mail.queue(store, made.id, Letter.REGISTRATION_BEGUN, told, now)
        else:
            mail.queue(store, made.id, Letter.REGISTERED, {}, now)
        return made

    def _asked(self, key: Key, form: Form) -> str:
        """Names a call: the same key with the same form, and nothing else."""
        filled_in = msgspec.json.encode(form.data).decode()
        kinds = ",".join(sorted(form.kinds))
        return self._office.cipher.index(
            "asked", key.kiosk_id, key.key, form.holder, filled_in, kinds, form.secret
        )

    def _told(self, record: RegistrantRecord) -> shapes.Registered | Refusal:
        office = self._office
        with office.database.reading() as reader:
            data = personal_data.own(office, reader, record.id)
        if data is None:
            return Refusal("not_found")
        begun = record.state == RegistrantState.BEGUN
        return {
            "registration_number": data.number,
            "name": data.name,
            "state": "begun" if begun else "complete",
            "valid_until": None if begun else last_day(record.valid_until),
            "finish_by": _finish_by(office, record) if begun else None,
            "tel": office.city.contact.tel,
        }


def refusal_of_form(city: City, form: Form) -> Refusal | None:
    """Why a form is not taken; what only the database knows is asked later."""
    if city.registration.at_kiosk is AtKiosk.NONE:
        return at_counter(city)
    if faults := _faults(city, form):
        return Refusal("invalid_request", {"errors": faults})
    return refusal_of_secret(city, form.secret, Known("", form.data.birth_date))


def _faults(city: City, form: Form) -> list[dict[str, str]]:
    rule, data = city.registration, form.data
    is_group = form.holder is HolderKind.GROUP
    fitting = {kind.id for kind in rule.kinds if form.holder in kind.holders}
    fewest = rule.min_members or 1
    checks = (
        (form.kinds <= fitting, "body.kinds", f"of these: {', '.join(sorted(fitting))}"),
        (not is_group or data.representative, "body.representative", "who answers for the group"),
        (
            not is_group or (data.members is not None and data.members >= fewest),
            "body.members",
            f"at least {fewest}",
        ),
        (is_group or data.members is None, "body.members", "of a group only"),
        (is_group or not data.representative, "body.representative", "of a group only"),
        (data.email or not rule.email_required, "body.email", "an address; this city asks for one"),
        (not data.email or is_address(data.email), "body.email", "an address"),
    )
    return [{"place": place, "message": message} for right, place, message in checks if not right]


def _finish_by(office: Office, record: RegistrantRecord) -> date:
    """The last day on which a begun registration can be finished at the counter."""
    begun_on = record.registered_on or office.now().date()
    return begun_on + office.limits.unfinished_kept
