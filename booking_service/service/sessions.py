"""Residents at kiosks: logging in, staying, confirming with the secret, leaving."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field, replace
from datetime import datetime

from booking_service.policy.checks import Refusal
from booking_service.service import registration, shapes
from booking_service.service.answers import busy
from booking_service.service.office import Office
from booking_service.service.secrets import SecretChecker, new_token, proof_of, token_hash
from booking_service.service.throttle import PER_KIOSK, PER_NUMBER, Throttle
from booking_service.service.views import registrant as view_of_registrant
from booking_service.storage.ports import Reader, Store
from booking_service.storage.records import RegistrantRecord, SessionRecord


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sends a write: the kiosk, and what it shows of the resident."""

    kiosk_id: str
    session: str | None
    confirmation: str | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody at a kiosk shows a secret for a registration number."""

    kiosk_id: str
    number: str
    secret: str = field(repr=False)

    @property
    def by_number(self) -> tuple[str, ...]:
        """What is counted against this number at this kiosk."""
        return (self.kiosk_id, self.number)

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
        """Logs a resident in at a kiosk."""
        with self._office.database.reading() as reader:
            registrant = registration.by_number(self._office, reader, number)
        kept = None if registrant is None else registrant.secret_hash
        attempt = Attempt(kiosk_id, number, secret)
        if refusal := self._begin(attempt):
            return refusal
        right = await self._checker.matches(kiosk_id, secret, kept)
        if refusal := self._end(attempt, right=right):
            return refusal
        if registrant is None:
            return Refusal("wrong_credentials")
        return await self._admit(attempt, registrant)

    async def confirm(
        self, session: SessionRecord, token: str, secret: str
    ) -> shapes.Confirmation | Refusal:
        """Takes the secret again before a commit; the confirmation is good for one write.

        ``token`` is that of the session, with which the secret is checked.
        """
        attempt = Attempt(session.kiosk_id, session.registrant.number, secret)
        if refusal := self._begin(attempt):
            return refusal
        right = hmac.compare_digest(session.secret_proof, proof_of(secret, token))
        if refusal := self._end(attempt, right=right):
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
            return Refusal("wrong_credentials")
        self._by_number.forget(attempt.by_number)
        self._by_kiosk.forgive(attempt.by_kiosk)
        return None

    async def _admit(self, attempt: Attempt, registrant: RegistrantRecord) -> shapes.Session:
        now = self._office.now()
        token = new_token()
        session = SessionRecord(
            token_hash=token_hash(token),
            kiosk_id=attempt.kiosk_id,
            expires_at=now + self._office.limits.session_idle,
            secret_proof=proof_of(attempt.secret, token),
            registrant=registrant,
        )
        await self._office.write(lambda store: store.open_session(session))
        return {
            "token": token,
            "expires_at": session.expires_at.replace(microsecond=0),
            "registrant": view_of_registrant(registrant, now.date()),
        }


def live_session(
    reader: Reader, kiosk_id: str, token: str | None, now: datetime
) -> SessionRecord | None:
    """The session of a token, if it belongs to this kiosk and has not ended."""
    session = None if token is None else reader.session(token_hash(token))
    if session is None or session.kiosk_id != kiosk_id or now >= session.expires_at:
        return None
    return session


def admitted(
    office: Office, store: Store, caller: Caller, now: datetime
) -> RegistrantRecord | Refusal:
    """The registrant a write is for, inside the writer's transaction; uses up the confirmation."""
    session = live_session(store, caller.kiosk_id, caller.session, now)
    if session is None:
        return Refusal("session_ended")
    if office.city.ask_secret_before_commit:
        shown = caller.confirmation
        if shown is None or not store.use_confirmation(token_hash(shown), session.token_hash, now):
            return Refusal("confirmation_needed")
    ends = now + office.limits.session_idle
    if ends - session.expires_at >= office.limits.session_touch:
        store.extend_session(session.token_hash, ends)
    return session.registrant
