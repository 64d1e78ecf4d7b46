"""A finding in words of the catalogue, for the glass and for paper: what, and what to do."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Protocol

from kiosk.outcome import Refused
from kiosk.readiness.finding import Finding, Verdict

#: Codes of ``kiosk/service_look.py`` with words of their own: ``maintenance.reach.why.CODE``.
OF_THE_LINE: Final = (
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
#: What else is found; the wording is ``maintenance.finding.CODE``.
CODES: Final = (
    "ready",
    "paper_low",
    "no_paper",
    "cover_open",
    "no_answer",
    "cannot_tell",
    "cutter",
    "overheated",
    "mechanism",
    "offline",
    "not_there",
    "not_allowed",
    "busy",
    "not_a_printer",
    "broken",
    "not_installed",
    "in_use",
    "fault",
    "none_configured",
    "unused",
    "jack_unknown",
    "plugged",
    "not_plugged",
    "not_in_time",
    "line_up",
    "cannot_ask",
    "clock_right",
    "clock_off",
    "certificate_good",
    "certificate_soon",
    "certificate_over",
    "certificate_none",
    "credential_taken",
    "credential_refused",
    "cache_fresh",
    "cache_old",
    "cache_empty",
    "room",
    "little_room",
    "not_writable",
    "pin_set",
    "pin_not_set",
    "pin_file_damaged",
    "pin_file_unreadable",
    "cannot_keep",
    "version",
    "other_version",
    "all_out",
    "unprinted",
    "receipts_damaged",
    "none_open",
    "writes_open",
    "writes_stuck",
    "writes_for_staff",
)
_VERDICTS: Final = {
    Verdict.PASS: "pass",
    Verdict.WARN: "warn",
    Verdict.FAIL: "fail",
    Verdict.NONE: "unjudged",
}
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


class Texts(Protocol):
    """The wording, of a screen or of a paper."""

    def text(self, key: str, **values: object) -> str: ...
    def instant(self, i: datetime) -> str: ...


def name_of(finding: Finding, words: Texts) -> str:
    """What it is about, and which one of several."""
    part = words.text(f"maintenance.devices.part.{finding.part.value}")
    return f"{part} ({finding.name})" if finding.name else part


def verdict_of(finding: Finding, words: Texts) -> str:
    return words.text(f"maintenance.devices.{_VERDICTS[finding.verdict]}")


def said_of(finding: Finding, words: Texts) -> str:
    """How it is, and what to do where something has to be done."""
    if finding.code in CODES:
        return words.text(f"maintenance.finding.{finding.code}", **finding.values)
    if finding.code in OF_THE_LINE:
        return why_not_reached(words, Refused(finding.code, finding.values))
    return words.text("maintenance.finding.other", code=finding.code)


def why_not_reached(words: Texts, why: Refused) -> str:
    """Codes are those of ``kiosk/service_look.py``."""
    code = why.code if why.code in OF_THE_LINE else "other"
    behind = why.details.get("behind_seconds")
    if code == "clock_wrong" and isinstance(behind, int):
        which = "clock_behind" if behind > 0 else "clock_ahead"
        return words.text(f"maintenance.reach.why.{which}", span=span(words, abs(behind)))
    day = _day(words, why.details.get("since", why.details.get("until")))
    if code in ("certificate_over", "certificate_not_yet") and not day:
        code = "certificate_dates"
    return words.text(f"maintenance.reach.why.{code}", day=day, code=why.code)


def span(words: Texts, seconds: int) -> str:
    """So many minutes, hours or days, rounded up: never two of them."""
    for unit, length in (("days", _DAY), ("hours", _HOUR)):
        if seconds >= 2 * length:
            return words.text(f"maintenance.span.{unit}", count=-(-seconds // length))
    return words.text("maintenance.span.minutes", count=max(1, -(-seconds // _MINUTE)))


def _day(words: Texts, told: object) -> str:
    """The day of an instant as root's side says it; empty if it says none."""
    try:
        return words.instant(datetime.fromisoformat(told)) if isinstance(told, str) else ""
    except ValueError:
        return ""
