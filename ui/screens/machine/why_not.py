"""Why the booking service is not reached, or did not enrol this terminal: what, and what to do."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from kiosk.journeys.machine_care import PREFIX

if TYPE_CHECKING:
    from kiosk.outcome import Refused
    from ui.wording.words import Words

#: Codes of ``kiosk/service_look.py`` with words of their own: ``maintenance.reach.why.CODE``.
OF_THE_WAY: Final = (
    "no_network",
    "name_unknown",
    "nobody_answers",
    "proxy_refuses",
    "no_tls",
    "certificate_dates",
    "certificate_over",
    "certificate_not_yet",
    "certificate_name",
    "certificate_foreign",
    "ca_file_wrong",
    "clock_wrong",
    "no_booking_service",
)
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
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def why_not_reached(words: Words, why: Refused) -> str:
    """Codes are those of ``kiosk/service_look.py``."""
    code = why.code if why.code in OF_THE_WAY else "other"
    behind = why.details.get("behind_seconds")
    if code == "clock_wrong" and isinstance(behind, int):
        which = "clock_behind" if behind > 0 else "clock_ahead"
        return words.text(f"maintenance.reach.why.{which}", span=span(words, abs(behind)))
    day = _day(words, why.details.get("since", why.details.get("until")))
    if code in ("certificate_over", "certificate_not_yet") and not day:
        code = "certificate_dates"
    return words.text(f"maintenance.reach.why.{code}", day=day, code=why.code)


def why_not_enrolled(words: Words, why: Refused) -> str:
    """Codes are those of ``kiosk/enrolling.py`` and of root's side, with the machine's prefix."""
    code = why.code.removeprefix(PREFIX)
    if code not in OF_ENROLLING:
        return why_not_reached(words, type(why)(code, why.details))
    wait = why.details.get("retry_after")
    left = span(words, wait if isinstance(wait, int) else _MINUTE)
    return words.text(f"maintenance.enrol.why.{code}", span=left)


def span(words: Words, seconds: int) -> str:
    """So many minutes, hours or days, rounded up: never two of them."""
    for unit, length in (("days", _DAY), ("hours", _HOUR)):
        if seconds >= 2 * length:
            return words.text(f"maintenance.span.{unit}", count=-(-seconds // length))
    return words.text("maintenance.span.minutes", count=max(1, -(-seconds // _MINUTE)))


def _day(words: Words, told: object) -> str:
    """The day of an instant as root's side says it; empty if it says none."""
    try:
        return words.instant(datetime.fromisoformat(told)) if isinstance(told, str) else ""
    except ValueError:
        return ""
