"""The booking service's calls about registrants, as typed values or ``Refused``.

Registering, changing and forgotten secrets hold what is personal, so they are no writes of the
outbox (docs/decisions/0023): what is sent twice does what it did once. Reporting a card lost and
deleting an account hold nothing of the kind and go through it (``kiosk/journeys/writing.py``).
"""

from __future__ import annotations

from dataclasses import fields

from kiosk.booking_client import Confirmation
from kiosk.booking_http import Answer, BookingHttp, Break, Call
from kiosk.calls import Calls, decode, encode, resident
from kiosk.outcome import Refused
from kiosk.people_model import (
    Account,
    AccountChange,
    Registered,
    RegistrationForm,
    SecretForgotten,
)


class AccountClient:
    """Typed calls. Any thread may use it."""

    def __init__(self, http: BookingHttp) -> None:
        self._calls = Calls(http)

    def account(self, token: str) -> Account | Refused:
        """Everything the service knows of whoever is logged in."""
        return self._calls.get("/v1/account", Account, token=token)

    def change(
        self, token: str, confirmation: str | None, change: AccountChange
    ) -> Account | Refused:
        """Change what is not None; ``confirmation`` where the city wants the secret again."""
        wanted = {
            one.name: value
            for one in fields(change)
            if (value := getattr(change, one.name)) is not None
        }
        headers = resident(token)
        if confirmation is not None:
            headers["X-Confirmation"] = confirmation
        call = Call("PATCH", "/v1/account", encode(wanted), headers)
        return self._calls.call(call, Account)

    def change_secret(self, token: str, old: str, new: str) -> Refused | Break | None:
        """Take another secret. A ``Break`` other than ``NOT_CONNECTED``: it may be the new one."""
        body = encode({"secret": old, "new_secret": new})
        outcome = self._calls.http.send(Call("POST", "/v1/account/secret", body, resident(token)))
        return None if isinstance(outcome, Answer) else outcome

    def is_secret(self, token: str, secret: str) -> bool | Refused:
        """Whether this is the secret of whoever is logged in; ``Refused`` if nobody could say."""
        path = "/v1/sessions/current/confirmations"
        call = Call("POST", path, encode({"secret": secret}), resident(token))
        answer = self._calls.call(call, Confirmation)
        match answer:
            case Confirmation():
                return True
            # After a temporary secret nothing is open before another one was taken.
            case Refused(code="wrong_credentials" | "secret_must_change"):
                return False
            case _:
                return answer

    def register(self, form: RegistrationForm, key: str) -> Registered | Refused:
        """Register somebody; the same key and form again are answered the same.

        ``line_down``: nothing left. ``registration_unclear``: it may be done, send it again.
        """
        body = {
            "holder": form.holder,
            "name": form.name,
            "kana": form.kana,
            "birth_date": form.birth_date,
            "address": form.address,
            "tel": form.tel,
            "kinds": form.kinds,
            "secret": form.secret,
            "language": form.language,
            "email": form.email or None,
            "representative": form.representative or None,
            "members": form.members,
        }
        call = Call("POST", "/v1/registrations", encode(body), {"Idempotency-Key": key})
        outcome = self._calls.http.send(call)
        match outcome:
            case Break.NOT_CONNECTED:
                return Refused("line_down")
            case Break():
                return Refused("registration_unclear")
            case Refused():
                return outcome
            case Answer():
                done = decode(outcome.body, Registered)
                return Refused("registration_unclear") if isinstance(done, Refused) else done

    def ask_for_secret(self, asked: SecretForgotten) -> Refused | None:
        """Ask for a temporary secret by mail. The answer never says whether anything was right."""
        body = {one.name: getattr(asked, one.name) for one in fields(asked)}
        answer = self._calls.ask(Call("POST", "/v1/secret-resets", encode(body)))
        return answer if isinstance(answer, Refused) else None
