"""An explanation as JSON, for programs. Every key is always there; what there is not is null."""

from __future__ import annotations

from datetime import datetime

from booking_service.cities.explain.more import PAGE_ONLY
from booking_service.cities.explain.values import Cancelling, Cost, Explanation, Fact, Step
from booking_service.policy.instants import TOKYO

Json = dict[str, object]


def as_json(found: Explanation) -> Json:
    """The whole answer. Instants are ISO 8601 of Asia/Tokyo; an end is the first instant that is
    too late."""
    subject, question = found.subject, found.question
    return {
        "city": found.city.id,
        "class": subject.klass.name["ja"],
        "room": None if subject.room is None else subject.room.id,
        "use_date": question.use_date.isoformat(),
        "lottery": _lottery(found),
        "first_come": _window(found, "first_come"),
        "counter": _window(found, "counter"),
        "cancellation": _cancellation(found),
        "payment_due": _instant(found.instant("payment_due")),
        "usage_fee": [_cost(cost) for cost in _costs(found)],
        "sources": [_source(fact) for fact in found.facts if not fact.key.startswith(PAGE_ONLY)],
    }


def _lottery(found: Explanation) -> Json | None:
    if found.instant("lottery.opens") is None:
        return None
    claim: Json | None = None
    if found.instant("lottery.claim.from") is not None:
        claim = {
            "from": _instant(found.instant("lottery.claim.from")),
            "until": _instant(found.instant("lottery.claim.until")),
        }
    keys = ("opens", "closes", "draw", "result_from")
    return {key: _instant(found.instant(f"lottery.{key}")) for key in keys} | {"claim": claim}


def _window(found: Explanation, kind: str) -> Json | None:
    if found.instant(f"{kind}.opens") is None:
        return None
    return {key: _instant(found.instant(f"{kind}.{key}")) for key in ("opens", "closes")}


def _cancellation(found: Explanation) -> Json:
    answer: Json = {
        "online_until": _instant(found.instant("cancellation.online_until")),
        "fee_steps": [
            {
                "from_day": None if step.from_day is None else step.from_day.isoformat(),
                "percent": step.percent,
            }
            for step in found.listed("cancellation.fee_steps")
            if isinstance(step, Step)
        ],
    }
    at = found.value("cancellation.at")
    if isinstance(at, Cancelling):
        answer["at"] = _cancelling(at, _costs(found))
    return answer


def _cancelling(at: Cancelling, costs: tuple[Cost, ...]) -> Json:
    """``yen``: what it costs whatever was booked, which is known only where it costs nothing;
    ``by_slot``: for each fee of the room."""
    return {
        "at": _instant(at.at),
        "online": at.online,
        "percent": at.percent,
        "yen": 0 if at.percent == 0 else None,
        "by_slot": [
            {"slots": list(cost.slots), "yen": yen}
            for cost, yen in zip(costs, at.yen, strict=False)
        ],
    }


def _costs(found: Explanation) -> tuple[Cost, ...]:
    return tuple(cost for cost in found.listed("usage_fee") if isinstance(cost, Cost))


def _cost(cost: Cost) -> Json:
    return {"slots": list(cost.slots), "name": dict(cost.name), "yen": cost.yen}


def _source(fact: Fact) -> Json:
    entry: Json = {
        "key": fact.key,
        "rule": fact.rule,
        "kind": fact.source.kind.value,
        "reference": fact.source.reference,
    }
    if fact.note is not None:
        entry["note"] = {key: fact.note.get(key, fact.note["ja"]) for key in ("ja", "en")}
    return entry


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(TOKYO).isoformat()
