"""Secrets that the service is given rather than told: the key of personal data, the mail password.

Never on a command line, where every user of the machine could read them, and never in a file of the
project. They stand in systemd's credentials (``$CREDENTIALS_DIRECTORY/NAME``, systemd.exec(5)), in
the keyring (``keyring set booking-service NAME``), or, the key alone, in a file that only its owner
can read.
"""

from __future__ import annotations

import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

#: Of the key of personal data (``personal_cipher``).
KEY_BYTES = 32
KEYRING_SERVICE = "booking-service"
DATA_KEY = "personal-data-key"
MAIL_PASSWORD = "mail-password"  # noqa: S105 - the name of a secret
_DIRECTORY_VARIABLE = "CREDENTIALS_DIRECTORY"
_UNSAFE = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")


class SecretTroubleError(Exception):
    """A secret is there and cannot be used; the message names the place and what would be right."""


@dataclass(frozen=True, slots=True)
class DataKey:
    """Where the key of personal data is: in the file ``path``, or (None) ``given``."""

    path: Path | None

    def __str__(self) -> str:
        return f"the secret {DATA_KEY}" if self.path is None else str(self.path)

    def read(self) -> bytes | None:
        """The key; None if there is no such file. Raises ``SecretTroubleError``."""
        if self.path is None:
            return given_key()
        try:
            return read_key(self.path)
        except FileNotFoundError:
            return None

    def make(self) -> bytes:
        """A new key, kept in the file. Raises ``SecretTroubleError``."""
        return given_key() if self.path is None else make_key(self.path)


def given(name: str) -> str | None:
    """A secret that systemd hands over, or the keyring where systemd hands over none at all."""
    if _DIRECTORY_VARIABLE in os.environ:
        return _from_systemd(name)
    return _from_keyring(name)


def given_key() -> bytes:
    """The key of personal data from ``given``; raises ``SecretTroubleError``."""
    text = given(DATA_KEY)
    if text is None:
        raise SecretTroubleError(
            f"there is no secret {DATA_KEY}: keep one with systemd-creds, or with"
            f" keyring set {KEYRING_SERVICE} {DATA_KEY}"
        )
    return _key_of(text, f"the secret {DATA_KEY}")


def read_key(path: Path) -> bytes:
    """The key in a file; raises ``FileNotFoundError``, ``SecretTroubleError``."""
    try:
        mode = path.stat().st_mode
        text = path.read_text("ascii")
    except FileNotFoundError:
        raise
    except (OSError, UnicodeDecodeError) as trouble:
        raise SecretTroubleError(f"{path} cannot be read: {trouble}") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SecretTroubleError(f"{path} can be read by others: chmod 600 {path}")
    return _key_of(text, str(path))


def new_key() -> bytes:
    """A random key."""
    return secrets.token_bytes(KEY_BYTES)


def make_key(path: Path) -> bytes:
    """A new key, in a file that only its owner can read, on disk before anything is sealed."""
    key = new_key()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        with os.fdopen(os.open(path, flags, 0o600), "w") as file:
            file.write(f"{key.hex()}\n")
            file.flush()
            os.fsync(file.fileno())
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as trouble:
        raise SecretTroubleError(f"{path} cannot be written: {trouble}") from None
    return key


def _key_of(text: str, place: str) -> bytes:
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise SecretTroubleError(f"{place} holds no key: {KEY_BYTES * 2} hexadecimal digits")
    return key


def _from_systemd(name: str) -> str | None:
    try:
        return (Path(os.environ[_DIRECTORY_VARIABLE]) / name).read_text("utf-8").strip() or None
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as trouble:
        raise SecretTroubleError(f"${_DIRECTORY_VARIABLE}/{name}: {trouble}") from None


def _from_keyring(name: str) -> str | None:
    """What a safe keyring of this machine holds; most servers have none."""
    import keyring
    from keyring.errors import KeyringError

    backend = keyring.get_keyring()
    if not _is_safe(backend):
        return None
    try:
        return backend.get_password(KEYRING_SERVICE, name)
    except KeyringError as trouble:
        kind = type(trouble).__name__
        raise SecretTroubleError(f"the keyring does not answer ({kind}): unlock it") from None


def _is_safe(backend: KeyringBackend) -> bool:
    parts: tuple[KeyringBackend, ...] = tuple(getattr(backend, "backends", ())) or (backend,)
    names = [f"{type(part).__module__}.{type(part).__name__}".lower() for part in parts]
    return not any(
        name.startswith(_UNSAFE) or "plaintext" in name or "insecure" in name for name in names
    )
