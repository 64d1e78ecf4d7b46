"""Ways out for mails: an SMTP server, a folder of files, nowhere.

What became of a mail is a value; why it did not go is a word or a reply code, never an address.
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol

#: For one answer of the server, seconds.
ANSWER_SECONDS = 20.0
_PERMANENT = 500
_LAST_REPLY = 600
#: An address as HTML forms take it, which leaves out what no one has: quotes, comments, routes.
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*"
)
_LONGEST_ADDRESS = 254


def is_address(text: str) -> bool:
    """Whether a mail can be sent there."""
    return len(text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Parcel:
    """One mail as it goes out. ``message_id`` is the same at every attempt, so that a mail sent
    twice is shown once."""

    message_id: str
    sender_name: str
    sender: str
    to: str = field(repr=False)
    subject: str
    body: str = field(repr=False)
    at: datetime

    def message(self) -> EmailMessage:
        """The same as an internet message (RFC 5322). Raises ``ValueError`` where it cannot be."""
        if not is_address(self.to):
            raise ValueError("that is no address")
        message = EmailMessage(policy=policy.SMTP.clone(max_line_length=78))
        message["From"] = Address(self.sender_name, addr_spec=self.sender)
        message["To"] = Address(addr_spec=self.to)
        message["Subject"] = self.subject
        message["Date"] = format_datetime(self.at)
        message["Message-ID"] = f"<{self.message_id}@{self.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday notice answers it
        message.set_content(self.body, cte="base64")
        return message


@dataclass(frozen=True, slots=True)
class Sent:
    """The next server has taken the mail."""


@dataclass(frozen=True, slots=True)
class NotNow:
    """It may go later."""

    why: str


@dataclass(frozen=True, slots=True)
class Never:
    """It will not go however often it is tried."""

    why: str


Outcome = Sent | NotNow | Never


class MailTransport(Protocol):
    """Sends one mail; blocks, and never raises for what a server or a disk does."""

    def send(self, parcel: Parcel) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class SmtpAccount:
    """Which server takes the mails. Off this machine only over TLS: mails hold names, and one of
    them a secret."""

    host: str
    port: int
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def is_here(self) -> bool:
        """Whether the server runs on this machine, where nobody listens in between."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


class SmtpTransport:
    """One connection a mail: a lobby's residents get a few hundred a day."""

    def __init__(
        self,
        account: SmtpAccount,
        context: ssl.SSLContext | None = None,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._account = account
        self._context = context
        self._seconds = answer_seconds

    def send(self, parcel: Parcel) -> Outcome:
        """See ``MailTransport``."""
        try:
            message = parcel.message()
        except ValueError:
            return Never("unwritable")
        try:
            with self._open() as server:
                server.send_message(message, parcel.sender, [parcel.to])
        except smtplib.SMTPRecipientsRefused as refusal:
            return _refused(next(iter(refusal.recipients.values()))[0])
        except smtplib.SMTPAuthenticationError as refusal:
            return NotNow(f"login-{refusal.smtp_code}")  # the settings can be mended
        except smtplib.SMTPResponseException as refusal:
            return _refused(refusal.smtp_code)
        except smtplib.SMTPNotSupportedError:
            return NotNow("no-starttls")
        except smtplib.SMTPException as trouble:
            return NotNow(type(trouble).__name__)
        except OSError as trouble:  # refused, gone, silent, or not who it says it is
            return NotNow(type(trouble).__name__)
        return Sent()

    @contextlib.contextmanager
    def _open(self) -> Iterator[smtplib.SMTP]:
        account = self._account
        server = smtplib.SMTP(account.host, account.port, timeout=self._seconds)
        try:
            server.ehlo()
            if not account.is_here or server.has_extn("starttls"):
                server.starttls(context=self._context or ssl.create_default_context())
                server.ehlo()
            if account.user is not None:
                server.login(account.user, account.password or "")
            yield server
            # The mail has been taken: what happens while saying goodbye changes nothing.
            with contextlib.suppress(smtplib.SMTPException, OSError):
                server.quit()
        finally:
            server.close()


def _refused(code: int) -> Outcome:
    return Never(str(code)) if _PERMANENT <= code < _LAST_REPLY else NotNow(str(code))


class FolderTransport:
    """Puts each mail into a folder as a file: the demonstration's letter box.

    The same mail again is the same file again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, parcel: Parcel) -> Outcome:
        """See ``MailTransport``."""
        path = self._folder / f"{parcel.message_id}.eml"
        try:
            content = bytes(parcel.message())
        except ValueError:
            return Never("unwritable")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            unfinished = path.with_suffix(".part")
            unfinished.write_bytes(content)
            unfinished.replace(path)
        except OSError as trouble:
            return NotNow(type(trouble).__name__)
        return Sent()
