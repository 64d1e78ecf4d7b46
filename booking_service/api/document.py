"""What docs/openapi.json says beyond the types: answers, problems, headers, who may call."""

from __future__ import annotations

from typing import Any, TypedDict

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict, with_config

from booking_service.api.links import add_links
from booking_service.api.replies import JSON, PROBLEM
from booking_service.service import shapes
from booking_service.service.answers import STATUS_OF

TITLE = "Booking service of municipal facilities"
VERSION = "1"
OK, CREATED, NO_CONTENT = 200, 201, 204

#: What every call of a kiosk, of a logged-in resident, and every keyed write may answer.
KIOSK = ("kiosk_unknown", "invalid_request", "service_busy")
RESIDENT = (*KIOSK, "session_ended", "secret_must_change")
FEED = ("kiosk_unknown", "invalid_request", "generation_changed", "slow_down")
WRITE = (
    *RESIDENT,
    "out_of_hours",
    "confirmation_needed",
    "key_missing",
    "key_reused",
    "write_in_progress",
    "write_closed",
)
#: Why a slot may not be had.
BOOKING = (
    "not_found",
    "suspended",
    "registration_expired",
    "registration_kind",
    "closed_day",
    "not_open_yet",
    "window_closed",
    "purpose_not_allowed",
    "over_capacity",
    "quota_full",
    "slots_do_not_fit",
)

_SECURITY = {
    "kiosk": {"type": "http", "scheme": "bearer", "description": "KIOSK_ID.SECRET"},
    "resident": {"type": "apiKey", "in": "header", "name": "X-Resident-Session"},
    "monitor": {"type": "http", "scheme": "bearer", "description": "the monitor's token"},
    "staff": {
        "type": "http",
        "scheme": "bearer",
        "description": "the token of somebody of the staff",
    },
}


_FASTAPI_OWN = ("HTTPValidationError", "ValidationError")

# Every route names it once for each of its statuses, five hundred times in all, and only this
# document reads it: made when that is asked for, it is more than half of what a start would take.
with_config(ConfigDict(defer_build=True))(shapes.Problem)


class Documented(TypedDict):
    """Keyword arguments of a route."""

    status_code: int
    responses: dict[int | str, dict[str, Any]]
    openapi_extra: dict[str, Any]


def answers(
    shape: Any,  # noqa: ANN401 - a type form: a TypedDict, a union of them, or None
    codes: tuple[str, ...],
    *,
    status: int = OK,
    body: type[BaseModel] | None = None,
    who: tuple[str, ...] = ("kiosk",),
) -> Documented:
    """What a route answers: its shape, and the codes of trouble with their statuses."""
    right: dict[str, Any] = {"description": "Done"}
    if shape is not None:
        right["model"] = shape
    responses: dict[int | str, dict[str, Any]] = {status: right}
    for wrong in sorted({STATUS_OF[code].value for code in codes}):
        named = sorted(code for code in set(codes) if STATUS_OF[code] == wrong)
        responses[wrong] = {"model": shapes.Problem, "description": "`" + "`, `".join(named) + "`"}
    extra: dict[str, Any] = {"security": [{name: [] for name in who}] if who else []}
    if body is not None:
        schema = body.model_json_schema()
        extra["requestBody"] = {"required": True, "content": {JSON: {"schema": schema}}}
    return {"status_code": status, "responses": responses, "openapi_extra": extra}


def keyed(
    shape: Any,  # noqa: ANN401 - see answers
    codes: tuple[str, ...],
    body: type[BaseModel],
    status: int = OK,
) -> Documented:
    """The same for a write with an ``Idempotency-Key``."""
    route = answers(shape, (*WRITE, *codes), status=status, body=body, who=("kiosk", "resident"))
    route["openapi_extra"]["parameters"] = [
        header("Idempotency-Key", "uuid", required=True),
        header("X-Confirmation", None, required=False),
    ]
    return route


def describe(app: FastAPI) -> dict[str, Any]:
    """The whole document, made once."""
    if app.openapi_schema is None:
        document = get_openapi(title=TITLE, version=VERSION, routes=app.routes)
        for unused in _FASTAPI_OWN:
            document["components"]["schemas"].pop(unused, None)
        document["components"]["securitySchemes"] = _SECURITY
        for path in document["paths"].values():
            for operation in path.values():
                _mark_problems(operation["responses"])
        add_links(document["paths"])
        app.openapi_schema = document
    return app.openapi_schema


def _mark_problems(responses: dict[str, Any]) -> None:
    """Trouble is problem+json; what FastAPI adds of its own for 422 is not what is sent."""
    for status, response in list(responses.items()):
        for content in list(response.get("content", {}).values()):
            schema = str(content.get("schema", {}).get("$ref"))
            if schema.endswith(_FASTAPI_OWN[0]):
                del responses[status]
            elif schema.endswith("/Problem"):  # whatever else the route may answer with
                response["content"] = {PROBLEM: content}


def header(name: str, form: str | None, *, required: bool) -> dict[str, Any]:
    """A header of a request; ``form`` as OpenAPI names formats."""
    """A header parameter; ``form`` is its OpenAPI format."""
    schema = {"type": "string"} if form is None else {"type": "string", "format": form}
    return {"name": name, "in": "header", "required": required, "schema": schema}
