"""Works off what is due, in order of due time and with the due time as the clock.

So a service that was switched off for days takes the same steps in the same order when it is back:
a day begins, its draw is held, results are published, wins lapse, unpaid reservations are deleted.
Every step may be run twice. One that fails is tried again at the next look; until it has been taken
the later steps of its own subject wait, for results cannot be published before they are drawn. It
holds up no other subject.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import date
from functools import partial
from itertools import takewhile

from booking_service.policy.instants import start_of
from booking_service.service import days, reserving
from booking_service.service.draws import drawing, runners_up
from booking_service.service.due import JobKind
from booking_service.service.office import Office
from booking_service.service.people import life as registration_life
from booking_service.service.people import reset
from booking_service.storage.ports import Store, WriterBusyError
from booking_service.storage.records import DueJob

log = logging.getLogger(__name__)

#: Jobs read at one look.
LOOK = 256
#: Jobs that take many commands of the writer, each waiting for the one before.
_LONG = frozenset(
    {JobKind.CLOSE, JobKind.DAY, JobKind.DRAW, JobKind.PUBLISH, JobKind.LAPSE, JobKind.RESET}
)


class NotYetError(Exception):
    """A step waits for something from outside; the later steps of its subject wait with it."""


class DueJobs:
    """Takes the steps whose time has come."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._one_at_a_time = asyncio.Lock()
        self._looked_on: date | None = None
        self._begun = False

    async def begin(self) -> None:
        """Makes the days in sight when the service starts, then catches up. Where several processes
        share a database one of them does; another begins when it takes over."""
        await self.catch_up()

    async def _make_days(self) -> None:
        now = self._office.now()
        with self._office.database.reading() as reader:
            behind = reader.due_jobs(now, LOOK)
        # Days that were missed are taken one by one, so that each step finds the days it knew.
        if not any(job.kind == JobKind.DAY for job in behind):
            today = now.date()
            await days.begin_day(self._office, today, start_of(today))

    async def watch(self) -> None:
        """Looks again and again, until cancelled."""
        nap = self._office.limits.longest_nap.total_seconds()
        while True:
            try:
                await self.catch_up()
            except WriterBusyError:
                log.warning("due jobs wait: the writer is busy")
            except Exception:
                log.exception("looking for due jobs failed")
            await asyncio.sleep(nap)

    async def catch_up(self) -> None:
        """Takes every step that is due now."""
        async with self._one_at_a_time:
            if not self._office.database.leads():
                self._begun = False
                return
            if not self._begun:
                await self._make_days()
                self._begun = True
            await self._notice_a_clock_set_back()
            failed: set[str] = set()  # subjects
            while jobs := self._next(failed):
                steps = (self._take(job) for job in jobs)
                outcomes = await asyncio.gather(*steps, return_exceptions=True)
                for job, outcome in zip(jobs, outcomes, strict=True):
                    match outcome:
                        case WriterBusyError():
                            raise outcome
                        case NotYetError():
                            failed.add(job.subject)
                        case Exception():
                            log.error("a due job of kind %s failed", job.kind, exc_info=outcome)
                            failed.add(job.subject)

    async def _notice_a_clock_set_back(self) -> None:
        """While it was ahead, days still to come were taken away as past."""
        today, before = self._office.now().date(), self._looked_on
        if before is not None and today < before:
            log.warning("the clock was set back; the days from %s on are made again", today)
            self._office.settled_draws.clear()
            await days.begin_day(self._office, today, start_of(today))
        self._looked_on = today

    def _next(self, failed: set[str]) -> list[DueJob]:
        """The job that is due first; with it those after it that the writer does in one step each.

        They are queued in order and so done in order, and share a commit.
        """
        with self._office.database.reading() as reader:
            due = reader.due_jobs(self._office.now(), LOOK + len(failed) * len(JobKind))
        jobs = [job for job in due if job.subject not in failed]
        together = list(takewhile(lambda job: job.kind not in _LONG, jobs))
        return together or jobs[:1]

    async def _take(self, job: DueJob) -> None:
        office, at = self._office, job.due_at
        match JobKind(job.kind):
            case JobKind.DAY:
                await days.begin_day(office, at.date(), at)
                await registration_life.begin_day(office, at.date())
                await office.write(lambda store: store.job_done(job, at))
            case JobKind.CLOSE:
                await drawing.close(office, job.subject)
                await office.write(lambda store: store.job_done(job, at))
            case JobKind.DRAW:
                if not await drawing.hold(office, job.subject, at):
                    raise NotYetError
                await office.write(lambda store: store.job_done(job, at))
            case JobKind.PUBLISH:
                await drawing.publish(office, job.subject, at)
                await office.write(lambda store: store.job_done(job, at))
            case JobKind.LAPSE:
                size = office.limits.results_in_one_command
                lapse = partial(runners_up.lapse, office, job, size)
                while not await office.write(lapse):
                    pass
            case JobKind.RESET:
                await reset.work_off(office, job)
            case _:
                await office.write(partial(_step, job))


def _step(job: DueJob, store: Store) -> None:
    match JobKind(job.kind):
        case JobKind.CONFIRM:
            reserving.confirm(store, int(job.subject), job.due_at)
        case JobKind.UNPAID:
            reserving.expire_unpaid(store, int(job.subject), job.due_at)
        case JobKind.USED:
            reserving.mark_used(store, int(job.subject), job.due_at)
        case _:
            raise ValueError(f"a job of kind {job.kind} takes more than one step")
    store.job_done(job, job.due_at)
