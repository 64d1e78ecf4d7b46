"""A service of Shiroi with people in it, and a kiosk that speaks to it over real HTTP."""

from __future__ import annotations

import asyncio
import ssl
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import httpx

from booking_service import embedded
from booking_service.clock import TOKYO, MovableClock
from booking_service.policy.model import City
from booking_service.service.people.registering import by_number
from booking_service.service.secrets import hash_secret, new_token, proof_of, token_hash
from booking_service.service.staff import desk as staff
from booking_service.service.staff.accounts import token_for_everything
from booking_service.service.staff.roles import Role
from booking_service.storage.place import Place
from booking_service.storage.ports import Store
from booking_service.storage.records import SessionRecord

#: A Friday in the days in which wins for January are claimed; December is open to first-comers.
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=TOKYO)
SECRET = "1201"
CRAFT = "nishishiroi-fukugo-craft"
TRAINING = "nishishiroi-fukugo-training"
#: A Tuesday on which the building of these rooms is open.
DAY = date(2026, 12, 15)
WAIT_SECONDS = 60.0
#: Clients speak plain HTTP here; one unused context for all of them, since making it is slow.
UNUSED = ssl.create_default_context()
TICK_SECONDS = 0.01


def wait_until(true: Callable[[], bool]) -> None:
    """Waits for a condition of the running service."""
    tick = threading.Event()
    for _ in range(int(WAIT_SECONDS / TICK_SECONDS)):
        if true():
            return
        tick.wait(TICK_SECONDS)
    raise AssertionError("it did not come true in time")


@cache
def hashed(secret: str) -> str:
    """A hashed secret; made once, since making it is slow on purpose."""
    return hash_secret(secret)


def at(text: str) -> datetime:
    """``2026-12-01 08:30`` in Japan."""
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


def choice(
    room: str = CRAFT,
    day: date = DAY,
    first: int = 1,
    count: int = 2,
    *,
    people: int = 5,
    purpose: str = "meeting",
) -> dict[str, Any]:
    """The body of a booking."""
    return {
        "room_id": room,
        "date": day.isoformat(),
        "first_slot": first,
        "slot_count": count,
        "purpose_id": purpose,
        "people": people,
    }


def new_key() -> str:
    """A key for one write."""
    return str(uuid.uuid4())


def code_of(response: httpx.Response) -> str:
    """The code of a problem; the status if it is none."""
    if response.headers.get("content-type") != "application/problem+json":
        return str(response.status_code)
    body = response.json()
    assert body["status"] == response.status_code
    assert body["type"] == f"/problems/{body['code']}"
    return str(body["code"])


@dataclass
class Central:
    """A running service, its clock, and ways to put people into it without going through a form."""

    running: embedded.Running
    clock: MovableClock
    kiosks: list[Kiosk] = field(default_factory=list)
    numbers: int = 1_000_000
    groups: int = 0

    @property
    def city(self) -> City:
        return self.running.service.office.city

    def do(self, command: Any) -> Any:
        """Runs a command in the writer."""
        return self.running.service.office.database.submit(command).result(WAIT_SECONDS)

    def move_to(self, text: str) -> None:
        """Moves the clock on over HTTP; every due step has been taken when this returns."""
        self.move(at(text))

    def move(self, to: datetime) -> None:
        """The same for an instant."""
        answer = httpx.post(
            f"{self.running.url}/v1/demo/clock",
            json={"now": to.isoformat()},
            timeout=WAIT_SECONDS,
            verify=UNUSED,
        )
        assert answer.status_code == 200, answer.text

    def kiosk(self, kiosk_id: str = "lobby-1") -> Kiosk:
        """A terminal with a credential."""
        credential = self.running.enrol_kiosk(kiosk_id, "ロビー")
        client = httpx.Client(
            base_url=self.running.url,
            headers={"Authorization": f"Bearer {credential}"},
            timeout=WAIT_SECONDS,
            verify=UNUSED,
        )
        kiosk = Kiosk(self, kiosk_id, client)
        self.kiosks.append(kiosk)
        return kiosk

    def group(
        self,
        *,
        kinds: frozenset[str] = frozenset({"kominkan", "community", "senior"}),
        valid_until: date | None = None,
        suspended_since: date | None = None,
    ) -> str:
        """A registered group; returns its number. The secret is ``SECRET``."""
        self.numbers += 1
        number = str(self.numbers)
        registration = staff.Registration(
            number, self._name(), SECRET, kinds, valid_until, suspended_since
        )
        office = self.running.service.office
        kept = hashed(SECRET)
        self.do(lambda store: staff.add_registrant(office, store, registration, kept))
        return number

    def _name(self) -> str:
        """No two groups are registered under one name; the first is さくら会."""
        self.groups += 1
        return "さくら会" if self.groups == 1 else f"さくら会{self.groups}"

    def admit(self, number: str, kiosk_id: str) -> str:
        """The token of a session, without the slow check of the secret."""
        token = new_token()
        ends = self.clock.now() + timedelta(minutes=10)

        def command(store: Store) -> None:
            registrant = by_number(self.running.service.office, store, number)
            assert registrant is not None
            proof = proof_of(SECRET, token)
            store.open_session(SessionRecord(token_hash(token), kiosk_id, ends, proof, registrant))

        self.do(command)
        return token

    def confirmation(self, session: str) -> str:
        """A confirmation, without the slow check of the secret."""
        token = new_token()
        ends = self.clock.now() + timedelta(seconds=120)
        self.do(lambda store: store.keep_confirmation(token_hash(token), token_hash(session), ends))
        return token

    def staff(self, *roles: Role) -> httpx.Client:
        """Somebody of the staff who has signed in, with these roles; without any, with all."""
        office = self.running.service.office
        name = ".".join(roles) or "everybody"
        token = asyncio.run(token_for_everything(office, name))
        if roles:
            self.do(lambda store: _with_roles(store, name, frozenset(roles)))
        client = httpx.Client(
            base_url=f"{self.running.url}/v1/staff",
            headers={"Authorization": f"Bearer {token}"},
            timeout=WAIT_SECONDS,
            verify=UNUSED,
        )
        self.kiosks.append(Kiosk(self, "staff", client))
        return client

    def close(self) -> None:
        for kiosk in self.kiosks:
            kiosk.http.close()
        self.running.stop()


