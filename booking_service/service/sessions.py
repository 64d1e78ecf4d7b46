"""Residents at kiosks: logging in, staying, confirming with the secret, leaving."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field, replace
from datetime import datetime

from booking_service.policy.checks import Refusal
from booking_service.policy.hours import check_hours
from booking_service.service import shapes
from booking_service.service.answers import busy
from booking_service.service.office import Office
from booking_service.service.people import cards as registration_cards
from booking_service.service.people import personal_data
from booking_service.service.people.cards import Shown
from booking_service.service.secrets import SecretChecker, new_token, proof_of, token_hash
from booking_service.service.throttle import PER_KIOSK, PER_NUMBER, Throttle
from booking_service.service.views import registrant as view_of_registrant
from booking_service.storage.ports import Reader, Store
from booking_service.storage.records import (
    RegistrantRecord,
    RegistrantState,
    SecretRecord,
    SessionRecord,
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sends a write: the kiosk, and what it shows of the resident."""

    kiosk_id: str
    session: str | None
    confirmation: str | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody at a kiosk shows a secret. ``whose``: the registrant, or the number nobody has."""

    kiosk_id: str
    whose: str = field(repr=False)
    secret: str = field(repr=False)

    @property
    def by_number(self) -> tuple[str, ...]:
        """What is counted against this number at this kiosk."""
        return (self.kiosk_id, self.whose)

    @property
    def by_kiosk(self) -> tuple[str, ...]:
        """What is counted against the kiosk as a whole."""
        return (self.kiosk_id,)


class Sessions:
    """Logs residents in and knows who is there. Wrong number and wrong secret look the same."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._checker = SecretChecker(office.limits)
        self._by_number = Throttle(PER_NUMBER)
        self._by_kiosk = Throttle(PER_KIOSK)

    def close(self) -> None:
        """Ends the threads that check secrets."""
        self._checker.close()

    async def open(self, kiosk_id: str, number: str, secret: str) -> shapes.Session | Refusal:
        """Logs a resident in who shows a number or the code on a card, within the service hours."""
        if refusal := check_hours(self._office.city, self._office.now()):
            return refusal
        with self._office.database.reading() as reader:
            shown = registration_cards.shown(self._office, reader, number)
            kept = None if shown is None else self._secret(reader, shown.registrant)
        # An unknown number is counted like a known one, whichever card of it is shown.
        typed, _ = registration_cards.parts(self._office.city, number)
        attempt = Attempt(kiosk_id, typed if shown is None else _whose(shown.registrant), secret)
        if refusal := self._begin(attempt):
            return refusal
        right = await self._matches(attempt, kept)
        if refusal := self._end(attempt, right=None if right is None else right.is_right):
            return refusal
        if shown is None or right is None:
            return Refusal("wrong_credentials")
        if refusal := _refusal_to_let_in(self._office, shown):
            return refusal
        return await self._admit(attempt, shown.registrant, must_change=right.is_temporary)

    async def confirm(
        self, session: SessionRecord, token: str, secret: str
    ) -> shapes.Confirmation | Refusal:
        """Takes the secret again before a commit; the confirmation is good for one write.

        ``token`` is that of the session, with which the secret is checked.
        """
        if refusal := self.check_again(session, token, secret):
            return refusal
        confirmation = new_token()
        ends = self._office.now() + self._office.limits.confirmation
        digest = token_hash(confirmation)

        def command(store: Store) -> bool:
            if store.session(session.token_hash) is None:
                return False
            store.keep_confirmation(digest, session.token_hash, ends)
            return True

        if not await self._office.write(command):
            return Refusal("session_ended")
        return {"confirmation": confirmation, "expires_at": ends.replace(microsecond=0)}

    def check_again(self, session: SessionRecord, token: str, secret: str) -> Refusal | None:
        """Why the secret of somebody who is logged in is not taken again. Costs no hashing."""
        attempt = Attempt(session.kiosk_id, _whose(session.registrant), secret)
        if refusal := self._begin(attempt):
            return refusal
        right = hmac.compare_digest(session.secret_proof, proof_of(secret, token))
        return self._end(attempt, right=right)

    async def hashed(self, kiosk_id: str, secret: str) -> str | None:
        """A new secret as it is kept; None where that has to wait too long."""
        return await self._checker.hashed(kiosk_id, secret)

    async def current(self, kiosk_id: str, token: str | None) -> SessionRecord | None:
        """The session of a token at its kiosk, kept alive by being asked for; None if it ended."""
        now = self._office.now()
        with self._office.database.reading() as reader:
            session = live_session(reader, kiosk_id, token, now)
        if session is None:
            return None
        limits = self._office.limits
        ends = now + limits.session_idle
        if ends - session.expires_at < limits.session_touch:
            return session
        await self._office.write(lambda store: store.extend_session(session.token_hash, ends))
        return replace(session, expires_at=ends)

    async def end(self, session: SessionRecord) -> None:
        """Logs the resident out."""
        await self._office.write(lambda store: store.end_session(session.token_hash))

    def _secret(self, reader: Reader, registrant: RegistrantRecord) -> SecretRecord | None:
        """The hashes of a registrant, opened."""
        kept, cipher = reader.secret(registrant.id), self._office.cipher
        if kept is None:
            return None
        temporary = kept.temporary
        return SecretRecord(
            personal_data.opened_secret(cipher, kept.own),
            None if temporary is None else personal_data.opened_secret(cipher, temporary),
            kept.temporary_until,
        )

    async def _matches(self, attempt: Attempt, kept: SecretRecord | None) -> _Match | None:
        """Which secret was shown; None where that could not be looked at now.

        What is not one's own secret is always held against a temporary one too, or against
        nobody's: the time does not say whether there is one, nor whether there is a registrant.
        """
        matches = self._checker.matches
        own = await matches(attempt.kiosk_id, attempt.secret, None if kept is None else kept.own)
        if own is not False:
            return None if own is None else _Match(is_right=own)
        until = None if kept is None else kept.temporary_until
        live = None if until is None or self._office.now() >= until else kept
        temporary = await matches(
            attempt.kiosk_id, attempt.secret, None if live is None else live.temporary
        )
        return None if temporary is None else _Match(is_right=temporary, is_temporary=True)

    def _begin(self, attempt: Attempt) -> Refusal | None:
        """Why this attempt is not looked at yet. It counts as wrong until it has proved right, so
        that many at a time are not more than one after the other."""
        now = self._office.now()
        wait = max(
            self._by_number.wait(attempt.by_number, now), self._by_kiosk.wait(attempt.by_kiosk, now)
        )
        if wait:
            seconds = int(wait.total_seconds()) + 1
            return Refusal("too_many_attempts", {"retry_after": seconds})
        self._by_number.note_wrong(attempt.by_number, now)
        self._by_kiosk.note_wrong(attempt.by_kiosk, now)
        return None

    def _end(self, attempt: Attempt, *, right: bool | None) -> Refusal | None:
        """Why an attempt is not let in; ``right`` is None where it could not be looked at."""
        if right is None:
            self._by_number.forgive(attempt.by_number)
            self._by_kiosk.forgive(attempt.by_kiosk)
            return busy()
        if not right:
            now = self._office.now()
            left = min(
                self._by_number.left(attempt.by_number, now),
                self._by_kiosk.left(attempt.by_kiosk, now),
            )
            return Refusal("wrong_credentials", {"left": left})
        self._by_number.forget(attempt.by_number)
        self._by_kiosk.forgive(attempt.by_kiosk)
        return None

    async def _admit(
        self, attempt: Attempt, registrant: RegistrantRecord, *, must_change: bool
    ) -> shapes.Session | Refusal:
        now = self._office.now()
        with self._office.database.reading() as reader:
            data = personal_data.own(self._office, reader, registrant.id)
        if data is None:
            return Refusal("wrong_credentials")
        token = new_token()
        session = SessionRecord(
            token_hash=token_hash(token),
            kiosk_id=attempt.kiosk_id,
            expires_at=now + self._office.limits.session_idle,
            secret_proof=proof_of(attempt.secret, token),
            registrant=registrant,
            must_change=must_change,
        )
        await self._office.write(lambda store: store.open_session(session))
        return {
            "token": token,
            "expires_at": session.expires_at.replace(microsecond=0),
            "must_change_secret": must_change,
            "registrant": view_of_registrant(registrant, data, now.date()),
        }


