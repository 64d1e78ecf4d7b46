"""Why the booking service did not enrol this terminal: what, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kiosk.journeys.machine_care import PREFIX
from kiosk.readiness.wording import span, why_not_reached

if TYPE_CHECKING:
    from kiosk.outcome import Refused
    from ui.wording.words import Words

#: Those of ``kiosk/enrolling.py`` and of root's side: ``maintenance.enrol.why.CODE``.
OF_ENROLLING: Final = (
    "code_unfit",
    "code_wrong",
    "too_many_attempts",
    "service_busy",
    "not_stored",
    "settings_wrong",
    "not_installed",
    "not_allowed",
    "no_answer",
)
_MINUTE: Final = 60


def why_not_enrolled(words: Words, why: Refused) -> str:
    """Codes are those of ``kiosk/enrolling.py`` and of root's side, with the machine's prefix."""
    code = why.code.removeprefix(PREFIX)
    if code not in OF_ENROLLING:
        return why_not_reached(words, type(why)(code, why.details))
    wait = why.details.get("retry_after")
    left = span(words, wait if isinstance(wait, int) else _MINUTE)
    return words.text(f"maintenance.enrol.why.{code}", span=left)
