"""What several processes on one database agree on."""

from __future__ import annotations

from booking_service.storage.migrations.script import step

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    step(revision, "up")


def downgrade() -> None:
    step(revision, "down")