@dataclass(frozen=True, slots=True)
class _Match:
    is_right: bool
    is_temporary: bool = False


def _whose(registrant: RegistrantRecord) -> str:
    """As what a registrant's attempts are counted, whatever they show."""
    return f"registrant {registrant.id}"


def _refusal_to_let_in(office: Office, shown: Shown) -> Refusal | None:
    """Why somebody who has shown the right secret is not logged in."""
    registrant, tel = shown.registrant, office.city.contact.tel
    match registrant.state:
        case RegistrantState.DELETED:
            return Refusal("wrong_credentials")
        case RegistrantState.LAPSED:
            return Refusal("registration_expired", {"since": registrant.ended_on})
        case RegistrantState.BEGUN:
            return Refusal("registration_unfinished", {"tel": tel})
    return None if shown.card_is_valid else Refusal("card_not_valid", {"tel": tel})


def live_session(
    reader: Reader, kiosk_id: str, token: str | None, now: datetime
) -> SessionRecord | None:
    """The session of a token, if it belongs to this kiosk and has not ended."""
    session = None if token is None else reader.session(token_hash(token))
    return session if session is not None and _is_live(session, kiosk_id, now) else None


def _is_live(session: SessionRecord, kiosk_id: str, now: datetime) -> bool:
    return session.kiosk_id == kiosk_id and now < session.expires_at


def shown_session(reader: Reader, caller: Caller) -> SessionRecord | None:
    """The session a caller shows, whether or not it has ended."""
    return None if caller.session is None else reader.session(token_hash(caller.session))


def admitted(
    office: Office, store: Store, caller: Caller, session: SessionRecord | None, now: datetime
) -> RegistrantRecord | Refusal:
    """The registrant a write is for, inside the writer's transaction; uses up the confirmation.

    ``session`` is the one the caller shows, read in the same transaction.
    """
    if session is None or not _is_live(session, caller.kiosk_id, now):
        return Refusal("session_ended")
    if session.must_change:
        return Refusal("secret_must_change")
    if office.city.ask_secret_before_commit:
        shown = caller.confirmation
        if shown is None or not store.use_confirmation(token_hash(shown), session.token_hash, now):
            return Refusal("confirmation_needed")
    ends = now + office.limits.session_idle
    if ends - session.expires_at >= office.limits.session_touch:
        store.extend_session(session.token_hash, ends)
    return session.registrant
