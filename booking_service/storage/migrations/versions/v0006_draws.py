"""A draw can be checked by anyone: its list, its entropy, its result file."""

from __future__ import annotations

from booking_service.storage.migrations.script import step

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    step(revision, "up")


def downgrade() -> None:
    step(revision, "down")
