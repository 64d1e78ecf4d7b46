"""What schemathesis cannot know: a write needs a key of its own and a confirmation used once, and
whoever logs out, or is shut out, is not there any more for the next call."""

from __future__ import annotations

import os
import uuid
from pathlib import Path
from typing import Any

import schemathesis
from schemathesis.generation import GenerationMode

KEY, CONFIRMATION, SESSION = "Idempotency-Key", "X-Confirmation", "X-Resident-Session"


def _waiting(name: str) -> list[str]:
    """Tokens made in advance, one a line, in a file that the environment names."""
    return Path(os.environ[name]).read_text("utf-8").split() if name in os.environ else []


#: After these nobody is logged in any more.
LEAVING = {
    ("DELETE", "/v1/sessions/current"),
    ("DELETE", "/v1/account"),
    ("POST", "/v1/account/secret"),
    ("DELETE", "/v1/staff/sessions/current"),
    ("POST", "/v1/staff/sessions/current/secret"),
}
#: After this no call of that kiosk is answered any more.
SHUTTING_OUT = "/v1/staff/kiosks/{kiosk_id}/revocation"
confirmations, sessions = _waiting("CONFIRMATIONS"), _waiting("SESSIONS")
staff = _waiting("STAFF_TOKENS")


@schemathesis.hook
def before_call(context: Any, case: schemathesis.Case, kwargs: dict[str, Any]) -> None:
    """Who leaves or is shut out is somebody else; a write meant well gets what it needs."""
    del context, kwargs
    if (case.method.upper(), case.path) in LEAVING:
        _let_another_leave(case)
    if case.path == SHUTTING_OUT and case.path_parameters["kiosk_id"] == os.environ.get("KIOSK"):
        case.path_parameters["kiosk_id"] = os.environ["SPARE_KIOSK"]
    meant_well = case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE
    if meant_well and any(header.lower() == KEY.lower() for header in case.headers):
        case.headers[KEY] = str(uuid.uuid4())
        if confirmations:
            case.headers[CONFIRMATION] = confirmations.pop()
        if case.path == "/v1/lottery-applications" and isinstance(case.body, dict):
            case.body["date"] = os.environ["LOTTERY_DAY"]


def _let_another_leave(case: schemathesis.Case) -> None:
    for header, spare in ((SESSION, sessions), ("Authorization", staff)):
        right = case.headers.get(header)
        if right is not None and right == os.environ.get(header.upper().replace("-", "_")):
            case.headers[header] = spare.pop() if spare else "nobody"
