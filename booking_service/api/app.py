"""Puts the HTTP application together."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from booking_service.api import (
    account,
    bookings,
    demo,
    draws,
    fleet,
    looking,
    machines,
    metrics,
    open_data,
    openactive,
    registrations,
    sessions,
    status_page,
)
from booking_service.api.document import TITLE, VERSION, describe
from booking_service.api.documents import Documents
from booking_service.api.envelope import Envelope
from booking_service.api.faults import faults_of
from booking_service.api.line import Line, LineLimits
from booking_service.api.meter import Meter
from booking_service.api.pages import Turnstile
from booking_service.api.replies import ProblemError, problem
from booking_service.api.staff import accounts as staff_accounts
from booking_service.api.staff import bookings as staff_bookings
from booking_service.api.staff import desk as staff_desk
from booking_service.api.staff import fleet as staff_fleet
from booking_service.api.staff import house as staff_house
from booking_service.api.staff import kiosks as staff_kiosks
from booking_service.api.staff import registrants as staff_registrants
from booking_service.clock import Clock, MovableClock
from booking_service.policy.checks import Refusal
from booking_service.service.answers import invalid
from booking_service.service.office import Limits
from booking_service.service.opening import BookingService

#: What everybody asks for at the same moment goes straight to its handler: finding out which of
#: FastAPI's routes is meant cost a sixth of the whole request. Those routes stay, for the document.
_STRAIGHT = (
    ("POST", "/v1/reservations", bookings.reserve),
    ("POST", "/v1/lottery-applications", bookings.apply),
    ("GET", f"/v1{looking.ROOM_DAY}", looking.room_day),
)


_ROUTERS = (
    looking.router,
    sessions.router,
    registrations.router,
    account.router,
    bookings.router,
    machines.router,
    fleet.router,
    staff_accounts.router,
    staff_kiosks.router,
    staff_kiosks.enrolling,
    staff_fleet.router,
    staff_registrants.router,
    staff_bookings.router,
    staff_house.router,
    staff_desk.router,
    status_page.router,
    draws.router,
    openactive.router,
    metrics.router,
    open_data.router,
)


class StraightRoute(Route):
    """A route that is found at once, and known by its name when something goes wrong in it."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As any route, and says which it is, as FastAPI's own do."""
        match, found = super().matches(scope)
        return match, {**found, "route": self}


def build_app(
    service: BookingService,
    movable_clock: MovableClock | None = None,
    monitor_token: str | None = None,
    *,
    shared: bool = False,
) -> FastAPI:
    """The application for a service. With a ``movable_clock`` the demonstration's calls are there
    too; without one they do not exist. Without a ``monitor_token`` nobody reads the metrics.
    ``shared``: other processes answer at the same address."""
    office = service.office
    app = bare_app(office.clock, office.limits, with_demo=movable_clock is not None)
    app.state.service = service
    app.state.movable_clock = movable_clock
    app.state.monitor_token = monitor_token
    app.state.meter.watch(office, shared=shared)
    return app


def bare_app(clock: Clock, limits: Limits, *, with_demo: bool) -> FastAPI:
    """All routes, without a service behind them: enough for docs/openapi.json."""
    app = FastAPI(
        title=TITLE,
        version=VERSION,
        docs_url=None,  # its page loads scripts from elsewhere
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.turnstile = Turnstile(limits.feed_readers)
    app.state.documents = Documents()
    # The routes themselves: a router that is included has each of them made once more, models and
    # all, which took the first request of every service half a second.
    app.router.routes += [
        *(StraightRoute(path, endpoint, methods=[method]) for method, path, endpoint in _STRAIGHT),
        *(route for router in _ROUTERS for route in router.routes),
        *(demo.router.routes if with_demo else ()),
    ]
    app.add_exception_handler(ProblemError, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    time_limit = limits.demo_request if with_demo else limits.request
    line = Line(LineLimits())
    app.state.meter = Meter(line)
    app.add_middleware(
        Envelope, clock=clock, time_limit=time_limit, meter=app.state.meter, line=line
    )
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    return app


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    service: BookingService = app.state.service
    await service.due_jobs.begin()
    await service.overlay.catch_up()
    loops = [service.due_jobs.watch(), service.overlay.watch()]
    if service.carrier is not None:
        loops.append(service.carrier.watch())
    watching = [asyncio.create_task(loop) for loop in loops]
    try:
        yield
    finally:
        for task in watching:
            task.cancel()
        await service.people.resets.settle()
        for task in watching:
            with contextlib.suppress(asyncio.CancelledError):
                await task


async def _on_problem(_request: Request, error: Exception) -> Response:
    if not isinstance(error, ProblemError):
        raise error
    return problem(error.refusal)


async def _on_invalid(_request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    return problem(Refusal("invalid_request", {"errors": faults_of(error.errors())}))


async def _on_http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    match error.status_code:
        case HTTPStatus.METHOD_NOT_ALLOWED:
            response = problem(Refusal("method_not_allowed"))
            response.headers["Allow"] = ", ".join(sorted(_methods_at(request)))
            return response
        case HTTPStatus.BAD_REQUEST | HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return problem(invalid("body", error.detail))
        case _:
            return problem(Refusal("not_found"))


def _methods_at(request: Request) -> set[str]:
    """What an address can be asked for. One path may have several routes; where the pattern of
    another fits too (``/{number}``), the one with fewer places for anything is meant."""
    fitting = [
        route
        for router in (*_ROUTERS, demo.router)
        for route in router.routes
        if isinstance(route, Route) and route.matches(request.scope)[0] is not Match.NONE
    ]
    meant = min((len(route.param_convertors) for route in fitting), default=0)
    return {
        method
        for route in fitting
        if len(route.param_convertors) == meant
        for method in route.methods or ()
    }
