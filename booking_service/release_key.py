"""The city's release key: who holds it says which packages terminals may install.

An Ed25519 key pair (RFC 8032). The private half stays with whoever answers for the program, away
from the service; the public half stands in every terminal's settings (``[update] release_key``).
"""

from __future__ import annotations

import argparse
import os
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from booking_service.service.fleet.deb import DebFault, read_deb
from booking_service.settings import SettingsError
from booking_service.staff_client import secret_from

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_READ = 2**20


def signed_text(version: str, sha256_hex: str, size: int) -> bytes:
    """What is signed for a package. The terminal puts the same together for itself."""
    return f"lobby-kiosk release\n{version}\n{sha256_hex}\n{size}\n".encode()


def hash_of(path: Path) -> str:
    """The SHA-256 of a file, hexadecimal."""
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(_READ):
            digest.update(piece)
    return digest.hexdigest()


def sign(package: Path, key: Path, passphrase: str) -> str:
    """The signature of a package, hexadecimal. Raises ``SettingsError`` for a file that is no
    package of a terminal, or no key."""
    found = read_deb(package)
    if isinstance(found, DebFault):
        raise SettingsError(
            str(package), f"no package for terminals ({found})", "lobby-kiosk_….deb"
        )
    private = _private(key, passphrase)
    text = signed_text(found.version, hash_of(package), package.stat().st_size)
    return private.sign(text).hex()


def add_to(parser: argparse.ArgumentParser) -> None:
    """Adds ``new`` and ``sign``."""
    works = parser.add_subparsers(required=True, metavar="WORK")
    new = works.add_parser("new", help="make a key; prints its public half; passphrase on stdin")
    new.add_argument("file", type=Path, help="where the private half is kept")
    new.set_defaults(command=_new)
    signing = works.add_parser("sign", help="print the signature of a package; passphrase on stdin")
    signing.add_argument("package", type=Path)
    signing.add_argument("--key", type=Path, required=True, metavar="FILE")
    signing.set_defaults(command=_sign)


def _new(arguments: argparse.Namespace) -> int:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path: Path = arguments.file
    passphrase = secret_from(sys.stdin, "passphrase of the key (empty for none)")
    private = Ed25519PrivateKey.generate()
    kept = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode())
        if passphrase
        else serialization.NoEncryption(),
    )
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(kept)
    except OSError as trouble:
        raise SettingsError(str(path), str(trouble), "a new file that you may write") from None
    sys.stdout.write(f"{private.public_key().public_bytes_raw().hex()}\n")
    return 0


def _sign(arguments: argparse.Namespace) -> int:
    passphrase = secret_from(sys.stdin, "passphrase of the key (empty for none)")
    sys.stdout.write(f"{sign(arguments.package, arguments.key, passphrase)}\n")
    return 0


def _private(path: Path, passphrase: str) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    remedy = "the file that `release-key new` wrote, and its passphrase"
    try:
        found = load_pem_private_key(path.read_bytes(), passphrase.encode() or None)
    except (OSError, ValueError, TypeError) as trouble:
        raise SettingsError(str(path), f"no key ({type(trouble).__name__})", remedy) from None
    if not isinstance(found, Ed25519PrivateKey):
        raise SettingsError(str(path), "a key of another kind", remedy)
    return found
