"""Why something cannot be done, in words: every code of the service and of the kiosk itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Final

from kiosk.journeys.deed_kind import DeedKind
from kiosk.outcome import Refused
from ui.wording.words import Words


class Next(Enum):
    """Where the large button of a refusal leads."""

    BACK = "back"
    HOURS = "hours"
    LOOK = "look"
    MENU = "menu"
    HOME = "home"
    RENEW = "renew"


#: Every code that may reach a resident, with the way on. ``docs/architecture.md`` lists the
#: service's codes, ``kiosk/outcome.py`` the kiosk's own; a code of neither is told as ``other``.
#: ``wrong_secret`` is ``wrong_credentials`` where the secret alone was asked for, ``not_shown`` is
#: ``service_answer_wrong`` where something was to be seen, not done.
NEXT: Final[Mapping[str, Next]] = {
    "wrong_credentials": Next.BACK,
    "wrong_secret": Next.BACK,
    "too_many_attempts": Next.HOME,
    "session_ended": Next.HOME,
    "confirmation_needed": Next.BACK,
    "kiosk_unknown": Next.HOME,
    "not_found": Next.MENU,
    "slot_taken": Next.HOURS,
    "closed_day": Next.BACK,
    "not_open_yet": Next.BACK,
    "window_closed": Next.LOOK,
    "too_late": Next.BACK,
    "counter_only": Next.BACK,
    "over_capacity": Next.BACK,
    "quota_full": Next.MENU,
    "duplicate_application": Next.MENU,
    "suspended": Next.MENU,
    "registration_expired": Next.MENU,
    "registration_unfinished": Next.HOME,
    "card_not_valid": Next.BACK,
    "registration_kind": Next.LOOK,
    "no_lottery": Next.LOOK,
    "purpose_not_allowed": Next.BACK,
    "slots_do_not_fit": Next.HOURS,
    "not_cancellable": Next.MENU,
    "cancel_by_telephone": Next.MENU,
    "out_of_hours": Next.LOOK,
    "secret_must_change": Next.RENEW,
    "not_claimable": Next.MENU,
    "not_changeable": Next.MENU,
    "paid_at_counter": Next.MENU,
    "at_counter": Next.MENU,
    "reset_at_counter": Next.HOME,
    "account_in_use": Next.MENU,
    "already_registered": Next.HOME,
    "secret_too_weak": Next.BACK,
    "secret_unclear": Next.MENU,
    "too_few_members": Next.BACK,
    "not_sent": Next.MENU,
    "write_closed": Next.MENU,
    "write_in_progress": Next.MENU,
    "cache_damaged": Next.HOME,
    "disk_full": Next.HOME,
    "disk_unwritable": Next.HOME,
    "service_answer_wrong": Next.HOME,
    "not_shown": Next.BACK,
    "other": Next.HOME,
}


@dataclass(frozen=True, slots=True)
class Told:
    title: str
    why: str
    instead: str
    next: Next


#: Why a secret is too weak (``booking_service/policy/weak_secrets.py``).
WEAKNESSES: Final = frozenset({"repeated", "running", "number", "birth_date", "unchanged"})

#: Refusals that mean: nothing came of it. They are headed by what was not done.
_NOT_DONE: Final = frozenset({"not_sent", "write_closed"})


def explain(refused: Refused, words: Words, deed: DeedKind | None = None) -> Told:
    """Words for a refusal, with its instants, numbers and names in the resident's language.

    ``deed``: what the resident was about to commit to, if anything.
    """
    code = refused.code if refused.code in NEXT else "other"
    values = _values(refused.details, words)
    complete = {name: values.get(name, words.text("refused.unknown")) for name in _FIELDS}
    return Told(
        title=words.text(
            f"deed.{deed.value}.not_done"
            if deed is not None and code in _NOT_DONE
            else f"refused.{code}.title",
            **complete,
        ),
        why=words.text(_why(refused, code), **complete),
        instead=words.text(f"refused.{code}.instead", **complete),
        next=NEXT[code],
    )


def _why(refused: Refused, code: str) -> str:
    """A city counts bookings, or the slots (コマ) of all of them."""
    if code == "quota_full" and refused.details.get("unit") == "slots":
        return "refused.quota_full.why_slots"
    return f"refused.{code}.why"


#: Every detail a wording may name; one that did not come is said as unknown, never as a crash.
_FIELDS: Final = (
    "opens_at",
    "closed_at",
    "until",
    "since",
    "tel",
    "capacity",
    "limit",
    "used",
    "scope",
    "number",
    "numbers",
    "reason",
    "minutes",
    "needed",
    "fee_yen",
    "percent",
)

_SECONDS_A_MINUTE: Final = 60


def _values(details: Mapping[str, object], words: Words) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, value in details.items():
        match name, value:
            case "opens_at", str():
                values[name] = words.instant(datetime.fromisoformat(value))
            case (("closed_at" | "until"), str()):
                values[name] = words.deadline(datetime.fromisoformat(value))
            case "since", str():
                values[name] = words.date(date.fromisoformat(value[:10]))
            case "fee_yen", int():
                values[name] = words.yen(value)
            case "scope", dict():
                values[name] = words.of(value)
            case "retry_after", (int() | float()):
                values["minutes"] = str(max(1, -int(-value // _SECONDS_A_MINUTE)))
            case "needed", [*texts]:
                values[name] = "・".join(words.of(text) for text in texts if isinstance(text, dict))
            case "numbers", [*numbers]:
                values[name] = "・".join(str(number) for number in numbers)
            case "reason", str() if value in WEAKNESSES:
                values[name] = words.text(f"weak.{value}")
            case _, (str() | int()):
                values[name] = str(value)
            case _:
                continue
    return values
