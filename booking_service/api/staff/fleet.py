"""Releases of the kiosk's program, and their roll-outs."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from booking_service.api.bodies import Nothing
from booking_service.api.callers import Service, service_of
from booking_service.api.document import CREATED
from booking_service.api.replies import ProblemError, json_reply, value_or_problem
from booking_service.api.staff.bodies import Announcing, Removing, RollingOut, Sha256, Uploading
from booking_service.api.staff.calls import for_work, once, staff_answers
from booking_service.policy.checks import Refusal
from booking_service.service.answers import invalid
from booking_service.service.fleet import releases as fleet_releases
from booking_service.service.fleet import rollouts as fleet_rollouts
from booking_service.service.fleet import shapes, views
from booking_service.service.fleet.releases import ROLLOUTS, Announced
from booking_service.service.fleet.rollouts import NewRollout
from booking_service.service.fleet.shelf import LARGEST, PIECE
from booking_service.service.staff.accounts import Officer
from booking_service.service.staff.roles import Work
from booking_service.storage.ports import Command, Store
from booking_service.storage.records import RolloutRecord, RolloutState

router = APIRouter(prefix="/v1/staff", tags=["staff terminals"])

Seer = Annotated[Officer, for_work(Work.SEE_KIOSKS)]
Operator = Annotated[Officer, for_work(Work.ROLL_OUT)]
Hash = Annotated[str, Path(json_schema_extra={"pattern": "^[0-9a-f]{64}$"})]
_PIECE_BODY = {
    "required": True,
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
}


@router.get("/releases", **staff_answers(shapes.Releases, work=Work.SEE_KIOSKS))
async def releases(_officer: Seer, service: Service) -> Response:
    """The packages of the kiosk's program that terminals can be told to run."""
    with service.office.database.reading() as reader:
        found = reader.releases()
    return json_reply({"items": [views.release(one) for one in found]})


@router.post(
    "/releases/uploads",
    **staff_answers(shapes.Received, ("release_wrong", "no_room"), work=Work.ROLL_OUT),
)
async def begin_upload(asked: Uploading, _officer: Operator, service: Service) -> Response:
    """A package is about to come: how many bytes of it are there already."""
    announced = Announced(asked.sha256, asked.size)
    found = await asyncio.to_thread(fleet_releases.begin, service.office, announced)
    return value_or_problem(found if isinstance(found, Refusal) else {"received": found})


_upload = staff_answers(
    shapes.Received, ("not_found", "release_wrong", "no_room", "upload_gap"), work=Work.ROLL_OUT
)
_upload["openapi_extra"]["requestBody"] = _PIECE_BODY


@router.put("/releases/uploads/{sha256}", **_upload)
async def upload(
    sha256: Hash,
    request: Request,
    _officer: Operator,
    offset: Annotated[int, Query(ge=0, le=LARGEST)] = 0,
) -> Response:
    """A piece of a package, as it lies in the file from ``offset`` on."""
    office, name = service_of(request).office, _hash(sha256)
    piece = await request.body()
    if not 0 < len(piece) <= PIECE:
        return value_or_problem(invalid("body", f"1 to {PIECE} bytes"))
    found = await asyncio.to_thread(fleet_releases.take, office, name, offset, piece)
    return value_or_problem(found if isinstance(found, Refusal) else {"received": found})


@router.post(
    "/releases",
    **staff_answers(
        shapes.StaffRelease,
        ("release_wrong", "release_taken"),
        work=Work.ROLL_OUT,
        status=CREATED,
        changes=True,
    ),
)
async def add_release(asked: Announcing, request: Request, officer: Operator) -> Response:
    """The package has come in whole: it is checked, and kept if it is one for terminals."""
    office = service_of(request).office
    announced = Announced(asked.sha256, asked.size, asked.signature)
    version = await asyncio.to_thread(fleet_releases.checked, office, announced)
    if isinstance(version, Refusal):
        return value_or_problem(version)
    command = fleet_releases.add(office, officer, announced, version)

    def deed(store: Store) -> object:
        made = command(store)
        return made if isinstance(made, Refusal) else views.release(made)

    return await once(request, officer, asked, deed, HTTPStatus.CREATED)


