"""A request of a resident who has left, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.outcome import Refused
from offline_cache.outbox import DONE
from ui.wording.refusal import explain

if TYPE_CHECKING:
    from kiosk.journeys.staff_works import StaffWrite
    from ui.wording.words import Words


def name_of(write: StaffWrite, words: Words) -> str:
    """What was asked for, as its button says it."""
    return words.text(f"deed.{write.kind}.verb")


def end_of(write: StaffWrite, words: Words) -> str:
    """What came of it; a refusal as the resident would have been told."""
    match write.ended:
        case "not_sent" | "write_closed":
            return words.text("maintenance.writes.end.not_sent")
        case str() as code if code != DONE:
            return explain(Refused(code), words).title
        case _:
            return words.text("maintenance.writes.end.done")
