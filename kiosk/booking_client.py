"""The booking service as the kiosk uses it: one method a call of ``docs/openapi.json``.

Every method blocks and returns its typed value or ``Refused``. A call that only reads and finds no
answer is ``line_down``. A write that left and found no answer is ``answer_unclear`` with its key:
what became of it must be asked, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from http import HTTPStatus
from typing import Generic, Literal
from urllib.parse import parse_qs, urlsplit

import msgspec

from kiosk.booking_http import Answer, BookingHttp, Break, Call, Patience, problem, unless
from kiosk.calls import Calls, Typed, decode, encode, resident, segment
from kiosk.guide import Counters, Guide, Links
from kiosk.model import (
    Application,
    Choice,
    City,
    Facility,
    Kind,
    Notice,
    Number,
    Quote,
    Reservation,
    RoomDay,
    Session,
)
from kiosk.outcome import Refused
from kiosk.people_model import AccountDeleted, Card
from kiosk.updating.release import HeartbeatAnswer

#: What the service answers a keyed write with, and the shapes that it is decoded by.
Done = Application | Reservation | Card | AccountDeleted
DoneShape = type[Application] | type[Reservation] | type[Card] | type[AccountDeleted]

#: The largest change number that is believed: what SQLite and the service can hold.
_LARGEST_NUMBER = 2**63 - 1

#: Refusals after which a keyed write may still be carried out, or be sent again.
_NOT_FINAL = frozenset({"write_in_progress", "service_busy"})


class Confirmation(msgspec.Struct, frozen=True, kw_only=True):
    """A token for one write, given for the secret."""

    confirmation: str
    expires_at: datetime


class FeedItem(msgspec.Struct, frozen=True, kw_only=True):
    """One item of the feed; ``data`` is decoded by ``kind`` (see ``kiosk/sync.py``)."""

    id: str
    kind: str
    state: Literal["updated", "deleted"]
    data: msgspec.Raw = msgspec.Raw()


class FeedPage(msgspec.Struct, frozen=True, kw_only=True):
    """One RPDE page (OpenActive Realtime Paged Data Exchange 1.0). ``next`` is an address."""

    next: str
    generation: str
    items: tuple[FeedItem, ...]

    def next_number(self) -> int | None:
        """The change number from which to go on, or None if the address holds none.

        Only the number is taken from it: the kiosk never follows an address to another server.
        """
        numbers = parse_qs(urlsplit(self.next).query).get("afterChangeNumber", [])
        if len(numbers) != 1 or not numbers[0].isascii() or not numbers[0].isdigit():
            return None
        number = int(numbers[0]) if len(numbers[0]) <= len(str(_LARGEST_NUMBER)) else -1
        return number if 0 <= number <= _LARGEST_NUMBER else None


class Facilities(msgspec.Struct, frozen=True, kw_only=True):
    facilities: tuple[Facility, ...]


class Notices(msgspec.Struct, frozen=True, kw_only=True):
    notices: tuple[Notice, ...]


class _Counts(msgspec.Struct, frozen=True, kw_only=True):
    counts: tuple[Number, ...]


class _Applications(msgspec.Struct, frozen=True, kw_only=True):
    items: tuple[Application, ...]


class _Reservations(msgspec.Struct, frozen=True, kw_only=True):
    items: tuple[Reservation, ...]


class _Fate(msgspec.Struct, frozen=True, kw_only=True):
    state: Literal["done", "in_progress", "closed"]
    status: Number = 0
    body: msgspec.Raw = msgspec.Raw()


@dataclass(frozen=True, slots=True)
class Write:
    """A write on its way. ``path`` and ``body`` stand in the outbox, the tokens never do."""

    key: str
    path: str
    body: bytes
    answer: DoneShape
    session_token: str = field(repr=False)
    confirmation: str | None = field(default=None, repr=False)
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Fetched(Generic[Typed]):
    """A document of master data: decoded, as it came, and the tag of this text of it."""

    value: Typed
    content: bytes = field(repr=False)
    tag: str | None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What was kept of a document is still what the service says."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The service's stored, final answer to a write."""

    outcome: Done | Refused


