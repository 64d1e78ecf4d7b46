"""A call to a booking service by somebody who has no credential yet, and why it did not succeed.

Here a failed call is told apart as finely as a technician can mend it: no network, an unknown
name, a certificate that is over, a machine whose clock is wrong. No answer is trusted that came
over a line whose certificate nobody vouches for.
"""

from __future__ import annotations

import errno
import http.client
import json
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from kiosk.booking_http import problem
from kiosk.outcome import Refused
from kiosk.settings import ServiceSettings

#: How long each step of a call may take, in seconds.
STEP_SECONDS: Final = 8.0
#: Larger answers are none of ours, in bytes.
_LARGEST: Final = 1024 * 1024
#: X509_V_FLAG_NO_CHECK_TIME of OpenSSL's x509_vfy.h: everything but the dates is checked.
_NO_CHECK_TIME: Final = 0x200000
#: X509_V_ERR_CERT_NOT_YET_VALID, _CERT_HAS_EXPIRED; _HOSTNAME_MISMATCH, _IP_ADDRESS_MISMATCH.
_DATES, _NAMES = (9, 10), (62, 64)
_NO_NETWORK: Final = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL)


@dataclass(frozen=True, slots=True)
class Site:
    """Where a service is and how one gets there: ``url`` without a slash at its end."""

    url: str
    ca_file: Path | None = None
    proxy: str = ""

    @staticmethod
    def of(service: ServiceSettings) -> Site:
        """Where the settings of a terminal lead to."""
        return Site(service.url, service.ca_file, service.proxy)


@dataclass(frozen=True, slots=True)
class Lifetime:
    """When a certificate begins and ends to be good."""

    begins: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """A whole answer. ``at``: the service's clock, if it said so; ``lifetime``: of its certificate,
    None where no TLS is spoken. ``body`` may hold a credential and is in no ``repr``."""

    status: int
    body: bytes = field(repr=False)
    at: datetime | None
    lifetime: Lifetime | None

    def document(self) -> dict[str, Any] | None:
        """The JSON object of a success; None if it is none."""
        try:
            found = json.loads(self.body)
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None

    def refusal(self) -> Refused:
        """The service's own refusal; ``no_booking_service`` where it is none of ours."""
        told = problem(self.body)
        return told if isinstance(told, Refused) else Refused("no_booking_service")


def call(
    site: Site, method: str, path: str, body: bytes | None = None, token: str | None = None
) -> Contact | Refused:
    """Call once.

    Codes: ``no_network``, ``name_unknown``, ``nobody_answers``, ``proxy_refuses``, ``no_tls``,
    ``certificate_dates``, ``certificate_name``, ``certificate_foreign``, ``ca_file_wrong``,
    ``no_booking_service``.
    """
    try:
        context = _context(site)
    except (OSError, ssl.SSLError):
        return Refused("ca_file_wrong", {"file": str(site.ca_file)})
    return _call(site, context, (method, path, body, token))


def call_whatever_the_date(site: Site, path: str) -> Contact | Refused:
    """The same, with a certificate that is vouched for but may be over or not good yet: to learn
    what the clocks say, and nothing else."""
    context = _context(site)
    context.verify_flags = ssl.VerifyFlags(int(context.verify_flags) | _NO_CHECK_TIME)
    return _call(site, context, ("GET", path, None, None))


def _context(site: Site) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=None if site.ca_file is None else str(site.ca_file))


def _call(
    site: Site, context: ssl.SSLContext, asked: tuple[str, str, bytes | None, str | None]
) -> Contact | Refused:
    connection = _connection(site, context)
    try:
        return _exchange(site, connection, asked)
    except ssl.SSLCertVerificationError as error:
        return _of_certificate(error)
    except ssl.SSLError:
        return Refused("no_tls")
    except socket.gaierror as error:
        known = error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None))
        return Refused("name_unknown" if known else "no_network", _host(site))
    except http.client.HTTPException:
        return Refused("no_booking_service")
    except OSError as error:
        return _of_line(site, error)
    finally:
        connection.close()


def _connection(site: Site, context: ssl.SSLContext) -> http.client.HTTPConnection:
    parts = urlsplit(site.url)
    host, port = parts.hostname or "", parts.port
    if site.proxy:
        between = urlsplit(site.proxy)
        # A plain service is reached through a tunnel too: nobody on the way need understand it.
        at = (between.hostname or "", between.port)
        made = (
            http.client.HTTPSConnection(*at, timeout=STEP_SECONDS, context=context)
            if parts.scheme == "https"
            else http.client.HTTPConnection(*at, timeout=STEP_SECONDS)
        )
        made.set_tunnel(host, port or (443 if parts.scheme == "https" else 80))
        return made
    if parts.scheme == "https":
        return http.client.HTTPSConnection(host, port, timeout=STEP_SECONDS, context=context)
    return http.client.HTTPConnection(host, port, timeout=STEP_SECONDS)


def _exchange(
    site: Site,
    connection: http.client.HTTPConnection,
    asked: tuple[str, str, bytes | None, str | None],
) -> Contact | Refused:
    method, path, body, token = asked
    connection.connect()
    lifetime = _lifetime(connection.sock)
    connection.request(method, urlsplit(site.url).path + path, body, _headers(body, token))
    with connection.getresponse() as answer:
        content = answer.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            return Refused("no_booking_service")
        return Contact(answer.status, content, _date(answer.headers), lifetime)


def _headers(body: bytes | None, token: str | None) -> Mapping[str, str]:
    headers = {"Accept": "application/json, application/problem+json", "Connection": "close"}
    if body is not None:
        headers["Content-Type"] = "application/json"
    if token is not None:
        headers["Authorization"] = token
    return headers


def _lifetime(line: object) -> Lifetime | None:
    found = line.getpeercert() if isinstance(line, ssl.SSLSocket) else None
    if not found:
        return None
    begins, ends = (ssl.cert_time_to_seconds(str(found[one])) for one in ("notBefore", "notAfter"))
    return Lifetime(datetime.fromtimestamp(begins, UTC), datetime.fromtimestamp(ends, UTC))


def _date(headers: http.client.HTTPMessage) -> datetime | None:
    try:
        return parsedate_to_datetime(headers.get("Date", "")).replace(tzinfo=UTC)
    except ValueError:
        return None


def _of_certificate(error: ssl.SSLCertVerificationError) -> Refused:
    if error.verify_code in _DATES:
        return Refused("certificate_dates")
    if error.verify_code in _NAMES:
        return Refused("certificate_name")
    return Refused("certificate_foreign")


def _of_line(site: Site, error: OSError) -> Refused:
    if error.errno in _NO_NETWORK:
        return Refused("no_network", _host(site))
    # http.client says in words, and in words alone, that a proxy would not let it through.
    if site.proxy and str(error).startswith("Tunnel connection failed"):
        return Refused("proxy_refuses", {"proxy": site.proxy})
    return Refused("nobody_answers", _host(site))


def _host(site: Site) -> dict[str, object]:
    """What does not answer: the proxy, where there is one."""
    return {"host": urlsplit(site.proxy or site.url).hostname or ""}
