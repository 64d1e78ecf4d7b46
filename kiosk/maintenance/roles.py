"""Who opens maintenance mode."""

from __future__ import annotations

from enum import Enum


class Role(Enum):
    """The value is its name in files, in the audit log and on the command line."""

    STAFF = "staff"
    TECHNICIAN = "technician"

    def may(self, needed: Role) -> bool:
        """Whether what is for ``needed`` is open to this role: a technician may all of it."""
        return self is needed or self is Role.TECHNICIAN