@router.post(
    "/releases/removal",
    **staff_answers(
        shapes.StaffRelease,
        ("not_found", "rollout_running"),
        work=Work.ROLL_OUT,
        changes=True,
    ),
)
async def remove_release(asked: Removing, request: Request, officer: Operator) -> Response:
    """Takes a package away."""
    office = service_of(request).office
    command = fleet_releases.remove(office, officer, asked.version)
    gone: list[str] = []

    def deed(store: Store) -> object:
        made = command(store)
        if isinstance(made, Refusal):
            return made
        gone.append(made.sha256)
        return views.release(made)

    answer = await once(request, officer, asked, deed)
    for sha256 in gone:
        fleet_releases.shelf_of(office).drop(sha256)
    return answer


@router.get("/rollouts", **staff_answers(shapes.Rollouts, work=Work.SEE_KIOSKS))
async def rollouts(_officer: Seer, service: Service) -> Response:
    """The roll-outs, the one that was started last first."""
    with service.office.database.reading() as reader:
        found, terminals = reader.rollouts(ROLLOUTS), reader.kiosks()
    return json_reply({"items": [views.rollout(one, terminals) for one in found]})


@router.post(
    "/rollouts",
    **staff_answers(
        shapes.Rollout,
        ("not_found", "rollout_running", "stages_wrong", "terminals_unknown", "older_version"),
        work=Work.ROLL_OUT,
        status=CREATED,
        changes=True,
    ),
)
async def start_rollout(asked: RollingOut, request: Request, officer: Operator) -> Response:
    """Starts a roll-out; terminals learn of it with their next sign of life."""
    wanted = NewRollout(asked.version, asked.stages, asked.kiosks, asked.hours, asked.allow_older)
    command = fleet_rollouts.start(service_of(request).office, officer, wanted)
    return await _rolled(request, officer, asked, command, HTTPStatus.CREATED)


@router.post(
    "/rollouts/pause",
    **staff_answers(shapes.Rollout, ("no_rollout",), work=Work.ROLL_OUT, changes=True),
)
async def pause_rollout(request: Request, officer: Operator) -> Response:
    """No terminal that has not begun begins; those that have, finish."""
    return await _changed(request, officer, RolloutState.PAUSED)


@router.post(
    "/rollouts/resume",
    **staff_answers(shapes.Rollout, ("no_rollout",), work=Work.ROLL_OUT, changes=True),
)
async def resume_rollout(request: Request, officer: Operator) -> Response:
    """Goes on where it was paused."""
    return await _changed(request, officer, RolloutState.RUNNING)


@router.post(
    "/rollouts/cancel",
    **staff_answers(shapes.Rollout, ("no_rollout",), work=Work.ROLL_OUT, changes=True),
)
async def cancel_rollout(request: Request, officer: Operator) -> Response:
    """Ends it; terminals keep what they run by then."""
    return await _changed(request, officer, RolloutState.CANCELLED)


async def _changed(request: Request, officer: Officer, state: RolloutState) -> Response:
    command = fleet_rollouts.change(service_of(request).office, officer, state)
    return await _rolled(request, officer, Nothing(), command, HTTPStatus.OK)


async def _rolled(
    request: Request,
    officer: Officer,
    body: RollingOut | Nothing,
    command: Command[RolloutRecord | Refusal],
    status: HTTPStatus,
) -> Response:
    def deed(store: Store) -> object:
        made = command(store)
        return made if isinstance(made, Refusal) else views.rollout(made, store.kiosks())

    return await once(request, officer, body, deed, status)


def _hash(text: str) -> Sha256:
    if len(text) == 64 and set(text) <= set("0123456789abcdef"):  # noqa: PLR2004 - of SHA-256
        return text
    raise ProblemError(Refusal("not_found"))
