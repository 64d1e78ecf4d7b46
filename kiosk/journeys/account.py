"""The resident's own account: seeing it, changing it, another secret, a lost card, deleting it."""

from __future__ import annotations

from kiosk.account_client import AccountClient
from kiosk.booking_http import Break
from kiosk.journeys.finishing import Finishing
from kiosk.journeys.outcomes import AccountGone, CardLost, SecretChanged
from kiosk.journeys.writing import SESSION_ENDED, Writing, delete_account, report_card_lost
from kiosk.outcome import Refused
from kiosk.people_model import Account, AccountChange
from kiosk.session import TEMPORARY_SECRET, RunningSession, Visit

#: The line broke while a secret was changed: nobody knows which of both is good.
SECRET_UNCLEAR = Refused("secret_unclear")


class AccountKeeping:
    """Implements ``kiosk.terminal.OwnAccount``. Nothing is kept: each look asks the service."""

    def __init__(
        self,
        client: AccountClient,
        session: RunningSession,
        writing: Writing,
        finishing: Finishing,
    ) -> None:
        self._client = client
        self._session = session
        self._writing = writing
        self._finishing = finishing

    def look(self) -> Account | Refused:
        visit = self._session.visit
        token = visit.token if visit is not None else None
        return SESSION_ENDED if token is None else self._client.account(token)

    def change(self, change: AccountChange, secret: str) -> Account | Refused:
        """Change it. Holds what is personal, so it is no write of the outbox; sent twice it does
        what it did once, and after a cut the account itself shows what became of it."""
        visit = self._session.visit
        token = visit.token if visit is not None else None
        if token is None:
            return SESSION_ENDED
        confirmation = self._writing.confirmation(token, secret)
        if isinstance(confirmation, Refused):
            return confirmation
        return self._client.change(token, confirmation, change)

    def change_secret(self, old: str, new: str) -> SecretChanged | Refused:
        """Take another secret; after a cut it is asked which of both is the one that counts."""
        visit = self._session.visit
        token = visit.token if visit is not None else None
        if visit is None or token is None:
            return SESSION_ENDED
        temporary = visit.kept(TEMPORARY_SECRET)
        before = temporary if isinstance(temporary, str) else old
        match self._client.change_secret(token, before, new):
            case None:
                return _changed(visit)
            case Break.NOT_CONNECTED:
                return Refused("line_down")
            case Break():
                return self._after_a_cut(visit, token, new)
            case Refused() as refused:
                return refused

    def report_card_lost(self, issue: int, secret: str) -> CardLost | Refused:
        """A card was lost: it no longer logs in. The number stays good."""
        return self._finishing.card(self._writing.commit(report_card_lost(issue), secret))

    def delete(self, secret: str) -> AccountGone | Refused:
        """Delete the account for good; refused with anything booked, applied for or unpaid."""
        return self._finishing.account(self._writing.commit(delete_account(), secret))

    def _after_a_cut(self, visit: Visit, token: str, new: str) -> SecretChanged | Refused:
        match self._client.is_secret(token, new):
            case True:
                return _changed(visit)
            case False:
                return Refused("line_down")
            case _:
                return SECRET_UNCLEAR


def _changed(visit: Visit) -> SecretChanged:
    visit.secret_changed()
    return SecretChanged()
