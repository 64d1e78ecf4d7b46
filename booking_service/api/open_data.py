"""Open data that are no feed: files in the state's standard columns."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from booking_service.api.callers import Service
from booking_service.api.document import answers
from booking_service.service.feeds import open_data

router = APIRouter(prefix="/open-data", tags=["open data"])


class CsvFile(Response):
    """A CSV file in UTF-8."""

    media_type = "text/csv"


@router.get("/facilities.csv", response_class=CsvFile, **answers(None, (), who=()))
async def facilities(service: Service) -> Response:
    """The facilities in the columns of 自治体標準オープンデータセット (公共施設一覧)."""
    city = service.office.city
    headers = {
        "Cache-Control": "public, max-age=3600",
        "Content-Disposition": f'attachment; filename="{open_data.file_name(city)}"',
    }
    return CsvFile(open_data.facilities_csv(city), headers=headers)
