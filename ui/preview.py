"""A picture of a screen that the gallery draws: a place and, where it asks, the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.journeys.outcomes import PaperEnd
from kiosk.line import LineState
from kiosk.maintenance.out_of_service import Out
from kiosk.maintenance.roles import Role
from kiosk.outcome import Refused
from ui.places import Place

if TYPE_CHECKING:
    from ui.directory import Directory
    from ui.screens.screen import Screen


@dataclass(frozen=True, slots=True)
class Preview:
    """``label`` tells this state of the screen from its others. ``prepare`` acts on the finished
    screen as a resident would: chooses slots, types digits. ``logged_in`` is given where a screen
    is not shown as most are: with somebody logged in, the start and the log-in without.
    ``line`` is what the header says of the line, ``paper`` how printing ends. ``spoken``: the
    place where it holds something in the resident's own language, by that language. ``city``:
    another than the samples' own. ``role``: who has opened maintenance mode, where it is shown;
    ``out``: the terminal is out of service; ``trouble``: why the service is not reached."""

    label: str
    place: Place
    answer: object = None
    prepare: Callable[[Screen], None] | None = None
    logged_in: bool | None = None
    line: LineState = LineState.UP
    paper: PaperEnd = PaperEnd.PRINTED
    spoken: Callable[[str], Place] | None = None
    city: Directory | None = None
    role: Role | None = None
    out: Out | None = None
    trouble: Refused | None = None
