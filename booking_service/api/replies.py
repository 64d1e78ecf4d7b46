"""How answers go out: JSON, problem+json, and the exception that carries a refusal to the edge."""

from __future__ import annotations

from http import HTTPStatus

from starlette.responses import Response

from booking_service.policy.checks import Refusal
from booking_service.service.answers import Answer, encode, refused

JSON = "application/json"
PROBLEM = "application/problem+json"


class ProblemError(Exception):
    """A request that ends here with a refusal; raised by what is asked before a handler runs."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def reply(answer: Answer) -> Response:
    """A kept or final answer."""
    media_type = PROBLEM if answer.is_problem else JSON
    response = Response(answer.body, answer.status, media_type=media_type)
    if answer.status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"  # RFC 9110 §15.5.2
    return response


def json_reply(value: object, status: int = 200) -> Response:
    """A value as JSON."""
    return Response(encode(value), status, media_type=JSON)


def problem(refusal: Refusal) -> Response:
    """A refusal as problem+json, with Retry-After where it says when to come again."""
    response = reply(refused(refusal))
    wait = refusal.details.get("retry_after")
    if wait is not None:
        response.headers["Retry-After"] = str(wait)
    return response


def value_or_problem(value: object, status: int = 200) -> Response:
    """What a service gave: its value, or its refusal."""
    return problem(value) if isinstance(value, Refusal) else json_reply(value, status)
