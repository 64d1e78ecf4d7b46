"""What every call of the counter shares: who signed in, whether they may, and doing it once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from ipaddress import IPv6Address, IPv6Network
from typing import Any

from fastapi import Depends
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from booking_service.api.callers import KEY_HEADER, bearer_of, service_of
from booking_service.api.document import OK, Documented, answers, header
from booking_service.api.keyed import key_in
from booking_service.api.replies import ProblemError, problem, reply
from booking_service.policy.checks import Refusal
from booking_service.service.answers import Answer, encode, refused
from booking_service.service.staff.accounts import TOKEN_HOLDER, Officer, officer_of
from booking_service.service.staff.roles import Work, needed
from booking_service.service.writes import Asked, Key
from booking_service.storage.ports import Store

_STAFF = ("staff_unknown", "role_needed", "secret_change_needed", "service_busy")
_KEY = ("key_missing", "key_reused", "write_in_progress")
#: Keys of the counter are kept apart from those of terminals; no terminal can be called that.
_COUNTER = "@staff/"
#: So many bits of an address of IPv6 are the network's.
_ONE_HOUSE = 64


def officer_calling(request: Request) -> Officer:
    """Whoever calls; 401 ``staff_unknown``."""
    service, token = service_of(request), bearer_of(request)
    if service.is_staff(token):
        return TOKEN_HOLDER
    office = service.office
    with office.database.reading() as reader:
        officer = officer_of(reader, token, office.now())
    if officer is None:
        raise ProblemError(Refusal("staff_unknown"))
    return officer


async def _signed_in(request: Request) -> Officer:
    return officer_calling(request)


def place_of(request: Request) -> str:
    """Where a call comes from, as far as this service can tell. Of IPv6 the network: whoever has
    one of its addresses has them all, and would have free attempts at each."""
    host = "" if request.client is None else request.client.host
    try:
        address = IPv6Address(host)
    except ValueError:
        return host
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), _ONE_HOUSE), strict=False))


#: Anybody of the staff, whatever their roles.
signed_in = Depends(_signed_in)


def for_work(work: Work) -> Any:  # noqa: ANN401 - as FastAPI types its dependencies
    """The officer who calls, if a work is theirs; 403 ``role_needed`` if it is not."""

    async def may(request: Request) -> Officer:
        officer = officer_calling(request)
        if refusal := officer.refusal(work):
            raise ProblemError(refusal)
        return officer

    return Depends(may)


def staff_answers(
    shape: Any,  # noqa: ANN401 - see document.answers
    codes: tuple[str, ...] = (),
    *,
    work: Work | None,
    status: int = OK,
    changes: bool = False,
) -> Documented:
    """What a call of the counter answers. ``changes``: it takes an ``Idempotency-Key``."""
    more = (*_STAFF, "invalid_request", *(_KEY if changes else ()))
    route = answers(shape, (*more, *codes), status=status, who=("staff",))
    if changes:
        route["openapi_extra"]["parameters"] = [header("Idempotency-Key", "uuid", required=False)]
    if work is not None:
        route["openapi_extra"]["x-roles"] = needed(work)
    return route


async def once(
    request: Request,
    officer: Officer,
    body: BaseModel,
    deed: Callable[[Store], object],
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """Carries counter work out; once only, where it comes with an ``Idempotency-Key``.

    ``deed`` gives what to answer or a refusal. Its answer is kept with the key, so it must not hold
    the name, the number or a secret of anybody.
    """
    service = service_of(request)

    def in_the_writer(store: Store) -> Answer:
        outcome = deed(store)
        if isinstance(outcome, Refusal):
            return refused(outcome)
        return Answer(status, encode(outcome))

    given = request.headers.get(KEY_HEADER)
    if given is None:
        return reply(await service.office.write(in_the_writer))
    # A keyed hash: what stands in the body of counter work could be guessed from a plain one.
    said = f"{request.url.path}\n{body.model_dump_json()}"
    asked = bytes.fromhex(service.office.cipher.index("counter-work", officer.user, said))
    key = Key(_COUNTER + officer.user, key_in(given))
    answer = await service.writes.once(
        key, lambda store: Asked(asked, partial(in_the_writer, store))
    )
    return problem(answer) if isinstance(answer, Refusal) else reply(answer)
