"""The kiosk gives its credential to no server whose certificate it cannot trust."""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kiosk.booking_client import BookingClient, Write
from kiosk.booking_http import BookingHttp
from kiosk.clock import ServiceClock, SystemClock
from kiosk.credentials import KioskCredential
from kiosk.line import Line
from kiosk.model import Reservation
from kiosk.outcome import Refused
from kiosk.settings import ServiceSettings
from tests.kiosk import samples
from tests.kiosk.scripted_service import ok, scripted


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that nobody but itself vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a town's own authority")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "certificate.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


@pytest.mark.parametrize("trusted", [False, True])
def test_a_write_leaves_only_to_a_server_that_is_trusted(certificate: Path, trusted: bool) -> None:
    with scripted(lambda _: ok(samples.reservation(), 201), certificate) as service:
        settings = ServiceSettings(url=service.url, ca_file=certificate if trusted else None)
        clock = ServiceClock(SystemClock())
        http = BookingHttp(settings, KioskCredential("lobby-1", "hush"), clock, Line())
        write = Write("key", "/v1/reservations", b"{}", Reservation, "token")
        outcome = BookingClient(http).write(write)
        http.close()
        if trusted:
            assert isinstance(outcome, Reservation)
        else:
            assert outcome == Refused("line_down")
            assert service.requests == []
