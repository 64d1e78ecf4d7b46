"""The event catalogue: all that the kiosk ever logs, as JSON lines on the standard logging.

An event has an id, the role that caused it, an outcome and a reason. A reason is a code, never a
sentence, so that no name, number or secret can get into a log. Each id is explained for staff in
``docs/events.md``; a test keeps the two the same.
"""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from kiosk.clock import TOKYO

LOG = logging.getLogger("kiosk.events")

#: What a code looks like: a word of this house, not text of somebody's.
CODE = re.compile(r"[a-z][a-z0-9_]{0,63}")

#: What the names of the kiosk's own files look like (``outbox.sqlite3.damaged-20261120T090000``).
FILE_NAME = re.compile(r"[a-z0-9][a-zA-Z0-9._-]{0,127}")


class Role(Enum):
    """Who or what set the event off."""

    RESIDENT = "resident"
    KIOSK = "kiosk"
    SERVICE = "service"
    DEVICE = "device"
    STAFF = "staff"  # of the facility, and technicians


class Outcome(Enum):
    OK = "ok"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Event:
    id: str
    role: Role
    level: int = logging.INFO


LINE_UP = Event("line.up", Role.SERVICE)
LINE_DOWN = Event("line.down", Role.SERVICE, logging.WARNING)
ANSWER_WRONG = Event("service.answer_wrong", Role.SERVICE, logging.WARNING)
CREDENTIAL_REFUSED = Event("service.credential_refused", Role.SERVICE, logging.ERROR)
SYNC_DONE = Event("sync.done", Role.KIOSK)
SYNC_STARTED_OVER = Event("sync.started_over", Role.KIOSK, logging.WARNING)
SYNC_TROUBLE = Event("sync.trouble", Role.KIOSK, logging.WARNING)
HOME_UNKNOWN = Event("settings.home_unknown", Role.KIOSK, logging.WARNING)
TYPEFACE_INCOMPLETE = Event("typeface.incomplete", Role.KIOSK, logging.ERROR)
CACHE_SET_ASIDE = Event("cache.set_aside", Role.KIOSK, logging.ERROR)
OUTBOX_SET_ASIDE = Event("outbox.set_aside", Role.KIOSK, logging.ERROR)
OUTBOX_FULL = Event("outbox.full", Role.KIOSK, logging.ERROR)
SESSION_BEGUN = Event("session.begun", Role.RESIDENT)
SESSION_ENDED = Event("session.ended", Role.RESIDENT)
WRITE_ENDED = Event("write.ended", Role.RESIDENT)
WRITE_UNCLEAR = Event("write.unclear", Role.SERVICE, logging.WARNING)
WRITE_LEFT_FOR_STAFF = Event("write.left_for_staff", Role.KIOSK, logging.WARNING)
WRITE_STUCK = Event("write.stuck", Role.KIOSK, logging.WARNING)
CARD_READ = Event("card.read", Role.DEVICE)
CARD_READER_LOST = Event("reader.lost", Role.DEVICE, logging.WARNING)
CARD_READER_BACK = Event("reader.back", Role.DEVICE)
PRINTER_LOST = Event("printer.lost", Role.DEVICE, logging.WARNING)
PRINTER_BACK = Event("printer.back", Role.DEVICE)
RECEIPT_PRINTED = Event("receipt.printed", Role.DEVICE)
RECEIPT_DAMAGED = Event("receipt.damaged", Role.KIOSK, logging.ERROR)
PAPER_LOW = Event("paper.low", Role.DEVICE, logging.WARNING)
PAPER_OUT = Event("paper.out", Role.DEVICE, logging.WARNING)
PAPER_BACK = Event("paper.back", Role.DEVICE)
CHARACTERS_MISSING = Event("receipt.characters_missing", Role.DEVICE, logging.WARNING)
VOICE_LOST = Event("voice.lost", Role.DEVICE, logging.WARNING)
VOICE_BACK = Event("voice.back", Role.DEVICE)
MAINTENANCE_OPENED = Event("maintenance.opened", Role.STAFF, logging.WARNING)
MAINTENANCE_REFUSED = Event("maintenance.refused", Role.STAFF, logging.WARNING)
MAINTENANCE_LOCKED = Event("maintenance.locked", Role.STAFF)
OUT_OF_SERVICE = Event("residents.shut_out", Role.STAFF, logging.WARNING)
IN_SERVICE = Event("residents.let_in", Role.STAFF)
AUDIT_NOT_KEPT = Event("audit.not_kept", Role.KIOSK, logging.ERROR)
UPDATE_STARTED = Event("update.started", Role.KIOSK)
UPDATE_REFUSED = Event("update.refused", Role.KIOSK, logging.WARNING)
HEARTBEAT = Event("heartbeat.sent", Role.KIOSK, logging.DEBUG)
THREAD_CRASHED = Event("thread.crashed", Role.KIOSK, logging.ERROR)

CATALOGUE = tuple(value for value in list(globals().values()) if isinstance(value, Event))


def say(
    event: Event,
    outcome: Outcome = Outcome.OK,
    reason: str | None = None,
    *,
    file: str | None = None,
) -> None:
    """Log one event.

    ``reason`` is a code (``[a-z0-9_]``), ``file`` the bare name of a file of the kiosk's own.
    Anything else is a bug of the caller and is logged as ``unspeakable``: a log line must not end a
    resident's session, nor hold what she typed.
    """
    fields = {
        "role": event.role.value,
        "outcome": outcome.value,
        "reason": _speakable(reason, CODE),
        "file": _speakable(file, FILE_NAME),
    }
    LOG.log(event.level, event.id, extra={"event": fields})


def _speakable(value: str | None, shape: re.Pattern[str]) -> str | None:
    return value if value is None or shape.fullmatch(value) else "unspeakable"


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, event id, role, outcome, reason, file.

    A record that is no event (a library's, or a crash) is written with its logger's name, and an
    exception with its type and places only: its message may hold what a resident typed.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, TOKYO).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname,
        }
        fields = getattr(record, "event", None)
        if isinstance(fields, dict):
            line["event"] = record.msg
            line.update({name: value for name, value in fields.items() if value is not None})
        else:
            line["logger"] = record.name
            line["place"] = f"{record.module}:{record.lineno}"
        if record.exc_info is not None and record.exc_info[0] is not None:
            line["crash"] = record.exc_info[0].__name__
            line["at"] = _places(record)
        return json.dumps(line, ensure_ascii=False)


def _places(record: logging.LogRecord) -> list[str]:
    places = []
    trace = record.exc_info[2] if record.exc_info else None
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_qualname}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places
