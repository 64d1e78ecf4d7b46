"""Accounts of staff: named people with roles and a secret of their own, signing in and out.

A first secret comes from whoever makes the account, so it is good for one thing only: choosing an
own one. A token ends with the working day. Ending an account, or changing its roles or its secret,
ends its tokens at once.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from booking_service.policy.checks import Refusal
from booking_service.service.answers import busy, invalid
from booking_service.service.office import Office
from booking_service.service.secrets import SecretChecker, hash_secret, new_token, token_hash
from booking_service.service.staff import audit as staff_audit
from booking_service.service.staff.audit import TOKEN, Deed
from booking_service.service.staff.roles import TOKEN_WORKS, Role, Work, may, needed
from booking_service.service.throttle import PER_KIOSK, PER_NUMBER, Throttle
from booking_service.storage.ports import Command, Reader, Store
from booking_service.storage.records import StaffAccountRecord, StaffSessionRecord

USER = re.compile(r"[a-z][a-z0-9.-]{1,31}")
SHORTEST_SECRET = 10
LONGEST_SECRET = 200
#: A secret of fewer different characters than this is a pattern, not a secret.
FEWEST_CHARACTERS = 4
#: How staff are counted when secrets are checked, beside the terminals.
_DESK = "@staff"
_FOR_EVER = timedelta(days=365 * 50)


@dataclass(frozen=True, slots=True)
class Officer:
    """Whoever carries counter work out: an account, or the holder of the service's token file."""

    user: str
    roles: frozenset[str]
    account_id: int | None = None
    must_change: bool = False
    session: bytes = field(default=b"", repr=False)

    def refusal(self, work: Work) -> Refusal | None:
        """Why this officer may not do a work."""
        if self.account_id is None:
            right = work in TOKEN_WORKS
        elif self.must_change:
            return Refusal("secret_change_needed")
        else:
            right = may(self.roles, work)
        return None if right else Refusal("role_needed", {"needed": needed(work)})


#: The holder of the token file.
TOKEN_HOLDER = Officer(TOKEN, frozenset())


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be made."""

    user: str
    name: str
    roles: frozenset[str]
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What is to be different about an account; None stays."""

    name: str | None = None
    roles: frozenset[str] | None = None
    ended: bool | None = None
    secret: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A token, shown once, and until when it is good."""

    token: str = field(repr=False)
    expires_at: datetime
    account: StaffAccountRecord


class StaffDesk:
    """Signs staff in and knows who holds which token. Wrong user and wrong secret look the same."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._checker = SecretChecker(office.limits)
        self._by_user = Throttle(PER_NUMBER)
        self._by_place = Throttle(PER_KIOSK)

    def close(self) -> None:
        """Ends the threads that check secrets."""
        self._checker.close()

    async def sign_in(self, place: str, user: str, secret: str) -> SignedIn | Refusal:
        """Signs somebody in from ``place``, the address that calls."""
        account = await self._proved(place, user, secret)
        if isinstance(account, Refusal):
            return account
        now = self._office.now()
        token = new_token()
        ends = (now + self._office.limits.staff_session).replace(microsecond=0)
        session = StaffSessionRecord(token_hash(token), ends, account)

        def command(store: Store) -> bool:
            if not _still(store, account):
                return False
            store.open_staff_session(session)
            staff_audit.note(store, Deed(account.user, "sign-in", account.user), now)
            return True

        if not await self._office.write(command):
            return Refusal("wrong_credentials")
        return SignedIn(token, ends, account)

    async def change_own_secret(
        self, officer: Officer, place: str, secret: str, new_secret: str
    ) -> Refusal | None:
        """Chooses an own secret; every token of the account but this one ends."""
        if officer.account_id is None:
            return Refusal("role_needed", {"needed": sorted(Role)})
        if fault := secret_fault(new_secret, officer.user) or _same(secret, new_secret):
            return invalid("body.new_secret", fault)
        account = await self._proved(place, officer.user, secret)
        if isinstance(account, Refusal):
            return account
        kept = await asyncio.to_thread(hash_secret, new_secret)
        changed = replace(account, secret_hash=kept, must_change=False)

        def command(store: Store) -> bool:
            if not _still(store, account):
                return False
            store.keep_staff_account(changed)
            store.end_staff_sessions(account.id, but=officer.session)
            deed = Deed(officer.user, "change-own-secret", officer.user)
            staff_audit.note(store, deed, self._office.now())
            return True

        return None if await self._office.write(command) else Refusal("wrong_credentials")

    async def sign_out(self, officer: Officer) -> None:
        """Ends this token."""

        def command(store: Store) -> None:
            store.end_staff_session(officer.session)

        await self._office.write(command)

    async def _proved(self, place: str, user: str, secret: str) -> StaffAccountRecord | Refusal:
        """The account of a user whose secret is right."""
        now, by_user, by_place = self._office.now(), (place, user), (place,)
        wait = max(self._by_user.wait(by_user, now), self._by_place.wait(by_place, now))
        if wait:
            return Refusal("too_many_attempts", {"retry_after": int(wait.total_seconds()) + 1})
        # It counts as wrong until it has proved right: many at a time are not more than in a row.
        self._by_user.note_wrong(by_user, now)
        self._by_place.note_wrong(by_place, now)
        with self._office.database.reading() as reader:
            account = reader.staff_account(user)
        live = account if account is not None and account.ended_at is None else None
        kept = None if live is None else live.secret_hash
        right = await self._checker.matches(_DESK, secret, kept)
        if right is None:
            self._by_user.forgive(by_user)
            self._by_place.forgive(by_place)
            return busy()
        if not right or live is None:
            return Refusal("wrong_credentials")
        self._by_user.forget(by_user)
        self._by_place.forgive(by_place)
        return live


