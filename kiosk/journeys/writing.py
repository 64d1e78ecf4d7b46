"""A write, from the resident's yes to the service's final answer: once, whatever breaks.

The order is what makes it safe: the secret is confirmed, the row is on disk, the row says "sent",
only then the request leaves. Whatever happens after that can be asked about by its key.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import quote

import msgspec

from kiosk import events
from kiosk.booking_client import (
    BookingClient,
    Closed,
    Done,
    Fate,
    InProgress,
    Settled,
    Unseen,
    Write,
    unclear,
)
from kiosk.journeys.deed_kind import DeedKind
from kiosk.journeys.master_data import MasterData, trouble
from kiosk.model import Application, Choice, Reservation
from kiosk.outcome import Refused
from kiosk.session import RunningSession, Visit
from offline_cache.database import StorageTrouble
from offline_cache.outbox import DONE, KnownTo, Outbox, OutboxWrite, WriteState

SESSION_ENDED = Refused("session_ended")


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to be done; nothing in it is secret."""

    kind: DeedKind
    path: str
    body: bytes


def apply(choice: Choice) -> Command:
    return Command(DeedKind.APPLY, "/v1/lottery-applications", msgspec.json.encode(choice))


def reserve(choice: Choice) -> Command:
    return Command(DeedKind.RESERVE, "/v1/reservations", msgspec.json.encode(choice))


def on_application(kind: DeedKind, application_id: str) -> Command:
    """Cancel, claim or waive an application."""
    verbs = {
        DeedKind.CANCEL_APPLICATION: "cancel",
        DeedKind.CLAIM: "claim",
        DeedKind.WAIVE: "waive",
    }
    path = f"/v1/lottery-applications/{quote(application_id, safe='')}/{verbs[kind]}"
    return Command(kind, path, b"{}")


def cancel_reservation(reservation_id: str) -> Command:
    path = f"/v1/reservations/{quote(reservation_id, safe='')}/cancel"
    return Command(DeedKind.CANCEL_RESERVATION, path, b"{}")


def change_reservation(reservation_id: str, choice: Choice) -> Command:
    path = f"/v1/reservations/{quote(reservation_id, safe='')}/change"
    return Command(DeedKind.CHANGE_RESERVATION, path, msgspec.json.encode(choice))


def report_card_lost(issue: int) -> Command:
    return Command(DeedKind.REPORT_CARD_LOST, f"/v1/account/cards/{issue}/lost", b"{}")


def delete_account() -> Command:
    return Command(DeedKind.DELETE_ACCOUNT, "/v1/account", b"{}")


@dataclass(frozen=True, slots=True)
class Committed:
    """The service did it. ``key`` finds the answer again."""

    key: str
    kind: DeedKind
    done: Done
    visit: Visit


@dataclass(frozen=True, slots=True)
class _Resendable:
    """What sending again needs; in memory only, gone with the visit.

    ``row``: the write as it stands in the outbox, should that be lost with a damaged file.
    """

    row: OutboxWrite
    confirmation: str | None = field(repr=False)


