"""What anybody may see of the draws: commitments, lists, results. No name, no number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from booking_service.policy.instants import add_months, first_of_month
from booking_service.policy.lottery import classes_of_lottery
from booking_service.policy.model import City
from booking_service.policy.rules import Text
from booking_service.service.draws import shapes as draw_shapes
from booking_service.service.draws.drawing import LIST, RESULT
from booking_service.service.office import Office
from booking_service.storage.records import DrawRecord

#: How far back draws are listed, unless somebody asks for more; a single one is always found.
MONTHS_LISTED = 3


def draws(office: Office, since: date | None) -> draw_shapes.Draws:
    """Every draw of a day of use from ``since`` on."""
    first = since or add_months(first_of_month(office.now().date()), -MONTHS_LISTED)
    with office.database.reading() as reader:
        found = reader.draws(first)
    return {"items": [_shown(office, draw) for draw in found]}


def draw(office: Office, draw_id: str) -> draw_shapes.Draw | None:
    """One draw as it stands; None if there is none of that name."""
    with office.database.reading() as reader:
        found = reader.draw(draw_id)
    return None if found is None else _shown(office, found)


def list_file(office: Office, draw_id: str) -> Iterator[bytes] | None:
    """The published list, compressed; None before it is published."""
    with office.database.reading() as reader:
        found = reader.draw(draw_id)
        if found is None or found.listed_at is None:
            return None
        return iter(reader.draw_parts(draw_id, LIST))


def result_file(office: Office, draw_id: str) -> Iterator[bytes] | None:
    """The published result, compressed; None before it is published."""
    with office.database.reading() as reader:
        found = reader.draw(draw_id)
        if found is None or found.published_at is None:
            return None
        return iter(reader.draw_parts(draw_id, RESULT))


def result_url(office: Office, draw_id: str) -> str:
    """Where the result of a draw is, or will be."""
    return f"{office.public_url}/v1/draws/{draw_id}/result.json"


def _shown(office: Office, found: DrawRecord) -> draw_shapes.Draw:
    plan = found.plan
    listed: draw_shapes.DrawList | None = None
    result: draw_shapes.DrawResult | None = None
    if found.listed_at is not None and found.list_hash is not None:
        listed = {
            "list_hash": found.list_hash,
            "applications": found.applications,
            "listed_at": found.listed_at,
            "url": f"{office.public_url}/v1/draws/{found.id}/list.txt",
        }
    if found.published_at is not None:
        result = {"url": result_url(office, found.id)}
    return {
        "id": found.id,
        "name": dict(_name(office.city, found.id)),
        "first_day": plan.first_day,
        "last_day": plan.last_day,
        "opens": plan.opens,
        "closes": plan.closes,
        "draw_at": plan.draw_at,
        "result_from": plan.result_from,
        "commitment": plan.commitment,
        "committed_at": plan.committed_at,
        "entropy": office.city.entropy.kind.value,
        "list": listed,
        "result": result,
    }


def _name(city: City, draw_id: str) -> Text:
    """What the lottery is called; a lottery that the city has no more by its id."""
    lottery_id = draw_id.partition("/")[0]
    for klass in classes_of_lottery(city, lottery_id):
        if klass.lottery is not None:
            return klass.lottery.versions[-1][1].name
    return {"ja": lottery_id, "kana": lottery_id}
