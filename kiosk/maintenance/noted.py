"""What is done at the machine's own console, in the audit log as what is done on the glass: noted
before it is done, and not done where that fails."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from kiosk.clock import TOKYO
from kiosk.maintenance.audit import Actor, AuditLog, NotKept, Result
from kiosk.settings import Settings

Ended = TypeVar("Ended")


def noted(
    settings: Settings, action: str, work: Callable[[], Ended], why_not: Callable[[Ended], str]
) -> Ended | NotKept:
    """Do it. ``why_not``: the code of what kept it from being done, empty for nothing;
    ``NotKept``: it was not even begun."""
    audit = AuditLog(settings.audit_folder, settings.kiosk_id, lambda: datetime.now(TOKYO))
    not_kept = audit.say(Actor.CONSOLE, action, Result.ASKED)
    if not_kept is not None:
        return not_kept
    ended = work()
    code = why_not(ended)
    audit.say(Actor.CONSOLE, action, Result.REFUSED if code else Result.DONE, code)
    return ended
