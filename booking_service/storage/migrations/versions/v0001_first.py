"""The first schema; there is no way down from it."""

from __future__ import annotations

from booking_service.storage.migrations.script import step

revision = "0001"
down_revision = None


def upgrade() -> None:
    step(revision, "up")
