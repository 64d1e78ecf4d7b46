"""A city's own authority, and certificates of it: good, over, not good yet."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Authority:
    """Makes certificates into ``folder``; ``file`` is what a kiosk trusts."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def file(self) -> Path:
        return self.folder / "authority.pem"

    def issue(self, begins: datetime, ends: datetime, host: str = "127.0.0.1") -> Path:
        """A certificate and its key in one file."""
        key = ec.generate_private_key(ec.SECP256R1())
        number = len(list(self.folder.iterdir()))
        made = _builder("service", key, begins, ends, self.certificate.subject)
        names = x509.SubjectAlternativeName([_name(host)])
        signed = made.add_extension(names, critical=False).sign(self.key, hashes.SHA256())
        file = self.folder / f"service-{number}.pem"
        file.write_bytes(
            signed.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return file


def authority(folder: Path, now: datetime) -> Authority:
    """One that is good for ten years on both sides of ``now``."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "city")])
    years = timedelta(days=3650)
    made = _builder("city", key, now - years, now + years, name).add_extension(
        x509.BasicConstraints(ca=True, path_length=None), critical=True
    )
    certificate = made.sign(key, hashes.SHA256())
    found = Authority(folder, key, certificate)
    found.file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return found


def _name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _builder(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    begins: datetime,
    ends: datetime,
    issuer: x509.Name,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins.astimezone(UTC))
        .not_valid_after(ends.astimezone(UTC))
    )
