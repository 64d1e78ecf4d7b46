"""Who may send a package: whoever holds the city's release key (Ed25519, RFC 8032).

Its public half stands in the settings (``[update] release_key``); what is signed is put together as
the service's ``release-key sign`` does.
"""

from __future__ import annotations


def signed_text(version: str, sha256: str, size: int) -> bytes:
    """What is signed for a package."""
    return f"lobby-kiosk release\n{version}\n{sha256}\n{size}\n".encode()


def is_signed(key: str, signature: str, text: bytes) -> bool:
    """Whether a signature of a text was made with this key; both hexadecimal."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(
            bytes.fromhex(signature), text
        )
    except (InvalidSignature, ValueError):
        return False
    return True
