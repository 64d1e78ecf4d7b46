"""What is done at the machine's own console, in the audit log as what is done on the glass: noted
before it is done, and not done where that fails."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from kiosk.clock import TOKYO
from kiosk.maintenance.audit import Actor, AuditLog, NotKept, Result
from kiosk.settings import Settings, SettingsError, load

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


def noted_if_set_up(
    config: Path, action: str, work: Callable[[], Ended], why_not: Callable[[Ended], str]
) -> Ended | NotKept:
    """The same for what has to be possible while the settings are wrong, which say where the log
    is: then it is done all the same, and told."""
    try:
        settings = load(config)
    except SettingsError as error:
        sys.stderr.write(f"kiosk: not noted in the audit log: {error}\n")
        return work()
    return noted(settings, action, work, why_not)
