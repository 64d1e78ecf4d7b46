"""A read-only keyring over the credentials that systemd hands to a service.

systemd decrypts ``LoadCredentialEncrypted=`` into files below ``$CREDENTIALS_DIRECTORY`` that only
the service may read and that are never on a disk (systemd.exec(5), "Credentials"). The file is
named as the keyring's service and holds ``USER.SECRET``, just as enrolling printed it, so that one
unit fits every kiosk. Chosen with ``PYTHON_KEYRING_BACKEND`` in the unit.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.compat import properties
from keyring.errors import PasswordDeleteError, PasswordSetError

_VARIABLE = "CREDENTIALS_DIRECTORY"

#: What may be part of a file name here; keeps a name from leading out of the directory.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


class CredentialsDirectoryKeyring(KeyringBackend):
    """Reads a secret; storing and deleting are the technician's, with ``systemd-creds``."""

    @properties.classproperty
    def priority(cls) -> float:  # noqa: N805 - the way keyring's backends declare it
        if _VARIABLE not in os.environ:
            raise RuntimeError(f"${_VARIABLE} is not set: not started by systemd with credentials")
        return 1.0

    def get_password(self, service: str, username: str) -> str | None:
        """The secret, or None if systemd handed none over for that service and user."""
        directory = os.environ.get(_VARIABLE)
        if directory is None or not _NAME.fullmatch(service):
            return None
        try:
            text = (Path(directory) / service).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        user, _, secret = text.partition(".")
        return secret if user == username and secret else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError("read-only: store the credential with systemd-creds")

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError("read-only: remove the credential with systemd-creds")