def _with_roles(store: Store, user: str, roles: frozenset[str]) -> None:
    account = store.staff_account(user)
    assert account is not None
    store.keep_staff_account(replace(account, roles=roles))


@dataclass
class Kiosk:
    """One terminal. ``enter`` logs a resident in; writes carry a key and a confirmation."""

    central: Central
    id: str
    http: httpx.Client
    session: str = ""
    number: str = ""

    def enter(self, number: str) -> None:
        """A resident is at the terminal."""
        self.number = number
        self.session = self.central.admit(number, self.id)
        self.http.headers["X-Resident-Session"] = self.session

    def enter_again(self) -> None:
        """The same resident is back, for instance after the clock was moved."""
        self.enter(self.number)

    def get(self, path: str, **params: Any) -> httpx.Response:
        return self.http.get(f"/v1/{path}", params=params)

    def post(self, path: str, body: Any, **headers: str) -> httpx.Response:
        return self.http.post(f"/v1/{path}", json=body, headers=headers)

    def write(self, path: str, body: Any, key: str | None = None) -> httpx.Response:
        """A keyed write, confirmed."""
        return self.http.post(
            f"/v1/{path}",
            json=body,
            headers={
                "Idempotency-Key": key or new_key(),
                "X-Confirmation": self.central.confirmation(self.session),
            },
        )

    def reserve(self, **wanted: Any) -> httpx.Response:
        return self.write("reservations", choice(**wanted))

    def apply(self, **wanted: Any) -> httpx.Response:
        return self.write("lottery-applications", choice(**wanted))

    def reservations(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.get("reservations").json()["items"]
        return found

    def applications(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.get("lottery-applications").json()["items"]
        return found

    def letters(self, room: str = CRAFT, day: date = DAY) -> str:
        """What the feed shows of a room's day now."""
        return self.feed()[f"{room}/{day}"]["slots"]

    def feed(self, limit: int = 5000) -> dict[str, Any]:
        """Follows the feed from its beginning to its end: id → data."""
        seen: dict[str, Any] = {}
        url = f"/v1/feed?limit={limit}"
        while True:
            page = self.http.get(url).json()
            if not page["items"]:
                return seen
            for item in page["items"]:
                if item["state"] == "deleted":
                    seen.pop(item["id"], None)
                else:
                    seen[item["id"]] = item["data"]
            url = page["next"]


def open_central(
    database: Place, now: datetime = NOW, *, city: str | City = "shiroi", **more: Any
) -> Central:
    """Starts a service whose clock stands still until it is moved."""
    from booking_service.clock import standing_still

    clock = MovableClock(now, standing_still)
    return Central(embedded.start(city, database, clock, **more), clock)
