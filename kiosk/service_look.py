"""One look at a booking service before anything is trusted to it: does it answer, which city is it,
how long is its certificate good, and do its clock and this machine's agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, Final

from kiosk.clock import Clock
from kiosk.first_contact import Contact, Lifetime, Site, call, call_whatever_the_date
from kiosk.outcome import Refused

PATH: Final = "/v1/kiosk/city"
#: A machine whose clock is further off than this has no time server, or a wrong one.
CLOCK_TOLERANCE: Final = timedelta(minutes=2)
#: A certificate that ends sooner than this should be seen to now.
SOON: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Named:
    """A city or a facility: its id and its name by language."""

    id: str
    name: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ServiceFound:
    """A booking service. ``behind``: how far this machine's clock is behind the service's, negative
    if it is ahead, None if the service did not say; ``lifetime`` as in ``Contact``."""

    city: Named
    facilities: tuple[Named, ...]
    lifetime: Lifetime | None
    behind: timedelta | None

    @property
    def clock_is_wrong(self) -> bool:
        return self.behind is not None and abs(self.behind) > CLOCK_TOLERANCE

    def ends_soon(self, now: datetime) -> bool:
        return self.lifetime is not None and self.lifetime.ends - now < SOON


def look(site: Site, clock: Clock) -> ServiceFound | Refused:
    """Look once.

    Codes are those of ``first_contact.call``, with ``certificate_dates`` told apart:
    ``certificate_over`` (``since``), ``certificate_not_yet`` (``until``), and ``clock_wrong``
    (``behind_seconds``) where the certificate is good by the service's own clock.
    """
    answer = call(site, "GET", PATH)
    if answer == Refused("certificate_dates"):
        return _why_the_dates(site, clock)
    if isinstance(answer, Refused):
        return answer
    if answer.status != HTTPStatus.OK:
        return Refused("no_booking_service")
    found = _found(answer, clock)
    return found if found is not None else Refused("no_booking_service")


def _found(answer: Contact, clock: Clock) -> ServiceFound | None:
    document = answer.document() or {}
    city = _named(document.get("city"))
    listed = document.get("facilities")
    facilities = [_named(one) for one in listed] if isinstance(listed, list) else []
    if city is None:
        return None
    behind = None if answer.at is None else answer.at - clock.now()
    return ServiceFound(
        city, tuple(one for one in facilities if one is not None), answer.lifetime, behind
    )


def _named(found: Any) -> Named | None:  # noqa: ANN401 - whatever a stranger's JSON holds
    match found:
        case {"id": str(name), "name": {"ja": str()} as texts}:
            return Named(name, {str(k): v for k, v in texts.items() if isinstance(v, str)})
        case _:
            return None


def _why_the_dates(site: Site, clock: Clock) -> Refused:
    """The certificate is not good today: is it the certificate, or this machine's today?"""
    now = clock.now()
    answer = call_whatever_the_date(site, PATH)
    if isinstance(answer, Refused) or answer.lifetime is None:
        return Refused("certificate_dates")
    begins, ends = answer.lifetime.begins, answer.lifetime.ends
    if answer.at is not None and begins <= answer.at <= ends and not begins <= now <= ends:
        return Refused("clock_wrong", {"behind_seconds": int((answer.at - now).total_seconds())})
    if now < begins:
        return Refused("certificate_not_yet", {"until": begins.isoformat()})
    if now > ends:
        return Refused("certificate_over", {"since": ends.isoformat()})
    return Refused("certificate_dates")  # that of an authority between
