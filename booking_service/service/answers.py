"""Answers as they are kept and sent: a status and a JSON body; and the table of trouble codes.

Trouble is ``application/problem+json`` (RFC 9457) with a stable ``code``. Which code has which
status stands here alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

import msgspec

from booking_service.policy.checks import Refusal

#: Every code of the API with its status (docs/architecture.md, seam 1).
STATUS_OF: Mapping[str, HTTPStatus] = {
    "kiosk_unknown": HTTPStatus.UNAUTHORIZED,
    "staff_unknown": HTTPStatus.UNAUTHORIZED,
    "monitor_unknown": HTTPStatus.UNAUTHORIZED,
    "wrong_credentials": HTTPStatus.UNAUTHORIZED,
    "session_ended": HTTPStatus.UNAUTHORIZED,
    "confirmation_needed": HTTPStatus.FORBIDDEN,
    "too_many_attempts": HTTPStatus.TOO_MANY_REQUESTS,
    "slow_down": HTTPStatus.TOO_MANY_REQUESTS,
    "invalid_request": HTTPStatus.UNPROCESSABLE_ENTITY,
    "key_missing": HTTPStatus.BAD_REQUEST,
    "key_reused": HTTPStatus.UNPROCESSABLE_ENTITY,
    "write_in_progress": HTTPStatus.CONFLICT,
    "write_closed": HTTPStatus.CONFLICT,
    "unknown_write": HTTPStatus.NOT_FOUND,
    "not_found": HTTPStatus.NOT_FOUND,
    "method_not_allowed": HTTPStatus.METHOD_NOT_ALLOWED,
    "secret_must_change": HTTPStatus.FORBIDDEN,
    "secret_too_weak": HTTPStatus.UNPROCESSABLE_ENTITY,
    "at_counter": HTTPStatus.CONFLICT,
    "reset_at_counter": HTTPStatus.CONFLICT,
    "account_in_use": HTTPStatus.CONFLICT,
    "registration_unfinished": HTTPStatus.FORBIDDEN,
    "card_not_valid": HTTPStatus.FORBIDDEN,
    "already_registered": HTTPStatus.CONFLICT,
    "nothing_to_finish": HTTPStatus.CONFLICT,
    "not_renewable": HTTPStatus.CONFLICT,
    "slot_taken": HTTPStatus.CONFLICT,
    "closed_day": HTTPStatus.CONFLICT,
    "no_lottery": HTTPStatus.CONFLICT,
    "not_open_yet": HTTPStatus.CONFLICT,
    "window_closed": HTTPStatus.CONFLICT,
    "counter_only": HTTPStatus.CONFLICT,
    "over_capacity": HTTPStatus.CONFLICT,
    "quota_full": HTTPStatus.CONFLICT,
    "duplicate_application": HTTPStatus.CONFLICT,
    "suspended": HTTPStatus.FORBIDDEN,
    "registration_expired": HTTPStatus.FORBIDDEN,
    "registration_kind": HTTPStatus.FORBIDDEN,
    "purpose_not_allowed": HTTPStatus.CONFLICT,
    "not_cancellable": HTTPStatus.CONFLICT,
    "not_claimable": HTTPStatus.CONFLICT,
    "not_payable": HTTPStatus.CONFLICT,
    "number_taken": HTTPStatus.CONFLICT,
    "digits_given": HTTPStatus.CONFLICT,
    "release_wrong": HTTPStatus.UNPROCESSABLE_ENTITY,
    "release_taken": HTTPStatus.CONFLICT,
    "upload_gap": HTTPStatus.CONFLICT,
    "no_room": HTTPStatus.CONFLICT,
    "rollout_running": HTTPStatus.CONFLICT,
    "no_rollout": HTTPStatus.CONFLICT,
    "stages_wrong": HTTPStatus.UNPROCESSABLE_ENTITY,
    "terminals_unknown": HTTPStatus.UNPROCESSABLE_ENTITY,
    "older_version": HTTPStatus.CONFLICT,
    "clock_backwards": HTTPStatus.CONFLICT,
    "paid_at_counter": HTTPStatus.CONFLICT,
    "not_changeable": HTTPStatus.CONFLICT,
    "registration_needed": HTTPStatus.CONFLICT,
    "role_needed": HTTPStatus.FORBIDDEN,
    "secret_change_needed": HTTPStatus.FORBIDDEN,
    "user_taken": HTTPStatus.CONFLICT,
    "too_many_cards": HTTPStatus.CONFLICT,
    "cancel_by_telephone": HTTPStatus.CONFLICT,
    "slots_do_not_fit": HTTPStatus.CONFLICT,
    "out_of_hours": HTTPStatus.FORBIDDEN,
    "generation_changed": HTTPStatus.GONE,
    "service_busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "service_failed": HTTPStatus.INTERNAL_SERVER_ERROR,
}

#: After this many seconds a kiosk asks again, where the service cannot say better.
RETRY_AFTER_SECONDS = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """A final answer: HTTP status and JSON body."""

    status: int
    body: bytes

    @property
    def is_problem(self) -> bool:
        """Whether the body is problem+json."""
        return self.status >= HTTPStatus.BAD_REQUEST


def encode(value: object) -> bytes:
    """A value as JSON; instants carry their offset, texts are objects by language."""
    return msgspec.json.encode(value, enc_hook=_plain)


def refused(refusal: Refusal) -> Answer:
    """A refusal as problem+json."""
    status = STATUS_OF[refusal.code]
    body = {
        "type": f"/problems/{refusal.code}",
        "code": refusal.code,
        "title": refusal.code.replace("_", " ").capitalize(),
        "status": status.value,
        "detail": f"{status.phrase}: {refusal.code.replace('_', ' ')}.",
        **refusal.details,
    }
    return Answer(status, encode(body))


def busy() -> Refusal:
    """The service cannot take this now; nothing was done."""
    return Refusal("service_busy", {"retry_after": RETRY_AFTER_SECONDS})


def slow_down() -> Refusal:
    """Too many read a feed at this moment; come again."""
    return Refusal("slow_down", {"retry_after": RETRY_AFTER_SECONDS})


def invalid(place: str, message: str) -> Refusal:
    """A request with one thing wrong at ``place`` (a JSON path, a header, a parameter)."""
    return Refusal("invalid_request", {"errors": [{"place": place, "message": message}]})


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no place in an answer")
