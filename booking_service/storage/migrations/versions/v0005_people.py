"""Personal data is sealed; registrations, cards, mails and looks at personal data are kept."""

from __future__ import annotations

from booking_service.storage.migrations.script import step

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    step(revision, "up")


def downgrade() -> None:
    step(revision, "down")
