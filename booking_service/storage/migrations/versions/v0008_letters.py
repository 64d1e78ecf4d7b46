"""The letters of a day are found by room and day, however many rooms a day has."""

from __future__ import annotations

from booking_service.storage.migrations.script import step

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    step(revision, "up")


def downgrade() -> None:
    step(revision, "down")
