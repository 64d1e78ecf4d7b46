"""Keeps personal data unreadable to whoever has the database without its key.

Two ways, for two needs: what a clerk or a mail must read again is **sealed** (AES-256-GCM, a fresh
nonce each, bound to what it is about, so that a sealed row put into another's place does not open);
what is only ever looked up – a registration number, an e-mail address, a name that must not be
registered twice – is kept as a **blind index**, a keyed hash that tells equal from unequal to the
holder of the key and nothing to anybody else (decisions/0016).
"""

from __future__ import annotations

import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from booking_service.kept_secrets import KEY_BYTES

_NONCE_BYTES = 12
#: The first byte of everything sealed: how it was done, should that ever change.
_VERSION = b"\x01"
_DIGEST = "sha256"


class WrongKeyError(Exception):
    """The key is not the one that something was sealed with, or the sealed bytes were changed."""


class PersonalCipher:
    """Seals, opens and indexes with one key of ``KEY_BYTES`` bytes.

    Its parts are derived, so that no two uses share a key.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError(f"a key of {KEY_BYTES} bytes is needed")
        self._aead = AESGCM(_derived(key, "seal"))
        self._index_key = _derived(key, "index")
        self.check = _derived(key, "check").hex()
        """Names the key without giving it away: kept in the database to know it again."""

    def seal(self, text: str, about: str) -> bytes:
        """A text, readable only with the key and only as something ``about`` the same."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return _VERSION + nonce + self._aead.encrypt(nonce, text.encode(), about.encode())

    def open(self, sealed: bytes, about: str) -> str:
        """The text again; raises ``WrongKeyError``."""
        version, rest = sealed[:1], sealed[1:]
        if version != _VERSION:
            raise WrongKeyError("sealed in a way this program does not know")
        nonce, text = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
        try:
            return self._aead.decrypt(nonce, text, about.encode()).decode()
        except (InvalidTag, ValueError):
            raise WrongKeyError(f"{about} does not open with this key") from None

    def index(self, kind: str, *parts: str) -> str:
        """The blind index of a value of one kind, as hexadecimal text.

        The lengths of the parts are part of it: ("ab", "c") and ("a", "bc") differ.
        """
        message = b"".join(
            len(part).to_bytes(4) + part for part in (text.encode() for text in (kind, *parts))
        )
        return hmac.digest(self._index_key, message, _DIGEST).hex()


def _derived(key: bytes, use: str) -> bytes:
    """A key of its own for each use (HKDF-Expand of RFC 5869 with one block)."""
    return hmac.digest(key, f"booking-service {use}".encode() + b"\x01", _DIGEST)
