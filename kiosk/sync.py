"""Keeps the kiosk's availability in step with the service, one round at a time.

Follows the service's feed (RPDE: ordered pages, ``afterChangeNumber``, deletions). The first sync
and a change of generation are gathered beside the calendar that is shown and swapped in whole.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from kiosk import events
from kiosk.booking_client import BookingClient, Facilities, Fetched, Unchanged
from kiosk.clock import Clock
from kiosk.feed import FeedStep, read_page
from kiosk.model import City
from kiosk.outcome import Refused
from kiosk.settings import ServiceSettings
from offline_cache.availability import AvailabilityCache, Cursor, Document
from offline_cache.database import SetAside, StorageTrouble

#: What a step of a round can end with, besides ``None`` for "done".
Trouble = Refused | StorageTrouble

#: A terminal that was shut out is let in by a technician, who starts it anew. That it asks at all
#: is for a service whose data were brought back.
SHUT_OUT_SECONDS = 300.0

#: How much of a wait may be cut off by chance, so that kiosks do not all come back at one moment.
_JITTER = 0.2

#: What hardly ever changes is asked for once in so many times that master data is.
_STANDING_EVERY = 12


class RoundEnd(Enum):
    """How a round of syncing ended."""

    AGREED = "agreed"  # the calendar agreed with the service at the end of the round
    LINE_DOWN = "line_down"
    SHUT_OUT = "shut_out"  # the service does not know this terminal: a technician enrols it anew
    SERVICE_TROUBLE = "service_trouble"  # it answered, but with nothing that can be used
    DISK_TROUBLE = "disk_trouble"  # full, unwritable or damaged; damaged was replaced
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Source:
    """Where availability comes from, of which city it must be, and how often to ask.

    ``home_facility``: where the kiosk stands; the city should have it.
    """

    client: BookingClient
    city: str
    home_facility: str
    settings: ServiceSettings


class Sync:
    """Follows the feed into the cache. ``round`` does it once; ``step`` is for ``Background``."""

    def __init__(
        self,
        source: Source,
        cache: AvailabilityCache,
        clock: Clock,
        on_set_aside: Callable[[SetAside], None],
    ) -> None:
        self._client = source.client
        self._city = source.city
        self._home_facility = source.home_facility
        self._cache = cache
        self._settings = source.settings
        self._clock = clock
        self._on_set_aside = on_set_aside
        self._documents_at: float | None = None
        #: Of the texts that this run has kept: what comes first is looked at whole, whatever was
        #: kept before.
        self._tags: dict[Document, str] = {}
        self._standing_in = 0  # times that master data comes before what hardly ever changes does
        self._stop = threading.Event()
        self._delay = self._settings.retry_first_seconds
        self._chance = random.Random()  # noqa: S311 - for spreading kiosks in time, not for secrets

    def stop(self) -> None:
        """End a running round after its page."""
        self._stop.set()

    def step(self) -> float:
        """A round, and after how many seconds the next is due: longer each time it fails."""
        end = self.round()
        if end is RoundEnd.AGREED:
            self._delay = self._settings.retry_first_seconds
            return self._spread(self._settings.poll_seconds)
        if end is RoundEnd.SHUT_OUT:
            return self._spread(SHUT_OUT_SECONDS)
        delay = self._delay
        self._delay = min(2 * delay, self._settings.retry_most_seconds)
        return self._spread(delay)

    def round(self) -> RoundEnd:
        """Fetch master data when it is due, and what changed, up to the end of the feed."""
        trouble = self._documents() or self._feed()
        match trouble:
            case None:
                return RoundEnd.STOPPED if self._stop.is_set() else RoundEnd.AGREED
            case Refused(code="line_down"):
                return RoundEnd.LINE_DOWN
            case Refused(code="kiosk_unknown"):
                return RoundEnd.SHUT_OUT
            case Refused(code=code):
                events.say(events.SYNC_TROUBLE, events.Outcome.FAILED, code)
                return RoundEnd.SERVICE_TROUBLE
            case StorageTrouble():
                events.say(events.SYNC_TROUBLE, events.Outcome.FAILED, trouble.value)
                if trouble is StorageTrouble.DAMAGED:
                    self._replace_cache()
                return RoundEnd.DISK_TROUBLE

    def _documents(self) -> Trouble | None:
        now = self._clock.steady()
        due_after = self._settings.master_data_seconds
        if self._documents_at is not None and now - self._documents_at < due_after:
            return None
        fetchers = {
            Document.CITY: self._client.city,
            Document.FACILITIES: self._client.facilities,
            Document.NOTICES: self._client.notices,
        }
        for document, fetch in fetchers.items():
            fetched = fetch(self._tags.get(document))
            match fetched:
                case Refused():
                    return fetched
                case Unchanged():
                    continue
                case Fetched(value=City(id=city)) if city != self._city:
                    return Refused("wrong_city")
                case Fetched(value=Facilities() as found):
                    self._look_for_home(found)
            trouble = self._keep(document, fetched)
            if trouble is not None:
                return trouble
        standing = self._standing() if self._standing_in == 0 else None
        if standing is not None:
            return standing
        self._standing_in = (self._standing_in or _STANDING_EVERY) - 1
        self._documents_at = now
        return None

    def _standing(self) -> Trouble | None:
        """The guide, the counters and the other services. One of them that does not come keeps
        nobody from booking: what was kept before stays."""
        fetchers = {
            Document.GUIDE: self._client.guide,
            Document.COUNTERS: self._client.counters,
            Document.LINKS: self._client.links,
        }
        for document, fetch in fetchers.items():
            fetched = fetch(self._tags.get(document))
            if isinstance(fetched, Refused) and fetched.code == "line_down":
                return fetched
            trouble = self._keep(document, fetched) if isinstance(fetched, Fetched) else None
            if trouble is not None:
                return trouble
        return None

    def _keep(self, document: Document, fetched: Fetched[Any]) -> StorageTrouble | None:
        """Keeps a document, and its tag once it is kept."""
        self._tags.pop(document, None)
        trouble = self._cache.keep(document, fetched.content)
        if trouble is None and fetched.tag is not None:
            self._tags[document] = fetched.tag
        return trouble

    def _look_for_home(self, found: Facilities) -> None:
        """A kiosk whose facility is unknown goes on without its name in the header."""
        if all(facility.id != self._home_facility for facility in found.facilities):
            events.say(events.HOME_UNKNOWN, events.Outcome.FAILED)

    def _feed(self) -> Trouble | None:
        gathered, current = self._cache.next_cursor(), self._cache.cursor()
        match gathered, current:
            case StorageTrouble() as trouble, _:
                return trouble
            case _, StorageTrouble() as trouble:
                return trouble
            case None, Cursor() as current:
                return self._follow(current)
            case (Cursor() | None) as gathered, _:
                return self._gather(gathered)

    def _follow(self, current: Cursor) -> Trouble | None:
        """Apply what changed to the calendar that is shown."""
        while not self._stop.is_set():
            asked_at = self._clock.now()
            step = self._page(current.generation, current.number)
            if isinstance(step, Refused):
                if step.code != "generation_changed":
                    return step
                events.say(events.SYNC_STARTED_OVER)
                return self._gather(None)
            if step.is_end:
                return self._cache.agreed(asked_at)
            trouble = self._cache.follow(step.changes, step.reached)
            if trouble is not None:
                return trouble
            current = step.reached
        return None

    def _gather(self, gathered: Cursor | None) -> Trouble | None:
        """Read a generation beside the calendar that is shown.

        ``gathered``: how far an earlier round came with it; None to start with the one that runs.
        """
        if gathered is None:
            trouble = self._cache.begin_next()
            if trouble is not None:
                return trouble
        while not self._stop.is_set():
            asked_at = self._clock.now()
            step = (
                self._page(None, 0)
                if gathered is None
                else self._page(gathered.generation, gathered.number)
            )
            if isinstance(step, Refused):
                return self._not_gathered(step)
            trouble = self._cache.gather(step.changes, step.reached)
            if trouble is not None:
                return trouble
            if step.is_end:
                events.say(events.SYNC_DONE)
                return self._cache.swap(asked_at)
            gathered = step.reached
        return None

    def _not_gathered(self, refused: Refused) -> Trouble:
        """A generation that is no more is given up; the next round starts with the one that is."""
        given_up = refused.code == "generation_changed"
        trouble = self._cache.begin_next() if given_up else None
        return refused if trouble is None else trouble

    def _page(self, generation: str | None, after: int) -> FeedStep | Refused:
        page = self._client.feed(generation, after, self._settings.feed_page_items)
        return page if isinstance(page, Refused) else read_page(page, generation, after)

    def _replace_cache(self) -> None:
        self._on_set_aside(self._cache.replace_damaged(self._clock.now()))
        self._documents_at, self._standing_in = None, 0
        self._tags.clear()

    def _spread(self, seconds: float) -> float:
        return seconds * (1 - _JITTER * self._chance.random())
