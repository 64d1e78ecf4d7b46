"""Somebody who asks the booking service directly, past the kiosk and past its line.

What the service says to the witness is the truth that the kiosk's screen is held against.
"""

from __future__ import annotations

import uuid
from datetime import date
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import requests

from booking_service import embedded
from booking_service.policy.model import City
from booking_service.service.secrets import hash_secret
from booking_service.service.staff import desk as staff
from booking_service.storage.ports import Store
from tests.end_to_end.people import Person

#: How long the service may take for one answer on a busy machine, in seconds.
_ANSWER_SECONDS = 60.0


class Witness:
    """Sees what a resident has, by a terminal of its own."""

    def __init__(self, running: embedded.Running) -> None:
        self.url = running.url
        self._credential = running.enrol_kiosk("witness", "town hall")
        #: Sessions that were opened: each log-in takes the service as long as many questions.
        self._tokens: dict[Person, str] = {}

    def reservations(self, person: Person) -> list[dict[str, Any]]:
        return self._mine(person, "reservations")

    def applications(self, person: Person) -> list[dict[str, Any]]:
        return self._mine(person, "lottery-applications")

    def states(self, person: Person) -> dict[str, list[str]]:
        """The states of everything the person ever asked for, oldest first."""
        return {
            "applications": [one["state"] for one in reversed(self.applications(person))],
            "reservations": [one["state"] for one in reversed(self.reservations(person))],
        }

    def book(self, person: Person, choice: dict[str, Any]) -> requests.Response:
        """Reserve as somebody else at another terminal would."""
        token = self._token(person)
        confirmation = self._post(
            "/v1/sessions/current/confirmations", {"secret": person.secret}, token
        ).json()["confirmation"]
        headers = {"X-Confirmation": confirmation, "Idempotency-Key": str(uuid.uuid4())}
        return self._post("/v1/reservations", choice, token, headers)

    def slots(self, room_id: str, day: date) -> str:
        """The facts of a room's day as the feed tells them, a letter a slot."""
        found, address = "", "/v1/feed"
        while True:
            page = self._get(address, {}).json()
            for item in page["items"]:
                if item["id"] == f"{room_id}/{day.isoformat()}" and item["state"] == "updated":
                    found = item["data"]["slots"]
            if not page["items"]:
                return found
            following = urlsplit(page["next"])
            address = f"{following.path}?{following.query}"

    def _mine(self, person: Person, what: str) -> list[dict[str, Any]]:
        answer = self._get(f"/v1/{what}", {}, self._token(person))
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    def _token(self, person: Person) -> str:
        """Of a session of the person's that is not over."""
        kept = self._tokens.get(person)
        if kept is None or self._is_over(kept):
            body = {"registration_number": person.number, "secret": person.secret}
            kept = self._tokens[person] = str(self._post("/v1/sessions", body).json()["token"])
        return kept

    def _is_over(self, token: str) -> bool:
        asked = requests.get(
            f"{self.url}/v1/account", headers=self._headers(token), timeout=_ANSWER_SECONDS
        )
        return asked.status_code == HTTPStatus.UNAUTHORIZED

    def _get(self, path: str, query: dict[str, Any], token: str = "") -> requests.Response:
        answer = requests.get(
            self.url + path, query, headers=self._headers(token), timeout=_ANSWER_SECONDS
        )
        answer.raise_for_status()
        return answer

    def _post(
        self, path: str, body: object, token: str = "", more: dict[str, str] | None = None
    ) -> requests.Response:
        headers = self._headers(token) | (more or {})
        return requests.post(self.url + path, json=body, headers=headers, timeout=_ANSWER_SECONDS)

    def _headers(self, token: str) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {self._credential}"}
        return headers | {"X-Resident-Session": token} if token else headers


def register(running: embedded.Running, *people: Person) -> None:
    """Have the residents registered, as if the counter had done it before the kiosk came."""
    office = running.service.office
    kinds = frozenset(kind.id for kind in _kinds(office.city))
    for person in people:
        hashed = hash_secret(person.secret)
        entry = staff.Registration(
            person.number,
            person.name,
            person.secret,
            kinds,
            valid_until=person.valid_until,
            suspended_since=person.suspended_since,
        )

        def add(store: Store, entry: staff.Registration = entry, hashed: str = hashed) -> object:
            return staff.add_registrant(office, store, entry, hashed)

        office.database.submit(add).result()


def _kinds(city: City) -> tuple[Any, ...]:
    return tuple(city.registration.kinds)
