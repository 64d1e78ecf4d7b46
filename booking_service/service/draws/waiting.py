"""The place of a loser among those to whom a win goes that nobody claims.

Only where the city gives such wins to runners-up, and only as long as a win may still be given up:
a place that can lead to nothing is not told. The order is that of the tickets, which anybody can
work out from the published draw.
"""

from __future__ import annotations

from datetime import datetime

from booking_service.policy.draw import ticket
from booking_service.policy.lottery import lottery_of
from booking_service.policy.model import ApplicationState, City
from booking_service.policy.rules import Unclaimed
from booking_service.service.draws.runners_up import wants
from booking_service.service.shapes import Waiting
from booking_service.service.views import times_of
from booking_service.storage.ports import Reader
from booking_service.storage.records import ApplicationRecord


def waiting_place(
    city: City, reader: Reader, record: ApplicationRecord, now: datetime
) -> Waiting | None:
    """Where an application stands in the queue for wins it wanted; None if it waits for nothing."""
    use = record.use
    room = city.room(use.room_id)
    rule = lottery_of(city.klass(room.class_id), use.date)
    if record.state != ApplicationState.LOST or rule is None:
        return None
    draw = reader.draw(record.draw_id) if rule.unclaimed is Unclaimed.RUNNER_UP else None
    if draw is None or draw.seed is None or draw.published_at is None:
        return None
    until = times_of(city, room, use.date).claim_until
    open_wins = [
        win
        for win in reader.won_on(draw.id, use.date)
        if (ends := win.claim_until or until) is not None
        and now < ends
        and wants(city, record, win)
    ]
    if not open_wins:
        return None
    seed = bytes.fromhex(draw.seed)
    queue = sorted(
        (
            one
            for one in reader.lost_on(draw.id, use.date)
            if any(wants(city, one, win) for win in open_wins)
        ),
        key=lambda one: ticket(seed, one.token),
    )
    place = next(place for place, one in enumerate(queue, start=1) if one.id == record.id)
    return {"place": place, "of": len(queue)}
