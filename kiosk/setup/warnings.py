"""What is no obstacle, and yet wants to be known."""

from __future__ import annotations

from datetime import datetime

from kiosk.outcome import Refused
from kiosk.service_look import ServiceFound


def warnings(found: ServiceFound, now: datetime) -> tuple[Refused, ...]:
    """Of a service that answers: a clock that is off, a certificate that ends soon."""
    made: list[Refused] = []
    if found.clock_is_wrong and found.behind is not None:
        made.append(Refused("clock_off", {"behind_seconds": int(found.behind.total_seconds())}))
    if found.lifetime is not None and found.ends_soon(now):
        made.append(Refused("certificate_soon", {"until": found.lifetime.ends.isoformat()}))
    return tuple(made)
