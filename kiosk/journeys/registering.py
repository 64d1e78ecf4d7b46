"""Registering here, and asking for a secret that was forgotten. Both before any log-in."""

from __future__ import annotations

from kiosk.account_client import AccountClient
from kiosk.journeys.outcomes import ResetAsked
from kiosk.outcome import Refused
from kiosk.people_model import Registered, RegistrationForm, SecretForgotten


class RegisteringHere:
    """Implements ``kiosk.terminal.Registering`` and ``Forgotten``. Keeps nothing of what was said.

    A form is personal, so it is never on disk here, and the service keeps no answer with its key
    that could be asked for. While the resident is here the form is with them, and is sent again
    with its key: that is how they learn what became of it. Once they have gone nobody sends it.
    """

    def __init__(self, client: AccountClient) -> None:
        self._client = client

    def register(self, form: RegistrationForm, key: str) -> Registered | Refused:
        return self._client.register(form, key)

    def ask_for_secret(self, asked: SecretForgotten) -> ResetAsked | Refused:
        refused = self._client.ask_for_secret(asked)
        return ResetAsked() if refused is None else refused
