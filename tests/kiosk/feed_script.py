"""A service that has a feed: ordered items by change number, generations, and nothing else new."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any

from tests.kiosk import samples
from tests.kiosk.scripted_service import Reply, Request, Said, ok, problem

Json = dict[str, Any]


@dataclass
class FeedService:
    """``items`` by id; ``change`` and ``delete`` give them the next change number."""

    generation: str = "g1"
    number: int = 0
    items: dict[str, Json] = field(default_factory=dict)
    instead: list[Said] = field(default_factory=list)

    def change(self, room: str, day: str, slots: str) -> None:
        data = {"room_id": room, "date": day, "pattern": "hourly", "slots": slots}
        self._put(f"{room}/{day}", "room-day", "updated", data)

    def offer(self, day: str, *offers: Json) -> None:
        data = {"facility_id": "centre", "class_id": "public", "date": day, "offers": list(offers)}
        self._put(f"centre/public/{day}", "offer-day", "updated", data)

    def delete(self, room: str, day: str) -> None:
        self._put(f"{room}/{day}", "room-day", "deleted", None)

    def restore(self, generation: str) -> None:
        """Start a new generation with what is there."""
        self.generation = generation
        items, self.items, self.number = self.items, {}, 0
        for item in items.values():
            if item["state"] == "updated":
                self._put(item["id"], item["kind"], "updated", item["data"])

    def __call__(self, request: Request) -> Said:
        match request.path:
            case "/v1/feed":
                return self.instead.pop(0) if self.instead else self._page(request.params)
            case "/v1/city" | "/v1/facilities" | "/v1/notices":
                document = ok(getattr(samples, request.path.removeprefix("/v1/"))())
                tag = f'"{hash(document.body):x}"'
                if request.headers.get("If-None-Match") == tag:
                    return Reply(304, headers={"ETag": tag})
                return replace(document, headers={"ETag": tag})
        return problem(404, "not_found")

    def _put(self, item_id: str, kind: str, state: str, data: Json | None) -> None:
        self.number += 1
        item = {"id": item_id, "kind": kind, "state": state, "modified": self.number}
        self.items[item_id] = item if data is None else item | {"data": data}

    def _page(self, params: dict[str, str]) -> Reply:
        after, limit = int(params["afterChangeNumber"]), int(params["limit"])
        if params.get("generation", self.generation) != self.generation:
            return problem(410, "generation_changed")
        newer = sorted(
            (item for item in self.items.values() if item["modified"] > after),
            key=lambda item: item["modified"],
        )
        page = newer[:limit]
        reached = page[-1]["modified"] if page else after
        document = {
            "next": f"/v1/feed?generation={self.generation}&afterChangeNumber={reached}",
            "generation": self.generation,
            "items": page,
            "license": "",
        }
        return Reply(200, json.dumps(document).encode())
