"""Whether the service can do its work now, for whoever decides to send it people."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from booking_service.service.office import Office

log = logging.getLogger(__name__)


def failing(office: Office) -> list[str]:
    """What is not as it has to be: ``writer``, ``database``, ``disk``, ``feed``, ``steps``.

    A check that itself goes wrong has failed: this is asked when something is wrong already.
    """
    return [name for name, is_well in _CHECKS.items() if not _holds(name, is_well, office)]


def _holds(name: str, is_well: Callable[[Office], bool], office: Office) -> bool:
    try:
        return is_well(office)
    except Exception as trouble:
        log.warning("readiness: %s cannot be checked: %s", name, type(trouble).__name__)
        return False


def _writer_lives(office: Office) -> bool:
    silence = office.limits.writer_silence.total_seconds()
    return office.database.writer_silent_for() <= silence


def _database_answers(office: Office) -> bool:
    """A reader finds its tables: the schema is the one this program knows."""
    with office.database.reading() as reader:
        return reader.last_change() >= 0


def _disk_has_room(office: Office) -> bool:
    free = office.database.free_bytes()
    return free is None or free >= office.limits.disk_left


def _feed_is_of_today(office: Office) -> bool:
    """Today is among the days that can be seen."""
    with office.database.reading() as reader:
        made = reader.room_days_made()
    return made is not None and made[0] <= office.now().date() <= made[1]


def _steps_are_taken(office: Office) -> bool:
    now = office.now()
    with office.database.reading() as reader:
        since = reader.figures(now).late_since
    return since is None or now - since <= office.limits.steps_late


_CHECKS: Mapping[str, Callable[[Office], bool]] = {
    "writer": _writer_lives,
    "database": _database_answers,
    "disk": _disk_has_room,
    "feed": _feed_is_of_today,
    "steps": _steps_are_taken,
}