def officer_of(reader: Reader, token: str, now: datetime) -> Officer | None:
    """Who signed in with a token; None if it is unknown or has ended."""
    session = reader.staff_session(token_hash(token))
    if session is None or now >= session.expires_at or session.account.ended_at is not None:
        return None
    account = session.account
    return Officer(
        user=account.user,
        roles=account.roles,
        account_id=account.id,
        must_change=account.must_change,
        session=session.token_hash,
    )


async def make_account(
    office: Office, officer: Officer, wanted: NewAccount
) -> StaffAccountRecord | Refusal:
    """Makes an account; its holder chooses an own secret when they first sign in."""
    if refusal := _faults(wanted):
        return refusal
    kept = await asyncio.to_thread(hash_secret, wanted.secret)

    def command(store: Store) -> StaffAccountRecord | Refusal:
        now = office.now().replace(microsecond=0)
        if store.staff_account(wanted.user) is not None:
            return Refusal("user_taken")
        record = StaffAccountRecord(
            id=store.next_number("staff-account"),
            user=wanted.user,
            name=wanted.name,
            roles=wanted.roles,
            secret_hash=kept,
            must_change=True,
            made_at=now,
            ended_at=None,
        )
        store.keep_staff_account(record)
        roles = ",".join(sorted(wanted.roles))
        staff_audit.note(store, Deed(officer.user, "make-account", wanted.user, roles), now)
        return record

    return await office.write(command)


async def change_account(
    office: Office, officer: Officer, user: str, change: AccountChange
) -> StaffAccountRecord | Refusal:
    """Changes an account and ends its tokens, so that nobody goes on with what they had."""
    if change.secret is not None and (fault := secret_fault(change.secret, user)):
        return invalid("body.secret", fault)
    if change.roles is not None and officer.user == user:
        return invalid("body.roles", "of somebody else: nobody changes their own")
    kept = None
    if change.secret is not None:
        kept = await asyncio.to_thread(hash_secret, change.secret)
    return await office.write(_change(office, officer, user, change, kept))


async def token_for_everything(office: Office, user: str) -> str:
    """A token that never ends for an account with every role, made if it is not there.

    For a demonstration and for tests, where nobody signs in; a service that serves calls it never.
    """
    token = new_token()

    def command(store: Store) -> None:
        now = office.now().replace(microsecond=0)
        account = store.staff_account(user) or StaffAccountRecord(
            id=store.next_number("staff-account"),
            user=user,
            name=user,
            roles=frozenset(Role),
            secret_hash="",  # no secret opens it
            must_change=False,
            made_at=now,
            ended_at=None,
        )
        store.keep_staff_account(account)
        ends = now + _FOR_EVER
        store.open_staff_session(StaffSessionRecord(token_hash(token), ends, account))

    await office.write(command)
    return token


def _change(
    office: Office, officer: Officer, user: str, change: AccountChange, secret_hash: str | None
) -> Command[StaffAccountRecord | Refusal]:
    def command(store: Store) -> StaffAccountRecord | Refusal:
        now = office.now().replace(microsecond=0)
        account = store.staff_account(user)
        if account is None:
            return Refusal("not_found")
        ended_at = account.ended_at
        if change.ended is not None:
            ended_at = now if change.ended else None
        changed = replace(
            account,
            name=change.name or account.name,
            roles=change.roles or account.roles,
            ended_at=ended_at,
            secret_hash=secret_hash or account.secret_hash,
            must_change=account.must_change or secret_hash is not None,
        )
        store.keep_staff_account(changed)
        store.end_staff_sessions(account.id, but=b"")
        told = [
            f"roles={','.join(sorted(changed.roles))}" if change.roles else "",
            "name" if change.name else "",
            "" if change.ended is None else ("ended" if change.ended else "opened"),
            "secret" if secret_hash else "",
        ]
        detail = " ".join(word for word in told if word)
        staff_audit.note(store, Deed(officer.user, "change-account", user, detail), now)
        return changed

    return command


def secret_fault(secret: str, user: str) -> str | None:
    """What is wrong with a secret of staff; None if nothing is."""
    if not SHORTEST_SECRET <= len(secret) <= LONGEST_SECRET:
        return f"{SHORTEST_SECRET} to {LONGEST_SECRET} characters"
    if not secret.isprintable():
        return "characters that can be typed"
    if len(set(secret)) < FEWEST_CHARACTERS:
        return f"at least {FEWEST_CHARACTERS} different characters"
    if user in secret.lower():
        return "not with the user's name in it"
    return None


def _still(store: Store, account: StaffAccountRecord) -> bool:
    """Whether an account is still what its secret was checked against."""
    now = store.staff_account(account.user)
    return now is not None and now == account


def _same(secret: str, new_secret: str) -> str | None:
    return "another one than before" if secret == new_secret else None


def _faults(wanted: NewAccount) -> Refusal | None:
    if not USER.fullmatch(wanted.user):
        return invalid("body.user", f"as {USER.pattern}")
    if unknown := wanted.roles - set(Role):
        return invalid("body.roles", f"{', '.join(sorted(unknown))}: one of {', '.join(Role)}")
    if not wanted.roles:
        return invalid("body.roles", f"at least one of {', '.join(Role)}")
    if fault := secret_fault(wanted.secret, wanted.user):
        return invalid("body.secret", fault)
    return None
