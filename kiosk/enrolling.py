"""Turning a one-time code into the kiosk's credential."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from typing import Final

from kiosk.clock import Clock
from kiosk.credential_store import CredentialStore
from kiosk.credentials import KioskCredential
from kiosk.first_contact import Site, call
from kiosk.outcome import Refused
from kiosk.service_look import look

PATH: Final = "/v1/kiosk/enrolments"
CODE_DIGITS: Final = 8
_CODE: Final = re.compile(rf"[0-9]{{{CODE_DIGITS}}}")
_SECRET: Final = re.compile(r"[A-Za-z0-9_-]{16,200}")
#: People write a code down in groups.
_BETWEEN: Final = str.maketrans("", "", " -\u3000")


def enrol(
    site: Site, kiosk_id: str, code: str, store: CredentialStore, clock: Clock
) -> Refused | None:
    """Fetch the credential and store it; None if both succeeded.

    What could go wrong without a code is tried first: a code is good once, and the credential the
    kiosk had before ends with it. Codes: those of ``look`` and ``redeem``, and the store's, with
    ``code_spent`` true where a new code is needed.
    """
    wrong = unfit(code)
    if wrong is not None:
        return wrong
    found = look(site, clock)
    if isinstance(found, Refused):
        return found
    cannot = store.ready()
    if cannot is not None:
        return cannot
    credential = redeem(site, kiosk_id, code)
    if isinstance(credential, Refused):
        return credential
    lost = store.keep(credential)
    return None if lost is None else Refused(lost.code, {**lost.details, "code_spent": True})


def unfit(code: str) -> Refused | None:
    """Whether it cannot be a code at all."""
    return None if _CODE.fullmatch(plain(code)) else Refused("code_unfit")


def plain(code: str) -> str:
    """A code as it was typed, without the gaps of its groups."""
    return code.translate(_BETWEEN)


def redeem(site: Site, kiosk_id: str, code: str) -> KioskCredential | Refused:
    """Spend the code.

    Codes: those of ``first_contact.call``; ``code_wrong`` (never made, made for another terminal,
    used, replaced or older than an hour: the service does not say which), ``too_many_attempts``
    (``retry_after`` seconds), and the service's own.
    """
    body = json.dumps({"id": kiosk_id, "code": plain(code)}).encode()
    answer = call(site, "POST", PATH, body)
    if isinstance(answer, Refused):
        return answer
    if answer.status != HTTPStatus.CREATED:
        told = answer.refusal()
        return Refused("code_wrong") if told.code == "wrong_credentials" else told
    whole = (answer.document() or {}).get("credential")
    name, _, secret = whole.partition(".") if isinstance(whole, str) else ("", "", "")
    if name != kiosk_id or not _SECRET.fullmatch(secret):
        return Refused("no_booking_service")
    return KioskCredential(kiosk_id, secret)


def accepted(site: Site, credential: KioskCredential) -> Refused | None:
    """Whether the service takes this credential; its ``kiosk_unknown`` where it does not."""
    answer = call(site, "GET", "/v1/city", token=credential.bearer())
    if isinstance(answer, Refused):
        return answer
    return None if answer.status == HTTPStatus.OK else answer.refusal()
