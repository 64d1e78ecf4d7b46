"""Where the kiosk's credential is kept: sealed by systemd on a kiosk PC, in the keyring on a desk.

It passes through memory and pipes only: it is on no command line, in no environment, in no log and
in no plain file.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from kiosk.credentials import (
    KEYRING_SERVICE,
    CredentialError,
    KioskCredential,
    refuse_unsafe,
)
from kiosk.outcome import Refused
from printing.durable import TEMPORARY_SUFFIX, sync_folder

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

#: Where ``kiosk.service`` has systemd look for it.
SEALED_FILE: Final = Path("/etc/kiosk/credential.cred")
UNIT: Final = "kiosk.service"
_SYSTEMD_CREDS: Final = "/usr/bin/systemd-creds"
_SYSTEMCTL: Final = "/usr/bin/systemctl"
_SEAL: Final = (_SYSTEMD_CREDS, "encrypt", "--with-key=auto", f"--name={KEYRING_SERVICE}", "-", "-")
_OPEN: Final = (_SYSTEMD_CREDS, "decrypt", f"--name={KEYRING_SERVICE}", "-", "-")
_RESTART: Final = (_SYSTEMCTL, "restart", "--no-block", UNIT)
_FORGET_FAILURES: Final = (_SYSTEMCTL, "reset-failed", UNIT)
_TRIAL: Final = b"a trial"
#: Sealing asks the TPM, which may be slow; in seconds.
_SECONDS: Final = 60.0


@dataclass(frozen=True, slots=True)
class Ran:
    """How a program ended; ``out`` may be a secret, ``err`` is what it said to people."""

    code: int
    out: bytes = field(default=b"", repr=False)
    err: str = ""


#: Runs a program with something to read, and waits for it. Raises ``OSError`` if it cannot.
Run = Callable[[tuple[str, ...], bytes], Ran]


def run(arguments: tuple[str, ...], said: bytes) -> Ran:
    """Run a program of this machine; only modules of ours make its arguments."""
    try:
        done = subprocess.run(  # noqa: S603  (fixed programs, no shell)
            arguments,
            input=said,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={"LC_ALL": "C.UTF-8", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
        )
    except subprocess.TimeoutExpired as error:
        raise OSError(f"{arguments[0]} took longer than {_SECONDS:g} seconds") from error
    return Ran(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace").strip())


class CredentialStore(Protocol):
    def ready(self) -> Refused | None:
        """Whether a credential could be stored now, tried with something that is none."""

    def keep(self, credential: KioskCredential) -> Refused | None:
        """Store it and read it again. One that was there stays if that does not succeed."""

    def kept(self, kiosk_id: str) -> KioskCredential | Refused:
        """What is stored: ``not_enrolled`` if nothing is, ``not_stored`` if it cannot be read."""


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file that only this machine can open (its key or its TPM), and root alone may read."""

    file: Path = SEALED_FILE
    run: Run = field(default=run, repr=False)

    def ready(self) -> Refused | None:
        try:
            sealed = self._seal(_TRIAL)
            if isinstance(sealed, Refused):
                return sealed
            temporary = self._write(sealed)
            temporary.unlink()
        except OSError as error:
            return _no(error)
        return None

    def keep(self, credential: KioskCredential) -> Refused | None:
        secret = f"{credential.kiosk_id}.{credential.secret}".encode("ascii")
        try:
            sealed = self._seal(secret)
            if isinstance(sealed, Refused):
                return sealed
            temporary = self._write(sealed)
            if self._open(temporary.read_bytes()) != secret:
                temporary.unlink()
                return Refused("not_stored", {"why": "what was written cannot be read again"})
            temporary.replace(self.file)
            sync_folder(self.file.parent)
        except OSError as error:
            return _no(error)
        return None

    def kept(self, kiosk_id: str) -> KioskCredential | Refused:
        try:
            sealed = self.file.read_bytes()
            opened = self._open(sealed)
        except FileNotFoundError:
            return Refused("not_enrolled")
        except OSError as error:
            return _no(error)
        if opened is None:
            return Refused("not_stored", {"why": f"{self.file} was sealed by another machine"})
        name, _, secret = opened.decode("ascii", "replace").strip().partition(".")
        if name != kiosk_id or not secret:
            return Refused("not_enrolled")
        return KioskCredential(kiosk_id, secret)

    def _seal(self, secret: bytes) -> bytes | Refused:
        """Sealed, and tried: what cannot be opened again is worth nothing."""
        ran = self.run(_SEAL, secret)
        if ran.code != 0 or not ran.out:
            return Refused("not_stored", {"why": ran.err or f"{_SYSTEMD_CREDS} failed"})
        if self._open(ran.out) != secret:
            return Refused("not_stored", {"why": "what was sealed cannot be opened again"})
        return ran.out

    def _open(self, sealed: bytes) -> bytes | None:
        ran = self.run(_OPEN, sealed)
        return ran.out if ran.code == 0 else None

    def _write(self, sealed: bytes) -> Path:
        """The file that is to take the place of the present one, on the disk already."""
        self.file.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        temporary = self.file.with_name(self.file.name + TEMPORARY_SUFFIX)
        temporary.unlink(missing_ok=True)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        return temporary


class Keyring:
    """The keyring of a desktop. Without a backend the configured one is used."""

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        self._given = backend

    def ready(self) -> Refused | None:
        backend = self._backend()
        return backend if isinstance(backend, Refused) else None

    def keep(self, credential: KioskCredential) -> Refused | None:
        from keyring.errors import KeyringError

        backend = self._backend()
        if isinstance(backend, Refused):
            return backend
        try:
            backend.set_password(KEYRING_SERVICE, credential.kiosk_id, credential.secret)
            stored = backend.get_password(KEYRING_SERVICE, credential.kiosk_id)
        except KeyringError as error:
            return Refused("not_stored", {"why": str(error) or type(error).__name__})
        if stored != credential.secret:
            return Refused("not_stored", {"why": "the keyring does not give it back"})
        return None

    def kept(self, kiosk_id: str) -> KioskCredential | Refused:
        from keyring.errors import KeyringError

        backend = self._backend()
        if isinstance(backend, Refused):
            return backend
        try:
            secret = backend.get_password(KEYRING_SERVICE, kiosk_id)
        except KeyringError as error:
            return Refused("not_stored", {"why": str(error) or type(error).__name__})
        if not secret:
            return Refused("not_enrolled")
        return KioskCredential(kiosk_id, secret.removeprefix(f"{kiosk_id}."))

    def _backend(self) -> KeyringBackend | Refused:
        import keyring

        backend = self._given if self._given is not None else keyring.get_keyring()
        try:
            refuse_unsafe(backend)
        except CredentialError as error:
            return Refused("not_stored", {"why": str(error)})
        return backend


def of_this_machine(config: Path) -> CredentialStore:
    """Sealed beside the settings where root sets a machine up, else the keyring of whoever asks."""
    if os.geteuid() == 0 and shutil.which(_SYSTEMD_CREDS) is not None:
        return SealedFile(config.parent / SEALED_FILE.name)
    return Keyring()


def restart_the_kiosk(run: Run = run) -> Refused | None:
    """Have the kiosk's unit start with what is stored now."""
    try:
        run(_FORGET_FAILURES, b"")
        ran = run(_RESTART, b"")
    except OSError as error:
        return Refused("not_restarted", {"why": str(error)})
    return None if ran.code == 0 else Refused("not_restarted", {"why": ran.err})


def _no(error: OSError) -> Refused:
    return Refused("not_stored", {"why": error.strerror or str(error)})
