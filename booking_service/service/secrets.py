"""Tokens and hashed secrets.

Tokens are random and long, so a plain SHA-256 in the database is enough. A resident's secret is
four digits: argon2 with 19 MiB, t=2, p=1 (the OWASP minimum, 24 ms here), in a small pool of its
own so that the opening minute is not spent on hashing. That is done once, at the log-in: for as
long as the session lives the secret is checked against ``proof_of``, which costs nothing.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from booking_service.service.office import Limits

TOKEN_BYTES = 24
MEMORY_KIB = 19 * 1024
PASSES = 2
LANES = 1

V = TypeVar("V")
_argon2 = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)


def new_token() -> str:
    """A random token nobody can guess, safe in headers and addresses."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> bytes:
    """What the database keeps of a token."""
    return sha256(token.encode()).digest()


def proof_of(secret: str, token: str) -> bytes:
    """What the database keeps of a secret while the session of ``token`` lives.

    An HMAC-SHA256 keyed with the token, which the database does not have: whoever reads the
    database cannot try four-digit secrets against it.
    """
    return hmac.digest(token.encode(), secret.encode(), "sha256")


def hash_secret(secret: str) -> str:
    """What the database keeps of a resident's secret."""
    return _argon2.hash(secret)


@cache
def _secret_of_nobody() -> str:
    """The hash of a secret that nobody knows."""
    return hash_secret(new_token())


class SecretChecker:
    """Checks secrets in its own threads; turns away what would have to wait too long."""

    def __init__(self, limits: Limits) -> None:
        self._pool = ThreadPoolExecutor(limits.hashing_threads, "hashing")
        self._waiting: Counter[str] = Counter()  # by kiosk
        self._most = limits.hashing_waiting
        self._most_of_one = limits.hashing_waiting_of_one_kiosk
        self._nobody = _secret_of_nobody()

    async def matches(self, kiosk_id: str, secret: str, kept: str | None) -> bool | None:
        """Whether the secret is right; None if too many are waiting, or too many of one kiosk.

        ``kept`` is None for a number nobody has: the same work is done, so that the time says
        nothing about which numbers exist.
        """
        right = await self._in_turn(kiosk_id, _verify, kept or self._nobody, secret)
        return None if right is None else right and kept is not None

    async def hashed(self, kiosk_id: str, secret: str) -> str | None:
        """A new secret as it is kept; None as above."""
        return await self._in_turn(kiosk_id, hash_secret, secret)

    async def _in_turn(self, kiosk_id: str, work: Callable[..., V], *given: str) -> V | None:
        if self._waiting.total() >= self._most or self._waiting[kiosk_id] >= self._most_of_one:
            return None
        self._waiting[kiosk_id] += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work, *given)
        finally:
            self._waiting[kiosk_id] -= 1

    def close(self) -> None:
        """Ends the threads."""
        self._pool.shutdown()


def _verify(kept: str, secret: str) -> bool:
    try:
        return _argon2.verify(kept, secret)
    except (VerificationError, InvalidHashError):
        return False
