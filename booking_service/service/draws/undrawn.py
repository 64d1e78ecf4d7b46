"""What applicants wait for is not given to whoever comes first.

A draw may be late: the service was off, its entropy does not come, a step failed. Until it is held
the slots that its applications ask for are refused to everybody else, at kiosk and counter.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from booking_service.policy.checks import Refusal
from booking_service.policy.lottery import draw_id, lottery_of
from booking_service.service.booking import Choice
from booking_service.service.office import Office
from booking_service.storage.ports import Reader

_MINUTE = timedelta(minutes=1)


def refusal_if_undrawn(
    office: Office, reader: Reader, choice: Choice, now: datetime
) -> Refusal | None:
    """``not_open_yet`` while an application for one of the units and slots waits for its draw;
    ``opens_at`` is when the draw is due, or the next full minute where that is past: it is tried
    again every second. The choice must fit its room."""
    city = office.city
    room = city.room(choice.room_id)
    rule = lottery_of(city.klass(room.class_id), choice.date)
    if rule is None:
        return None
    name = draw_id(rule, choice.date)
    if name in office.settled_draws:
        return None
    draw = reader.draw(name)
    if draw is None or draw.drawn_at is not None:
        # One that nobody committed to before its slots could be had will not come any more.
        office.settled_draws.add(name)
        return None
    units = {unit for way in choice.ways(city) for unit in way}
    for room_id, picked, slots in reader.wanted_of(name, choice.date):
        asked = picked or tuple(unit.id for unit in city.room(room_id).units)
        if not units.isdisjoint(asked) and set(slots) & set(choice.slots):
            soon = now.replace(second=0, microsecond=0) + _MINUTE
            return Refusal("not_open_yet", {"opens_at": max(draw.plan.draw_at, soon)})
    return None
