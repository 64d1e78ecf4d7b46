"""An SMTP server on the loopback interface that keeps what it is sent."""

from __future__ import annotations

import email
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from booking_service.service.mail.transports import SmtpAccount, SmtpTransport


class LetterBox:
    """An SMTP server's ear: keeps what comes, or answers with ``reply``."""

    def __init__(self, reply: str | None = None, refuse_recipient: str | None = None) -> None:
        self.messages: list[EmailMessage] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self._reply = reply
        self._refuse_recipient = refuse_recipient

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd calls
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if self._refuse_recipient is not None:
            return self._refuse_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self._reply is not None:
            return self._reply
        self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        message = email.message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 OK"


class AnyPort(Controller):
    """A controller on whichever port is free; its own would ask port 0 whether it is there."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def listening(box: LetterBox) -> Iterator[SmtpTransport]:
    controller = AnyPort(box, hostname="127.0.0.1", port=0, ready_timeout=60)
    controller.start()
    try:
        yield SmtpTransport(SmtpAccount("127.0.0.1", controller.port))
    finally:
        controller.stop()
