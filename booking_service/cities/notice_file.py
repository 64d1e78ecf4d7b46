"""Reads ``notices.toml``: announcements a new database begins with."""

from __future__ import annotations

from booking_service.cities.reading import a_date
from booking_service.cities.table import CityFile, Table
from booking_service.policy.model import Notice


def read_notices(file: CityFile) -> tuple[Notice, ...]:
    """The notices, newest first."""
    with file.root() as root:
        notices = [_notice(table) for table in root.unique_tables("notice")]
    return tuple(sorted(notices, key=lambda notice: notice.date, reverse=True))


def _notice(given: Table) -> Notice:
    with given as table:
        return Notice(
            table.slug("id"), a_date(table, "date"), table.text("title"), table.text("body")
        )
