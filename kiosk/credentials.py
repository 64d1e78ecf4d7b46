"""The kiosk's own credential for the booking service, out of a keyring and nowhere else.

It is never in a file of the project, in the settings, on the command line or in a log. On a desk
it is in the desktop's keyring; on a kiosk PC systemd hands it over (``credentials_directory``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

#: Under which service the credential stands in the keyring; the user name is the kiosk's id.
KEYRING_SERVICE = "lobby-kiosk"

#: Backends that keep secrets readable to everybody, or not at all.
_UNSAFE_MODULES = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")
_UNSAFE_WORDS = ("plaintext", "insecure")


class CredentialError(Exception):
    """There is no credential, or no safe place for one. ``main`` prints it and exits with 2."""


@dataclass(frozen=True, slots=True)
class KioskCredential:
    """``secret`` is kept out of every representation."""

    kiosk_id: str
    secret: str = field(repr=False)

    def bearer(self) -> str:
        """The value of the ``Authorization`` header."""
        return f"Bearer {self.kiosk_id}.{self.secret}"


class KeyringSource:
    """Reads the credential through ``keyring``. Without a backend the configured one is used."""

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        self._backend = backend

    def kiosk_credential(self, kiosk_id: str) -> KioskCredential:
        """Raises ``CredentialError`` saying what to do."""
        import keyring
        from keyring.errors import KeyringError

        backend = self._backend if self._backend is not None else keyring.get_keyring()
        refuse_unsafe(backend)
        try:
            secret = backend.get_password(KEYRING_SERVICE, kiosk_id)
        except KeyringError as error:
            raise CredentialError(
                f"the keyring {_name(backend)} does not answer ({type(error).__name__}): unlock it"
            ) from error
        if not secret:
            raise CredentialError(
                f"the keyring {_name(backend)} holds no credential for the kiosk {kiosk_id}:"
                " enrol it with a one-time code: kiosk setup (docs/provisioning.md)"
            )
        # Enrolling answers KIOSK_ID.SECRET; whoever stores all of it has done nothing wrong.
        return KioskCredential(kiosk_id, secret.removeprefix(f"{kiosk_id}."))


def refuse_unsafe(backend: KeyringBackend) -> None:
    """Raise ``CredentialError`` for a backend that would not keep a secret."""
    unsafe = [one for one in _parts(backend) if _is_unsafe(one)]
    if unsafe:
        names = ", ".join(_name(one) for one in unsafe)
        raise CredentialError(
            f"the keyring backend {names} does not protect secrets: configure the desktop's"
            " keyring (Secret Service), or start the kiosk by its service with systemd credentials"
        )


def _parts(backend: KeyringBackend) -> tuple[KeyringBackend, ...]:
    """A chainer asks several backends in turn; each of them must be safe."""
    return tuple(getattr(backend, "backends", ())) or (backend,)


def _is_unsafe(backend: KeyringBackend) -> bool:
    name = _name(backend).lower()
    return name.startswith(_UNSAFE_MODULES) or any(word in name for word in _UNSAFE_WORDS)


def _name(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__name__}"
