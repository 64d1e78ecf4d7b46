"""Releases of the kiosk's program, and which of them terminals are to run."""

from __future__ import annotations

from booking_service.storage.migrations.script import step

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    step(revision, "up")


def downgrade() -> None:
    step(revision, "down")