@dataclass(frozen=True, slots=True)
class Unseen:
    """The service has never seen the key."""


@dataclass(frozen=True, slots=True)
class InProgress:
    """The service is still at it."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The service closed the key: the write was not carried out and never will be."""


Fate = Settled | Unseen | InProgress | Closed


class BookingClient:
    """Typed calls. Any thread may use it."""

    def __init__(self, http: BookingHttp) -> None:
        self._calls = Calls(http)

    # What everybody may see ----------------------------------------------------------------------

    def document(
        self, path: str, shape: type[Typed], tag: str | None = None
    ) -> Fetched[Typed] | Unchanged | Refused:
        """A document of master data, decoded, and as it came, to be kept; ``tag`` is that of the
        text which was kept before."""
        answer = self._calls.ask(Call("GET", path, headers=unless(tag)))
        if isinstance(answer, Refused):
            return answer
        if answer.unchanged:
            return Unchanged()
        decoded = decode(answer.body, shape)
        if isinstance(decoded, Refused):
            return decoded
        return Fetched(decoded, answer.body, answer.tag)

    def city(self, tag: str | None = None) -> Fetched[City] | Unchanged | Refused:
        return self.document("/v1/city", City, tag)

    def facilities(self, tag: str | None = None) -> Fetched[Facilities] | Unchanged | Refused:
        return self.document("/v1/facilities", Facilities, tag)

    def notices(self, tag: str | None = None) -> Fetched[Notices] | Unchanged | Refused:
        return self.document("/v1/notices", Notices, tag)

    def guide(self, tag: str | None = None) -> Fetched[Guide] | Unchanged | Refused:
        return self.document("/v1/guide", Guide, tag)

    def counters(self, tag: str | None = None) -> Fetched[Counters] | Unchanged | Refused:
        return self.document("/v1/counters", Counters, tag)

    def links(self, tag: str | None = None) -> Fetched[Links] | Unchanged | Refused:
        return self.document("/v1/links", Links, tag)

    def feed(self, generation: str | None, after: int, limit: int) -> FeedPage | Refused:
        """The page after a change number; without a generation, of the one that runs now."""
        params = {"afterChangeNumber": str(after), "limit": str(limit)}
        if generation is not None:
            params["generation"] = generation
        return self._calls.get("/v1/feed", FeedPage, params=params)

    def competition(self, room_id: str, day: date) -> tuple[int, ...] | Refused:
        """How many applied for each slot of a room's day so far. Does not wait long for it."""
        path = f"/v1/rooms/{segment(room_id)}/days/{day.isoformat()}/competition"
        counts = self._calls.call(Call("GET", path, patience=Patience.SHORT), _Counts)
        return counts if isinstance(counts, Refused) else counts.counts

    def room_day(self, room_id: str, day: date) -> RoomDay | Refused:
        """One room on one day as the service has it now, unit by unit where it has several."""
        return self._calls.get(f"/v1/rooms/{segment(room_id)}/days/{day.isoformat()}", RoomDay)

    # A resident's session ------------------------------------------------------------------------

    def open_session(self, registration_number: str, secret: str) -> Session | Refused:
        body = encode({"registration_number": registration_number, "secret": secret})
        return self._calls.call(Call("POST", "/v1/sessions", body), Session)

    def close_session(self, token: str) -> Refused | None:
        outcome = self._calls.ask(Call("DELETE", "/v1/sessions/current", headers=resident(token)))
        return outcome if isinstance(outcome, Refused) else None

    def confirm(self, token: str, secret: str) -> Confirmation | Refused:
        """A token for one write, in return for the secret."""
        path = "/v1/sessions/current/confirmations"
        call = Call("POST", path, encode({"secret": secret}), resident(token))
        return self._calls.call(call, Confirmation)

    def quote(
        self, token: str, kind: Kind, choice: Choice, instead_of: str | None = None
    ) -> Quote | Refused:
        """What a choice would cost and need, or the refusal that the write would get.
        ``instead_of``: the id of a reservation that would be changed to it."""
        asked = {"kind": kind, **msgspec.to_builtins(choice)}
        if instead_of is not None:
            asked["instead_of"] = instead_of
        body = encode(asked)
        return self._calls.call(Call("POST", "/v1/quotes", body, resident(token)), Quote)

    def applications(self, token: str) -> tuple[Application, ...] | Refused:
        found = self._calls.get("/v1/lottery-applications", _Applications, token=token)
        return found if isinstance(found, Refused) else found.items

    def reservations(self, token: str) -> tuple[Reservation, ...] | Refused:
        found = self._calls.get("/v1/reservations", _Reservations, token=token)
        return found if isinstance(found, Refused) else found.items

    # Writes --------------------------------------------------------------------------------------

    def write(self, write: Write) -> Done | Refused:
        """Send a write once.

        ``line_down`` means that it certainly never left. Whatever else is not a final answer of
        the service is ``answer_unclear`` with the key.
        """
        headers = {**resident(write.session_token), "Idempotency-Key": write.key}
        if write.confirmation is not None:
            headers["X-Confirmation"] = write.confirmation
        outcome = self._calls.http.send(Call(write.method, write.path, write.body, headers))
        match outcome:
            case Break.NOT_CONNECTED:
                return Refused("line_down")
            case Break.BROKEN | Break.TIMED_OUT | Break.WRONG:
                return unclear(write.key)
            case Refused(code=code) if code in _NOT_FINAL:
                return unclear(write.key)
            case Refused():
                return outcome
            case Answer():
                done = decode(outcome.body, write.answer)
                return unclear(write.key) if isinstance(done, Refused) else done

    def what_became(self, key: str, shape: DoneShape) -> Fate | Refused:
        """Ask by key. ``Refused`` only if the asking itself failed."""
        outcome = self._calls.get(f"/v1/writes/{segment(key)}", _Fate)
        if isinstance(outcome, Refused):
            return Unseen() if outcome.code == "unknown_write" else outcome
        return _fate(outcome, shape)

    def close_write(self, key: str, shape: DoneShape) -> Fate | Refused:
        """Have a key closed that the service has not seen, or learn its stored answer after all.

        Never answers ``Unseen``; ``Refused`` only if the asking itself failed.
        """
        call = Call("POST", f"/v1/writes/{segment(key)}/close", b"{}")
        outcome = self._calls.call(call, _Fate)
        return outcome if isinstance(outcome, Refused) else _fate(outcome, shape)

    def heartbeat(self, values: msgspec.Struct) -> HeartbeatAnswer | Refused:
        """Say how this terminal is; the answer says what it is to run."""
        call = Call("POST", "/v1/kiosk/heartbeat", msgspec.json.encode(values))
        return self._calls.call(call, HeartbeatAnswer)


def unclear(key: str) -> Refused:
    """Sent, but nobody knows yet what became of it."""
    return Refused("answer_unclear", {"key": key})


def _fate(fate: _Fate, shape: DoneShape) -> Fate | Refused:
    match fate.state:
        case "in_progress":
            return InProgress()
        case "closed":
            return Closed()
        case "done":
            return _stored(fate, shape)


def _stored(fate: _Fate, shape: DoneShape) -> Settled | Refused:
    """The stored answer of a write: what it did, or the refusal it got."""
    body = bytes(fate.body)
    if fate.status < HTTPStatus.MULTIPLE_CHOICES:
        done = decode(body, shape)
        return done if isinstance(done, Refused) else Settled(done)
    refusal = problem(body)
    return Settled(refusal) if isinstance(refusal, Refused) else Refused("service_answer_wrong")
