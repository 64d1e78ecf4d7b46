"""Bookings keep the version of their rules, and when they last changed."""

from __future__ import annotations

from booking_service.storage.migrations.script import step

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    step(revision, "up")


def downgrade() -> None:
    step(revision, "down")
