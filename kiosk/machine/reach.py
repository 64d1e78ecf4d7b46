"""Whether the booking service can be reached from here, step by step. Needs no right."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final
from urllib.parse import urlsplit

from kiosk.clock import Clock
from kiosk.first_contact import Site
from kiosk.outcome import Refused
from kiosk.service_look import look


class Step(Enum):
    """In the order in which they are gone."""

    NAME = "name"  # the host's name has an address
    CONNECTION = "connection"  # something listens there
    ENCRYPTION = "encryption"  # and proves by a certificate that it is that host
    ANSWER = "answer"  # and answers as a booking service does


@dataclass(frozen=True, slots=True)
class StepEnd:
    """How a step ended. ``why``: what kept it, None if it did well."""

    step: Step
    why: Refused | None = None

    @property
    def ok(self) -> bool:
        return self.why is None


@dataclass(frozen=True, slots=True)
class Reach:
    """The steps that were taken; after one that failed there is no other. ``host`` of the service,
    ``proxy``: through which, empty for none."""

    steps: tuple[StepEnd, ...]
    host: str = ""
    proxy: str = ""

    @property
    def ok(self) -> bool:
        return all(one.ok for one in self.steps)


#: At which step each code of ``service_look.look`` comes up; any other at the last.
_FAILS_AT: Final = {
    "no_network": Step.NAME,
    "name_unknown": Step.NAME,
    "nobody_answers": Step.CONNECTION,
    "proxy_refuses": Step.CONNECTION,
    "ca_file_wrong": Step.ENCRYPTION,
    "no_tls": Step.ENCRYPTION,
    "certificate_dates": Step.ENCRYPTION,
    "certificate_over": Step.ENCRYPTION,
    "certificate_not_yet": Step.ENCRYPTION,
    "certificate_name": Step.ENCRYPTION,
    "certificate_foreign": Step.ENCRYPTION,
    "clock_wrong": Step.ENCRYPTION,
}


def reach(site: Site, clock: Clock) -> Reach:
    """Go the way to the service as the kiosk does: through its proxy, with its certificates."""
    found = look(site, clock)
    return way(site, found if isinstance(found, Refused) else None)


def way(site: Site, why: Refused | None) -> Reach:
    """The steps of a way that ended well, or for a reason."""
    service = urlsplit(site.url)
    last = None if why is None else _FAILS_AT.get(why.code, Step.ANSWER)
    ends: list[StepEnd] = []
    for step in Step:
        if step is last:
            ends.append(StepEnd(step, why))
            break
        if step is not Step.ENCRYPTION or service.scheme == "https":
            ends.append(StepEnd(step))
    return Reach(tuple(ends), service.hostname or "", urlsplit(site.proxy).netloc)
