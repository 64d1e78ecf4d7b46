"""What may be looked at without logging in: city, facilities, notices, competition, feed."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from booking_service.api.bodies import Day, Named, is_named, iso_day
from booking_service.api.callers import Kiosk, Service, kiosk_of, service_of
from booking_service.api.document import FEED, KIOSK, answers
from booking_service.api.documents import document_answers, document_reply
from booking_service.api.pages import page_reply
from booking_service.api.replies import json_reply, problem
from booking_service.policy.checks import Refusal
from booking_service.policy.instants import first_of_month
from booking_service.service import city_shapes, looking, shapes
from booking_service.service.agenda import shapes as agenda_shapes
from booking_service.service.agenda.calendar import calendar
from booking_service.service.agenda.lotteries import lotteries
from booking_service.service.answers import invalid
from booking_service.service.feeds import kiosk_feed as feed
from booking_service.service.feeds.kiosk_feed import FeedQuestion

router = APIRouter(prefix="/v1", tags=["looking"])

ROOM_DAY = "/rooms/{room_id}/days/{day}"
LARGEST_CHANGE = 2**53
Generation = Annotated[str | None, Query(pattern="^[0-9a-f]{32}$")]
After = Annotated[int, Query(alias="afterChangeNumber", ge=0, le=LARGEST_CHANGE)]
Month = Annotated[
    str | None, Query(pattern=r"^(20[0-9]{2}|21[0-8][0-9])-(0[1-9]|1[0-2])$", examples=["2027-02"])
]
PageSize = Annotated[int | None, Query(ge=1, le=20_000)]


@router.get("/city", **document_answers(city_shapes.City))
async def city(request: Request, _kiosk: Kiosk, service: Service) -> Response:
    """The city: its names, its classes and slot patterns, how its numbers look."""
    return document_reply(request, service.office, "city", lambda c, _: looking.city(c))


@router.get("/facilities", **document_answers(city_shapes.Facilities))
async def facilities(request: Request, _kiosk: Kiosk, service: Service) -> Response:
    """Every facility with its rooms."""
    return document_reply(request, service.office, "facilities", looking.facilities)


@router.get("/counters", **document_answers(city_shapes.Counters))
async def counters(request: Request, _kiosk: Kiosk, service: Service) -> Response:
    """Where residents register, and where the city's terminals stand."""
    return document_reply(request, service.office, "counters", lambda c, _: looking.counters(c))


@router.get("/guide", **document_answers(city_shapes.Guide))
async def guide(request: Request, _kiosk: Kiosk, service: Service) -> Response:
    """How to register, apply, pay and cancel: who brings what, where, until when."""
    return document_reply(request, service.office, "guide", lambda c, _: looking.guide(c))


@router.get("/links", **document_answers(city_shapes.Links))
async def links(request: Request, _kiosk: Kiosk, service: Service) -> Response:
    """Other services of the city, whose addresses a resident takes along."""
    return document_reply(request, service.office, "links", lambda c, _: looking.links(c))


@router.get("/notices", **document_answers(city_shapes.Notices))
async def notices(request: Request, _kiosk: Kiosk, service: Service) -> Response:
    """The city's announcements, newest first."""
    return document_reply(request, service.office, "notices", looking.notices)


@router.get("/calendar", **answers(agenda_shapes.Calendar, KIOSK))
async def city_calendar(_kiosk: Kiosk, service: Service, month: Month = None) -> Response:
    """What happens in a month: applying, draws, results, claims, first-come, paying. Without a
    month, in the present one."""
    office = service.office
    first = (
        first_of_month(office.now().date()) if month is None else date.fromisoformat(month + "-01")
    )
    return json_reply(calendar(office.city, first))


@router.get("/lotteries", **answers(agenda_shapes.Lotteries, KIOSK))
async def running_lotteries(_kiosk: Kiosk, service: Service) -> Response:
    """The lotteries that are running, and the next one of each."""
    return json_reply(lotteries(service.office))


@router.get(ROOM_DAY, **answers(shapes.RoomDay, (*KIOSK, "not_found")))
async def documented_room_day(
    request: Request, room_id: Named, day: Annotated[Day, Path()]
) -> Response:
    """One room on one day, as the feed has it now; it is found by ``room_day`` before."""
    del room_id, day
    return await room_day(request)


async def room_day(request: Request) -> Response:
    """The same, on the way of the hot routes: nothing but what it takes to answer."""
    kiosk_of(request)
    office = service_of(request).office
    day = iso_day(request.path_params["day"])
    if day is None:
        return problem(invalid("path.day", "a date such as 2026-04-01"))
    room_id = request.path_params["room_id"]
    if not is_named(room_id):
        return problem(Refusal("not_found"))
    with office.database.reading() as reader:
        found = reader.room_day(room_id, day)
    if found is None:
        return problem(Refusal("not_found"))
    reply = json_reply(looking.room_day(office.city, found))
    reply.headers["Cache-Control"] = "public, max-age=2"
    return reply


@router.get(
    "/rooms/{room_id}/days/{day}/competition",
    **answers(shapes.Competition, (*KIOSK, "not_found")),
)
async def competition(
    _kiosk: Kiosk, service: Service, room_id: Named, day: Annotated[Day, Path()]
) -> Response:
    """How many lottery applications there are for each slot of the day."""
    known = service.office.city
    try:
        room = known.room(room_id)
    except KeyError:
        return problem(Refusal("not_found"))
    with service.office.database.reading() as reader:
        return json_reply(looking.competition(known, reader, room, day))


_PAGE = answers(shapes.FeedPage, FEED)
_PAGE["responses"][HTTPStatus.NOT_MODIFIED.value] = {"description": "The kiosk has this page"}


@router.get("/feed", **_PAGE)
async def feed_page(
    request: Request,
    _kiosk: Kiosk,
    service: Service,
    generation: Generation = None,
    after: After = 0,
    limit: PageSize = None,
) -> Response:
    """One page of changes of availability, in the order of their change numbers (RPDE)."""
    size = limit or service.office.limits.feed_page
    question = FeedQuestion(generation, after, size)
    return await page_reply(request, lambda: feed.page(service.office, question))
