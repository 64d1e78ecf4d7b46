"""Steps that the service takes by itself when they are due, and what it drops with time."""

from __future__ import annotations

from datetime import datetime

from booking_service.storage.records import DueJob
from booking_service.storage.sql.convert import instant, seconds
from booking_service.storage.sql.session import Part, Row

_DUE = (
    "SELECT kind, subject, due_at FROM due_job WHERE done_at IS NULL AND due_at <= ?"
    " ORDER BY due_at, kind, subject LIMIT ?"
)
_PLAN = (
    "INSERT INTO due_job (kind, subject, due_at) VALUES (?, ?, ?)"
    " ON CONFLICT (kind, subject) DO NOTHING"
)
_PLAN_AGAIN = (
    "INSERT INTO due_job (kind, subject, due_at) VALUES (?, ?, ?)"
    " ON CONFLICT (kind, subject) DO UPDATE SET due_at = excluded.due_at, done_at = NULL"
)
_DONE = "UPDATE due_job SET done_at = ? WHERE kind = ? AND subject = ?"
_TAKE = f"{_DONE} AND done_at IS NULL RETURNING kind"
# Dropped once nobody needs them any more.
_FORGET = (
    "DELETE FROM room_day WHERE deleted_at < ?",
    "DELETE FROM offer_day WHERE deleted_at < ?",
    # The steps of draws stay: a month in sight is planned every day, and must not be drawn again.
    "DELETE FROM due_job WHERE done_at < ? AND kind IN ('day', 'reset', 'unpaid', 'used')",
    "DELETE FROM resident_session WHERE expires_at < ?",
    "DELETE FROM staff_session WHERE expires_at < ?",
    "DELETE FROM enrolment_code WHERE expires_at < ?",
    # By then no step is taken again that could queue one a second time.
    "DELETE FROM mail WHERE state = 'sent' AND ended_at < ?",
)
_FORGET_WRITES = "DELETE FROM write WHERE made_at < ?"


def _job(row: Row) -> DueJob:
    return DueJob(row[0], row[1], instant(row[2]))


class JobReads(Part):
    """See ``ports.jobs``."""

    def due_jobs(self, now: datetime, limit: int) -> list[DueJob]:
        return self._all(_job, _DUE, (seconds(now), limit))


class JobWrites(JobReads):
    """See ``ports.jobs``."""

    def plan(self, job: DueJob) -> None:
        self.sql.do(_PLAN, (job.kind, job.subject, seconds(job.due_at)))

    def plan_again(self, job: DueJob) -> None:
        self.sql.do(_PLAN_AGAIN, (job.kind, job.subject, seconds(job.due_at)))

    def job_done(self, job: DueJob, at: datetime) -> None:
        self.sql.do(_DONE, (seconds(at), job.kind, job.subject))

    def take_job(self, job: DueJob, at: datetime) -> bool:
        return bool(self.sql.rows(_TAKE, (seconds(at), job.kind, job.subject)))

    def purge(self, forgotten_before: datetime, writes_before: datetime) -> None:
        for statement in _FORGET:
            self.sql.do(statement, (seconds(forgotten_before),))
        self.sql.do(_FORGET_WRITES, (seconds(writes_before),))
