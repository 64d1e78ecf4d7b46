"""A small booking service for the journeys: it remembers writes by key, as the real one does."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from typing import Any

from tests.kiosk import samples
from tests.kiosk.feed_script import FeedService
from tests.kiosk.scripted_service import Reply, Request, Reset, Said, ok, problem

Json = dict[str, Any]


@dataclass
class SmallCentral:
    """``carried_out`` lists what was really done, by key. ``refusal`` is what the next write gets.

    ``lose_answers_to`` and ``lose_requests_to``: beginnings of ``METHOD /path``; a request that
    matches is carried out but its answer lost, or is lost before it arrives. Each works once.
    """

    carried_out: list[str] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)
    stored: dict[str, tuple[int, Json]] = field(default_factory=dict)
    sessions_ended: list[str] = field(default_factory=list)
    refusal: Reply | None = None
    lose_answers_to: list[str] = field(default_factory=list)
    lose_requests_to: list[str] = field(default_factory=list)
    down: bool = False
    feed: FeedService = field(default_factory=FeedService)
    refuse_login: Reply | None = None
    secret: str = "8642"
    reservations: list[Json] = field(default_factory=lambda: [samples.reservation("claimed")])
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def __call__(self, request: Request) -> Said:
        line = f"{request.method} {request.path}"
        if self.down or _once(self.lose_requests_to, line):
            return Reset()
        said = self._answer(request)
        return Reset() if _once(self.lose_answers_to, line) else said

    def _answer(self, request: Request) -> Said:
        match request.method, request.path.strip("/").split("/"):
            case "GET", ["v1", "city" | "facilities" | "notices" | "feed"]:
                return self.feed(request)
            case _, ["v1", "writes", key, *close]:
                return self._asked_about(key, close)
            case "POST", ["v1", *path] if "Idempotency-Key" in request.headers:
                return self._write(request.headers["Idempotency-Key"], path)
        return self._of_a_session(request)

    def _of_a_session(self, request: Request) -> Said:
        match request.method, request.path.strip("/").split("/"):
            case "POST", ["v1", "sessions"]:
                return self.refuse_login or ok(samples.session(), 201)
            case "DELETE", ["v1", "sessions", "current"]:
                self.sessions_ended.append(request.headers["X-Resident-Session"])
                return Reply(204)
            case "POST", ["v1", "sessions", "current", "confirmations"]:
                if json.loads(request.body)["secret"] != self.secret:
                    return problem(401, "wrong_credentials")
                return ok(samples.confirmation(), 201)
            case "GET", ["v1", "rooms", room, "days", day]:
                letters = {"east": "ttff", "west": "ffff"}
                room_day = {"room_id": room, "date": day, "pattern": "hourly", "slots": "ffff"}
                return ok({**room_day, "units": letters})
            case "GET", ["v1", "reservations"]:
                return ok({"items": self.reservations})
            case "GET", ["v1", "calendar"]:
                return ok(samples.city_month(request.params["month"]))
            case "GET", ["v1", "lotteries"]:
                return ok(samples.lotteries())
            case "GET", ["v1", "lottery-applications"]:
                return ok({"items": [samples.application()]})
        return problem(404, "not_found")

    def _asked_about(self, key: str, close: list[str]) -> Reply:
        if close and key not in self.stored:
            self.closed.add(key)
        if key in self.closed:
            return ok({"state": "closed"})
        if key not in self.stored:
            return problem(404, "unknown_write")
        status, body = self.stored[key]
        return ok({"state": "done", "status": status, "body": body})

    def _write(self, key: str, path: list[str]) -> Reply:
        if key in self.closed:
            return problem(409, "write_closed")
        if key not in self.stored:
            self.stored[key] = self._do(key, path)
        status, body = self.stored[key]
        kind = "application/problem+json" if "code" in body else "application/json"
        return Reply(status, json.dumps(body).encode(), kind)

    def _do(self, key: str, path: list[str]) -> tuple[int, Json]:
        if self.refusal is not None:
            refusal, self.refusal = self.refusal, None
            return refusal.status, json.loads(refusal.body)
        self.carried_out.append(key)
        number = str(next(self.numbers))
        match path:
            case ["reservations"]:
                return 201, samples.reservation(number)
            case ["reservations", _, "cancel"]:
                return 200, samples.reservation(number, "cancelled")
            case ["reservations", _, "change"]:
                return 200, samples.reservation(number)
            case ["lottery-applications"]:
                return 201, samples.application(number)
            case ["lottery-applications", _, "claim"]:
                return 200, samples.application(
                    number, "claimed", reservation_id="reservation-claimed"
                )
            case ["lottery-applications", _, verb]:
                state = {"cancel": "cancelled", "waive": "waived"}[verb]
                return 200, samples.application(number, state)
        raise AssertionError(path)


def _once(beginnings: list[str], line: str) -> bool:
    for beginning in beginnings:
        if line.startswith(beginning):
            beginnings.remove(beginning)
            return True
    return False
