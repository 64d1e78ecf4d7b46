"""Where mails go: what ``booking-service serve`` is told about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from booking_service.kept_secrets import MAIL_PASSWORD, SecretTroubleError, given
from booking_service.service.mail.carrier import MailCarrier
from booking_service.service.mail.transports import (
    FolderTransport,
    MailTransport,
    SmtpAccount,
    SmtpTransport,
    is_address,
)
from booking_service.service.office import Office
from booking_service.settings import LARGEST_PORT, SettingsError

#: Who sends where nothing leaves the machine.
SAMPLE_SENDER = "yoyaku@example.jp"
_SERVER = re.compile(r"(?P<host>\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):(?P<port>[0-9]{1,5})")


@dataclass(frozen=True, slots=True)
class MailSettings:
    """An SMTP server, or a folder that mails are put into, or neither: then they wait.

    The password of ``user`` is never among these: it is one of the ``kept_secrets``.
    """

    server: str | None = None
    user: str | None = None
    sender: str | None = None
    folder: Path | None = None

    def carrier(self, office: Office) -> MailCarrier | None:
        """What carries mails out; None where nothing takes them. Raises ``SettingsError``."""
        transport = self._transport()
        if transport is None:
            return None
        return MailCarrier(office, transport, self.sender or SAMPLE_SENDER)

    def _transport(self) -> MailTransport | None:
        if self.server is None:
            if self.user is not None:
                raise SettingsError("--smtp-user", "there is no server to log in to", "add --smtp")
            return None if self.folder is None else FolderTransport(self.folder)
        if self.folder is not None:
            raise SettingsError("--mail-folder", "mails go to a server already", "one of the two")
        if self.sender is None or not is_address(self.sender):
            problem = "mails need an address that they come from"
            raise SettingsError("--mail-from", problem, "such as yoyaku@city.example.jp")
        return SmtpTransport(self._account(self.server))

    def _account(self, server: str) -> SmtpAccount:
        match = _SERVER.fullmatch(server)
        port = int(match["port"]) if match else 0
        if match is None or not 0 < port <= LARGEST_PORT:
            raise SettingsError("--smtp", f"{server!r} is no server", "such as mail.example.jp:587")
        host = match["host"].strip("[]")
        if self.user is None:
            return SmtpAccount(host, port)
        try:
            password = given(MAIL_PASSWORD)
        except SecretTroubleError as trouble:
            raise SettingsError("--smtp-user", str(trouble), "see docs/service.md") from None
        if password is None:
            problem = f"there is no secret {MAIL_PASSWORD}"
            remedy = f"systemd-creds, or keyring set booking-service {MAIL_PASSWORD}"
            raise SettingsError("--smtp-user", problem, remedy)
        return SmtpAccount(host, port, self.user, password)
