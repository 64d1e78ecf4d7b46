"""Closings, notices, draws, what waits for staff, and the audit log."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from booking_service.api.bodies import Named, Nothing
from booking_service.api.callers import Service, service_of
from booking_service.api.document import CREATED
from booking_service.api.replies import json_reply
from booking_service.api.staff.bodies import Closing, Contacted, NoticePosting
from booking_service.api.staff.calls import for_work, once, staff_answers
from booking_service.policy.checks import LARGEST_INT, Refusal
from booking_service.service.office import Office
from booking_service.service.staff import actions as staff_actions
from booking_service.service.staff import audit as staff_audit
from booking_service.service.staff import closings as staff_closings
from booking_service.service.staff import notices as staff_notices
from booking_service.service.staff import shapes as staff_shapes
from booking_service.service.staff import views as staff_views
from booking_service.service.staff.accounts import Officer
from booking_service.service.staff.audit import Verdict
from booking_service.service.staff.closings import NewClosing
from booking_service.service.staff.notices import NewNotice
from booking_service.service.staff.roles import Work
from booking_service.storage.ports import Command, Reader, Store
from booking_service.storage.records import AuditRecord, ClosingRecord, NoticeRecord

router = APIRouter(prefix="/v1/staff", tags=["staff house"])

LINES = 200
MOST_LINES = 5_000

Closer = Annotated[Officer, for_work(Work.CLOSE)]
Writer = Annotated[Officer, for_work(Work.POST_NOTICE)]


@router.get("/closings", **staff_answers(staff_shapes.Closings, work=Work.CLOSE))
async def closings(_officer: Closer, service: Service) -> Response:
    """The closings in force, with what they hit."""
    office = service.office
    with office.database.reading() as reader:
        found = [_shown(office, reader, record) for record in reader.closings_in_force()]
    return json_reply({"items": found})


@router.post(
    "/closings",
    **staff_answers(staff_shapes.Closing, work=Work.CLOSE, status=CREATED, changes=True),
)
async def close(asked: Closing, request: Request, officer: Closer) -> Response:
    """Closes days of a room, a facility or the city, in the feed and in every check at once. What
    is booked or applied for on them stands in the answer, and in the list of what is to be done."""
    wanted = NewClosing(
        facility_id=asked.facility_id,
        room_id=asked.room_id,
        first=asked.first,
        last=asked.last,
        reason=asked.reason.kept(),
    )
    command = staff_closings.close(service_of(request).office, officer, wanted)
    return await _shut(request, officer, asked, command, HTTPStatus.CREATED)


@router.post(
    "/closings/{closing_id}/end",
    **staff_answers(staff_shapes.Closing, ("not_found",), work=Work.CLOSE, changes=True),
)
async def reopen(closing_id: Named, request: Request, officer: Closer) -> Response:
    """Ends a closing."""
    command = staff_closings.reopen(service_of(request).office, officer, closing_id)
    return await _shut(request, officer, Nothing(), command, HTTPStatus.OK)


@router.get("/notices", **staff_answers(staff_shapes.StaffNotices, work=Work.POST_NOTICE))
async def notices(_officer: Writer, service: Service) -> Response:
    """All notices: of the city's files, of staff, and those that were withdrawn."""
    with service.office.database.reading() as reader:
        posted = reader.posted_notices()
    return json_reply(staff_views.notices(service.office.city, posted))


@router.post(
    "/notices",
    **staff_answers(staff_shapes.StaffNotice, work=Work.POST_NOTICE, status=CREATED, changes=True),
)
async def post_notice(asked: NoticePosting, request: Request, officer: Writer) -> Response:
    """Posts a notice, or changes the one of this id."""
    wanted = NewNotice(asked.id, asked.date, asked.title.kept(), asked.body.kept())
    command = staff_notices.post(service_of(request).office, officer, wanted)
    return await _noticed(request, officer, asked, command, HTTPStatus.CREATED)


@router.post(
    "/notices/{notice_id}/withdrawal",
    **staff_answers(staff_shapes.StaffNotice, ("not_found",), work=Work.POST_NOTICE, changes=True),
)
async def withdraw_notice(notice_id: Named, request: Request, officer: Writer) -> Response:
    """Takes a notice back."""
    command = staff_notices.withdraw(service_of(request).office, officer, notice_id)
    return await _noticed(request, officer, Nothing(), command, HTTPStatus.OK)


@router.get("/actions", **staff_answers(staff_shapes.Actions, work=Work.SEE_ACTIONS))
async def actions(
    _officer: Annotated[Officer, for_work(Work.SEE_ACTIONS)], service: Service
) -> Response:
    """What waits for somebody of the staff."""
    with service.office.database.reading() as reader:
        found = staff_actions.actions(service.office, reader)
    return json_reply({"items": [staff_views.action(one) for one in found]})


@router.post(
    "/actions/contacted",
    **staff_answers(staff_shapes.ActionItem, ("not_found",), work=Work.SEE_ACTIONS, changes=True),
)
async def contacted(
    asked: Contacted, request: Request, officer: Annotated[Officer, for_work(Work.SEE_ACTIONS)]
) -> Response:
    """The resident behind an entry of the list has been told."""
    command = staff_actions.mark_contacted(service_of(request).office, officer, asked.id)

    def deed(store: Store) -> object:
        made = command(store)
        return made if isinstance(made, Refusal) else staff_views.action(made)

    return await once(request, officer, asked, deed)


@router.get("/audit", **staff_answers(staff_shapes.AuditPage, work=Work.SEE_AUDIT))
async def audit(
    _officer: Annotated[Officer, for_work(Work.SEE_AUDIT)],
    service: Service,
    after: Annotated[int, Query(ge=0, le=LARGEST_INT)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_LINES)] = LINES,
) -> Response:
    """The audit log, and whether it is whole."""
    lines, verdict = await asyncio.to_thread(_audited, service.office, after, limit)
    return json_reply(
        {
            "items": [staff_views.audit_line(line) for line in lines],
            "next": lines[-1].id if len(lines) == limit else None,
            "head": verdict.head,
            "broken_at": verdict.broken_at,
        }
    )


def _audited(office: Office, after: int, limit: int) -> tuple[list[AuditRecord], Verdict]:
    """A page of the log and the verdict on all of it: every line is hashed, so not in the loop."""
    with office.database.reading() as reader:
        return reader.audit_after(after, limit), staff_audit.verify(reader)


async def _shut(
    request: Request,
    officer: Officer,
    body: Closing | Nothing,
    command: Command[ClosingRecord | Refusal],
    status: HTTPStatus,
) -> Response:
    office = service_of(request).office

    def deed(store: Store) -> object:
        made = command(store)
        return made if isinstance(made, Refusal) else _shown(office, store, made)

    answer = await once(request, officer, body, deed, status)
    await service_of(request).overlay.catch_up()
    return answer


async def _noticed(
    request: Request,
    officer: Officer,
    body: NoticePosting | Nothing,
    command: Command[NoticeRecord | Refusal],
    status: HTTPStatus,
) -> Response:
    def deed(store: Store) -> object:
        made = command(store)
        return made if isinstance(made, Refusal) else staff_views.notice(made)

    answer = await once(request, officer, body, deed, status)
    await service_of(request).overlay.catch_up()
    return answer


def _shown(office: Office, reader: Reader, record: ClosingRecord) -> staff_shapes.Closing:
    found = staff_actions.hits(office.city, reader, [record], office.now().date())
    hit = [] if record.ended_at is not None else [one.about for one in found]
    return staff_views.closing(record, hit)
