"""Steps the service takes by itself when they are due, and what it drops with time."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from booking_service.storage.records import DueJob


class JobReader(Protocol):
    """Questions that change nothing."""

    def due_jobs(self, now: datetime, limit: int) -> list[DueJob]:
        """What is due and not done, in order of due time."""
        ...


class JobStore(JobReader, Protocol):
    """What a command may change."""

    def plan(self, job: DueJob) -> None:
        """Plans a job once; a job that is planned already, or done, stays as it is."""
        ...

    def plan_again(self, job: DueJob) -> None:
        """Plans a job, whether or not it has been done before."""
        ...

    def job_done(self, job: DueJob, at: datetime) -> None: ...
    def take_job(self, job: DueJob, at: datetime) -> bool:
        """The same; False if it was done already."""
        ...

    def purge(self, forgotten_before: datetime, writes_before: datetime) -> None:
        """Drops deleted days, done jobs and ended sessions older than ``forgotten_before``, and
        answers to writes older than ``writes_before``."""
        ...
