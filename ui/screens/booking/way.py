"""From the hours to the confirmation: what is not known yet is asked, one question a screen.

Who may not book is told so instead of the first question, not after the last.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.journeys.attention import barred
from kiosk.model import Choice, Room
from kiosk.outcome import Refused
from kiosk.terminal import Terminal
from ui.directory import Directory
from ui.places import Confirm, Draft, People, Place, Purpose, Unit


def next_place(draft: Draft, directory: Directory) -> Place:
    """The next question about ``draft``, or the confirmation if nothing is left to be asked."""
    found = directory.room(draft.room_id)
    assert found is not None, "the room was chosen from this directory"  # noqa: S101
    room = found[1]
    if is_let_by_unit(room) and not draft.unit_asked:
        return Unit(draft)
    purposes = [purpose.id for purpose in directory.class_of(room).purposes]
    if draft.purpose_id not in purposes:
        if len(purposes) != 1:
            return Purpose(draft)
        draft = replace(draft, purpose_id=purposes[0])
    if draft.people is None or not 0 < draft.people <= room.capacity:
        return People(draft)
    return Confirm(_choice(draft), draft.kind, draft.changes)


def why_closed(terminal: Terminal) -> Refused | None:
    """None where whoever is logged in may be asked what they want."""
    registrant = terminal.session.registrant
    return None if registrant is None else barred(registrant)


def is_let_by_unit(room: Room) -> bool:
    """Whether a use takes one of several alike parts of the room."""
    return room.takes == "one" and len(room.units) > 1


def _choice(draft: Draft) -> Choice:
    return Choice(
        room_id=draft.room_id,
        date=draft.date,
        first_slot=draft.first_slot,
        slot_count=draft.slot_count,
        purpose_id=draft.purpose_id or "",
        people=draft.people or 0,
        unit_id=draft.unit_id,
    )
