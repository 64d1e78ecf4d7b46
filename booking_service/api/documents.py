"""Documents that hardly ever change: sent with a tag, and not again to whoever has them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from booking_service.api.document import KIOSK, Documented, answers
from booking_service.api.replies import JSON
from booking_service.policy.model import City
from booking_service.service.answers import encode
from booking_service.service.office import Office

_TAG_LETTERS = 32


@dataclass(frozen=True, slots=True)
class _Written:
    """A document as it goes out, and of what it was made."""

    city: City
    today: date
    body: bytes
    tag: str


@dataclass(slots=True)
class Documents:
    """Each document as it was last written: it is made of the city and the day alone, so it is
    written once a day, or once the city has changed. Used by the thread of the event loop alone."""

    _written: dict[str, _Written] = field(default_factory=dict)

    def of(self, name: str, office: Office, make: Callable[[City, date], object]) -> _Written:
        """The document of this name, as ``make`` describes it for today."""
        city, today = office.city, office.now().date()
        known = self._written.get(name)
        if known is not None and known.city is city and known.today == today:
            return known
        body = encode(make(city, today))
        tag = hashlib.sha256(body).hexdigest()[:_TAG_LETTERS]
        self._written[name] = made = _Written(city, today, body, tag)
        return made


def document_reply(
    request: Request, office: Office, name: str, make: Callable[[City, date], object]
) -> Response:
    """The document, or 304 for whoever has it as it is (RFC 9110 §13.1.2)."""
    documents: Documents = request.app.state.documents
    written = documents.of(name, office, make)
    headers = {"ETag": f'"{written.tag}"', "Cache-Control": "private, no-cache"}
    if has_tag(request, written.tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(written.body, media_type=JSON, headers=headers)


def has_tag(request: Request, tag: str) -> bool:
    """Whether the reader has the text of this tag already (RFC 9110 §13.1.2)."""
    known = request.headers.get("if-none-match", "")
    return any(one.strip().removeprefix("W/") in (f'"{tag}"', "*") for one in known.split(","))


def document_answers(shape: Any) -> Documented:  # noqa: ANN401 (as of ``answers``)
    """What a route answers that sends a document with its tag."""
    given = answers(shape, KIOSK)
    given["responses"][HTTPStatus.NOT_MODIFIED.value] = {"description": "The kiosk has this"}
    return given
