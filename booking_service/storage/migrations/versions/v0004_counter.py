"""Counter work: accounts of staff, a chained audit log, closings, notices, changes of bookings."""

from __future__ import annotations

from booking_service.storage.migrations.script import step

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    step(revision, "up")


def downgrade() -> None:
    step(revision, "down")