class Writing:
    """Commits writes of the running visit and finds out what became of unclear ones.

    ``on_change`` is called, and must return at once, when something was booked or given up: the
    calendar on this kiosk is behind then.
    """

    def __init__(
        self,
        client: BookingClient,
        outbox: Outbox,
        session: RunningSession,
        master: MasterData,
        *,
        now: Callable[[], datetime],
        on_change: Callable[[], None],
    ) -> None:
        self._client = client
        self._outbox = outbox
        self._session = session
        self._master = master
        self._now = now
        self._on_change = on_change

    def commit(self, command: Command, secret: str) -> Committed | Refused:
        """Do it now. ``secret`` is used only if the city wants it again before each write."""
        visit = self._session.visit
        token = visit.token if visit is not None else None
        if visit is None or token is None:
            return SESSION_ENDED
        confirmation = self.confirmation(token, secret)
        if isinstance(confirmation, Refused):
            return confirmation
        if not visit.open:  # left while the service looked at the secret
            return SESSION_ENDED
        row = OutboxWrite(
            key=str(uuid.uuid4()),
            kind=command.kind.value,
            path=command.path,
            body=command.body,
            session_label=visit.label,
            created=self._now(),
        )
        full = self._outbox.put(row)
        if full is not None:
            return _not_stored(full)
        visit.keep(row.key, _Resendable(replace(row, state=WriteState.SENT), confirmation))
        return self._send(row, visit, token)

    def settle(self, key: str) -> Committed | Refused:
        """Ask what became of a write of the running visit; send it again if it never arrived."""
        visit = self._session.visit
        token = visit.token if visit is not None else None
        if visit is None or token is None:
            return SESSION_ENDED
        kept = visit.kept(key)
        if not isinstance(kept, _Resendable):
            return SESSION_ENDED
        row = self._outbox.row(key) or kept.row
        fate = self._client.what_became(key, DeedKind(row.kind).answer)
        if isinstance(fate, Unseen) and visit.open:
            return self._send(row, visit, token)
        return self._end(row, visit, fate)

    def told(self, key: str) -> None:
        """Note that the resident has seen the end of the write. Until then it is for staff."""
        self._outbox.tell(key, KnownTo.RESIDENT)

    def confirmation(self, token: str, secret: str) -> str | Refused | None:
        """A token for one write; None where the city does not ask for the secret again."""
        city = self._master.city()
        if isinstance(city, Refused):
            return city
        if not city.ask_secret_before_commit:
            return None
        confirmed = self._client.confirm(token, secret)
        return confirmed if isinstance(confirmed, Refused) else confirmed.confirmation

    def _send(self, row: OutboxWrite, visit: Visit, token: str) -> Committed | Refused:
        full = self._outbox.mark_sent(row)
        if full is not None and row.is_first_sending:
            return _not_stored(full)
        kind = DeedKind(row.kind)
        kept = visit.kept(row.key)
        outcome = self._client.write(
            Write(
                key=row.key,
                path=row.path,
                body=row.body,
                method=kind.method,
                answer=kind.answer,
                session_token=token,
                confirmation=kept.confirmation if isinstance(kept, _Resendable) else None,
            )
        )
        match outcome:
            case Refused(code="line_down"):
                return self._never_left(row)
            case Refused(code="answer_unclear"):
                events.say(events.WRITE_UNCLEAR, events.Outcome.FAILED)
                return outcome
            case _:
                return self._end(row, visit, Settled(outcome))

    def _never_left(self, row: OutboxWrite) -> Refused:
        """Not one byte went out now. That settles it only if none went out before."""
        if not row.is_first_sending:
            return unclear(row.key)
        self._outbox.mark_not_sent(row.key)
        return _ended(row, Refused("line_down"))

    def _end(self, row: OutboxWrite, visit: Visit, fate: Fate | Refused) -> Committed | Refused:
        match fate:
            case Settled(outcome=outcome):
                return self._settled(row, visit, outcome)
            case Closed():
                self._outbox.mark_not_sent(row.key)
                return _ended(row, Refused("not_sent"))
            case Unseen() | InProgress() | Refused():
                return unclear(row.key)

    def _settled(
        self, row: OutboxWrite, visit: Visit, outcome: Done | Refused
    ) -> Committed | Refused:
        if isinstance(outcome, Refused) and outcome.code == "write_closed":
            return self._end(row, visit, Closed())
        if isinstance(outcome, Refused):
            record_end(self._outbox, row.key, outcome)
            return _ended(row, outcome)
        record_end(self._outbox, row.key, outcome)
        self._on_change()
        return Committed(row.key, DeedKind(row.kind), outcome, visit)


def _ended(row: OutboxWrite, refused: Refused) -> Refused:
    """A refusal with its write's key, so that the screen that shows it can say so."""
    return replace(refused, details={**refused.details, "key": row.key})


def record_end(outbox: Outbox, key: str, outcome: Done | Refused) -> None:
    """Keep the final answer. If the disk refuses it, the row stays open and is asked again."""
    match outcome:
        case Refused(code=code):
            events.say(events.WRITE_ENDED, events.Outcome.REFUSED, code)
            full = outbox.settle(key, code)
        case _:
            events.say(events.WRITE_ENDED, events.Outcome.OK, DONE)
            full = outbox.settle(key, DONE, _number_of(outcome))
    if full is not None:
        events.say(events.OUTBOX_FULL, events.Outcome.FAILED)


def _number_of(done: Done) -> str | None:
    """The booking's number, by which staff find it; the others have none."""
    return done.number if isinstance(done, Application | Reservation) else None


def _not_stored(full: StorageTrouble) -> Refused:
    events.say(events.OUTBOX_FULL, events.Outcome.FAILED)
    return trouble(full)
