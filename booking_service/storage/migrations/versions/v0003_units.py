"""A slot is held by unit (面), so that rooms can share and rooms can have several."""

from __future__ import annotations

from booking_service.storage.migrations.script import step

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    step(revision, "up")


def downgrade() -> None:
    step(revision, "down")
