"""Only in a demonstration: the service's clock can be moved on."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from booking_service.api.bodies import ClockSetting
from booking_service.api.callers import Service
from booking_service.api.document import answers
from booking_service.api.replies import json_reply, problem
from booking_service.clock import MovableClock
from booking_service.policy.checks import Refusal
from booking_service.service import shapes
from booking_service.service.answers import invalid

router = APIRouter(prefix="/v1/demo", tags=["demo"])


@router.get("/clock", **answers(shapes.ServiceTime, (), who=()))
async def read_clock(service: Service) -> Response:
    """What time the demonstration believes it is."""
    return json_reply({"time": service.office.now()})


@router.post(
    "/clock",
    **answers(shapes.ServiceTime, ("invalid_request", "clock_backwards"), who=()),
)
async def move_clock(setting: ClockSetting, request: Request, service: Service) -> Response:
    """Moves the clock on and takes every step that is due by then before it answers.

    Never back: what has been drawn, lapsed or paid cannot be taken back either.
    """
    clock: MovableClock = request.app.state.movable_clock
    if setting.now.tzinfo is None:
        return problem(invalid("body.now", "an instant with an offset, such as +09:00"))
    if setting.now < clock.now():
        return problem(Refusal("clock_backwards"))
    leap = service.office.limits.demo_leap
    if setting.now > clock.now() + leap:
        return problem(invalid("body.now", f"at most {leap.days} days ahead of now"))
    clock.set(setting.now)
    await service.due_jobs.catch_up()
    return json_reply({"time": service.office.now()})
