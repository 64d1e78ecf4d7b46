"""Bookings and money at the counter."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from booking_service.api.bodies import Body, Named, Nothing
from booking_service.api.callers import Service, service_of
from booking_service.api.document import BOOKING, CREATED
from booking_service.api.replies import json_reply, problem
from booking_service.api.staff.bodies import (
    Cancelling,
    Changing,
    PayingBack,
    Waiving,
)
from booking_service.api.staff.calls import for_work, once, staff_answers
from booking_service.api.staff.people_bodies import CounterBooking, WalkIn
from booking_service.policy.checks import Refusal
from booking_service.service.numbers import by_number
from booking_service.service.staff import bookings as staff_bookings
from booking_service.service.staff import money as staff_money
from booking_service.service.staff import shapes as staff_shapes
from booking_service.service.staff import views as staff_views
from booking_service.service.staff.accounts import Officer
from booking_service.service.staff.bookings import Done
from booking_service.service.staff.roles import Work
from booking_service.storage.ports import Command, Store

router = APIRouter(prefix="/v1/staff", tags=["staff bookings"])

_SHAPE = staff_shapes.StaffReservation
_NEW = (*BOOKING, "registration_unfinished", "slot_taken")


@router.get(
    "/reservations/{number}", **staff_answers(_SHAPE, ("not_found",), work=Work.FIND_BOOKING)
)
async def show(
    number: Named, _officer: Annotated[Officer, for_work(Work.FIND_BOOKING)], service: Service
) -> Response:
    """A booking, its money and its changes."""
    office = service.office
    with office.database.reading() as reader:
        record = by_number(reader, number)
        if record is None:
            return problem(Refusal("not_found"))
        return json_reply(staff_views.booking(office, reader, Done(record), office.now()))


@router.post(
    "/reservations", **staff_answers(_SHAPE, _NEW, work=Work.BOOK, status=CREATED, changes=True)
)
async def book(
    booking: CounterBooking, request: Request, officer: Annotated[Officer, for_work(Work.BOOK)]
) -> Response:
    """Books for a registrant, paid on the spot, under the counter's own windows."""
    office = service_of(request).office
    made = staff_bookings.book(office, officer, booking.registration_number, booking.chosen())
    return await _once(request, officer, booking, made, HTTPStatus.CREATED)


@router.post(
    "/walk-ins",
    **staff_answers(
        _SHAPE,
        (*_NEW, "registration_needed"),
        work=Work.BOOK_WALK_IN,
        status=CREATED,
        changes=True,
    ),
)
async def book_walk_in(
    booking: WalkIn, request: Request, officer: Annotated[Officer, for_work(Work.BOOK_WALK_IN)]
) -> Response:
    """Books for somebody who is not registered, where the city allows it, paid on the spot."""
    office = service_of(request).office
    contact = booking.contact()
    made = staff_bookings.book_walk_in(office, officer, contact, booking.chosen())
    return await _once(request, officer, booking, made, HTTPStatus.CREATED)


@router.post(
    "/reservations/{number}/payment",
    **staff_answers(_SHAPE, ("not_found", "not_payable"), work=Work.TAKE_PAYMENT, changes=True),
)
async def take_payment(
    number: Named, request: Request, officer: Annotated[Officer, for_work(Work.TAKE_PAYMENT)]
) -> Response:
    """A booking has been paid at the counter."""
    command = staff_money.take_payment(service_of(request).office, officer, number)
    return await _once(request, officer, Nothing(), command)


@router.post(
    "/reservations/{number}/payment/back",
    **staff_answers(
        _SHAPE, ("not_found", "not_payable"), work=Work.TAKE_PAYMENT_BACK, changes=True
    ),
)
async def take_payment_back(
    number: Named,
    asked: PayingBack,
    request: Request,
    officer: Annotated[Officer, for_work(Work.TAKE_PAYMENT_BACK)],
) -> Response:
    """A payment was entered that was none."""
    command = staff_money.take_back(service_of(request).office, officer, number, asked.reason)
    return await _once(request, officer, asked, command)


@router.post(
    "/reservations/{number}/waiver",
    **staff_answers(_SHAPE, ("not_found", "not_payable"), work=Work.WAIVE_FEE, changes=True),
)
async def waive(
    number: Named,
    asked: Waiving,
    request: Request,
    officer: Annotated[Officer, for_work(Work.WAIVE_FEE)],
) -> Response:
    """The usage fee is not asked for."""
    command = staff_money.waive(service_of(request).office, officer, number, asked.reason)
    return await _once(request, officer, asked, command)


@router.post(
    "/reservations/{number}/cancel",
    **staff_answers(_SHAPE, ("not_found", "not_cancellable"), work=Work.CANCEL, changes=True),
)
async def cancel(
    number: Named,
    asked: Cancelling,
    request: Request,
    officer: Annotated[Officer, for_work(Work.CANCEL)],
) -> Response:
    """Cancels a booking, paid or not; waiving the fee takes a role that may."""
    command = staff_bookings.cancel(service_of(request).office, officer, number, asked.reason)
    return await _once(request, officer, asked, command)


@router.post(
    "/reservations/{number}/change",
    **staff_answers(_SHAPE, (*_NEW, "not_changeable"), work=Work.CHANGE_BOOKING, changes=True),
)
async def change(
    number: Named,
    asked: Changing,
    request: Request,
    officer: Annotated[Officer, for_work(Work.CHANGE_BOOKING)],
) -> Response:
    """Moves a booking (変更・振替) under its own number."""
    office = service_of(request).office
    command = staff_bookings.change(office, officer, number, asked.chosen(), asked.reason)
    return await _once(request, officer, asked, command)


async def _once(
    request: Request,
    officer: Officer,
    body: Body,
    command: Command[Done | Refusal],
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    office = service_of(request).office

    def deed(store: Store) -> object:
        made = command(store)
        if isinstance(made, Refusal):
            return made
        return staff_views.booking(office, store, made, office.now())

    return await once(request, officer, body, deed, status)
